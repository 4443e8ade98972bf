package pgstore

import (
	"bytes"
	"encoding/binary"
	"time"

	"thuky/storage"
)

const daySeconds = 24 * 60 * 60

// ofDay writes the UTC day of a time so that byte order is day order.
func ofDay(at time.Time) []byte {
	seconds := at.Unix()
	n := seconds / daySeconds
	if seconds%daySeconds < 0 {
		n--
	}
	return binary.BigEndian.AppendUint64(nil, uint64(n)^1<<63)
}

func (t *tx) Once(key string, at time.Time) (bool, error) {
	if err := storage.CheckID("update key", key); err != nil {
		return false, err
	}
	if err := t.writable(); err != nil {
		return false, err
	}
	name := []byte(key)
	// What the server has of the days that were forgotten here goes only with the commit.
	if day := t.get(once, name); day != nil && bytes.Compare(day, t.over.pruned) >= 0 {
		return false, nil
	}
	return true, t.put(once, name, ofDay(at))
}

// PruneOnce forgets whole days.
func (t *tx) PruneOnce(before time.Time) error {
	if err := t.writable(); err != nil {
		return err
	}
	first := ofDay(before) // the day of before is not wholly before it
	if bytes.Compare(first, t.over.pruned) > 0 {
		t.over.pruned = first
		t.over.writes++
	}
	// What was recorded here, too.
	own := &t.over.kinds[once]
	for key := own.next(nil, nil, false); key != ""; key = own.next(nil, []byte(key), false) {
		c := own.changes[key]
		if c.value != nil && bytes.Compare(c.value, first) < 0 {
			t.over.set(once, []byte(key), change{})
		}
	}
	return nil
}
