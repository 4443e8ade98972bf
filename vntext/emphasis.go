package vntext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Emphasis finds the pairs of stars that make the words between them italic, as the places
// of both stars in bytes. A pair stands around words on one line: the first star before a
// word and behind no letter, the second behind a word and before no letter. All other
// stars are text, doubled ones and those of "3*4" too.
func Emphasis(text string) [][2]int {
	if strings.IndexByte(text, '*') < 0 {
		return nil
	}
	var pairs [][2]int
	for i := 0; i < len(text); i++ {
		if text[i] != '*' || !starOpens(text, i) {
			continue
		}
		if end := starCloses(text, i); end >= 0 {
			pairs = append(pairs, [2]int{i, end})
			i = end
		}
	}
	return pairs
}

func starOpens(text string, star int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:star])
	after, size := utf8.DecodeRuneInString(text[star+1:])
	return size > 0 && !wordRune(before) && before != '*' && after != '*' && !unicode.IsSpace(after)
}

// starCloses finds the star that ends what the star at open began, or -1. It gives up at
// the first star that cannot be an end: "*a *b*" is a lone star and a pair.
func starCloses(text string, open int) int {
	words := false
	for i, c := range text[open+1:] {
		at := open + 1 + i
		switch {
		case c == '\n':
			return -1
		case wordRune(c):
			words = true
		case c == '*':
			before, _ := utf8.DecodeLastRuneInString(text[:at])
			after, _ := utf8.DecodeRuneInString(text[at+1:])
			if words && !unicode.IsSpace(before) && after != '*' && !wordRune(after) {
				return at
			}
			if before == '*' || after == '*' || starOpens(text, at) {
				return -1
			}
		}
	}
	return -1
}

// wordRune tells whether a word may hold c. The replacement character stands for the end
// of the text here.
func wordRune(c rune) bool {
	return c != utf8.RuneError && (unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c))
}
