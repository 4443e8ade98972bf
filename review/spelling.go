package review

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// checkSpelling looks for syllables that cannot be, for hỏi and ngã mistaken for each
// other, and for letters of other scripts that look like ours.
func checkSpelling(d *draft) {
	type verdict struct {
		code  Code // "" for a good word
		right string
	}
	known := make(map[int32]verdict)
	judge := func(w word) verdict {
		v, judged := known[w.id]
		if judged {
			return v
		}
		s, ok := parseSyllable(w.key)
		switch {
		case !ok && !foreignWords[w.key]:
			v = verdict{Syllable, d.mended(w.key)}
		case ok:
			if right := s.wrongTone(); right != "" {
				v = verdict{HookTilde, right}
			}
		}
		known[w.id] = v
		return v
	}
	for i := range d.paras {
		p := &d.paras[i]
		capitals := isUpper(p.Text)
		for n, w := range p.words {
			marked, strange := letterKinds(w.text)
			if strange >= 0 {
				d.lookalike(i, w)
				continue
			}
			if !marked || len(w.text) < 3 || !p.text() && p.part != Subject && p.part != Title || isName(w) || w.allCaps() && !capitals {
				continue
			}
			v := judge(w)
			if v.code == "" || v.code == Syllable && (w.gap == gapJoin || n+1 < len(p.words) && p.words[n+1].gap == gapJoin) {
				continue
			}
			right := ""
			if v.right != "" {
				right = asCase(w.text, v.right)
			}
			message := textSyllable(w.text)
			if v.code == HookTilde {
				message = textHookTilde(w.text, right)
			}
			f := d.add(v.code, i, w.from, w.to, message, right)
			if right != "" {
				f.Edit = d.edit(i, w.from, w.to, right)
			}
		}
	}
}

// letterKinds tells whether a word has letters of Vietnamese beyond ASCII and nothing but
// letters, and where a letter of another script stands in it, -1 for nowhere.
func letterKinds(text string) (marked bool, strange int) {
	latin := false
	strange = -1
	letters := true
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			latin = true
			letters = letters && (c < '0' || c > '9')
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r >= 0xc0 && r <= 0x24f || r >= 0x1e00 && r <= 0x1eff:
			latin, marked = true, true
		case unicode.IsMark(r):
		case !unicode.Is(unicode.Latin, r) && strange < 0:
			strange = i
		default:
			latin = true
		}
		i += n
	}
	if !latin { // a word in another script, such as a name in Khmer
		strange = -1
	}
	return marked && letters && strange < 0, strange
}

// isName tells whether a word begins with a capital where a sentence does not.
func isName(w word) bool {
	return w.capital() && !w.allCaps() && w.gap < gapComma
}

// mended gives what an impossible syllable was probably meant to be, "" where that is
// not clear: the tone on the right letter, an h too many or too few, or two words without
// a space, of which the report has both.
func (d *draft) mended(key string) string {
	try := func(s string) string {
		if _, ok := parseSyllable(s); ok {
			return s
		}
		return ""
	}
	if bare, t := unmarked(key); t != flat {
		for _, bare := range []string{bare, halfHorned.Replace(bare)} {
			if s, _ := parseSyllable(bare); len(s.rime) > 0 {
				if right := s.with(t); right != key && try(right) != "" {
					return right
				}
			}
		}
	}
	for _, change := range [][2]string{{"ngh", "ng"}, {"gh", "g"}, {"ng", "ngh"}, {"g", "gh"}, {"k", "c"}, {"c", "k"}} {
		if rest, ok := strings.CutPrefix(key, change[0]); ok {
			if right := try(change[1] + rest); right != "" {
				return right
			}
		}
	}
	for i := range key {
		if i > 0 && d.words.knows(key[:i]) && d.words.knows(key[i:]) {
			return key[:i] + " " + key[i:]
		}
	}
	return ""
}

// halfHorned mends ươ of which one letter has no horn.
var halfHorned = strings.NewReplacer("uơ", "ươ", "ưo", "ươ")

// unmarked takes the tone of a word away.
func unmarked(key string) (bare string, t tone) {
	var b strings.Builder
	for _, r := range key {
		if v, known := vowelOf()[r]; known {
			r = v.base
			if v.tone != flat {
				t = v.tone
			}
		}
		b.WriteRune(r)
	}
	return b.String(), t
}

// alike letters of other scripts, and the Latin ones that they look like.
var lookalikes = map[rune]rune{
	'а': 'a', 'е': 'e', 'о': 'o', 'р': 'p', 'с': 'c', 'у': 'y', 'х': 'x', 'і': 'i', 'ј': 'j', 'ѕ': 's', 'һ': 'h', 'ԁ': 'd', 'ո': 'n', 'օ': 'o', 'ս': 'u', 'հ': 'h',
	'А': 'A', 'В': 'B', 'Е': 'E', 'К': 'K', 'М': 'M', 'Н': 'H', 'О': 'O', 'Р': 'P', 'С': 'C', 'Т': 'T', 'Х': 'X', 'У': 'Y', 'Һ': 'H', 'І': 'I',
	'α': 'a', 'ο': 'o', 'ρ': 'p', 'ν': 'v', 'ι': 'i', 'Α': 'A', 'Β': 'B', 'Ε': 'E', 'Η': 'H', 'Ι': 'I', 'Κ': 'K', 'Μ': 'M', 'Ν': 'N', 'Ο': 'O', 'Ρ': 'P', 'Τ': 'T', 'Χ': 'X', 'Υ': 'Y',
	'ɡ': 'g', 'ɑ': 'a',
}

func (d *draft) lookalike(i int, w word) {
	right, sure := strings.Map(func(r rune) rune {
		if l, known := lookalikes[r]; known {
			return l
		}
		return r
	}, w.text), true
	if _, strange := letterKinds(right); strange >= 0 {
		right, sure = "", false
	}
	f := d.add(Lookalike, i, w.from, w.to, textLookalike, right)
	if sure {
		f.Edit = d.edit(i, w.from, w.to, right)
	}
}

// checkToneStyle looks whether the tone marks of hòa, khỏe, thủy stand in one place: the
// style that most words have.
func checkToneStyle(d *draft) {
	type spot struct{ para, word int }
	var older, newer []spot
	for i := range d.paras {
		p := &d.paras[i]
		if !p.text() {
			continue
		}
		for n, w := range p.words {
			if len(w.text) < 4 {
				continue
			}
			lower := strings.ToLower(w.text)
			switch {
			case lower != w.key:
				newer = append(newer, spot{i, n})
			case openToned(w.key):
				older = append(older, spot{i, n})
			}
		}
	}
	few, toOld := newer, true
	if len(newer) > len(older) {
		few, toOld = older, false
	}
	if len(older) == 0 || len(newer) == 0 {
		return
	}
	for _, s := range few {
		w := d.paras[s.para].words[s.word]
		right := asCase(w.text, w.key)
		if !toOld {
			right = asCase(w.text, newTone(w.key))
		}
		d.replace(ToneStyle, s.para, w.from, w.to, textToneStyle, right)
	}
}

// openToned tells whether a word ends in a toned oa, oe or uy, in the older style.
func openToned(key string) bool { return newTone(key) != key }

// newTone puts the mark of oldTone back.
func newTone(s string) string {
	for _, t := range newTones {
		if strings.HasSuffix(s, t[1]) && !strings.HasSuffix(s, "q"+t[1]) {
			return s[:len(s)-len(t[1])] + t[0]
		}
	}
	return s
}
