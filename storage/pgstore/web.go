package pgstore

import (
	"bytes"
	"errors"
	"fmt"
	"iter"

	"thuky/chat"
	"thuky/storage"
)

func (t *tx) Session(hash string) (storage.Session, error) {
	s, err := getJSON[storage.Session](t, sessions, joined(hash))
	return s, about("session", hash, err)
}

func (t *tx) PutSession(s storage.Session) error {
	if err := errors.Join(storage.CheckID("session", s.Hash), storage.CheckAddress(s.Address)); err != nil {
		return err
	}
	return about("session", s.Hash, putJSON(t, sessions, joined(s.Hash), s))
}

func (t *tx) DeleteSession(hash string) error { return t.delete(sessions, joined(hash)) }

func (t *tx) Sessions() iter.Seq2[storage.Session, error] {
	return records[storage.Session](t, sessions, nil)
}

// ofChat is the beginning of the keys of a chat's lines, nil for no address.
func ofChat(a chat.Address) []byte {
	if storage.CheckAddress(a) != nil {
		return nil
	}
	return within(a.String())
}

func (t *tx) AddLine(l *storage.Line) error {
	if err := errors.Join(storage.CheckAddress(l.Chat), storage.CheckID("line", l.Key)); err != nil {
		return err
	}
	named := joined(l.Chat.String(), l.Key)
	if t.get(lineKeys, named) != nil {
		return about("line", l.Key, storage.ErrConflict)
	}
	var err error
	if l.Seq, err = t.nextSequence(lines); err != nil {
		return err
	}
	if err := t.put(lineKeys, named, ofNumber(l.Seq)); err != nil {
		return err
	}
	return about("line", l.Key, putJSON(t, lines, append(ofChat(l.Chat), ofNumber(l.Seq)...), l))
}

func (t *tx) PutLine(l storage.Line) error {
	if err := storage.CheckAddress(l.Chat); err != nil {
		return err
	}
	key := append(ofChat(l.Chat), ofNumber(l.Seq)...)
	if t.get(lines, key) == nil {
		return about("line", l.Key, storage.ErrNotFound)
	}
	return about("line", l.Key, putJSON(t, lines, key, l))
}

func (t *tx) Line(a chat.Address, seq uint64) (storage.Line, error) {
	key := ofChat(a)
	if key == nil {
		return storage.Line{}, storage.ErrNotFound
	}
	l, err := getJSON[storage.Line](t, lines, append(key, ofNumber(seq)...))
	return l, about("line", fmt.Sprint(seq), err)
}

func (t *tx) LinesAfter(a chat.Address, seq uint64) iter.Seq2[storage.Line, error] {
	prefix := ofChat(a)
	if prefix == nil {
		return none[storage.Line]
	}
	return sequence(lines, t.scan(lines, prefix, append(bytes.Clone(prefix), ofNumber(seq)...), page{}), plain(decode[storage.Line]))
}

func (t *tx) LinesBefore(a chat.Address, seq uint64) iter.Seq2[storage.Line, error] {
	prefix := ofChat(a)
	if prefix == nil {
		return none[storage.Line]
	}
	if seq == 0 {
		seq = ^uint64(0)
	}
	return backwards[storage.Line](t, lines, prefix, append(bytes.Clone(prefix), ofNumber(seq)...))
}

func (t *tx) DeleteLines(a chat.Address) error {
	prefix := ofChat(a)
	for _, k := range []kind{lines, lineKeys} {
		if err := t.writable(); err != nil {
			return err
		}
		if prefix == nil {
			continue
		}
		for key, err := range each(t, k, prefix, func(key, _ []byte) ([]byte, error) { return bytes.Clone(key), nil }) {
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

func (t *tx) Value(key string) ([]byte, error) {
	value := t.get(values, joined(key))
	if value == nil {
		return nil, about("value", key, storage.ErrNotFound)
	}
	return bytes.Clone(value), nil
}

func (t *tx) PutValue(key string, value []byte) error {
	if err := storage.CheckID("value", key); err != nil {
		return err
	}
	if len(value) == 0 {
		return t.delete(values, joined(key))
	}
	return t.put(values, joined(key), bytes.Clone(value))
}
