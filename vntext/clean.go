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
	n := plainPrefix(s)
	if n == len(s) {
		return s
	}
	if needsNothing(s[n:]) && norm.NFC.IsNormalString(s) && !crowded(s) {
		return s
	}
	return thin(norm.NFC.String(scrub(s)))
}

// plainPrefix counts the leading bytes that Clean and NFC surely leave alone: printable ASCII, \n, \t,
// Latin letters with their marks composed, and dashes and quotation marks. Every rune it passes
// begins a new character and never composes with the one before.
// The caller must not cut there: a mark may follow.
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

// needsNothing tells whether scrub would change nothing.
func needsNothing(s string) bool {
	prev := rune(-1)
	for i, r := range s {
		if r == utf8.RuneError {
			return false
		}
		if s[i] == '\r' || scrubRune(r, prev) != r {
			return false
		}
		prev = r
	}
	return true
}

func scrub(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	prev := rune(-1) // the last rune written
	for i, r := range s {
		if r == '\r' {
			if strings.HasPrefix(s[i+1:], "\n") {
				continue
			}
			r = '\n'
		}
		if r = scrubRune(r, prev); r < 0 {
			continue
		}
		b.WriteRune(r)
		prev = r
	}
	return b.String()
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
