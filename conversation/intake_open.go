package conversation

import (
	"regexp"
	"strings"

	"thuky/chat"
	"thuky/report"
)

// openWords confirm the fields. A lone "ok" does not: too much follows from it.
var openWords = set("mo", "mo di", "mo bao cao", "mo luon", "xac nhan", "dong y mo", "mo nhe", "/mo")

// checking takes words while the fields are shown.
func (t *turn) checking(text string, cmd command, bare string) {
	in := t.s.Intake
	switch {
	case in.Of != "" && saveWords[bare]:
		t.saveNotice()
		return
	case in.Of == "" && openWords[bare]:
		t.openPlan()
		return
	case cmd == cmdReview:
		t.say(t.listMessage())
		return
	case cmd == cmdFix && !strings.ContainsFunc(text, func(r rune) bool { return r >= '0' && r <= '9' }):
		t.chooseField()
		return
	}
	c, ok := parseCorrection(text)
	switch {
	case !ok || c.field > in.last():
		t.lead = append(t.lead, textNotUnderstood(in.Of != ""))
		t.say(t.intakeMessage(false))
	case c.value == "":
		t.askField(c.field)
	default:
		t.fieldValue(c.field, c.value)
	}
}

// elsewhere tells whether words that come while a field is asked for are for the list:
// the confirmation, or a correction that names its field beyond doubt.
func (t *turn) elsewhere(text, bare string) bool {
	in := t.s.Intake
	if !in.Listed {
		return false
	}
	if in.Of == "" && openWords[bare] || in.Of != "" && saveWords[bare] {
		in.Field = 0
		return true
	}
	c, ok := parseCorrection(text)
	if !ok || c.field == in.Field || c.value != "" && !strings.Contains(text, ":") {
		return false
	}
	if _, isNumber := wholeNumber(text); isNumber {
		return false // a choice, more likely
	}
	in.Field = 0
	return true
}

// fieldValue gives a field the typed value, or says what is wrong with it.
func (t *turn) fieldValue(f int, text string) {
	in := t.s.Intake
	if c, ok := parseCorrection(text); ok && in.Field != 0 && c.field == f && c.value != "" && labelled(text, f) {
		text = c.value
	}
	before := in.clone()
	var shown []string
	if in.Listed {
		shown = make([]string, lastField+1)
		for i := 1; i <= in.last(); i++ {
			shown[i] = t.shownField(i)
		}
	}
	delete(in.Words, f)
	delete(in.Doubts, f)
	if problem := t.setField(f, strings.TrimSpace(text)); problem != "" {
		t.s.Intake = before
		t.lead = append(t.lead, problem)
		t.say(t.intakeMessage(false))
		return
	}
	in.settle(f)
	if first, twice := t.twin(in.Plan.Notice); twice {
		t.s.Intake = before
		t.lead = append(t.lead, t.textTwin(first))
		t.say(t.intakeMessage(false))
		return
	}
	t.fill()
	t.lead = append(t.lead, textFieldSet(fieldLabels[f], t.shownField(f)))
	for _, why := range t.doubtsOf(f) {
		t.lead = append(t.lead, textDoubt(why))
	}
	if shown == nil { // the list has not been shown yet
		t.goOnIntake()
		return
	}
	for i := 1; i <= in.last(); i++ {
		if now := t.shownField(i); i != f && now != shown[i] {
			t.lead = append(t.lead, textFieldFollows(fieldLabels[i], now))
		}
	}
	in.Field = 0
	t.s.DeskSeq++
	t.say(t.intakeMessage(false))
}

func (t *turn) setField(f int, text string) (problem string) {
	in := t.s.Intake
	switch n, isNumber := wholeNumber(text); {
	case f == fieldDeadline && isNumber && len(in.Deadlines) > 1: // one of those of the notice
		if n < 1 || n > len(in.Deadlines) {
			return textNoSuchDeadline(len(in.Deadlines))
		}
		in.takeDeadline(n - 1)
		return ""
	case f == fieldTemplate:
		i := t.templateNumber(text)
		if i < 0 {
			return textNoSuchTemplate(clip(text, 40), len(t.e.World.Templates()))
		}
		text = t.e.World.Templates()[i].ID
	}
	p := in.plan()
	if problem = setField(t.e.World, t.e.Today, &p, f, text); problem == "" {
		in.take(p)
		if f == fieldPeople {
			t.fill()
		}
	}
	return problem
}

var (
	suggestedWords = set("goi y", "theo goi y", "theo don vi", "nhu goi y")
	everybodyWords = set("tat ca", "moi nguoi", "ca truong", "tat ca moi nguoi", "khong phan cong", "khong")
)

// writtenDay is a day by its numbers, which is near to that of the notice; others are
// near to today.
var writtenDay = regexp.MustCompile(`\d\s*[/.-]\s*\d|thang`)

// openPlan has the campaign opened: the one moment at which something comes of it.
func (t *turn) openPlan() {
	in := t.s.Intake
	if in.Stage != stageCheck || in.Field != 0 {
		t.lead = append(t.lead, textNotYetOpen)
		t.say(t.intakeMessage(false))
		return
	}
	if first, twice := t.twin(in.Plan.Notice); twice { // opened meanwhile
		t.s.Intake = nil
		t.s.DeskSeq++
		t.say(chat.Message{Text: textTwice(first)})
		t.backToQuestion()
		return
	}
	tmpl, shown := t.planned(), in.Plan.Assignments
	if tmpl == nil {
		t.lead = append(t.lead, textTemplateGone)
		t.goOnIntake()
		return
	}
	t.fill()
	if !sameAssignments(shown, in.Plan.Assignments) {
		t.lead = append(t.lead, textPeopleChanged)
		t.goOnIntake()
		return
	}
	c := in.Plan
	c.Template, c.Version = tmpl.ID, tmpl.Version
	if n := *c.Notice; n.Number == "" && n.Issued.IsZero() && n.Issuer == "" && n.Subject == "" {
		c.Notice = nil
	} else if n.Kind == "" {
		n.Kind = textNoticeKind
		c.Notice = &n
	}
	t.do(Open{Campaign: c})
}

// launched tells the admin what was opened.
func (t *turn) launched() {
	c, ok := t.e.World.Campaign(t.e.Campaign)
	if !ok {
		return
	}
	t.s.Intake = nil
	t.s.DeskSeq++
	t.s.Focus = c.ID
	asked, loads := 0, []report.Load(nil)
	if tmpl, ok := t.e.World.Template(c); ok {
		asked, loads = report.Loads(tmpl, &c, t.e.World.People())
	}
	t.say(chat.Message{
		Text: textLaunched(c, asked, loads, t.e.First),
		Choices: []chat.Choice{
			{ID: standing(verbProgress, c.ID, ""), Label: labelProgress, Word: wordProgress},
		},
	})
	t.backToQuestion()
}

// unopened tells why nothing was opened; what was entered stays.
func (t *turn) unopened() {
	c, known := t.e.World.Campaign(t.e.Campaign)
	text := textUnopened
	if known {
		text = textTwice(c)
		t.s.Intake = nil
		t.s.DeskSeq++
	}
	t.say(chat.Message{Text: text})
	t.backToQuestion()
}
