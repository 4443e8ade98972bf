package report

import (
	"slices"
	"strings"
)

// The placeholders that every template may use beside its question ids.
const (
	NamePeriod      = "period"
	NameNotice      = "notice"       // full citation
	NameNoticeShort = "notice_short" // type and number only
	NameSchool      = "school"
	NamePlace       = "place"
	NameDate        = "date"
	NameSigner      = "signer"
)

// FixedNames lists the placeholders that are no question ids.
func FixedNames() []string {
	return []string{NamePeriod, NameNotice, NameNoticeShort, NameSchool, NamePlace, NameDate, NameSigner}
}

// Names lists every name that may stand in a printed text: the fixed ones,
// then the question ids in order.
func (t *Template) Names() []string {
	names := FixedNames()
	for _, q := range t.questions {
		names = append(names, q.ID)
	}
	return names
}

// Segment is a piece of a printed text: literal words, or a name in {{ }}.
type Segment struct {
	Text string // literal words; "" when Name is set
	Name string
}

// Segments cuts a printed text at its placeholders. Braces that do not form a
// placeholder are literal words; ReadTemplate refuses them.
func Segments(text string) []Segment {
	var list []Segment
	literal := 0 // where the pending literal words begin
	for i := 0; i < len(text); {
		open := strings.Index(text[i:], "{{")
		if open < 0 {
			break
		}
		open += i
		length := strings.Index(text[open+2:], "}}")
		if length < 0 {
			break
		}
		name := strings.TrimSpace(text[open+2 : open+2+length])
		if name == "" || strings.ContainsAny(name, "{} \t\n") {
			i = open + 1
			continue
		}
		if open > literal {
			list = append(list, Segment{Text: text[literal:open]})
		}
		list = append(list, Segment{Name: name})
		i = open + 2 + length + 2
		literal = i
	}
	if literal < len(text) {
		list = append(list, Segment{Text: text[literal:]})
	}
	return list
}

// Placeholders gives the names in {{ }}, each once, in order.
func Placeholders(text string) []string {
	var names []string
	for _, s := range Segments(text) {
		if s.Name != "" && !slices.Contains(names, s.Name) {
			names = append(names, s.Name)
		}
	}
	return names
}

// Expand puts value(name) for every placeholder. Values are taken as they are:
// braces in them are not looked at again.
func Expand(text string, value func(name string) string) string {
	var b strings.Builder
	for _, s := range Segments(text) {
		if s.Name != "" {
			b.WriteString(value(s.Name))
		} else {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

// strayBraces tells whether the literal parts of text hold half a placeholder.
func strayBraces(text string) bool {
	for _, s := range Segments(text) {
		if strings.Contains(s.Text, "{{") || strings.Contains(s.Text, "}}") {
			return true
		}
	}
	return false
}
