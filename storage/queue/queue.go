// Package queue is what engines share of committing in groups: Update calls wait while a
// commit is under way, and the next transaction runs all that waited, in their order. There
// is no timer: a lone Update commits at once.
package queue

import (
	"context"
	"slices"
	"sync"

	"thuky/storage"
)

// MaxGroup bounds how many calls share a commit, and so how long the first of them waits
// for the others.
const MaxGroup = 256

// Queue is where the calls wait. Its zero value is not ready; see New.
type Queue struct {
	mu     sync.Mutex
	some   sync.Cond // signalled when calls or closed changes; on mu
	calls  []*Call   // under mu
	closed bool      // under mu
	ended  chan struct{}
}

// New starts the goroutine that gives one group after the other to commit, which must call
// Finish for each of them.
func New(commit func([]*Call)) *Queue {
	q := &Queue{ended: make(chan struct{})}
	q.some.L = &q.mu
	go func() {
		defer close(q.ended)
		for group := q.next(); group != nil; group = q.next() {
			commit(group)
		}
	}()
	return q
}

// Close waits for the commit under way. Calls that still wait get storage.ErrClosed, and so do
// later ones.
func (q *Queue) Close() {
	q.mu.Lock()
	q.closed = true
	q.some.Signal()
	q.mu.Unlock()
	<-q.ended
}

// State tells how many calls wait, and whether Close was called.
func (q *Queue) State() (waiting int, closed bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.calls), q.closed
}

// Update has fn run in a group, and returns what Finish says of it; see storage.Store. A
// call whose ctx ends while it still waits stores nothing.
func (q *Queue) Update(ctx context.Context, fn func(storage.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c := &Call{
		ctx: ctx, fn: fn,
		turn: make(chan storage.Tx), back: make(chan outcome, 1), done: make(chan error, 1),
	}
	if err := q.add(c); err != nil {
		return err
	}
	cancelled := ctx.Done()
	for {
		select {
		case tx := <-c.turn:
			c.run(tx)
		case err := <-c.done:
			return err
		case <-cancelled:
			if q.withdraw(c) {
				return ctx.Err()
			}
			cancelled = nil // it is in a group, which will say how it ended
		}
	}
}

func (q *Queue) add(c *Call) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return storage.ErrClosed
	}
	q.calls = append(q.calls, c)
	q.some.Signal()
	return nil
}

// withdraw takes a call out of the queue, false when it is no longer there.
func (q *Queue) withdraw(c *Call) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	i := slices.Index(q.calls, c)
	if i < 0 {
		return false
	}
	q.calls = slices.Delete(q.calls, i, i+1)
	return true
}

// next waits for calls and takes the oldest, nil when the queue was closed.
func (q *Queue) next() []*Call {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.calls) == 0 && !q.closed {
		q.some.Wait()
	}
	if q.closed {
		Finish(q.calls, storage.ErrClosed)
		q.calls = nil
		return nil
	}
	return q.take(nil)
}

// Late adds to a group, which is under way, the calls that have come since.
func (q *Queue) Late(group []*Call) []*Call {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return group
	}
	return q.take(group)
}

// take adds the oldest calls to a group; q.mu is held.
func (q *Queue) take(group []*Call) []*Call {
	n := min(len(q.calls), MaxGroup-len(group))
	group = append(group, q.calls[:n]...)
	q.calls = slices.Delete(q.calls, 0, n)
	return group
}
