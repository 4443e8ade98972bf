package storetest

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"

	"thuky/storage"
	"thuky/storage/records"
)

// Sealing is an engine that keeps records sealed.
type Sealing struct {
	// New gives a place for a store. Open opens the store in it, with a key or none.
	New  func(t *testing.T) (place string)
	Open func(t *testing.T, place string, seal *records.Seal) (Carried, error)
	// Load makes a store of a dump, which is of a sealed one.
	Load func(t *testing.T, place string, dump storage.Dump) error
	// Reseal seals a store that nobody has open anew.
	Reseal func(t *testing.T, place string, from, to *records.Seal) error
}

// SealOf makes a seal of a key that tests know.
func SealOf(t testing.TB, key byte) *records.Seal {
	t.Helper()
	raw := bytes.Repeat([]byte{key}, records.SealKeySize)
	s, err := records.NewSeal(raw)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestSeal checks that a sealed store is read with its key and with no other, that nothing in
// it can be exchanged, and that its key can be changed.
func TestSeal(t *testing.T, e Sealing) {
	one, two := SealOf(t, 1), SealOf(t, 2)
	opened := func(t *testing.T, place string, seal *records.Seal) Carried {
		t.Helper()
		s, err := e.Open(t, place, seal)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	holds := func(t *testing.T, place string, seal *records.Seal) {
		t.Helper()
		s := opened(t, place, seal)
		want := Samples()
		view(t, s, func(tx storage.Tx) error {
			got, err := want.Read(tx)
			if diff := Diff(want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			return err
		})
		sound(t, "audit", s, storage.AuditCheck{Entries: len(want.Audit)})
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	refused := func(t *testing.T, place string, seal *records.Seal, want error) {
		t.Helper()
		s, err := e.Open(t, place, seal)
		wantError(t, "open", err, want)
		if err == nil {
			_ = s.Close()
		}
	}
	filled := func(t *testing.T, seal *records.Seal) (place string, raws []storage.Raw) {
		t.Helper()
		place = e.New(t)
		s := opened(t, place, seal)
		update(t, s, Samples().Put)
		raws = rawsOf(t, s)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		return place, raws
	}
	t.Run("keys", func(t *testing.T) {
		t.Parallel()
		place, raws := filled(t, one)
		hides(t, raws)
		holds(t, place, one)
		refused(t, place, nil, storage.ErrSealed)
		refused(t, place, two, storage.ErrOtherKey)
		holds(t, place, one)

		// Changed, taken off, and put on.
		if err := errors.Join(e.Reseal(t, place, one, two)); err != nil {
			t.Fatal(err)
		}
		refused(t, place, one, storage.ErrOtherKey)
		holds(t, place, two)
		wantError(t, "reseal with an old key", e.Reseal(t, place, one, nil), storage.ErrOtherKey)
		if err := e.Reseal(t, place, two, nil); err != nil {
			t.Fatal(err)
		}
		refused(t, place, two, storage.ErrNotSealed)
		holds(t, place, nil)
		if err := e.Reseal(t, place, nil, one); err != nil {
			t.Fatal(err)
		}
		refused(t, place, nil, storage.ErrSealed)
		holds(t, place, one)
		s := opened(t, place, one)
		hides(t, rawsOf(t, s))
		// The sequences go on.
		next := outgoing("after")
		update(t, s, func(tx storage.Tx) error { return tx.Enqueue(&next) })
		if next.Seq != 4 {
			t.Errorf("Seq after sealing anew is %d, want 4", next.Seq)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	t.Run("an open store", func(t *testing.T) {
		t.Parallel()
		place, _ := filled(t, nil)
		refused(t, place, one, storage.ErrNotSealed)
		holds(t, place, nil)
	})
	t.Run("carried", func(t *testing.T) {
		t.Parallel()
		_, raws := filled(t, one)
		place := e.New(t)
		if err := e.Load(t, place, dumpOf(raws)); err != nil {
			t.Fatal(err)
		}
		refused(t, place, nil, storage.ErrSealed)
		holds(t, place, one)
	})
	for name, spoil := range map[string]func(all []storage.Raw){
		"two exchanged": func(all []storage.Raw) {
			a, b := person(all, "p1"), person(all, "p2")
			a.Value, b.Value = b.Value, a.Value
		},
		"of another kind": func(all []storage.Raw) {
			i := slices.IndexFunc(all, func(r storage.Raw) bool { return r.Kind == "invitations" })
			person(all, "p1").Value = all[i].Value
		},
		"a letter altered": func(all []storage.Raw) { p := person(all, "p1"); p.Value[20] ^= 1 },
		"cut": func(all []storage.Raw) {
			p := person(all, "p1")
			p.Value = append(p.Value[:len(p.Value)-5], '"')
		},
		"open again": func(all []storage.Raw) { person(all, "p1").Value = []byte(`{"id":"p1","name":"X","role":"admin"}`) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, raws := filled(t, one)
			for i := range raws {
				raws[i].Value = bytes.Clone(raws[i].Value)
			}
			spoil(raws)
			place := e.New(t)
			if err := e.Load(t, place, dumpOf(raws)); err != nil {
				return // refused at once
			}
			s, err := e.Open(t, place, one)
			if err != nil {
				return
			}
			defer s.Close()
			err = s.View(context.Background(), func(tx storage.Tx) error {
				_, err := tx.Person("p1")
				return err
			})
			if err == nil || errors.Is(err, storage.ErrNotFound) {
				t.Errorf("got error %v, want one about the seal", err)
			}
		})
	}
}

func person(all []storage.Raw, id string) *storage.Raw {
	i := slices.IndexFunc(all, func(r storage.Raw) bool { return r.Kind == "people" && string(r.Key) == id })
	return &all[i]
}

// hides looks for what tells who people are in what is stored.
func hides(t *testing.T, all []storage.Raw) {
	t.Helper()
	for _, r := range all {
		for _, word := range []string{"Nguyễn Thị Mai", "Trần Văn", "Lò Thị", "telegram:1001", "telegram:-1001", "1001", "8f3c", "Hội đồng", "telegram/81231", "telegram:9"} {
			if bytes.Contains(r.Key, []byte(word)) || bytes.Contains(r.Value, []byte(word)) {
				t.Errorf("%s %q holds %q: %.200q", r.Kind, r.Key, word, r.Value)
			}
		}
	}
}
