package zalo_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"thuky/bot/wire"
	"thuky/bot/wire/wiretest"
	"thuky/bot/zalo"
	"thuky/bot/zalo/zalotest"
	"thuky/chat"
)

const flat = `{"event_name":"message.text.received","message":{"message_id":"m1","date":1788780810265,` +
	`"from":{"id":"u1","display_name":"Cô Lan"},"chat":{"id":"u1","chat_type":"PRIVATE"},"text":"chào"}}`

func hookTransport(t testing.TB, change func(*zalo.Config)) (*zalo.Transport, *wiretest.Log) {
	t.Helper()
	log := &wiretest.Log{}
	cfg := zalo.Config{
		Token: zalotest.DefaultToken, Mode: zalo.ModeWebhook, PublicURL: hookAddress + "/", WebhookSecret: hookSecret,
		HTTP: wiretest.NoNetwork{}, Photos: wiretest.NoNetwork{}, Logger: log.Logger(),
	}
	if change != nil {
		change(&cfg)
	}
	tr, err := zalo.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return tr, log
}

func called(h http.Handler, method, secret, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, zalo.WebhookPath, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if secret != "" {
		r.Header.Set("X-Bot-Api-Secret-Token", secret)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestHandler(t *testing.T) {
	t.Parallel()
	wrapped := `{"ok":true,"result":` + flat + `}`
	for _, tt := range []struct {
		name, method, secret, body string
		accept                     error
		status, accepted           int
	}{
		{"flat", "POST", hookSecret, flat, nil, 200, 1},
		{"wrapped", "POST", hookSecret, wrapped, nil, 200, 1},
		{"a list", "POST", hookSecret, "[" + flat + "," + flat + "]", nil, 200, 2},
		{"not stored", "POST", hookSecret, flat, errors.New("disk full"), 500, 1},
		{"a probe", "POST", hookSecret, "{}", nil, 200, 0},
		{"an empty probe", "POST", hookSecret, "", nil, 200, 0},
		{"a probe by GET", "GET", hookSecret, "", nil, 200, 0},
		{"a probe of another kind", "POST", hookSecret, `{"event_name":"webhook.verify"}`, nil, 200, 0},
		{"no JSON", "POST", hookSecret, "<html>", nil, 200, 0},
		{"unsupported without a message", "POST", hookSecret, `{"event_name":"message.unsupported.received"}`, nil, 200, 0},
		{"too large", "POST", hookSecret, `{"x":"` + strings.Repeat("x", 1<<20) + `"}`, nil, 413, 0},
		{"wrong secret", "POST", hookSecret + "x", flat, nil, 403, 0},
		{"no secret", "POST", "", flat, nil, 403, 0},
		{"GET without a secret", "GET", "", "", nil, 403, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tr, log := hookTransport(t, nil)
			accepted := 0
			w := called(tr.Handler(func(_ context.Context, updates []chat.Update) error {
				accepted += len(updates)
				return tt.accept
			}), tt.method, tt.secret, tt.body)
			if w.Code != tt.status || accepted != tt.accepted {
				t.Errorf("status %d, %d accepted; want %d, %d", w.Code, accepted, tt.status, tt.accepted)
			}
			for _, text := range []string{w.Body.String(), log.String()} {
				if strings.Contains(text, hookSecret) || strings.Contains(text, "chào") || strings.Contains(text, "Lan") {
					t.Errorf("shows what it should not: %s", text)
				}
			}
		})
	}
}

// TestHandlerWithoutSecret: nobody is let in by an empty secret.
func TestHandlerWithoutSecret(t *testing.T) {
	t.Parallel()
	tr, _ := hookTransport(t, func(c *zalo.Config) { c.Mode, c.PublicURL = zalo.ModePoll, "" })
	for _, secret := range []string{"", hookSecret, wire.DerivedSecret(zalotest.DefaultToken)} {
		w := called(tr.Handler(func(context.Context, []chat.Update) error {
			t.Error("accepted")
			return nil
		}), http.MethodPost, secret, flat)
		if w.Code != http.StatusForbidden {
			t.Errorf("status %d, want 403", w.Code)
		}
	}
	derived, _ := hookTransport(t, func(c *zalo.Config) { c.WebhookSecret = "" })
	accept := func(context.Context, []chat.Update) error { return nil }
	if w := called(derived.Handler(accept), http.MethodPost, wire.DerivedSecret(zalotest.DefaultToken), flat); w.Code != http.StatusOK {
		t.Errorf("derived secret: status %d", w.Code)
	}
}

// TestPushes: shapes and orders of pushes give the same updates.
func TestPushes(t *testing.T) {
	t.Parallel()
	tr, _ := hookTransport(t, nil)
	var keys []string
	h := tr.Handler(func(_ context.Context, updates []chat.Update) error {
		for _, u := range updates {
			keys = append(keys, u.Key+" "+u.Text)
		}
		return nil
	})
	later := strings.NewReplacer("m1", "m2", "chào", "sau", "1788780810265", "1788780999999").Replace(flat)
	for _, body := range []string{later, flat, flat, `{"ok":true,"result":` + flat + `}`} {
		called(h, http.MethodPost, hookSecret, body)
	}
	if got := strings.Join(keys, ","); got != "zalo/m2 sau,zalo/m1 chào,zalo/m1 chào,zalo/m1 chào" {
		t.Errorf("got %s", got)
	}
}

func TestRegistration(t *testing.T) {
	t.Parallel()
	bubble(t, "verified", zalo.ModeWebhook, zalotest.Options{}, func(t *testing.T, h *harness) {
		r := run(t, h)
		wiretest.After(time.Minute)
		if want := hookAddress + zalo.WebhookPath; h.Webhook() != want || h.Requests("setWebhook") != 1 {
			t.Errorf("webhook %q after %d calls, want %q", h.Webhook(), h.Requests("setWebhook"), want)
		}
		r.logged(t, "Zalo reaches us")
		r.Stop()
		if err := <-r.Done; err != nil || h.Webhook() == "" {
			t.Errorf("%v, webhook %q, want it to stay", err, h.Webhook())
		}
	})
	bubble(t, "after failures", zalo.ModeWebhook, zalotest.Options{}, func(t *testing.T, h *harness) {
		h.Server.Fail(zalotest.Fault{Kind: zalotest.FaultKind(wiretest.BadGateway), Method: "setWebhook", Times: 2})
		run(t, h)
		wiretest.After(time.Minute)
		if h.Webhook() == "" {
			t.Error("no webhook")
		}
	})
	bubble(t, "not reached for an hour", zalo.ModeWebhook, zalotest.Options{}, func(t *testing.T, h *harness) {
		proxy := func(status int) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		}
		h.web.Mount(proxy(http.StatusNotFound))
		r := &running{h, wiretest.Run(t, h.zalo)} // without the handler
		wiretest.After(time.Hour)
		if n := h.Requests("setWebhook"); n < 4 || n > 10 {
			t.Errorf("%d probes in an hour, want a few", n)
		}
		r.logged(t, "does not reach our web server")
		r.logged(t, "but not ours, or the path is not passed on")
		h.web.Mount(h.zalo.Handler(r.Accept))
		wiretest.After(time.Hour)
		r.logged(t, "Zalo reaches us")
		h.UserSays(h.id(1), "x")
		wiretest.After(time.Second)
		if r.texts() != "x" {
			t.Errorf("got %q", r.texts())
		}
	})
	bubble(t, "taken away", zalo.ModeWebhook, zalotest.Options{}, func(t *testing.T, h *harness) {
		r := run(t, h)
		wiretest.After(time.Minute)
		for _, take := range []func(){h.DeleteWebhook, func() { h.SetWebhookFor("https://elsewhere.invalid/") }} {
			take()
			wiretest.After(time.Hour)
			if h.Webhook() != hookAddress+zalo.WebhookPath {
				t.Errorf("webhook %q", h.Webhook())
			}
		}
		r.logged(t, "another program has taken the webhook")
		h.Server.Fail(zalotest.Fault{Kind: zalotest.ServerError, Method: "getWebhookInfo"})
		before := h.Requests("setWebhook")
		wiretest.After(time.Hour)
		if h.Requests("setWebhook") != before {
			t.Error("a failed look set the webhook again")
		}
		h.Server.Fail(zalotest.Fault{Kind: zalotest.Unauthorized, Method: "getWebhookInfo"})
		if err := <-r.Done; !zalo.Refused(err) {
			t.Errorf("Run ended with %v", err)
		}
	})
	bubble(t, "a platform that does not retry", zalo.ModeWebhook, zalotest.Options{NoRetry: true}, func(t *testing.T, h *harness) {
		r := run(t, h)
		wiretest.After(time.Second)
		r.Refuse(errors.New("disk full"))
		h.UserSays(h.id(1), "mất")
		wiretest.After(time.Minute)
		r.Refuse(nil)
		h.UserSays(h.id(1), "còn")
		wiretest.After(time.Minute)
		if r.texts() != "còn" || r.Calls() != 2 {
			t.Errorf("got %q in %d calls", r.texts(), r.Calls())
		}
		r.logged(t, "an update was not stored")
	})
}

func TestNew(t *testing.T) {
	t.Parallel()
	webhook := func(secret string) func(*zalo.Config) {
		return func(c *zalo.Config) {
			c.Mode, c.PublicURL, c.WebhookSecret = zalo.ModeWebhook, "https://a.invalid", secret
		}
	}
	for _, tt := range []struct {
		name   string
		change func(*zalo.Config)
		want   string // "" = no error
	}{
		{"defaults", func(*zalo.Config) {}, ""},
		{"the older host", func(c *zalo.Config) { c.APIEndpoint = "https://bot-api.zapps.me/" }, ""},
		{"socks proxy", func(c *zalo.Config) { c.Proxy = "socks5://me:hidden-pass@127.0.0.1:1080" }, ""},
		{"webhook", webhook(""), ""},
		{"webhook with a secret", webhook("hidden-8"), ""},
		{"short secret", webhook("hidden7"), "8 to 256"},
		{"long secret", webhook(strings.Repeat("hidden", 43)), "8 to 256"},
		{"secret with a space", webhook("hidden secret"), "8 to 256"},
		{"no token", func(c *zalo.Config) { c.Token = "" }, "no token"},
		{"token with a line end", func(c *zalo.Config) { c.Token += "\n" }, "characters"},
		{"token with a path", func(c *zalo.Config) { c.Token += "/../x" }, "characters"},
		{"token without a colon", func(c *zalo.Config) { c.Token = "hidden" }, "colon"},
		{"endpoint without a scheme", func(c *zalo.Config) { c.APIEndpoint = "bot-api.zaloplatforms.com" }, "api endpoint"},
		{"endpoint that is none", func(c *zalo.Config) { c.APIEndpoint = "https://a b:hidden-pass@%zz" }, "api endpoint"},
		{"ftp proxy", func(c *zalo.Config) { c.Proxy = "ftp://me:hidden-pass@127.0.0.1" }, "proxy"},
		{"mode", func(c *zalo.Config) { c.Mode = "push" }, "mode"},
		{"webhook without an address", func(c *zalo.Config) { c.Mode = zalo.ModeWebhook }, "public https address"},
		{"webhook by http", func(c *zalo.Config) { c.Mode, c.PublicURL = zalo.ModeWebhook, "http://a.invalid" }, "public https address"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			cfg := zalo.Config{Token: zalotest.DefaultToken}
			tt.change(&cfg)
			_, err := zalo.New(cfg)
			if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %v, want %q", err, tt.want)
			}
			if err != nil && (strings.Contains(err.Error(), "hidden") || strings.Contains(err.Error(), "TEST-secret")) {
				t.Errorf("the error shows a secret: %v", err)
			}
		})
	}
}

func FuzzHandler(f *testing.F) {
	f.Add([]byte(flat))
	f.Add([]byte(`{"ok":true,"result":{}}`))
	tr, _ := hookTransport(f, func(c *zalo.Config) { c.Logger = nil })
	f.Fuzz(func(t *testing.T, body []byte) {
		w := called(tr.Handler(func(_ context.Context, updates []chat.Update) error {
			for _, u := range updates {
				if u.Key == "" {
					t.Error("accepted without a key")
				}
			}
			return nil
		}), http.MethodPost, hookSecret, string(body))
		if w.Code != http.StatusOK {
			t.Errorf("status %d for %q", w.Code, body)
		}
	})
}
