package boltstore

import (
	"path/filepath"
	"testing"

	"thuky/storage"
	"thuky/storage/storetest"
)

func TestChain(t *testing.T) {
	t.Parallel()
	storetest.TestChain(t,
		func(t *testing.T) storetest.Carried { return mustOpen(t, filepath.Join(t.TempDir(), "thuky.db")) },
		func(t *testing.T, dump storage.Dump) storetest.Carried {
			path := filepath.Join(t.TempDir(), "thuky.db")
			if err := Write(t.Context(), path, dump); err != nil {
				t.Fatal(err)
			}
			return mustOpen(t, path)
		})
}
