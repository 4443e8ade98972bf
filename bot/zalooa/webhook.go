package zalooa

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"time"

	"thuky/bot/wire"
	"thuky/chat"
)

// WebhookPath is where Handler is to be mounted on our web server.
const WebhookPath = "/zalooa/webhook"

const (
	signatureHeader = "X-ZEvent-Signature"
	maxEvent        = 1 << 20 // bytes of one call

	// maxAge is how far the time of a call may be from ours. Within it a call that is made
	// again is known by its key.
	maxAge = 5 * time.Minute
)

// Handler takes the webhook's calls. It answers 200 only after accept returned nil, and
// 503 where it did not. A call that is not signed by Zalo, or is old, is refused.
func (t *Transport) Handler(accept chat.Accept) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			http.Error(w, "POST only", http.StatusMethodNotAllowed)
			return
		}
		body, ok := wire.ReadCall(w, r, maxEvent)
		if !ok {
			return
		}
		e, ok := readEvent(body)
		if !signed(r.Header.Get(signatureHeader), t.cfg.AppID, body, string(e.Time), t.cfg.OASecret) {
			t.log.Warn("webhook: a call that is not signed with our OA secret", "from", r.RemoteAddr)
			http.Error(w, "wrong signature", http.StatusForbidden)
			return
		}
		now := time.Now()
		switch age := now.Sub(e.at()); {
		case !ok:
			http.Error(w, "no event", http.StatusBadRequest)
			return
		case age > maxAge || age < -maxAge:
			t.log.Warn("webhook: a call of another time; is the clock of this machine right?", "event", e.Name, "behind", age.Round(time.Second))
			http.Error(w, "too old", http.StatusForbidden)
			return
		}
		if err := t.take(r, accept, &e, body); err != nil {
			t.log.Error("webhook: an event was not stored", "event", e.Name, "error", err)
			w.Header().Set("Retry-After", "5")
			http.Error(w, "not stored", http.StatusServiceUnavailable)
			return
		}
		w.WriteHeader(http.StatusOK)
	})
}

// take stores what an event brings. That the person wrote is kept first: the answer must
// find the window open.
func (t *Transport) take(r *http.Request, accept chat.Accept, e *event, body []byte) error {
	updates := e.updates(body)
	if len(updates) == 0 {
		t.log.Debug("webhook: an event that is nothing for us", "event", e.Name)
		return nil
	}
	if k := updates[0].Kind; k != chat.Blocked && k != chat.Unblocked {
		t.learn(string(e.Recipient.ID))
		if err := t.windows.touch(updates[0].Address.ID, e.at()); err != nil {
			return err
		}
	}
	return accept(r.Context(), updates)
}

// signed tells whether Zalo made a call: the header holds the SHA-256 of app id, body, time
// and secret, one behind the other, with or without "mac=" before it. Without a secret of
// our own nobody is believed.
func signed(header, app string, body []byte, stamp, secret string) bool {
	if secret == "" || stamp == "" {
		return false
	}
	h := sha256.New()
	h.Write([]byte(app))
	h.Write(body)
	h.Write([]byte(stamp))
	h.Write([]byte(secret))
	got := strings.ToLower(strings.TrimPrefix(strings.TrimSpace(header), "mac="))
	return wire.SameSecret(got, hex.EncodeToString(h.Sum(nil)))
}
