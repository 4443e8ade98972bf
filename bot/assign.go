package bot

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

const auditAssign = "assign"

// assign gives questions of a campaign to people. Everybody whose questions change hears
// of it once; who had sent and has a new one owes the report again.
func (t *turn) assign(w *world, e conversation.Assign) error {
	if err := adminAllowed(w); err != nil {
		return err
	}
	b := t.batch
	was, ok, err := b.campaign(e.Campaign)
	if err != nil || !ok || was.Status != report.Open {
		return err
	}
	tmpl, err := b.r.templates.get(b.tx, was)
	if err != nil {
		return err
	}
	for _, id := range e.People {
		if _, err := b.tx.Person(id); err != nil {
			return fmt.Errorf("person %q: %w", id, err)
		}
	}
	c := was
	for _, id := range e.Questions {
		if q := tmpl.Question(id); q == nil || q.Computed() {
			return fmt.Errorf("question %q cannot be given to anybody", id)
		}
		if err := t.assignOne(w, &c, id, e); err != nil {
			return err
		}
	}
	if err := b.putCampaign(c); err != nil {
		return err
	}
	for p, err := range b.tx.People() {
		if err != nil {
			return err
		}
		if err := t.reassigned(w, was, c, e.Questions, p); err != nil {
			return err
		}
	}
	return nil
}

// assignOne changes one question, and notes it.
func (t *turn) assignOne(w *world, c *report.Campaign, question string, e conversation.Assign) error {
	from := c.Holders(question)
	var had []string // who answered while it was everybody's
	if _, some := c.Assigned(question); !some && !e.All {
		for a, err := range t.batch.tx.Answers(c.ID) {
			if err != nil {
				return err
			}
			if a.Question == question {
				had = append(had, a.Person)
			}
		}
	}
	if e.All {
		c.Unassign(question)
	} else {
		c.Assign(question, e.People, had...)
	}
	if to := c.Holders(question); to != from {
		return t.batch.tx.AddAudit(storage.AuditEntry{
			At: t.batch.now, Campaign: c.ID, Question: question, Person: w.person.ID, Channel: t.to.Platform,
			Action: auditAssign, Note: from + " → " + to,
		})
	}
	return nil
}

// putCampaign stores a changed campaign, so that the rest of the batch meets it.
func (b *batch) putCampaign(c report.Campaign) error {
	if err := b.tx.PutCampaign(c); err != nil {
		return err
	}
	delete(b.campaigns, c.ID)
	b.open, b.openRead = nil, false
	return nil
}

// reassigned does what follows for one person from a new assignment of questions.
func (t *turn) reassigned(w *world, was, c report.Campaign, questions []string, p report.Person) error {
	b, l := t.batch, t.batch.ledger()
	part, err := b.tx.Participation(c.ID, p.ID)
	heard := err == nil
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	var gained, lost []string
	for _, q := range questions {
		before, err := l.asks(l.member(&was, &p, part), q)
		if err != nil {
			return err
		}
		after, err := l.asks(l.member(&c, &p, part), q)
		if err != nil {
			return err
		}
		switch {
		case after && !before:
			gained = append(gained, q)
		case before && !after:
			lost = append(lost, q)
		}
	}
	if len(gained) > 0 {
		return t.gain(w, c, p, part, heard, gained)
	}
	if len(lost) == 0 || !heard {
		return nil // what they have not heard of they need not hear the end of
	}
	// What was given back to them is not theirs to write again.
	part.Returns = slices.DeleteFunc(slices.Clone(part.Returns), func(r report.Return) bool { return slices.Contains(lost, r.Question) })
	if err := b.putParticipation(part); err != nil { // plans anew
		return err
	}
	if p.ID == w.person.ID {
		return nil
	}
	return t.tellPerson(p.ID, "", conversation.Event{Kind: conversation.Assigned, Campaign: c.ID, Lost: lost, By: w.person.Name})
}

// gain does what follows from questions that are somebody's now. Who cannot be written
// to is told when they can.
func (t *turn) gain(w *world, c report.Campaign, p report.Person, part storage.Participation, heard bool, gained []string) error {
	b, l := t.batch, t.batch.ledger()
	self := p.ID == w.person.ID
	if _, ok := b.r.contact(p); !heard && !ok && !self {
		return nil
	}
	if !heard {
		var err error
		if part, err = l.begin(&c, &p, b.now); err != nil {
			return err
		}
	}
	d, err := l.duty(l.member(&c, &p, part), part.Returns)
	if err != nil {
		return err
	}
	gained = slices.DeleteFunc(slices.Clone(gained), func(q string) bool { return !slices.Contains(d.open, q) })
	if len(gained) == 0 {
		return nil // answered already, or it does not apply yet
	}
	part.Submitted = time.Time{}
	if err := b.putParticipation(part); err != nil || self {
		return err
	}
	return t.tellPerson(p.ID, "", conversation.Event{Kind: conversation.Assigned, Campaign: c.ID, Gained: gained, By: w.person.Name})
}

// nowApply has whoever has sent a report owe it again when an answer made a question of
// theirs apply. Who gave the answer meets it in the dialogue.
func (t *turn) nowApply(campaign, question, by string) error {
	b, l := t.batch, t.batch.ledger()
	c, ok, err := b.campaign(campaign)
	if err != nil || !ok {
		return err
	}
	tmpl, cause := b.r.templates.get(b.tx, c)
	if cause != nil || tmpl.Question(question) == nil {
		return nil //nolint:nilerr // then no condition can be read, either
	}
	gated := tmpl.Gated(tmpl.Question(question))
	if len(gated) == 0 {
		return nil
	}
	for part, err := range b.tx.Participations(campaign) {
		if err != nil {
			return err
		}
		if part.Submitted.IsZero() || part.Person == by {
			continue
		}
		p, err := b.tx.Person(part.Person)
		if errors.Is(err, storage.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		d, err := l.duty(l.member(&c, &p, part), nil)
		if err != nil {
			return err
		}
		var gained []string
		for _, q := range gated {
			if slices.Contains(d.open, q.ID) {
				gained = append(gained, q.ID)
			}
		}
		if len(gained) == 0 {
			continue
		}
		part.Submitted = time.Time{}
		if err := b.putParticipation(part); err != nil {
			return err
		}
		if err := t.tellPerson(p.ID, "", conversation.Event{Kind: conversation.Assigned, Campaign: c.ID, Gained: gained}); err != nil {
			return err
		}
	}
	return nil
}

// stoodIn notes that somebody answered a question in place of those it was given to, so
// that the answer is offered to them when they are back.
func (b *batch) stoodIn(a report.Answer) error {
	c, ok, err := b.campaign(a.Campaign)
	if err != nil || !ok {
		return err
	}
	people, some := c.Assigned(a.Question)
	if !some || slices.Contains(people, a.Person) || slices.Contains(c.Had(a.Question), a.Person) {
		return nil
	}
	c.Assign(a.Question, people, a.Person)
	return b.putCampaign(c)
}
