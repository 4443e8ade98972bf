package telegramtest

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// How long an update is kept for a bot that does not fetch it.
const (
	keepMessages = 24 * time.Hour
	keepPresses  = 150 * time.Second
)

// The server's own texts.
const (
	textConflictPoll    = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
	textConflictWebhook = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
	textConflictSet     = "Conflict: terminated by setWebhook request"
)

// queue holds the updates that are not confirmed.
type queue struct {
	items     []*item
	next      int64 // the id of the next update
	allowed   []string
	done      []*item // confirmed ones, the latest 1000, for Redeliver
	confirmed int
	poll      *poll
}

type item struct {
	id      int64
	kind    string // "message", "callback_query", …
	lane    int64  // webhooks: one at a time in each lane
	body    []byte
	until   time.Time
	again   bool // delivered although it was confirmed
	given   bool
	sending bool
}

// poll is a getUpdates that waits.
type poll struct {
	wake  chan struct{}
	ended chan string // why it was ended
}

// push adds an update. The lock is held.
func (s *Server) push(kind string, lane int64, keep time.Duration, body func(id int64) []byte) int64 {
	id := s.queue.next
	s.queue.next++
	if s.queue.allowed != nil && !slices.Contains(s.queue.allowed, kind) {
		return id
	}
	s.queue.items = append(s.queue.items, &item{id: id, kind: kind, lane: lane, body: body(id), until: s.now().Add(keep)})
	s.wakePoll()
	s.deliver()
	return id
}

func (s *Server) wakePoll() {
	if s.queue.poll != nil {
		select {
		case s.queue.poll.wake <- struct{}{}:
		default:
		}
	}
}

func (q *queue) expire(now time.Time) {
	q.items = slices.DeleteFunc(q.items, func(i *item) bool { return now.After(i.until) })
}

func (q *queue) confirm(i *item) {
	q.confirmed++
	q.done = append(q.done, i)
	if len(q.done) > 2000 {
		q.done = slices.Clone(q.done[1000:])
	}
}

// forget confirms everything below offset; an offset far ahead of the queue is
// not believed.
func (q *queue) forget(offset int64) {
	if offset < 0 {
		if n := len(q.items) + int(offset); n > 0 {
			q.items = q.items[n:]
		}
		return
	}
	if offset > q.next+10 {
		return
	}
	n := 0
	for n < len(q.items) && q.items[n].id < offset && (!q.items[n].again || q.items[n].given) {
		q.confirm(q.items[n])
		n++
	}
	q.items = q.items[n:]
	if len(q.items) == 0 {
		q.items = nil // lets go of the array's beginning
	}
}

func (s *Server) getUpdates(ctx context.Context, r *request) answer {
	limit, hold := 100, time.Duration(min(max(r.int("timeout"), 0), 50))*time.Second
	if n := int(r.int("limit")); n > 0 {
		limit = min(n, 100)
	}
	p := &poll{wake: make(chan struct{}, 1), ended: make(chan string, 1)}
	s.mu.Lock()
	if s.hook != nil {
		s.mu.Unlock()
		return refuse(http.StatusConflict, textConflictWebhook)
	}
	s.endPoll(textConflictPoll)
	s.queue.poll = p
	s.allow(r)
	s.queue.expire(s.now())
	before := s.queue.confirmed
	s.queue.forget(r.int("offset"))
	if s.queue.confirmed != before {
		s.changed.Note()
	}
	var timer *time.Timer
	for {
		if n := min(limit, len(s.queue.items)); n > 0 || hold == 0 {
			a := s.batch(n)
			s.leavePoll(p)
			s.mu.Unlock()
			return a
		}
		s.mu.Unlock()
		if timer == nil {
			timer = time.NewTimer(hold)
			defer timer.Stop()
		}
		select {
		case why := <-p.ended:
			return refuse(http.StatusConflict, why)
		case <-p.wake:
		case <-timer.C:
			hold = 0
		case <-ctx.Done():
			hold = 0
		case <-s.ctx.Done():
			hold = 0
		}
		s.mu.Lock()
		select {
		case why := <-p.ended:
			s.mu.Unlock()
			return refuse(http.StatusConflict, why)
		default:
		}
	}
}

func (s *Server) batch(n int) answer {
	size := 2
	for _, i := range s.queue.items[:n] {
		size += len(i.body) + 1
	}
	body := append(make([]byte, 0, size), '[')
	for k, i := range s.queue.items[:n] {
		if k > 0 {
			body = append(body, ',')
		}
		body = append(body, i.body...)
		i.given = true
	}
	return ok(append(body, ']'))
}

func (s *Server) endPoll(why string) {
	if s.queue.poll != nil {
		s.queue.poll.ended <- why
		s.queue.poll = nil
	}
}

func (s *Server) leavePoll(p *poll) {
	if s.queue.poll == p {
		s.queue.poll = nil
	}
}

// allow takes over allowed_updates, which stays until it is given again.
func (s *Server) allow(r *request) {
	text, given := r.params["allowed_updates"]
	if !given {
		if !s.opts.Loose {
			s.violateLocked("%s: without allowed_updates the previous setting stays", r.method)
		}
		return
	}
	if text == `["message","edited_message","callback_query","my_chat_member"]` && len(s.queue.allowed) == 4 {
		return // what our bot always sends
	}
	var kinds []string
	if json.Unmarshal([]byte(text), &kinds) == nil {
		s.queue.allowed = kinds
		if len(kinds) == 0 {
			s.queue.allowed = nil
		}
	}
}

// Jump sets the next update id, as Telegram does after a week without updates.
func (s *Server) Jump(next int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.next = next
}

// Redeliver puts up to n confirmed updates back, the latest ones, as after a
// confirmation that was lost.
func (s *Server) Redeliver(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n = min(n, len(s.queue.done))
	var again []*item
	for _, i := range s.queue.done[len(s.queue.done)-n:] {
		again = append(again, &item{id: i.id, kind: i.kind, lane: i.lane, body: i.body, until: i.until, again: true})
	}
	s.queue.items = append(again, s.queue.items...)
	s.wakePoll()
	s.deliver()
}

// Pending is how many updates are not confirmed.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue.items)
}

// Confirmed is how many updates were confirmed.
func (s *Server) Confirmed() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queue.confirmed
}

// WaitConfirmed waits until every update is confirmed.
func (s *Server) WaitConfirmed(ctx context.Context) error {
	return s.changed.Wait(ctx, &s.mu, "all updates to be confirmed", func() bool { return len(s.queue.items) == 0 })
}

// WaitRequests waits until a method was called n times.
func (s *Server) WaitRequests(ctx context.Context, method string, n int) error {
	return s.changed.Wait(ctx, &s.mu, method+" to be called "+strconv.Itoa(n)+" times", func() bool { return s.counts[method] >= n })
}
