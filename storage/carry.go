package storage

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"slices"
)

// Raw is a record, or an entry of an index, as engines keep it: key and value are the
// bytes that boltstore documents. With it a store is carried from one engine to another
// without any of them knowing the other.
type Raw struct {
	Kind       string
	Key, Value []byte
}

// Sequences is the kind under which the last number of a sequence is carried: the key
// names the kind that is numbered, the value is 8 bytes, big-endian.
const Sequences = "sequences"

// Dump gives everything in a store to put, as it was at one moment, kind by kind. What put
// is given is its to keep. An error of put ends it and is returned.
type Dump func(ctx context.Context, put func(Raw) error) error

// Tally counts the records of each kind and sums up what is in them, in whatever order
// they come.
type Tally map[string]Sum

// Sum is what a Tally knows of a kind.
type Sum struct {
	Count int64
	Bytes int64
	hash  [sha256.Size]byte // all hashes, exclusive or: no key comes twice
}

// Hash is a short form of the hash, for people to compare.
func (s Sum) Hash() string { return hex.EncodeToString(s.hash[:8]) }

// Add counts a record.
func (t Tally) Add(r Raw) {
	h := sha256.New()
	var n [8]byte
	binary.BigEndian.PutUint64(n[:], uint64(len(r.Key)))
	h.Write(n[:])
	h.Write(r.Key)
	h.Write(r.Value)
	s := t[r.Kind]
	for i, b := range h.Sum(nil) {
		s.hash[i] ^= b
	}
	s.Count++
	s.Bytes += int64(len(r.Key) + len(r.Value))
	t[r.Kind] = s
}

// Kinds are the kinds that were counted.
func (t Tally) Kinds() []string { return slices.Sorted(maps.Keys(t)) }

// Differ lists the kinds in which two stores are not the same.
func (t Tally) Differ(other Tally) []string {
	var kinds []string
	all := maps.Clone(t)
	maps.Copy(all, other)
	for _, kind := range all.Kinds() {
		if t[kind] != other[kind] {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}
