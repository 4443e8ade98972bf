package pgstore

import (
	"flag"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"testing"

	"thuky/storage"
	"thuky/storage/pgstore/pgtest"
	"thuky/storage/storetest"
)

func TestMain(m *testing.M) {
	// The model is walked through twice here, with a server behind it; -rapid.checks walks longer.
	if err := flag.Set("rapid.checks", "20"); err != nil {
		panic(err)
	}
	os.Exit(pgtest.Main(m))
}

// schools gives a new school of one database again and again: the suite then proves,
// too, that none of them sees another.
func schools(t testing.TB) func(t testing.TB) *Store {
	d := mustConnect(t, pgtest.New(t))
	var n atomic.Int64
	return func(t testing.TB) *Store {
		t.Helper()
		return mustOpen(t, d, fmt.Sprintf("truong-%d", n.Add(1)))
	}
}

func TestConformance(t *testing.T) {
	t.Parallel()
	next := schools(t)
	storetest.Test(t, func(t *testing.T) storage.Store { return next(t) })
}

func TestReopen(t *testing.T) {
	t.Parallel()
	d := mustConnect(t, pgtest.New(t))
	storetest.TestReopen(t, func(t *testing.T) (storage.Store, func() storage.Store) {
		return mustOpen(t, d, "truong"), func() storage.Store { return mustOpen(t, d, "truong") }
	})
}

// mustConnect opens a database until the end of the test and all its parts.
func mustConnect(t testing.TB, url string) *Database {
	t.Helper()
	d, err := Connect(t.Context(), url, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	return d
}

// mustOpen opens a store until the end of the test.
func mustOpen(t testing.TB, d *Database, school string) *Store {
	t.Helper()
	s, err := d.Open(t.Context(), school)
	if err != nil {
		t.Fatal(err)
	}
	var once sync.Once
	t.Cleanup(func() {
		once.Do(func() {
			if err := s.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
		})
	})
	return s
}
