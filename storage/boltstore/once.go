package boltstore

import (
	"bytes"
	"encoding/binary"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"thuky/storage"
)

// day is the bucket of one UTC day of remembered keys. Forgetting drops it
// whole, and only the few days that are kept must be looked through.
type day struct {
	name []byte
	keys *bbolt.Bucket
}

const daySeconds = 24 * 60 * 60

// dayName numbers the UTC days so that byte order is their order.
func dayName(at time.Time) []byte {
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
	parent := t.bucket(once)
	if !t.bolt.Writable() {
		return false, storage.ErrReadOnly
	}
	t.readDays()
	name := []byte(key)
	for _, d := range slices.Backward(t.days) {
		if d.keys.Get(name) != nil {
			return false, nil
		}
	}
	today := dayName(at)
	i, found := slices.BinarySearchFunc(t.days, today, func(d day, name []byte) int { return bytes.Compare(d.name, name) })
	t.writes++
	if !found {
		keys, err := parent.CreateBucket(today)
		if err != nil {
			return false, err
		}
		t.days = slices.Insert(t.days, i, day{today, keys})
	}
	return true, t.days[i].keys.Put(name, []byte{})
}

// readDays finds the buckets of the days, once per transaction.
func (t *tx) readDays() {
	if t.days != nil {
		return
	}
	parent := t.bucket(once)
	t.days = []day{}
	c := parent.Cursor()
	for name, _ := c.First(); name != nil; name, _ = c.Next() {
		t.days = append(t.days, day{bytes.Clone(name), parent.Bucket(name)})
	}
}

func (t *tx) PruneOnce(before time.Time) error {
	parent := t.bucket(once)
	if !t.bolt.Writable() {
		return storage.ErrReadOnly
	}
	t.readDays()
	first := dayName(before) // the day of before is not wholly before it
	for len(t.days) > 0 && bytes.Compare(t.days[0].name, first) < 0 {
		t.writes++
		if err := parent.DeleteBucket(t.days[0].name); err != nil {
			return err
		}
		t.days = t.days[1:]
	}
	return nil
}
