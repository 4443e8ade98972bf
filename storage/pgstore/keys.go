package pgstore

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"time"

	"thuky/storage"
)

// Keys and values inside this package are bytes, the same as those of boltstore: ids
// divided by zero bytes, numbers big-endian, so that byte order is the order of records.
// The columns of a table are made from them, and they from the columns.

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

// appendArgs turns the next part of a key, or a value, into columns.
func (c column) appendArgs(args []any, part []byte) []any {
	switch c.form {
	case text, doc:
		return append(args, string(part))
	case raw:
		return append(args, part)
	case number:
		// A number above all that are stored finds its place at the end.
		return append(args, int64(min(binary.BigEndian.Uint64(part), math.MaxInt64)))
	case signed:
		return append(args, int64(binary.BigEndian.Uint64(part)^1<<63))
	case instant:
		return append(args, int64(binary.BigEndian.Uint64(part)^1<<63), int32(binary.BigEndian.Uint32(part[8:])))
	default:
		return args
	}
}

// split cuts a whole key, or the beginning of one, into its parts.
func (t table) split(key []byte) [][]byte {
	var parts [][]byte
	for i, c := range t.key {
		if len(key) == 0 {
			break
		}
		n := -1
		switch {
		case c.form == number, c.form == signed:
			n = 8
		case c.form == instant:
			n = 12
		case i == len(t.key)-1:
			n = len(key)
		}
		if n < 0 {
			part, rest, _ := bytes.Cut(key, []byte{0})
			parts, key = append(parts, part), rest
			continue
		}
		if len(key) < n {
			return nil // unreachable: keys are made in this package
		}
		parts, key = append(parts, key[:n]), key[n:]
	}
	return parts
}

// args are the columns of a whole key or the beginning of one.
func (t table) args(args []any, key []byte) []any {
	for i, part := range t.split(key) {
		args = t.key[i].appendArgs(args, part)
	}
	return args
}

// row is where the columns of a row are scanned to.
type row struct {
	table table
	bare  bool // the key only
	bytes [6][]byte
	whole [6]int64
	small [6]int32
}

// targets are pointers to the columns in their order.
func (r *row) targets() []any {
	columns := r.table.key
	if !r.bare {
		columns = append(columns[:len(columns):len(columns)], r.table.value)
	}
	var all []any
	for i, c := range columns {
		switch c.form {
		case text, doc, raw:
			all = append(all, &r.bytes[i])
		case number, signed:
			all = append(all, &r.whole[i])
		case instant:
			all = append(all, &r.whole[i], &r.small[i])
		}
	}
	return all
}

// part appends the ith column as bytes.
func (r *row) part(to []byte, i int, f form) []byte {
	switch f {
	case text, doc, raw:
		return append(to, r.bytes[i]...)
	case number:
		return binary.BigEndian.AppendUint64(to, uint64(r.whole[i]))
	case signed:
		return binary.BigEndian.AppendUint64(to, uint64(r.whole[i])^1<<63)
	case instant:
		to = binary.BigEndian.AppendUint64(to, uint64(r.whole[i])^1<<63)
		return binary.BigEndian.AppendUint32(to, uint32(r.small[i]))
	default:
		return to
	}
}

// entry is the row that was scanned.
func (r *row) entry() entry {
	var e entry
	for i, c := range r.table.key {
		if i > 0 && r.table.key[i-1].form == text {
			e.key = append(e.key, 0)
		}
		e.key = r.part(e.key, i, c.form)
	}
	if !r.bare {
		e.value = r.part([]byte{}, len(r.table.key), r.table.value.form)
	}
	return e
}
