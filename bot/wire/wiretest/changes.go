package wiretest

import (
	"context"
	"fmt"
	"sync"
)

// Changes lets tests wait for something to happen in a fake. Its fields are under the
// fake's lock.
type Changes struct {
	next chan struct{} // closed at the next change; nil = nobody waits
}

// Note wakes those who wait. The lock is held.
func (c *Changes) Note() {
	if c.next != nil {
		close(c.next)
		c.next = nil
	}
}

// Wait returns when ok, called under the lock after each change, is true.
func (c *Changes) Wait(ctx context.Context, lock sync.Locker, what string, ok func() bool) error {
	for {
		lock.Lock()
		if ok() {
			lock.Unlock()
			return nil
		}
		if c.next == nil {
			c.next = make(chan struct{})
		}
		next := c.next
		lock.Unlock()
		select {
		case <-next:
		case <-ctx.Done():
			return fmt.Errorf("waiting for %s: %w", what, ctx.Err())
		}
	}
}
