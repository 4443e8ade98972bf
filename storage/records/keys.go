package records

import (
	"encoding/binary"
	"errors"
	"time"

	"thuky/storage"
)

// Keys are ids divided by zero bytes, numbers big-endian and times, so that the order of
// bytes is the order of records.

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

func ofNumber(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// ofTime writes a time so that byte order is time order, for every time.Time.
func ofTime(t time.Time) []byte {
	key := binary.BigEndian.AppendUint64(make([]byte, 0, 12), uint64(t.Unix())^1<<63)
	return binary.BigEndian.AppendUint32(key, uint32(t.Nanosecond()))
}

// readTime reads what ofTime wrote at the beginning of a key or value.
func readTime(b []byte) (time.Time, error) {
	if len(b) < 12 {
		return time.Time{}, errors.New("decode: no time")
	}
	return time.Unix(int64(binary.BigEndian.Uint64(b)^1<<63), int64(binary.BigEndian.Uint32(b[8:]))).UTC(), nil
}

const daySeconds = 24 * 60 * 60

// ofDay writes the UTC day of a time so that byte order is day order.
func ofDay(at time.Time) []byte {
	seconds := at.Unix()
	n := seconds / daySeconds
	if seconds%daySeconds < 0 {
		n--
	}
	return binary.BigEndian.AppendUint64(nil, uint64(n)^1<<63)
}

// checkIDs takes pairs of what an id is and the id.
func checkIDs(pairs ...string) error {
	for i := 0; i < len(pairs); i += 2 {
		if err := storage.CheckID(pairs[i], pairs[i+1]); err != nil {
			return err
		}
	}
	return nil
}
