package cli

import (
	"context"
	"net/http"
	"sync"
)

// door is where the requests for a school come in. While it is closed they are told to come
// again.
type door struct {
	mu   sync.Mutex
	hall *hall // under mu: nil while closed
}

// hall are those who were let in since the door was opened.
type hall struct {
	handler http.Handler
	inside  sync.WaitGroup // adding: under mu of the door, while it is open
}

// open lets requests in to a handler.
func (d *door) open(h http.Handler) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.hall = &hall{handler: h}
}

// close lets nobody in any more, and waits until all have left or ctx ends.
func (d *door) close(ctx context.Context) {
	d.mu.Lock()
	left := d.hall
	d.hall = nil
	d.mu.Unlock()
	if left == nil {
		return
	}
	empty := make(chan struct{})
	go func() {
		defer close(empty)
		left.inside.Wait()
	}()
	select {
	case <-empty:
	case <-ctx.Done():
	}
}

// ServeHTTP implements http.Handler.
func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	h := d.hall
	if h != nil {
		h.inside.Add(1)
	}
	d.mu.Unlock()
	if h == nil {
		plain(w, http.StatusServiceUnavailable, textComeAgain)
		return
	}
	defer h.inside.Done()
	h.handler.ServeHTTP(w, r)
}
