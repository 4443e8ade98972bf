package zalotest

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
)

// Storm is a bad network before the webhook: every call with an update arrives Times times,
// at once and at the same time, later among those of others, and as flat and as wrapped as
// Zalo was ever seen to write. It is for Options.WebhookTransport, and safe for concurrent
// use.
type Storm struct {
	Via   http.RoundTripper
	Times int // at least 5

	mu    sync.Mutex
	calls []*echo // under mu: those that are to come again
	whole int     // under mu: how many different ones there were
	taken int     // under mu: how many were delivered and answered with 200
}

// echo is one call of the webhook that comes again.
type echo struct {
	request *http.Request
	body    []byte // flat
	left    int    // how often
}

// atOnce is how often a call comes at the same time.
const atOnce = 3

// RoundTrip implements http.RoundTripper.
func (s *Storm) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	if !bytes.Contains(body, []byte("event_name")) {
		return s.deliver(r, body, false)
	}
	s.mu.Lock()
	var again []echo
	for _, c := range s.calls[:min(len(s.calls), 4)] { // the oldest, after newer ones
		c.left--
		again = append(again, *c)
	}
	s.whole++
	s.calls = append(s.calls, &echo{r, body, s.Times - atOnce - 1})
	s.forget()
	s.mu.Unlock()

	var twins sync.WaitGroup
	for i := range atOnce {
		twins.Go(func() { s.repeat(r, body, i%2 == 1) })
	}
	for _, c := range again {
		twins.Go(func() { s.repeat(c.request, c.body, c.left%2 == 0) })
	}
	defer twins.Wait()
	return s.deliver(r, body, true)
}

// forget drops the calls that came often enough. The lock is held.
func (s *Storm) forget() {
	var rest []*echo
	for _, c := range s.calls {
		if c.left > 0 {
			rest = append(rest, c)
		}
	}
	s.calls = rest
}

// Calm delivers what is still to come again, the newest first.
func (s *Storm) Calm() {
	for {
		s.mu.Lock()
		if len(s.calls) == 0 {
			s.mu.Unlock()
			return
		}
		c := s.calls[len(s.calls)-1]
		c.left--
		s.forget()
		s.mu.Unlock()
		s.repeat(c.request, c.body, c.left%2 == 0)
	}
}

func (s *Storm) repeat(r *http.Request, body []byte, wrapped bool) {
	resp, err := s.deliver(r, body, wrapped)
	if err == nil {
		_, _ = io.Copy(io.Discard, resp.Body) // a copy that is lost matters to nobody
		resp.Body.Close()
	}
}

func (s *Storm) deliver(r *http.Request, body []byte, wrapped bool) (*http.Response, error) {
	if wrapped {
		body = []byte(`{"ok":true,"result":` + strings.TrimSpace(string(body)) + `}`)
	}
	copied := r.Clone(context.WithoutCancel(r.Context()))
	copied.Body, copied.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	resp, err := s.Via.RoundTrip(copied)
	if err == nil && resp.StatusCode == http.StatusOK && bytes.Contains(body, []byte("event_name")) {
		s.mu.Lock()
		s.taken++
		s.mu.Unlock()
	}
	return resp, err
}

// Counts gives how many different calls there were, and how many were taken in all.
func (s *Storm) Counts() (different, taken int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.whole, s.taken
}
