package zalo

import (
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"thuky/chat"
)

// A refusal for a quota (429) does not say which: it may be the monthly one, so that it
// is tried again seldom, by all sends together.
const (
	firstWait   = 5 * time.Minute
	longestWait = time.Hour
)

// Zalo documents 403 as an error of its own, and nothing as the answer for somebody who
// blocked the bot or came as one too many. So a 403 is tried again. When a chat gets
// nothing else for so long, while others take messages, it is closed until they write.
const closedAfter = 30 * time.Minute

// maxRefused is how many chats are watched at once.
const maxRefused = 1000

// limits remembers what the platform refused. It is safe for concurrent use.
type limits struct {
	mu      sync.Mutex
	quota   int                  // refusals for a quota since the last success
	counted time.Time            // when the last of them was counted
	good    time.Time            // when a send succeeded last
	refused map[string]time.Time // chats that got a 403, and since when
}

// succeeded notes that a chat took a message.
func (l *limits) succeeded(to string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.quota = 0
	l.good = time.Now()
	delete(l.refused, to)
}

// classify says what to do about a message to a chat that was not sent.
func (l *limits) classify(to string, err error, log *slog.Logger) *chat.SendError {
	var done *chat.SendError
	if errors.As(err, &done) {
		return done
	}
	out := &chat.SendError{Class: chat.Temporary, Err: err}
	var e *apiError
	if !errors.As(err, &e) {
		return out
	}
	switch e.code {
	case http.StatusTooManyRequests:
		out.Class, out.All, out.RetryAfter = chat.Throttled, true, l.wait(e.retryAfter)
		log.Error("Zalo refuses to send for a quota; it may be the one of the month", "again_in", out.RetryAfter)
	case http.StatusUnauthorized:
		out.Class = chat.Denied
	case http.StatusForbidden:
		if l.closed(to) {
			out.Class = chat.Closed
		}
	default:
		if e.json && e.code >= 400 && e.code < 500 && e.code != http.StatusRequestTimeout && e.code != http.StatusConflict {
			out.Class = chat.Rejected
		}
	}
	return out
}

// wait is how long to send nothing after a refusal for a quota. Those of sends that were
// under way together count as one.
func (l *limits) wait(asked time.Duration) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if l.quota == 0 || now.Sub(l.counted) >= firstWait/2 {
		l.quota++
		l.counted = now
	}
	if asked > 0 {
		return asked
	}
	return min(firstWait<<min(l.quota-1, 8), longestWait)
}

// closed notes a 403 and tells whether it is the chat that is refused, and not everybody.
func (l *limits) closed(to string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	first, known := l.refused[to]
	if !known {
		if l.refused == nil || len(l.refused) >= maxRefused {
			l.refused = map[string]time.Time{}
		}
		l.refused[to] = now
		return false
	}
	return now.Sub(first) >= closedAfter && l.good.After(first)
}
