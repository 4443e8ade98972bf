package telegram

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"net/url"
	"strings"
)

// secrets are the words that no error and no log line may show.
type secrets []string

func newSecrets(cfg Config) secrets {
	words := []string{cfg.Token, url.PathEscape(cfg.Token), url.QueryEscape(cfg.Token), cfg.WebhookSecret}
	if _, key, ok := strings.Cut(cfg.Token, ":"); ok {
		words = append(words, key) // the part before the colon is public: the bot's user id
	}
	for _, address := range []string{cfg.Proxy, cfg.APIEndpoint} {
		if u, err := url.Parse(address); err == nil && u.User != nil {
			password, _ := u.User.Password()
			words = append(words, password)
		}
	}
	var s secrets
	for _, w := range words {
		if len(w) >= 4 { // shorter ones would blank half the log
			s = append(s, w)
		}
	}
	return s
}

func (s secrets) blank(text string) string {
	for _, w := range s {
		if strings.Contains(text, w) {
			text = strings.ReplaceAll(text, w, "REDACTED")
		}
	}
	return text
}

// wrap keeps an error's identity (errors.Is, errors.As) and blanks its text.
func (s secrets) wrap(err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	if blank := s.blank(text); blank != text {
		return redacted{blank, err}
	}
	return err
}

type redacted struct {
	text string
	err  error
}

func (e redacted) Error() string { return e.text }
func (e redacted) Unwrap() error { return e.err }

// derivedSecret is the webhook secret when none is configured: the same in every
// replica and after every start, and of no use to find the token.
func derivedSecret(token string) string {
	h := hmac.New(sha256.New, []byte(token))
	h.Write([]byte("thuky webhook secret"))
	return hex.EncodeToString(h.Sum(nil))
}

// redactor blanks secrets in everything that is logged.
type redactor struct {
	slog.Handler
	secrets secrets
}

// Handle implements slog.Handler.
func (r redactor) Handle(ctx context.Context, rec slog.Record) error {
	clean := slog.NewRecord(rec.Time, rec.Level, r.secrets.blank(rec.Message), rec.PC)
	rec.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(r.attr(a))
		return true
	})
	return r.Handler.Handle(ctx, clean)
}

// WithAttrs implements slog.Handler.
func (r redactor) WithAttrs(attrs []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i] = r.attr(a)
	}
	return redactor{r.Handler.WithAttrs(clean), r.secrets}
}

// WithGroup implements slog.Handler.
func (r redactor) WithGroup(name string) slog.Handler {
	return redactor{r.Handler.WithGroup(name), r.secrets}
}

func (r redactor) attr(a slog.Attr) slog.Attr {
	switch v := a.Value.Resolve(); v.Kind() {
	case slog.KindString:
		a.Value = slog.StringValue(r.secrets.blank(v.String()))
	case slog.KindAny:
		if err, ok := v.Any().(error); ok {
			a.Value = slog.StringValue(r.secrets.blank(err.Error()))
		} else {
			a.Value = slog.StringValue(r.secrets.blank(v.String()))
		}
	case slog.KindGroup:
		group := make([]slog.Attr, 0, len(v.Group()))
		for _, g := range v.Group() {
			group = append(group, r.attr(g))
		}
		a.Value = slog.GroupValue(group...)
	default:
		a.Value = v
	}
	return a
}
