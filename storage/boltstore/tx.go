package boltstore

import (
	"bytes"
	"fmt"
	"iter"
	"runtime/debug"

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
	spoil   func(cause any) error
	undo    func(*bbolt.Tx)
}

var _ records.Keys = (*tx)(nil)

// tx gives the keys and the records of a transaction.
func (s *Store) tx(bolt *bbolt.Tx) *tx {
	t := &tx{bolt: bolt, spoil: s.spoil, undo: s.undo}
	t.typed = records.Remembering(s.seal.Over(t), s.known)
	return t
}

// bareTx is for a file that is looked at, and whose damage is an answer.
func bareTx(bolt *bbolt.Tx, seal *records.Seal) *tx {
	t := &tx{
		bolt: bolt, undo: func(bolt *bbolt.Tx) { _ = bolt.Rollback() },
		spoil: func(cause any) error { return fmt.Errorf("unreadable: %v", cause) },
	}
	t.typed = records.New(seal.Over(t))
	return t
}

func (t *tx) rollback() {
	if t.bolt != nil {
		t.undo(t.bolt)
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

func (t *tx) Get(k records.Kind, key []byte) (value []byte, err error) {
	defer t.guard(&err, debug.SetPanicOnFault(true))
	return t.bucket(k).Get(key), nil
}

func (t *tx) Put(k records.Kind, key, value []byte) (err error) {
	defer t.guard(&err, debug.SetPanicOnFault(true))
	b, err := t.changing(k)
	if err != nil {
		return err
	}
	return b.Put(key, value)
}

func (t *tx) Delete(k records.Kind, key []byte) (err error) {
	defer t.guard(&err, debug.SetPanicOnFault(true))
	b, err := t.changing(k)
	if err != nil {
		return err
	}
	return b.Delete(key)
}

func (t *tx) Next(k records.Kind) (n uint64, err error) {
	defer t.guard(&err, debug.SetPanicOnFault(true))
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
		c, key, value, err := t.enter(k, func(c *bbolt.Cursor) ([]byte, []byte) { return first(c, s) })
		var here []byte // a copy of the key, to find back after a change
		for err == nil && key != nil && bytes.HasPrefix(key, s.Prefix) {
			here = append(here[:0], key...)
			writes := t.writes
			if !yield(records.Entry{Key: key, Value: value}, nil) {
				return
			}
			if t.writes == writes {
				key, value, err = t.step(c, step)
				continue
			}
			// The loop wrote, and the cursor may stand on a page that is no more.
			c, key, value, err = t.enter(k, func(c *bbolt.Cursor) ([]byte, []byte) { return seek(c, here) })
		}
		if err != nil {
			yield(records.Entry{}, err)
		}
	}
}

// enter makes a cursor and goes to a first entry.
func (t *tx) enter(k records.Kind, first func(*bbolt.Cursor) (key, value []byte)) (c *bbolt.Cursor, key, value []byte, err error) {
	defer t.guard(&err, debug.SetPanicOnFault(true))
	c = t.bucket(k).Cursor()
	key, value = first(c)
	return c, key, value, nil
}

func (t *tx) step(c *bbolt.Cursor, move func(*bbolt.Cursor) (key, value []byte)) (key, value []byte, err error) {
	defer t.guard(&err, debug.SetPanicOnFault(true))
	key, value = move(c)
	return key, value, nil
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
