package pgstore

import (
	"bytes"
	"encoding/binary"
	"math"
)

// Keys and values are bytes as package records makes them. The columns of a table are made
// from them, and they from the columns.

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
			return nil // unreachable: keys are made in package records
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
			e.Key = append(e.Key, 0)
		}
		e.Key = r.part(e.Key, i, c.form)
	}
	if !r.bare {
		e.Value = r.part([]byte{}, len(r.table.key), r.table.value.form)
	}
	return e
}
