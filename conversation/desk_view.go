package conversation

import (
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
	// asked are the questions that are printed: the numbering of the desk.
	asked []*report.Question
	known map[string]joint // what has been joined so far
}

// joint is what all together answered to a question.
type joint struct {
	value report.Value
	ok    bool
}

func (v *deskView) read() {
	v.known = map[string]joint{}
	for _, q := range v.tmpl.Questions() {
		if !q.Computed() && v.tmpl.Applies(q, v.lookup) {
			v.asked = append(v.asked, q)
		}
	}
}

// lookup gives the joined answers of those whose count.
func (v *deskView) lookup(question string) (report.Value, bool) {
	j, known := v.known[question]
	if q := v.tmpl.Question(question); !known && q != nil {
		var all []report.Answer
		for _, s := range v.inOrder(q) {
			if a, ok := s.answers()[question]; ok {
				all = append(all, a)
			}
		}
		j.value, j.ok = report.Combine(q, all)
		v.known[question] = j
	}
	return j.value, j.ok
}

// inOrder are the people whose answers to a question count, in the order in which
// those are printed as far as the question was given to them.
func (v *deskView) inOrder(q *report.Question) []Share {
	people, some := v.c.Assigned(q.ID)
	var list []Share
	for _, s := range v.shares {
		if s.asks(q.ID) {
			list = append(list, s)
		}
	}
	if some {
		place := func(s Share) int { // who stands in stands last
			if i := slices.Index(people, s.Person.ID); i >= 0 {
				return i
			}
			return len(people)
		}
		slices.SortStableFunc(list, func(a, b Share) int { return place(a) - place(b) })
	}
	return list
}

// asks tells whether a question is the person's.
func (s Share) asks(question string) bool { return slices.Contains(s.Asked, question) }

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

// lookupOf gives what the expressions of a person with those answers see.
func (v *deskView) lookupOf(s Share, answers map[string]report.Answer) report.Lookup {
	return func(question string) (report.Value, bool) {
		if q := v.tmpl.Question(question); q != nil && !q.Computed() && !s.asks(question) {
			return v.lookup(question)
		}
		a, ok := answers[question]
		return a.Value, ok && !a.Skipped
	}
}

// duties are the questions that the person is asked now, and which of them are open.
func (v *deskView) duties(s Share) (open []*report.Question, of int) {
	answers := s.answers()
	lookup := v.lookupOf(s, answers)
	for _, q := range v.tmpl.Questions() {
		if q.Computed() || !s.asks(q.ID) || !v.tmpl.Applies(q, lookup) {
			continue
		}
		of++
		if _, ok := answers[q.ID]; !ok || s.returned(q.ID) {
			open = append(open, q)
		}
	}
	return open, of
}

// progress is the table of who has done what.
func (v *deskView) progress() chat.Message {
	lines := []string{textDeadline(v.c, v.t.e.Today, v.shares)}
	due, _ := v.c.Due()
	late := !due.IsZero() && due.Compare(v.t.e.Today) < 0
	for _, s := range v.shares {
		open, of := v.duties(s)
		if of == 0 && s.Sent.IsZero() {
			continue // what they wrote was given to others
		}
		var back []int
		for i, q := range v.asked {
			if s.returned(q.ID) {
				back = append(back, i+1)
			}
		}
		lines = append(lines, textShare(s, of-len(open), of, due, late, back))
	}
	if len(v.shares) == 0 {
		lines = append(lines, textNobodyYet)
	}
	if gaps := v.toNobody(); len(gaps) > 0 {
		lines = append(lines, textUngiven(v.whatText(gaps)))
	}
	lines = append(lines, "", textBySection)
	for i := range v.tmpl.Sections {
		n, of := 0, 0
		for _, q := range v.asked {
			if at, _ := v.tmpl.SectionOf(q); at != i {
				continue
			}
			of++
			if v.settled(q) {
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

// settled tells whether a question is answered: by all it was given to, or by anybody
// where it was given to nobody in particular.
func (v *deskView) settled(q *report.Question) bool {
	_, some := v.c.Assigned(q.ID)
	done, all := false, true
	for _, s := range v.inOrder(q) {
		_, ok := s.answers()[q.ID]
		ok = ok && !s.returned(q.ID)
		done, all = done || ok, all && (ok || s.Gone || s.Person.Away != nil)
	}
	return done && (all || !some)
}

// toNobody are the questions that nobody can answer: they were given to nobody, or only
// to people who are away or have left.
func (v *deskView) toNobody() (gaps []*report.Question) {
	for _, q := range v.asked {
		if _, some := v.c.Assigned(q.ID); some && !v.settled(q) && !slices.ContainsFunc(v.inOrder(q), func(s Share) bool { return s.Person.Away == nil && !s.Gone }) {
			gaps = append(gaps, q)
		}
	}
	return gaps
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
	pending, answered := false, false
	for _, s := range v.inOrder(q) {
		a, ok := s.answers()[q.ID]
		if !ok {
			if !s.Gone {
				open = append(open, s.Person.Name)
			}
			continue
		}
		pending, answered = pending || pendingSkip(q, a), true
		lines = append(lines, textOneAnswer(s, q, a, v.nameOf(a.Author)))
	}
	if len(lines) > 1 {
		if j, ok := v.lookup(q.ID); ok && j.Number != nil {
			lines = append(lines, textTogether(q, j))
		}
	}
	if len(open) > 0 {
		lines = append(lines, textOpenNames(open))
	}
	if people, some := v.c.Assigned(q.ID); some && len(people) == 0 {
		lines = append(lines, textGivenToNobody)
	}
	for _, s := range v.shares {
		if a, ok := s.answers()[q.ID]; ok && !s.asks(q.ID) {
			lines = append(lines, textPutAside(textOneAnswer(s, q, a, v.nameOf(a.Author))))
		}
	}
	d := v.t.s.Desk
	d.Needs, d.Offered = "", nil
	v.t.s.DeskSeq++
	m := chat.Message{Text: v.name(q) + "\n" + strings.Join(lines, "\n")}
	v.in(func() { m.Head = v.t.head(q, n, len(v.asked)) })
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
	asked := v.inOrder(q)
	for _, s := range asked {
		a, ok := s.answers()[q.ID]
		if ok && (d.Task != taskAccept || pendingSkip(q, a)) && (d.Task != taskReturn || !s.Gone) {
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
		return Share{}, false
	}
	if d.Name == "" && d.Text != "" && d.Task == taskAccept {
		d.Name, d.Text = d.Text, ""
	}
	if d.Name == "" && d.Text != "" && len(strings.Fields(d.Text)) <= 6 && len(named(v.shares, d.Text)) > 0 {
		d.Name, d.Text = d.Text, "" // "trả lại câu 7 Mận"
		if d.Task == taskAmend {
			fit = asked
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

// personLabel names somebody of the shares; see distinct.
func personLabel(shares []Share, id string) string {
	people := make([]report.Person, len(shares))
	for i := range shares {
		people[i] = shares[i].Person
	}
	if i := slices.IndexFunc(people, func(p report.Person) bool { return p.ID == id }); i >= 0 {
		return distinct(people, people[i])
	}
	return id
}
