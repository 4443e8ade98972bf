package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"thuky/remind"
	"thuky/storage"
)

// reminderAt is one for p1 that is due so many hours after noon.
func reminderAt(campaign string, kind remind.Kind, hours int) storage.Reminder {
	at := noon.Add(time.Duration(hours) * time.Hour)
	return storage.Reminder{Campaign: campaign, Person: "p1", Kind: kind, At: at, Until: at.Add(time.Hour)}
}

func kindsOf(all []storage.Reminder) []remind.Kind {
	return names(all, func(r storage.Reminder) remind.Kind { return r.Kind })
}

func testReminders(t *testing.T, s storage.Store) {
	due := func(tx storage.Tx, hours int, want ...remind.Kind) {
		t.Helper()
		same(t, fmt.Sprintf("due %d hours after noon", hours),
			names(list(t, tx.DueReminders(noon.Add(time.Duration(hours)*time.Hour))), func(r storage.DueReminder) remind.Kind { return r.Kind }), want)
	}
	other := reminderAt("c", "x", 0)
	other.Person = "p10"
	update(t, s, func(tx storage.Tx) error {
		return errors.Join(
			tx.PutReminder(reminderAt("c", "late", 30)), tx.PutReminder(reminderAt("c", "half", -30)),
			tx.PutReminder(reminderAt("b", "before", -2)), tx.PutReminder(reminderAt("cc", "day", 0)), tx.PutReminder(other))
	})
	view(t, s, func(tx storage.Tx) error {
		due(tx, -31)
		due(tx, -30, "half")
		due(tx, 0, "half", "before", "x", "day")
		due(tx, 100, "half", "before", "x", "day", "late")
		same(t, "of c", kindsOf(list(t, tx.Reminders("c"))), []remind.Kind{"half", "late", "x"})
		same(t, "of p1 in c", kindsOf(list(t, tx.RemindersOf("c", "p1"))), []remind.Kind{"half", "late"})
		same(t, "of nobody", kindsOf(list(t, tx.RemindersOf("c", "p"))), nil)
		same(t, "of no campaign", kindsOf(list(t, tx.Reminders("d"))), nil)
		return nil
	})
	update(t, s, func(tx storage.Tx) error {
		done := reminderAt("c", "half", -30)
		done.Done, done.Outcome = noon, storage.ReminderSent
		return errors.Join(
			tx.PutReminder(done), tx.PutReminder(reminderAt("c", "late", -1)), // moved
			tx.DeleteReminder("cc", "p1", "day"), tx.DeleteReminder("cc", "p1", "none"))
	})
	view(t, s, func(tx storage.Tx) error {
		due(tx, 100, "before", "late", "x")
		all := list(t, tx.Reminders("c"))
		same(t, "of c", kindsOf(all), []remind.Kind{"half", "late", "x"})
		same(t, "outcome", all[0].Outcome, storage.ReminderSent)
		one, err := tx.Reminder("c", "p1", "late")
		same(t, "late", one, reminderAt("c", "late", -1))
		wantError(t, "late", err, nil)
		_, err = tx.Reminder("cc", "p1", "day")
		wantError(t, "a deleted one", err, storage.ErrNotFound)
		return nil
	})
	update(t, s, func(tx storage.Tx) error { // open again
		return errors.Join(tx.PutReminder(reminderAt("c", "half", 5)), tx.DeleteReminder("c", "p1", "late"))
	})
	view(t, s, func(tx storage.Tx) error { due(tx, 100, "before", "x", "half"); return nil })
}

// testRemindersWhileReading deals with reminders in the loop that finds them.
func testRemindersWhileReading(t *testing.T, s storage.Store) {
	const n = 300
	update(t, s, func(tx storage.Tx) error {
		for i := range n {
			if err := tx.PutReminder(reminderAt("c", remind.Kind(fmt.Sprint("k", i)), i%7)); err != nil {
				return err
			}
		}
		return nil
	})
	update(t, s, func(tx storage.Tx) error {
		seen := map[remind.Kind]bool{}
		for due, err := range tx.DueReminders(noon.Add(3 * time.Hour)) {
			if err != nil {
				return err
			}
			if seen[due.Kind] {
				t.Errorf("%s comes twice", due.Kind)
			}
			seen[due.Kind] = true
			r, err := tx.Reminder(due.Campaign, due.Person, due.Kind)
			if err != nil {
				return err
			}
			if len(seen)%2 == 0 {
				err = tx.DeleteReminder(r.Campaign, r.Person, r.Kind)
			} else {
				r.Done = noon
				err = tx.PutReminder(r)
			}
			if err != nil {
				return err
			}
		}
		if want := n * 4 / 7; len(seen) < want {
			t.Errorf("met %d due reminders, want about %d", len(seen), want)
		}
		same(t, "still due", len(list(t, tx.DueReminders(noon.Add(3*time.Hour)))), 0)
		return nil
	})
}

func reminderOperation(r storage.Reminder, gone bool) operation {
	key := [3]string{r.Campaign, r.Person, string(r.Kind)}
	return func(tx storage.Tx, m *model) error {
		if gone {
			delete(m.reminders, key)
			return tx.DeleteReminder(r.Campaign, r.Person, r.Kind)
		}
		m.reminders[key] = r
		return tx.PutReminder(r)
	}
}

// compareDue tells where the queue differs from the reminders that wait.
func (m *model) compareDue(tx storage.Tx) error {
	waiting := 0
	for _, r := range m.reminders {
		if r.Done.IsZero() && !r.At.After(noon) {
			waiting++
		}
	}
	due, err := collect(tx.DueReminders(noon))
	if err != nil {
		return err
	}
	for i, r := range due {
		want, ok := m.reminders[[3]string{r.Campaign, r.Person, string(r.Kind)}]
		if !ok || !want.At.Equal(r.At) || !want.Done.IsZero() || i > 0 && r.At.Before(due[i-1].At) {
			return differ("due", r, want)
		}
	}
	if len(due) != waiting {
		return differ("number due", len(due), waiting)
	}
	return nil
}
