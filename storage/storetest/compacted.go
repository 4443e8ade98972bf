package storetest

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"thuky/storage"
)

// Compacted gives the bytes of a backup, which is a bbolt file, without its free pages: all that
// is still kept, and nothing else.
func Compacted(t testing.TB, s storage.Store) []byte {
	t.Helper()
	folder := t.TempDir()
	whole, compact := filepath.Join(folder, "whole.db"), filepath.Join(folder, "compact.db")
	if err := s.Backup(t.Context(), whole); err != nil {
		t.Fatal(err)
	}
	src, err := bbolt.Open(whole, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	dst, err := bbolt.Open(compact, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(bbolt.Compact(dst, src, 0), dst.Close(), src.Close()); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(compact)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
