package records

import (
	"bytes"
	"fmt"
	"iter"
	"slices"
)

// sealed are the keys of an engine that keeps what is sealed.
type sealed struct {
	Keys
	seal *Seal
}

// Over gives the keys of an engine so that what goes to it is sealed, and opened again.
func (s *Seal) Over(k Keys) Keys {
	if s == nil {
		return k
	}
	return &sealed{k, s}
}

// Get is of Keys, as are the following.
func (t *sealed) Get(k Kind, key []byte) ([]byte, error) {
	stored := t.seal.key(k, key)
	value, err := t.Keys.Get(k, stored)
	if value == nil || err != nil {
		return nil, err
	}
	return t.open(k, stored, value)
}

func (t *sealed) open(k Kind, stored, value []byte) ([]byte, error) {
	value, err := t.seal.openValue(k, stored, value)
	if err != nil {
		return nil, fmt.Errorf("%s %q: %w", k, stored, err)
	}
	return value, nil
}

func (t *sealed) Put(k Kind, key, value []byte) error {
	stored := t.seal.key(k, key)
	return t.Keys.Put(k, stored, t.seal.value(k, stored, value))
}

func (t *sealed) Delete(k Kind, key []byte) error { return t.Keys.Delete(k, t.seal.key(k, key)) }

func (t *sealed) Remember(key, day []byte) (bool, error) {
	return t.Keys.Remember(t.seal.key(Once, key), day)
}

func (t *sealed) Scan(k Kind, s Stretch) iter.Seq2[Entry, error] {
	l := layouts[k]
	if l.sorted && s.Prefix == nil && s.Beyond == nil {
		return t.sorted(k, s)
	}
	if s.Prefix != nil {
		s.Prefix = t.seal.key(k, s.Prefix)
	}
	if s.Beyond != nil {
		s.Beyond = t.seal.key(k, s.Beyond)
	}
	return func(yield func(Entry, error) bool) {
		for e, err := range t.Keys.Scan(k, s) {
			if err == nil {
				e, err = t.entry(k, e, s.Bare)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// entry opens an entry.
func (t *sealed) entry(k Kind, e Entry, bare bool) (made Entry, err error) {
	if made.Key, err = t.seal.openKey(k, e.Key); err != nil {
		return e, fmt.Errorf("%s %q: %w", k, e.Key, err)
	}
	if !bare {
		made.Value, err = t.open(k, e.Key, e.Value)
	}
	return made, err
}

// sorted gives all of a kind in the order of its keys as they are meant. They are few: chats, groups,
// waits, work that waits.
func (t *sealed) sorted(k Kind, s Stretch) iter.Seq2[Entry, error] {
	type place struct{ key, stored []byte }
	return func(yield func(Entry, error) bool) {
		var places []place
		for e, err := range t.Keys.Scan(k, Stretch{Bare: true}) {
			if err == nil {
				var opened Entry
				opened, err = t.entry(k, e, true)
				places = append(places, place{bytes.Clone(opened.Key), bytes.Clone(e.Key)})
			}
			if err != nil {
				yield(e, err)
				return
			}
		}
		slices.SortFunc(places, func(a, b place) int { return bytes.Compare(a.key, b.key) })
		if s.Back {
			slices.Reverse(places)
		}
		for _, p := range places {
			value, err := t.Keys.Get(k, p.stored)
			if value == nil && err == nil {
				continue // the loop deleted it
			}
			if err == nil {
				value, err = t.open(k, p.stored, value)
			}
			if !yield(Entry{p.key, value}, err) || err != nil {
				return
			}
		}
	}
}
