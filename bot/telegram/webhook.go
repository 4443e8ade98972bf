package telegram

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"thuky/bot/wire"
	"thuky/chat"
)

// WebhookPath is where Handler is to be mounted on our web server. The token is
// not part of it.
const WebhookPath = "/webhook/telegram"

const (
	secretHeader = "X-Telegram-Bot-Api-Secret-Token"
	maxUpdate    = 1 << 20 // bytes of one update; Telegram's largest are far smaller
)

func checkWebhook(cfg *Config) error {
	u, err := url.Parse(cfg.PublicURL)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return errors.New("telegram: webhook mode needs the public address of our web server, such as https://bao-cao.example.vn")
	}
	if cfg.WebhookSecret == "" {
		cfg.WebhookSecret = wire.DerivedSecret(cfg.Token)
	}
	if len(cfg.WebhookSecret) > 256 || strings.ContainsFunc(cfg.WebhookSecret, func(r rune) bool { return !tokenRune(r) }) {
		return errors.New("telegram: webhook secret: want 1 to 256 of A-Z a-z 0-9 _ -")
	}
	if cfg.MaxConnections == 0 {
		cfg.MaxConnections = 40
	}
	if cfg.MaxConnections < 1 || cfg.MaxConnections > 100 {
		return errors.New("telegram: webhook connections: want 1 to 100")
	}
	return nil
}

func tokenRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-'
}

// webhook registers the webhook and waits for the end. It stays registered:
// Telegram keeps updates while we are away, and other replicas may be running.
func (t *Transport) webhook(ctx context.Context) error {
	err := t.persist(ctx, "setWebhook", func(ctx context.Context) error {
		_, err := t.call(ctx, callTimeout, "setWebhook", tgbotapi.Params{
			"url":             strings.TrimRight(t.cfg.PublicURL, "/") + WebhookPath,
			"secret_token":    t.cfg.WebhookSecret,
			"max_connections": strconv.Itoa(t.cfg.MaxConnections),
			"allowed_updates": allowedUpdates,
		})
		return err
	})
	if err != nil {
		return err
	}
	t.log.Info("webhook is set", "path", WebhookPath)
	<-ctx.Done()
	return nil
}

// Handler takes the webhook's calls. It answers 200 only after accept returned
// nil; otherwise Telegram delivers the update again. It serves in webhook mode
// only: without a secret nothing proves who calls.
func (t *Transport) Handler(accept chat.Accept) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if t.cfg.Mode != ModeWebhook {
			http.Error(w, "not in webhook mode", http.StatusNotFound)
			return
		}
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			http.Error(w, "POST only", http.StatusMethodNotAllowed)
			return
		}
		if !wire.SameSecret(r.Header.Get(secretHeader), t.cfg.WebhookSecret) {
			t.log.Warn("webhook: a call without our secret", "from", r.RemoteAddr)
			http.Error(w, "wrong secret", http.StatusForbidden)
			return
		}
		if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
			http.Error(w, "want application/json", http.StatusUnsupportedMediaType)
			return
		}
		body, ok := wire.ReadCall(w, r, maxUpdate)
		if !ok {
			return
		}
		id, u := t.self().decode(body, time.Now())
		if id == 0 {
			http.Error(w, "no update", http.StatusBadRequest)
			return
		}
		if err := accept(r.Context(), []chat.Update{u}); err != nil {
			t.log.Error("webhook: update not accepted; Telegram will deliver it again", "key", u.Key, "error", err)
			w.Header().Set("Retry-After", "5")
			http.Error(w, "not stored", http.StatusServiceUnavailable)
			return
		}
		w.WriteHeader(http.StatusOK)
	})
}
