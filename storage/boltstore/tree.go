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
	file  io.ReaderAt
	size  uint64   // of a page
	end   uint64   // the first page that is not there
	seen  []bool   // by page
	spare [][]byte // buffers of one page
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

// checkTree walks all that can be reached from the root of a transaction. Of a long value
// it reads nothing, so that the cost grows with the number of records, not with their size.
func checkTree(bolt *bbolt.Tx, file io.ReaderAt) (*tree, error) {
	size := uint64(bolt.DB().Info().PageSize)
	end := uint64(bolt.Size()) / size
	t := &tree{file: file, size: size, end: end, seen: make([]bool, end)}
	return t, t.page(uint64(bolt.Cursor().Bucket().Root()))
}

func (t *tree) page(id uint64) error {
	s, flags, count, err := t.open(id)
	if err == nil {
		err = t.elements(s, flags, count, false)
		t.spare = append(t.spare, s.head)
	}
	if err != nil {
		return fmt.Errorf("page %d: %w", id, err)
	}
	return nil
}

// open takes a page, with those that it runs on into, and reads its head.
func (t *tree) open(id uint64) (s span, flags uint16, count int, err error) {
	if err := t.enter(id); err != nil {
		return s, 0, 0, err
	}
	head := t.buffer()
	if _, err := t.file.ReadAt(head, int64(id*t.size)); err != nil {
		return s, 0, 0, err
	}
	if got := order.Uint64(head); got != id {
		return s, 0, 0, fmt.Errorf("says that it is page %d", got)
	}
	more := uint64(order.Uint32(head[12:]))
	if more >= t.end {
		return s, 0, 0, errors.New("too long")
	}
	for next := id + 1; next <= id+more; next++ {
		if err := t.enter(next); err != nil {
			return s, 0, 0, err
		}
	}
	s = span{file: t.file, at: id * t.size, size: (1 + more) * t.size, head: head}
	return s, order.Uint16(head[8:]), int(order.Uint16(head[10:])), nil
}

// buffer is for one page. There is one for each level of the tree, not for each page.
func (t *tree) buffer() []byte {
	if n := len(t.spare); n > 0 {
		b := t.spare[n-1]
		t.spare = t.spare[:n-1]
		return b
	}
	return make([]byte, t.size)
}

// span is a run of bytes in the file, of which the head has been read.
type span struct {
	file     io.ReaderAt
	at, size uint64
	head     []byte
}

var errOutside = errors.New("an element lies outside")

// part gives the bytes from a place on.
func (s span) part(from, size uint64) ([]byte, error) {
	switch end := from + size; {
	case end > s.size:
		return nil, errOutside
	case end <= uint64(len(s.head)):
		return s.head[from:end], nil
	}
	data := make([]byte, size)
	_, err := s.file.ReadAt(data, int64(s.at+from))
	return data, err
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
func (t *tree) elements(s span, flags uint16, count int, inline bool) error {
	if flags != leafFlag && (flags != branchFlag || inline) {
		return fmt.Errorf("unknown flags %#x", flags)
	}
	all, err := s.part(headSize, uint64(count*elementSize))
	if err != nil {
		return fmt.Errorf("no room for %d elements", count)
	}
	for i := range count {
		at := uint64(headSize + i*elementSize)
		e := all[i*elementSize : (i+1)*elementSize]
		if flags == branchFlag {
			if at+uint64(order.Uint32(e))+uint64(order.Uint32(e[4:])) > s.size {
				return errOutside
			}
			if err := t.page(order.Uint64(e[8:])); err != nil {
				return err
			}
			continue
		}
		value := at + uint64(order.Uint32(e[4:])) + uint64(order.Uint32(e[8:])) // after the key
		size := uint64(order.Uint32(e[12:]))
		if value+size > s.size {
			return errOutside
		}
		if order.Uint32(e)&bucketFlag == 0 {
			continue
		}
		if err := t.bucket(s, value, size, inline); err != nil {
			return err
		}
	}
	return nil
}

func (t *tree) bucket(s span, at, size uint64, inline bool) error {
	switch {
	case inline:
		return errors.New("a bucket inside an inline bucket")
	case size < bucketHead:
		return errors.New("a bucket without a head")
	}
	value, err := s.part(at, size)
	if err != nil {
		return err
	}
	if root := order.Uint64(value); root != 0 {
		return t.page(root)
	}
	data := value[bucketHead:]
	if len(data) < headSize {
		return errors.New("too short")
	}
	inside := span{size: uint64(len(data)), head: data}
	return t.elements(inside, order.Uint16(data[8:]), int(order.Uint16(data[10:])), true)
}
