package pgstore

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"thuky/storage"
	"thuky/storage/boltstore"
	"thuky/storage/pgstore/pgtest"
	"thuky/storage/records"
	"thuky/storage/storetest"
)

func mustConnectSealed(t testing.TB, url string, seal *records.Seal) *Database {
	t.Helper()
	d, err := Connect(t.Context(), url, Options{Seal: seal, Copy: boltstore.Write})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	return d
}

func TestConformanceSealed(t *testing.T) {
	t.Parallel()
	d := mustConnectSealed(t, pgtest.New(t), storetest.SealOf(t, 1))
	var n atomic.Int64
	storetest.Test(t, func(t *testing.T) storage.Store { return mustOpen(t, d, fmt.Sprintf("truong-%d", n.Add(1))) })
}

func TestSeal(t *testing.T) {
	t.Parallel()
	url := pgtest.New(t)
	var n atomic.Int64
	open := func(t *testing.T, place string, seal *records.Seal) (*Store, error) {
		return Open(t.Context(), url, place, Options{Seal: seal})
	}
	storetest.TestSeal(t, storetest.Sealing{
		New: func(*testing.T) string { return fmt.Sprintf("truong-%d", n.Add(1)) },
		Open: func(t *testing.T, place string, seal *records.Seal) (storetest.Carried, error) {
			s, err := open(t, place, seal)
			if err != nil {
				return nil, err
			}
			return s, nil
		},
		Load: func(t *testing.T, place string, dump storage.Dump) error {
			s, err := open(t, place, nil)
			if err != nil {
				return err
			}
			return errors.Join(s.Load(t.Context(), dump), s.Close())
		},
		Reseal: func(t *testing.T, place string, from, to *records.Seal) error {
			s, err := open(t, place, from)
			if err != nil {
				return err
			}
			return errors.Join(s.Reseal(t.Context(), to), s.Close())
		},
	})
}

// TestResealedElsewhere: a process that has a school open is refused from the moment on at which
// another has sealed it anew, and writes nothing.
func TestResealedElsewhere(t *testing.T) {
	t.Parallel()
	url := pgtest.New(t)
	one := storetest.SealOf(t, 1)
	here, there := mustOpen(t, mustConnect(t, url), "truong"), mustOpen(t, mustConnect(t, url), "truong")
	if err := errors.Join(here.Update(t.Context(), storetest.Samples().Put), there.View(t.Context(), func(storage.Tx) error { return nil }), here.Reseal(t.Context(), one)); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*Store{here, there} {
		nothing := func(storage.Tx) error { return nil }
		if err := s.View(t.Context(), nothing); !errors.Is(err, storage.ErrSealed) {
			t.Errorf("view: got %v, want ErrSealed", err)
		}
		write := func(tx storage.Tx) error { return tx.PutValue("x", []byte("open")) }
		if err := s.Update(t.Context(), write); !errors.Is(err, storage.ErrSealed) {
			t.Errorf("update: got %v, want ErrSealed", err)
		}
	}
	s := mustOpen(t, mustConnectSealed(t, url, one), "truong")
	want := storetest.Samples()
	err := s.View(t.Context(), func(tx storage.Tx) error {
		got, err := want.Read(tx)
		if diff := storetest.Diff(want, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		return err
	})
	if err := errors.Join(err, s.Check(t.Context())); err != nil {
		t.Error(err)
	}
}
