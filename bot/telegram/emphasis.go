package telegram

import (
	"slices"
	"strings"
	"unicode"

	"thuky/chat"
)

// emphasize writes bold and italics as *…* around the words. Telegram gives them
// as ranges of UTF-16 units, which may overlap and nest. Stars count only around
// whole words, so a range that ends within one takes all of it. White space stays
// outside the stars, each line gets its own, and words that already have a star
// get none: the star is what the person typed.
func emphasize(text string, entities []entity) string {
	if len(entities) == 0 {
		return text
	}
	letters := []rune(text)
	spans := toWords(letters, entities)
	if len(spans) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for i := 0; i < len(spans); {
		from, to := spans[i][0], spans[i][1]
		for i++; i < len(spans) && spans[i][0] <= to; i++ {
			to = max(to, spans[i][1])
		}
		b.WriteString(string(letters[at:from]))
		starred := from > 0 && letters[from-1] == '*' || to < len(letters) && letters[to] == '*'
		for line := range strings.Lines(string(letters[from:to])) {
			writeStarred(&b, line, starred)
		}
		at = to
	}
	b.WriteString(string(letters[at:]))
	return b.String()
}

// toWords gives the emphasized ranges in letters, widened to whole words and
// sorted. An end that lies within a letter of two units moves behind it.
func toWords(letters []rune, entities []entity) (spans [][2]int) {
	var units []int // where each letter begins, and the end
	for _, e := range entities {
		if e.Type != "bold" && e.Type != "italic" || e.Length <= 0 || e.Offset < 0 {
			continue
		}
		if units == nil {
			units = starts(letters)
		}
		from, _ := slices.BinarySearch(units, e.Offset)
		to, _ := slices.BinarySearch(units, e.Offset+e.Length)
		to = min(to, len(letters))
		if from >= to {
			continue
		}
		for from > 0 && inWord(letters[from-1]) && !unicode.IsSpace(letters[from]) {
			from--
		}
		for to < len(letters) && inWord(letters[to]) && !unicode.IsSpace(letters[to-1]) {
			to++
		}
		spans = append(spans, [2]int{from, to})
	}
	slices.SortFunc(spans, func(a, b [2]int) int { return a[0] - b[0] })
	return spans
}

func starts(letters []rune) []int {
	units := make([]int, 1, len(letters)+1)
	for i, r := range letters {
		units = append(units, units[i]+chat.Units(string(r)))
	}
	return units
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func writeStarred(b *strings.Builder, words string, starred bool) {
	inner := strings.TrimSpace(words)
	if starred || strings.Contains(inner, "*") || !strings.ContainsFunc(inner, inWord) {
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
