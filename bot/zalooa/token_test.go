package zalooa_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot/wire/wiretest"
	"thuky/bot/zalooa"
	"thuky/bot/zalooa/zalooatest"
	"thuky/chat"
)

// bubble runs a test with a fresh fake in a bubble of synctest, and looks for secrets in
// the log afterwards.
func bubble(t *testing.T, name string, opts zalooatest.Options, change func(*zalooa.Config), test func(*testing.T, *harness)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			h := start(t, opts, change)
			test(t, h)
			h.clean(t, "log", h.Log())
		})
	})
}

func (h *harness) clean(t *testing.T, where, text string) {
	t.Helper()
	for _, s := range h.Secrets() {
		if strings.Contains(text, s) {
			t.Errorf("the %s shows a secret:\n%s", where, strings.ReplaceAll(text, s, "<SECRET>"))
		}
	}
}

// says sends words and checks that they arrive.
func (h *harness) says(t *testing.T, words string) {
	t.Helper()
	before := len(h.Messages(id(1)))
	if _, err := h.oa.Send(t.Context(), at(1), chat.Message{Text: words}); err != nil {
		t.Fatalf("%s: %v", words, err)
	}
	if got := h.Messages(id(1)); len(got) != before+1 || got[before].Text != words {
		t.Errorf("%s: the person sees %+v", words, got[before:])
	}
}

// fails sends what must fail with a class.
func (h *harness) fails(t *testing.T, class chat.SendClass) *chat.SendError {
	t.Helper()
	_, err := h.oa.Send(t.Context(), at(1), chat.Message{Text: "lời nhắn riêng"})
	var se *chat.SendError
	if !errors.As(err, &se) || se.Class != class {
		t.Fatalf("got %v, want %s", err, class)
	}
	h.clean(t, "error", err.Error())
	if strings.Contains(err.Error(), "lời nhắn") {
		t.Errorf("the error shows the message: %v", err)
	}
	return se
}

var refuseToken = zalooatest.Fault{Kind: zalooatest.Refuse, Code: -14002, Request: zalooatest.Token}

func TestTokens(t *testing.T) {
	t.Parallel()
	plain := zalooatest.Options{}
	bubble(t, "of many senders one renews", plain, nil, func(t *testing.T, h *harness) {
		h.says(t, "trước")
		h.Revoke()
		release := h.HoldRenewals()
		var wg sync.WaitGroup
		for range 30 {
			wg.Go(func() {
				if _, err := h.oa.Send(t.Context(), at(2), chat.Message{Text: "cùng lúc"}); err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait() // all were refused by now
		release()
		wg.Wait()
		if n, reused := h.Requests(zalooatest.Token), h.Reused(); n != 1 || reused != 0 || len(h.Messages(id(2))) != 30 {
			t.Errorf("%d renewals, %d with a spent token, %d messages", n, reused, len(h.Messages(id(2))))
		}
		if n := h.Requests(zalooatest.Message); n != 61 {
			t.Errorf("%d requests, want 61: each but the first is refused once", n)
		}
	})
	bubble(t, "a later start goes on with what was stored", plain, nil, func(t *testing.T, h *harness) {
		h.Revoke()
		h.says(t, "một")
		h.oa = h.connect(t, nil)
		h.says(t, "hai")
		h.oa = h.connect(t, func(c *zalooa.Config) { c.AccessToken, c.RefreshToken = "", "" })
		h.says(t, "ba")
		if n := h.Requests(zalooatest.Token); n != 1 {
			t.Errorf("%d renewals, want 1", n)
		}
	})
	bubble(t, "another configured pair takes the place of the stored one", plain, nil, func(t *testing.T, h *harness) {
		h.Revoke()
		h.says(t, "một")
		h.RevokeAll()
		if err := h.fails(t, chat.Denied); !zalooa.Refused(err) {
			t.Errorf("%v, want it known as refused", err)
		}
		access, refresh := h.Grant()
		h.oa = h.connect(t, func(c *zalooa.Config) { c.AccessToken, c.RefreshToken = access, refresh })
		h.says(t, "hai")
		h.Revoke()
		h.says(t, "ba")
		h.oa = h.connect(t, func(c *zalooa.Config) { c.AccessToken, c.RefreshToken = access, refresh })
		h.says(t, "bốn")
		if h.Reused() != 0 {
			t.Errorf("%d spent tokens were tried", h.Reused())
		}
	})
	bubble(t, "only a refresh token is configured", plain, func(c *zalooa.Config) { c.AccessToken = "" }, func(t *testing.T, h *harness) {
		h.says(t, "một")
		if n := h.Requests(zalooatest.Token); n != 1 {
			t.Errorf("%d renewals, want 1", n)
		}
	})
	bubble(t, "only an access token is configured", plain, func(c *zalooa.Config) { c.RefreshToken = "" }, func(t *testing.T, h *harness) {
		h.says(t, "một")
		h.Revoke()
		h.fails(t, chat.Denied)
	})
	bubble(t, "no tokens at all", plain, func(c *zalooa.Config) { c.AccessToken, c.RefreshToken = "", "" }, func(t *testing.T, h *harness) {
		if err := h.fails(t, chat.Denied); !zalooa.Refused(err) {
			t.Errorf("%v, want it known as refused", err)
		}
	})
	bubble(t, "stored tokens that cannot be read", plain, nil, func(t *testing.T, h *harness) {
		if err := h.memory.Save("zalooa/tokens", []byte("{")); err != nil {
			t.Fatal(err)
		}
		h.says(t, "một")
	})
	bubble(t, "a new pair is not used before it is stored, and stored later", plain, nil, func(t *testing.T, h *harness) {
		h.Revoke()
		h.memory.failing(errors.New("disk full"))
		for range 3 {
			h.fails(t, chat.Temporary)
		}
		if n := h.Requests(zalooatest.Message); n != 3 { // each with the old token alone
			t.Errorf("%d requests, want 3", n)
		}
		h.memory.failing(nil)
		h.says(t, "giờ thì được")
		if n, reused := h.Requests(zalooatest.Token), h.Reused(); n != 1 || reused != 0 {
			t.Errorf("%d renewals, %d with a spent token", n, reused)
		}
		h.oa = h.connect(t, nil)
		h.says(t, "và sau khi chạy lại")
	})
	bubble(t, "a crash before the new pair is stored needs a new grant, and says so", plain, nil, func(t *testing.T, h *harness) {
		h.Revoke()
		h.memory.failing(errors.New("power cut"))
		h.fails(t, chat.Temporary)
		h.memory.failing(nil)
		h.oa = h.connect(t, nil) // the pair at hand is gone
		if err := h.fails(t, chat.Denied); !zalooa.Refused(err) {
			t.Errorf("%v, want it known as refused", err)
		}
		if !strings.Contains(h.Log(), "grant access anew") {
			t.Errorf("the log does not say what to do:\n%s", h.Log())
		}
		access, refresh := h.Grant()
		h.oa = h.connect(t, func(c *zalooa.Config) { c.AccessToken, c.RefreshToken = access, refresh })
		h.says(t, "đã cấp quyền lại")
	})
	bubble(t, "an answer that is lost on its way spends the refresh token", plain, nil, func(t *testing.T, h *harness) {
		h.Revoke()
		h.Server.Fail(zalooatest.Fault{Kind: zalooatest.Lost, Request: zalooatest.Token})
		h.fails(t, chat.Temporary)
		h.fails(t, chat.Denied)
	})
	bubble(t, "a renewal outlives the send that wanted it", plain, nil, func(t *testing.T, h *harness) {
		h.Revoke()
		release := h.HoldRenewals()
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() {
			_, err := h.oa.Send(ctx, at(1), chat.Message{Text: "dở dang"})
			done <- err
		}()
		synctest.Wait()
		cancel()
		synctest.Wait()
		release()
		if err := <-done; chat.ClassOf(err) != chat.Temporary {
			t.Errorf("got %v, want a temporary error", err)
		}
		h.says(t, "sau đó")
		if n, reused := h.Requests(zalooatest.Token), h.Reused(); n != 1 || reused != 0 {
			t.Errorf("%d renewals, %d with a spent token", n, reused)
		}
	})
}

func TestTokensFail(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		fault zalooatest.Fault
		class chat.SendClass
	}{
		"refused":      {refuseToken, chat.Denied},
		"empty":        {zalooatest.Fault{Kind: zalooatest.Empty, Request: zalooatest.Token}, chat.Temporary},
		"page":         {zalooatest.Fault{Kind: zalooatest.Words, Request: zalooatest.Token}, chat.Temporary},
		"busy":         {zalooatest.Fault{Kind: zalooatest.Refuse, Code: -32, Request: zalooatest.Token}, chat.Temporary},
		"429":          {zalooatest.Fault{Kind: zalooatest.TooMany, Request: zalooatest.Token}, chat.Temporary},
		"502":          {zalooatest.Fault{Kind: zalooatest.FaultKind(wiretest.BadGateway), Request: zalooatest.Token}, chat.Temporary},
		"cut":          {zalooatest.Fault{Kind: zalooatest.FaultKind(wiretest.Cut), Request: zalooatest.Token}, chat.Temporary},
		"half":         {zalooatest.Fault{Kind: zalooatest.CutBody, Request: zalooatest.Token}, chat.Temporary},
		"never ending": {zalooatest.Fault{Kind: zalooatest.FaultKind(wiretest.SlowBody), Request: zalooatest.Token}, chat.Temporary},
	} {
		bubble(t, "a failure overwrites no good pair: "+name, zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
			h.Revoke()
			h.says(t, "có cặp mã tốt")
			saves := h.memory.saves
			h.Revoke()
			h.Server.Fail(tt.fault)
			h.fails(t, tt.class)
			if h.memory.saves != saves {
				t.Error("something was stored")
			}
			h.says(t, "lần sau")
		})
		bubble(t, "while the old token holds, messages go on: "+name, zalooatest.Options{Paid: true}, func(c *zalooa.Config) { c.AllowPaid = true }, func(t *testing.T, h *harness) {
			h.Revoke()
			h.says(t, "có cặp mã tốt")
			time.Sleep(zalooatest.Life - 20*time.Minute)
			h.Server.Fail(tt.fault)
			h.says(t, "vẫn gửi được")
			h.says(t, "và chưa hỏi lại")
			if n := h.Requests(zalooatest.Token); n != 2 {
				t.Errorf("%d renewals, want 2", n)
			}
		})
	}
}

func TestTokensInTime(t *testing.T) {
	t.Parallel()
	bubble(t, "a token is renewed before its end", zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
		h.Revoke()
		h.says(t, "một")
		time.Sleep(zalooatest.Life - 31*time.Minute)
		h.says(t, "hai")
		if n := h.Requests(zalooatest.Token); n != 1 {
			t.Errorf("%d renewals, want 1", n)
		}
		time.Sleep(2 * time.Minute)
		h.says(t, "ba")
		if n, asked := h.Requests(zalooatest.Token), h.Requests(zalooatest.Message); n != 2 || asked != 4 {
			t.Errorf("%d renewals, %d requests, want 2 and 4", n, asked)
		}
	})
	bubble(t, "a token that ran out while nobody looked", zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
		time.Sleep(zalooatest.Life + time.Hour)
		h.says(t, "một") // it is configured: nobody knows how long it holds
		if n := h.Requests(zalooatest.Token); n != 1 {
			t.Errorf("%d renewals, want 1", n)
		}
	})
	bubble(t, "Run keeps the tokens alive over the summer", zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- h.oa.Run(ctx, nil) }()
		synctest.Wait()
		if h.oa.Link() != "https://zalo.me/"+zalooatest.AccountID {
			t.Errorf("link %q", h.oa.Link())
		}
		time.Sleep(10 * 24 * time.Hour)
		h.Server.Fail(zalooatest.Fault{Kind: zalooatest.FaultKind(wiretest.Cut), Request: zalooatest.Token, Times: 4})
		time.Sleep(90 * 24 * time.Hour)
		if n, reused := h.Requests(zalooatest.Token), h.Reused(); n < 97 || n > 106 || reused != 0 {
			t.Errorf("%d renewals in 100 days, %d with a spent token", n, reused)
		}
		h.Opens(id(9)) // has just written
		if _, err := h.oa.Send(t.Context(), at(9), chat.Message{Text: "chào năm học mới"}); err != nil {
			t.Error(err)
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	bubble(t, "Run ends behind a renewal, and none begins afterwards", zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
		release := h.HoldRenewals()
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- h.oa.Run(ctx, nil) }()
		synctest.Wait()
		cancel()
		synctest.Wait()
		select {
		case <-done:
			t.Error("Run ended while tokens were under way")
		default:
		}
		release()
		if err := <-done; err != nil {
			t.Error(err)
		}
		h.says(t, "với cặp mới")
		h.Revoke()
		h.fails(t, chat.Temporary)
		if n := h.Requests(zalooatest.Token); n != 1 {
			t.Errorf("%d renewals, want 1", n)
		}
	})
}
