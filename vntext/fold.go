package vntext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives the form in which texts are compared: clean, lower case, without marks, đ as d, inner
// white space as one space, none around. "Quay Lại " gives "quay lai". Different words may meet there
// (đúng, dừng, dùng): what is dangerous must be asked again.
func Fold(s string) string {
	if folded(s) {
		return s
	}
	var buf [128]byte
	b := buf[:0]
	space := false
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c == ' ' || c >= '\t' && c <= '\r':
				space = len(b) > 0
				continue
			case c < ' ' || c == 0x7f:
				continue
			case 'A' <= c && c <= 'Z':
				c += 'a' - 'A'
			}
		} else {
			r, n := utf8.DecodeRuneInString(s[i:])
			i += n
			if c = vietnameseBase(r); c == 0 {
				if !isPicture(r) && (r < 0x2010 || r > 0x2027) { // quotation marks and dashes stay
					return foldSlowly(s)
				}
				if space {
					b = append(b, ' ')
					space = false
				}
				b = utf8.AppendRune(b, r)
				continue
			}
		}
		if space {
			b = append(b, ' ')
			space = false
		}
		b = append(b, c)
	}
	return string(b)
}

// folded tells whether s is plain lower-case ASCII that Fold leaves as it is.
func folded(s string) bool {
	prev := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c >= 0x7f || 'A' <= c && c <= 'Z' || c == ' ' && prev == ' ' {
			return false
		}
		prev = c
	}
	return prev != ' ' || s == ""
}

// vietnameseBase gives the bare small letter of a composed Vietnamese letter, and 0 for other runes.
func vietnameseBase(r rune) byte {
	switch {
	case r >= 0x1ea0 && r <= 0x1ef9:
		switch {
		case r <= 0x1eb7:
			return 'a'
		case r <= 0x1ec7:
			return 'e'
		case r <= 0x1ecb:
			return 'i'
		case r <= 0x1ee3:
			return 'o'
		case r <= 0x1ef1:
			return 'u'
		}
		return 'y'
	}
	switch r {
	case 'À', 'Á', 'Â', 'Ã', 'à', 'á', 'â', 'ã', 'Ă', 'ă':
		return 'a'
	case 'Đ', 'đ':
		return 'd'
	case 'È', 'É', 'Ê', 'è', 'é', 'ê':
		return 'e'
	case 'Ì', 'Í', 'ì', 'í', 'Ĩ', 'ĩ':
		return 'i'
	case 'Ò', 'Ó', 'Ô', 'Õ', 'ò', 'ó', 'ô', 'õ', 'Ơ', 'ơ':
		return 'o'
	case 'Ù', 'Ú', 'ù', 'ú', 'Ũ', 'ũ', 'Ư', 'ư':
		return 'u'
	case 'Ý', 'ý':
		return 'y'
	}
	return 0
}

func foldSlowly(s string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFD.String(strings.ToLower(Clean(s))) {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r), r == 0x200d:
			continue
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case r == 'đ' || r == 'Đ':
			r = 'd'
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return norm.NFC.String(b.String())
}

// Upper gives capitals, in NFC.
func Upper(s string) string { return NFC(strings.ToUpper(NFC(s))) }
