package cli

import (
	"context"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
)

// handler answers everything that comes to the address of the pages. Of several schools the
// host of a request names one; of the others it learns nothing.
func (d *deployment) handler() http.Handler {
	if !d.several() {
		return &d.branches[0].door
	}
	doors := map[string]http.Handler{}
	for _, b := range d.branches {
		doors[b.host] = &b.door
	}
	delete(doors, "")
	stray := http.NewServeMux()
	health(stray, func(ctx context.Context) (string, bool) {
		if !d.ready(ctx) {
			return errNotReady.Error(), false
		}
		return textReady, true
	})
	stray.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusNotFound, textNoSuchPage) })
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if door, ok := doors[hostOf(r)]; ok {
			door.ServeHTTP(w, r)
			return
		}
		stray.ServeHTTP(w, r)
	})
}

// hostOf is the name of the host that a request is for, as [[school]] writes it.
func hostOf(r *http.Request) string {
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.TrimSuffix(strings.ToLower(host), ".")
}

// textReady is the answer of a probe when all is well.
const textReady = "ok"

// ready tells whether at least one school is served: one that fails must not have all others
// taken out of service.
func (d *deployment) ready(ctx context.Context) bool {
	var some atomic.Bool
	var all sync.WaitGroup
	for _, b := range d.branches {
		all.Go(func() {
			if _, ok := b.readiness(ctx); ok {
				some.Store(true)
			}
		})
	}
	all.Wait()
	return some.Load()
}

// readiness tells whether the school is served.
func (b *branch) readiness(ctx context.Context) (told string, ok bool) {
	o, failing := b.current()
	err := errNotReady
	switch {
	case o != nil:
		err = o.probe.ready(ctx)
	case failing:
		err = errFailing
	}
	if err != nil {
		return err.Error(), false
	}
	return textReady, true
}
