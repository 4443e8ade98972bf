package pgstore

import (
	"path/filepath"
	"testing"

	"thuky/storage"
	"thuky/storage/boltstore"
	"thuky/storage/storetest"
)

// TestChain takes what is tampered with through a file of the other engine, so that the chain
// crosses over both ways.
func TestChain(t *testing.T) {
	t.Parallel()
	next := schools(t)
	storetest.TestChain(t,
		func(t *testing.T) storetest.Carried { return next(t) },
		func(t *testing.T, dump storage.Dump) storetest.Carried {
			path := filepath.Join(t.TempDir(), "thuky.db")
			if err := boltstore.Write(t.Context(), path, dump); err != nil {
				t.Fatal(err)
			}
			file, err := boltstore.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			s := next(t)
			if err := s.Load(t.Context(), file.Dump); err != nil {
				t.Fatal(err)
			}
			return s
		})
}
