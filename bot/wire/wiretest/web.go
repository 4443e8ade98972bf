package wiretest

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"sync"

	"thuky/chat"
)

// Web is our web server as a platform sees it: while nothing is mounted the program
// is down. It is safe for concurrent use.
type Web struct {
	mu      sync.Mutex
	handler http.Handler
}

// Mount puts a handler in place, nil takes it away.
func (w *Web) Mount(h http.Handler) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.handler = h
}

// ServeHTTP implements http.Handler.
func (w *Web) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	h := w.handler
	w.mu.Unlock()
	if h == nil {
		panic(http.ErrAbortHandler)
	}
	h.ServeHTTP(out, r)
}

// HookTransport is a transport that takes updates by webhook.
type HookTransport interface {
	chat.Transport
	chat.Fetcher
	chat.Linker
	Handler(accept chat.Accept) http.Handler
}

// Hooked mounts the transport's handler while Run runs, as serve does.
type Hooked struct {
	HookTransport
	Web *Web
}

// Run implements chat.Transport.
func (h *Hooked) Run(ctx context.Context, accept chat.Accept) error {
	h.Web.Mount(h.Handler(func(call context.Context, updates []chat.Update) error {
		// A server that shuts down ends its calls.
		both, cancel := context.WithCancel(call)
		defer cancel()
		defer context.AfterFunc(ctx, cancel)()
		return accept(both, updates)
	}))
	defer h.Web.Mount(nil)
	return h.HookTransport.Run(ctx, accept)
}

// Log keeps all that is logged. It is safe for concurrent use.
type Log struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write implements io.Writer.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

// String is all that was logged.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// Logger logs every level into l.
func (l *Log) Logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(l, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// NoNetwork fails every call.
type NoNetwork struct{}

// RoundTrip implements http.RoundTripper.
func (NoNetwork) RoundTrip(*http.Request) (*http.Response, error) { return nil, errNoNetwork }
