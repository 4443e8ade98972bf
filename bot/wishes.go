package bot

import (
	"errors"
	"time"

	"thuky/conversation"
	"thuky/remind"
	"thuky/storage"
)

// askedUse is how long a reminder is of use that somebody asked for.
const askedUse = 24 * time.Hour

// RemindAt is when somebody is reminded who asks for it at a time.
func (w *world) RemindAt(at time.Time) time.Time {
	if !w.canRemind() {
		return time.Time{}
	}
	return w.batch.r.planner().AfterQuiet(at)
}

// NextMorning is when the reminders of the next working day begin.
func (w *world) NextMorning() time.Time {
	if !w.canRemind() {
		return time.Time{}
	}
	return w.batch.r.planner().NextMorning(w.batch.now)
}

// canRemind tells whether the person can be written to out of the blue.
func (w *world) canRemind() bool {
	p := w.batch.r.planner()
	if p == nil || p.Policy.Off || !w.known {
		return false
	}
	_, ok := w.batch.r.contact(w.person)
	return ok
}

// remindMe plans the reminder that somebody asked for, in place of an earlier wish.
func (t *turn) remindMe(w *world, e conversation.RemindMe) error {
	return t.batch.tx.PutReminder(storage.Reminder{
		Campaign: remind.Everything, Person: w.person.ID, Kind: remind.Asked, At: e.At, Until: e.At.Add(askedUse),
	})
}

// mute leaves the person in peace about the open campaigns that they owe.
func (t *turn) mute(w *world, e conversation.Mute) error {
	open, err := t.batch.openCampaigns()
	if err != nil {
		return err
	}
	for _, c := range open {
		p, err := t.batch.tx.Participation(c.ID, w.person.ID)
		if errors.Is(err, storage.ErrNotFound) || err == nil && (!p.Submitted.IsZero() || p.Muted.Equal(e.Until)) {
			continue
		}
		if err != nil {
			return err
		}
		p.Muted = e.Until
		if err := t.batch.tx.PutParticipation(p); err != nil {
			return err
		}
	}
	if e.Until.IsZero() {
		return nil
	}
	return t.batch.tx.DeleteReminder(remind.Everything, w.person.ID, remind.Asked)
}
