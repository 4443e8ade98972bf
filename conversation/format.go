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
	text := q.Summary(v)
	if v.Number != nil {
		text += " (" + vntext.NumberWords(*v.Number) + ")"
	}
	return text
}

func valueText(q *report.Question, v report.Value, limit int) string {
	return clip(q.Summary(v), limit)
}

// clip puts text on one line and cuts it after limit letters; see vntext.Clip.
func clip(text string, limit int) string { return vntext.Clip(text, limit) }

// QuestionName is how a question is called in lists: in the chat, and on pages.
func QuestionName(t *report.Template, c report.Campaign, q *report.Question, known report.Lookup) string {
	return q.ShortName(func(text string) string { return fill(t, c, known, text) })
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
