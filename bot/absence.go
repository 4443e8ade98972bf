package bot

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"thuky/conversation"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
)

// setAway notes that a person does not answer for now, and who does meanwhile.
func (t *turn) setAway(w *world, p report.Person, with string) error {
	b := t.batch
	duties, err := b.duties(p.ID)
	if err != nil {
		return err
	}
	orphans, err := b.releaseWards(&p)
	if err != nil {
		return err
	}
	was := ""
	if p.Away != nil && p.Away.StandIn != "" && p.Away.StandIn != with {
		was = p.Away.StandIn
		if err := b.releaseStandIn(p.ID, was); err != nil {
			return err
		}
	}
	var stand report.Person
	if with != "" {
		if stand, err = b.tx.Person(with); err != nil {
			return err
		}
		if stand.ID == p.ID || stand.Away != nil || stand.Joined.IsZero() {
			return fmt.Errorf("%s cannot stand in", with)
		}
		if !slices.Contains(stand.StandsFor, p.ID) {
			stand.StandsFor = append(slices.Clone(stand.StandsFor), p.ID)
		}
		if err := b.tx.PutPerson(stand); err != nil {
			return err
		}
		if stand.ID == w.person.ID {
			w.person = stand
		}
	}
	p.Away = &report.Away{StandIn: with, Since: b.now}
	if err := t.alter(w, p, auditAway, was, with); err != nil {
		return err
	}
	if err := b.quiet(p.ID); err != nil {
		return err
	}
	if with != "" {
		if err := b.reopen(with, duties); err != nil {
			return err
		}
	}
	news := conversation.News{Who: p, Other: stand, Duties: duties, Orphans: orphans}
	if p.ID != w.person.ID {
		news.By = w.person.Name
		news.Kind = conversation.NewsAway
		if err := t.tellPerson(p.ID, "", informed(news)); err != nil {
			return err
		}
	}
	if was != "" && was != w.person.ID {
		if err := t.tellPerson(was, "", informed(conversation.News{Kind: conversation.NewsOver, Who: p})); err != nil {
			return err
		}
	}
	if with != "" {
		news.Kind = conversation.NewsStandIn
		if err := t.tellPerson(with, "", informed(news)); err != nil {
			return err
		}
	}
	news.Kind = conversation.NewsAbsent
	return t.tellAdmins(w, news)
}

// setBack ends an absence: what is still open is the person's again.
func (t *turn) setBack(w *world, p report.Person) error {
	if p.Away == nil {
		return nil
	}
	b, with := t.batch, p.Away.StandIn
	if with != "" {
		if err := b.releaseStandIn(p.ID, with); err != nil {
			return err
		}
		if with == w.person.ID {
			fresh, err := b.tx.Person(with)
			if err != nil {
				return err
			}
			w.person = fresh
		}
	}
	p.Away = nil
	if err := t.alter(w, p, auditBack, with, ""); err != nil {
		return err
	}
	if err := b.replanFor(p.ID); err != nil {
		return err
	}
	if with != "" {
		if err := b.replanFor(with); err != nil {
			return err
		}
		if with != w.person.ID {
			if err := t.tellPerson(with, "", informed(conversation.News{Kind: conversation.NewsOver, Who: p})); err != nil {
				return err
			}
		}
	}
	if p.ID == w.person.ID {
		return nil
	}
	return t.tellPerson(p.ID, "", informed(conversation.News{Kind: conversation.NewsBack, Who: p, By: w.person.Name}))
}

// releaseWards ends that a person stands in for others: no question is handed on twice.
// It gives the names of those who have nobody now.
func (b *batch) releaseWards(p *report.Person) (orphans []string, err error) {
	for _, id := range p.StandsFor {
		ward, err := b.tx.Person(id)
		if errors.Is(err, storage.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if ward.Away == nil || ward.Away.StandIn != p.ID {
			continue
		}
		if err := b.handOver(id, p.ID); err != nil {
			return nil, err
		}
		ward.Away = &report.Away{Since: ward.Away.Since}
		if err := b.tx.PutPerson(ward); err != nil {
			return nil, err
		}
		orphans = append(orphans, ward.Name)
	}
	p.StandsFor = nil
	return orphans, nil
}

// releaseStandIn ends that somebody stands in for a person.
func (b *batch) releaseStandIn(person, with string) error {
	if err := b.handOver(person, with); err != nil {
		return err
	}
	stand, err := b.tx.Person(with)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	stand.StandsFor = slices.DeleteFunc(slices.Clone(stand.StandsFor), func(id string) bool { return id == person })
	return b.tx.PutPerson(stand)
}

// handOver gives for good what a stand-in has answered in the place of a person: the
// answers go on to count, and nobody is asked twice.
func (b *batch) handOver(person, with string) error {
	duties, err := b.duties(person)
	if err != nil {
		return err
	}
	for _, d := range duties {
		c, changed := d.Campaign, false
		for _, question := range d.Questions {
			has, err := b.tx.HasAnswer(c.ID, question, with)
			if err != nil {
				return err
			}
			if has {
				c.Replace(question, person, with)
				changed = true
			}
		}
		if !changed {
			continue
		}
		if err := b.putCampaign(c); err != nil {
			return err
		}
	}
	return nil
}

// quiet drops all reminders that are planned for a person; what was sent stays on record.
func (b *batch) quiet(person string) error {
	open, err := b.openCampaigns()
	if err != nil {
		return err
	}
	for _, c := range open {
		if err := cancelReminders(b.tx, c.ID, person); err != nil {
			return err
		}
	}
	return b.tx.DeleteReminder(remind.Everything, person, remind.Asked)
}

// reopen gives somebody who stands in their part in the campaigns of the duties: who has
// sent a report owes what came on top.
func (b *batch) reopen(person string, duties []conversation.Duty) error {
	for _, d := range duties {
		part, err := b.tx.Participation(d.Campaign.ID, person)
		if errors.Is(err, storage.ErrNotFound) {
			if err := b.heardOf(d.Campaign.ID, person); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		part.Submitted = time.Time{}
		if err := b.putParticipation(part); err != nil {
			return err
		}
	}
	return nil
}

// replanFor plans the reminders of one person anew, in all that is open.
func (b *batch) replanFor(person string) error {
	if b.r.planner() == nil {
		return nil
	}
	open, err := b.openCampaigns()
	if err != nil {
		return err
	}
	for _, c := range open {
		part, err := b.tx.Participation(c.ID, person)
		if errors.Is(err, storage.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if err := b.putParticipation(part); err != nil {
			return err
		}
	}
	return nil
}

// duties are the questions of open campaigns that were given to a person by name and that
// they have not answered.
func (b *batch) duties(person string) ([]conversation.Duty, error) {
	open, err := b.openCampaigns()
	if err != nil {
		return nil, err
	}
	var all []conversation.Duty
	for _, c := range open {
		ids, err := openOf(b.tx, &b.r.templates, c, person)
		if err != nil {
			return nil, err
		}
		if len(ids) > 0 {
			all = append(all, conversation.Duty{Campaign: c, Questions: ids})
		}
	}
	return all, nil
}

// openOf are the questions of a campaign that were given to a person by name and are not
// answered by them, in the order of the template.
func openOf(tx storage.Tx, known *templates, c report.Campaign, person string) ([]string, error) {
	var ids []string
	for _, a := range c.Assignments {
		if !slices.Contains(a.People, person) {
			continue
		}
		has, err := tx.HasAnswer(c.ID, a.Question, person)
		if err != nil {
			return nil, err
		}
		if !has {
			ids = append(ids, a.Question)
		}
	}
	t, err := known.get(tx, c)
	if err != nil || len(ids) == 0 {
		return ids, nil //nolint:nilerr // in the order in which they were given, then
	}
	var ordered []string
	for _, q := range t.Questions() {
		if slices.Contains(ids, q.ID) {
			ordered = append(ordered, q.ID)
		}
	}
	return ordered, nil
}
