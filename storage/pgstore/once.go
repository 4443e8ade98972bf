package pgstore

import (
	"bytes"

	"thuky/storage/records"
)

// Remember is of records.Keys.
func (t *tx) Remember(key, today []byte) (bool, error) {
	day, err := t.Get(records.Once, key)
	if err != nil {
		return false, err
	}
	// What the server has of the days that were forgotten here goes only with the commit.
	if day != nil && bytes.Compare(day, t.over.pruned) >= 0 {
		return false, nil
	}
	return true, t.Put(records.Once, key, today)
}

// Forget is of records.Keys.
func (t *tx) Forget(before []byte) error {
	if err := t.Writable(); err != nil {
		return err
	}
	if bytes.Compare(before, t.over.pruned) > 0 {
		t.over.pruned = before
		t.over.writes++
	}
	// What was recorded here, too.
	own := &t.over.kinds[records.Once]
	for key := own.next(nil, nil, false); key != ""; key = own.next(nil, []byte(key), false) {
		c := own.changes[key]
		if c.value != nil && bytes.Compare(c.value, before) < 0 {
			t.over.set(records.Once, []byte(key), change{})
		}
	}
	return nil
}
