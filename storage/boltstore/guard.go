package boltstore

import (
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"go.etcd.io/bbolt"
)

// A page can go bad while the file is open: a disk forgets it, or somebody writes over the
// file. bbolt panics when it meets such a page, and what runs the dialogue would take that for
// a slip of its own and go on writing. So the panic ends here: the store is spoilt from then on,
// nothing more is read from it or written to it, and the next Open looks at every page.

// spoilt is what is known of a file that went bad while it was open.
type spoilt struct {
	first   atomic.Pointer[damage] // nil while all is well
	once    sync.Once
	noticed chan struct{} // closed with first
	stuck   atomic.Bool   // bbolt holds a lock that it will never give back
}

// Damaged is closed when the file is found to be damaged.
func (s *Store) Damaged() <-chan struct{} { return s.spoilt.noticed }

// Damage is what was found, nil while all is well.
func (s *Store) Damage() error {
	if d := s.spoilt.first.Load(); d != nil {
		return d
	}
	return nil
}

// spoil notes what bbolt panicked with, and gives what was found first.
func (s *Store) spoil(cause any) error {
	s.spoilt.once.Do(func() {
		s.spoilt.first.Store(&damage{fmt.Errorf("while it was open: %v", cause)})
		close(s.spoilt.noticed)
	})
	return s.Damage()
}

// guard turns a panic of bbolt into an error. It is deferred by what calls bbolt, with what
// debug.SetPanicOnFault gave: a part of the file that is gone is a fault in the memory map.
func (t *tx) guard(err *error, faults bool) {
	r := recover()
	debug.SetPanicOnFault(faults)
	switch {
	case r == nil:
	case t.bolt == nil:
		panic(r) // no fault of the file: see alive
	default:
		*err = t.spoil(r)
	}
}

// write is Commit, under guard.
func (s *Store) write(bolt *bbolt.Tx) (err error) {
	defer func(faults bool) {
		r := recover()
		debug.SetPanicOnFault(faults)
		if r != nil {
			err = s.spoil(r)
			s.undo(bolt)
		}
	}(debug.SetPanicOnFault(true))
	return bolt.Commit()
}

// undo is Rollback, under guard.
func (s *Store) undo(bolt *bbolt.Tx) {
	defer func(faults bool) {
		r := recover()
		debug.SetPanicOnFault(faults)
		if r != nil {
			_ = s.spoil(r)
			s.spoilt.stuck.Store(true)
		}
	}(debug.SetPanicOnFault(true))
	_ = bolt.Rollback() // fails only when it is over already
}
