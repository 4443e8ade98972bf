package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"thuky/bot/wire"
	"thuky/chat"
)

// allowedUpdates is sent with every getUpdates and setWebhook: left out, Telegram
// keeps whatever was set before.
const allowedUpdates = `["message","edited_message","callback_query","my_chat_member"]`

const (
	batchSize = "100"
	// quickPoll is the least time between two empty polls, should something
	// between us and Telegram answer them at once.
	quickPoll = time.Second
	// conflictPause is the wait after another poller was seen: both would end
	// each other's polls for ever.
	conflictPause = 10 * time.Second
)

// poll asks for updates until ctx ends. A batch is confirmed by the next poll,
// which is made only after accept returned nil for it.
func (t *Transport) poll(ctx context.Context, accept chat.Accept) error {
	var next, confirmed int64 // offsets: of the next poll, of the last one that was answered
	wait := wire.Backoff{}
	for ctx.Err() == nil {
		began := time.Now()
		batch, last, err := t.getUpdates(ctx, next, t.cfg.PollTimeout)
		t.pulse.Note(ctx, err)
		if err == nil {
			confirmed = next
			if len(batch) > 0 {
				err = accept(ctx, batch)
			}
		}
		switch {
		case ctx.Err() != nil && err != nil:
		case Refused(err):
			return fmt.Errorf("telegram: %w", err)
		case err != nil:
			t.pause(ctx, err, &wait)
		case len(batch) > 0:
			// After this line a crash is clean: the batch is durable.
			next = last + 1 // even if lower than before: ids can jump back
			wait = wire.Backoff{}
		default:
			wait = wire.Backoff{}
			if least := min(quickPoll, t.cfg.PollTimeout); time.Since(began) < least {
				wire.Sleep(ctx, least)
			}
		}
	}
	if next != confirmed {
		t.confirm(context.WithoutCancel(ctx), next)
	}
	return nil
}

// confirm tells Telegram at a clean stop what was accepted, so that it is not
// delivered again at the next start. That it fails costs only the redelivery.
func (t *Transport) confirm(ctx context.Context, next int64) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	_, err := t.call(ctx, 5*time.Second, "getUpdates", tgbotapi.Params{
		"offset": strconv.FormatInt(next, 10), "limit": "1", "timeout": "0", "allowed_updates": allowedUpdates,
	})
	if err != nil {
		t.log.Warn("last updates not confirmed; they will come again", "error", err)
	}
}

// getUpdates gives the next updates and the id of the last of them. An offset of
// 0 asks for the oldest that is not confirmed.
func (t *Transport) getUpdates(ctx context.Context, offset int64, hold time.Duration) ([]chat.Update, int64, error) {
	params := tgbotapi.Params{
		"limit": batchSize, "allowed_updates": allowedUpdates,
		"timeout": strconv.Itoa(int(hold / time.Second)),
	}
	if offset != 0 {
		params["offset"] = strconv.FormatInt(offset, 10)
	}
	result, err := t.call(ctx, hold+pollMargin, "getUpdates", params)
	if err != nil {
		return nil, 0, err
	}
	raws, err := splitArray(result)
	if err != nil {
		return nil, 0, fmt.Errorf("getUpdates: %w", err)
	}
	now, who := time.Now(), t.self()
	batch := make([]chat.Update, 0, len(raws))
	last := offset - 1
	for _, raw := range raws {
		id, u := who.decode(raw, now)
		if id == 0 {
			if last < 0 {
				return nil, 0, errors.New("getUpdates: an update without an id, and none before it")
			}
			// Take it for the next one, or it would come for ever.
			id = last + 1
			u.Key = unreadableKey(raw)
			t.log.Error("update without an id", "bytes", len(raw))
		}
		last = id
		batch = append(batch, u)
	}
	return batch, last, nil
}

// pause logs a failed poll and waits as long as the failure asks for.
func (t *Transport) pause(ctx context.Context, err error, wait *wire.Backoff) {
	pause := wait.Next()
	e := isAPI(err)
	switch {
	case e == nil:
		t.log.Warn("updates: will try again", "in", pause, "error", err)
	case e.code == http.StatusTooManyRequests:
		pause = max(e.retryAfter, pause)
		t.log.Warn("updates: told to wait", "in", pause)
	case e.code == http.StatusConflict && e.is("webhook is active", "setwebhook"):
		t.log.Warn("updates: a webhook is set for this bot; removing it, because the mode is poll", "error", err)
		if err := t.deleteWebhook(ctx); err == nil {
			pause = 0
		}
	case e.code == http.StatusConflict:
		pause = conflictPause + pause
		t.log.Error("updates: another program polls with this token; stop one of the two", "in", pause, "error", err)
	default:
		t.log.Warn("updates: will try again", "in", pause, "error", err)
	}
	wire.Sleep(ctx, pause)
}

func (t *Transport) deleteWebhook(ctx context.Context) error {
	_, err := t.call(ctx, callTimeout, "deleteWebhook", nil)
	return err
}

// greet asks who we are until Telegram answers; only a refused token is an error.
func (t *Transport) greet(ctx context.Context) error {
	return t.persist(ctx, "getMe", t.Check)
}

// persist repeats what until it succeeds, ctx ends, or Telegram refuses the token.
func (t *Transport) persist(ctx context.Context, what string, f func(context.Context) error) error {
	err := wire.Retry{Log: t.log, Pulse: &t.pulse, Final: Refused, Least: func(err error) time.Duration {
		if e := isAPI(err); e != nil {
			return e.retryAfter
		}
		return 0
	}}.Do(ctx, what, f)
	if Refused(err) {
		return fmt.Errorf("telegram: the token is refused: %w", err)
	}
	return err
}

// Check asks Telegram once who we are, which proves token and network.
func (t *Transport) Check(ctx context.Context) error {
	result, err := t.call(ctx, callTimeout, "getMe", nil)
	if err != nil {
		return err
	}
	var me struct {
		Username string `json:"username"`
	}
	if err := json.Unmarshal(result, &me); err != nil || me.Username == "" {
		return errors.New("getMe: the answer has no username")
	}
	t.me.Store(&me.Username)
	return nil
}
