package pgstore

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"thuky/storage"
	"thuky/storage/boltstore"
	"thuky/storage/pgstore/pgtest"
	"thuky/storage/storetest"
)

func tally(t *testing.T, dump storage.Dump) storage.Tally {
	t.Helper()
	all := storage.Tally{}
	if err := dump(t.Context(), func(r storage.Raw) error { all.Add(r); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestCarry takes a store from a file to a database, on to another school, and back to a file.
func TestCarry(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "thuky.db")
	bolt, err := boltstore.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer bolt.Close()
	want := storetest.Samples()
	if err := bolt.Update(t.Context(), want.Put); err != nil {
		t.Fatal(err)
	}
	first := tally(t, bolt.Dump)
	d, err := Connect(t.Context(), pgtest.New(t), Options{Copy: boltstore.Write})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	a, b := mustOpen(t, d, "a"), mustOpen(t, d, "b")
	if err := a.Load(t.Context(), bolt.Dump); err != nil {
		t.Fatal(err)
	}
	if err := a.Load(t.Context(), bolt.Dump); !errors.Is(err, storage.ErrConflict) {
		t.Errorf("load into a store that has records: got %v, want ErrConflict", err)
	}
	if err := b.Load(t.Context(), a.Dump); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := b.Backup(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	back, err := boltstore.Open(copied)
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	if err := errors.Join(a.Check(t.Context()), b.Check(t.Context()), back.Check(t.Context())); err != nil {
		t.Error(err)
	}
	for what, dump := range map[string]storage.Dump{"a": a.Dump, "b": b.Dump, "copy": back.Dump} {
		if kinds := first.Differ(tally(t, dump)); kinds != nil {
			t.Errorf("%s: other records of %v", what, kinds)
		}
	}
	for _, s := range []storage.Store{a, b, back} {
		err := s.View(t.Context(), func(tx storage.Tx) error {
			got, err := want.Read(tx)
			if diff := storetest.Diff(want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// TestLoadRefuses: what is damaged, or unknown, or broken off leaves nothing behind.
func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	s := mustOpen(t, mustConnect(t, pgtest.New(t)), "truong")
	good := storage.Raw{Kind: "people", Key: []byte("p"), Value: []byte(`{"id":"p"}`)}
	broken := errors.New("broken off")
	for what, bad := range map[string]storage.Raw{
		"an unknown kind":     {Kind: "future", Key: []byte("k"), Value: []byte("{}")},
		"no number":           {Kind: "outbox", Key: []byte("k"), Value: []byte("{}")},
		"a short time":        {Kind: "holds", Key: []byte("k"), Value: []byte("x")},
		"a part missing":      {Kind: "answers", Key: []byte("c\x00q"), Value: []byte("{}")},
		"no JSON":             {Kind: "people", Key: []byte("q"), Value: []byte("{")},
		"an unknown sequence": {Kind: storage.Sequences, Key: []byte("k"), Value: make([]byte, 8)},
		"a sequence of words": {Kind: storage.Sequences, Key: []byte("audit"), Value: []byte("x")},
		"an error":            {},
	} {
		err := s.Load(t.Context(), func(_ context.Context, put func(storage.Raw) error) error {
			if bad.Kind == "" {
				return errors.Join(put(good), broken)
			}
			return errors.Join(put(good), put(bad))
		})
		if err == nil {
			t.Errorf("%s: was loaded", what)
		}
	}
	if got := tally(t, s.Dump); got["people"].Count != 0 {
		t.Errorf("something was left: %v", got)
	}
}

// TestCheck finds what does not fit together.
func TestCheck(t *testing.T) {
	t.Parallel()
	for what, damage := range map[string]string{
		"a record that is none":   "UPDATE thuky.people SET doc = '[1]' WHERE id = 'p1'",
		"a message without a key": "DELETE FROM thuky.outbox_keys WHERE seq = 1",
		"a job without a place":   "DELETE FROM thuky.job_queue",
		"a lost place in a queue": "DELETE FROM thuky.reminder_queue WHERE kind = 'day-0730'",
		"a place too many":        "INSERT INTO thuky.reminder_queue SELECT school, at_s, at_n, campaign, person, 'x' FROM thuky.reminder_queue LIMIT 1",
		"an address that strayed": "UPDATE thuky.addresses SET person = 'p3' WHERE address = 'telegram:1001'",
		"a version without bytes": "DELETE FROM thuky.version_data WHERE number = 1",
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			server := pgtest.Shared(t)
			url := server.Database(t)
			s := mustOpen(t, mustConnect(t, url), "truong")
			if err := errors.Join(s.Update(t.Context(), storetest.Samples().Put), s.Check(t.Context())); err != nil {
				t.Fatal(err)
			}
			server.Exec(t, url, damage)
			if err := s.Check(t.Context()); err == nil {
				t.Error("nothing was found")
			}
		})
	}
}
