package wiretest

import (
	"context"
	"net/http"
	"time"
)

// Broken is how the way between us and a platform fails.
type Broken string

// The ways to fail.
const (
	Cut          Broken = "cut"           // the connection is cut before anything was taken
	BadGateway   Broken = "502 HTML"      // a gateway's page
	EmptyTimeout Broken = "504 empty"     // a gateway without a page
	NotFound     Broken = "404 empty"     // nothing there, and no words about it
	Redirect     Broken = "302 elsewhere" // to another host
	HugeBody     Broken = "9 MiB"         // an answer that does not end for long
	SlowBody     Broken = "slow body"     // the answer begins and never ends, until the server does
	Silent       Broken = "silent"        // the request is taken, and never answered
)

// Serve answers a request in the broken way, false where it knows none of that name.
// Server ends what hangs.
func (b Broken) Serve(server context.Context, w http.ResponseWriter, r *http.Request) bool {
	switch b {
	case Cut:
		panic(http.ErrAbortHandler)
	case BadGateway:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		_, _ = w.Write([]byte("<html><head><title>502 Bad Gateway</title></head></html>"))
	case EmptyTimeout:
		w.WriteHeader(http.StatusGatewayTimeout)
	case NotFound:
		w.WriteHeader(http.StatusNotFound)
	case Redirect:
		w.Header().Set("Location", "http://elsewhere.invalid"+r.URL.Path)
		w.WriteHeader(http.StatusFound)
	case HugeBody:
		_, _ = w.Write(append([]byte(`{"ok":true,"result":"`), make([]byte, 9<<20)...))
	case SlowBody:
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"ok":tr`))
		if f, ok := w.(http.Flusher); ok {
			f.Flush()
		}
		hang(server, r)
	case Silent:
		hang(server, r)
		panic(http.ErrAbortHandler)
	default:
		return false
	}
	return true
}

// hang waits until the client or the server ends, but not for ever.
func hang(server context.Context, r *http.Request) {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-r.Context().Done():
	case <-server.Done():
	}
}
