package endtoend

import (
	"testing"

	"thuky/storage/pgstore"
	"thuky/storage/pgstore/pgtest"
)

// TestNothingAcknowledgedIsLost kills the program at random moments while 50 people answer,
// and then lets them finish. The fake hands every update over until it was confirmed and
// never again, so that a confirmed answer which is not stored is missing at the end.
func TestNothingAcknowledgedIsLost(t *testing.T) {
	t.Parallel()
	newOrdeal(t, 30, 40, 1, false, func(*office) {}).run()
}

// TestNothingIsLostOnPostgres does so with three processes on one database, of which any is
// killed, the leading one too, and new ones are started.
func TestNothingIsLostOnPostgres(t *testing.T) {
	t.Parallel()
	for name, webhook := range map[string]bool{"polled": false, "called": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOrdeal(t, 12, 25, 3, webhook, func(o *office) {
				o.db = pgtest.New(t)
				o.run(t, "", "campaign", "list") // makes the tables
			})
			s, err := pgstore.Open(t.Context(), o.office.db, "truong", pgstore.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close() //nolint:errcheck // nothing was written that matters
			o.fleet.store = s
			o.run()
		})
	}
}
