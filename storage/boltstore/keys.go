package boltstore

import (
	"encoding/binary"
	"errors"
	"time"

	"thuky/storage"
)

// joined is an id, or several divided by zero bytes, as a key. It is empty, and
// finds nothing, when one of them cannot be stored.
func joined(ids ...string) []byte {
	n := len(ids)
	for _, id := range ids {
		if storage.CheckID("id", id) != nil {
			return nil
		}
		n += len(id)
	}
	key := make([]byte, 0, n)
	for i, id := range ids {
		if i > 0 {
			key = append(key, 0)
		}
		key = append(key, id...)
	}
	return key
}

// within is the beginning of all keys whose first id is this.
func within(id string) []byte { return append([]byte(id), 0) }

func number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// instant writes a time so that byte order is time order, for every time.Time.
func instant(t time.Time) []byte {
	key := binary.BigEndian.AppendUint64(make([]byte, 0, 12), uint64(t.Unix())^1<<63)
	return binary.BigEndian.AppendUint32(key, uint32(t.Nanosecond()))
}

// readInstant reads what instant wrote at the beginning of a key or value.
func readInstant(b []byte) (time.Time, error) {
	if len(b) < 12 {
		return time.Time{}, errors.New("decode: no time")
	}
	return time.Unix(int64(binary.BigEndian.Uint64(b)^1<<63), int64(binary.BigEndian.Uint32(b[8:]))).UTC(), nil
}
