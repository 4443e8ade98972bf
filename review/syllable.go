package review

import (
	"slices"
	"strings"
	"sync"
)

// tone is the tone of a syllable.
type tone int

const (
	flat  tone = iota
	grave      // huyền
	acute      // sắc
	hook       // hỏi
	tilde      // ngã
	dot        // nặng
)

// vowelsToned are the vowels, each in its six tones.
var vowelsToned = [...]string{"aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị", "oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ", "uùúủũụ", "ưừứửữự", "yỳýỷỹỵ"}

// vowel is a vowel with its tone.
type vowel struct {
	base rune
	tone tone
}

var (
	vowelOf = sync.OnceValue(func() map[rune]vowel {
		all := make(map[rune]vowel)
		for _, row := range vowelsToned {
			letters := []rune(row)
			for t, r := range letters {
				all[r] = vowel{letters[0], tone(t)}
			}
		}
		return all
	})
	letterOf = sync.OnceValue(func() map[vowel]rune {
		all := make(map[vowel]rune)
		for r, v := range vowelOf() {
			all[v] = r
		}
		return all
	})
)

// syllable is a word taken apart: "nghiêm" is ngh + iêm in the flat tone.
type syllable struct {
	onset string
	rime  []rune // without tone
	tone  tone
	mark  int // which letter of the rime carries the tone; -1 for the flat tone
}

// onsets, longer ones first.
var onsets = []string{"ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x"}

// rimes are all rimes of Vietnamese, without tones.
var rimes = sync.OnceValue(func() map[string]bool {
	return wordSet(`a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ up ut uy uya uych uyên uyêt uynh uyp uyt uyu uôc uôi uôm uôn uông uôt
ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu`)
})

// afterQu are the rimes behind qu.
var afterQu = sync.OnceValue(func() map[string]bool {
	return wordSet(`a ac ach ai an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât âu ây e en eng eo et ê êch ên ênh êt i in inh it ich y ych yên yêt ynh yt yêch ôc ơ ơi ơn ơt`)
})

// foreignWords are syllables of names and loan words that official texts hold.
var foreignWords = wordSet("đắk đăk krông pô kô rông hrê êđê brâu păng xtiêng pốt mê pê vi-rút căm ốp oxít xốp phốt sốc xêminar vắc xê séc líp rốc pốp mô típ clo bốc")

// parseSyllable takes a word in small letters apart; ok is false for what is no Vietnamese syllable.
func parseSyllable(word string) (s syllable, ok bool) {
	rest := []rune(word)
	for _, on := range onsets {
		if strings.HasPrefix(word, on) {
			s.onset = on
			rest = rest[len([]rune(on)):]
			break
		}
	}
	if s.onset == "" && (len(rest) > 0 && (word[0] == 'q' || word[0] == 'w')) {
		return s, false
	}
	if s.onset == "g" && len(rest) > 0 && vowelOf()[rest[0]].base == 'i' { // gì, gìn: the tone stands on the i
		s.onset = "gi"
		return s.read(rest, true)
	}
	return s.read(rest, false)
}

// read reads the rime. own tells that the i of "gi" is the vowel of the rime.
func (s syllable) read(rest []rune, own bool) (syllable, bool) {
	s.mark = -1
	for i, r := range rest {
		v, isVowel := vowelOf()[r]
		if isVowel {
			r = v.base
			if v.tone != flat {
				if s.mark >= 0 {
					return s, false // two tones
				}
				s.tone, s.mark = v.tone, i
			}
		}
		s.rime = append(s.rime, r)
	}
	rime := string(s.rime)
	switch {
	case s.onset == "gi" && own:
		if !rimes()[rime] {
			return s, false
		}
	case s.onset == "gi":
		// giếng, giết: the i belongs to both; gi alone has its rime in it.
		if rime != "" && !rimes()[rime] && !rimes()["i"+rime] || strings.HasPrefix(rime, "i") {
			return s, false
		}
	case s.onset == "qu":
		if !afterQu()[rime] {
			return s, false
		}
	case !rimes()[rime]:
		return s, false
	}
	return s, s.spelled() && s.stopped() && s.placed()
}

// spelled looks at c and k, g and gh, ng and ngh.
func (s syllable) spelled() bool {
	if len(s.rime) == 0 {
		return true
	}
	front := strings.ContainsRune("ieêy", s.rime[0])
	switch s.onset {
	case "c", "g", "ng":
		return !front
	case "k":
		return front || len(s.rime) > 1 && s.rime[0] == 'u' // Kuỳnh and other names are rare; ka, ko are foreign
	case "gh", "ngh":
		return front
	case "":
		return true
	}
	return s.rime[0] != 'y' || len(s.rime) == 1 || s.onset == "qu"
}

// stopped looks at the tone: a rime that ends in c, ch, p or t has sắc or nặng.
func (s syllable) stopped() bool {
	if len(s.rime) == 0 {
		return true
	}
	switch last := s.rime[len(s.rime)-1]; last {
	case 'c', 'p', 't':
	case 'h':
		if s.rime[len(s.rime)-2] != 'c' {
			return true
		}
	default:
		return true
	}
	return s.tone == acute || s.tone == dot
}

// placed looks whether the tone stands on the right letter.
func (s syllable) placed() bool {
	if s.mark < 0 {
		return true
	}
	for _, at := range s.places() {
		if s.mark == at {
			return true
		}
	}
	return false
}

// places gives where the tone may stand in the rime.
func (s syllable) places() []int {
	var vowels []int
	for i, r := range s.rime {
		if _, known := vowelOf()[r]; known {
			vowels = append(vowels, i)
		}
	}
	for i := len(vowels) - 1; i >= 0; i-- {
		if strings.ContainsRune("ăâêôơ", s.rime[vowels[i]]) {
			return []int{vowels[i]}
		}
	}
	switch n := len(vowels); {
	case n == 0:
		return nil
	case n == 1:
		return vowels
	case n == 3:
		return vowels[1:2]
	case vowels[1]+1 < len(s.rime): // a consonant follows
		return vowels[1:2]
	}
	if two := string(s.rime); s.onset != "qu" && (two == "oa" || two == "oe" || two == "uy") {
		return vowels
	}
	return vowels[:1]
}

// with writes the syllable with another tone, in the older place of its mark.
func (s syllable) with(t tone) string {
	rime := slices.Clone(s.rime)
	if at := s.places(); t != flat && len(at) > 0 {
		rime[at[0]] = letterOf()[vowel{rime[at[0]], t}]
	}
	return s.onset + string(rime)
}
