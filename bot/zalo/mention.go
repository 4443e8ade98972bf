package zalo

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// In groups only what mentions us or replies to us arrives at all.

// unmention takes our name with "@" off the beginning and the end of words that were
// written in a group.
func (s Self) unmention(text string) string {
	text = strings.TrimSpace(norm.NFC.String(text))
	for _, name := range []string{s.Name, s.Account} {
		if name == "" {
			continue
		}
		mention := "@" + norm.NFC.String(name)
		if at := hasFoldPrefix(text, mention); at > 0 && ends(text[at:]) {
			text = text[at:]
		}
		if at := len(text) - len(mention); at >= 0 && strings.EqualFold(text[at:], mention) {
			text = text[:at]
		}
		text = strings.Trim(text, " \n\t,:")
	}
	return text
}

// hasFoldPrefix gives the length of the prefix of text that is the same as another one
// but for the case of letters, 0 for none.
func hasFoldPrefix(text, prefix string) int {
	n := utf8.RuneCountInString(prefix)
	for i := range text {
		if n == 0 {
			if strings.EqualFold(text[:i], prefix) {
				return i
			}
			return 0
		}
		n--
	}
	if n == 0 && strings.EqualFold(text, prefix) {
		return len(text)
	}
	return 0
}

// ends tells whether a name that text follows is not a part of a longer one.
func ends(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return text == "" || !unicode.IsLetter(r) && !unicode.IsDigit(r)
}
