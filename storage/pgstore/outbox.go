package pgstore

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"thuky/storage"
)

func (t *tx) Enqueue(o *storage.Outgoing) error {
	if err := storage.CheckID("outgoing key", o.Key); err != nil {
		return err
	}
	if err := storage.CheckAddress(o.To); err != nil {
		return err
	}
	key := []byte(o.Key)
	if t.get(outboxKeys, key) != nil {
		return about("outgoing", o.Key, storage.ErrConflict)
	}
	var err error
	if o.Seq, err = t.nextSequence(outbox); err != nil {
		return err
	}
	if err := t.put(outboxKeys, key, ofNumber(o.Seq)); err != nil {
		return err
	}
	return about("outgoing", o.Key, putJSON(t, box(o.Dead), ofNumber(o.Seq), o))
}

// box is where a message lies.
func box(isDead bool) kind {
	if isDead {
		return dead
	}
	return outbox
}

func (t *tx) Outbox() iter.Seq2[storage.Outgoing, error] {
	return records[storage.Outgoing](t, outbox, nil)
}

func (t *tx) DeadLetters() iter.Seq2[storage.Outgoing, error] {
	return records[storage.Outgoing](t, dead, nil)
}

func (t *tx) PutOutgoing(o storage.Outgoing) error {
	if err := storage.CheckAddress(o.To); err != nil {
		return err
	}
	seq := ofNumber(o.Seq)
	in := outbox
	if t.get(in, seq) == nil {
		if in = dead; t.get(in, seq) == nil {
			return about("outgoing", o.Key, storage.ErrNotFound)
		}
	}
	if !bytes.Equal(t.get(outboxKeys, joined(o.Key)), seq) {
		return about("outgoing", o.Key, storage.ErrConflict)
	}
	to := box(o.Dead)
	if to != in {
		if err := t.delete(in, seq); err != nil {
			return err
		}
	}
	return about("outgoing", o.Key, putJSON(t, to, seq, o))
}

func (t *tx) DeleteOutgoing(seq uint64) error {
	key := ofNumber(seq)
	for _, in := range []kind{outbox, dead} {
		value := t.get(in, key)
		if value == nil {
			continue
		}
		var o struct {
			Key string `json:"key"`
		}
		if err := json.Unmarshal(value, &o); err != nil {
			return fmt.Errorf("outgoing %d: decode: %w", seq, err)
		}
		if err := t.delete(outboxKeys, []byte(o.Key)); err != nil {
			return err
		}
		if err := t.delete(in, key); err != nil {
			return err
		}
	}
	return t.writable()
}

func (t *tx) Hold(to string) (time.Time, error) {
	value := t.get(holds, joined(to))
	if value == nil {
		return time.Time{}, nil
	}
	until, err := readTime(value)
	return until, about("hold", to, err)
}

func (t *tx) PutHold(to string, until time.Time) error {
	if err := storage.CheckID("hold", to); err != nil {
		return err
	}
	if until.IsZero() {
		return t.delete(holds, []byte(to))
	}
	return t.put(holds, []byte(to), ofTime(until))
}

func (t *tx) Holds() iter.Seq2[storage.Hold, error] {
	return each(t, holds, nil, func(key, value []byte) (storage.Hold, error) {
		until, err := readTime(value)
		return storage.Hold{To: string(key), Until: until}, err
	})
}
