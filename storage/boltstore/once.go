package boltstore

import (
	"bytes"
	"runtime/debug"
	"slices"

	"go.etcd.io/bbolt"

	"thuky/storage/records"
)

// day is the bucket of one UTC day of remembered keys. Forgetting drops it
// whole, and only the few days that are kept must be looked through.
type day struct {
	name []byte
	keys *bbolt.Bucket
}

// Remember is of records.Keys.
func (t *tx) Remember(key, today []byte) (fresh bool, err error) {
	defer t.guard(&err, debug.SetPanicOnFault(true))
	if err := t.Writable(); err != nil {
		return false, err
	}
	parent := t.bucket(records.Once)
	t.readDays()
	for _, d := range slices.Backward(t.days) {
		if d.keys.Get(key) != nil {
			return false, nil
		}
	}
	i, found := slices.BinarySearchFunc(t.days, today, func(d day, name []byte) int { return bytes.Compare(d.name, name) })
	t.writes++
	if !found {
		keys, err := parent.CreateBucket(today)
		if err != nil {
			return false, err
		}
		t.days = slices.Insert(t.days, i, day{today, keys})
	}
	return true, t.days[i].keys.Put(key, []byte{})
}

// readDays finds the buckets of the days, once per transaction.
func (t *tx) readDays() {
	if t.days != nil {
		return
	}
	parent := t.bucket(records.Once)
	t.days = []day{}
	c := parent.Cursor()
	for name, _ := c.First(); name != nil; name, _ = c.Next() {
		t.days = append(t.days, day{bytes.Clone(name), parent.Bucket(name)})
	}
}

// Forget is of records.Keys.
func (t *tx) Forget(before []byte) (err error) {
	defer t.guard(&err, debug.SetPanicOnFault(true))
	if err := t.Writable(); err != nil {
		return err
	}
	parent := t.bucket(records.Once)
	t.readDays()
	for len(t.days) > 0 && bytes.Compare(t.days[0].name, before) < 0 {
		t.writes++
		if err := parent.DeleteBucket(t.days[0].name); err != nil {
			return err
		}
		t.days = t.days[1:]
	}
	return nil
}
