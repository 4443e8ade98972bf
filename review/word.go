package review

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"thuky/vntext"
)

// word is a run of letters and digits.
type word struct {
	from, to int    // bytes of the paragraph
	text     string // as written
	key      string // lower case, tone marks in the older place (hòa, not hoà)
	fold     string // lower case without marks
	id       int32  // of the key: equal keys have equal ids
	gap      gap    // what stands before it
}

// gap is what stands between a word and the one before it.
type gap uint8

const (
	gapSpace gap = iota // nothing but a space
	gapJoin             // a hyphen or slash, no space: kinh tế-xã hội, 33/CT
	gapDash             // a dash with space around
	gapComma            // a comma, bracket or quotation mark: the clause may end
	gapStop             // a full stop, semicolon or colon, or the begin of the paragraph
)

// forms are the forms of a word.
type forms struct {
	key, fold string
	id        int32
}

// speller makes the forms of every word once.
type speller struct {
	forms map[string]forms
	ids   map[string]int32
}

func newSpeller() *speller { return &speller{make(map[string]forms), make(map[string]int32)} }

func (s *speller) of(text string) forms {
	f, known := s.forms[text]
	if known {
		return f
	}
	lower := strings.ToLower(text)
	f = forms{key: oldTone(lower), fold: vntext.Fold(lower)}
	if f.id, known = s.ids[f.key]; !known {
		f.id = int32(len(s.ids))
		s.ids[f.key] = f.id
	}
	s.forms[text] = f
	return f
}

// knows tells whether a word, given by its key, is a syllable and stands in the report.
func (s *speller) knows(key string) bool {
	if _, ok := s.ids[key]; !ok {
		return false
	}
	_, ok := parseSyllable(key)
	return ok
}

// words cuts a text into words.
func (s *speller) words(text string) []word {
	list := make([]word, 0, len(text)/6+1)
	last := 0
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !wordRune(r) {
			i += n
			continue
		}
		from := i
		for i < len(text) {
			if r, n = utf8.DecodeRuneInString(text[i:]); !wordRune(r) {
				break
			}
			i += n
		}
		w := word{from: from, to: i, text: text[from:i]}
		f := s.of(w.text)
		w.key, w.fold, w.id = f.key, f.fold, f.id
		w.gap = gapOf(text[last:from])
		if len(list) == 0 {
			w.gap = gapStop
		}
		list = append(list, w)
		last = i
	}
	return list
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (r < utf8.RuneSelf && ('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9') ||
		r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)))
}

func gapOf(between string) gap {
	if between == " " {
		return gapSpace
	}
	spaces, joins := 0, 0
	worst := gapSpace
	for _, r := range between {
		switch {
		case r == ' ' || r == '\t' || r == 0xa0:
			spaces++
		case r == '-' || r == '/' || r == '–' || r == '—' || r == '&' || r == '.' && between == ".":
			joins++
		case r == ';' || r == ':' || r == '.' || r == '?' || r == '!' || r == '…':
			worst = gapStop
		default:
			worst = max(worst, gapComma)
		}
	}
	switch {
	case worst != gapSpace:
		return worst
	case joins > 0 && spaces > 0:
		return gapDash
	case joins > 0:
		return gapJoin
	}
	return gapSpace
}

// The vowels of the syllables whose tone mark has two places: hoà and hòa.
var newTones = [...][2]string{
	{"oà", "òa"},
	{"oá", "óa"},
	{"oả", "ỏa"},
	{"oã", "õa"},
	{"oạ", "ọa"},
	{"oè", "òe"},
	{"oé", "óe"},
	{"oẻ", "ỏe"},
	{"oẽ", "õe"},
	{"oẹ", "ọe"},
	{"uỳ", "ùy"},
	{"uý", "úy"},
	{"uỷ", "ủy"},
	{"uỹ", "ũy"},
	{"uỵ", "ụy"},
}

// oldTone puts the tone mark of an open syllable in oa, oe, uy in its older place. After
// q the u is no vowel: quý stays.
func oldTone(s string) string {
	if len(s) < 3 || s[len(s)-1] < utf8.RuneSelf {
		return s
	}
	for _, t := range newTones {
		if strings.HasSuffix(s, t[0]) && !strings.HasSuffix(s, "q"+t[0]) {
			return s[:len(s)-len(t[0])] + t[1]
		}
	}
	return s
}

// is tells whether the words from i on are the words of a phrase, by their keys, with
// nothing but spaces between them.
func is(words []word, i int, phrase ...string) bool {
	if i < 0 || i+len(phrase) > len(words) {
		return false
	}
	for k, p := range phrase {
		if w := words[i+k]; w.key != p || k > 0 && w.gap != gapSpace {
			return false
		}
	}
	return true
}

// capital tells whether a word begins with a capital letter.
func (w word) capital() bool {
	r, _ := utf8.DecodeRuneInString(w.text)
	return unicode.IsUpper(r)
}

// allCaps tells whether a word has capital letters only, at least two, and perhaps digits.
func (w word) allCaps() bool {
	n := 0
	for _, r := range w.text {
		switch {
		case unicode.IsUpper(r):
			n++
		case !unicode.IsDigit(r):
			return false
		}
	}
	return n >= 2
}

// number tells whether a word is made of digits.
func (w word) number() bool {
	for i := range len(w.text) {
		if w.text[i] < '0' || w.text[i] > '9' {
			return false
		}
	}
	return true
}
