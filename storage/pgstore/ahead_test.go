package pgstore

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"thuky/storage"
	"thuky/storage/pgstore/pgtest"
)

// TestReadAhead: to look up something of everybody takes few round trips, also while others
// write, so that nothing that is known of the school helps a transaction of before.
func TestReadAhead(t *testing.T) {
	t.Parallel()
	d := mustConnect(t, pgtest.New(t))
	s := mustOpen(t, d, "truong")
	const people = 300
	campaigns := []string{"x", "y"} // one after the other
	heard := func(i int) bool { return i%50 != 7 }
	started := func(i int) time.Time { return time.Unix(int64(i+1), 0).UTC() }
	put := func(tx storage.Tx, campaign string, i int, at time.Time) error {
		return tx.PutParticipation(storage.Participation{Campaign: campaign, Person: fmt.Sprintf("p%03d", i), Started: at})
	}
	if err := s.Update(t.Context(), func(tx storage.Tx) error {
		var errs []error
		for i := range people {
			for _, campaign := range campaigns {
				if heard(i) {
					errs = append(errs, put(tx, campaign, i, started(i)))
				}
			}
		}
		return errors.Join(errs...)
	}); err != nil {
		t.Fatal(err)
	}
	reader := mustOpen(t, d, "truong") // which knows nothing yet
	before := reader.trips.Load()
	if err := reader.View(t.Context(), func(tx storage.Tx) error {
		if err := reader.Update(t.Context(), func(tx storage.Tx) error { return put(tx, "x", 200, started(people)) }); err != nil {
			return err
		}
		for _, campaign := range campaigns {
			for i := range people {
				p, err := tx.Participation(campaign, fmt.Sprintf("p%03d", i))
				if err == nil != heard(i) || err != nil && !errors.Is(err, storage.ErrNotFound) {
					return fmt.Errorf("person %d: %w", i, err)
				}
				if heard(i) && !p.Started.Equal(started(i)) {
					return fmt.Errorf("person %d is of another version: %v", i, p.Started)
				}
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if got := reader.trips.Load() - before; got > 40 {
		t.Errorf("%d round trips for %d records", got, 2*people)
	}
}
