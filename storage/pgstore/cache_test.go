package pgstore

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"thuky/report"
	"thuky/storage"
	"thuky/storage/pgstore/pgtest"
	"thuky/storage/records"
)

// TestTrips: what is asked again and again is asked of the server once. These figures are what
// an answer costs; see docs/adr.
func TestTrips(t *testing.T) {
	t.Parallel()
	d := mustConnect(t, pgtest.New(t))
	s := mustOpen(t, d, "truong")
	if err := s.Update(t.Context(), func(tx storage.Tx) error {
		return tx.PutPerson(report.Person{ID: "p0", Addresses: []report.Contact{{Address: "telegram:0"}}})
	}); err != nil {
		t.Fatal(err)
	}
	trips := func(fn func(tx storage.Tx) error) int64 {
		t.Helper()
		before := s.trips.Load()
		if err := s.Update(t.Context(), fn); err != nil {
			t.Fatal(err)
		}
		return s.trips.Load() - before
	}
	for n := range 4 {
		trips(func(tx storage.Tx) error { return handle(tx, n*benchPeople) })
	}
	for n := 4; n < 20; n++ { // then questions come again
		if got := trips(func(tx storage.Tx) error { return handle(tx, n*benchPeople) }); got != 2 {
			t.Errorf("update %d took %d round trips, want 2", n, got)
		}
	}
	// One that only looks takes two, one that others overtook three at most.
	other := mustOpen(t, d, "truong")
	if err := other.Update(t.Context(), func(tx storage.Tx) error { return handle(tx, 24*benchPeople) }); err != nil {
		t.Fatal(err)
	}
	if got := trips(func(tx storage.Tx) error { return handle(tx, 25*benchPeople) }); got > 4 {
		t.Errorf("after another replica's commit: %d round trips", got)
	}
	if got := trips(func(tx storage.Tx) error { return handle(tx, 26*benchPeople) }); got != 2 {
		t.Errorf("after that: %d round trips, want 2", got)
	}
}

// TestFarBehind: a replica that slept while others committed more than is remembered.
func TestFarBehind(t *testing.T) {
	t.Parallel()
	d := mustConnect(t, pgtest.New(t))
	a, b := mustOpen(t, d, "truong"), mustOpen(t, d, "truong")
	put := func(s *Store, name string) {
		t.Helper()
		if err := s.Update(t.Context(), func(tx storage.Tx) error { return tx.PutPerson(report.Person{ID: "p", Name: name}) }); err != nil {
			t.Fatal(err)
		}
	}
	name := func(s *Store) (name string) {
		t.Helper()
		if err := s.View(t.Context(), func(tx storage.Tx) error {
			p, err := tx.Person("p")
			name = p.Name
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return name
	}
	put(a, "first")
	for _, commits := range []int{1, mostNews - 1, mostNews, mostNews + 1, keptChanges + clearEvery + 1} {
		_ = name(b)
		for i := range commits {
			put(a, fmt.Sprint(commits, "/", i))
		}
		if got, want := name(b), fmt.Sprint(commits, "/", commits-1); got != want {
			t.Errorf("after %d commits: got %s, want %s", commits, got, want)
		}
	}
	var kept int
	if err := d.pool.QueryRow(t.Context(), "SELECT count(*) FROM thuky.changes").Scan(&kept); err != nil || kept > keptChanges+clearEvery {
		t.Errorf("%d commits are remembered, %v", kept, err)
	}
}

// TestBudget: schools that sleep give their memory to those that are awake.
func TestBudget(t *testing.T) {
	t.Parallel()
	d := mustConnect(t, pgtest.New(t))
	d.budget.most = 200 << 10
	text := strings.Repeat("x", 10<<10)
	for i := range 12 {
		s := mustOpen(t, d, fmt.Sprint("truong-", i))
		if err := s.Update(t.Context(), func(tx storage.Tx) error {
			var errs []error
			for n := range 5 {
				errs = append(errs, tx.PutPerson(report.Person{ID: fmt.Sprint(n), Name: text}))
			}
			return errors.Join(errs...)
		}); err != nil {
			t.Fatal(err)
		}
		if err := s.View(t.Context(), func(tx storage.Tx) error {
			for _, err := range tx.People() {
				if err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	d.budget.mu.Lock()
	defer d.budget.mu.Unlock()
	if d.budget.total > d.budget.most || d.budget.total < d.budget.most/3 {
		t.Errorf("caches take %d bytes of %d", d.budget.total, d.budget.most)
	}
}

// FuzzFollow: the log of another replica, perhaps of another release, is never misread.
func FuzzFollow(f *testing.F) {
	o := &overlay{}
	o.set(records.People, []byte("p"), change{value: []byte("{}")})
	o.set(records.Answers, []byte("c\x00q\x00p"), change{})
	o.pruned = make([]byte, 8)
	f.Add(o.keys())
	f.Add([]byte{})
	f.Add([]byte{byte(kinds), 0, 1, 'x'})
	f.Fuzz(func(t *testing.T, keys []byte) {
		c := newCache()
		c.clear(1)
		c.learn(1, records.People, nil, []entry{{Key: []byte("p"), Value: []byte("{}")}, {Key: []byte("q"), Value: []byte("{}")}}, true)
		c.catchUp(commitLog{from: 1, to: 2, keys: [][]byte{keys}})
		if c.version != 2 {
			t.Errorf("version %d after the log", c.version)
		}
		if _, _, ok := c.page(2, records.People, page{}, nil, nil, 10); !ok && len(c.shelves[records.People].spans) > 0 {
			t.Error("what is known cannot be read")
		}
	})
}
