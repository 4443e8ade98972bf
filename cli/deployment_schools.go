package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"sync"
	"time"
)

const (
	// firstRetry is when a school that failed is tried again, lastRetry the longest time until then.
	firstRetry = 5 * time.Second
	lastRetry  = 5 * time.Minute
)

// serveAll serves several schools. One that fails is tried again and leaves the others alone; the
// program ends when it is told to, or when none can be served.
func (d *deployment) serveAll(ctx context.Context) error {
	if _, err := d.listen(); err != nil {
		return err
	}
	if err := d.serveMetrics(); err != nil {
		return err
	}
	reloading, stopReloading := context.WithCancel(ctx)
	defer stopReloading()
	go d.reloads(reloading)
	if d.listener != nil {
		d.p.say(textListening(d.listener.Addr()))
	}
	return d.run(ctx, d.superviseAll)
}

// superviseAll keeps the schools going until ctx ends or none can be served.
func (d *deployment) superviseAll(ctx context.Context) error {
	told := ctx
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var all, settling sync.WaitGroup
	for _, b := range d.branches {
		settling.Add(1)
		settled := sync.OnceFunc(settling.Done)
		all.Go(func() {
			defer settled()
			b.supervise(ctx, settled, func() {
				if d.allFail() {
					cancel()
				}
			})
		})
	}
	settling.Wait()
	if ctx.Err() == nil {
		d.p.say(textServingSchools(d.served(), len(d.branches), os.Getpid()))
	}
	all.Wait()
	if told.Err() != nil {
		return nil
	}
	var errs []error
	for _, b := range d.branches {
		errs = append(errs, b.failure())
	}
	return failed(textNoSchoolServed, errors.Join(errs...))
}

// allFail tells whether no school is served or begins to be.
func (d *deployment) allFail() bool {
	for _, b := range d.branches {
		if b.failure() == nil {
			return false
		}
	}
	return true
}

// served counts the schools that are served.
func (d *deployment) served() (n int) {
	for _, b := range d.branches {
		if o, _ := b.current(); o != nil {
			n++
		}
	}
	return n
}

// supervise serves a school until ctx ends, again and again where it fails. settled is called
// when it is known how the first attempt went, failing after every failure.
func (b *branch) supervise(ctx context.Context, settled, failing func()) {
	wait := firstRetry
	for {
		began := time.Now()
		err := b.attempt(ctx, settled)
		if ctx.Err() != nil {
			if err := unlessTold(ctx, err); err != nil {
				b.log.Error("the school was not closed in order", "error", b.program().clean(err))
			}
			return
		}
		if time.Since(began) > lastRetry {
			wait = firstRetry
		}
		b.fail(err)
		b.log.Error("the school is not served; the others are. It is tried again", "after", wait, "error", b.program().clean(err))
		settled()
		failing()
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-b.again:
		case <-ctx.Done():
			timer.Stop()
			return
		}
		timer.Stop()
		wait = min(2*wait, lastRetry)
	}
}

// errEnded is a runtime that ended without having been told to.
var errEnded = errors.New("all platforms have ended")

// attempt serves the school once. It returns before ctx ends only where it fails.
func (b *branch) attempt(ctx context.Context, settled func()) (err error) {
	defer func() {
		if r := recover(); r != nil { // what one school trips over must not end the others
			b.log.Error("panic", "panic", r, "stack", string(debug.Stack()))
			err = errors.Join(err, fmt.Errorf("panic: %v", r))
		}
	}()
	o, err := b.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.close()) }()
	if err := o.greet(ctx); err != nil {
		return err
	}
	b.fail(nil)
	settled()
	err = o.run(ctx)
	o.farewell()
	if err == nil && ctx.Err() == nil {
		err = errEnded
	}
	return err
}

// fail notes why the school is not served; nil: it is.
func (b *branch) fail(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.failed = err
}

// failure is why the last attempt failed, nil where it goes on.
func (b *branch) failure() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.failed
}
