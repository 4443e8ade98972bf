package zalooatest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// delivery is one event on its way to the webhook. What a person did comes in order.
type delivery struct {
	lane string // the person; "" = whatever comes beside
	name string
	body []byte
	mac  string
	busy bool
	gone time.Time // not delivered after
}

// keepTrying is how long an event is delivered again that was not taken.
const keepTrying = time.Hour

// callLimit is how long the webhook has to answer.
const callLimit = 10 * time.Second

// Sign gives the header of a call.
func Sign(app string, body []byte, timestamp, secret string) string {
	sum := sha256.Sum256([]byte(app + string(body) + timestamp + secret))
	return "mac=" + hex.EncodeToString(sum[:])
}

// push queues an event. The lock is held.
func (s *Server) push(lane, name string, fields map[string]any) {
	now := time.Now()
	stamp := strconv.FormatInt(now.UnixMilli(), 10)
	fields["app_id"], fields["event_name"], fields["timestamp"] = AppID, name, stamp
	body, err := json.Marshal(fields)
	if err != nil {
		panic(err) // unreachable: own types
	}
	s.queue = append(s.queue, &delivery{lane: lane, name: name, body: body, mac: Sign(AppID, body, stamp, OASecret), gone: now.Add(keepTrying)})
	s.deliver()
	s.changed.Note()
}

// deliver starts what is due: one at a time for each person. The lock is held.
func (s *Server) deliver() {
	if s.opts.Hook == "" {
		return
	}
	lanes := map[string]bool{}
	for _, d := range s.queue {
		if d.busy {
			lanes[d.lane] = true
		}
	}
	for _, d := range s.queue {
		if !d.busy && !lanes[d.lane] {
			d.busy, lanes[d.lane] = true, true
			s.work.Go(func() { s.deliverOne(d) })
		}
	}
}

// deliverOne repeats an event until it is taken or too old: after 1, 2, 4 … 60 s.
func (s *Server) deliverOne(d *delivery) {
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		status := s.call(d)
		s.mu.Lock()
		if status == http.StatusOK || time.Now().After(d.gone) || s.ctx.Err() != nil {
			for i, other := range s.queue {
				if other == d {
					s.queue = append(s.queue[:i:i], s.queue[i+1:]...)
					break
				}
			}
			if status == http.StatusOK && (strings.HasPrefix(d.name, "user_send_") || strings.HasSuffix(d.name, "follow")) {
				s.confirmed = append(s.confirmed, d)
			}
			s.deliver()
			s.changed.Note()
			s.mu.Unlock()
			return
		}
		s.mu.Unlock()
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-s.ctx.Done():
		}
		timer.Stop()
	}
}

func (s *Server) call(d *delivery) (status int) {
	ctx, cancel := context.WithTimeout(s.ctx, callLimit)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.opts.Hook, bytes.NewReader(d.body))
	if err != nil {
		return 0
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-ZEvent-Signature", d.mac)
	via := s.opts.HookTransport
	if via == nil {
		via = http.DefaultTransport
	}
	resp, err := via.RoundTrip(req)
	if err != nil {
		return 0
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode
}

// Confirmed is how many things that people did were taken by the webhook.
func (s *Server) Confirmed() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.confirmed)
}

// Redeliver delivers once more what was taken.
func (s *Server) Redeliver() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.confirmed {
		again := *d
		again.busy = false
		s.queue = append(s.queue, &again)
	}
	s.confirmed = nil
	s.deliver()
}
