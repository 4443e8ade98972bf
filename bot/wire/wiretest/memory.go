// Package wiretest lets tests of transports reach both ends of the wire without a
// network.
package wiretest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
)

// RoundTripper reaches a handler without a network: for tests in a bubble of
// testing/synctest, where sockets would stop the clock. A handler that panics
// with http.ErrAbortHandler cuts the connection.
func RoundTripper(h http.Handler) http.RoundTripper { return memory{h} }

type memory struct{ handler http.Handler }

// errCut is what a client sees of a connection that was cut, errNoNetwork of none.
var (
	errCut       = errors.New("connection reset by peer")
	errNoNetwork = errors.New("no network in this test")
)

// RoundTrip implements http.RoundTripper.
func (m memory) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var body []byte
	if req.Body != nil {
		var err error
		body, err = io.ReadAll(req.Body)
		req.Body.Close()
		if err != nil {
			return nil, err
		}
	}
	inner := req.Clone(ctx)
	inner.Body = io.NopCloser(bytes.NewReader(body))
	inner.RequestURI, inner.RemoteAddr = req.URL.RequestURI(), "127.0.0.1:1"

	r, w := io.Pipe()
	out := &memoryWriter{header: http.Header{}, body: w, ready: make(chan struct{})}
	failed := make(chan error, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				w.CloseWithError(errCut)
				failed <- errCut
				return
			}
			out.WriteHeader(http.StatusOK)
			w.CloseWithError(ctx.Err()) // who has hung up does not see a clean end
		}()
		m.handler.ServeHTTP(out, inner)
	}()
	// A body that is not read to its end must not hold up the handler.
	stop := func() { r.CloseWithError(io.ErrClosedPipe) }
	select {
	case <-out.ready:
	case err := <-failed:
		stop()
		return nil, err
	case <-ctx.Done():
		stop()
		return nil, ctx.Err()
	}
	return &http.Response{
		Status: http.StatusText(out.status), StatusCode: out.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: out.header, ContentLength: -1, Request: req, Body: &memoryBody{r, context.AfterFunc(ctx, func() { r.CloseWithError(ctx.Err()) })},
	}, nil
}

type memoryWriter struct {
	header http.Header
	body   *io.PipeWriter
	once   sync.Once
	status int
	ready  chan struct{}
}

func (w *memoryWriter) Header() http.Header { return w.header }
func (w *memoryWriter) Flush()              { w.WriteHeader(http.StatusOK) }

func (w *memoryWriter) WriteHeader(status int) {
	w.once.Do(func() {
		w.status, w.header = status, w.header.Clone()
		close(w.ready)
	})
}

func (w *memoryWriter) Write(p []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(p)
}

// memoryBody is a body that ends with the request's context.
type memoryBody struct {
	*io.PipeReader
	release func() bool
}

func (b *memoryBody) Close() error {
	b.release()
	return b.PipeReader.Close()
}
