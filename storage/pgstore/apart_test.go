package pgstore

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"thuky/report"
	"thuky/storage"
	"thuky/storage/pgstore/pgtest"
	"thuky/storage/storetest"
)

// TestSchoolsApart: with records of every kind in one school of a database, another has none,
// and what the other writes under the same keys changes nothing in the first.
func TestSchoolsApart(t *testing.T) {
	t.Parallel()
	d := mustConnect(t, pgtest.New(t))
	full, other := mustOpen(t, d, "hoa-sen"), mustOpen(t, d, "hoa-sen-2")
	want := storetest.Samples()
	if err := full.Update(t.Context(), want.Put); err != nil {
		t.Fatal(err)
	}
	tally := func(s *Store) storage.Tally {
		all := storage.Tally{}
		if err := s.Dump(t.Context(), func(r storage.Raw) error { all.Add(r); return nil }); err != nil {
			t.Fatal(err)
		}
		return all
	}
	before := tally(full)
	if kinds := tally(other).Kinds(); len(kinds) > 1 || len(kinds) == 1 && kinds[0] != "sequences" { // which begin at 0
		t.Errorf("a new school has %v", kinds)
	}
	err := other.View(t.Context(), func(tx storage.Tx) error {
		for _, p := range want.People {
			if _, err := tx.Person(p.ID); !errors.Is(err, storage.ErrNotFound) {
				t.Errorf("person %s of the other school: %v", p.ID, err)
			}
		}
		for key := range want.Values {
			if _, err := tx.Value(key); !errors.Is(err, storage.ErrNotFound) {
				t.Errorf("value %s of the other school: %v", key, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if err := other.Update(t.Context(), want.Put); err != nil {
		t.Fatal(err)
	}
	if err := other.Update(t.Context(), func(tx storage.Tx) error {
		for key := range want.Values {
			if err := tx.PutValue(key, []byte("khác")); err != nil {
				return err
			}
		}
		for _, p := range want.People {
			p.Name = "Người khác"
			if err := tx.PutPerson(p); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if kinds := before.Differ(tally(full)); kinds != nil {
		t.Errorf("writing in one school changed %v of the other", kinds)
	}
}

// TestSchoolsApartInAnyOrder: whatever is written in whatever order over several handles, also two
// of one school, each reads what was written in its own school last.
func TestSchoolsApartInAnyOrder(t *testing.T) {
	t.Parallel()
	d := mustConnect(t, pgtest.New(t))
	run := 0
	rapid.Check(t, func(r *rapid.T) {
		run++
		names := []string{"a", "ab", "a-b", "a"} // the last is another process of the first
		stores := make([]*Store, len(names))
		for i, name := range names {
			stores[i] = mustOpen(t, d, fmt.Sprintf("%s-%d", name, run))
		}
		keys := []string{"k", "b-k", "-k", "a/k"}
		model := map[string]map[string]string{"a": {}, "ab": {}, "a-b": {}}
		for step := range rapid.IntRange(1, 12).Draw(r, "steps") {
			i, key := rapid.IntRange(0, len(names)-1).Draw(r, "school"), rapid.SampledFrom(keys).Draw(r, "key")
			value := fmt.Sprint(step)
			if err := stores[i].Update(t.Context(), func(tx storage.Tx) error {
				return errors.Join(tx.PutValue(key, []byte(value)), tx.PutPerson(report.Person{ID: key, Name: value}))
			}); err != nil {
				r.Fatal(err)
			}
			model[names[i]][key] = value
		}
		for i, s := range stores {
			if err := s.View(t.Context(), func(tx storage.Tx) error {
				for _, key := range keys {
					want, there := model[names[i]][key]
					value, err := tx.Value(key)
					person, personErr := tx.Person(key)
					if there && (err != nil || string(value) != want || personErr != nil || person.Name != want) ||
						!there && (!errors.Is(err, storage.ErrNotFound) || !errors.Is(personErr, storage.ErrNotFound)) {
						r.Errorf("school %s, key %s: got %q, %v, %q, %v, want %q", names[i], key, value, err, person.Name, personErr, want)
					}
				}
				return nil
			}); err != nil {
				r.Fatal(err)
			}
		}
	})
}
