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
	return strings.TrimSuffix(strings.TrimRight(clipName(name), " ?.:"), politeEnd)
}

// maxShort is about how many letters a short name has.
const maxShort = 48

// clipName shortens a prompt. Of several that differ only in what stands in quotation marks,
// that is kept.
func clipName(name string) string {
	short := vntext.Clip(name, maxShort)
	open, end := strings.Index(name, "“"), strings.Index(name, "”")
	if open < 0 || end < open || utf8.RuneCountInString(name[:end]) < maxShort {
		return short
	}
	quoted := name[open : end+len("”")]
	if n := utf8.RuneCountInString(quoted); n > maxShort*2/3 {
		return short
	} else if before := strings.TrimSpace(name[:open]); utf8.RuneCountInString(before)+n > maxShort {
		return vntext.Clip(before, maxShort-n) + " " + quoted
	}
	return strings.TrimSpace(name[:open]) + " " + quoted
}
