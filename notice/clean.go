package notice

import (
	"strings"
	"unicode"

	"thuky/vntext"
)

// What stood in front of a kept character.
const (
	gapNone  = iota
	gapSpace // spaces, or nothing visible
	gapLine  // one line end
	gapBlank // a blank line
)

// Bytes of the folded text that stand for more than themselves.
const (
	zOther  = '\x01' // a letter or sign we have no use for
	zBullet = '\x02' // • and its relatives
	zDots   = '\x03' // …
)

// sheet is a notice in two forms: as it was written (NFC code points), and folded
// for reading: small letters without marks, one byte each, and no spaces at all.
//
// Without spaces a line break in a sentence, two words run together and a space
// inside a date are no cases of their own. Where a gap matters, gap tells it.
type sheet struct {
	src []rune
	z   string
	at  []int32 // at[i] is where z[i] stands in src; one more for the end
	gap []byte  // gap[i] is what stood before z[i]
}

func newSheet(text string) *sheet {
	src := []rune(vntext.NFC(text))
	s := &sheet{src: src, at: make([]int32, 0, len(src)+1), gap: make([]byte, 0, len(src)+1)}
	z := make([]byte, 0, len(src))
	gap := byte(gapBlank)
	for i, r := range src {
		switch {
		case r == '\n' || r == '\u2028' || r == '\u2029' || r == '\v' || r == '\f' || r == '\r' && (i+1 >= len(src) || src[i+1] != '\n'):
			if gap = max(gap, gapSpace); gap < gapBlank {
				gap++
			}
			continue
		case r == ' ' || r == '\t' || r == '\r' || r == '\u00a0' || r > 0x7f && !isFolded(r) && unicode.IsSpace(r):
			gap = max(gap, gapSpace)
			continue
		case r < ' ' || r == 0x7f || r > 0x7f && isUnseen(r):
			continue
		}
		z, s.at, s.gap = append(z, foldRune(r)), append(s.at, int32(i)), append(s.gap, gap)
		gap = gapNone
	}
	s.z, s.at, s.gap = string(z), append(s.at, int32(len(src))), append(s.gap, gapBlank)
	return s
}

func isFolded(r rune) bool { return int(r) < len(foldTable) && foldTable[r] != 0 }

// isUnseen tells marks without a letter and signs that take no room.
func isUnseen(r rune) bool {
	return !isFolded(r) && (r == '\u00ad' || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r))
}

// foldTable folds the letters from U+00C0 to U+1EFF.
var foldTable = newFoldTable()

func newFoldTable() *[0x1f00]byte {
	var table [0x1f00]byte
	for base, letters := range map[byte]string{
		'a': "àáảãạăằắẳẵặâầấẩẫậäåāǎ", 'e': "èéẻẽẹêềếểễệëē", 'i': "ìíỉĩịïīı", 'o': "òóỏõọôồốổỗộơờớởỡợöōø",
		'u': "ùúủũụưừứửữựüū", 'y': "ỳýỷỹỵÿ", 'd': "đð", 'n': "ñ", 'c': "ç",
	} {
		for _, r := range letters {
			table[r] = base
			if u := unicode.ToUpper(r); int(u) < len(table) && u > 0x7f {
				table[u] = base
			}
		}
	}
	return &table
}

func foldRune(r rune) byte {
	switch {
	case 'A' <= r && r <= 'Z':
		return byte(r) + 'a' - 'A'
	case r < 0x80:
		return byte(r)
	case isFolded(r):
		return foldTable[r]
	}
	switch r {
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹣', '－':
		return '-'
	case '“', '”', '„', '‟', '″', '«', '»':
		return '"'
	case '‘', '’', '‚', '′', '´', '`':
		return '\''
	case '…':
		return zDots
	case '⁄', '∕', '／':
		return '/'
	case '：', '∶':
		return ':'
	case '•', '●', '▪', '■', '◦', '○', '·', '➢', '►', '▶', '✓', '✔', '♦', '◆', '\uf0b7', '\uf0a7', '\uf0d8', '\uf02d':
		return zBullet
	}
	return zOther
}

// has tells whether the folded text goes on with word at i.
func (s *sheet) has(i int, word string) bool {
	return i >= 0 && i <= len(s.z) && strings.HasPrefix(s.z[i:], word)
}

// hasAny gives the end of the first of words that stands at i, else i.
func (s *sheet) hasAny(i int, words ...string) int {
	for _, word := range words {
		if s.has(i, word) {
			return i + len(word)
		}
	}
	return i
}

// find gives the first place of word in [from, to), or -1.
func (s *sheet) find(word string, from, to int) int {
	if from = max(from, 0); from >= to {
		return -1
	}
	if k := strings.Index(s.z[from:to], word); k >= 0 {
		return from + k
	}
	return -1
}

// contains tells whether one of words stands in [from, to).
func (s *sheet) contains(from, to int, words ...string) bool {
	for _, word := range words {
		if s.find(word, from, to) >= 0 {
			return true
		}
	}
	return false
}

// last gives the start of the last of words in [from, to), or -1.
func (s *sheet) last(from, to int, words ...string) int {
	place := -1
	for _, word := range words {
		if from >= to || to-from < len(word) {
			continue
		}
		if k := strings.LastIndex(s.z[from:to], word); k >= 0 && from+k > place {
			place = from + k
		}
	}
	return place
}

func (s *sheet) byteAt(i int) byte {
	if i < 0 || i >= len(s.z) {
		return 0
	}
	return s.z[i]
}

// wordStart tells whether a word begins at i.
func (s *sheet) wordStart(i int) bool {
	return i <= 0 || s.gap[i] > gapNone || !isLetter(s.z[i-1]) && !isDigit(s.z[i-1])
}

// wordEnd tells whether a word ends before i.
func (s *sheet) wordEnd(i int) bool { return i >= len(s.z) || s.wordStart(i) || !isLetter(s.z[i]) }

// upper tells whether the character at i was written as a capital.
func (s *sheet) upper(i int) bool { return i >= 0 && i < len(s.z) && unicode.IsUpper(s.src[s.at[i]]) }

// rune gives the character at i as it was written.
func (s *sheet) rune(i int) rune {
	if i < 0 || i >= len(s.z) {
		return 0
	}
	return s.src[s.at[i]]
}

// span is the place of [from, to) in the notice.
func (s *sheet) span(from, to int) Span {
	if from >= to || from < 0 || to > len(s.z) {
		return Span{}
	}
	return Span{Start: int(s.at[from]), End: int(s.at[to-1]) + 1}
}

// raw is [from, to) as it was written.
func (s *sheet) raw(from, to int) string {
	p := s.span(from, to)
	return string(s.src[p.Start:p.End])
}

// text is [from, to) as it was written, with single spaces.
func (s *sheet) text(from, to int) string { return strings.Join(strings.Fields(s.raw(from, to)), " ") }

// squeeze folds a text as z is folded.
func squeeze(text string) string { return newSheet(text).z }

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || c == zOther }
