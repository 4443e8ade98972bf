package conversation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"thuky/report"
	"thuky/vntext"
)

// clipLines keeps whole paragraphs up to limit letters, and says what is left out.
func clipLines(text string, limit int) string {
	var kept []string
	left := limit
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		left -= utf8.RuneCountInString(line) + 1
		if left < 0 {
			if i == 0 {
				kept = append(kept, clip(line, limit))
			}
			return strings.Join(append(kept, textLeftOut(len(lines)-len(kept))), "\n")
		}
		kept = append(kept, line)
	}
	return strings.Join(kept, "\n")
}

// readBack says a value so that nobody can misread it: numbers also in words.
func readBack(q *report.Question, v report.Value) string {
	text := q.Bare(v)
	if v.Number != nil {
		text += " (" + vntext.NumberWords(*v.Number) + ")"
	}
	return text
}

func valueText(q *report.Question, v report.Value, limit int) string {
	return clip(q.Bare(v), limit)
}

// clip puts text on one line and cuts it after limit letters, at a word if one
// ends near.
func clip(text string, limit int) string {
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

// QuestionName is how a question is called in lists: in the chat, and on pages.
func QuestionName(t *report.Template, c report.Campaign, q *report.Question, known report.Lookup) string {
	return shortName(q, func(text string) string { return fill(t, c, known, text) })
}

// shortName names a question in a list: a short heading, else the prompt, with
// the names in them filled in.
func shortName(q *report.Question, filled func(string) string) string {
	if q.Heading != "" && utf8.RuneCountInString(q.Heading) <= 60 {
		return filled(q.Heading)
	}
	name := filled(q.Prompt)
	if name == "" {
		name = q.Heading
	}
	if name == "" {
		name = q.ID
	}
	for _, polite := range politeOpenings {
		if rest, ok := strings.CutPrefix(name, polite); ok {
			name = capital(rest)
			break
		}
	}
	return strings.TrimSuffix(strings.TrimRight(clip(name, 48), " ?.:"), textAsk)
}

func paragraphs(v report.Value) int {
	n := 0
	if v.Text != nil {
		for line := range strings.SplitSeq(*v.Text, "\n") {
			if strings.TrimSpace(line) != "" {
				n++
			}
		}
	}
	return n
}

func wordCount(v report.Value) int {
	if v.Text == nil {
		return 0
	}
	return len(strings.Fields(*v.Text))
}

// capital makes the first letter large.
func capital(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(r)) + text[size:]
}
