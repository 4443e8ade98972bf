package web

import (
	"context"
	"sync"
	"time"
)

// works is what takes longer than a request: reading a scan, drawing pages. It goes on
// when the browser is gone, and ends with the server.
type works struct {
	ctx   context.Context // ends all of them
	end   context.CancelFunc
	slots chan struct{} // as many run at a time

	mu   sync.Mutex
	all  map[string]chan struct{} // under mu; closed when that work is done
	left sync.WaitGroup
}

const (
	worksAtOnce = 2
	// maxWorks is how many may run or wait: each holds its files in memory.
	maxWorks = 8
)

func newWorks() *works {
	ctx, end := context.WithCancel(context.Background())
	return &works{ctx: ctx, end: end, slots: make(chan struct{}, worksAtOnce), all: map[string]chan struct{}{}}
}

// start has do done under a key, unless that is under way. limit ends it, the wait for a
// free slot included. It is false when too much is under way.
func (w *works) start(key string, limit time.Duration, do func(ctx context.Context)) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.all[key] != nil {
		return true
	}
	if len(w.all) >= maxWorks || w.ctx.Err() != nil {
		return false
	}
	done := make(chan struct{})
	w.all[key] = done
	w.left.Go(func() {
		ctx, cancel := context.WithTimeout(w.ctx, limit)
		defer cancel()
		defer func() {
			w.mu.Lock()
			defer w.mu.Unlock()
			delete(w.all, key)
			close(done)
		}()
		select {
		case w.slots <- struct{}{}:
			defer func() { <-w.slots }()
		case <-ctx.Done():
		}
		do(ctx)
	})
	return true
}

// wait waits until the work of a key is done, for a moment only. It is false when it is
// still under way.
func (w *works) wait(ctx context.Context, key string, moment time.Duration) bool {
	w.mu.Lock()
	done := w.all[key]
	w.mu.Unlock()
	if done == nil {
		return true
	}
	timer := time.NewTimer(moment)
	defer timer.Stop()
	select {
	case <-done:
		return true
	case <-timer.C:
	case <-ctx.Done():
	}
	return false
}

// busy tells whether the work of a key is under way.
func (w *works) busy(key string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.all[key] != nil
}

// close ends all work and waits until it has noted that.
func (w *works) close() {
	w.mu.Lock()
	w.end()
	w.mu.Unlock()
	w.left.Wait()
}
