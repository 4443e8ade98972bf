package telegram

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"thuky/chat"
)

// emphasize writes bold and italics as *…* around the words. Telegram gives them
// as ranges of UTF-16 units, which may overlap and nest. White space stays
// outside the stars, each line gets its own, and words that already have a star
// get none: the star is what the person typed.
func emphasize(text string, entities []entity) string {
	var spans [][2]int
	for _, e := range entities {
		if (e.Type == "bold" || e.Type == "italic") && e.Length > 0 && e.Offset >= 0 {
			spans = append(spans, [2]int{e.Offset, e.Offset + e.Length})
		}
	}
	if len(spans) == 0 {
		return text
	}
	toLetters(text, spans)
	slices.SortFunc(spans, func(a, b [2]int) int { return a[0] - b[0] })
	var b strings.Builder
	at, unit := 0, 0 // the place reached: in bytes, in UTF-16 units
	seek := func(to int) string {
		from := at
		for at < len(text) && unit < to {
			r, size := utf8.DecodeRuneInString(text[at:])
			unit += chat.Units(string(r))
			at += size
		}
		return text[from:at]
	}
	for i := 0; i < len(spans); {
		from, to := spans[i][0], spans[i][1]
		for i++; i < len(spans) && spans[i][0] <= to; i++ {
			to = max(to, spans[i][1])
		}
		b.WriteString(seek(from))
		for line := range strings.Lines(seek(to)) {
			writeStarred(&b, line)
		}
	}
	b.WriteString(text[at:])
	return b.String()
}

// toLetters moves ends that lie within a letter of two units behind the letter.
func toLetters(text string, spans [][2]int) {
	unit := 0
	for _, r := range text {
		if n := chat.Units(string(r)); n == 2 {
			for i := range spans {
				for j := range spans[i] {
					if spans[i][j] == unit+1 {
						spans[i][j]++
					}
				}
			}
			unit++
		}
		unit++
	}
}

func writeStarred(b *strings.Builder, words string) {
	inner := strings.TrimSpace(words)
	if inner == "" || strings.Contains(inner, "*") {
		b.WriteString(words)
		return
	}
	left := len(words) - len(strings.TrimLeftFunc(words, unicode.IsSpace))
	b.WriteString(words[:left])
	b.WriteByte('*')
	b.WriteString(inner)
	b.WriteByte('*')
	b.WriteString(words[left+len(inner):])
}
