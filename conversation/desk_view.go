package conversation

import (
	"slices"
	"strings"

	"thuky/chat"
	"thuky/report"
)

// deskView is one campaign as an admin sees it.
type deskView struct {
	t             *turn
	c             report.Campaign
	tmpl          *report.Template
	*report.Board // nil where only the questions matter
}

// read works out who is asked what.
func (v *deskView) read() {
	v.Board = report.NewBoard(v.c, v.tmpl, v.t.e.World.Shares(v.c.ID))
}

// progress is the table of who has done what.
func (v *deskView) progress() chat.Message {
	lines := []string{textDeadline(v.c, v.t.e.Today, v.Shares)}
	due, _ := v.c.Due()
	late := !due.IsZero() && due.Compare(v.t.e.Today) < 0
	for _, s := range v.Shares {
		open, of := v.Duties(s)
		if of == 0 && s.Sent.IsZero() {
			continue // what they wrote was given to others
		}
		var back []int
		for i, q := range v.Asked {
			if _, returned := s.Returned(q.ID); returned {
				back = append(back, i+1)
			}
		}
		lines = append(lines, textShare(s, of-len(open), of, due, late, back))
	}
	if len(v.Shares) == 0 {
		lines = append(lines, textNobodyYet)
	}
	if gaps := v.ToNobody(); len(gaps) > 0 {
		lines = append(lines, textUngiven(v.whatText(gaps)))
	}
	lines = append(lines, "", textBySection)
	for i := range v.tmpl.Sections {
		n, of := 0, 0
		for _, q := range v.Asked {
			if at, _ := v.tmpl.SectionOf(q); at != i {
				continue
			}
			of++
			if v.Settled(q) {
				n++
			}
		}
		if of > 0 {
			lines = append(lines, textSection(i+1, v.tmpl.Sections[i].Heading, n, of, late))
		}
	}
	if versions := v.t.e.World.Versions(v.c.ID); len(versions) > 0 {
		last := versions[len(versions)-1]
		lines = append(lines, "", textApprovedState(last, last.Basis == v.t.e.World.Basis(v.c.ID)))
	}
	m := chat.Message{Head: textProgressHead(v.c), Text: strings.Join(lines, "\n")}
	m.Choices = append(m.Choices,
		chat.Choice{ID: standing(verbDraft, v.c.ID, ""), Label: labelDraft, Word: wordDraft},
		chat.Choice{ID: standing(verbAssign, v.c.ID, ""), Label: labelAssign, Word: wordAssign})
	if v.t.e.World.Approves() {
		m.Choices = append(m.Choices, chat.Choice{ID: standing(verbApprove, v.c.ID, ""), Label: labelApprove, Word: wordApprove})
	}
	if opens(v.t.person) {
		m.Choices = append(m.Choices,
			chat.Choice{ID: standing(verbDeadline, v.c.ID, ""), Label: labelDeadline, Word: wordDeadline, Row: true},
			chat.Choice{ID: standing(verbClose, v.c.ID, ""), Label: labelClose, Word: wordClose})
	}
	return m
}

// findQuestion settles which question the order is about, or asks.
func (v *deskView) findQuestion(d *Order) bool {
	if d.Question != "" && v.tmpl.Question(d.Question) != nil {
		return true
	}
	switch {
	case d.Number < 1:
		v.t.need(needNumber)
		return false
	case d.Number > len(v.Asked):
		v.t.close(chat.Message{Text: textNoSuchQuestion(d.Number, len(v.Asked))})
		return false
	}
	d.Question = v.Asked[d.Number-1].ID
	return true
}

// carryOut does what the order says with its question.
func (v *deskView) carryOut(d *Order) {
	q := v.tmpl.Question(d.Question)
	if d.Number < 1 {
		d.Number = v.Number(q)
	}
	if d.Task == taskView {
		m := v.view(q, d.Number)
		v.t.say(m)
		v.t.backToQuestion()
		return
	}
	s, ok := v.findPerson(d, q)
	if !ok {
		return
	}
	switch d.Task {
	case taskReturn:
		v.giveBack(d, q, s)
	case taskAmend:
		v.amend(d, q, s)
	case taskAccept:
		v.accept(d, q, s)
	}
}

// view shows what everybody wrote to one question.
func (v *deskView) view(q *report.Question, n int) chat.Message {
	var lines, open []string
	pending, answered := false, false
	for _, s := range v.InOrder(q) {
		a, ok := s.Answer(q.ID)
		if !ok {
			if !s.Gone {
				open = append(open, s.Person.Name)
			}
			continue
		}
		pending, answered = pending || a.Waits(q), true
		lines = append(lines, textOneAnswer(s, q, a, v.nameOf(a.Author)))
	}
	if len(lines) > 1 {
		if sum, ok := v.Lookup(q.ID); ok && sum.Number != nil {
			lines = append(lines, textTogether(q, sum))
		}
	}
	if len(open) > 0 {
		lines = append(lines, textOpenNames(open))
	}
	if people, some := v.c.Assigned(q.ID); some && len(people) == 0 {
		lines = append(lines, textGivenToNobody)
	}
	for _, s := range v.Shares {
		if a, ok := s.Answer(q.ID); ok && !s.Asks(q.ID) {
			lines = append(lines, textPutAside(textOneAnswer(s, q, a, v.nameOf(a.Author))))
		}
	}
	d := v.t.s.Desk
	d.Needs, d.Offered = "", nil
	v.t.s.DeskSeq++
	m := chat.Message{Text: v.name(q) + "\n" + strings.Join(lines, "\n")}
	v.in(func() { m.Head = v.t.head(q, n, len(v.Asked)) })
	if len(v.t.e.World.Underway()) > 1 {
		m.Lead = campaignLabel(v.c)
	}
	if !answered {
		return m
	}
	m.Choices = []chat.Choice{
		{ID: v.t.deskButton("r"), Label: labelReturn, Word: wordReturn(n)},
		{ID: v.t.deskButton("s"), Label: labelAmend, Word: wordAmend(n)},
	}
	if pending {
		m.Choices = append(m.Choices, chat.Choice{ID: v.t.deskButton("a"), Label: labelAccept, Word: wordAccept(n), Row: true})
	}
	return m
}

// in runs fn as if the chat were in the viewed campaign.
func (v *deskView) in(fn func()) {
	c, tmpl, fresh := v.t.c, v.t.t, v.t.fresh
	v.t.c, v.t.t, v.t.fresh = v.c, v.tmpl, nil
	defer func() { v.t.c, v.t.t, v.t.fresh = c, tmpl, fresh }()
	fn()
}

// name is the question in a few words.
func (v *deskView) name(q *report.Question) (name string) {
	v.in(func() { name = q.ShortName(v.t.filled) })
	return name
}

func (v *deskView) nameOf(person string) string {
	for _, s := range v.Shares {
		if s.Person.ID == person {
			return s.Person.Name
		}
	}
	if person == v.t.person.ID {
		return v.t.person.Name
	}
	return textAnAdmin
}

// findPerson settles whose answer the order is about, or asks.
func (v *deskView) findPerson(d *Order, q *report.Question) (report.Share, bool) {
	var fit []report.Share // whose answer it can be
	asked := v.InOrder(q)
	for _, s := range asked {
		a, ok := s.Answer(q.ID)
		if ok && (d.Task != taskAccept || a.Waits(q)) && (d.Task != taskReturn || !s.Gone) {
			fit = append(fit, s)
		}
	}
	if d.Task == taskAmend && (len(fit) == 0 || d.Name != "" || d.Person != "") {
		fit = asked
	}
	if d.Person != "" {
		for _, s := range fit {
			if s.Person.ID == d.Person {
				return s, true
			}
		}
	}
	if len(fit) == 0 {
		v.t.close(chat.Message{Text: textNobodyFits(d.Task, d.Number)})
		return report.Share{}, false
	}
	if d.Name == "" && d.Text != "" && d.Task == taskAccept {
		d.Name, d.Text = d.Text, ""
	}
	if d.Name == "" && d.Text != "" && len(strings.Fields(d.Text)) <= 6 && len(named(v.Shares, d.Text)) > 0 {
		d.Name, d.Text = d.Text, "" // "trả lại câu 7 Mận"
		if d.Task == taskAmend {
			fit = asked
		}
	}
	chosen := fit
	if d.Name != "" {
		chosen = named(fit, d.Name)
		if len(chosen) == 0 {
			if known := named(v.Shares, d.Name); len(known) > 0 {
				v.t.close(chat.Message{Text: textNotOf(d.Task, d.Number, known[0].Person.Name)})
				return report.Share{}, false
			}
			v.t.lead = append(v.t.lead, textNoSuchName(d.Name))
			chosen = fit
			d.Name = ""
			return v.choose(d, chosen)
		}
	}
	if len(chosen) == 1 {
		d.Person = chosen[0].Person.ID
		return chosen[0], true
	}
	return v.choose(d, chosen)
}

func (v *deskView) choose(d *Order, from []report.Share) (report.Share, bool) {
	d.Offered = nil
	for _, s := range from {
		d.Offered = append(d.Offered, s.Person.ID)
	}
	v.t.need(needPerson)
	return report.Share{}, false
}

// personLabel names somebody of the shares; see report.DistinctName.
func personLabel(shares []report.Share, id string) string {
	people := make([]report.Person, len(shares))
	for i := range shares {
		people[i] = shares[i].Person
	}
	if i := slices.IndexFunc(people, func(p report.Person) bool { return p.ID == id }); i >= 0 {
		return report.DistinctName(people, people[i])
	}
	return id
}
