package boltstore

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"thuky/storage"
)

// pagesOf tells what the pages of a file are for: those of the tree, and the list of free ones.
func pagesOf(t *testing.T, path string) (tree, free []int) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, PreLoadFreelist: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.View(func(tx *bbolt.Tx) error {
		for id := 2; ; id++ {
			info, err := tx.Page(id)
			if err != nil || info == nil {
				return err
			}
			switch info.Type {
			case "leaf", "branch":
				tree = append(tree, id)
			case "freelist":
				free = append(free, id)
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	return tree, free
}

// trim cuts off the room that bbolt keeps behind the last page: sixteen megabytes that every test
// with a file for each page would copy.
func trim(t testing.TB, path string) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	var size int64
	err = db.View(func(tx *bbolt.Tx) error {
		size = tx.Size()
		return nil
	})
	if err := errors.Join(err, db.Close(), os.Truncate(path, size)); err != nil {
		t.Fatal(err)
	}
}

// filled makes a closed store of many pages, some of them free.
func filled(t *testing.T) string {
	t.Helper()
	path := stored(t)
	s := mustOpen(t, path)
	for n := range 4 {
		if err := s.Update(t.Context(), func(tx storage.Tx) error {
			for i := range 15 {
				if err := tx.PutArtifact(fmt.Sprint(i), storage.Artifact{Data: bytes.Repeat([]byte{byte(n)}, i*100)}); err != nil {
					return err
				}
				if err := tx.PutTemplate(fmt.Sprint(i), bytes.Repeat([]byte{byte(n)}, 300)); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	trim(t, path)
	return path
}

// TestOpen_findsDamage: whatever a page of records or the list of free pages has become, a
// store is not opened on it, and the file stays as it is.
func TestOpen_findsDamage(t *testing.T) {
	t.Parallel()
	path := filled(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	size := os.Getpagesize()
	tree, free := pagesOf(t, path)
	if len(tree) < 10 || len(free) == 0 {
		t.Fatalf("%d pages of records, lists of free pages %v", len(tree), free)
	}
	page := func(data []byte, id int) []byte { return data[id*size : (id+1)*size] }
	try := func(what string, spoil func(data []byte)) {
		data := bytes.Clone(whole)
		spoil(data)
		path := filepath.Join(t.TempDir(), "thuky.db")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if s, err := Open(path); err == nil {
			s.Close()
			t.Errorf("%s: opened", what)
		} else if !errors.Is(err, storage.ErrDamaged) {
			t.Errorf("%s: got error %v, want ErrDamaged", what, err)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, data) {
			t.Errorf("%s: the file was changed, %v", what, err)
		}
	}
	reached := map[int]bool{}
	for _, id := range tree { // some are of an older transaction, which nobody reads
		data := bytes.Clone(whole)
		clear(page(data, id))
		path := filepath.Join(t.TempDir(), "thuky.db")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path)
		if err != nil {
			reached[id] = true
			continue
		}
		if err := errors.Join(s.Check(t.Context()), s.Close()); err != nil {
			t.Errorf("page %d zeroed: opened, but %v", id, err)
		}
	}
	last := 0
	for _, id := range tree {
		if !reached[id] {
			continue
		}
		try(fmt.Sprintf("page %d torn", id), func(data []byte) { clear(page(data, id)[:512]) })
		if last > 0 {
			try(fmt.Sprintf("pages %d and %d swapped", last, id), func(data []byte) {
				was := bytes.Clone(page(data, last))
				copy(page(data, last), page(data, id))
				copy(page(data, id), was)
			})
		}
		last = id
	}
	if len(reached) < 10 {
		t.Errorf("only %d pages are in use", len(reached))
	}
	used := tree[0]
	for _, id := range tree {
		if reached[id] {
			used = id
		}
	}
	for _, id := range free {
		list := page(whole, id)
		if order.Uint16(list[10:]) == 0 {
			continue
		}
		try("a page in use among the free ones", func(data []byte) { order.PutUint64(page(data, id)[headSize:], uint64(used)) })
		try("free pages that are not there", func(data []byte) { order.PutUint64(page(data, id)[headSize:], 1<<40) })
	}
	for _, n := range []int{0, 1, size, last*size + 1} {
		path := filepath.Join(t.TempDir(), "thuky.db")
		if err := os.WriteFile(path, whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		if s, err := Open(path); err == nil {
			s.Close()
			t.Errorf("cut off after %d bytes: opened", n)
		}
	}
}
