package wiretest

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"thuky/chat"
)

// Running is a transport at work, and what it handed over.
type Running struct {
	Done chan error // what Run returned
	Stop context.CancelFunc

	mu    sync.Mutex
	got   []chat.Update
	calls int
	fail  error
}

// Run starts a transport; it ends with the test.
func Run(t *testing.T, transport chat.Transport) *Running {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	r := &Running{Done: make(chan error, 1), Stop: stop}
	go func() { r.Done <- transport.Run(ctx, r.Accept) }()
	t.Cleanup(stop)
	return r
}

// Accept implements chat.Accept.
func (r *Running) Accept(_ context.Context, updates []chat.Update) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.calls++
	if r.fail == nil {
		r.got = append(r.got, updates...)
	}
	return r.fail
}

// Refuse makes Accept fail; with nil it takes updates again.
func (r *Running) Refuse(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.fail = err
}

// Updates are those that were taken.
func (r *Running) Updates() []chat.Update {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.got)
}

// Calls is how often Accept was called.
func (r *Running) Calls() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.calls
}

// Texts are the words of the updates that were taken.
func (r *Running) Texts() []string {
	var all []string
	for _, u := range r.Updates() {
		all = append(all, u.Text)
	}
	return all
}

// After lets the time of a bubble of testing/synctest pass.
func After(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// Strict is a fake platform that says what should not have been asked of it.
type Strict interface {
	Close()
	Violations() []string
}

// CloseStrict closes a fake at the end of a test, which fails when it was asked what it
// should not have been.
func CloseStrict(t testing.TB, s Strict) {
	t.Helper()
	t.Cleanup(func() {
		s.Close()
		for _, v := range s.Violations() {
			t.Errorf("violation: %s", v)
		}
	})
}
