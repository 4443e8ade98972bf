package storetest

import (
	"testing"
	"time"

	"thuky/storage"
)

// testLeases: one holder at a time, until the lease ends or is given back.
func testLeases(t *testing.T, s storage.Store) {
	now := time.Date(2026, time.May, 4, 7, 0, 0, 0, time.UTC)
	for _, step := range []struct {
		name, holder string
		after        time.Duration
		want         bool
	}{
		{"lead", "a", 0, true},
		{"lead", "b", time.Second, false},
		{"other", "b", time.Second, true},
		{"lead", "a", 9 * time.Second, true}, // prolonged
		{"lead", "b", 10 * time.Second, false},
		{"lead", "b", 19 * time.Second, true}, // run out
		{"lead", "a", 20 * time.Second, false},
	} {
		at := now.Add(step.after)
		var got bool
		update(t, s, func(tx storage.Tx) (err error) {
			got, err = storage.TakeLease(tx, step.name, step.holder, at, at.Add(10*time.Second))
			return err
		})
		if got != step.want {
			t.Errorf("%s takes %q after %v: %v, want %v", step.holder, step.name, step.after, got, step.want)
		}
	}
	update(t, s, func(tx storage.Tx) error { return storage.EndLease(tx, "lead", "a") }) // who does not have it
	read := func() (l storage.Lease) {
		view(t, s, func(tx storage.Tx) (err error) {
			l, err = storage.ReadLease(tx, "lead")
			return err
		})
		return l
	}
	if l := read(); l.Holder != "b" || !l.Until.Equal(now.Add(29*time.Second)) || l.Free("a", now.Add(20*time.Second)) {
		t.Errorf("got %+v, want that of b", l)
	}
	update(t, s, func(tx storage.Tx) error { return storage.EndLease(tx, "lead", "b") })
	if l := read(); l != (storage.Lease{}) || !l.Free("a", now) {
		t.Errorf("given back it is %+v", l)
	}
	update(t, s, func(tx storage.Tx) error { return tx.PutValue("lease/lead", []byte("spoiled")) })
	if err := s.Update(t.Context(), func(tx storage.Tx) error {
		_, err := storage.TakeLease(tx, "lead", "a", now, now)
		return err
	}); err == nil {
		t.Error("a lease that cannot be read was taken")
	}
}
