package cli

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"thuky/storage"
	"thuky/storage/boltstore"
)

// TestShelfOfCopies: a copy opens as a store with what was in it, is listed with the
// newest first, and files of others are not.
func TestShelfOfCopies(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "sao-luu")
	s, err := boltstore.Open(filepath.Join(t.TempDir(), "thuky.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.Update(t.Context(), func(tx storage.Tx) error { return tx.PutValue("k", []byte("v")) }); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 27, 9, 0, 0, 0, vietnam)
	shelf := &shelfOfCopies{folder, "", s, func() time.Time { return now }}
	if all, err := shelf.List(); err != nil || len(all) != 0 {
		t.Errorf("before the first: %v, %v", all, err)
	}
	for range 2 { // within one second
		if err := shelf.Make(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	now = now.Add(time.Minute)
	if err := shelf.Make(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "ghi-chu.txt"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	older := filepath.Join(folder, "2026-11-27-090000.thuky.db")
	if err := os.Chtimes(older, now.Add(-time.Minute), now.Add(-time.Minute)); err != nil {
		t.Fatal(err)
	}
	all, err := shelf.List()
	if err != nil || len(all) != 2 || all[0].Name != "2026-11-27-090100.thuky.db" || all[1].Name != filepath.Base(older) || all[0].Size == 0 {
		t.Fatalf("list: %+v, %v", all, err)
	}
	copied, err := boltstore.Open(older)
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close() //nolint:errcheck // only read
	if err := copied.View(t.Context(), func(tx storage.Tx) error {
		value, err := tx.Value("k")
		if string(value) != "v" {
			t.Errorf("the copy holds %q", value)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
	shelf.folder = older // no folder
	if err := shelf.Make(t.Context()); err == nil {
		t.Error("a copy was made where no folder can be")
	}
}
