package pgstore

import (
	"errors"
	"runtime"
	"sync"
	"testing"

	"thuky/report"
	"thuky/storage"
)

// TestLate: who comes while a transaction runs is in its commit, and what one of them does wrong
// is its own fault.
func TestLate(t *testing.T) {
	t.Parallel()
	s := schools(t)(t)
	put := func(id string) func(storage.Tx) error {
		return func(tx storage.Tx) error { return tx.PutPerson(report.Person{ID: id, Name: "Cô " + id}) }
	}
	refused := errors.New("refused")
	var others sync.WaitGroup
	late := func(fn func(storage.Tx) error, want error) {
		others.Go(func() {
			if err := s.Update(t.Context(), fn); !errors.Is(err, want) {
				t.Errorf("a late call: %v, want %v", err, want)
			}
		})
		for waiting := 0; waiting == 0; waiting, _ = s.queue.State() {
			runtime.Gosched()
		}
	}
	commits := s.commits.Load()
	err := s.Update(t.Context(), func(tx storage.Tx) error {
		late(func(tx storage.Tx) error {
			late(put("c"), nil) // later still
			return put("b")(tx)
		}, nil)
		return put("a")(tx)
	})
	if err != nil {
		t.Fatal(err)
	}
	others.Wait()
	if got := s.commits.Load() - commits; got != 1 {
		t.Errorf("%d commits, want one for all of them", got)
	}
	err = s.Update(t.Context(), func(tx storage.Tx) error {
		late(func(tx storage.Tx) error { return errors.Join(put("d")(tx), refused) }, refused)
		return put("e")(tx)
	})
	if err != nil {
		t.Fatal(err)
	}
	others.Wait()
	for id, want := range map[string]error{"a": nil, "b": nil, "c": nil, "d": storage.ErrNotFound, "e": nil} {
		if err := s.View(t.Context(), func(tx storage.Tx) error { _, err := tx.Person(id); return err }); !errors.Is(err, want) {
			t.Errorf("person %s: %v, want %v", id, err, want)
		}
	}
}
