package telegram

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"thuky/bot/wire/wiretest"
	"thuky/chat"
)

const testToken = "123456789:TEST_token-of-the-fake-server00000"

func webhookTransport(t testing.TB, log *bytes.Buffer) *Transport {
	t.Helper()
	cfg := Config{Token: testToken, Mode: ModeWebhook, PublicURL: "https://thuky.invalid/", WebhookSecret: "right-secret", HTTP: wiretest.NoNetwork{}}
	if log != nil {
		cfg.Logger = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	tr, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func TestHandler(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, method, secret, kind, body string
		accept                           error
		status, accepted                 int
	}{
		{"good", "POST", "right-secret", "application/json", sampleUpdate, nil, 200, 1},
		{"good, with charset", "POST", "right-secret", "application/json; charset=utf-8", sampleUpdate, nil, 200, 1},
		{"undecodable but with an id", "POST", "right-secret", "application/json", `{"update_id":5,"message":[]}`, nil, 200, 1},
		{"not stored", "POST", "right-secret", "application/json", sampleUpdate, errors.New("disk full"), 503, 1},
		{"GET", "GET", "right-secret", "application/json", "", nil, 405, 0},
		{"wrong secret", "POST", "right-secreT", "application/json", sampleUpdate, nil, 403, 0},
		{"longer secret", "POST", "right-secret-", "application/json", sampleUpdate, nil, 403, 0},
		{"no secret", "POST", "", "application/json", sampleUpdate, nil, 403, 0},
		{"form", "POST", "right-secret", "application/x-www-form-urlencoded", sampleUpdate, nil, 415, 0},
		{"no type", "POST", "right-secret", "", sampleUpdate, nil, 415, 0},
		{"garbage", "POST", "right-secret", "application/json", "<html>", nil, 400, 0},
		{"empty", "POST", "right-secret", "application/json", "", nil, 400, 0},
		{"no update", "POST", "right-secret", "application/json", "{}", nil, 400, 0},
		{"a list", "POST", "right-secret", "application/json", "[" + sampleUpdate + "]", nil, 400, 0},
		{"cut", "POST", "right-secret", "application/json", sampleUpdate[:80], nil, 400, 0},
		{"too large", "POST", "right-secret", "application/json", `{"update_id":5,"x":"` + strings.Repeat("x", 1<<20) + `"}`, nil, 413, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			accepted := 0
			h := webhookTransport(t, nil).Handler(func(_ context.Context, updates []chat.Update) error {
				accepted += len(updates)
				return tt.accept
			})
			r := httptest.NewRequest(tt.method, WebhookPath, strings.NewReader(tt.body))
			if tt.secret != "" {
				r.Header.Set("X-Telegram-Bot-Api-Secret-Token", tt.secret)
			}
			if tt.kind != "" {
				r.Header.Set("Content-Type", tt.kind)
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != tt.status || accepted != tt.accepted {
				t.Errorf("status %d, %d accepted; want %d, %d", w.Code, accepted, tt.status, tt.accepted)
			}
			if tt.status == 503 && w.Header().Get("Retry-After") == "" {
				t.Error("503 without Retry-After")
			}
			if strings.Contains(w.Body.String(), "right-secret") {
				t.Error("the answer shows the secret")
			}
		})
	}
}

func TestHandlerNeedsWebhookMode(t *testing.T) {
	t.Parallel()
	tr, err := New(Config{Token: testToken, HTTP: wiretest.NoNetwork{}})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodPost, WebhookPath, strings.NewReader(sampleUpdate))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Telegram-Bot-Api-Secret-Token", "") // an empty secret must not be the right one
	tr.Handler(func(context.Context, []chat.Update) error {
		t.Error("accepted")
		return nil
	}).ServeHTTP(w, r)
	if w.Code != http.StatusNotFound {
		t.Errorf("status %d, want 404", w.Code)
	}
}

func FuzzWebhook(f *testing.F) {
	f.Add([]byte(sampleUpdate))
	f.Add([]byte(`{"update_id":5}`))
	f.Add([]byte(`{"update_id":1e30}`))
	tr := webhookTransport(f, nil)
	f.Fuzz(func(t *testing.T, body []byte) {
		accepted := 0
		h := tr.Handler(func(_ context.Context, updates []chat.Update) error {
			accepted += len(updates)
			if updates[0].Key == "" {
				t.Error("accepted without a key")
			}
			return nil
		})
		r := httptest.NewRequest(http.MethodPost, WebhookPath, bytes.NewReader(body))
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", "right-secret")
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if good := w.Code == http.StatusOK; good != (accepted == 1) || !good && w.Code != http.StatusBadRequest {
			t.Errorf("status %d, %d accepted", w.Code, accepted)
		}
	})
}

func TestNew(t *testing.T) {
	t.Parallel()
	good := Config{Token: testToken}
	for _, tt := range []struct {
		name   string
		change func(*Config)
		want   string // "" = no error
	}{
		{"defaults", func(*Config) {}, ""},
		{"base URL", func(c *Config) { c.APIEndpoint = "http://127.0.0.1:8081/" }, ""},
		{"pattern", func(c *Config) { c.APIEndpoint = "http://127.0.0.1:8081/bot%s/%s" }, ""},
		{"socks proxy", func(c *Config) { c.Proxy = "socks5://me:hidden-pass@127.0.0.1:1080" }, ""},
		{"webhook", func(c *Config) { c.Mode, c.PublicURL = ModeWebhook, "https://a.invalid" }, ""},
		{"no token", func(c *Config) { c.Token = "" }, "no token"},
		{"token with a line end", func(c *Config) { c.Token += "\n" }, "characters"},
		{"pattern with one %s", func(c *Config) { c.APIEndpoint = "http://127.0.0.1/bot%s/" }, "api endpoint"},
		{"pattern with three", func(c *Config) { c.APIEndpoint = "http://127.0.0.1/%s/bot%s/%s" }, "api endpoint"},
		{"endpoint without scheme", func(c *Config) { c.APIEndpoint = "api.telegram.org" }, "api endpoint"},
		{"endpoint that is none", func(c *Config) { c.APIEndpoint = "http://a b:hidden-pass@%zz" }, "api endpoint"},
		{"ftp proxy", func(c *Config) { c.Proxy = "ftp://me:hidden-pass@127.0.0.1" }, "proxy"},
		{"proxy that is none", func(c *Config) { c.Proxy = "http://me:hidden-pass@ %" }, "proxy"},
		{"mode", func(c *Config) { c.Mode = "push" }, "mode"},
		{"webhook without address", func(c *Config) { c.Mode = ModeWebhook }, "public address"},
		{"webhook secret", func(c *Config) {
			c.Mode, c.PublicURL, c.WebhookSecret = ModeWebhook, "https://a.invalid", "hidden pass"
		}, "secret"},
		{"webhook connections", func(c *Config) { c.Mode, c.PublicURL, c.MaxConnections = ModeWebhook, "https://a.invalid", 101 }, "connections"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			cfg := good
			tt.change(&cfg)
			_, err := New(cfg)
			if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %v, want %q", err, tt.want)
			}
			if err != nil && (strings.Contains(err.Error(), "hidden") || strings.Contains(err.Error(), "TEST_token")) {
				t.Errorf("the error shows a secret: %v", err)
			}
		})
	}
}
