package report

import "slices"

// Changes are the differences between two versions of a template, as far as people are
// asked about them.
type Changes struct {
	Added   []*Question // of the new version
	Removed []*Question // of the old one
	// Changed are asked in another way now: as they are in the new version.
	Changed []*Question
}

// None tells that everybody is asked the same as before.
func (c Changes) None() bool { return len(c.Added)+len(c.Removed)+len(c.Changed) == 0 }

// Compare tells what a new version of a template asks otherwise than the old one.
func Compare(old, updated *Template) (c Changes) {
	for _, q := range updated.questions {
		was := old.Question(q.ID)
		switch {
		case q.Computed():
		case was == nil || was.Computed():
			c.Added = append(c.Added, q)
		case was.Prompt != q.Prompt || was.Type != q.Type || was.Unit != q.Unit || !sameList(was.Choices, q.Choices) || !slices.Equal(was.Columns, q.Columns) || !slices.Equal(was.Kinds, q.Kinds):
			c.Changed = append(c.Changed, q)
		}
	}
	for _, q := range old.questions {
		if now := updated.Question(q.ID); !q.Computed() && (now == nil || now.Computed()) {
			c.Removed = append(c.Removed, q)
		}
	}
	return c
}

func sameList(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// Aside is the key under which the answer to a question is kept that a campaign moved to
// another version has no use for. No question has such an id.
func Aside(question, version string) string {
	return question + "@" + version[:min(12, len(version))]
}

// Fits tells whether an answer to the question as it was still answers it as it is: of
// the same kind and unit, and within the bounds of today.
func (q *Question) Fits(was *Question, a Answer) bool {
	if a.Skipped {
		return !q.Needed() || a.Reason != ""
	}
	k := kindOf(q.Type)
	if k == nil || was.Unit != q.Unit || family(was.Type) != family(q.Type) {
		return false
	}
	v, ok := k.literal(q, a.Value.written())
	return ok && !v.IsZero()
}

// family puts types together whose values mean the same.
func family(kind string) string {
	switch kind {
	case "longtext":
		return "text"
	case "integer":
		return "decimal"
	}
	return kind
}

// written gives the value as a template file would write it.
func (v Value) written() any {
	switch {
	case v.Text != nil:
		return *v.Text
	case v.Number != nil:
		return *v.Number
	case v.Date != nil:
		return v.Date.String()
	case v.List != nil:
		return v.List
	case v.Yes != nil:
		return *v.Yes
	case v.Table != nil:
		return v.Table
	case v.Files != nil:
		return v.Files
	}
	return nil
}
