package bot

import (
	"errors"
	"slices"
	"strings"
	"time"

	"thuky/report"
	"thuky/storage"
)

// ledger knows who is asked what.
type ledger struct {
	tx        storage.Tx
	templates *templates
	crowd     *crowd // nil but where many people are looked at
}

func (b *batch) ledger() ledger { return ledger{b.tx, &b.r.templates, b.crowd} }

// has tells whether somebody has answered or skipped a question.
func (l ledger) has(campaign, question, person string) (bool, error) {
	if l.crowd == nil {
		return l.tx.HasAnswer(campaign, question, person)
	}
	return l.crowd.has(l.tx, campaign, question, person)
}

// member is one person in one campaign.
type member struct {
	c *report.Campaign
	p *report.Person
	// rest: the questions that were given to nobody in particular are theirs.
	rest bool
	// roster is nil but where many people are looked at.
	roster *roster
}

// member gives the part of somebody whose participation, if there is any, is part.
func (l ledger) member(c *report.Campaign, p *report.Person, part storage.Participation) member {
	m := member{c: c, p: p, rest: p.Away == nil && (!p.Oversees() || part.Person != "" && !part.Given)}
	if l.crowd != nil {
		m.roster = l.roster(c)
	}
	return m
}

// asks tells whether a question is the person's, whether it applies or not: see
// report.Campaign.Asks. Who stands in for somebody is not asked what that one has
// answered already.
func (l ledger) asks(m member, question string) (bool, error) {
	holds, some := m.holds(question, m.p.ID)
	switch {
	case !some:
		return m.rest, nil
	case m.p.Away != nil:
		return false, nil
	case holds:
		return true, nil
	}
	stands := false
	for _, id := range m.p.StandsFor {
		if holds, _ := m.holds(question, id); !holds {
			continue
		}
		stands = true
		if has, err := l.has(m.c.ID, question, id); err != nil || !has {
			return err == nil, err
		}
	}
	if !stands {
		return false, nil
	}
	return l.has(m.c.ID, question, m.p.ID)
}

// holds tells whether a question was given to somebody; some is false for one that was never
// given to anybody.
func (m member) holds(question, person string) (holds, some bool) {
	if m.roster != nil {
		return m.roster.holds(question, person)
	}
	people, some := m.c.Assigned(question)
	return slices.Contains(people, person), some
}

// given tells whether a question was given to the person, or to somebody they stand
// in for.
func (l ledger) given(m member) (bool, error) {
	for _, a := range m.c.Assignments {
		if ok, err := l.asks(m, a.Question); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// named are the people whom questions were given to, and who stands in for one of them, by
// id: nobody else is asked anything but what was given to nobody in particular.
func (l ledger) named(c *report.Campaign) (all []report.Person, err error) {
	known := map[string]bool{}
	var add func(id string) error
	add = func(id string) error {
		if known[id] {
			return nil
		}
		known[id] = true
		p, err := l.tx.Person(id)
		if errors.Is(err, storage.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		all = append(all, p)
		if p.Away != nil && p.Away.StandIn != "" {
			return add(p.Away.StandIn)
		}
		return nil
	}
	for _, a := range c.Assignments {
		for _, id := range a.People {
			if err := add(id); err != nil {
				return nil, err
			}
		}
	}
	slices.SortFunc(all, func(a, b report.Person) int { return strings.Compare(a.ID, b.ID) })
	return all, nil
}

// byName tells whether every question was given to somebody by name.
func (l ledger) byName(c *report.Campaign) bool {
	t, err := l.templates.get(l.tx, *c)
	if err != nil {
		return false // as long as nobody can tell
	}
	return !slices.ContainsFunc(t.Questions(), func(q *report.Question) bool {
		_, some := c.Assigned(q.ID)
		return !some && !q.Computed()
	})
}

// takesPart tells whether any question is the person's, whether it applies or not.
func (l ledger) takesPart(m member) (bool, error) {
	if len(m.c.Assignments) == 0 {
		return m.rest, nil
	}
	if m.rest {
		t, err := l.templates.get(l.tx, *m.c)
		if err != nil {
			return true, nil //nolint:nilerr // as long as nobody can tell
		}
		for _, q := range t.Questions() {
			if _, some := m.c.Assigned(q.ID); !some && !q.Computed() {
				return true, nil
			}
		}
	}
	return l.given(m)
}

// answerers are the people whose answers to a question count, in the order in which
// they are printed; some is false where those of everybody do.
func (l ledger) answerers(c *report.Campaign, question string) (ids []string, some bool, err error) {
	people, some := c.Assigned(question)
	for _, id := range people {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
		p, err := l.tx.Person(id)
		if errors.Is(err, storage.ErrNotFound) {
			continue // what somebody answered who has left stays
		}
		if err != nil {
			return nil, false, err
		}
		if p.Away != nil && p.Away.StandIn != "" && !slices.Contains(ids, p.Away.StandIn) {
			ids = append(ids, p.Away.StandIn)
		}
	}
	return ids, some, nil
}

// answers are those to a question that count, in the order in which they are printed.
func (l ledger) answers(c *report.Campaign, question string) ([]report.Answer, error) {
	ids, some, err := l.answerers(c, question)
	if err != nil {
		return nil, err
	}
	var all []report.Answer
	if !some {
		for a, err := range l.tx.Answers(c.ID) {
			if err != nil {
				return nil, err
			}
			if a.Question == question {
				all = append(all, a)
			}
		}
		return all, nil
	}
	for _, id := range ids {
		a, err := l.tx.Answer(c.ID, question, id)
		if errors.Is(err, storage.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, nil
}

// known is what a question was answered by all together.
func (l ledger) known(c *report.Campaign, q *report.Question) (report.Value, bool, error) {
	all, err := l.answers(c, q.ID)
	if err != nil {
		return report.Value{}, false, err
	}
	v, ok := report.Combine(q, all)
	return v, ok, nil
}

// applying are the questions that the person is asked now. Its second result is false
// when the template cannot be read.
func (l ledger) applying(m member) (asked []*report.Question, readable bool, err error) {
	t, cause := l.templates.get(l.tx, *m.c)
	if cause != nil {
		return nil, false, nil //nolint:nilerr // whoever uses it says so
	}
	lookup := l.lookup(m, t, &err)
	for _, q := range t.Questions() {
		if q.Computed() {
			continue
		}
		mine, e := l.asks(m, q.ID)
		if e != nil {
			return nil, true, e
		}
		if mine && t.Applies(q, lookup) {
			asked = append(asked, q)
		}
	}
	return asked, true, err
}

// lookup gives what the expressions of a person see: their own answers, and those of others
// to what is not theirs. What goes wrong is joined to err.
func (l ledger) lookup(m member, t *report.Template, err *error) report.Lookup {
	return func(question string) (v report.Value, ok bool) {
		q := t.Question(question)
		mine, e := l.asks(m, question)
		switch {
		case e != nil:
		case !mine && q != nil && !q.Computed():
			v, ok, e = l.known(m.c, q)
		default:
			var a report.Answer
			a, e = l.tx.Answer(m.c.ID, question, m.p.ID)
			v, ok = a.Value, e == nil && !a.Skipped
		}
		if e != nil && !errors.Is(e, storage.ErrNotFound) {
			*err = errors.Join(*err, e)
		}
		return v, ok
	}
}

// duty is what a person still owes in a campaign.
type duty struct {
	open []string // questions without an answer, or given back
	of   int      // all that are asked
	// blind: the template cannot be read; whoever owes is reminded all the same.
	blind bool
}

// none tells that the person is asked nothing at all.
func (d duty) none() bool { return d.of == 0 && !d.blind }

// duty counts the questions that a person is asked, and those of them that have
// neither an answer nor a skip, or were given back.
func (l ledger) duty(m member, returns []report.Return) (d duty, err error) {
	asked, readable, err := l.applying(m)
	if err != nil || !readable {
		return duty{blind: !readable}, err
	}
	d.of = len(asked)
	d.open = make([]string, 0, len(asked))
	for _, q := range asked {
		has, err := l.has(m.c.ID, q.ID, m.p.ID)
		if err != nil {
			return d, err
		}
		if !has || slices.ContainsFunc(returns, func(r report.Return) bool { return r.Question == q.ID }) {
			d.open = append(d.open, q.ID)
		}
	}
	return d, nil
}

// owes tells whether a report is expected of somebody who has not sent it: they are
// asked something, and are no admin or approver who only looked at the first question.
func (l ledger) owes(m member) (bool, error) {
	takes, err := l.takesPart(m)
	if err != nil || !takes {
		return false, err
	}
	if asked, readable, err := l.applying(m); err != nil || readable && len(asked) == 0 {
		return false, err
	}
	if !m.p.Oversees() {
		return true, nil
	}
	if given, err := l.given(m); given || err != nil {
		return given, err
	}
	return wroteAny(l.tx, m.c.ID, m.p.ID)
}

// begin is the participation of somebody who takes up a campaign.
func (l ledger) begin(c *report.Campaign, p *report.Person, now time.Time) (storage.Participation, error) {
	part := storage.Participation{Campaign: c.ID, Person: p.ID, Started: now}
	if !p.Oversees() {
		return part, nil
	}
	var err error
	part.Given, err = l.given(l.member(c, p, part))
	return part, err
}

// Load is how many questions of a campaign a person is asked, and how many of those are
// answered or skipped.
type Load struct{ Done, Of int }

// LoadOf gives the load of one person after another in a campaign.
func LoadOf(tx storage.Tx, c report.Campaign) func(p report.Person) (Load, error) {
	l := ledger{tx: tx, templates: new(templates)}
	return func(p report.Person) (Load, error) {
		part, err := tx.Participation(c.ID, p.ID)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return Load{}, err
		}
		d, err := l.duty(l.member(&c, &p, part), part.Returns)
		return Load{d.of - len(d.open), d.of}, err
	}
}
