package boltstore

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"

	"thuky/storage"
	"thuky/storage/storetest"
)

// FuzzDamage writes 8 bytes here and there over a sound file. Opening, checking
// and closing it end without a panic, and what passes the check can be read.
func FuzzDamage(f *testing.F) {
	sample, err := os.ReadFile(filepath.Join(storedSamples, storetest.Release, "bolt.db"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte{})
	f.Add([]byte{0, 16, 1, 2, 3, 4, 5, 6, 7, 8})
	f.Add([]byte{8, 0x20, 1, 0, 1, 0, 0, 0, 0, 0, 24, 0x20, 2, 0, 0, 0, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, patches []byte) {
		data := append([]byte{}, sample...)
		for ; len(patches) >= 10; patches = patches[10:] {
			copy(data[binary.LittleEndian.Uint16(patches):], patches[2:10])
		}
		path := filepath.Join(t.TempDir(), "thuky.db")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path)
		if err != nil {
			return
		}
		defer s.Close()
		if s.Check(t.Context()) != nil {
			return
		}
		err = s.View(t.Context(), func(tx storage.Tx) error {
			_, _ = storetest.Samples().Read(tx)
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}
