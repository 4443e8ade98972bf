package conversation

import (
	"slices"
	"strconv"
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
	"thuky/workday"
)

// listMessage shows all fields by number, each with the words it was read from and
// what is unsure about it.
func (t *turn) listMessage() chat.Message {
	in := t.s.Intake
	lines := []string{in.listHead()}
	for f := 1; f <= in.last(); f++ {
		line := strconv.Itoa(f) + ". " + fieldLabels[f] + ": " + t.shownField(f)
		if quote := in.Words[f]; quote != "" {
			line += textQuoted(quote)
		}
		lines = append(lines, line)
		for _, why := range t.doubtsOf(f) {
			lines = append(lines, textDoubt(why))
		}
	}
	m := chat.Message{Head: t.planName(), Text: strings.Join(append(lines, in.listFoot()), "\n")}
	m.Choices = t.checkChoices()
	return m
}

func (t *turn) checkChoices() []chat.Choice {
	label, word := labelOpen, wordOpen
	if t.s.Intake.Of != "" {
		label, word = labelSaveNotice, wordSaveNotice
	}
	return []chat.Choice{
		{ID: t.intakeButton("o"), Label: label, Word: word},
		{ID: t.intakeButton("f"), Label: labelFixField, Word: wordFixField},
		{ID: t.intakeButton("x"), Label: labelDropIt, Word: wordDropIt},
	}
}

// shownField is the value of a field as the admin reads it.
func (t *turn) shownField(f int) string {
	in := t.s.Intake
	p, n := &in.Plan, in.Plan.Notice
	text := ""
	switch f {
	case fieldKind:
		text = n.Kind
	case fieldNumber:
		text = n.Number
	case fieldIssued:
		text = numericDay(n.Issued)
	case fieldIssuer:
		text = n.Issuer
	case fieldSubject:
		text = n.Subject
	case fieldPeriod:
		text = p.Period
	case fieldDeadline:
		text = momentText(p.Deadline, p.DeadlineHour)
	case fieldInternal:
		if text = momentText(p.Internal, p.InternalHour); text == "" {
			return textNoInternal
		}
	case fieldCutOff:
		text = numericDay(p.CutOff)
		if text != "" && !in.Fixed[f] {
			text += t.cutOffReason()
		}
	case fieldTemplate:
		if tmpl := t.planned(); tmpl != nil {
			text = tmpl.Title
		}
	case fieldPeople:
		if tmpl := t.planned(); tmpl != nil {
			return t.sharing(tmpl)
		}
	}
	if text == "" {
		return textNone
	}
	return text
}

func (t *turn) cutOffReason() string {
	if end, ok := report.CutOff(t.s.Intake.Plan.Period); ok && end != t.s.Intake.Plan.CutOff {
		return textCutOffDeadline(end, !t.s.Intake.Plan.Internal.IsZero())
	}
	return textCutOffDecree
}

// cites tells whether the opening of a report names the notice: without one it has a gap,
// and is not approved.
func cites(tmpl *report.Template) bool {
	return slices.ContainsFunc(report.Segments(strings.Join(tmpl.Opening, "\n")), func(s report.Segment) bool { return s.Name == report.NameNotice })
}

// doubtsOf are what was doubtful when a field was read, and what its value says now.
func (t *turn) doubtsOf(f int) []string {
	p := t.s.Intake.plan()
	return doubtsOf(t.e.World, t.e.Today, t.s.Intake.Of, &p, f)
}

// sharing says who would be asked how many questions.
func (t *turn) sharing(tmpl *report.Template) string {
	c := t.s.Intake.Plan
	asked, loads := report.Loads(tmpl, &c, t.e.World.People())
	return textSharing(asked, loads, len(c.Assignments) > 0)
}

// chooseField offers all fields as buttons.
func (t *turn) chooseField() {
	t.s.DeskSeq++
	m := chat.Message{Text: textWhichField}
	for f := 1; f <= t.s.Intake.last(); f++ {
		m.Choices = append(m.Choices, chat.Choice{ID: t.intakeButton("f" + strconv.Itoa(f)), Label: fieldLabels[f], Row: f%2 == 1})
	}
	m.Choices = append(m.Choices, t.dropButton())
	t.say(m)
}

// askField asks for the value of a field.
func (t *turn) askField(f int) {
	t.s.Intake.Field = f
	t.s.DeskSeq++
	t.say(t.fieldMessage())
}

func (t *turn) fieldMessage() chat.Message {
	in := t.s.Intake
	m := chat.Message{}
	choose := func(i int, label string) {
		m.Choices = append(m.Choices, chat.Choice{ID: t.intakeButton("v" + strconv.Itoa(i)), Label: label, Row: true})
	}
	present := textPresentField(fieldLabels[in.Field], t.shownField(in.Field))
	switch {
	case in.Field == fieldTemplate:
		m.Text = textWhichTemplate(in.Plan.Notice.Subject)
		if in.Plan.Template != "" {
			m.Text = present
		}
		for i, tmpl := range t.e.World.Templates() {
			choose(i, clip(tmpl.Title, 60))
		}
		if in.Plan.Template == "" && in.Plan.Notice.Subject != "" && !in.proposes() {
			m.Text += "\n" + textNoneFits(t.e.World.KeepsTemplates())
		}
		if in.proposes() {
			m.Text += "\n" + textOutlineOffer(len(in.Outline))
			m.Choices = append(m.Choices, chat.Choice{ID: t.intakeButton("p"), Label: labelPropose, Word: wordPropose, Row: true})
		}
	case in.Field == fieldPeople:
		m.Text = present + "\n" + textWhichPeople
		choose(0, labelSuggested)
		choose(1, labelEverybody)
	case in.Field == fieldDeadline && len(in.Deadlines) > 1:
		m.Text = textWhichDeadline(len(in.Deadlines))
		for i, d := range in.Deadlines {
			m.Text += "\n" + textDeadlineLine(i+1, d)
			choose(i, momentText(d.Date, d.Time))
		}
	default:
		m.Text = present + "\n" + textFieldExample(in.Field)
	}
	if in.Plan.Template == "" {
		m.Choices = append(m.Choices, t.dropButton())
	} else {
		m.Choices = append(m.Choices, chat.Choice{ID: t.intakeButton("x"), Label: labelKeep, Word: wordKeep, Row: true})
	}
	return m
}

// keepField leaves the field as it is.
func (t *turn) keepField() {
	in := t.s.Intake
	t.lead = append(t.lead, textFieldKept(fieldLabels[in.Field]))
	in.settle(in.Field)
	t.goOnIntake()
}

// settle notes that the admin has looked at a field and that nothing else changes it.
func (in *Intake) settle(f int) {
	if in.Fixed == nil {
		in.Fixed = map[int]bool{}
	}
	in.Fixed[f] = true
}

// templateNumber finds the template that typed words mean, -1 for none or several.
func (t *turn) templateNumber(text string) int {
	all := t.e.World.Templates()
	if n, ok := wholeNumber(text); ok {
		if n < 1 || n > len(all) {
			return -1
		}
		return n - 1
	}
	bare, found := vntext.Fold(text), -1
	for i, tmpl := range all {
		if tmpl.ID == bare {
			return i
		}
		if bare != "" && strings.Contains(vntext.Fold(tmpl.Title), bare) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// numericDay is "31/5/2024", "" for no day.
func numericDay(d workday.Date) string {
	if d.IsZero() {
		return ""
	}
	return shortDay(d) + "/" + strconv.Itoa(d.Year)
}

// momentText is a day with its weekday, and the hour where there is one.
func momentText(d workday.Date, hour string) string {
	switch {
	case d.IsZero():
		return ""
	case hour == "":
		return dayText(d)
	}
	return hour + " " + dayText(d)
}
