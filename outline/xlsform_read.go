package outline

import (
	"regexp"
	"slices"
	"strings"
)

// form is an XLSForm: its sheets, and the columns by their names.
type form struct {
	survey, choices, settings *Sheet
	columns                   map[string]int // of survey
	lists                     map[string][]option
}

// option is a choice of a list.
type option struct{ name, label string }

// element is a question of the form.
type element struct {
	*question
	name    string
	options []option // of select_one and select_multiple
	yes     string   // the name of "Có" where two choices became yes or no
	row     *Row
	when    []string // the relevant of the groups around it, then its own
}

// findForm finds the sheet "survey" with its columns.
func findForm(b Book) (*form, bool) {
	f := &form{lists: map[string][]option{}}
	for i := range b.Sheets {
		switch s := &b.Sheets[i]; strings.ToLower(strings.TrimSpace(s.Name)) {
		case "survey":
			f.survey = s
		case "choices":
			f.choices = s
		case "settings":
			f.settings = s
		}
	}
	if f.survey == nil || len(f.survey.Rows) == 0 {
		return nil, false
	}
	f.columns = formColumns(&f.survey.Rows[0])
	_, typed := f.columns["type"]
	_, named := f.columns["name"]
	return f, typed && named
}

var vietnameseColumn = regexp.MustCompile(`(?i)::\s*(?:ti[eế]ng vi[eệ]t|vietnamese|vi\b)`)

// formColumns finds the columns of a sheet. Of a text in several languages the
// Vietnamese one counts, else the one without a language, else the first.
func formColumns(header *Row) map[string]int {
	all := map[string]int{}
	strength := map[string]int{}
	for i := range header.Cells {
		name := strings.ToLower(oneLine(header.cell(i)))
		if name == "" {
			continue
		}
		base, _, translated := strings.Cut(name, "::")
		base = strings.ReplaceAll(strings.TrimSpace(base), " ", "_")
		weight := 2
		if translated {
			if weight = 1; vietnameseColumn.MatchString(header.cell(i)) {
				weight = 3
			}
		}
		if strength[base] < weight {
			all[base], strength[base] = i, weight
		}
	}
	return all
}

func (f *form) cell(r *Row, column string) string {
	i, ok := f.columns[column]
	if !ok {
		return ""
	}
	return r.cell(i)
}

func (m *builder) readSettings() {
	title := ""
	if s := m.settings; s != nil && len(s.Rows) > 1 {
		columns := formColumns(&s.Rows[0])
		if i, ok := columns["form_title"]; ok {
			title = oneLine(s.Rows[1].cell(i))
		}
	}
	m.head(title, nil)
}

func (m *builder) readChoices() {
	if m.choices == nil || len(m.choices.Rows) == 0 {
		return
	}
	columns := formColumns(&m.choices.Rows[0])
	at := func(r *Row, names ...string) string {
		for _, n := range names {
			if i, ok := columns[n]; ok && r.cell(i) != "" {
				return oneLine(r.cell(i))
			}
		}
		return ""
	}
	for i := 1; i < len(m.choices.Rows); i++ {
		r := &m.choices.Rows[i]
		list, name := at(r, "list_name"), at(r, "name", "value")
		if list == "" || name == "" {
			if r.filled() > 0 {
				m.draft.note(0, textChoiceRow(r.Line))
			}
			continue
		}
		label := at(r, "label", "name", "value")
		m.lists[list] = append(m.lists[list], option{name, label})
	}
}

// understood are the columns of survey that are looked at.
var understood = []string{
	"type", "name", "label", "hint", "guidance_hint", "required", "relevant", "constraint", "constraint_message", "calculation", "default", "appearance",
}

// columnsLeft tells of the columns that say more than a template can.
func (m *builder) columnsLeft() {
	var left []string
	for name, i := range m.columns {
		if slices.Contains(understood, name) || name == "required_message" {
			continue
		}
		for r := 1; r < len(m.survey.Rows); r++ {
			if m.survey.Rows[r].cell(i) != "" {
				left = append(left, name)
				break
			}
		}
	}
	slices.Sort(left)
	if len(left) > 0 {
		m.draft.note(0, textColumnsLeft(strings.Join(left, ", ")))
	}
}
