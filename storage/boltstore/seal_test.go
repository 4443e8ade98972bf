package boltstore

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"thuky/storage"
	"thuky/storage/records"
	"thuky/storage/storetest"
)

func mustOpenSealed(t testing.TB, path string, seal *records.Seal) *Store {
	t.Helper()
	s, err := OpenSealed(path, seal)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

func TestConformanceSealed(t *testing.T) {
	t.Parallel()
	storetest.Test(t, func(t *testing.T) storage.Store {
		return mustOpenSealed(t, filepath.Join(t.TempDir(), "thuky.db"), storetest.SealOf(t, 1))
	})
}

func TestReopenSealed(t *testing.T) {
	t.Parallel()
	storetest.TestReopen(t, func(t *testing.T) (storage.Store, func() storage.Store) {
		path := filepath.Join(t.TempDir(), "thuky.db")
		return mustOpenSealed(t, path, storetest.SealOf(t, 1)), func() storage.Store { return mustOpenSealed(t, path, storetest.SealOf(t, 1)) }
	})
}

func TestSeal(t *testing.T) {
	t.Parallel()
	storetest.TestSeal(t, storetest.Sealing{
		New: func(t *testing.T) string { return filepath.Join(t.TempDir(), "thuky.db") },
		Open: func(_ *testing.T, place string, seal *records.Seal) (storetest.Carried, error) {
			s, err := OpenSealed(place, seal)
			if err != nil {
				return nil, err
			}
			return s, nil
		},
		Load: func(t *testing.T, place string, dump storage.Dump) error {
			return WriteSealed(t.Context(), place, dump, storetest.SealOf(t, 1))
		},
		Reseal: func(t *testing.T, place string, from, to *records.Seal) error {
			return Reseal(t.Context(), place, from, to)
		},
	})
}

// TestSealedCopies: a copy is read and brought back with the key of its store, and says so
// without; one from before the store was sealed needs none.
func TestSealedCopies(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path, before, after := filepath.Join(folder, "thuky.db"), filepath.Join(folder, "before.db"), filepath.Join(folder, "after.db")
	one, two := storetest.SealOf(t, 1), storetest.SealOf(t, 2)
	s := mustOpen(t, path)
	if err := errors.Join(s.Update(t.Context(), storetest.Samples().Put), s.Backup(t.Context(), before), s.Close(), Reseal(t.Context(), path, nil, one)); err != nil {
		t.Fatal(err)
	}
	s = mustOpenSealed(t, path, one)
	if err := errors.Join(s.Backup(t.Context(), after), s.Check(t.Context()), s.Close()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path string
		seal *records.Seal
		want error
	}{{before, nil, nil}, {before, one, nil}, {after, one, nil}, {after, nil, storage.ErrSealed}, {after, two, storage.ErrOtherKey}} {
		contents, err := InspectSealed(t.Context(), c.path, c.seal)
		if !errors.Is(err, c.want) || err == nil && (contents.People != 3 || contents.Audit.Entries == 0) {
			t.Errorf("%s: got %+v, %v, want %v", filepath.Base(c.path), contents, err, c.want)
		}
		place := filepath.Join(t.TempDir(), "thuky.db")
		if _, _, err := RestoreSealed(t.Context(), c.path, place, false, time.Now(), c.seal); !errors.Is(err, c.want) {
			t.Errorf("restore %s: got %v, want %v", filepath.Base(c.path), err, c.want)
		}
	}
	if _, _, err := Restore(t.Context(), before, path, false, time.Now()); !errors.Is(err, storage.ErrConflict) {
		t.Errorf("over a sealed store: got %v, want ErrConflict", err)
	}
}

// TestReseal_leftovers: what a crash left goes with the next attempt, and one that fails leaves the
// store and nothing else.
func TestReseal_leftovers(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "thuky.db")
	s := mustOpen(t, path)
	if err := errors.Join(s.Update(t.Context(), storetest.Samples().Put), s.Close()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, ".thuky.db"+resealing+".1.tmp"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	done, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Reseal(done, path, nil, storetest.SealOf(t, 1)); err == nil {
		t.Error("a cancelled sealing went through")
	}
	if err := Reseal(t.Context(), path, nil, storetest.SealOf(t, 1)); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 1 {
		t.Errorf("left: %v, %v", entries, err)
	}
}

// TestReseal_throughALink: where the path of the store is a link, what it leads to is sealed, and not
// left behind as it was; a bracket in the name of the folder is no pattern.
func TestReseal_throughALink(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "trường [1")
	disk, link := filepath.Join(folder, "disk", "thuky.db"), filepath.Join(folder, "thuky.db")
	s := mustOpen(t, disk)
	if err := errors.Join(s.Update(t.Context(), storetest.Samples().Put), s.Close(), os.Symlink(disk, link)); err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(filepath.Dir(disk), ".thuky.db"+resealing+".1.tmp")
	if err := os.WriteFile(left, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Reseal(t.Context(), link, nil, storetest.SealOf(t, 1)); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Lstat(left); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("what a crash left is there: %v", err)
	}
	if to, err := os.Readlink(link); err != nil || to != disk {
		t.Errorf("the link leads to %q, %v", to, err)
	}
	if _, err := Open(disk); !errors.Is(err, storage.ErrSealed) {
		t.Errorf("the file it leads to: got %v, want ErrSealed", err)
	}
	mustOpenSealed(t, link, storetest.SealOf(t, 1))
}
