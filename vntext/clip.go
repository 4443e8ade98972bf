package vntext

import (
	"strings"
	"unicode/utf8"
)

// Clip puts text on one line and cuts it after limit letters, at a word if one
// ends near.
func Clip(text string, limit int) string {
	// A long answer is not walked to its end for a line of a list.
	more := false
	if most := limit * 8; len(text) > most {
		for most > 0 && !utf8.RuneStart(text[most]) {
			most--
		}
		text, more = text[:most], true
	}
	text = strings.Join(strings.Fields(text), " ")
	if n := utf8.RuneCountInString(text); n <= limit && !more {
		return text
	} else if n <= limit {
		return text + "…"
	}
	runes := []rune(text)[:limit]
	cut := len(runes)
	for i := len(runes) - 1; i > len(runes)*3/4; i-- {
		if runes[i] == ' ' {
			cut = i
			break
		}
	}
	return strings.TrimRight(string(runes[:cut]), " ,;:.–-") + "…"
}
