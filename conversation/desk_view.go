package conversation

import (
	"cmp"
	"slices"
	"strings"

	"thuky/chat"
	"thuky/report"
)

// deskView is one campaign as an admin sees it.
type deskView struct {
	t      *turn
	c      report.Campaign
	tmpl   *report.Template
	shares []Share
	// asked are the questions that somebody is asked: the numbering of the desk.
	asked  []*report.Question
	latest map[string]report.Answer
}

func (v *deskView) read() {
	v.latest = map[string]report.Answer{}
	for _, s := range v.shares {
		for _, a := range s.Answers {
			if old, ok := v.latest[a.Question]; !a.Skipped && (!ok || a.At.After(old.At)) {
				v.latest[a.Question] = a
			}
		}
	}
	for _, q := range v.tmpl.Questions() {
		if !q.Computed() && v.tmpl.Applies(q, lookupIn(v.latest)) {
			v.asked = append(v.asked, q)
		}
	}
}

func lookupIn(answers map[string]report.Answer) func(string) (report.Value, bool) {
	return func(question string) (report.Value, bool) {
		a, ok := answers[question]
		return a.Value, ok && !a.Skipped
	}
}

// answers are those of one share by question.
func (s Share) answers() map[string]report.Answer {
	m := make(map[string]report.Answer, len(s.Answers))
	for _, a := range s.Answers {
		m[a.Question] = a
	}
	return m
}

// returned tells whether a question was given back to the person.
func (s Share) returned(question string) bool {
	return slices.ContainsFunc(s.Returns, func(r report.Return) bool { return r.Question == question })
}

// done counts the questions that the person has answered, of those they are asked.
func (v *deskView) done(s Share) (n, of int) {
	answers := s.answers()
	for _, q := range v.tmpl.Questions() {
		if q.Computed() || !v.tmpl.Applies(q, lookupIn(answers)) {
			continue
		}
		of++
		if _, ok := answers[q.ID]; ok && !s.returned(q.ID) {
			n++
		}
	}
	return n, of
}

// progress is the table of who has done what.
func (v *deskView) progress() chat.Message {
	lines := []string{textDeadline(v.c, v.t.e.Today, v.shares)}
	due, _ := v.c.Due()
	late := !due.IsZero() && due.Compare(v.t.e.Today) < 0
	for _, s := range v.shares {
		n, of := v.done(s)
		var back []int
		for i, q := range v.asked {
			if s.returned(q.ID) {
				back = append(back, i+1)
			}
		}
		lines = append(lines, textShare(s, n, of, due, late, back))
	}
	if len(v.shares) == 0 {
		lines = append(lines, textNobodyYet)
	}
	lines = append(lines, "", textBySection)
	for i := range v.tmpl.Sections {
		n, of := 0, 0
		for _, q := range v.asked {
			if at, _ := v.tmpl.SectionOf(q); at != i {
				continue
			}
			of++
			if slices.ContainsFunc(v.shares, func(s Share) bool { _, ok := s.answers()[q.ID]; return ok && !s.returned(q.ID) }) {
				n++
			}
		}
		if of > 0 {
			lines = append(lines, textSection(i+1, v.tmpl.Sections[i].Heading, n, of))
		}
	}
	if versions := v.t.e.World.Versions(v.c.ID); len(versions) > 0 {
		last := versions[len(versions)-1]
		lines = append(lines, "", textApprovedState(last, last.Basis == v.t.e.World.Basis(v.c.ID)))
	}
	m := chat.Message{Head: textProgressHead(v.c), Text: strings.Join(lines, "\n")}
	m.Choices = append(m.Choices, chat.Choice{ID: standing(verbDraft, v.c.ID, ""), Label: labelDraft, Word: wordDraft})
	if v.t.e.World.Approves() {
		m.Choices = append(m.Choices, chat.Choice{ID: standing(verbApprove, v.c.ID, ""), Label: labelApprove, Word: wordApprove})
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
	case d.Number > len(v.asked):
		v.t.close(chat.Message{Text: textNoSuchQuestion(d.Number, len(v.asked))})
		return false
	}
	d.Question = v.asked[d.Number-1].ID
	return true
}

// carryOut does what the order says with its question.
func (v *deskView) carryOut(d *Order) {
	q := v.tmpl.Question(d.Question)
	if d.Number < 1 {
		d.Number = number(v.asked, q)
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
	pending := false
	for _, s := range v.shares {
		a, ok := s.answers()[q.ID]
		if !ok {
			open = append(open, s.Person.Name)
			continue
		}
		pending = pending || pendingSkip(q, a)
		lines = append(lines, textPart1(s, q, a, v.nameOf(a.Author)))
	}
	if len(open) > 0 {
		lines = append(lines, textOpenNames(open))
	}
	d := v.t.s.Desk
	d.Needs, d.Offered = "", nil
	v.t.s.DeskSeq++
	m := chat.Message{Text: v.name(q) + "\n" + strings.Join(lines, "\n")}
	v.in(func() { m.Head = v.t.head(q, n, len(v.asked)) })
	if len(v.t.e.World.Underway()) > 1 {
		m.Lead = campaignLabel(v.c)
	}
	if len(lines) == 0 || len(open) == len(v.shares) {
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
	v.in(func() { name = shortName(q, v.t.filled) })
	return name
}

func (v *deskView) nameOf(person string) string {
	for _, s := range v.shares {
		if s.Person.ID == person {
			return s.Person.Name
		}
	}
	if person == v.t.person.ID {
		return v.t.person.Name
	}
	return textAnAdmin
}

// pendingSkip tells whether an admin may still accept a skip.
func pendingSkip(q *report.Question, a report.Answer) bool {
	return a.Skipped && q.Needed() && !a.Accepted
}

// findPerson settles whose answer the order is about, or asks.
func (v *deskView) findPerson(d *Order, q *report.Question) (Share, bool) {
	var fit []Share // whose answer it can be
	for _, s := range v.shares {
		a, ok := s.answers()[q.ID]
		if ok && (d.Task != taskAccept || pendingSkip(q, a)) {
			fit = append(fit, s)
		}
	}
	if d.Task == taskAmend && (len(fit) == 0 || d.Name != "" || d.Person != "") {
		fit = v.shares
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
		return Share{}, false
	}
	if d.Name == "" && d.Text != "" && d.Task == taskAccept {
		d.Name, d.Text = d.Text, ""
	}
	if d.Name == "" && d.Text != "" && len(strings.Fields(d.Text)) <= 6 && len(named(v.shares, d.Text)) > 0 {
		d.Name, d.Text = d.Text, "" // "trả lại câu 7 Mận"
		if d.Task == taskAmend {
			fit = v.shares
		}
	}
	chosen := fit
	if d.Name != "" {
		chosen = named(fit, d.Name)
		if len(chosen) == 0 {
			if len(named(v.shares, d.Name)) > 0 {
				v.t.close(chat.Message{Text: textNobodyFits(d.Task, d.Number)})
				return Share{}, false
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

func (v *deskView) choose(d *Order, from []Share) (Share, bool) {
	d.Offered = nil
	for _, s := range from {
		d.Offered = append(d.Offered, s.Person.ID)
	}
	v.t.need(needPerson)
	return Share{}, false
}

// personLabel names a person, so that two of one name are told apart.
func personLabel(shares []Share, id string) string {
	i := slices.IndexFunc(shares, func(s Share) bool { return s.Person.ID == id })
	if i < 0 {
		return id
	}
	p := shares[i].Person
	same := slices.ContainsFunc(shares, func(s Share) bool { return s.Person.ID != id && s.Person.Name == p.Name })
	if !same {
		return p.Name
	}
	return p.Name + " (" + cmp.Or(p.Unit, p.ID) + ")"
}
