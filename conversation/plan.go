package conversation

import (
	"fmt"
	"maps"
	"strings"

	"thuky/notice"
	"thuky/report"
	"thuky/vntext"
	"thuky/workday"
)

// A report that is about to be opened, in chat or on a page: what its notice says, what
// follows from that, what is doubtful, and what may stand in a field.

// Planning is what the store knows when a campaign is planned; a World is one.
type Planning interface {
	Office
	People() []report.Person
	Underway() []report.Campaign
	Calendar() *workday.Calendar
	WithInternal(c report.Campaign) report.Campaign
}

// fieldNames are the fields as the domain calls them, by their number in the list.
var fieldNames = [fieldSendTo + 1]report.Field{
	fieldKind: report.FieldKind, fieldNumber: report.FieldNumber, fieldIssued: report.FieldIssued, fieldIssuer: report.FieldIssuer,
	fieldSubject: report.FieldSubject, fieldPeriod: report.FieldPeriod, fieldDeadline: report.FieldDeadline,
	fieldInternal: report.FieldInternal, fieldCutOff: report.FieldCutOff, fieldTemplate: report.FieldTemplate,
	fieldPeople: report.FieldPeople, fieldSendTo: report.FieldSendTo,
}

// fieldNumbered gives the number of a field, 0 for none.
func fieldNumbered(name report.Field) int {
	for f, known := range fieldNames {
		if known == name && f > 0 {
			return f
		}
	}
	return 0
}

// PlanOf is the campaign that a notice calls for. It is not ok when nothing in the text
// looks like a notice.
func PlanOf(r notice.Reading, library []*report.Template) (p report.Plan, ok bool) {
	p.Campaign.Notice = &report.Notice{
		Kind: r.Kind, Number: shortened(r.Number), Issued: r.Issued, Issuer: shortened(r.Issuer), Subject: shortened(r.Subject),
		SendTo: shortened(r.SendTo),
	}
	p.Campaign.Period = shortened(r.Period)
	p.Spans = map[report.Field]report.Span{}
	for _, f := range fieldNames[1:] {
		if span, known := r.Evidence[string(f)]; known {
			p.Spans[f] = report.Span(span)
		}
	}
	if !r.CutOff.IsZero() {
		p.Campaign.CutOff = r.CutOff
		p.Settle(report.FieldCutOff)
	}
	dated := datedOnce(r.Deadlines)
	for i, d := range r.Deadlines { // those of dated, in the same order
		if n := len(p.Deadlines); n < len(dated) && dated[n] == d {
			p.Deadlines = append(p.Deadlines, planDeadline(d, report.Span(r.Evidence[deadlineName(i)])))
		}
	}
	at := notice.OfReport(dated)
	if at >= 0 {
		p.TakeDeadline(at)
	}
	for _, d := range r.Doubts {
		if f := fieldOf(d.Field, r.Deadlines, dated, at); f > 0 {
			p.Doubt(fieldNames[f], d.Why)
		}
	}
	if i := undated(r.Deadlines); i >= 0 && at < 0 { // a rule that no day follows from
		p.Spans[report.FieldDeadline] = report.Span(r.Evidence[deadlineName(i)])
		if rule := r.Deadlines[i].Rule; rule != "" {
			p.Doubt(report.FieldDeadline, textRuleOnly(notice.RuleText(rule)))
		}
	}
	if fit := report.Fitting(library, r.Subject); len(fit) == 1 {
		p.Campaign.Template = fit[0].ID
	}
	return p, r.Number != "" || r.Issuer != "" || r.Subject != "" || len(r.Deadlines) > 0
}

// deadlineName is what a reading calls its i-th deadline.
func deadlineName(i int) string { return fmt.Sprintf("deadlines[%d]", i) }

// undated is the first deadline without a day, -1 for none.
func undated(all []notice.Deadline) int {
	for i, d := range all {
		if d.Date.IsZero() {
			return i
		}
	}
	return -1
}

// planDeadline is a deadline of a notice as one of the report. The end of a day is no hour.
func planDeadline(d notice.Deadline, span report.Span) report.PlanDeadline {
	p := report.PlanDeadline{Day: d.Date, Hour: d.Time, What: d.What, Quote: d.Quote, Span: span}
	if d.Time == "24:00" || d.Time == "00:00" {
		p.Hour = ""
	}
	if d.Rule != "" {
		p.Doubt = textRuleDated(notice.RuleText(d.Rule))
	}
	return p
}

// CheckPlan puts typed values into the fields of a plan, works out what follows, and says
// what is doubtful about it. of is the open campaign whose notice it is, "" for one that
// is about to be opened.
func CheckPlan(w Planning, today workday.Date, of string, p report.Plan, typed map[report.Field]string) report.PlanCheck {
	p = ownPlan(p)
	check := report.PlanCheck{Problems: map[report.Field]string{}, Doubts: map[report.Field][]string{}}
	for _, f := range settingOrder {
		text, some := typed[f]
		if !some {
			continue
		}
		if problem := setField(w, today, &p, fieldNumbered(f), text); problem != "" {
			check.Problems[f] = problem
			continue
		}
		delete(p.Doubts, f)
		p.Settle(f)
	}
	if of == "" {
		complete(w, today, &p)
	}
	check.Plan = p
	for f, name := range fieldNames {
		if all := doubtsOf(w, today, of, &p, f); len(all) > 0 {
			check.Doubts[name] = all
		}
	}
	if first, twice := twinOf(w, of, p.Campaign.Notice); twice {
		check.Twin = &first
	}
	if c := &p.Campaign; w.Calendar() != nil && !c.Internal.IsZero() && !c.Deadline.IsZero() {
		check.Ahead = w.Calendar().Between(c.Internal, c.Deadline)
	}
	if tmpl := libraryTemplate(w, p.Campaign.Template); tmpl != nil {
		check.Asked, check.Loads = report.Loads(tmpl, &p.Campaign, w.People())
	}
	return check
}

// ownPlan gives a plan that can be changed without touching this one.
func ownPlan(p report.Plan) report.Plan {
	n := report.Notice{}
	if p.Campaign.Notice != nil {
		n = *p.Campaign.Notice
	}
	p.Campaign.Notice = &n
	p.Fixed, p.Spans, p.Doubts = maps.Clone(p.Fixed), maps.Clone(p.Spans), maps.Clone(p.Doubts)
	return p
}

// settingOrder is the order in which fields are set: what others depend on comes first.
var settingOrder = []report.Field{
	report.FieldKind, report.FieldNumber, report.FieldIssued, report.FieldIssuer, report.FieldSubject, report.FieldSendTo,
	report.FieldTemplate, report.FieldPeriod, report.FieldDeadline, report.FieldInternal, report.FieldCutOff, report.FieldPeople,
}

// libraryTemplate is the template of that id in the library, nil for none.
func libraryTemplate(w Planning, id string) *report.Template {
	for _, tmpl := range w.Templates() {
		if tmpl.ID == id {
			return tmpl
		}
	}
	return nil
}

// complete works out the fields that follow from others, as far as nobody has settled
// them.
func complete(w Planning, today workday.Date, p *report.Plan) {
	c := &p.Campaign
	tmpl := libraryTemplate(w, c.Template)
	if !p.Fixed[report.FieldPeriod] && c.Period == "" && tmpl != nil {
		c.Period = report.SuggestPeriod(tmpl, issuedOr(c.Notice, today))
		p.Doubt(report.FieldPeriod, textPeriodGuess)
	}
	c.InternalFixed = p.Fixed[report.FieldInternal]
	*c = w.WithInternal(*c)
	if !c.InternalFixed {
		delete(p.Fixed, report.FieldInternal) // it lay after the new deadline
	}
	if !p.Fixed[report.FieldCutOff] {
		c.CutOff = workday.Date{}
		if end, ok := report.CutOff(c.Period); ok {
			c.CutOff = end
			if due := p.Due(); !due.IsZero() && due.Compare(end) < 0 {
				c.CutOff = due // what the staff answer earlier is counted up to then
			}
		}
	}
	c.Assignments = nil
	if tmpl != nil && !p.Everybody {
		c.Assignments = w.Suggested(tmpl)
	}
}

// issuedOr is the day that dates without a year are near to.
func issuedOr(n *report.Notice, today workday.Date) workday.Date {
	if n != nil && !n.Issued.IsZero() {
		return n.Issued
	}
	return today
}

// twinOf finds the campaign that the same notice has opened already.
func twinOf(w Office, of string, n *report.Notice) (report.Campaign, bool) {
	for _, c := range w.Rounds() {
		if c.ID != of && n.Same(c.Notice) {
			return c, true
		}
	}
	return report.Campaign{}, false
}

// namesakeOf finds a campaign whose notice has the same number and another issuer.
func namesakeOf(w Office, of string, n *report.Notice) (report.Campaign, bool) {
	for _, c := range w.Rounds() {
		if c.ID != of && n.Numbered(c.Notice) && !n.Same(c.Notice) {
			return c, true
		}
	}
	return report.Campaign{}, false
}

// doubtsOf are what was doubtful when a field was read, and what its value says now.
func doubtsOf(w Planning, today workday.Date, of string, p *report.Plan, f int) []string {
	c, n := &p.Campaign, p.Campaign.Notice
	all := p.Doubts[fieldNames[f]]
	all = all[:len(all):len(all)]
	switch {
	case f == fieldNumber:
		if other, ok := namesakeOf(w, of, n); ok {
			all = append(all, textNamesake(other))
		}
		if tmpl := libraryTemplate(w, c.Template); tmpl != nil && n.Citation() == "" && cites(tmpl) {
			all = append(all, textNothingCited)
		}
	case f == fieldIssued && n != nil && n.Issued.Compare(today) > 0:
		all = append(all, textIssuedAhead)
	case of != "":
	case f == fieldPeriod && c.Period == "":
		all = append(all, textNoPeriod)
	case f == fieldTemplate:
		if other, ok := likeness(w, c); ok {
			all = append(all, textLikeness(other))
		}
	case f == fieldCutOff && !c.CutOff.IsZero() && !c.Deadline.IsZero() && c.CutOff.Compare(c.Deadline) > 0:
		all = append(all, textCutOffLate)
	case f == fieldDeadline:
		all = append(all, deadlineDoubts(w.Calendar(), today, c)...)
	}
	return all
}

// deadlineDoubts are what the deadline of a campaign says when it is looked at.
func deadlineDoubts(calendar *workday.Calendar, today workday.Date, c *report.Campaign) (all []string) {
	switch {
	case c.Deadline.IsZero():
		return []string{textNoDeadline}
	case c.Deadline.Compare(today) < 0:
		all = append(all, textDeadlinePast(today))
	case calendar != nil && !calendar.IsWorking(c.Deadline):
		all = append(all, textDeadlineOff(calendar.Prev(c.Deadline)))
	}
	if n := c.Notice; n != nil && !n.Issued.IsZero() && c.Deadline.Compare(n.Issued) < 0 {
		all = append(all, textDeadlineBefore)
	}
	return all
}

// likeness finds an open campaign of the same template and period.
func likeness(w Planning, c *report.Campaign) (report.Campaign, bool) {
	for _, other := range w.Underway() {
		if other.Template == c.Template && vntext.Fold(other.Period) == vntext.Fold(c.Period) {
			return other, true
		}
	}
	return report.Campaign{}, false
}

// setField gives a field a typed value, or says what is wrong with it and leaves it.
func setField(w Planning, today workday.Date, p *report.Plan, f int, text string) (problem string) {
	c := &p.Campaign
	text = strings.TrimSpace(text)
	none := text == "" || clearWords[vntext.Fold(strings.TrimRight(text, "."))]
	switch f {
	case fieldIssued, fieldCutOff:
		day, _, ok := momentNear(text, today, c.Notice)
		if !none && (!ok || day.IsZero()) {
			return textFieldBad(f, text)
		}
		if f == fieldCutOff {
			c.CutOff = day
		} else {
			c.Notice.Issued = day
		}
	case fieldDeadline, fieldInternal:
		return setDue(today, c, f, text, none)
	case fieldTemplate:
		if libraryTemplate(w, text) == nil {
			return textFieldBad(f, text)
		}
		if text != c.Template {
			c.Template = text
			forgetGuess(p)
		}
	case fieldPeople:
		switch n, _ := wholeNumber(text); {
		case n == 1 || says(text, suggestedWords):
			p.Everybody = false
		case n == 2 || says(text, everybodyWords):
			p.Everybody = true
		default:
			return textFieldBad(f, text)
		}
	default:
		return setText(c, f, text)
	}
	return ""
}

// setDue sets the deadline or the internal one.
func setDue(today workday.Date, c *report.Campaign, f int, text string, none bool) (problem string) {
	day, hour, ok := momentNear(text, today, c.Notice)
	if day.IsZero() && ok { // an hour alone
		if day = c.Deadline; f == fieldInternal {
			day = c.Internal
		}
	}
	switch {
	case none:
		day, hour = workday.Date{}, ""
	case !ok || day.IsZero():
		return textFieldBad(f, text)
	}
	if f == fieldDeadline {
		c.Deadline, c.DeadlineHour = day, hour
		return ""
	}
	was := *c
	c.Internal, c.InternalHour = day, hour
	if c.InternalLate() {
		c.Internal, c.InternalHour = was.Internal, was.InternalHour
		return textInternalLate(momentText(c.Deadline, c.DeadlineHour))
	}
	return ""
}

// momentNear reads a day and an hour as they are typed; either may be missing.
func momentNear(text string, today workday.Date, n *report.Notice) (day workday.Date, hour string, ok bool) {
	near := today
	if writtenDay.MatchString(vntext.Fold(text)) {
		near = issuedOr(n, today)
	}
	w, ok := parseWhen(text, near)
	if !ok || w.after > 0 || w.wrong || !w.day.IsZero() && (w.day.Year < 2000 || w.day.Year > 2100) {
		return workday.Date{}, "", false
	}
	return w.day, w.hour, true
}

// forgetGuess drops a period that was only guessed from another template.
func forgetGuess(p *report.Plan) {
	for _, why := range p.Doubts[report.FieldPeriod] {
		if why == textPeriodGuess {
			delete(p.Doubts, report.FieldPeriod)
			p.Campaign.Period = ""
			return
		}
	}
}
