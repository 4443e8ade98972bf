package report

import (
	"bytes"
	"slices"

	"thuky/vntext"
)

// Questions gives all questions in order, the computed ones included. The
// slice is the caller's; the questions are not to be changed.
func (t *Template) Questions() []*Question { return slices.Clone(t.questions) }

// Question gives the question of that id, nil if there is none.
func (t *Template) Question(id string) *Question {
	if i, ok := t.index[id]; ok {
		return t.questions[i]
	}
	return nil
}

// SectionOf gives the section of q and its position from 0.
func (t *Template) SectionOf(q *Question) (int, *Section) { return q.section, &t.Sections[q.section] }

// Source gives the bytes of the file the template was read from.
func (t *Template) Source() []byte { return bytes.Clone(t.source) }

// Needed tells whether skipping the question takes a reason; true by default.
func (q *Question) Needed() bool { return q.Required == nil || *q.Required }

// Computed tells whether the question is worked out and never asked.
func (q *Question) Computed() bool { return q.Compute != "" }

// Format gives the value as {{id}} prints it, without the unit.
func (q *Question) Format(v Value) string {
	k := kindOf(q.Type)
	if k == nil {
		return "" // unreachable: ReadTemplate refuses unknown types
	}
	return k.format(q, v)
}

// Bare gives the value as it prints when it stands alone: with the unit.
func (q *Question) Bare(v Value) string {
	text := q.Format(v)
	if text == "" || q.Unit == "" || q.Type == "percent" && q.Unit == "%" {
		return text
	}
	return text + " " + q.Unit
}

// DefaultValue gives the value that the template offers.
func (q *Question) DefaultValue() (Value, bool) {
	k := kindOf(q.Type)
	if q.Default == nil || k == nil {
		return Value{}, false
	}
	return k.literal(q, q.Default)
}

// limitText gives a min or max as people read it.
func (q *Question) limitText(limit any) string {
	if f, ok := numberOf(limit); ok {
		if q.Type == "percent" {
			return vntext.FormatNumber(f) + "%"
		}
		return vntext.FormatNumber(f)
	}
	if day, ok := dateOf(limit); ok {
		return vntext.LongDate(day.Year, int(day.Month), day.Day)
	}
	return ""
}

// matches tells whether the whole text fits the pattern. A question that did
// not come from ReadTemplate has no compiled pattern, and everything fits.
func (q *Question) matches(text string) bool {
	return q.program.pattern == nil || q.program.pattern.MatchString(text)
}
