package records

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"thuky/storage"
)

func (t *Tx) Enqueue(o *storage.Outgoing) error {
	if err := storage.CheckID("outgoing key", o.Key); err != nil {
		return err
	}
	if err := storage.CheckAddress(o.To); err != nil {
		return err
	}
	key := []byte(o.Key)
	there, err := t.has(OutboxKeys, key)
	if err == nil && there {
		err = storage.ErrConflict
	}
	if err != nil {
		return about("outgoing", o.Key, err)
	}
	if o.Seq, err = t.keys.Next(Outbox); err != nil {
		return err
	}
	if err := t.put(OutboxKeys, key, ofNumber(o.Seq)); err != nil {
		return err
	}
	return about("outgoing", o.Key, putJSON(t, box(o.Dead), ofNumber(o.Seq), o))
}

// box is where a message lies.
func box(isDead bool) Kind {
	if isDead {
		return Dead
	}
	return Outbox
}

func (t *Tx) Outbox() iter.Seq2[storage.Outgoing, error] {
	return all[storage.Outgoing](t, Outbox, Stretch{})
}

func (t *Tx) DeadLetters() iter.Seq2[storage.Outgoing, error] {
	return all[storage.Outgoing](t, Dead, Stretch{})
}

func (t *Tx) PutOutgoing(o storage.Outgoing) error {
	if err := storage.CheckAddress(o.To); err != nil {
		return err
	}
	seq := ofNumber(o.Seq)
	in := Outbox
	there, err := t.has(in, seq)
	if err == nil && !there {
		in = Dead
		there, err = t.has(in, seq)
	}
	if err == nil && !there {
		err = storage.ErrNotFound
	}
	if err != nil {
		return about("outgoing", o.Key, err)
	}
	named, err := t.get(OutboxKeys, joined(o.Key))
	if err == nil && !bytes.Equal(named, seq) {
		err = storage.ErrConflict
	}
	if err != nil {
		return about("outgoing", o.Key, err)
	}
	to := box(o.Dead)
	if to != in {
		if err := t.delete(in, seq); err != nil {
			return err
		}
	}
	return about("outgoing", o.Key, putJSON(t, to, seq, o))
}

func (t *Tx) DeleteOutgoing(seq uint64) error {
	key := ofNumber(seq)
	for _, in := range []Kind{Outbox, Dead} {
		value, err := t.get(in, key)
		if err != nil {
			return fmt.Errorf("outgoing %d: %w", seq, err)
		}
		if value == nil {
			continue
		}
		var o struct {
			Key string `json:"key"`
		}
		if err := json.Unmarshal(value, &o); err != nil {
			return fmt.Errorf("outgoing %d: decode: %w", seq, err)
		}
		if err := t.delete(OutboxKeys, []byte(o.Key)); err != nil {
			return err
		}
		if err := t.delete(in, key); err != nil {
			return err
		}
	}
	return t.keys.Writable()
}

func (t *Tx) Hold(to string) (time.Time, error) {
	value, err := t.get(Holds, joined(to))
	if value == nil {
		return time.Time{}, about("hold", to, err)
	}
	until, err := readTime(value)
	return until, about("hold", to, err)
}

func (t *Tx) PutHold(to string, until time.Time) error {
	if err := storage.CheckID("hold", to); err != nil {
		return err
	}
	if until.IsZero() {
		return t.delete(Holds, []byte(to))
	}
	return t.put(Holds, []byte(to), ofTime(until))
}

func (t *Tx) Holds() iter.Seq2[storage.Hold, error] {
	return each(t, Holds, Stretch{}, func(key, value []byte) (storage.Hold, error) {
		until, err := readTime(value)
		return storage.Hold{To: string(key), Until: until}, err
	})
}
