package storetest

import (
	"fmt"
	"testing"
	"time"

	"thuky/storage"
)

const dayLength = 24 * time.Hour

func testOnce(t *testing.T, s storage.Store) {
	steps := []struct {
		key   string
		at    time.Time
		fresh bool
	}{
		{"telegram/1", noon, true},
		{"telegram/1", noon, false},
		{"telegram/2", noon, true},
		{"telegram/1", noon.Add(dayLength), false},
		{"telegram/1", noon.Add(3 * dayLength), false},
		{"telegram/1", noon.Add(-3 * dayLength), false}, // the clock went back
		{"telegram/3", noon.Add(-3 * dayLength), true},
		{"telegram/3", noon, false},
		{"telegram", noon, true}, // no prefix counts
		{"telegram/11", noon, true},
		{"telegram/4", noon.In(time.FixedZone("", 7*3600)), true},
		{"telegram/4", noon, false},
		{"telegram/5", time.Time{}, true},
		{"telegram/5", noon, false},
		{"telegram/6", time.Unix(-1, 0), true},
		{"telegram/6", time.Unix(1, 0), false},
	}
	for _, together := range []bool{false, true} {
		check := func(tx storage.Tx, i int) error {
			step := steps[i]
			fresh, err := tx.Once(fmt.Sprint(together, step.key), step.at)
			if fresh != step.fresh {
				t.Errorf("step %d, %q at %v: got fresh=%v, want %v", i, step.key, step.at, fresh, step.fresh)
			}
			return err
		}
		if !together {
			for i := range steps {
				update(t, s, func(tx storage.Tx) error { return check(tx, i) })
			}
			continue
		}
		update(t, s, func(tx storage.Tx) error {
			for i := range steps {
				if err := check(tx, i); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// testPruneOnce: never too early, and no more than a day late.
func testPruneOnce(t *testing.T, s storage.Store) {
	midnight := noon.Truncate(dayLength)
	var at []time.Time
	for hours := -120; hours <= 0; hours += 6 {
		at = append(at, midnight.Add(time.Duration(hours)*time.Hour), midnight.Add(time.Duration(hours)*time.Hour-1))
	}
	key := func(at time.Time) string { return at.Format(time.RFC3339Nano) }
	for _, before := range []time.Time{midnight.Add(-100 * time.Hour), midnight.Add(-72 * time.Hour), midnight.Add(-72*time.Hour + 1), noon} {
		update(t, s, func(tx storage.Tx) error {
			if err := tx.PruneOnce(noon.Add(100 * dayLength)); err != nil { // from anew, in the same transaction
				return err
			}
			for _, at := range at {
				if fresh, err := tx.Once(key(at), at); !fresh || err != nil {
					return fmt.Errorf("%v: fresh=%v, %w", at, fresh, err)
				}
			}
			return nil
		})
		update(t, s, func(tx storage.Tx) error { return tx.PruneOnce(before) })
		update(t, s, func(tx storage.Tx) error {
			for _, at := range at {
				fresh, err := tx.Once(key(at), noon)
				if err != nil {
					return err
				}
				if fresh && !at.Before(before) {
					t.Errorf("pruned before %v: %v was forgotten", before, at)
				}
				if !fresh && at.Before(before.Add(-dayLength)) {
					t.Errorf("pruned before %v: %v is still known", before, at)
				}
			}
			return nil
		})
	}
}
