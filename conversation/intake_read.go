package conversation

import (
	"slices"
	"strconv"
	"strings"

	"thuky/chat"
	"thuky/notice"
	"thuky/report"
	"thuky/vntext"
	"thuky/workday"
)

// readNotice turns the text of the notice into a plan, and forgets the text.
func (t *turn) readNotice(text string) {
	text = vntext.NFC(text)
	options := notice.Options{Received: t.e.Today}
	if calendar := t.e.World.Calendar(); calendar != nil {
		options.Calendar = calendar
	}
	r, of := notice.Read(text, options), t.s.Intake
	if of.Of != "" && r.Number == "" && r.Issuer == "" && r.Subject == "" {
		t.lead = append(t.lead, textNoNoticeThere)
		t.nothingFor()
		return
	}
	if r.Number == "" && r.Issuer == "" && r.Subject == "" && len(r.Deadlines) == 0 {
		t.s.Intake = nil
		t.s.DeskSeq++
		t.say(chat.Message{Text: textNotANotice})
		t.backToQuestion()
		return
	}
	in := &Intake{Stage: stageCheck, Words: map[int]string{}, Doubts: map[int][]string{}}
	t.s.Intake = in
	in.Plan.Notice = &report.Notice{
		Kind: r.Kind, Number: shortened(r.Number), Issued: r.Issued, Issuer: shortened(r.Issuer), Subject: shortened(r.Subject),
	}
	if of.Of != "" {
		in.Of, in.Plan.Template = of.Of, of.Plan.Template
	} else {
		in.Plan.Period = shortened(r.Period)
	}
	if first, twice := t.twin(in.Plan.Notice); twice && in.Of != "" {
		t.s.Intake = of
		t.lead = append(t.lead, textTaken(first))
		t.nothingFor()
		return
	} else if twice {
		t.s.Intake = nil
		t.s.DeskSeq++
		t.say(chat.Message{Text: textTwice(first)})
		t.backToQuestion()
		return
	}
	in.evidence(r, []rune(text))
	if in.Of != "" {
		for _, d := range r.Doubts {
			if f := fieldOf(d.Field, nil, nil, -1); f > 0 && f <= in.last() {
				in.Doubts[f] = append(in.Doubts[f], d.Why)
			}
		}
		t.goOnIntake()
		return
	}
	if !r.CutOff.IsZero() {
		in.Plan.CutOff, in.Words[fieldCutOff] = r.CutOff, quotation(r.CutOffQuote)
		in.settle(fieldCutOff)
	}
	in.Deadlines = datedOnce(r.Deadlines)
	at := notice.OfReport(in.Deadlines)
	if at >= 0 {
		in.takeDeadline(at)
	}
	for _, d := range r.Doubts {
		if f := fieldOf(d.Field, r.Deadlines, in.Deadlines, at); f > 0 {
			in.Doubts[f] = append(in.Doubts[f], d.Why)
		}
	}
	for _, d := range r.Deadlines {
		if d.Date.IsZero() && at < 0 { // a rule that no day follows from
			in.Words[fieldDeadline] = quotation(d.Quote)
			if d.Rule != "" {
				in.Doubts[fieldDeadline] = append(in.Doubts[fieldDeadline], textRuleOnly(notice.RuleText(d.Rule)))
			}
			break
		}
	}
	if fit := report.Fitting(t.e.World.Templates(), r.Subject); len(fit) == 1 {
		in.Plan.Template = fit[0].ID
	}
	t.goOnIntake()
}

// shortened keeps what was read from a text gone wrong out of the lists.
func shortened(text string) string { return clip(text, maxField) }

// quotation puts quoted words on one line.
func quotation(quote string) string { return clip(quote, maxQuote) }

const (
	maxField = 400 // runes of a field
	maxQuote = 110 // of the words it came from
)

// evidence keeps the words of the fields, where they say more than the value.
func (in *Intake) evidence(r notice.Reading, text []rune) {
	n := in.Plan.Notice
	for f, value := range map[int]string{
		fieldKind: n.Kind, fieldNumber: n.Number, fieldIssued: "", fieldIssuer: n.Issuer, fieldSubject: n.Subject, fieldPeriod: in.Plan.Period,
	} {
		span, ok := r.Evidence[evidenceNames[f]]
		if !ok || span.Start < 0 || span.End > len(text) || span.Start >= span.End {
			continue
		}
		quote := quotation(withoutMotto(string(text[span.Start:span.End])))
		if quote == n.Number && f != fieldNumber {
			continue // the kind follows from the number
		}
		if vntext.Fold(quote) != vntext.Fold(clip(value, maxQuote)) {
			in.Words[f] = quote
		}
	}
}

// withoutMotto takes the motto of the State out of words that stand beside it on the page.
func withoutMotto(quote string) string {
	folded := strings.Join(strings.Fields(quote), " ")
	for _, motto := range mottos {
		if i := strings.Index(strings.ToUpper(folded), motto); i >= 0 && len(strings.ToUpper(folded)) == len(folded) {
			folded = folded[:i] + " " + folded[i+len(motto):]
		}
	}
	return folded
}

// evidenceNames are what package notice calls the fields.
var evidenceNames = map[int]string{
	fieldKind: "kind", fieldNumber: "number", fieldIssued: "issued", fieldIssuer: "issuer", fieldSubject: "subject", fieldPeriod: "period",
}

// fieldOf is the field that a doubt of the reading is about, 0 for those that are not
// shown: of the deadlines only the one that was taken counts.
func fieldOf(name string, all, kept []notice.Deadline, at int) int {
	for f, known := range evidenceNames {
		if known == name {
			return f
		}
	}
	rest, ok := strings.CutPrefix(name, "deadlines")
	if !ok {
		return 0
	}
	i, err := strconv.Atoi(strings.Trim(rest, "[]"))
	if err != nil {
		return fieldDeadline
	}
	if i < 0 || i >= len(all) || at >= 0 && all[i] != kept[at] {
		return 0
	}
	return fieldDeadline
}

// datedOnce are the deadlines with a day, each day and hour once.
func datedOnce(all []notice.Deadline) []notice.Deadline {
	var kept []notice.Deadline
	for _, d := range all {
		same := func(k notice.Deadline) bool { return k.Date == d.Date && k.Time == d.Time }
		if d.Date.IsZero() || len(kept) >= maxDeadlines || slices.ContainsFunc(kept, same) {
			continue
		}
		kept = append(kept, d)
	}
	return kept
}

// maxDeadlines are as many as one message lists.
const maxDeadlines = 8

// takeDeadline makes one of those of the notice that of the report.
func (in *Intake) takeDeadline(i int) {
	d := in.Deadlines[i]
	in.Plan.Deadline, in.Plan.DeadlineHour = d.Date, d.Time
	if d.Time == "24:00" || d.Time == "00:00" {
		in.Plan.DeadlineHour = ""
	}
	in.Words[fieldDeadline] = quotation(d.Quote)
	delete(in.Doubts, fieldDeadline)
	if d.Rule != "" {
		in.Doubts[fieldDeadline] = []string{textRuleDated(notice.RuleText(d.Rule))}
	}
}

// twin finds the campaign that the same notice has opened already.
func (t *turn) twin(n *report.Notice) (report.Campaign, bool) {
	for _, c := range t.e.World.Rounds() {
		if c.ID != t.s.Intake.Of && n.Same(c.Notice) {
			return c, true
		}
	}
	return report.Campaign{}, false
}

// namesake finds a campaign whose notice has the same number and another issuer.
func (t *turn) namesake(n *report.Notice) (report.Campaign, bool) {
	for _, c := range t.e.World.Rounds() {
		if c.ID != t.s.Intake.Of && n.Numbered(c.Notice) && !n.Same(c.Notice) {
			return c, true
		}
	}
	return report.Campaign{}, false
}

// goOnIntake asks for what only the admin can say, and then shows the fields.
func (t *turn) goOnIntake() {
	in := t.s.Intake
	t.s.DeskSeq++
	switch {
	case in.Of != "":
		in.Field = 0
	case in.Plan.Template == "" || t.planned() == nil:
		in.Plan.Template = ""
		if len(t.e.World.Templates()) == 0 {
			t.s.Intake = nil
			t.say(chat.Message{Text: textNoTemplates})
			t.backToQuestion()
			return
		}
		in.Field = fieldTemplate
	case len(in.Deadlines) > 1 && !in.Fixed[fieldDeadline]:
		in.Field = fieldDeadline
	default:
		in.Field = 0
	}
	if in.Field != 0 {
		t.say(t.fieldMessage())
		return
	}
	t.fill()
	in.Listed = true
	t.say(t.listMessage())
}

// fill works out the fields that follow from others, as far as the admin has not
// settled them.
func (t *turn) fill() {
	in, tmpl := t.s.Intake, t.planned()
	if in.Of != "" {
		return
	}
	p := &in.Plan
	if !in.Fixed[fieldPeriod] && p.Period == "" && tmpl != nil {
		p.Period = report.SuggestPeriod(tmpl, t.issuedOrToday())
		in.note(fieldPeriod, textPeriodGuess)
	}
	p.InternalFixed = in.Fixed[fieldInternal]
	*p = t.e.World.WithInternal(*p)
	if !p.InternalFixed {
		delete(in.Fixed, fieldInternal) // it lay after the new deadline
	}
	if !in.Fixed[fieldCutOff] {
		p.CutOff = workday.Date{}
		if end, ok := report.CutOff(p.Period); ok {
			p.CutOff = end
			if due := in.due(); !due.IsZero() && due.Compare(end) < 0 {
				p.CutOff = due // what the staff answer earlier is counted up to then
			}
		}
	}
	p.Assignments = nil
	if tmpl != nil && !in.Everybody {
		p.Assignments = t.e.World.Suggested(tmpl)
	}
}

// due is the day by which the staff answer.
func (in *Intake) due() workday.Date {
	if !in.Plan.Internal.IsZero() {
		return in.Plan.Internal
	}
	return in.Plan.Deadline
}

// note adds a remark to a field, once.
func (in *Intake) note(field int, why string) {
	if in.Doubts == nil {
		in.Doubts = map[int][]string{}
	}
	if !slices.Contains(in.Doubts[field], why) {
		in.Doubts[field] = append(in.Doubts[field], why)
	}
}

// issuedOrToday is the day that dates without a year are near to.
func (t *turn) issuedOrToday() workday.Date {
	if n := t.s.Intake.Plan.Notice; n != nil && !n.Issued.IsZero() {
		return n.Issued
	}
	return t.e.Today
}
