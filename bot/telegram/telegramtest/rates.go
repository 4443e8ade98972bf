package telegramtest

import "time"

// rates counts sends as Telegram is said to: a message a second to a chat with
// bursts of 60, 20 a minute to a group, 30 a second in all.
type rates struct {
	all   bucket
	chats map[int64]*bucket
}

type bucket struct {
	tokens float64
	at     time.Time
}

// take tells whether there was a token.
func (b *bucket) take(now time.Time, perSecond, burst float64) bool {
	if b.at.IsZero() {
		b.tokens = burst
	} else {
		b.tokens = min(burst, b.tokens+now.Sub(b.at).Seconds()*perSecond)
	}
	b.at = now
	if b.tokens < 0.999 {
		return false
	}
	b.tokens--
	return true
}

// rate reports a send that comes too early. The lock is held.
func (s *Server) rate(chat int64) {
	if !s.opts.Rates {
		return
	}
	now := s.now()
	if !s.rates.all.take(now, 30, 30) {
		s.violateLocked("rate: more than 30 messages a second")
	}
	if s.rates.chats == nil {
		s.rates.chats = map[int64]*bucket{}
	}
	b := s.rates.chats[chat]
	if b == nil {
		b = &bucket{}
		s.rates.chats[chat] = b
	}
	perSecond, burst := 1.0, 60.0
	if chat < 0 {
		perSecond, burst = 20.0/60, 20
	}
	if !b.take(now, perSecond, burst) {
		s.violateLocked("rate: too many messages to chat %d", chat)
	}
}
