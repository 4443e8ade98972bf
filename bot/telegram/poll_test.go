package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot/telegram"
	"thuky/bot/telegram/telegramtest"
	"thuky/bot/wire/wiretest"
	"thuky/chat"
)

func run(t *testing.T, h *harness) *wiretest.Running {
	t.Helper()
	return wiretest.Run(t, h.transport)
}

// bubble runs a test with a fresh server in a bubble.
func bubble(t *testing.T, name, mode string, f func(*testing.T, *harness)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) { f(t, start(t, mode)) })
	})
}

func TestStart(t *testing.T) {
	t.Parallel()
	bubble(t, "without a network", telegram.ModePoll, func(t *testing.T, h *harness) {
		h.Server.Fail(telegramtest.Fault{Kind: telegramtest.DropBefore, Times: -1})
		r := run(t, h)
		h.UserSays(h.id(1), "sáng sớm")
		wiretest.After(time.Hour)
		if n := h.Requests("getMe"); n < 30 || n > 200 {
			t.Errorf("%d tries in an hour, want about one a minute", n)
		}
		h.Recover()
		wiretest.After(2 * time.Minute)
		if got := r.Texts(); len(got) != 1 || got[0] != "sáng sớm" {
			t.Errorf("got %q", got)
		}
		if name := h.transport.(*telegram.Transport).Username(); name != telegramtest.DefaultUsername {
			t.Errorf("username %q", name)
		}
	})
	bubble(t, "told to wait", telegram.ModePoll, func(t *testing.T, h *harness) {
		h.Server.Fail(telegramtest.Fault{Kind: telegramtest.TooMany, RetryAfter: 600, Method: "getMe"})
		run(t, h)
		wiretest.After(9 * time.Minute)
		if n := h.Requests("getMe"); n != 1 {
			t.Errorf("%d calls of getMe while told to wait, want 1", n)
		}
		wiretest.After(2 * time.Minute)
		if n := h.Requests("getUpdates"); n == 0 {
			t.Error("no poll after the wait")
		}
	})
	for _, mode := range []string{telegram.ModePoll, telegram.ModeWebhook} {
		bubble(t, "refused token, "+mode, mode, func(t *testing.T, h *harness) {
			h.Server.Fail(telegramtest.Fault{Kind: telegramtest.Unauthorized, Times: -1})
			err := <-run(t, h).Done
			if err == nil || !telegram.Refused(err) || !strings.Contains(err.Error(), "token is refused") {
				t.Errorf("got %v, want a refused token", err)
			}
		})
	}
	bubble(t, "a webhook is set", telegram.ModePoll, func(t *testing.T, h *harness) {
		h.SetWebhookFor("https://elsewhere.invalid/")
		h.UserSays(h.id(1), "x")
		r := run(t, h)
		wiretest.After(time.Minute)
		if h.Webhook() != "" || len(r.Texts()) != 1 {
			t.Errorf("webhook %q, updates %q", h.Webhook(), r.Texts())
		}
		if !strings.Contains(h.log.String(), "webhook is set for this bot") {
			t.Errorf("the log does not say so:\n%s", h.log)
		}
	})
	bubble(t, "webhook is registered", telegram.ModeWebhook, func(t *testing.T, h *harness) {
		h.Server.Fail(telegramtest.Fault{Kind: telegramtest.BadGateway, Method: "setWebhook", Times: 2})
		run(t, h)
		wiretest.After(time.Minute)
		if want := hookAddress + telegram.WebhookPath; h.Webhook() != want {
			t.Errorf("webhook %q, want %q", h.Webhook(), want)
		}
	})
}

func TestPollFaults(t *testing.T) {
	t.Parallel()
	for _, kind := range []telegramtest.FaultKind{
		telegramtest.DropBefore, telegramtest.DropAfter, telegramtest.ServerError, telegramtest.BadGateway, telegramtest.EmptyTimeout,
		telegramtest.HugeBody, telegramtest.Redirect, telegramtest.NoText, telegramtest.BadRequest, telegramtest.Conflict,
	} {
		bubble(t, string(kind), telegram.ModePoll, func(t *testing.T, h *harness) {
			r := run(t, h)
			wiretest.After(time.Second)
			before := h.Requests("getUpdates")
			h.Server.Fail(telegramtest.Fault{Kind: kind, Method: "getUpdates", Times: -1})
			h.UserSays(h.id(1), "trong lúc hỏng")
			wiretest.After(10 * time.Minute)
			if n := h.Requests("getUpdates") - before; n < 5 || n > 60 {
				t.Errorf("%d polls in ten minutes of failures, want a few", n)
			}
			h.Recover()
			h.UserSays(h.id(1), "sau đó")
			wiretest.After(3 * time.Minute)
			got := r.Texts()
			if len(got) != 2 || got[0] != "trong lúc hỏng" || got[1] != "sau đó" {
				t.Errorf("got %q", got)
			}
		})
	}
	bubble(t, "slow body", telegram.ModePoll, func(t *testing.T, h *harness) {
		r := run(t, h)
		wiretest.After(time.Second)
		h.Server.Fail(telegramtest.Fault{Kind: telegramtest.SlowBody, Method: "getUpdates"})
		h.UserSays(h.id(1), "x") // ends the poll in flight; the next one hangs
		h.UserSays(h.id(1), "y")
		wiretest.After(time.Second)
		h.UserSays(h.id(1), "z")
		wiretest.After(3 * time.Minute)
		if got := r.Texts(); len(got) != 3 {
			t.Errorf("got %q, want three", got)
		}
	})
	bubble(t, "429 is honoured", telegram.ModePoll, func(t *testing.T, h *harness) {
		h.Server.Fail(telegramtest.Fault{Kind: telegramtest.TooMany, RetryAfter: 300, Method: "getUpdates"})
		r := run(t, h)
		h.UserSays(h.id(1), "x")
		wiretest.After(290 * time.Second)
		if n := h.Requests("getUpdates"); n != 1 {
			t.Errorf("%d polls while told to wait, want 1", n)
		}
		wiretest.After(time.Minute)
		if len(r.Texts()) != 1 {
			t.Errorf("got %q", r.Texts())
		}
	})
	bubble(t, "the token is revoked", telegram.ModePoll, func(t *testing.T, h *harness) {
		r := run(t, h)
		wiretest.After(time.Second)
		h.Server.Fail(telegramtest.Fault{Kind: telegramtest.Unauthorized, Method: "getUpdates", Times: -1})
		h.UserSays(h.id(1), "x")
		if err := <-r.Done; err == nil {
			t.Error("Run ended without an error")
		}
	})
	bubble(t, "another poller", telegram.ModePoll, func(t *testing.T, h *harness) {
		run(t, h)
		wiretest.After(time.Second)
		for range 3 {
			req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost,
				h.URL+"/bot"+h.Token+"/getUpdates?timeout=1&allowed_updates=[]", http.NoBody)
			resp, err := h.RoundTripper().RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
		}
		wiretest.After(time.Minute)
		if !strings.Contains(h.log.String(), "another program polls") {
			t.Errorf("the log does not say so:\n%s", h.log)
		}
	})
	bubble(t, "an empty answer at once", telegram.ModePoll, func(t *testing.T, h *harness) {
		tr, err := telegram.New(telegram.Config{Token: h.Token, APIEndpoint: h.URL, HTTP: emptyAnswers{h.RoundTripper()}, Logger: h.log.Logger()})
		if err != nil {
			t.Fatal(err)
		}
		h.transport = tr
		run(t, h)
		wiretest.After(time.Minute)
		if n := h.Requests("getUpdates"); n > 61 {
			t.Errorf("%d polls a minute", n)
		}
	})
}

// emptyAnswers answers polls at once, as a wrong cache would.
type emptyAnswers struct{ http.RoundTripper }

func (e emptyAnswers) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/getUpdates") {
		r.Body = http.NoBody
		r.URL.RawQuery = "timeout=0&allowed_updates=[]"
	}
	return e.RoundTripper.RoundTrip(r)
}

func TestUpdateIDs(t *testing.T) {
	t.Parallel()
	for _, jump := range []int64{3, 999_999_999_999} {
		bubble(t, fmt.Sprintf("jump to %d", jump), telegram.ModePoll, func(t *testing.T, h *harness) {
			r := run(t, h)
			h.UserSays(h.id(1), "trước hè")
			wiretest.After(time.Minute)
			h.Jump(jump)
			for _, text := range []string{"sau hè", "nữa"} {
				h.UserSays(h.id(1), text)
				wiretest.After(time.Minute)
			}
			if got := strings.Join(r.Texts(), ", "); got != "trước hè, sau hè, nữa" || h.Confirmed() != 3 {
				t.Errorf("got %q, %d confirmed, want each once and all confirmed", got, h.Confirmed())
			}
		})
	}
	bubble(t, "an update that does not decode", telegram.ModePoll, func(t *testing.T, h *harness) {
		h.UserSays(h.id(1), "một")
		h.PushRaw("message", func(id int64) string { return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":"x"}}`, id) })
		h.PushRaw("message", func(int64) string { return `{"update_id":"no id at all"}` })
		h.UserSays(h.id(1), "hai")
		r := run(t, h)
		wiretest.After(time.Minute)
		if got := strings.Join(r.Texts(), ","); got != "một,,,hai" || h.Confirmed() != 4 {
			t.Errorf("got %q, %d confirmed", got, h.Confirmed())
		}
		keys := map[string]bool{}
		for _, u := range r.Updates() {
			if u.Key == "" || keys[u.Key] || len(u.Raw) == 0 {
				t.Errorf("update %+v has no key of its own or no payload", u)
			}
			keys[u.Key] = true
		}
	})
	bubble(t, "a hundred at a time", telegram.ModePoll, func(t *testing.T, h *harness) {
		for i := range 250 {
			h.UserSays(h.id(1), fmt.Sprint(i))
		}
		r := run(t, h)
		wiretest.After(time.Second)
		if got, n := r.Texts(), h.Requests("getUpdates"); len(got) != 250 || n != 4 {
			t.Errorf("%d updates in %d polls, want 250 in 3, and one waiting", len(got), n)
		}
	})
	bubble(t, "retention", telegram.ModePoll, func(t *testing.T, h *harness) {
		m := h.UserSays(h.id(1), "tin")
		h.UserPresses(h.id(1), m, "x")
		h.Advance(10 * time.Minute)
		r := run(t, h)
		wiretest.After(time.Second)
		if got := r.Texts(); len(got) != 1 || got[0] != "tin" {
			t.Errorf("got %q, want the message and no press", got)
		}
	})
}

func TestStop(t *testing.T) {
	t.Parallel()
	bubble(t, "confirms what was accepted", telegram.ModePoll, func(t *testing.T, h *harness) {
		// Accept ends the run: there is no further poll that would confirm.
		ctx, cancel := context.WithCancel(t.Context())
		h.UserSays(h.id(1), "cuối cùng")
		err := h.transport.Run(ctx, func(context.Context, []chat.Update) error {
			cancel()
			return nil
		})
		if err != nil || h.Confirmed() != 1 {
			t.Errorf("Run: %v, %d confirmed, want 1", err, h.Confirmed())
		}
	})
	bubble(t, "gives up confirming", telegram.ModePoll, func(t *testing.T, h *harness) {
		ctx, cancel := context.WithCancel(t.Context())
		h.UserSays(h.id(1), "cuối cùng")
		err := h.transport.Run(ctx, func(context.Context, []chat.Update) error {
			h.Server.Fail(telegramtest.Fault{Kind: telegramtest.SlowBody, Times: -1})
			cancel()
			return nil
		})
		if err != nil {
			t.Errorf("Run: %v", err)
		}
		h.Recover()
		r := run(t, h)
		wiretest.After(time.Minute)
		if len(r.Texts()) > 1 {
			t.Errorf("got %q", r.Texts())
		}
	})
	bubble(t, "accept fails for a while", telegram.ModePoll, func(t *testing.T, h *harness) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		calls := 0
		go func() {
			_ = h.transport.Run(ctx, func(context.Context, []chat.Update) error {
				calls++
				return errors.New("disk full")
			})
		}()
		h.UserSays(h.id(1), "x")
		wiretest.After(10 * time.Minute)
		cancel()
		synctest.Wait()
		if calls < 5 || calls > 40 {
			t.Errorf("%d tries in ten minutes, want a few", calls)
		}
	})
}
