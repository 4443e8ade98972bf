package conversation

import (
	"slices"
	"strconv"
	"strings"

	"thuky/chat"
	"thuky/notice"
	"thuky/report"
	"thuky/vntext"
)

// readNotice turns the text of the notice into a plan, and forgets the text.
func (t *turn) readNotice(text string) {
	text = vntext.NFC(text)
	options := notice.Options{Received: t.e.Today}
	if calendar := t.e.World.Calendar(); calendar != nil {
		options.Calendar = calendar
	}
	r, of := notice.Read(text, options), t.s.Intake
	plan, found := PlanOf(r, t.e.World.Templates())
	if of.Of != "" && r.Number == "" && r.Issuer == "" && r.Subject == "" {
		t.lead = append(t.lead, textNoNoticeThere)
		t.nothingFor()
		return
	}
	if !found {
		t.s.Intake = nil
		t.s.DeskSeq++
		t.say(chat.Message{Text: textNotANotice})
		t.backToQuestion()
		return
	}
	in := &Intake{Stage: stageCheck, Words: map[int]string{}, Doubts: map[int][]string{}}
	t.s.Intake = in
	if of.Of != "" {
		in.Of, in.Plan.Template, in.Plan.Notice = of.Of, of.Plan.Template, plan.Campaign.Notice
	} else {
		in.take(plan)
		in.Deadlines = datedOnce(r.Deadlines)
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
		in.Words[fieldCutOff] = quotation(r.CutOffQuote)
	}
	if at := notice.OfReport(in.Deadlines); at >= 0 {
		in.Words[fieldDeadline] = quotation(in.Deadlines[at].Quote)
	} else if i := undated(r.Deadlines); i >= 0 {
		in.Words[fieldDeadline] = quotation(r.Deadlines[i].Quote)
	}
	t.offerOutline(r)
	if about := t.about(r, text); about != "" {
		t.lead = append(t.lead, about)
	}
	t.goOnIntake()
}

// plan is the intake as the domain knows it.
func (in *Intake) plan() report.Plan {
	p := report.Plan{Campaign: in.Plan, Everybody: in.Everybody, Fixed: map[report.Field]bool{}, Doubts: map[report.Field][]string{}}
	for f, fixed := range in.Fixed {
		p.Fixed[fieldNames[f]] = fixed
	}
	for f, all := range in.Doubts {
		p.Doubts[fieldNames[f]] = slices.Clone(all)
	}
	return p
}

// take has the fields of a plan in the intake.
func (in *Intake) take(p report.Plan) {
	in.Plan, in.Everybody, in.Fixed, in.Doubts = p.Campaign, p.Everybody, nil, map[int][]string{}
	for name, fixed := range p.Fixed {
		if fixed {
			in.settle(fieldNumbered(name))
		}
	}
	for name, all := range p.Doubts {
		in.Doubts[fieldNumbered(name)] = all
	}
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
	d := planDeadline(in.Deadlines[i], report.Span{})
	in.Plan.Deadline, in.Plan.DeadlineHour = d.Day, d.Hour
	in.Words[fieldDeadline] = quotation(d.Quote)
	delete(in.Doubts, fieldDeadline)
	if d.Doubt != "" {
		in.Doubts[fieldDeadline] = []string{d.Doubt}
	}
}

// twin finds the campaign that the same notice has opened already.
func (t *turn) twin(n *report.Notice) (report.Campaign, bool) {
	return twinOf(t.e.World, t.s.Intake.Of, n)
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
		if len(t.e.World.Templates()) == 0 && len(in.Outline) == 0 {
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
	in := t.s.Intake
	if in.Of != "" {
		return
	}
	p := in.plan()
	complete(t.e.World, t.e.Today, &p)
	in.take(p)
}
