package boltstore

import (
	"context"
	"fmt"

	"thuky/storage"
	"thuky/storage/queue"
)

// Update runs fn in a transaction that it may share with other calls; see
// storage.Store. fn may run more than once: it starts over when a call before it
// in the same group ran but failed. An error or panic of fn undoes what that fn wrote
// and nothing else. A call whose ctx ends while it still queues stores nothing.
//
// Calling Update, Close or Check inside fn waits for ever.
func (s *Store) Update(ctx context.Context, fn func(storage.Tx) error) error {
	return s.queue.Update(ctx, fn)
}

// commit runs a group until all that is left of it went well in one transaction.
// Those that failed hear of it only after the commit: what they saw of the others
// is true only then.
func (s *Store) commit(group []*queue.Call) {
	for {
		if err := s.Damage(); err != nil {
			queue.Finish(group, err)
			return
		}
		bolt, err := s.db.Begin(true)
		if err != nil {
			queue.Finish(group, fmt.Errorf("begin: %w", err))
			return
		}
		t := s.tx(bolt)
		if !attempt(t, group) {
			t.rollback()
			continue
		}
		queue.Finish(group, s.end(t, group))
		return
	}
}

// attempt runs all calls that are not out. It returns false when one failed after
// it had written: the transaction must be undone and the others run again.
func attempt(t *tx, group []*queue.Call) bool {
	for _, c := range group {
		if c.Out() {
			continue
		}
		before := t.writes
		if !c.Run(t.typed) && t.writes != before {
			return false
		}
	}
	return true
}

// end commits, unless nothing was written or the file is found to be damaged.
func (s *Store) end(t *tx, group []*queue.Call) error {
	if err := s.Damage(); err != nil || t.writes == 0 {
		t.rollback()
		return err
	}
	bolt := t.bolt
	t.bolt = nil
	if err := s.write(bolt); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	s.commits.Add(1)
	for _, c := range group {
		if !c.Out() {
			s.updates.Add(1)
		}
	}
	return nil
}
