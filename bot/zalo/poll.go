package zalo

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"thuky/bot/wire"
	"thuky/chat"
)

const (
	// pollHold is how long Zalo holds an empty poll, pollMargin what the network may take.
	pollHold   = 30 * time.Second
	pollMargin = 10 * time.Second
	// pollFloor is the least time between the beginnings of two polls: what was given may
	// come again at once, poll after poll.
	pollFloor = time.Second
	// quotaPause is the least wait after a poll that was refused for a quota.
	quotaPause = time.Minute
	// acceptGrace is how much longer than Run's context an update may take that Zalo need
	// not deliver again.
	acceptGrace = 5 * time.Second
	// rememberKeys is how many updates are known not to be handed over once more.
	rememberKeys = 1000
)

// inbox is what polls gave. It belongs to the one Run.
type inbox struct {
	pending []chat.Update // given by Zalo, not accepted yet
	known   map[string]struct{}
	order   []string  // the keys of known, oldest first
	polled  time.Time // when the last poll began
}

// add takes what was not there before.
func (i *inbox) add(batch []chat.Update) {
	for _, u := range batch {
		if _, known := i.known[u.Key]; !known {
			i.pending = append(i.pending, u)
		}
	}
}

// accepted remembers the pending ones and lets go of them. Whoever is forgotten here
// again is still dropped by the stored keys.
func (i *inbox) accepted() {
	if i.known == nil {
		i.known = map[string]struct{}{}
	}
	for _, u := range i.pending {
		if _, known := i.known[u.Key]; known {
			continue
		}
		i.known[u.Key] = struct{}{}
		i.order = append(i.order, u.Key)
	}
	for len(i.order) > rememberKeys {
		delete(i.known, i.order[0])
		i.order = i.order[1:]
	}
	i.pending = nil
}

// poll asks for updates until ctx ends.
func (t *Transport) poll(ctx context.Context, accept chat.Accept) error {
	wait := wire.Backoff{}
	for ctx.Err() == nil {
		if len(t.inbox.pending) == 0 {
			batch, err := t.getUpdates(ctx)
			t.pulse.Note(ctx, err)
			switch {
			case ctx.Err() != nil && err != nil:
				return nil
			case Refused(err):
				return err
			case err != nil:
				t.pollFailed(ctx, err, &wait)
				continue
			}
			t.inbox.add(batch)
		}
		if err := t.hand(ctx, accept); err != nil {
			pause := wait.Next()
			t.log.Error("an update could not be stored; it is kept here and tried again", "updates", len(t.inbox.pending), "in", pause, "error", err)
			wire.Sleep(ctx, pause)
			continue
		}
		wait = wire.Backoff{}
	}
	if n := len(t.inbox.pending); n > 0 {
		t.log.Error("stopped with updates that could not be stored; Zalo need not deliver them again", "updates", n)
	}
	return nil
}

// hand gives accept what is pending. It may go on for a while after ctx has ended.
func (t *Transport) hand(ctx context.Context, accept chat.Accept) error {
	if len(t.inbox.pending) == 0 {
		return nil
	}
	held, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() {
		wire.Sleep(held, acceptGrace)
		cancel()
	})()
	if err := accept(held, t.inbox.pending); err != nil {
		return err
	}
	// After this line a crash is clean.
	t.inbox.accepted()
	return nil
}

// getUpdates gives what the next poll brings; nothing after an empty one.
func (t *Transport) getUpdates(ctx context.Context) ([]chat.Update, error) {
	wire.Sleep(ctx, pollFloor-time.Since(t.inbox.polled))
	t.inbox.polled = time.Now()
	seconds := strconv.Itoa(int(pollHold / time.Second)) // a string, as all parameters
	result, err := t.call(ctx, pollHold+pollMargin, "getUpdates", params{"timeout": seconds})
	if codeOf(err) == http.StatusRequestTimeout {
		return nil, nil // how Zalo ends an empty poll
	}
	if err != nil {
		return nil, err
	}
	all, ok := events(result)
	if !ok {
		return nil, errors.New("getUpdates: the result is no JSON") // unreachable: a part of valid JSON
	}
	return t.decodeAll(all), nil
}

// decodeAll turns events into updates and logs those that come to nothing.
func (t *Transport) decodeAll(all [][]byte) []chat.Update {
	now, me := time.Now(), t.Self()
	var batch []chat.Update
	for _, raw := range all {
		u, name, ok := me.decode(raw, now)
		switch {
		case ok:
			batch = append(batch, u)
		case name == "message.unsupported.received":
			t.log.Info("somebody sent what Zalo does not hand over, not even from whom")
		default:
			t.log.Warn("an event without a message", "event", name, "bytes", len(raw))
		}
	}
	return batch
}

// pollFailed logs a failed poll and waits.
func (t *Transport) pollFailed(ctx context.Context, err error, wait *wire.Backoff) {
	pause := max(wait.Next(), retryAfter(err))
	var e *apiError
	switch {
	case errors.As(err, &e) && e.code == http.StatusBadRequest && strings.Contains(strings.ToLower(e.text), "webhook"):
		t.log.Warn("updates: a webhook is set for this bot, and Zalo gives updates to it alone; removing it, because the mode is poll", "error", err)
		if _, err := t.call(ctx, callTimeout, "deleteWebhook", nil); err != nil {
			t.log.Warn("the webhook could not be removed", "error", err)
		}
	case codeOf(err) == http.StatusTooManyRequests:
		pause = max(pause, quotaPause)
		t.log.Error("updates: Zalo refuses polls for a quota", "in", pause, "error", err)
	default:
		t.log.Warn("updates: will try again", "in", pause, "error", err)
	}
	wire.Sleep(ctx, pause)
}
