package vntext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A base letter keeps at most this many marks. Vietnamese needs two; the rest is mischief that
// breaks line heights.
const maxMarks = 8

// NFC composes letters and marks, so that equal text is equal bytes.
func NFC(s string) string {
	if plainPrefix(s) == len(s) {
		return s
	}
	return norm.NFC.String(s)
}

// Clean brings inbound text to the one form that is kept: NFC, line ends as \n, every other space as
// ' ', without invisible characters, controls (but \n and \t) and broken bytes. Everything else stays
// as typed, runs of ordinary spaces too. The result is valid UTF-8 and may stand in XML.
func Clean(s string) string {
	if plainPrefix(s) == len(s) {
		return s
	}
	text, composed := scrub(s)
	if composed {
		return text
	}
	return thin(norm.NFC.String(text))
}

// plainPrefix counts the leading bytes that Clean and NFC surely leave alone: printable ASCII, \n, \t,
// Latin letters with their marks composed, and dashes and quotation marks. Every rune it passes
// begins a new character and never composes with the one before; a mark may follow where it stops.
func plainPrefix(s string) int {
	i := 0
	for i < len(s) {
		c := s[i]
		switch {
		case c < utf8.RuneSelf:
			if c < ' ' && c != '\n' && c != '\t' || c == 0x7f {
				return i
			}
			i++
		case c >= 0xc3 && c <= 0xc8: // U+00C0–U+023F
			if i+1 >= len(s) || !isTail(s[i+1]) {
				return i
			}
			i += 2
		case c == 0xe1: // U+1E00–U+1EFF
			if i+2 >= len(s) || s[i+1] < 0xb8 || s[i+1] > 0xbb || !isTail(s[i+2]) {
				return i
			}
			i += 3
		case c == 0xe2: // U+2010–U+2027: dashes, quotation marks, bullet, ellipsis
			if i+2 >= len(s) || s[i+1] != 0x80 || s[i+2] < 0x90 || s[i+2] > 0xa7 {
				return i
			}
			i += 3
		default:
			return i
		}
	}
	return i
}

func isTail(c byte) bool { return c&0xc0 == 0x80 }

// scrub replaces and drops single runes. composed tells that the result is surely NFC, without the slow
// look at every rune: most texts that are not plain only have an emoji or a no-break space.
func scrub(s string) (text string, composed bool) {
	var b strings.Builder
	b.Grow(len(s))
	composed = true
	prev := rune(-1) // the last rune written, if not a plain one
	for i := 0; i < len(s); {
		if n := plainPrefix(s[i:]); n > 0 {
			b.WriteString(s[i : i+n])
			i += n
			prev = -1
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if r == '\r' {
			if i < len(s) && s[i] == '\n' {
				continue
			}
			r = '\n'
		}
		if r = scrubRune(r, prev); r < 0 {
			continue
		}
		b.WriteRune(r)
		composed = composed && (r < 0x300 || isPicture(r) || (r == 0xfe0f || r == 0x200d) && emoji(prev))
		prev = r
	}
	return b.String(), composed
}

// scrubRune gives what stands for r, or -1 for nothing.
func scrubRune(r, prev rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029: // Word writes \v for a line break
		return '\n'
	case r < ' ' || r >= 0x7f && r < 0xa0:
		return -1
	case r < 0xa0:
		return r
	case r == 0x200d: // holds the parts of one emoji together
		if prev == 0xfe0f || emoji(prev) {
			return r
		}
		return -1
	case r == 0xad, r == 0x34f, r == 0x61c, r == 0x180e, r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e,
		r >= 0x2060 && r <= 0x206f, r == 0xfeff, r >= 0xfff9 && r <= 0xfffd, r >= 0xe0000 && r <= 0xe007f:
		return -1
	case r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef: // no characters
		return -1
	case unicode.Is(unicode.Zs, r), r == 0x2800, r == 0x3164, r == 0xffa0, r == 0x115f, r == 0x1160: // these look like a space
		return ' '
	}
	return r
}

// isPicture tells whether r is in a block of pictures, none of which composes with anything.
func isPicture(r rune) bool {
	return r >= 0x2600 && r <= 0x27bf || r >= 0x1f300 && r <= 0x1faff
}

// emoji tells whether a zero-width joiner behind r joins.
func emoji(r rune) bool {
	return (r >= 0x2190 && r <= 0x2bff || r >= 0x1f000 && r <= 0x1faff) && (unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r))
}

// crowded tells whether a letter carries more marks than maxMarks.
func crowded(s string) bool {
	marks := 0
	for _, r := range s {
		if r < 0x300 || !unicode.Is(unicode.M, r) {
			marks = 0
		} else if marks++; marks > maxMarks {
			return true
		}
	}
	return false
}

// thin drops the marks above maxMarks, and with them the joiners that NFC sets into endless runs.
func thin(s string) string {
	if !crowded(s) {
		return s
	}
	var b strings.Builder
	marks := 0
	for _, r := range s {
		if !unicode.Is(unicode.M, r) {
			marks = 0
		} else if marks++; marks > maxMarks {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
