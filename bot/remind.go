package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
)

const (
	// remindBatch is how many people are reminded in one transaction.
	remindBatch = 100
	// remindMany is from how many people on it is cheaper to look through all answers and
	// assignments of a campaign once than to ask for those of each.
	remindMany = 10
)

// Remind sends what is due: one message to each person over all campaigns, whatever
// number of reminders it stands for. Nothing is sent in the quiet hours, and on a day
// off only what somebody asked for; what is due then waits as long as it is of use.
func (r *Runtime) Remind(ctx context.Context) error {
	if r.planner() == nil || r.planner().Policy.Off || r.planner().Quiet(r.now()) {
		return nil
	}
	due, err := r.due(ctx)
	for err == nil && len(due) > 0 {
		n := min(len(due), remindBatch)
		err = r.remind(ctx, due[:n])
		due = due[n:]
	}
	if err != nil {
		return fmt.Errorf("remind: %w", err)
	}
	return nil
}

// due only reads: mostly there is nothing to do. The reminders are put together by
// person.
func (r *Runtime) due(ctx context.Context) (due [][]storage.DueReminder, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		due = nil
		now := r.now()
		working := r.planner().Allowed(now)
		place := map[string]int{}
		for row, err := range tx.DueReminders(now) {
			if err != nil {
				return err
			}
			if !working {
				if ok, err := onDayOff(tx, row, now); err != nil {
					return err
				} else if !ok {
					continue
				}
			}
			i, known := place[row.Person]
			if !known {
				i = len(due)
				place[row.Person] = i
				due = append(due, nil)
			}
			due[i] = append(due[i], row)
		}
		return nil
	})
	return due, err
}

// onDayOff tells whether a reminder is dealt with on a day off: it was asked for, or it is of
// no use any more.
func onDayOff(tx storage.Tx, due storage.DueReminder, now time.Time) (bool, error) {
	if due.Kind == remind.Asked {
		return true, nil
	}
	row, err := tx.Reminder(due.Campaign, due.Person, due.Kind)
	return !row.Until.After(now), err
}

// remind is one transaction. The rows are marked by the one that fills the outbox:
// after a crash either both are there or the reminder is still due.
func (r *Runtime) remind(ctx context.Context, due [][]storage.DueReminder) error {
	var b *batch
	err := r.store.Update(ctx, func(tx storage.Tx) error {
		b = r.newBatch(tx)
		b.out = make([]storage.Outgoing, 0, len(due))
		if len(due) >= remindMany {
			b.crowd = newCrowd()
		}
		for _, names := range due {
			rows, err := b.stillDue(names)
			if err != nil {
				return err
			}
			if len(rows) == 0 {
				continue
			}
			if id := rows[0].Person; id == remind.Admins {
				err = b.remindAdmins(rows)
			} else {
				err = b.remindPerson(id, rows)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	r.carryOn(b)
	return nil
}

// stillDue reads reminders, without those that were dealt with or put off since the snapshot.
func (b *batch) stillDue(names []storage.DueReminder) ([]storage.Reminder, error) {
	due := make([]storage.Reminder, 0, len(names))
	for _, row := range names {
		now, err := b.tx.Reminder(row.Campaign, row.Person, row.Kind)
		if errors.Is(err, storage.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if now.Done.IsZero() && !now.At.After(b.now) {
			due = append(due, now)
		}
	}
	return due, nil
}

// remindPerson sends one message for all that is due to a person.
func (b *batch) remindPerson(id string, due []storage.Reminder) error {
	person, err := b.tx.Person(id)
	if errors.Is(err, storage.ErrNotFound) {
		for _, row := range due {
			if err := b.drop(row); err != nil {
				return err
			}
		}
		return nil
	}
	if err != nil {
		return err
	}
	live, err := b.useful(due)
	if err != nil || len(live) == 0 {
		return err
	}
	vital := lastChance(live)
	to, ok := b.r.reach(person, vital, "")
	if !ok {
		return nil // until they are back, or it is of no use
	}
	owed, err := b.owed(person, live)
	if err != nil {
		return err
	}
	outcome := storage.ReminderIdle
	switch {
	case len(owed) == 0:
	case !b.hasRoom(to.Platform, vital):
		outcome = storage.ReminderSpent
	default:
		outcome = storage.ReminderSent
		if err := b.nudge(to, &person, live, conversation.Event{Kind: conversation.Reminded, Owed: owed}); err != nil {
			return err
		}
	}
	return b.settleAll(live, outcome)
}

// nudge gives an event to the dialogue whose message waits for all replies, and is
// dropped when it cannot be sent before the quiet hours. Its key is that of the first
// reminder it stands for.
func (b *batch) nudge(to chat.Address, owner *report.Person, rows []storage.Reminder, e conversation.Event) error {
	row := rows[0]
	key := remind.Key(row.Campaign, row.Person, row.Kind, row.Deadline)
	if row.Person == remind.Admins {
		key += "/" + to.String()
	}
	if row.Kind == remind.Asked || row.Kind.News() { // these come again
		key += row.At.UTC().Format("/20060102150405")
	}
	until := row.Until
	for _, other := range rows {
		if other.Until.After(until) {
			until = other.Until
		}
	}
	if quiet := b.r.planner().NextQuiet(b.now); quiet.Before(until) {
		until = quiet
	}
	t := &turn{batch: b, key: key, to: to, owner: owner, low: true, vital: lastChance(rows), until: until}
	return t.survive(t.event(e))
}

// lastChance tells whether one of the reminders comes on the last day.
func lastChance(rows []storage.Reminder) bool {
	return slices.ContainsFunc(rows, func(row storage.Reminder) bool { return row.Kind.OnLastDay() })
}

// useful gives the reminders that are still to be sent; it settles or drops the others.
func (b *batch) useful(due []storage.Reminder) (live []storage.Reminder, err error) {
	for _, row := range due {
		ok, err := b.isUseful(row)
		if err != nil {
			return nil, err
		}
		if ok {
			live = append(live, row)
		}
	}
	return live, nil
}

func (b *batch) isUseful(row storage.Reminder) (bool, error) {
	if row.Campaign != remind.Everything {
		c, ok, err := b.campaign(row.Campaign)
		if err != nil {
			return false, err
		}
		if !ok || c.Status != report.Open {
			return false, b.drop(row)
		}
		if row.Person != remind.Admins {
			if ok, err := b.wanted(row); err != nil || !ok {
				return false, err
			}
		}
	}
	if !row.Until.After(b.now) {
		return false, b.settle(row, storage.ReminderMissed)
	}
	return true, nil
}

// wanted tells whether the person still owes the campaign, and wants to hear of it.
func (b *batch) wanted(row storage.Reminder) (bool, error) {
	part, err := b.tx.Participation(row.Campaign, row.Person)
	switch {
	case errors.Is(err, storage.ErrNotFound) || err == nil && !part.Submitted.IsZero():
		return false, b.drop(row)
	case err != nil:
		return false, err
	case part.Muted.After(b.now) && !row.Kind.News():
		return false, b.settle(row, storage.ReminderMuted)
	}
	return true, nil
}

// settle notes what became of a reminder.
func (b *batch) settle(row storage.Reminder, outcome storage.ReminderOutcome) error {
	row.Done, row.Outcome = b.now, outcome
	if outcome == storage.ReminderSent {
		b.reminded = append(b.reminded, row.Kind)
	}
	return b.tx.PutReminder(row)
}

func (b *batch) settleAll(rows []storage.Reminder, outcome storage.ReminderOutcome) error {
	for _, row := range rows {
		if err := b.settle(row, outcome); err != nil {
			return err
		}
	}
	return nil
}

// drop deletes a reminder that should not be there any more.
func (b *batch) drop(row storage.Reminder) error {
	return b.tx.DeleteReminder(row.Campaign, row.Person, row.Kind)
}
