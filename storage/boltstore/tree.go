package boltstore

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"go.etcd.io/bbolt"
)

// tree reads the pages of a file by itself. bbolt trusts what pages say of each
// other: on a damaged file its own check can run in a circle until memory is full,
// or beyond its memory map, which ends the process. What passes here it can read.
type tree struct {
	file io.ReaderAt
	size uint64 // of a page
	end  uint64 // the first page that is not there
	seen []bool // by page
}

// The layout of bbolt's pages, in the byte order of the machine: a header of id
// (8), flags (2), count (2), overflow (4), then count elements of 16 bytes. A
// branch has position, key size, page (8); a leaf flags, position, key size, value
// size; positions count from the element.
const (
	headSize    = 16
	elementSize = 16
	branchFlag  = 1
	leafFlag    = 2
	bucketFlag  = 1  // of a leaf element: the value is a bucket
	bucketHead  = 16 // root page (8), sequence (8); root 0: the page follows inline
)

var order = binary.NativeEndian

// checkTree walks all that can be reached from the root of a transaction.
func checkTree(bolt *bbolt.Tx, file io.ReaderAt) error {
	size := uint64(bolt.DB().Info().PageSize)
	end := uint64(bolt.Size()) / size
	t := tree{file: file, size: size, end: end, seen: make([]bool, end)}
	return t.page(uint64(bolt.Cursor().Bucket().Root()))
}

func (t *tree) page(id uint64) error {
	if err := t.enter(id); err != nil {
		return err
	}
	head := make([]byte, headSize)
	if _, err := t.file.ReadAt(head, int64(id*t.size)); err != nil {
		return fmt.Errorf("page %d: %w", id, err)
	}
	if got := order.Uint64(head); got != id {
		return fmt.Errorf("page %d: says that it is page %d", id, got)
	}
	more := uint64(order.Uint32(head[12:]))
	if more >= t.end {
		return fmt.Errorf("page %d: too long", id)
	}
	for next := id + 1; next <= id+more; next++ {
		if err := t.enter(next); err != nil {
			return err
		}
	}
	data := make([]byte, (1+more)*t.size)
	if _, err := t.file.ReadAt(data, int64(id*t.size)); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("page %d: %w", id, err)
	}
	if err := t.elements(data, false); err != nil {
		return fmt.Errorf("page %d: %w", id, err)
	}
	return nil
}

// enter notes that a page is in use, which it may be once.
func (t *tree) enter(id uint64) error {
	if id < 2 || id >= t.end {
		return fmt.Errorf("page %d: is not one of %d", id, t.end)
	}
	if t.seen[id] {
		return fmt.Errorf("page %d: is used twice", id)
	}
	t.seen[id] = true
	return nil
}

// elements goes through a page, and down to those it points at.
func (t *tree) elements(data []byte, inline bool) error {
	if len(data) < headSize {
		return errors.New("too short")
	}
	flags, count := order.Uint16(data[8:]), int(order.Uint16(data[10:]))
	if flags != leafFlag && (flags != branchFlag || inline) {
		return fmt.Errorf("unknown flags %#x", flags)
	}
	if headSize+count*elementSize > len(data) {
		return fmt.Errorf("no room for %d elements", count)
	}
	for i := range count {
		at := uint64(headSize + i*elementSize)
		e := data[at : at+elementSize]
		if flags == branchFlag {
			if _, err := part(data, at+uint64(order.Uint32(e)), order.Uint32(e[4:])); err != nil {
				return err
			}
			if err := t.page(order.Uint64(e[8:])); err != nil {
				return err
			}
			continue
		}
		key := at + uint64(order.Uint32(e[4:]))
		if _, err := part(data, key, order.Uint32(e[8:])); err != nil {
			return err
		}
		value, err := part(data, key+uint64(order.Uint32(e[8:])), order.Uint32(e[12:]))
		if err != nil {
			return err
		}
		if order.Uint32(e)&bucketFlag == 0 {
			continue
		}
		if err := t.bucket(value, inline); err != nil {
			return err
		}
	}
	return nil
}

func (t *tree) bucket(value []byte, inline bool) error {
	switch {
	case inline:
		return errors.New("a bucket inside an inline bucket")
	case len(value) < bucketHead:
		return errors.New("a bucket without a head")
	case order.Uint64(value) != 0:
		return t.page(order.Uint64(value))
	}
	return t.elements(value[bucketHead:], true)
}

// part is data[at : at+size] where that is within data.
func part(data []byte, at uint64, size uint32) ([]byte, error) {
	if end := at + uint64(size); end <= uint64(len(data)) {
		return data[at:end], nil
	}
	return nil, errors.New("an element lies outside")
}
