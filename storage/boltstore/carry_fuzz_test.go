package boltstore

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"thuky/storage"
	"thuky/storage/records"
	"thuky/storage/storetest"
)

// FuzzWrite: whatever another engine gives as its records, the store that is made of them holds
// them as they were given and nothing else, or is not made.
func FuzzWrite(f *testing.F) {
	f.Add(storage.Sequences, []byte("audit"), []byte("\x00\x00\x00\x00\x00\x00\x00\x07"), false)
	f.Add(storage.Sequences, []byte("meta"), []byte("\x00\x00\x00\x00\x00\x00\x00\x07"), false)
	f.Add("people", []byte("p1"), []byte(`{"id":"p1","name":"Lê Thị Mai","addresses":[{"address":"telegram:1"}]}`), false)
	f.Add("once", []byte("telegram/1"), []byte("\x80\x00\x00\x00\x00\x00\x51\x00"), false)
	f.Add("once", []byte("telegram/1"), []byte{}, true)
	f.Add("values", []byte(records.MarkKey), []byte("\x01another mark"), true)
	f.Add("meta", []byte("schema"), []byte("99"), false)
	f.Add("", []byte{}, []byte{}, true)
	f.Fuzz(func(t *testing.T, kind string, key, value []byte, sealed bool) {
		var from, to *records.Seal
		if sealed {
			to = storetest.SealOf(t, 1)
		}
		path := filepath.Join(t.TempDir(), "thuky.db")
		want := storage.Raw{Kind: kind, Key: key, Value: value}
		dump := func(_ context.Context, put func(storage.Raw) error) error {
			return put(storage.Raw{Kind: kind, Key: bytes.Clone(key), Value: bytes.Clone(value)})
		}
		if err := WriteSealed(t.Context(), path, records.TurnDump(from, to, dump), to); err != nil {
			if names, _ := os.ReadDir(filepath.Dir(path)); len(names) > 0 {
				t.Errorf("after %v there is %q", err, names)
			}
			return
		}
		s, err := OpenSealed(path, to)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		err = records.TurnDump(to, from, s.Dump)(t.Context(), func(r storage.Raw) error {
			same := r.Kind == want.Kind && bytes.Equal(r.Key, want.Key) && bytes.Equal(r.Value, want.Value)
			found = found || same
			if !same && r.Kind != storage.Sequences {
				t.Errorf("it holds %s %q: %q, too", r.Kind, r.Key, r.Value)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		if !found && !(kind == "values" && string(key) == records.MarkKey) { // each store has its own
			t.Errorf("%s %q: %q is not in it", kind, key, value)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}
