package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"thuky/remind"
	"thuky/report"
	"thuky/storage"
)

// eachOwing calls do for all who owe a campaign.
func (l ledger) eachOwing(c report.Campaign, do func(storage.Participation, report.Person) error) error {
	for part, err := range l.tx.Participations(c.ID) {
		if err != nil {
			return err
		}
		if !part.Submitted.IsZero() {
			continue
		}
		person, err := l.tx.Person(part.Person)
		if errors.Is(err, storage.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		ok, err := l.owes(l.member(&c, &person, part))
		if err == nil && ok {
			err = do(part, person)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// eachUnheard calls do for all who were given a question of a campaign and have not
// heard of it: they have not joined, or cannot be written to.
func (l ledger) eachUnheard(c report.Campaign, do func(report.Person) error) error {
	named, err := l.named(&c)
	if err != nil {
		return err
	}
	for _, p := range named {
		_, err := l.tx.Participation(c.ID, p.ID)
		if err == nil {
			continue
		}
		if !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		given, err := l.given(l.member(&c, &p, storage.Participation{}))
		if err == nil && given {
			err = do(p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// planCampaign plans the reminders of everybody in a campaign anew.
func planCampaign(tx storage.Tx, p *remind.Planner, c report.Campaign, now time.Time) error {
	if err := planAdmins(tx, p, c, now); err != nil {
		return err
	}
	l := ledger{tx: tx, templates: new(templates)}
	for part, err := range tx.Participations(c.ID) {
		if err != nil {
			return err
		}
		if err := l.planPerson(p, c, part, now); err != nil {
			return err
		}
	}
	return nil
}

func planAdmins(tx storage.Tx, p *remind.Planner, c report.Campaign, now time.Time) error {
	return plan(tx, c, remind.Admins, p.PlanAdmins(deadlineOf(c), c.Opened), now)
}

// planPerson plans the reminders of one who takes part; none when nothing is owed.
func (l ledger) planPerson(p *remind.Planner, c report.Campaign, part storage.Participation, now time.Time) error {
	person, err := l.tx.Person(part.Person)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	takes := err == nil && part.Submitted.IsZero()
	if takes {
		if takes, err = l.takesPart(l.member(&c, &person, part)); err != nil {
			return err
		}
	}
	if !takes {
		return cancelReminders(l.tx, c.ID, part.Person)
	}
	return plan(l.tx, c, part.Person, p.Plan(deadlineOf(c), part.Started), now)
}

// plan brings what is stored in line with what is wanted. A reminder that was dealt
// with stays so for its deadline; one that would be in the past is not planned, but one
// that waits already goes on waiting: it is for the next tick to say whether it is of use.
func plan(tx storage.Tx, c report.Campaign, person string, wanted []remind.Reminder, now time.Time) error {
	if c.Status != report.Open {
		wanted = nil
	}
	stored := map[remind.Kind]storage.Reminder{}
	for r, err := range tx.RemindersOf(c.ID, person) {
		if err != nil {
			return err
		}
		stored[r.Kind] = r
	}
	deadline := deadlineOf(c)
	for _, w := range wanted {
		old, known := stored[w.Kind]
		same := known && old.Deadline == deadline
		delete(stored, w.Kind)
		switch {
		case same && (!old.Done.IsZero() || old.At.Equal(w.At) && old.Until.Equal(w.Until)):
			continue
		case w.At.After(now) || same && old.At.Equal(w.At):
			if err := tx.PutReminder(storage.Reminder{
				Campaign: c.ID, Person: person, Kind: w.Kind, Deadline: deadline, At: w.At, Until: w.Until,
			}); err != nil {
				return err
			}
		case known && old.Done.IsZero():
			if err := tx.DeleteReminder(c.ID, person, w.Kind); err != nil {
				return err
			}
		}
	}
	for kind, r := range stored {
		if !r.Done.IsZero() || kind.News() {
			continue
		}
		if err := tx.DeleteReminder(c.ID, person, kind); err != nil {
			return err
		}
	}
	return nil
}

// cancelReminders deletes what is planned for a person in a campaign. What was sent
// stays on record.
func cancelReminders(tx storage.Tx, campaign, person string) error {
	for r, err := range tx.RemindersOf(campaign, person) {
		if err != nil {
			return err
		}
		if !r.Done.IsZero() {
			continue
		}
		if err := tx.DeleteReminder(campaign, person, r.Kind); err != nil {
			return err
		}
	}
	return nil
}

// cancelCampaign deletes all that is planned in a campaign.
func cancelCampaign(tx storage.Tx, campaign string) error {
	for r, err := range tx.Reminders(campaign) {
		if err != nil {
			return err
		}
		if !r.Done.IsZero() {
			continue
		}
		if err := tx.DeleteReminder(campaign, r.Person, r.Kind); err != nil {
			return err
		}
	}
	return nil
}

// forgetReminders deletes all that was planned for a person who is removed.
func forgetReminders(tx storage.Tx, person string) error {
	ids := []string{remind.Everything}
	for c, err := range tx.CampaignHeads() {
		if err != nil {
			return err
		}
		ids = append(ids, c.ID)
	}
	for _, id := range ids {
		for r, err := range tx.RemindersOf(id, person) {
			if err != nil {
				return err
			}
			if err := tx.DeleteReminder(id, person, r.Kind); err != nil {
				return err
			}
		}
	}
	return nil
}

// putParticipation stores how far a person is and plans what follows from it.
func (b *batch) putParticipation(part storage.Participation) error {
	if err := b.tx.PutParticipation(part); err != nil {
		return err
	}
	if !part.Submitted.IsZero() {
		return cancelReminders(b.tx, part.Campaign, part.Person)
	}
	if b.r.planner() == nil {
		return nil
	}
	c, ok, err := b.campaign(part.Campaign)
	if err != nil || !ok {
		return err
	}
	if b.planned == nil {
		b.planned = map[string]bool{}
	}
	if !b.planned[c.ID] { // once is enough: it depends on the campaign alone
		if err := planAdmins(b.tx, b.r.planner(), c, b.now); err != nil {
			return err
		}
		b.planned[c.ID] = true
	}
	return b.ledger().planPerson(b.r.planner(), c, part, b.now)
}

// replan brings the reminders of all open campaigns in line with the policy and the
// calendar of today: a release, a setting or a holiday may have changed.
func (r *Runtime) replan(ctx context.Context) error {
	if r.planner() == nil {
		return nil
	}
	var open []report.Campaign
	err := r.store.View(ctx, func(tx storage.Tx) (err error) {
		open, err = openCampaigns(tx)
		return err
	})
	for _, c := range open {
		if err != nil {
			break
		}
		err = r.store.Update(ctx, func(tx storage.Tx) error {
			c, err := tx.Campaign(c.ID)
			if err != nil {
				return err
			}
			return planCampaign(tx, r.planner(), c, r.now())
		})
	}
	if err != nil {
		return fmt.Errorf("plan the reminders: %w", err)
	}
	return nil
}
