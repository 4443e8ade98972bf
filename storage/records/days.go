package records

import (
	"fmt"
	"iter"

	"thuky/storage"
	"thuky/workday"
)

// dayKey is the ISO date, which sorts by time; nil for no date.
func dayKey(d workday.Date) []byte {
	if d.IsZero() {
		return nil
	}
	return []byte(d.String())
}

func (t *Tx) PutDay(d storage.Day) error {
	key := dayKey(d.Date)
	if key == nil {
		return fmt.Errorf("day without a date: %w", storage.ErrInvalid)
	}
	return about("day", d.Date.String(), putJSON(t, Days, key, d))
}

func (t *Tx) DeleteDay(d workday.Date) error { return t.delete(Days, dayKey(d)) }

func (t *Tx) Days() iter.Seq2[storage.Day, error] { return all[storage.Day](t, Days, Stretch{}) }
