package boltstore

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"

	"go.etcd.io/bbolt"
)

// What a file is looked at for before it is used. A commit takes its pages from the list
// of free ones: where that list names a page that holds records, the next commit destroys
// them, so that it is looked at together with the tree.

// The place of what we need in a meta page, after its head; see hasMagic for the others.
const (
	metaFreelist = headSize + 32
	metaTx       = headSize + 48
	metaEnd      = headSize + 64
	freelistFlag = 0x10
	noFreelist   = ^uint64(0)
	longList     = 0xffff // the count of a list whose length stands before its first element
)

// checkWhole walks the tree of a file and its list of free pages. The transaction only reads,
// and no other process has the file open.
func checkWhole(bolt *bbolt.Tx, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	defer readAhead(f)()
	t, err := checkTree(bolt, f)
	if err != nil {
		return err
	}
	return t.free(uint64(bolt.ID()))
}

// aheadBlock is how much is read ahead at once.
const aheadBlock = 1 << 20

// readAhead reads a file from its beginning until stop is called, for the sake of the system's
// cache alone. Whoever follows the tree of a store that has grown for years jumps to and fro in
// the file, and would wait for the disk at every page of it.
func readAhead(f *os.File) (stop func()) {
	var ended atomic.Bool
	var reading sync.WaitGroup
	reading.Go(func() {
		block := make([]byte, aheadBlock)
		for at := int64(0); !ended.Load(); at += aheadBlock {
			if _, err := f.ReadAt(block, at); err != nil {
				return // the end, or what the walk itself will meet
			}
		}
	})
	return func() {
		ended.Store(true)
		reading.Wait()
	}
}

// free looks whether the list of free pages, as of a transaction, names none that is in use.
func (t *tree) free(tx uint64) error {
	id, err := t.freelist(tx)
	if err != nil || id == noFreelist {
		return err
	}
	s, flags, count, err := t.open(id)
	if err == nil && flags != freelistFlag {
		err = fmt.Errorf("unknown flags %#x", flags)
	}
	if err == nil {
		err = t.listed(s, uint64(count))
	}
	if err != nil {
		return fmt.Errorf("free pages, page %d: %w", id, err)
	}
	return nil
}

// freelist gives the page of the list. It stands in the meta page of the transaction: in
// one of two, which of them is another in a copy than in the file it was made of.
func (t *tree) freelist(tx uint64) (id uint64, err error) {
	head := make([]byte, metaEnd)
	for page := range uint64(2) {
		if _, err := t.file.ReadAt(head, int64(page*t.size)); err != nil {
			return 0, fmt.Errorf("page %d: %w", page, err)
		}
		if order.Uint64(head[metaTx:]) == tx {
			return order.Uint64(head[metaFreelist:]), nil
		}
	}
	return 0, fmt.Errorf("no meta page of transaction %d", tx)
}

func (t *tree) listed(s span, count uint64) error {
	from := uint64(headSize)
	if count == longList {
		length, err := s.part(from, 8)
		if err != nil {
			return err
		}
		from, count = from+8, order.Uint64(length)
	}
	if count > t.end {
		return errors.New("too many")
	}
	list, err := s.part(from, count*8)
	if err != nil {
		return err
	}
	for ; len(list) > 0; list = list[8:] {
		if err := t.enter(order.Uint64(list)); err != nil {
			return err
		}
	}
	return nil
}
