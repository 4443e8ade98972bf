package telegram

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"thuky/bot/wire"
	"thuky/chat"
)

// What Telegram asks for: about a message a second to one chat, short bursts
// allowed; 20 a minute to a group.
const (
	perChat  = rate.Limit(1)
	perGroup = rate.Limit(20.0 / 60)
	// chatBurst lets through the replies to somebody who pastes a long report
	// paragraph by paragraph. Telegram names no number; what is too much for it
	// comes back as a 429 whose wait is kept.
	chatBurst  = 60
	groupBurst = 20
	// sweepEvery is how often limiters of idle chats are forgotten.
	sweepEvery = time.Minute
)

// pacer delays sending so that Telegram need not refuse. It is safe for
// concurrent use.
type pacer struct {
	all *rate.Limiter // nil = no pacing at all

	mu    sync.Mutex
	chats map[int64]*rate.Limiter
	swept time.Time

	// throttledChat was told to wait until then; two chats at once mean that
	// the wait concerns the whole bot.
	throttledChat  int64
	throttledUntil time.Time
}

func newPacer(perSecond float64) *pacer {
	p := &pacer{}
	if perSecond > 0 {
		p.all = rate.NewLimiter(rate.Limit(perSecond), max(1, int(perSecond)))
		p.chats = map[int64]*rate.Limiter{}
	}
	return p
}

// wait returns when a message to the chat may be sent, or when ctx ends.
func (p *pacer) wait(ctx context.Context, to int64) error {
	if p.all == nil {
		return nil
	}
	// The chat first: one busy chat must not use up the places of all.
	for _, l := range []*rate.Limiter{p.chat(to), p.all} {
		r := l.Reserve()
		d := r.Delay()
		if d <= 0 {
			continue
		}
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < d {
			r.Cancel()
			return &chat.SendError{Class: chat.Throttled, RetryAfter: d, Err: fmt.Errorf("pacing: no time left to wait %s", d.Round(time.Millisecond))}
		}
		wire.Sleep(ctx, d)
		if ctx.Err() != nil {
			r.Cancel()
			return fmt.Errorf("pacing: %w", ctx.Err())
		}
	}
	return nil
}

func (p *pacer) chat(to int64) *rate.Limiter {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if now.Sub(p.swept) > sweepEvery {
		p.swept = now
		for id, c := range p.chats {
			// Full again: a new limiter would be the same. One that others wait
			// for is not full.
			if c.TokensAt(now) >= float64(c.Burst()) {
				delete(p.chats, id)
			}
		}
	}
	c := p.chats[to]
	if c == nil {
		limit, burst := perChat, chatBurst
		if to < 0 {
			limit, burst = perGroup, groupBurst
		}
		c = rate.NewLimiter(limit, burst)
		p.chats[to] = c
	}
	return c
}

// throttled notes a refusal and tells whether it seems to concern the whole bot:
// Telegram does not say. Another chat that has to wait at the same time is taken
// as the sign.
func (p *pacer) throttled(to int64, wait time.Duration) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	all := p.throttledChat != to && now.Before(p.throttledUntil)
	if until := now.Add(wait); until.After(p.throttledUntil) || p.throttledChat == to {
		p.throttledChat, p.throttledUntil = to, until
	}
	return all
}
