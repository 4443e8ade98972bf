package zalo_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot/wire/wiretest"
	"thuky/bot/zalo"
	"thuky/bot/zalo/zalotest"
	"thuky/chat"
)

// running is a transport at work in a bubble.
type running struct {
	*harness
	*wiretest.Running
}

func run(t *testing.T, h *harness) *running {
	t.Helper()
	return &running{h, wiretest.Run(t, h.transport)}
}

func (r *running) texts() string { return strings.Join(r.Texts(), ",") }

func (r *running) logged(t *testing.T, words string) {
	t.Helper()
	if !strings.Contains(r.log.String(), words) {
		t.Errorf("the log lacks %q:\n%s", words, r.log)
	}
}

// bubble runs a test with a fresh server in a bubble.
func bubble(t *testing.T, name, mode string, opts zalotest.Options, f func(*testing.T, *harness)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) { f(t, start(t, mode, opts)) })
	})
}

func TestPoll(t *testing.T) {
	t.Parallel()
	bubble(t, "an idle hour is quiet", zalo.ModePoll, zalotest.Options{}, func(t *testing.T, h *harness) {
		r := run(t, h)
		wiretest.After(time.Hour)
		if n := h.Requests("getUpdates"); n != 121 {
			t.Errorf("%d polls in an hour, want one each 30 s", n)
		}
		if h.log.String() != "" {
			t.Errorf("logged:\n%s", h.log)
		}
		h.UserSays(h.id(1), "chào")
		wiretest.After(time.Second)
		if r.texts() != "chào" {
			t.Errorf("got %q", r.texts())
		}
	})
	bubble(t, "replays are dropped and no hot loop", zalo.ModePoll, zalotest.Options{Replay: true}, func(t *testing.T, h *harness) {
		r := run(t, h)
		h.UserSays(h.id(1), "một")
		wiretest.After(10 * time.Minute)
		h.UserSays(h.id(1), "hai")
		wiretest.After(time.Minute)
		if n := h.Requests("getUpdates"); n < 600 || n > 662 {
			t.Errorf("%d polls in eleven minutes of replays, want one a second", n)
		}
		if r.texts() != "một,hai" || r.Calls() != 2 {
			t.Errorf("got %q in %d calls", r.texts(), r.Calls())
		}
	})
	bubble(t, "what is not accepted is kept", zalo.ModePoll, zalotest.Options{}, func(t *testing.T, h *harness) {
		r := run(t, h)
		r.Refuse(errors.New("disk full"))
		h.UserSays(h.id(1), "một")
		h.UserSays(h.id(1), "hai")
		wiretest.After(10 * time.Minute)
		if n, polls := r.Calls(), h.Requests("getUpdates"); n < 5 || n > 40 || polls != 1 {
			t.Errorf("%d tries and %d polls in ten minutes, want a few tries of the first", n, polls)
		}
		r.logged(t, "kept here and tried again")
		r.Stop()
		if err := <-r.Done; err != nil {
			t.Error(err)
		}
		r.logged(t, "stopped with updates that could not be stored")
		again := run(t, h)
		wiretest.After(time.Minute)
		if again.texts() != "một,hai" {
			t.Errorf("the next run got %q", again.texts())
		}
	})
	bubble(t, "an update at the end has some seconds", zalo.ModePoll, zalotest.Options{}, func(t *testing.T, h *harness) {
		ctx, cancel := context.WithCancel(t.Context())
		h.UserSays(h.id(1), "cuối")
		taken := false
		err := h.transport.Run(ctx, func(held context.Context, _ []chat.Update) error {
			cancel()
			time.Sleep(3 * time.Second)
			taken = held.Err() == nil
			return held.Err()
		})
		if err != nil || !taken {
			t.Errorf("%v, taken %v", err, taken)
		}
	})
	bubble(t, "a webhook is set", zalo.ModePoll, zalotest.Options{}, func(t *testing.T, h *harness) {
		h.SetWebhookFor("https://elsewhere.invalid/")
		h.UserSays(h.id(1), "x")
		r := run(t, h)
		wiretest.After(5 * time.Minute)
		if h.Webhook() != "" || r.texts() != "x" {
			t.Errorf("webhook %q, updates %q", h.Webhook(), r.texts())
		}
		r.logged(t, "a webhook is set for this bot")
	})
	bubble(t, "events without a message", zalo.ModePoll, zalotest.Options{}, func(t *testing.T, h *harness) {
		h.UserSendsFile(h.id(1), false)
		h.PushRaw(`{"event_name":"message.new\nkind","message":[]}`)
		for _, empty := range []string{"null", "{}", "[]"} {
			h.PushRaw(empty)
		}
		h.UserSays(h.id(1), "x")
		r := run(t, h)
		wiretest.After(time.Minute)
		if r.texts() != "x" {
			t.Errorf("got %q", r.texts())
		}
		r.logged(t, "does not hand over")
		r.logged(t, "event=unknown")
	})
	bubble(t, "who came too late is not heard", zalo.ModePoll, zalotest.Options{Users: 3}, func(t *testing.T, h *harness) {
		h.UserSays("u4", "tôi là người thứ tư")
		h.UserSays(h.id(3), "x")
		r := run(t, h)
		wiretest.After(time.Minute)
		if r.texts() != "x" {
			t.Errorf("got %q", r.texts())
		}
	})
}

func TestPollFaults(t *testing.T) {
	t.Parallel()
	for _, kind := range []zalotest.FaultKind{
		zalotest.DropBefore, zalotest.Forbidden, zalotest.ServerError, zalotest.BadRequest, zalotest.Missing, zalotest.NoText,
		zalotest.TooMany, zalotest.FaultKind(wiretest.BadGateway), zalotest.FaultKind(wiretest.EmptyTimeout),
		zalotest.FaultKind(wiretest.HugeBody), zalotest.FaultKind(wiretest.Redirect), zalotest.FaultKind(wiretest.SlowBody),
	} {
		bubble(t, string(kind), zalo.ModePoll, zalotest.Options{}, func(t *testing.T, h *harness) {
			r := run(t, h)
			wiretest.After(time.Second)
			before := h.Requests("getUpdates")
			h.Server.Fail(zalotest.Fault{Kind: kind, Method: "getUpdates", Times: -1})
			wiretest.After(20 * time.Minute)
			if n := h.Requests("getUpdates") - before; n < 8 || n > 60 {
				t.Errorf("%d polls in twenty minutes of failures, want a few", n)
			}
			h.Recover()
			h.UserSays(h.id(1), "sau đó")
			wiretest.After(3 * time.Minute)
			if r.texts() != "sau đó" {
				t.Errorf("got %q", r.texts())
			}
		})
	}
	bubble(t, "told to wait", zalo.ModePoll, zalotest.Options{}, func(t *testing.T, h *harness) {
		h.Server.Fail(zalotest.Fault{Kind: zalotest.TooMany, RetryAfter: 600, Method: "getUpdates"})
		run(t, h)
		wiretest.After(9 * time.Minute)
		if n := h.Requests("getUpdates"); n != 1 {
			t.Errorf("%d polls while told to wait, want 1", n)
		}
	})
	bubble(t, "408 at once", zalo.ModePoll, zalotest.Options{}, func(t *testing.T, h *harness) {
		h.Server.Fail(zalotest.Fault{Kind: zalotest.TimedOut, Method: "getUpdates", Times: -1})
		run(t, h)
		wiretest.After(time.Minute)
		if n := h.Requests("getUpdates"); n > 61 {
			t.Errorf("%d polls a minute", n)
		}
	})
	for _, mode := range []string{zalo.ModePoll, zalo.ModeWebhook} {
		bubble(t, "refused token, "+mode, mode, zalotest.Options{}, func(t *testing.T, h *harness) {
			h.Server.Fail(zalotest.Fault{Kind: zalotest.Unauthorized, Times: -1})
			err := <-run(t, h).Done
			if err == nil || !zalo.Refused(err) || !strings.Contains(err.Error(), "token is refused") {
				t.Errorf("got %v, want a refused token", err)
			}
		})
	}
	bubble(t, "the token is reset", zalo.ModePoll, zalotest.Options{}, func(t *testing.T, h *harness) {
		r := run(t, h)
		wiretest.After(time.Second)
		h.Server.Fail(zalotest.Fault{Kind: zalotest.Unauthorized, Method: "getUpdates", Times: -1})
		if err := <-r.Done; !zalo.Refused(err) {
			t.Errorf("Run ended with %v", err)
		}
	})
	bubble(t, "without a network", zalo.ModePoll, zalotest.Options{}, func(t *testing.T, h *harness) {
		h.Server.Fail(zalotest.Fault{Kind: zalotest.DropBefore, Times: -1})
		r := run(t, h)
		h.UserSays(h.id(1), "sáng sớm")
		wiretest.After(time.Hour)
		if n := h.Requests("getMe"); n < 30 || n > 200 {
			t.Errorf("%d tries in an hour, want about one a minute", n)
		}
		h.Recover()
		wiretest.After(2 * time.Minute)
		if r.texts() != "sáng sớm" || h.zalo.Self().Name != zalotest.DefaultName {
			t.Errorf("got %q as %+v", r.texts(), h.zalo.Self())
		}
	})
}

func TestRedirectIsNotFollowed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		tr, err := zalo.New(zalo.Config{Token: zalotest.DefaultToken, HTTP: wiretest.RoundTripper(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked++
			http.Redirect(w, r, "https://elsewhere.invalid"+r.URL.Path, http.StatusTemporaryRedirect)
		}))})
		if err != nil {
			t.Fatal(err)
		}
		if err := tr.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "307") || strings.Contains(err.Error(), "TEST-secret") || asked != 1 {
			t.Errorf("got %v after %d calls, want an error with the status", err, asked)
		}
	})
}
