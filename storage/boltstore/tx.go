package boltstore

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"go.etcd.io/bbolt"

	"thuky/storage"
)

// tx is storage.Tx over one bbolt transaction, shared by the calls of a group
// one after the other. Nothing that bbolt returns leaves it: those bytes are gone
// with the transaction, and reading them then ends the process.
type tx struct {
	bolt    *bbolt.Tx // nil when the transaction is over
	buckets [kinds]*bbolt.Bucket
	days    []day // of once, the newest last; nil: not read yet
	writes  int   // how often anything was changed
}

var _ storage.Tx = (*tx)(nil)

func (t *tx) rollback() {
	if t.bolt != nil {
		_ = t.bolt.Rollback() // fails only when it is over already
		t.bolt = nil
	}
}

// bucket finds a top-level bucket once per transaction.
func (t *tx) bucket(k kind) *bbolt.Bucket {
	if t.bolt == nil {
		panic("boltstore: a transaction was used after its end") // unreachable: see storage.Store
	}
	b := t.buckets[k]
	if b == nil {
		b = t.bolt.Bucket(names[k])
		switch k {
		case audit, outbox, failures, jobQueue: // keys mostly rise: leave pages nearly full
			b.FillPercent = 0.9
		}
		t.buckets[k] = b
	}
	return b
}

// changing gives a bucket in order to write to it.
func (t *tx) changing(k kind) (*bbolt.Bucket, error) {
	b := t.bucket(k)
	if !t.bolt.Writable() {
		return nil, storage.ErrReadOnly
	}
	t.writes++
	return b, nil
}

// put takes over value: nobody may change it before the transaction ends.
func (t *tx) put(k kind, key, value []byte) error {
	b, err := t.changing(k)
	if err != nil {
		return err
	}
	return b.Put(key, value)
}

func (t *tx) delete(k kind, key []byte) error {
	b, err := t.changing(k)
	if err != nil || len(key) == 0 {
		return err
	}
	return b.Delete(key)
}

// get gives the bytes of bbolt itself, nil when there are none.
func (t *tx) get(k kind, key []byte) []byte {
	b := t.bucket(k)
	if len(key) == 0 {
		return nil
	}
	return b.Get(key)
}

func putJSON(t *tx, k kind, key []byte, record any) error {
	value, err := json.Marshal(record)
	if err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	return t.put(k, key, value)
}

func getJSON[T any](t *tx, k kind, key []byte) (record T, err error) {
	value := t.get(k, key)
	if value == nil {
		return record, storage.ErrNotFound
	}
	return decode[T](value)
}

func decode[T any](value []byte) (record T, err error) {
	if err := json.Unmarshal(value, &record); err != nil {
		var none T
		return none, fmt.Errorf("decode: %w", err)
	}
	return record, nil
}

// about says which record an error is about.
func about(what, id string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s %q: %w", what, id, err)
}

// records gives the JSON records whose keys begin with prefix.
func records[T any](t *tx, k kind, prefix []byte) iter.Seq2[T, error] {
	return each(t, k, prefix, func(_, value []byte) (T, error) { return decode[T](value) })
}

// each gives what read makes of the entries whose keys begin with prefix; read
// must copy what it keeps. An error of read is yielded and ends it.
func each[T any](t *tx, k kind, prefix []byte, read func(key, value []byte) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		c := t.bucket(k).Cursor()
		var here []byte // a copy of the key, to find back after a change
		for key, value := c.Seek(prefix); key != nil && bytes.HasPrefix(key, prefix); {
			record, err := read(key, value)
			if err != nil {
				err = fmt.Errorf("%s %q: %w", names[k], key, err)
			}
			here = append(here[:0], key...)
			before := t.writes
			if !yield(record, err) || err != nil {
				return
			}
			if t.writes == before {
				key, value = c.Next()
				continue
			}
			// The loop wrote, and the cursor may stand on a page that is no more.
			c = t.bucket(k).Cursor()
			if key, value = c.Seek(here); bytes.Equal(key, here) {
				key, value = c.Next()
			}
		}
	}
}

// backwards gives what read makes of the entries whose keys begin with prefix and are
// below a key, from the last one back; read must copy what it keeps.
func backwards[T any](t *tx, k kind, prefix, below []byte, read func(value []byte) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		at := below
		for {
			// Every step seeks anew, so that the loop may write.
			key, value := t.before(k, at)
			if key == nil || !bytes.HasPrefix(key, prefix) {
				return
			}
			at = bytes.Clone(key)
			record, err := read(value)
			if err != nil {
				err = fmt.Errorf("%s %q: %w", names[k], at, err)
			}
			if !yield(record, err) || err != nil {
				return
			}
		}
	}
}

// before gives the last entry with a key below one.
func (t *tx) before(k kind, key []byte) (found, value []byte) {
	c := t.bucket(k).Cursor()
	if k, _ := c.Seek(key); k == nil {
		return c.Last()
	}
	return c.Prev()
}

// none gives nothing: there is no record under an id that cannot be stored.
func none[T any](func(T, error) bool) {}

// prune deletes the entries for which old says so, in all the kinds.
func (t *tx) prune(k kind, old func(value []byte) (bool, error), also ...kind) error {
	if !t.bolt.Writable() {
		return storage.ErrReadOnly
	}
	var keys [][]byte
	for key, err := range each(t, k, nil, func(key, value []byte) ([]byte, error) {
		yes, err := old(value)
		if !yes || err != nil {
			return nil, err
		}
		return bytes.Clone(key), nil
	}) {
		if err != nil {
			return err
		}
		if key != nil {
			keys = append(keys, key)
		}
	}
	for _, key := range keys {
		for _, k := range append(also, k) {
			if err := t.delete(k, key); err != nil {
				return err
			}
		}
	}
	return nil
}

func notFound(err error) bool { return errors.Is(err, storage.ErrNotFound) }
