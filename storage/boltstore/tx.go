package boltstore

import (
	"bytes"
	"iter"

	"go.etcd.io/bbolt"

	"thuky/storage"
	"thuky/storage/records"
)

// tx is one bbolt transaction, shared by the calls of a group one after the other. The
// bytes that bbolt returns are gone with it, and reading them then ends the process:
// none leaves package records.
type tx struct {
	bolt    *bbolt.Tx // nil when the transaction is over
	typed   storage.Tx
	buckets [records.Kinds]*bbolt.Bucket
	days    []day // of update keys, the newest last; nil: not read yet
	writes  int   // how often anything was changed
}

var _ records.Keys = (*tx)(nil)

func newTx(bolt *bbolt.Tx, known *records.Known) *tx {
	t := &tx{bolt: bolt}
	t.typed = records.Remembering(t, known)
	return t
}

func (t *tx) rollback() {
	if t.bolt != nil {
		_ = t.bolt.Rollback() // fails only when it is over already
		t.bolt = nil
	}
}

// alive ends what uses a transaction that is over.
func (t *tx) alive() {
	if t.bolt == nil {
		panic("boltstore: a transaction was used after its end") // unreachable: see storage.Store
	}
}

// bucket finds a top-level bucket once per transaction.
func (t *tx) bucket(k records.Kind) *bbolt.Bucket {
	t.alive()
	b := t.buckets[k]
	if b == nil {
		b = t.bolt.Bucket(names[k])
		switch k {
		case records.Audit, records.Outbox, records.Failures, records.JobQueue: // keys mostly rise: leave pages nearly full
			b.FillPercent = 0.9
		}
		t.buckets[k] = b
	}
	return b
}

// Writable is of records.Keys, as are the following.
func (t *tx) Writable() error {
	t.alive()
	if !t.bolt.Writable() {
		return storage.ErrReadOnly
	}
	return nil
}

// changing gives a bucket in order to write to it.
func (t *tx) changing(k records.Kind) (*bbolt.Bucket, error) {
	if err := t.Writable(); err != nil {
		return nil, err
	}
	t.writes++
	return t.bucket(k), nil
}

func (t *tx) Get(k records.Kind, key []byte) ([]byte, error) { return t.bucket(k).Get(key), nil }

func (t *tx) Put(k records.Kind, key, value []byte) error {
	b, err := t.changing(k)
	if err != nil {
		return err
	}
	return b.Put(key, value)
}

func (t *tx) Delete(k records.Kind, key []byte) error {
	b, err := t.changing(k)
	if err != nil {
		return err
	}
	return b.Delete(key)
}

func (t *tx) Next(k records.Kind) (uint64, error) {
	b, err := t.changing(k)
	if err != nil {
		return 0, err
	}
	return b.NextSequence()
}

func (t *tx) Scan(k records.Kind, s records.Stretch) iter.Seq2[records.Entry, error] {
	return func(yield func(records.Entry, error) bool) {
		step, seek := (*bbolt.Cursor).Next, after
		if s.Back {
			step, seek = (*bbolt.Cursor).Prev, before
		}
		c := t.bucket(k).Cursor()
		var here []byte // a copy of the key, to find back after a change
		key, value := first(c, s)
		for key != nil && bytes.HasPrefix(key, s.Prefix) {
			here = append(here[:0], key...)
			writes := t.writes
			if !yield(records.Entry{Key: key, Value: value}, nil) {
				return
			}
			if t.writes == writes {
				key, value = step(c)
				continue
			}
			// The loop wrote, and the cursor may stand on a page that is no more.
			c = t.bucket(k).Cursor()
			key, value = seek(c, here)
		}
	}
}

// first goes to the first entry of a stretch, or to one beside it.
func first(c *bbolt.Cursor, s records.Stretch) (key, value []byte) {
	switch {
	case s.Back:
		return before(c, s.Beyond)
	case s.Beyond != nil:
		return after(c, s.Beyond)
	default:
		return c.Seek(s.Prefix)
	}
}

// after goes to the first entry with a key above one.
func after(c *bbolt.Cursor, key []byte) (found, value []byte) {
	if found, value = c.Seek(key); bytes.Equal(found, key) {
		return c.Next()
	}
	return found, value
}

// before goes to the last entry with a key below one.
func before(c *bbolt.Cursor, key []byte) (found, value []byte) {
	if found, _ = c.Seek(key); found == nil {
		return c.Last()
	}
	return c.Prev()
}
