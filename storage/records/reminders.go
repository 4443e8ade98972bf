package records

import (
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"thuky/remind"
	"thuky/storage"
)

func (t *Tx) Reminder(campaign, person string, kind remind.Kind) (storage.Reminder, error) {
	r, err := getJSON[storage.Reminder](t, Reminders, joined(campaign, person, string(kind)))
	return r, about("reminder of", person, err)
}

func (t *Tx) PutReminder(r storage.Reminder) error {
	if err := checkIDs("campaign id", r.Campaign, "person id", r.Person, "kind", string(r.Kind)); err != nil {
		return err
	}
	key := joined(r.Campaign, r.Person, string(r.Kind))
	if err := t.queue(r, key); err != nil {
		return err
	}
	return about("reminder of", r.Person, putJSON(t, Reminders, key, r))
}

// queue brings the place of a reminder among those that wait in line with what it is to
// be. A reminder has one place at most: where that is its time already, the old row
// need not be read.
func (t *Tx) queue(r storage.Reminder, key []byte) error {
	place := due(r.At, key)
	there, err := t.has(ReminderQueue, place)
	if err != nil {
		return fmt.Errorf("reminder %q: %w", key, err)
	}
	if there {
		if r.Done.IsZero() {
			return nil
		}
		return t.delete(ReminderQueue, place)
	}
	if err := t.unqueue(key); err != nil || !r.Done.IsZero() {
		return err
	}
	return t.put(ReminderQueue, place, []byte{})
}

func (t *Tx) DeleteReminder(campaign, person string, kind remind.Kind) error {
	key := joined(campaign, person, string(kind))
	if err := t.unqueue(key); err != nil {
		return err
	}
	return t.delete(Reminders, key)
}

// unqueue takes a reminder, as it is stored, off those that wait.
func (t *Tx) unqueue(key []byte) error {
	old, err := getJSON[storage.Reminder](t, Reminders, key)
	if notFound(err) || err == nil && !old.Done.IsZero() {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reminder %q: %w", key, err)
	}
	return t.delete(ReminderQueue, due(old.At, key))
}

// due sorts the reminders by time.
func due(at time.Time, key []byte) []byte { return append(ofTime(at), key...) }

func (t *Tx) Reminders(campaign string) iter.Seq2[storage.Reminder, error] {
	if joined(campaign) == nil {
		return none[storage.Reminder]
	}
	return all[storage.Reminder](t, Reminders, Stretch{Prefix: within(campaign)})
}

func (t *Tx) RemindersOf(campaign, person string) iter.Seq2[storage.Reminder, error] {
	key := joined(campaign, person)
	if key == nil {
		return none[storage.Reminder]
	}
	return all[storage.Reminder](t, Reminders, Stretch{Prefix: append(key, 0)})
}

func (t *Tx) DueReminders(now time.Time) iter.Seq2[storage.DueReminder, error] {
	return func(yield func(storage.DueReminder, error) bool) {
		for r, err := range each(t, ReminderQueue, Stretch{Bare: true}, func(key, _ []byte) (storage.DueReminder, error) {
			return readDue(key)
		}) {
			if err == nil && r.At.After(now) || !yield(r, err) {
				return
			}
		}
	}
}

// readDue reads what due wrote.
func readDue(key []byte) (storage.DueReminder, error) {
	at, err := readTime(key)
	if err != nil {
		return storage.DueReminder{}, err
	}
	campaign, rest, _ := strings.Cut(string(key[len(ofTime(at)):]), "\x00")
	person, kind, ok := strings.Cut(rest, "\x00")
	if !ok {
		return storage.DueReminder{}, errors.New("decode: no reminder in the key")
	}
	return storage.DueReminder{Campaign: campaign, Person: person, Kind: remind.Kind(kind), At: at}, nil
}
