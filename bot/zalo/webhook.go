package zalo

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"thuky/bot/wire"
	"thuky/chat"
)

// WebhookPath is where Handler is to be mounted on our web server. The token is not part
// of it.
const WebhookPath = "/zalo/webhook"

const (
	secretHeader = "X-Bot-Api-Secret-Token"
	maxUpdate    = 1 << 20 // bytes of one call

	minSecret, maxSecret = 8, 256 // characters

	// Zalo is asked to probe our address again after so long, doubled each time, while it
	// cannot reach us.
	firstProbe, lastProbe = time.Minute, time.Hour
	// watchEvery is how often we look whether the webhook is still ours.
	watchEvery = 30 * time.Minute
)

func checkWebhook(cfg *Config) error {
	u, err := url.Parse(cfg.PublicURL)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return errors.New("zalo: webhook mode needs the public https address of our web server, such as https://bao-cao.example.vn")
	}
	if cfg.WebhookSecret == "" {
		cfg.WebhookSecret = wire.DerivedSecret(cfg.Token)
	}
	if n := len(cfg.WebhookSecret); n < minSecret || n > maxSecret || !visible(cfg.WebhookSecret) {
		return errors.New("zalo: webhook secret: want 8 to 256 letters, digits and signs, without spaces or accents")
	}
	return nil
}

// HookURL is our address as Zalo calls it.
func (t *Transport) HookURL() string {
	return strings.TrimRight(t.cfg.PublicURL, "/") + WebhookPath
}

// webhook registers the webhook and watches over it until ctx ends. It stays registered:
// a restart must not lose what people write meanwhile.
func (t *Transport) webhook(ctx context.Context) error {
	for ctx.Err() == nil {
		if err := t.register(ctx); err != nil {
			return err
		}
		if err := t.watch(ctx); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// register sets the webhook until Zalo has reached our address. Zalo keeps it even when
// the probe fails.
func (t *Transport) register(ctx context.Context) error {
	for pause := firstProbe; ctx.Err() == nil; pause = min(2*pause, lastProbe) {
		var v *verification
		err := t.persist(ctx, "setWebhook", func(ctx context.Context) (err error) {
			v, err = t.setWebhook(ctx)
			return err
		})
		switch {
		case err != nil:
			return err
		case v == nil:
			t.log.Info("webhook is set; Zalo did not say whether it reaches us", "path", WebhookPath)
			return nil
		case v.OK == "true":
			t.log.Info("webhook is set, Zalo reaches us", "path", WebhookPath, "latency_ms", string(v.Latency))
			return nil
		}
		t.log.Error("webhook is set, but Zalo does not reach our web server; no message comes in until it does",
			"outcome", string(v.Outcome), "status", string(v.Status), "means", explain(string(v.Outcome)), "hint", oneLine(string(v.Hint)), "again_in", pause)
		wire.Sleep(ctx, pause)
	}
	return ctx.Err()
}

// verification is how Zalo's probe of our address came out.
type verification struct {
	OK      loose `json:"ok"`
	Status  loose `json:"status_code"`
	Outcome loose `json:"outcome"`
	Latency loose `json:"latency_ms"`
	Hint    loose `json:"hint"`
}

func (t *Transport) setWebhook(ctx context.Context) (*verification, error) {
	result, err := t.call(ctx, callTimeout, "setWebhook", params{"url": t.HookURL(), "secret_token": t.cfg.WebhookSecret})
	if err != nil {
		return nil, err
	}
	var set struct {
		Verification *verification `json:"verification"`
	}
	if json.Unmarshal(result, &set) != nil {
		return nil, nil // set it is, whatever the answer looks like
	}
	return set.Verification, nil
}

// explain says what the outcome of a probe mostly means.
func explain(outcome string) string {
	kind := strings.TrimPrefix(outcome, "webhook.")
	switch {
	case kind == "http.403":
		return "our web server, or something before it, refuses the call: does this address lead to this program?"
	case kind == "http.404":
		return "there is a web server at this address, but not ours, or the path is not passed on"
	case strings.HasPrefix(kind, "http.5"):
		return "the reverse proxy cannot reach web.listen, or this program has an error"
	case kind == "err.tls":
		return "the certificate is not valid for this name, has run out, or lacks its chain"
	case kind == "err.dns":
		return "the name of web.public_url is not known in the public DNS"
	case kind == "err.timeout", kind == "err.conn", kind == "err.unreachable":
		return "nobody answers on port 443: look at the firewall and the reverse proxy"
	case kind == "err.blocked", kind == "err.proxy":
		return "Zalo does not call this address: it must be a public one"
	}
	return "see the hint"
}

// watch returns nil when the webhook is not ours any more.
func (t *Transport) watch(ctx context.Context) error {
	for {
		wire.Sleep(ctx, watchEvery)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		at, err := t.WebhookURL(ctx)
		switch {
		case Refused(err):
			return err
		case err != nil:
			t.log.Debug("the webhook could not be looked at", "error", err)
		case at != t.HookURL():
			t.log.Error("another program has taken the webhook of this bot, or removed it; setting it again", "was", at)
			return nil
		}
	}
}

// WebhookURL is the address that Zalo gives updates to, "" for none.
func (t *Transport) WebhookURL(ctx context.Context) (string, error) {
	result, err := t.call(ctx, callTimeout, "getWebhookInfo", nil)
	if codeOf(err) == http.StatusNotFound {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	var info struct {
		URL loose `json:"url"`
	}
	_ = json.Unmarshal(result, &info) // no result is no webhook
	return string(info.URL), nil
}

// Handler takes the webhook's calls. It answers 200 only after accept returned nil, and
// 500 where it did not: whether Zalo delivers again then is not known. A call with our
// secret and without an event is Zalo's probe and gets 200. It serves in webhook mode
// only: without a secret nothing proves who calls.
func (t *Transport) Handler(accept chat.Accept) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !wire.SameSecret(r.Header.Get(secretHeader), t.cfg.WebhookSecret) {
			t.log.Warn("webhook: a call without our secret", "from", r.RemoteAddr)
			http.Error(w, "wrong secret", http.StatusForbidden)
			return
		}
		body, ok := wire.ReadCall(w, r, maxUpdate)
		if !ok {
			return
		}
		all, ok := events(body)
		if !ok {
			t.log.Error("webhook: a call of Zalo's that is no JSON; nothing of it can be read", "bytes", len(body))
		} else if len(all) == 0 {
			t.log.Info("webhook: a call without an event", "bytes", len(body))
		}
		if batch := t.decodeAll(all); len(batch) > 0 {
			if err := accept(r.Context(), batch); err != nil {
				t.log.Error("webhook: an update was not stored", "updates", len(batch), "error", err)
				http.Error(w, "not stored", http.StatusInternalServerError)
				return
			}
		}
		w.WriteHeader(http.StatusOK)
	})
}
