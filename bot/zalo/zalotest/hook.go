package zalotest

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"
)

// hookTimeout is how long a call of the webhook may take.
const hookTimeout = 5 * time.Second

// testsPerDay is how often testWebhook may be called.
const testsPerDay = 5

// hook is a webhook that is set.
type hook struct {
	url, secret string
	updated     int64 // milliseconds
	ctx         context.Context
	stop        context.CancelFunc
	busy        map[string]bool // chats in delivery
}

// setWebhook sets the webhook and probes it at once. It stays set when the probe fails.
func (s *Server) setWebhook(_ context.Context, r request) answer {
	u, err := url.Parse(r["url"])
	if err != nil || u.Scheme != "https" || u.Host == "" || local(u.Hostname()) {
		s.violate("setWebhook: %q is no public https address", r["url"])
		return refuse(http.StatusBadRequest, "Bad request: url")
	}
	h := &hook{url: r["url"], secret: r["secret_token"], updated: time.Now().UnixMilli(), busy: map[string]bool{}}
	h.ctx, h.stop = context.WithCancel(s.ctx)
	probe := s.probe(h)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dropHook()
	s.hook = h
	s.deliver()
	s.changed.Broadcast()
	return result(map[string]any{"url": h.url, "updated_at": h.updated, "verification": probe})
}

func local(host string) bool {
	a, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && (a.IsLoopback() || a.IsPrivate())
}

// dropHook takes the webhook away. The lock is held.
func (s *Server) dropHook() {
	if s.hook != nil {
		s.hook.stop()
		s.hook = nil
	}
	s.changed.Broadcast()
}

func (s *Server) deleteWebhook(context.Context, request) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dropHook()
	return result(map[string]any{"url": "", "updated_at": time.Now().UnixMilli()})
}

func (s *Server) getWebhookInfo(context.Context, request) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hook == nil {
		return refuse(http.StatusNotFound, "Webhook not found")
	}
	return result(map[string]any{"url": s.hook.url, "updated_at": s.hook.updated})
}

func (s *Server) testWebhook(context.Context, request) answer {
	s.mu.Lock()
	h := s.hook
	s.tested++
	tested := s.tested
	s.mu.Unlock()
	switch {
	case tested > testsPerDay:
		return answer{CamelCode: http.StatusUpgradeRequired, Description: "Daily quota of testWebhook exceeded"}
	case h == nil:
		return refuse(http.StatusNotFound, "Webhook not found")
	}
	probe := s.probe(h)
	probe["url"] = h.url
	return result(probe)
}

// probe calls the webhook without an event and says how that came out.
func (s *Server) probe(h *hook) map[string]any {
	began := time.Now()
	status, err := s.call(h, []byte("{}"))
	outcome := "webhook.http.other"
	switch {
	case err != nil:
		outcome = "webhook.err.conn"
	case status == http.StatusOK:
		outcome = "webhook.ok"
	case status == http.StatusForbidden, status == http.StatusNotFound:
		outcome = fmt.Sprintf("webhook.http.%d", status)
	case status >= 500:
		outcome = "webhook.http.5xx"
	}
	return map[string]any{
		"ok": outcome == "webhook.ok", "status_code": status, "outcome": outcome, "latency_ms": time.Since(began).Milliseconds(),
		"hint": "Kiểm tra lại webhook",
	}
}

// call makes one call of the webhook.
func (s *Server) call(h *hook, body []byte) (status int, err error) {
	ctx, cancel := context.WithTimeout(h.ctx, hookTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Bot-Api-Secret-Token", h.secret)
	resp, err := cmp.Or(s.opts.WebhookTransport, http.DefaultTransport).RoundTrip(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode, err
}

// deliver begins to deliver what is queued, one at a time for each chat. The lock is held.
func (s *Server) deliver() {
	h := s.hook
	if h == nil {
		return
	}
	for _, u := range s.queue {
		if !h.busy[u.chat] {
			h.busy[u.chat] = true
			s.work.Go(func() { s.deliverOne(h, u) })
		}
	}
}

// deliverOne calls the webhook until it takes the update, or once with NoRetry.
func (s *Server) deliverOne(h *hook, u *update) {
	body := []byte(u.body)
	if s.opts.Wrapped {
		body = []byte(`{"ok":true,"result":` + strings.TrimSpace(string(u.body)) + `}`)
	}
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		status, err := s.call(h, body)
		taken := err == nil && status/100 == 2
		if taken || s.opts.NoRetry || h.ctx.Err() != nil {
			s.delivered(h, u, taken)
			return
		}
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-h.ctx.Done(): // another webhook delivers it now; a second call would double it
			timer.Stop()
			s.delivered(h, u, false)
			return
		}
	}
}

func (s *Server) delivered(h *hook, u *update, taken bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(h.busy, u.chat)
	if i := slices.Index(s.queue, u); i >= 0 && (taken || s.opts.NoRetry) {
		s.queue = slices.Delete(s.queue, i, i+1)
		if taken { // once, though two webhooks in turn may have delivered it
			s.past = append(s.past, u)
		}
	}
	if s.hook == h {
		s.deliver()
	}
	s.changed.Broadcast()
}

// Webhook is the address that is set, "" without one.
func (s *Server) Webhook() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hook == nil {
		return ""
	}
	return s.hook.url
}

// SetWebhookFor sets a webhook as another program would have.
func (s *Server) SetWebhookFor(address string) {
	s.setWebhook(context.Background(), request{"url": address, "secret_token": "of-another-program"})
}

// DeleteWebhook removes the webhook as another program would.
func (s *Server) DeleteWebhook() { s.deleteWebhook(context.Background(), nil) }
