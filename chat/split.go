package chat

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Units is the length of a text in UTF-16 units, as platforms count it (or
// count more leniently).
func Units(text string) int {
	n := 0
	for _, r := range text {
		n += units(r)
	}
	return n
}

func units(r rune) int {
	if r >= 0x10000 {
		return 2
	}
	return 1
}

// split cuts text into parts: the first of at most room units, the others of at
// most limit. White space at a cut is dropped. A limit under 2 means none.
func split(text string, room, limit int) []string {
	var parts []string
	if limit < 2 {
		room, limit = len(text)+1, len(text)+1
	}
	for text != "" {
		end := prefix(text, room)
		if end == len(text) {
			return append(parts, text)
		}
		cut := bestCut(text, end)
		if part := strings.TrimRightFunc(text[:cut], unicode.IsSpace); strings.TrimSpace(part) != "" {
			parts = append(parts, part)
			room = limit
		}
		text = strings.TrimLeftFunc(text[cut:], unicode.IsSpace)
	}
	return parts
}

// splitsWell tells whether a part of at most room units can end at white space.
func splitsWell(text string, room int) bool {
	if room < 2 {
		return false
	}
	end := prefix(text, room)
	return end == len(text) || strings.ContainsFunc(text[:bestCut(text, end)+1], unicode.IsSpace)
}

// bestCut chooses where to end a part of text[:end]: the last paragraph end,
// sentence end, or space. A paragraph or sentence that ends in the first quarter
// is passed over, so that no scrap is sent alone.
func bestCut(text string, end int) int {
	blank, line, sentence, space := 0, 0, 0, 0
	var before rune // the last character that is neither space nor closing mark
	for i, r := range text {
		if i > end {
			break
		}
		switch {
		case unicode.IsSpace(r):
			if i == 0 {
				continue
			}
			space = i
			if strings.ContainsRune(".!?…;:", before) {
				sentence = i
			}
			if r == '\n' {
				line = i
				if strings.HasPrefix(text[i:], "\n\n") {
					blank = i
				}
			}
		case strings.ContainsRune(`"'”’»)]}*`, r):
		default:
			before = r
		}
	}
	for _, cut := range []int{blank, line, sentence} {
		if cut > end/4 {
			return cut
		}
	}
	if space > 0 {
		return space
	}
	return end
}

// prefix is the number of bytes of the longest beginning of text that has at
// most limit units and ends between two characters as a person sees them. It is
// at least one code point.
func prefix(text string, limit int) int {
	end, n := 0, 0
	for end < len(text) {
		size := cluster(text[end:])
		n += Units(text[end : end+size])
		if n > limit {
			break
		}
		end += size
	}
	if end > 0 || text == "" {
		return end
	}
	// One "character" is longer than a message: cut between its code points.
	for n = 0; end < len(text); {
		r, size := utf8.DecodeRuneInString(text[end:])
		if n += units(r); n > limit && end > 0 {
			break
		}
		end += size
	}
	return end
}

const (
	joiner       = '\u200d'
	flagA, flagZ = '\U0001F1E6', '\U0001F1FF'
)

// cluster is the size in bytes of the first character of text as a person sees
// it: a letter with its marks, a line end, an emoji with skin colour or joined
// to others, a flag. It follows the idea of Unicode's grapheme clusters, not
// every rule.
func cluster(text string) int {
	r, end := utf8.DecodeRuneInString(text)
	if r == '\r' && strings.HasPrefix(text[end:], "\n") {
		return end + 1
	}
	if r < utf8.RuneSelf && (end == len(text) || text[end] < utf8.RuneSelf) {
		return end
	}
	flag := r >= flagA && r <= flagZ
	for end < len(text) {
		next, size := utf8.DecodeRuneInString(text[end:])
		switch {
		case extends(next), r == joiner && !unicode.IsSpace(next):
		case flag && next >= flagA && next <= flagZ:
			flag = false
		case hangul(r) && hangul(next):
		default:
			return end
		}
		r = next
		end += size
	}
	return end
}

// extends tells whether r belongs to the character before it.
func extends(r rune) bool {
	return r == joiner || unicode.In(r, unicode.M) ||
		r >= '\U0001F3FB' && r <= '\U0001F3FF' || // skin colours
		r >= '\U000E0020' && r <= '\U000E007F' // tags of flags
}

// hangul tells whether r is a conjoining jamo.
func hangul(r rune) bool { return r >= 0x1100 && r <= 0x11FF }
