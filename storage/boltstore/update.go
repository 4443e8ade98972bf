package boltstore

import (
	"context"
	"fmt"
	"slices"

	"thuky/storage"
)

// maxGroup bounds how many Update calls share a commit, and so how long the first
// of them waits for the others.
const maxGroup = 256

// call is one Update on its way through the writer. The fn stays on its caller's
// goroutine, so that a panic shows the caller's stack and runtime.Goexit (t.Fatal
// in a test) ends no other call.
type call struct {
	ctx  context.Context
	fn   func(storage.Tx) error
	turn chan *tx     // writer to caller: run fn now
	back chan outcome // caller to writer: how it went; one slot, for callers that are gone
	done chan error   // writer to caller: what Update returns; one slot

	// The writer's notes.
	err error // why it is not in the commit
	out bool  // not in the commit
}

// outcome is how one run of a fn went.
type outcome struct {
	err     error
	aborted bool // it did not return: a panic or Goexit
}

// Update runs fn in a transaction that it may share with other calls; see
// storage.Store. fn may run more than once: it starts over when a call before it
// in the same group ran but failed. An error or panic of fn undoes what that fn wrote
// and nothing else. A call whose ctx ends while it still queues stores nothing.
//
// Calling Update, Close or Check inside fn waits for ever.
func (s *Store) Update(ctx context.Context, fn func(storage.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c := &call{
		ctx: ctx, fn: fn,
		turn: make(chan *tx), back: make(chan outcome, 1), done: make(chan error, 1),
	}
	if err := s.enqueue(c); err != nil {
		return err
	}
	cancelled := ctx.Done()
	for {
		select {
		case t := <-c.turn:
			c.run(t)
		case err := <-c.done:
			return err
		case <-cancelled:
			if s.withdraw(c) {
				return ctx.Err()
			}
			cancelled = nil // the writer has it and will say how it ended
		}
	}
}

// run gives the turn back however fn ends; a panic goes on to the caller.
func (c *call) run(t *tx) {
	o := outcome{aborted: true}
	defer func() { c.back <- o }()
	o.err = c.fn(t.typed)
	o.aborted = false
}

func (s *Store) enqueue(c *call) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return storage.ErrClosed
	}
	s.queue = append(s.queue, c)
	s.some.Signal()
	return nil
}

// withdraw takes a call out of the queue, false when it is no longer there.
func (s *Store) withdraw(c *call) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.Index(s.queue, c)
	if i < 0 {
		return false
	}
	s.queue = slices.Delete(s.queue, i, i+1)
	return true
}

// write is the committing goroutine.
func (s *Store) write() {
	defer close(s.writer)
	for {
		group := s.next()
		if group == nil {
			return
		}
		s.commit(group)
	}
}

// next waits for calls and takes the oldest, nil when the store was closed.
func (s *Store) next() []*call {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.queue) == 0 && !s.closed {
		s.some.Wait()
	}
	if s.closed {
		finish(s.queue, storage.ErrClosed)
		s.queue = nil
		return nil
	}
	group := slices.Clone(s.queue[:min(len(s.queue), maxGroup)])
	s.queue = slices.Delete(s.queue, 0, len(group))
	return group
}

// commit runs a group until all that is left of it went well in one transaction.
// Those that failed hear of it only after the commit: what they saw of the others
// is true only then.
func (s *Store) commit(group []*call) {
	for {
		bolt, err := s.db.Begin(true)
		if err != nil {
			finish(group, fmt.Errorf("begin: %w", err))
			return
		}
		t := newTx(bolt, s.known)
		if !attempt(t, group) {
			t.rollback()
			continue
		}
		if err := s.end(t, group); err != nil {
			finish(group, err)
			return
		}
		for _, c := range group {
			c.done <- c.err
		}
		return
	}
}

// attempt runs all calls that are not out. It returns false when one failed after
// it had written: the transaction must be undone and the others run again.
func attempt(t *tx, group []*call) bool {
	for _, c := range group {
		if c.out {
			continue
		}
		if c.err = c.ctx.Err(); c.err != nil {
			c.out = true
			continue
		}
		before := t.writes
		c.turn <- t
		o := <-c.back
		if !o.aborted && o.err == nil {
			continue
		}
		c.err, c.out = o.err, true
		if t.writes != before {
			return false
		}
	}
	return true
}

// end commits, unless nothing was written.
func (s *Store) end(t *tx, group []*call) error {
	if t.writes == 0 {
		t.rollback()
		return nil
	}
	bolt := t.bolt
	t.bolt = nil
	if err := bolt.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	s.commits.Add(1)
	for _, c := range group {
		if !c.out {
			s.updates.Add(1)
		}
	}
	return nil
}

// finish ends every call with one error.
func finish(calls []*call, err error) {
	for _, c := range calls {
		c.done <- err
	}
}
