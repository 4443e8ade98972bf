package endtoend

import (
	"context"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"thuky/bot/telegram/telegramtest"
)

// gate stands before an offline fake and knows when nobody is connected: then
// everything that a killed program had sent has been taken.
type gate struct {
	url string

	mu      sync.Mutex
	open    map[net.Conn]bool
	changed chan struct{}
	close   func()
}

func newGate(t *testing.T, telegram *telegramtest.Server) *gate {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{url: "http://" + l.Addr().String(), open: map[net.Conn]bool{}, changed: make(chan struct{})}
	s := &http.Server{Handler: telegram, ConnState: g.note, ReadHeaderTimeout: time.Minute}
	go func() { _ = s.Serve(l) }() // ends with Close
	g.close = func() { _ = s.Close() }
	t.Cleanup(g.close)
	return g
}

func (g *gate) note(c net.Conn, state http.ConnState) {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch state {
	case http.StateNew:
		g.open[c] = true
	case http.StateClosed, http.StateHijacked:
		delete(g.open, c)
	default:
		return
	}
	close(g.changed)
	g.changed = make(chan struct{})
}

// wait returns when nobody is connected.
func (g *gate) wait(t *testing.T, ctx context.Context) {
	t.Helper()
	for {
		g.mu.Lock()
		n, changed := len(g.open), g.changed
		g.mu.Unlock()
		if n == 0 {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			t.Fatalf("%d connections stay open", n)
		}
	}
}
