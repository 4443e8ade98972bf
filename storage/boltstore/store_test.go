package boltstore

import (
	"path/filepath"
	"testing"

	"thuky/storage"
	"thuky/storage/storetest"
)

func TestConformance(t *testing.T) {
	t.Parallel()
	storetest.Test(t, func(t *testing.T) storage.Store { return mustOpen(t, filepath.Join(t.TempDir(), "thuky.db")) })
}

func TestReopen(t *testing.T) {
	t.Parallel()
	storetest.TestReopen(t, func(t *testing.T) (storage.Store, func() storage.Store) {
		path := filepath.Join(t.TempDir(), "thuky.db")
		return mustOpen(t, path), func() storage.Store { return mustOpen(t, path) }
	})
}

// mustOpen opens a store until the end of the test.
func mustOpen(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(path)
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
