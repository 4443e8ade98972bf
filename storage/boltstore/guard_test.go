package boltstore

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"thuky/storage"
	"thuky/storage/storetest"
)

// TestGuard spoils a page while the store is open, and then reads and writes what there is.
// Nothing panics; what is read is what was there or an error; and once the damage is noticed
// nothing is written any more, and the next Open finds it.
func TestGuard(t *testing.T) {
	t.Parallel()
	path := filled(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := readAll(t, path)
	size := os.Getpagesize()
	tree, _ := pagesOf(t, path)
	noticed := 0
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, how := range []struct {
		name  string
		spoil func(page []byte)
	}{
		{"zeroed", func(page []byte) { clear(page) }},
		{"torn", func(page []byte) { clear(page[:512]) }},
		{"noise", func(page []byte) {
			for i := range page {
				page[i] = byte(rnd.Uint32())
			}
		}},
	} {
		for _, id := range tree {
			data := bytes.Clone(whole)
			path := filepath.Join(t.TempDir(), "thuky.db")
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			s := mustOpen(t, path)
			how.spoil(data[id*size : (id+1)*size])
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.WriteAt(data[id*size:(id+1)*size], int64(id*size)); err != nil {
				t.Fatal(err)
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
			if useSpoilt(t, s, fmt.Sprintf("page %d %s", id, how.name), want) {
				noticed++
				_ = s.Close()
				if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, data) {
					t.Errorf("page %d %s: written after the damage was noticed, %v", id, how.name, err)
				}
				if s, err := Open(path); !errors.Is(err, storage.ErrDamaged) {
					t.Errorf("page %d %s: opened again with %v", id, how.name, err)
					if err == nil {
						_ = s.Close()
					}
				}
			} else {
				_ = s.Close()
			}
		}
	}
	if noticed < 3*5 {
		t.Errorf("%d of %d spoilt pages were noticed", noticed, 3*len(tree))
	}
}

// readAll reads what there is of the samples.
func readAll(t *testing.T, path string) (all storetest.Records) {
	t.Helper()
	s := mustOpen(t, path)
	err := s.View(t.Context(), func(tx storage.Tx) (err error) {
		all, err = storetest.Samples().Read(tx)
		return err
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	return all
}

// useSpoilt reads all there is, and then tells whether damage was noticed; a write fails then.
func useSpoilt(t *testing.T, s *Store, what string, want storetest.Records) bool {
	t.Helper()
	var got storetest.Records
	err := s.View(t.Context(), func(tx storage.Tx) (err error) {
		got, err = storetest.Samples().Read(tx)
		return err
	})
	select {
	case <-s.Damaged():
	default:
		if s.Damage() != nil {
			t.Errorf("%s: damage %v, and nobody is told", what, s.Damage())
		}
		if err == nil {
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s: not noticed, and served (-want +got):\n%s", what, diff)
			}
		}
		return false
	}
	if !errors.Is(err, storage.ErrDamaged) {
		t.Errorf("%s: noticed, and the view gave %v", what, err)
	}
	write := s.Update(t.Context(), func(tx storage.Tx) error { return tx.PutValue("x", []byte("y")) })
	view := s.View(t.Context(), func(storage.Tx) error { return nil })
	for _, err := range []error{write, view, s.Check(t.Context())} {
		if !errors.Is(err, storage.ErrDamaged) {
			t.Errorf("%s: noticed, and used again: %v", what, err)
		}
	}
	return true
}

// TestGuard_whileWriting: a page that a write meets first ends the write, whatever the caller
// makes of the error, and what others wrote in the same transaction is not stored.
func TestGuard_whileWriting(t *testing.T) {
	t.Parallel()
	path := filled(t)
	size := os.Getpagesize()
	tree, _ := pagesOf(t, path)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	noticed := 0
	for _, id := range tree {
		path := filepath.Join(t.TempDir(), "thuky.db")
		if err := os.WriteFile(path, whole, 0o600); err != nil {
			t.Fatal(err)
		}
		s := mustOpen(t, path)
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteAt(make([]byte, size), int64(id*size)); err != nil {
			t.Fatal(err)
		}
		before, err := os.ReadFile(path)
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
		err = s.Update(t.Context(), func(tx storage.Tx) error {
			for i := range 15 { // each of them is left alone by whoever ordered it
				_ = tx.PutTemplate(fmt.Sprint(i), []byte("x"))
				_ = tx.PutArtifact(fmt.Sprint(i), storage.Artifact{Data: []byte("y")})
			}
			return nil
		})
		if s.Damage() == nil {
			if err != nil {
				t.Errorf("page %d: %v", id, err)
			}
			_ = s.Close()
			continue
		}
		noticed++
		if !errors.Is(err, storage.ErrDamaged) {
			t.Errorf("page %d: noticed, and the update gave %v", id, err)
		}
		_ = s.Close()
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, before) {
			t.Errorf("page %d: written over, %v", id, err)
		}
	}
	if noticed < 3 {
		t.Errorf("%d spoilt pages were noticed", noticed)
	}
}

// TestGuard_cutOff: a file that is cut off while it is open ends no process.
func TestGuard_cutOff(t *testing.T) {
	t.Parallel()
	path := filled(t)
	want := readAll(t, path)
	s := mustOpen(t, path)
	if err := os.Truncate(path, int64(3*os.Getpagesize())); err != nil {
		t.Fatal(err)
	}
	if !useSpoilt(t, s, "cut off", want) {
		t.Error("cut off: not noticed")
	}
	_ = s.Close()
	if _, err := Open(path); !errors.Is(err, storage.ErrDamaged) {
		t.Errorf("cut off: opened again with %v", err)
	}
}

// TestOpen_randomDamage: a run of bytes that changed anywhere in a page is found by Open, or when
// what it spoilt is used, or by the check; or it is inside a value, which no page can tell.
func TestOpen_randomDamage(t *testing.T) {
	t.Parallel()
	path := filled(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	tree, _ := pagesOf(t, path)
	size := os.Getpagesize()
	rnd := rand.New(rand.NewPCG(3, 4))
	atOpen, later := 0, 0
	for range 100 {
		data := bytes.Clone(whole)
		at, n := tree[rnd.IntN(len(tree))]*size+rnd.IntN(size), 1+rnd.IntN(64)
		for i := range data[at:min(at+n, len(data))] {
			data[at+i] ^= byte(1 + rnd.IntN(255))
		}
		path := filepath.Join(t.TempDir(), "thuky.db")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path)
		if err != nil {
			atOpen++
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, data) {
				t.Errorf("%d bytes at %d: refused, and changed, %v", n, at, err)
			}
			continue
		}
		err = s.View(t.Context(), func(tx storage.Tx) error {
			_, err := storetest.Samples().Read(tx)
			return err
		})
		if err = errors.Join(err, s.Check(t.Context())); err != nil {
			later++
		}
		_ = s.Close()
	}
	if atOpen == 0 || later == 0 {
		t.Errorf("found at the start %d, later %d", atOpen, later)
	}
}
