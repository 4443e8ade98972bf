package records

import (
	"bytes"
	"sync"

	"thuky/report"
)

// Known is what an engine remembers from one transaction to the next, so that it is not decoded
// again. It is safe for concurrent use.
type Known struct {
	campaigns *memo[report.Campaign]
}

// knownCampaigns bounds the bytes of the campaigns that are remembered: the open ones are asked
// for all the time, and may name everybody at each question.
const knownCampaigns = 1 << 20

// NewKnown knows nothing yet.
func NewKnown() *Known {
	return &Known{campaigns: newMemo(knownCampaigns, report.Campaign.Clone)}
}

// decodeCampaign decodes one, unless it is known.
func (t *Tx) decodeCampaign(key, value []byte) (report.Campaign, error) {
	if t.known == nil {
		return decode[report.Campaign](value)
	}
	return t.known.campaigns.read(string(key), value, decode[report.Campaign])
}

// memo spares decoding a record again that has not changed since. It keeps the bytes that a
// record was made of and compares them with those that are stored now, so that nothing can
// be out of date, whoever wrote. It is safe for concurrent use.
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
func (m *memo[T]) read(key string, stored []byte, decode func([]byte) (T, error)) (T, error) {
	m.mu.Lock()
	known, ok := m.entries[key]
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
	if m.size += len(own.from) - len(m.entries[key].from); m.size > m.most {
		clear(m.entries)
		m.size = len(own.from)
	}
	m.entries[key] = own
	return value, nil
}
