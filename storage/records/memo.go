package records

import (
	"bytes"
	"sync"

	"thuky/report"
	"thuky/storage"
)

// Known is what an engine remembers from one transaction to the next, so that it is not decoded
// again. It is safe for concurrent use.
type Known struct {
	campaigns      *memo[report.Campaign]
	people         *memo[report.Person]
	participations *memo[storage.Participation]
}

// What is remembered is bounded, in bytes of records: the open campaigns are asked for all the
// time, and may name everybody at each question; of people those who write now are.
const (
	knownCampaigns      = 1 << 20
	knownPeople         = 1 << 20
	knownParticipations = 1 << 19
)

// NewKnown knows nothing yet.
func NewKnown() *Known {
	return &Known{
		campaigns:      newMemo(knownCampaigns, report.Campaign.Clone),
		people:         newMemo(knownPeople, report.Person.Clone),
		participations: newMemo(knownParticipations, storage.Participation.Clone),
	}
}

// knownJSON is getJSON that decodes nothing which is known.
func knownJSON[T any](t *Tx, known *memo[T], k Kind, key []byte) (record T, err error) {
	value, err := t.get(k, key)
	if err != nil {
		return record, err
	}
	if value == nil {
		return record, storage.ErrNotFound
	}
	return known.read(key, value, decode[T])
}

// decodeCampaign decodes one, unless it is known.
func (t *Tx) decodeCampaign(key, value []byte) (report.Campaign, error) {
	return t.known.campaigns.read(key, value, func(value []byte) (report.Campaign, error) {
		c, err := decode[report.Campaign](value)
		c.ShareLists()
		return c, err
	})
}

// memo spares decoding a record again that has not changed since. It keeps the bytes that a
// record was made of and compares them with those that are stored now, so that nothing can
// be out of date, whoever wrote. It is safe for concurrent use. A nil one keeps nothing.
type memo[T any] struct {
	clone func(T) T
	most  int // bytes of records

	mu      sync.Mutex
	entries map[string]decoded[T] // under mu
	size    int                   // under mu: bytes of records
}

type decoded[T any] struct {
	from  []byte
	value T
}

// newMemo makes a memo of records with at most so many bytes together. clone gives a value that
// shares nothing with another but what nobody changes.
func newMemo[T any](most int, clone func(T) T) *memo[T] {
	return &memo[T]{clone: clone, most: most, entries: map[string]decoded[T]{}}
}

// read gives the record that is stored under a key as these bytes, which decode is asked for
// where they are others than before. It keeps none of them.
func (m *memo[T]) read(key, stored []byte, decode func([]byte) (T, error)) (T, error) {
	if m == nil {
		return decode(stored)
	}
	m.mu.Lock()
	known, ok := m.entries[string(key)]
	m.mu.Unlock()
	if ok && bytes.Equal(known.from, stored) {
		return m.clone(known.value), nil
	}
	value, err := decode(stored)
	if err != nil || len(stored) > m.most {
		return value, err
	}
	own := decoded[T]{bytes.Clone(stored), m.clone(value)}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.size += len(own.from) - len(m.entries[string(key)].from); m.size > m.most {
		clear(m.entries)
		m.size = len(own.from)
	}
	m.entries[string(key)] = own
	return value, nil
}

// forget drops what is known of a record that is deleted.
func (m *memo[T]) forget(key []byte) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.size -= len(m.entries[string(key)].from)
	delete(m.entries, string(key))
}
