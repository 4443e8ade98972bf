package bot

import (
	"errors"
	"slices"
	"strings"

	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// shares reads who takes part in a campaign: who was given a question, and who heard
// of it or answered. Admins and approvers who have answered nothing only watch; people
// who were removed keep their answers.
func (b *batch) shares(campaign string) ([]report.Share, error) {
	c, ok, err := b.campaign(campaign)
	if err != nil || !ok {
		return nil, err
	}
	answers := map[string][]report.Answer{}
	for a, err := range b.tx.Answers(campaign) {
		if err != nil {
			return nil, err
		}
		answers[a.Person] = append(answers[a.Person], a)
	}
	parts := map[string]storage.Participation{}
	for p, err := range b.tx.Participations(campaign) {
		if err != nil {
			return nil, err
		}
		parts[p.Person] = p
	}
	ids := map[string]bool{}
	for id := range parts {
		ids[id] = true
	}
	for id := range answers {
		ids[id] = true
	}
	whose := make([][]string, len(c.Assignments)) // whose answers count
	for i, a := range c.Assignments {
		if whose[i], _, err = b.ledger().answerers(&c, a.Question); err != nil {
			return nil, err
		}
		for _, id := range whose[i] {
			ids[id] = true
		}
	}
	rest := b.rest(&c)
	var all []report.Share
	for id := range ids {
		part := parts[id]
		s := report.Share{Answers: answers[id], Returns: part.Returns}
		if !part.Started.IsZero() {
			s.Heard = workday.DateOf(part.Started.In(b.r.zone))
		}
		if !part.Submitted.IsZero() {
			s.Sent = workday.DateOf(part.Submitted.In(b.r.zone))
		}
		ok, err := b.fillShare(&c, &s, id, part, rest, whose)
		if err != nil {
			return nil, err
		}
		if ok {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b report.Share) int { return strings.Compare(a.Person.ID, b.Person.ID) })
	return all, nil
}

// rest are the questions that were given to nobody in particular, none when the
// template cannot be read: the desk says so.
func (b *batch) rest(c *report.Campaign) (ids []string) {
	t, err := b.r.templates.get(b.tx, *c)
	if err != nil {
		return nil
	}
	for _, q := range t.Questions() {
		if _, some := c.Assigned(q.ID); !some && !q.Computed() {
			ids = append(ids, q.ID)
		}
	}
	return ids
}

// fillShare sets who it is and what they are asked. It is false for those who take no
// part.
func (b *batch) fillShare(c *report.Campaign, s *report.Share, id string, part storage.Participation, rest []string, whose [][]string) (bool, error) {
	var err error
	s.Person, err = b.tx.Person(id)
	gone := errors.Is(err, storage.ErrNotFound)
	if err != nil && !gone {
		return false, err
	}
	if gone {
		s.Gone, s.Person = true, report.Person{ID: id, Name: conversation.NameOfGone, Role: report.Staff}
	}
	l := b.ledger()
	m := l.member(c, &s.Person, part)
	if m.rest || len(s.Answers) > 0 && s.Person.Away != nil {
		s.Asked = rest
	}
	given := false
	for i, a := range c.Assignments {
		asks := slices.Contains(whose[i], id)
		if asks && !slices.Contains(a.People, id) { // they stand in for somebody
			if asks, err = l.asks(m, a.Question); err != nil {
				return false, err
			}
		}
		if asks {
			s.Asked, given = append(slices.Clip(s.Asked), a.Question), true
		}
	}
	switch {
	case len(s.Answers) > 0 || !s.Sent.IsZero() || given && !gone:
		return true, nil
	case gone, s.Person.Oversees():
		return false, nil
	}
	return len(s.Asked) > 0, nil
}
