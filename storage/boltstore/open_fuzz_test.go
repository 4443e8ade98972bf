package boltstore

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// FuzzOpen: any file in the place of a store or a backup is refused, or opened and closed,
// without a panic, and what is refused stays as it is.
func FuzzOpen(f *testing.F) {
	f.Add([]byte{}, 0)
	f.Add([]byte("SQLite format 3\x00"), 4096)
	f.Add([]byte("PK\x03\x04"), 100)
	f.Add([]byte("\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x00\xed\xda\x0c\xed\x02\x00\x00\x00\x00\x10\x00\x00"), 8192)
	f.Fuzz(func(t *testing.T, head []byte, size int) {
		data := make([]byte, max(len(head), min(max(size, 0), 64<<10)))
		copy(data, head)
		path := filepath.Join(t.TempDir(), "thuky.db")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path)
		if err == nil {
			_ = s.Check(t.Context()) // any error will do
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			return
		}
		if left, err := os.ReadFile(path); err != nil || !bytes.Equal(left, data) {
			t.Errorf("what was refused is %d bytes long now, was %d: %v", len(left), len(data), err)
		}
	})
}
