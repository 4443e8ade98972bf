package zalooa

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"thuky/chat"
)

// The account may write to a person for so long after they wrote: at first for nothing,
// then for money, then not at all.
const (
	freeWindow = 48 * time.Hour
	paidWindow = 7 * 24 * time.Hour
)

// Some kinds of messages are refused at night, Vietnamese time. The bot's are said not to
// be; should they be refused after all, they wait for the morning.
const (
	nightFrom  = 22 // o'clock
	nightUntil = 6
)

// vietnam knows no daylight saving.
var vietnam = time.FixedZone("ICT", 7*60*60)

// untilMorning is how long the night goes on, 0 by day.
func untilMorning(now time.Time) time.Duration {
	now = now.In(vietnam)
	day := now.Day()
	switch h := now.Hour(); {
	case h >= nightFrom:
		day++
	case h >= nightUntil:
		return 0
	}
	return time.Date(now.Year(), now.Month(), day, nightUntil, 0, 0, 0, vietnam).Sub(now)
}

// seenEvery is how exactly it is kept over a restart when somebody wrote: after one the
// window may close so much early, never late.
const seenEvery = time.Hour

// windows knows when each person wrote last. It is safe for concurrent use.
type windows struct {
	memory Memory
	paid   bool

	mu   sync.Mutex
	seen map[string]sight // under mu
}

// sight is when a person wrote last, and what of that is kept.
type sight struct{ at, kept time.Time }

// seenKey names a person by a mark: the entry outlives them.
func seenKey(user string) string {
	sum := sha256.Sum256([]byte(user))
	return Platform + "/seen/" + hex.EncodeToString(sum[:12])
}

// touch notes that a person wrote. It is durable, but for seenEvery.
func (w *windows) touch(user string, at time.Time) error {
	last, err := w.last(user)
	if err != nil {
		return err
	}
	if !at.After(last.at) {
		return nil
	}
	last.at = at
	if at.Sub(last.kept) >= seenEvery {
		if err := w.memory.Save(seenKey(user), []byte(strconv.FormatInt(at.UnixMilli(), 10))); err != nil {
			return fmt.Errorf("keep when a person wrote: %w", err)
		}
		last.kept = at
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.seen == nil {
		w.seen = map[string]sight{}
	}
	if known := w.seen[user]; known.at.After(last.at) { // another call was quicker
		last.at = known.at
	}
	w.seen[user] = last
	return nil
}

// last gives when a person wrote, the zero sight when that is not known.
func (w *windows) last(user string) (sight, error) {
	w.mu.Lock()
	s, known := w.seen[user]
	w.mu.Unlock()
	if known {
		return s, nil
	}
	data, err := w.memory.Load(seenKey(user))
	if err != nil {
		return sight{}, fmt.Errorf("recall when a person wrote: %w", err)
	}
	ms, err := strconv.ParseInt(string(data), 10, 64)
	if err != nil || ms <= 0 {
		return sight{}, nil
	}
	at := time.UnixMilli(ms)
	return sight{at, at}, nil
}

// check tells why nothing may be sent to a person now. When it is not known when they
// wrote, the platform decides.
func (w *windows) check(user string) error {
	last, err := w.last(user)
	if err != nil || last.at.IsZero() {
		return err
	}
	switch since := time.Since(last.at); {
	case since >= paidWindow:
		return &chat.SendError{Class: chat.Closed, Err: errors.New("the person has not written for 7 days")}
	case since >= freeWindow && !w.paid:
		return &chat.SendError{Class: chat.Closed, Err: errors.New("the person has not written for 48 hours; what is sent now would be billed")}
	}
	return nil
}
