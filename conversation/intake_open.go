package conversation

import (
	"regexp"
	"strings"

	"thuky/chat"
	"thuky/vntext"
	"thuky/workday"
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
	p := &in.Plan
	none := clearWords[vntext.Fold(strings.TrimRight(text, "."))]
	switch f {
	case fieldIssued, fieldCutOff:
		day, _, ok := t.moment(text)
		if !none && (!ok || day.IsZero()) {
			return textFieldBad(f, text)
		}
		if f == fieldCutOff {
			p.CutOff = day
		} else {
			p.Notice.Issued = day
		}
	case fieldDeadline:
		return t.setDeadline(text, none)
	case fieldInternal:
		day, hour, ok := t.moment(text)
		if day.IsZero() && ok {
			day = p.Internal
		}
		switch {
		case none:
			day, hour = workday.Date{}, ""
		case !ok || day.IsZero():
			return textFieldBad(f, text)
		}
		p.Internal, p.InternalHour = day, hour
		if p.InternalLate() {
			return textInternalLate(momentText(p.Deadline, p.DeadlineHour))
		}
	case fieldTemplate:
		i := t.templateNumber(text)
		if i < 0 {
			return textNoSuchTemplate(clip(text, 40), len(t.e.World.Templates()))
		}
		if tmpl := t.e.World.Templates()[i]; tmpl.ID != p.Template {
			p.Template = tmpl.ID
			t.forgetGuess()
		}
	case fieldPeople:
		switch n, _ := wholeNumber(text); {
		case n == 1 || says(text, suggestedWords):
			in.Everybody = false
		case n == 2 || says(text, everybodyWords):
			in.Everybody = true
		default:
			return textFieldBad(f, text)
		}
		t.fill()
	default:
		return in.setText(f, text)
	}
	return ""
}

var (
	suggestedWords = set("goi y", "theo goi y", "theo don vi", "nhu goi y")
	everybodyWords = set("tat ca", "moi nguoi", "ca truong", "tat ca moi nguoi", "khong phan cong", "khong")
)

// writtenDay is a day by its numbers, which is near to that of the notice; others are
// near to today.
var writtenDay = regexp.MustCompile(`\d\s*[/.-]\s*\d|thang`)

// moment reads a day and an hour as they are typed; either may be missing.
func (t *turn) moment(text string) (day workday.Date, hour string, ok bool) {
	near := t.e.Today
	if writtenDay.MatchString(vntext.Fold(text)) {
		near = t.issuedOrToday()
	}
	w, ok := parseWhen(text, near)
	if !ok || w.after > 0 || w.wrong || !w.day.IsZero() && (w.day.Year < 2000 || w.day.Year > 2100) {
		return workday.Date{}, "", false
	}
	return w.day, w.hour, true
}

// setDeadline takes one of those of the notice by number, or a typed day.
func (t *turn) setDeadline(text string, none bool) (problem string) {
	in := t.s.Intake
	if n, ok := wholeNumber(text); ok && len(in.Deadlines) > 1 {
		if n < 1 || n > len(in.Deadlines) {
			return textNoSuchDeadline(len(in.Deadlines))
		}
		in.takeDeadline(n - 1)
		return ""
	}
	day, hour, ok := t.moment(text)
	if day.IsZero() && ok {
		day = in.Plan.Deadline
	}
	switch {
	case none:
		day, hour = workday.Date{}, ""
	case !ok || day.IsZero():
		return textFieldBad(fieldDeadline, text)
	}
	in.Plan.Deadline, in.Plan.DeadlineHour = day, hour
	return ""
}

// forgetGuess drops a period that was only guessed from another template.
func (t *turn) forgetGuess() {
	in := t.s.Intake
	for _, why := range in.Doubts[fieldPeriod] {
		if why == textPeriodGuess {
			delete(in.Doubts, fieldPeriod)
			in.Plan.Period = ""
			return
		}
	}
}

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
	asked, loads := 0, []Load(nil)
	if tmpl, ok := t.e.World.Template(c); ok {
		asked, loads = loadsOf(tmpl, &c, t.e.World.People())
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
