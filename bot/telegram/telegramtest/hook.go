package telegramtest

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// hook is a webhook that is set.
type hook struct {
	url, secret string
	max         int
	failures    int
	lastError   string
	ctx         context.Context
	stop        context.CancelFunc
	busy        map[int64]bool // lanes in delivery
}

func (s *Server) setWebhook(_ context.Context, r *request) answer {
	address := r.params["url"]
	s.mu.Lock()
	defer s.mu.Unlock()
	if address == "" {
		s.dropHook()
		return ok([]byte("true"))
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && !(u.Scheme == "http" && (u.Hostname() == "127.0.0.1" || u.Hostname() == "localhost")) {
		s.violateLocked("setWebhook: %q is no https address", address)
		return refuse(http.StatusBadRequest, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
	}
	s.dropHook()
	s.endPoll(textConflictSet)
	s.allow(r)
	h := &hook{url: address, secret: r.params["secret_token"], max: int(r.int("max_connections")), busy: map[int64]bool{}}
	if h.secret == "" && !s.opts.Loose {
		s.violateLocked("setWebhook: without secret_token anybody can call")
	}
	if h.max == 0 {
		h.max = 40
	}
	h.ctx, h.stop = context.WithCancel(s.ctx)
	s.hook = h
	s.deliver()
	s.changed.Note()
	return ok([]byte("true"))
}

func (s *Server) dropHook() {
	if s.hook != nil {
		s.hook.stop()
		s.hook = nil
		for _, i := range s.queue.items {
			i.sending = false
		}
	}
}

func (s *Server) deleteWebhook(_ context.Context, r *request) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dropHook()
	if r.params["drop_pending_updates"] == "true" {
		s.queue.items = nil
	}
	s.changed.Note()
	return ok([]byte("true"))
}

func (s *Server) getWebhookInfo(context.Context, *request) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	info := map[string]any{"url": "", "has_custom_certificate": false, "pending_update_count": len(s.queue.items)}
	if h := s.hook; h != nil {
		info["url"], info["max_connections"] = h.url, h.max
		if h.lastError != "" {
			info["last_error_message"], info["last_error_date"] = h.lastError, s.now().Unix()
		}
	}
	return okValue(info)
}

// Webhook is the address that is set, and "" without one.
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
	s.setWebhook(context.Background(), &request{method: "setWebhook", params: map[string]string{
		"url": address, "secret_token": "another", "allowed_updates": "[]",
	}})
}

// deliver starts the delivery of what is due: one at a time in each lane, lanes
// side by side. The lock is held.
func (s *Server) deliver() {
	h := s.hook
	if h == nil {
		return
	}
	for _, i := range s.queue.items {
		if len(h.busy) >= h.max {
			return
		}
		if i.sending || h.busy[i.lane] {
			continue
		}
		i.sending, h.busy[i.lane] = true, true
		s.work.Go(func() { s.deliverOne(h, i) })
	}
}

// deliverOne repeats one update until it is taken or too old: at once, after 2,
// 4, 8 … 60 s, or as Retry-After says.
func (s *Server) deliverOne(h *hook, i *item) {
	wait := time.Duration(0)
	for {
		status, retryAfter := s.postUpdate(h, i.body)
		s.mu.Lock()
		expired := s.now().After(i.until)
		if status/100 == 2 || expired || h.ctx.Err() != nil {
			delete(h.busy, i.lane)
			if status/100 == 2 || expired {
				for k, other := range s.queue.items {
					if other == i {
						s.queue.items = append(s.queue.items[:k:k], s.queue.items[k+1:]...)
						break
					}
				}
			}
			if status/100 == 2 {
				s.queue.confirm(i)
			}
			if s.hook == h {
				s.deliver()
			}
			s.changed.Note()
			s.mu.Unlock()
			return
		}
		h.failures++
		h.lastError = "Wrong response from the webhook: " + strconv.Itoa(status)
		s.changed.Note()
		s.mu.Unlock()
		pause := wait
		if retryAfter > 0 {
			pause = min(retryAfter, time.Hour)
		}
		wait = min(max(2*wait, 2*time.Second), time.Minute)
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-h.ctx.Done():
		}
		timer.Stop()
	}
}

func (s *Server) postUpdate(h *hook, body []byte) (status int, retryAfter time.Duration) {
	ctx, cancel := context.WithTimeout(h.ctx, time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url, bytes.NewReader(body))
	if err != nil {
		return 0, 0
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Telegram-Bot-Api-Secret-Token", h.secret)
	via := s.opts.WebhookTransport
	if via == nil {
		via = http.DefaultTransport
	}
	resp, err := via.RoundTrip(req)
	if err != nil {
		return 0, 0
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
	return resp.StatusCode, time.Duration(seconds) * time.Second
}
