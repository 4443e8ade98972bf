package outline

import (
	"regexp"
	"slices"
	"strings"

	"thuky/vntext"
)

// group is an open group of the form.
type group struct {
	label string
	when  string
}

// builder makes a draft of a form.
type builder struct {
	*draft
	*form
	names    map[string]*element
	elements []*element
	groups   []group
	section  *section
	outside  bool     // section is the one for questions in no group
	notes    []string // of notes: help for the next question
	heading  string   // of an inner group, for its first question
}

// template makes a template of the form.
func (f *form) template(b Book, o Options) (*Result, error) {
	d := newDraft(o, KindXLSForm)
	d.notes = append(d.notes, b.Notes...)
	m := &builder{draft: d, form: f, names: map[string]*element{}}
	m.readSettings()
	m.recipients = []string{lastRecipient}
	m.opening = []string{openingNotice, openingSchool}
	m.readChoices()
	m.others(b, f.survey, f.choices, f.settings)
	m.columnsLeft()
	for i := 1; i < len(f.survey.Rows); i++ {
		m.take(&f.survey.Rows[i])
		if d.asked > maxQuestions {
			return nil, d.fail(f.survey.Rows[i].Line, textTooManyQuestions(maxQuestions))
		}
	}
	for _, e := range m.elements {
		m.expressions(e)
	}
	m.dropEmpty()
	if len(m.sections) == 0 {
		return nil, d.fail(f.survey.Rows[0].Line, textEmptyForm)
	}
	return d.settle()
}

// left notes a row that gives no question.
func (m *builder) left(r *Row, text string) { m.draft.note(r.Line, text) }

// take reads a row of survey.
func (m *builder) take(r *Row) {
	words := strings.Fields(strings.ToLower(strings.ReplaceAll(m.cell(r, "type"), "_", " ")))
	name, label := oneLine(m.cell(r, "name")), m.label(r)
	switch kind := joinWords(words); {
	case kind == "" && r.filled() == 0:
	case kind == "":
		m.left(r, textNoFormType(name))
	case kind == "begin group", kind == "begin repeat":
		if kind == "begin repeat" {
			m.left(r, textRepeat(label))
		}
		m.begin(r, label)
	case kind == "end group", kind == "end repeat":
		if len(m.groups) == 0 {
			m.left(r, textEndWithoutBegin)
			return
		}
		if m.groups = m.groups[:len(m.groups)-1]; len(m.groups) == 0 {
			m.section, m.heading = nil, ""
		}
	case kind == "note":
		m.notes = append(m.notes, label)
		m.left(r, textNote(clip(label, maxQuote)))
	case name == "":
		m.left(r, textNoName(kind))
	case m.names[name] != nil:
		m.left(r, textTwiceNamed(name))
	default:
		m.element(r, words, name, label)
	}
}

// label is what a row is called: its label, else its name.
func (m *builder) label(r *Row) string {
	label := withoutMarkup(m.cell(r, "label"))
	if label == "" {
		label = strings.ReplaceAll(m.cell(r, "name"), "_", " ")
	}
	return oneLine(label)
}

var markup = regexp.MustCompile(`<[^<>]{1,200}>|\*\*|__`)

// withoutMarkup takes off HTML and bold.
func withoutMarkup(s string) string { return markup.ReplaceAllString(s, "") }

func (m *builder) begin(r *Row, label string) {
	if len(m.groups) == 0 {
		m.section, m.outside = m.draft.section(label), false
	} else {
		m.heading = label
	}
	if m.cell(r, "appearance") != "" {
		m.left(r, textAppearance(m.cell(r, "appearance")))
	}
	m.groups = append(m.groups, group{label: label, when: m.cell(r, "relevant")})
}

// simple are the types of a form that a question type stands for.
var simple = map[string]string{
	"text": text, "string": text, "integer": integer, "int": integer, "decimal": decimal, "date": date, "acknowledge": yesno, "trigger": yesno, "calculate": text,
}

// element makes a question of a row.
func (m *builder) element(r *Row, words []string, name, label string) {
	at := m.opts.place(r.Line)
	e := &element{question: &question{at: at}, name: name, row: r}
	e.Type = simple[joinWords(words)]
	if len(words) > 1 && words[0] == "select" && (words[1] == "one" || words[1] == "multiple") && len(words) > 2 {
		if !m.selection(e, r) {
			return
		}
	} else if e.Type == "" {
		m.left(r, textFormType(joinWords(words), label))
		return
	}
	if e.Type == text && strings.Contains(m.cell(r, "appearance"), "multiline") {
		e.Type = longtext
	} else if look := m.cell(r, "appearance"); look != "" {
		e.note(at, textAppearance(look))
	}
	e.ID = m.unique(slug(name, "_", maxFormName, nil), "cau")
	m.names[name] = e
	if m.section == nil {
		if m.outsideSection(); m.section == nil {
			return // unreachable: it was just made
		}
	}
	m.words(e, label)
	m.ask(m.section, e.question)
	m.elements = append(m.elements, e)
	for _, g := range m.groups {
		if g.when != "" {
			e.when = append(e.when, g.when)
		}
	}
	if w := m.cell(r, "relevant"); w != "" {
		e.when = append(e.when, w)
	}
}

// outsideSection gives the section for questions that are in no group.
func (m *builder) outsideSection() {
	if n := len(m.sections); n > 0 && m.outside {
		m.section = m.sections[n-1]
		return
	}
	m.section, m.outside = m.draft.section(sectionContents), true
	m.draft.note(0, textMadeSection(sectionContents))
}

// selection settles type and choices of a select; false when the list cannot be used.
func (m *builder) selection(e *element, r *Row) bool {
	fields := strings.Fields(m.cell(r, "type"))
	list := fields[len(fields)-1]
	if strings.EqualFold(list, "or_other") && len(fields) > 2 {
		list = fields[len(fields)-2]
		e.note(e.at, textOrOther)
	}
	e.options = m.lists[list]
	var labels []string
	for i, o := range e.options {
		label := withoutMarkup(o.label)
		if slices.Contains(labels, label) {
			label += " (" + o.name + ")"
		}
		e.options[i].label = label
		labels = append(labels, label)
	}
	switch {
	case len(labels) < 2:
		m.left(r, textFormList(list, oneLine(m.cell(r, "name"))))
		return false
	case strings.Contains(strings.ToLower(m.cell(r, "type")), "multiple"):
		e.Type, e.Choices = choices, labels
	case len(labels) == 2 && isYes(labels[0]) && isNo(labels[1]):
		e.Type, e.yes = yesno, e.options[0].name
	case len(labels) == 2 && isYes(labels[1]) && isNo(labels[0]):
		e.Type, e.yes = yesno, e.options[1].name
	default:
		e.Type, e.Choices = choice, labels
	}
	return true
}

var references = regexp.MustCompile(`\$\{\s*([^{}\s]+)\s*\}`)

// words settles what is asked, and how it prints.
func (m *builder) words(e *element, label string) {
	spoken := references.ReplaceAllStringFunc(label, func(s string) string {
		name := references.FindStringSubmatch(s)[1]
		if to := m.names[name]; to != nil {
			return "{{" + to.ID + "}}"
		}
		e.note(e.at, textUnknownReference(name))
		return "…"
	})
	m.spoken(e.question, label, "")
	if spoken != label { // names within: asked as it stands
		e.Prompt = clip(asking(strings.TrimRight(spoken, " ?:.")), maxPrompt)
		sentence := strings.TrimRight(spoken, " ?:.") + ": {{" + e.ID + "}}."
		if e.Heading = ""; e.Type == longtext {
			sentence = strings.TrimRight(spoken, " ?:.") + ":\n{{" + e.ID + "}}"
		}
		e.Print = &sentence
	}
	if m.heading != "" {
		e.Heading, m.heading = clip(m.heading, maxHeading), ""
		if e.Print == nil {
			sentence := label + ":\n{{" + e.ID + "}}"
			e.Print = &sentence
		}
	}
	help := append(m.notes, withoutMarkup(m.cell(e.row, "hint")), withoutMarkup(m.cell(e.row, "guidance_hint")))
	m.notes = nil
	for i := range help {
		help[i] = references.ReplaceAllString(help[i], "…")
	}
	e.Help = helpOf("", help)
	if role, why := roleOf(label); role != "" {
		e.Role = role
		e.note(e.at, textGuessedRole(role, why))
	}
}

// expressions settles what rests on other questions: all of them are known by now.
func (m *builder) expressions(e *element) {
	r := e.row
	if strings.EqualFold(m.cell(r, "type"), "calculate") {
		m.computed(e)
		return
	}
	required := m.cell(r, "required")
	if !isSet(required) {
		no := false
		e.Required = &no
		if f := vntext.Fold(required); f != "" && f != "no" && f != "false" && f != "false()" && f != "khong" {
			e.note(e.at, textLeftOut("required", required, textNoExpression))
		}
	}
	var when []string
	for _, source := range e.when {
		if code, err := m.translate(source, e, truth); err != nil {
			e.note(e.at, textLeftOut("relevant", source, err.Error()))
		} else {
			when = append(when, code)
		}
	}
	if len(when) == 1 {
		e.When = when[0]
	} else if len(when) > 1 {
		e.When = "(" + strings.Join(when, ") and (") + ")"
	}
	m.constraint(e)
	if former := m.cell(r, "default"); former != "" {
		e.Default = m.former(e, former)
	}
}

var (
	regexSingle = regexp.MustCompile(`^\s*regex\(\s*\.\s*,\s*'([^']*)'\s*\)\s*$`)
	regexDouble = regexp.MustCompile(`^\s*regex\(\s*\.\s*,\s*"([^"]*)"\s*\)\s*$`)
)

func (m *builder) constraint(e *element) {
	source := m.cell(e.row, "constraint")
	message := clip(references.ReplaceAllStringFunc(plain(withoutMarkup(m.cell(e.row, "constraint_message"))), func(s string) string {
		if to := m.names[references.FindStringSubmatch(s)[1]]; to != nil {
			return "{{" + to.ID + "}}"
		}
		return "…"
	}), maxMessage)
	if source == "" {
		return
	}
	for _, form := range []*regexp.Regexp{regexSingle, regexDouble} {
		if found := form.FindStringSubmatch(source); found != nil {
			if e.Pattern = found[1]; message != "" {
				e.note(e.at, textPatternMessage(clip(message, maxQuote)))
			}
			return
		}
	}
	code, err := m.translate(source, e, truth)
	if err != nil {
		e.note(e.at, textLeftOut("constraint", source, err.Error()))
		return
	}
	e.Check, e.CheckMessage = code, message
}

// computed settles a calculate row.
func (m *builder) computed(e *element) {
	source := m.cell(e.row, "calculation")
	code, kind, err := m.translated(source, e)
	none := ""
	e.Print, e.Prompt, e.Heading, e.Role = &none, m.label(e.row), "", ""
	if err != nil {
		m.drop(e, textLeftOut("calculate", source, err.Error()))
		return
	}
	e.Compute = code
	switch kind {
	case truth:
		e.Type = yesno
	case wording:
		e.Type = text
	default:
		e.Type, e.types = decimal, []string{text, yesno}
	}
	e.note(e.at, textComputed)
}

// drop takes a question out again.
func (m *builder) drop(e *element, why string) {
	m.draft.notes = append(m.draft.notes, Note{e.at, why})
	delete(m.names, e.name)
	for _, s := range m.sections {
		s.questions = slices.DeleteFunc(s.questions, func(q *question) bool { return q == e.question })
	}
}

// former makes the default of a form one of the template.
func (m *builder) former(e *element, cell string) any {
	if strings.Contains(cell, "${") || strings.Contains(cell, "(") && e.Type != text && e.Type != longtext {
		e.note(e.at, textLeftOut("default", cell, textNoExpression))
		return nil
	}
	switch e.Type {
	case yesno:
		if e.yes != "" {
			return cell == e.yes
		}
	case choice:
		for _, o := range e.options {
			if o.name == cell {
				return o.label
			}
		}
	case choices:
		var labels []string
		for name := range strings.FieldsSeq(cell) {
			for _, o := range e.options {
				if o.name == name {
					labels = append(labels, o.label)
				}
			}
		}
		if len(labels) > 0 {
			return labels
		}
	}
	return m.literal(e.question, e.at, cell)
}
