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
	// One that names a presence is free for whoever knows that this very one is gone.
	for _, step := range []struct {
		wanted storage.Lease
		gone   string
		want   bool
	}{
		{storage.Lease{Holder: "a", Until: now.Add(time.Minute), Presence: "s1"}, "", true},
		{storage.Lease{Holder: "b", Until: now.Add(time.Minute), Presence: "s2"}, "", false},
		{storage.Lease{Holder: "b", Until: now.Add(time.Minute), Presence: "s2"}, "s0", false},
		{storage.Lease{Holder: "a", Until: now.Add(time.Minute), Presence: "s3"}, "", true}, // the holder has another
		{storage.Lease{Holder: "b", Until: now.Add(time.Minute), Presence: "s2"}, "s1", false},
		{storage.Lease{Holder: "b", Until: now.Add(time.Minute), Presence: "s2"}, "s3", true},
		{storage.Lease{Holder: "a", Until: now.Add(time.Minute), Presence: "s3"}, "s3", false},
		{storage.Lease{Holder: "b", Until: now.Add(time.Minute)}, "", true}, // it has none any more
		{storage.Lease{Holder: "a", Until: now.Add(time.Minute), Presence: "s3"}, "s2", false},
	} {
		var got bool
		update(t, s, func(tx storage.Tx) (err error) {
			got, err = storage.TakeLeaseAfter(tx, "lead", step.wanted, now, step.gone)
			return err
		})
		if got != step.want {
			t.Errorf("%+v after %q: %v, want %v", step.wanted, step.gone, got, step.want)
		}
	}
	update(t, s, func(tx storage.Tx) error { return tx.PutValue("lease/lead", []byte("spoiled")) })
	if err := s.Update(t.Context(), func(tx storage.Tx) error {
		_, err := storage.TakeLease(tx, "lead", "a", now, now)
		return err
	}); err == nil {
		t.Error("a lease that cannot be read was taken")
	}
}
