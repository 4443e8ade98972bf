package endtoend

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// storm is a network between Zalo and the program that delivers every call of the webhook
// times times: at once and at the same time, later among those of others, and as flat and
// as wrapped as Zalo was ever seen to write.
type storm struct {
	via   http.RoundTripper
	times int

	mu    sync.Mutex
	calls []*call // under mu: those that are to come again
	whole int     // under mu: how many different ones there were
	sent  int     // under mu: how many were delivered
}

// call is one call of the webhook that comes again.
type call struct {
	request *http.Request
	body    []byte // flat
	left    int    // how often
}

// atOnce is how often a call comes at the same time.
const atOnce = 3

// RoundTrip implements http.RoundTripper.
func (s *storm) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	if !bytes.Contains(body, []byte("event_name")) {
		return s.deliver(r, body, false)
	}
	s.mu.Lock()
	var again []*call
	for _, c := range s.calls[:min(len(s.calls), 4)] { // the oldest, after newer ones
		c.left--
		again = append(again, c)
	}
	s.whole++
	s.calls = append(s.calls, &call{r, body, s.times - atOnce - 1})
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
func (s *storm) forget() {
	var rest []*call
	for _, c := range s.calls {
		if c.left > 0 {
			rest = append(rest, c)
		}
	}
	s.calls = rest
}

// calm delivers what is still to come again, the newest first.
func (s *storm) calm() {
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

func (s *storm) repeat(r *http.Request, body []byte, wrapped bool) {
	resp, err := s.deliver(r, body, wrapped)
	if err == nil {
		_, _ = io.Copy(io.Discard, resp.Body) // a copy that is lost matters to nobody
		resp.Body.Close()
	}
}

func (s *storm) deliver(r *http.Request, body []byte, wrapped bool) (*http.Response, error) {
	if wrapped {
		body = []byte(`{"ok":true,"result":` + strings.TrimSpace(string(body)) + `}`)
	}
	copied := r.Clone(context.WithoutCancel(r.Context()))
	copied.Body, copied.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	resp, err := s.via.RoundTrip(copied)
	if err == nil && resp.StatusCode == http.StatusOK && bytes.Contains(body, []byte("event_name")) {
		s.mu.Lock()
		s.sent++
		s.mu.Unlock()
	}
	return resp, err
}

// check tells whether each call was handled once, by what the program counted at its end.
func (s *storm) check(t testing.TB, bot *server) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sent != s.whole*s.times {
		t.Errorf("the storm delivered %d calls, want %d of %d", s.sent, s.times, s.whole)
	}
	if got := bot.counted(t, "updates"); got != s.whole {
		t.Errorf("the program handled %d updates, want %d", got, s.whole)
	}
	if got := bot.counted(t, "duplicates"); got != s.whole*(s.times-1) {
		t.Errorf("the program met %d duplicates, want %d", got, s.whole*(s.times-1))
	}
}
