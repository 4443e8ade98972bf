package records

import (
	"bytes"
	"errors"
	"fmt"
	"iter"

	"thuky/chat"
	"thuky/storage"
)

func (t *Tx) Session(hash string) (storage.Session, error) {
	s, err := getJSON[storage.Session](t, Sessions, joined(hash))
	return s, about("session", hash, err)
}

func (t *Tx) PutSession(s storage.Session) error {
	if err := errors.Join(storage.CheckID("session", s.Hash), storage.CheckAddress(s.Address)); err != nil {
		return err
	}
	return about("session", s.Hash, putJSON(t, Sessions, joined(s.Hash), s))
}

func (t *Tx) DeleteSession(hash string) error { return t.delete(Sessions, joined(hash)) }

func (t *Tx) Sessions() iter.Seq2[storage.Session, error] {
	return all[storage.Session](t, Sessions, Stretch{})
}

// ofChat is the beginning of the keys of a chat's lines, nil for no address.
func ofChat(a chat.Address) []byte {
	if storage.CheckAddress(a) != nil {
		return nil
	}
	return within(a.String())
}

func (t *Tx) AddLine(l *storage.Line) error {
	if err := errors.Join(storage.CheckAddress(l.Chat), storage.CheckID("line", l.Key)); err != nil {
		return err
	}
	named := joined(l.Chat.String(), l.Key)
	there, err := t.has(LineKeys, named)
	if err == nil && there {
		err = storage.ErrConflict
	}
	if err != nil {
		return about("line", l.Key, err)
	}
	if l.Seq, err = t.keys.Next(Lines); err != nil {
		return err
	}
	if err := t.put(LineKeys, named, ofNumber(l.Seq)); err != nil {
		return err
	}
	return about("line", l.Key, putJSON(t, Lines, append(ofChat(l.Chat), ofNumber(l.Seq)...), l))
}

func (t *Tx) PutLine(l storage.Line) error {
	if err := storage.CheckAddress(l.Chat); err != nil {
		return err
	}
	key := append(ofChat(l.Chat), ofNumber(l.Seq)...)
	there, err := t.has(Lines, key)
	if err == nil && !there {
		err = storage.ErrNotFound
	}
	if err != nil {
		return about("line", l.Key, err)
	}
	return about("line", l.Key, putJSON(t, Lines, key, l))
}

func (t *Tx) Line(a chat.Address, seq uint64) (storage.Line, error) {
	key := ofChat(a)
	if key == nil {
		return storage.Line{}, storage.ErrNotFound
	}
	l, err := getJSON[storage.Line](t, Lines, append(key, ofNumber(seq)...))
	return l, about("line", fmt.Sprint(seq), err)
}

func (t *Tx) LinesAfter(a chat.Address, seq uint64) iter.Seq2[storage.Line, error] {
	prefix := ofChat(a)
	if prefix == nil {
		return none[storage.Line]
	}
	return all[storage.Line](t, Lines, Stretch{Prefix: prefix, Beyond: append(bytes.Clone(prefix), ofNumber(seq)...)})
}

func (t *Tx) LinesBefore(a chat.Address, seq uint64) iter.Seq2[storage.Line, error] {
	prefix := ofChat(a)
	if prefix == nil {
		return none[storage.Line]
	}
	if seq == 0 {
		seq = ^uint64(0)
	}
	return all[storage.Line](t, Lines, Stretch{Prefix: prefix, Beyond: append(bytes.Clone(prefix), ofNumber(seq)...), Back: true})
}

func (t *Tx) DeleteLines(a chat.Address) error {
	prefix := ofChat(a)
	for _, k := range []Kind{Lines, LineKeys} {
		if err := t.keys.Writable(); err != nil {
			return err
		}
		if prefix == nil {
			continue
		}
		for key, err := range each(t, k, Stretch{Prefix: prefix}, func(key, _ []byte) ([]byte, error) { return bytes.Clone(key), nil }) {
			if err != nil {
				return err
			}
			if err := t.delete(k, key); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *Tx) Value(key string) ([]byte, error) {
	value, err := t.copied(Values, joined(key))
	if err == nil && value == nil {
		err = storage.ErrNotFound
	}
	return value, about("value", key, err)
}

func (t *Tx) PutValue(key string, value []byte) error {
	if err := storage.CheckID("value", key); err != nil {
		return err
	}
	if len(value) == 0 {
		return t.delete(Values, joined(key))
	}
	return t.put(Values, joined(key), bytes.Clone(value))
}
