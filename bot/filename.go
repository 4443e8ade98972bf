package bot

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxFileName is the longest file name without its ending, in bytes: some
// platforms and file systems cut longer ones.
const maxFileName = 120

// FileName makes a file name of a title: Vietnamese letters stay, what file
// systems or platforms stumble over does not.
func FileName(title, ending string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case strings.ContainsRune(`/\:|`, r):
			return '-'
		case r == utf8.RuneError, strings.ContainsRune(`*?"<>`, r), !unicode.IsPrint(r):
			return -1
		}
		return r
	}, title)
	name = strings.Join(strings.Fields(name), " ")
	if len(name) > maxFileName {
		name = cutWords(name, maxFileName)
	}
	name = strings.Trim(name, " .-_")
	if name == "" {
		name = textDraftName
	}
	return name + "." + ending
}

// cutWords cuts at the end of a word, of a character where there is no word.
func cutWords(s string, limit int) string {
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	if i := strings.LastIndexByte(s[:limit+1], ' '); i > limit/2 {
		limit = i
	}
	return s[:limit]
}
