package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"thuky/vntext"
)

// ShortName names the question in a list: a short heading, else the prompt, with the
// names in them filled in.
func (q *Question) ShortName(filled func(string) string) string {
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
			first, size := utf8.DecodeRuneInString(rest)
			name = string(unicode.ToUpper(first)) + rest[size:]
			break
		}
	}
	return strings.TrimSuffix(strings.TrimRight(vntext.Clip(name, 48), " ?.:"), politeEnd)
}
