package pdf

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
)

// flights lets those who want the same at the same time share one making of it. The
// zero value is ready.
type flights[K comparable, V any] struct {
	mu  sync.Mutex // guards what follows
	all map[K]*flight[V]
}

// flight is a making under way. It goes on as long as somebody waits for it, and not
// only as long as who began it.
type flight[V any] struct {
	waiting int                     // guarded by flights.mu
	cancel  context.CancelCauseFunc // ends the work
	done    chan struct{}           // closed when v and err are there
	v       V
	err     error
}

// do gives what work makes, or the cause of ctx, whichever comes first. The context of
// work ends when nobody waits any more.
func (f *flights[K, V]) do(ctx context.Context, key K, work func(context.Context) (V, error)) (V, error) {
	fl := f.join(ctx, key, work)
	select {
	case <-fl.done:
		return fl.v, fl.err
	case <-ctx.Done():
		f.leave(key, fl, context.Cause(ctx))
		var none V
		return none, context.Cause(ctx)
	}
}

func (f *flights[K, V]) join(ctx context.Context, key K, work func(context.Context) (V, error)) *flight[V] {
	f.mu.Lock()
	defer f.mu.Unlock()
	if fl := f.all[key]; fl != nil {
		fl.waiting++
		return fl
	}
	own, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	fl := &flight[V]{waiting: 1, cancel: cancel, done: make(chan struct{})}
	if f.all == nil {
		f.all = map[K]*flight[V]{}
	}
	f.all[key] = fl
	go func() {
		fl.v, fl.err = guarded(own, work)
		f.forget(key, fl)
		cancel(nil)
		close(fl.done)
	}()
	return fl
}

// leave ends the flight if nobody else waits; who comes next begins another.
func (f *flights[K, V]) leave(key K, fl *flight[V], cause error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if fl.waiting--; fl.waiting > 0 {
		return
	}
	fl.cancel(cause)
	if f.all[key] == fl {
		delete(f.all, key)
	}
}

func (f *flights[K, V]) forget(key K, fl *flight[V]) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.all[key] == fl {
		delete(f.all, key)
	}
}

// guarded makes an error of a panic, which in a goroutine of our own would end the program.
func guarded[V any](ctx context.Context, work func(context.Context) (V, error)) (v V, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return work(ctx)
}
