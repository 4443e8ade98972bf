package wire

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"log/slog"
	"net/url"
	"strings"
)

// Secrets are the words that no error and no log line may show.
type Secrets []string

// NewSecrets collects what is secret of a bot token of the form NUMBER:KEY, of words
// such as a webhook's secret, and of addresses: the password in each.
func NewSecrets(token string, secretWords []string, addresses ...string) Secrets {
	words := append([]string{token, url.PathEscape(token), url.QueryEscape(token)}, secretWords...)
	if _, key, ok := strings.Cut(token, ":"); ok {
		words = append(words, key) // the number before the colon is public
	}
	for _, address := range addresses {
		if u, err := url.Parse(address); err == nil && u.User != nil {
			password, _ := u.User.Password()
			words = append(words, password)
		}
	}
	var s Secrets
	for _, w := range words {
		if len(w) >= 4 { // shorter ones would blank half the log
			s = append(s, w)
		}
	}
	return s
}

// Blank takes the secrets out of a text.
func (s Secrets) Blank(text string) string {
	for _, w := range s {
		if strings.Contains(text, w) {
			text = strings.ReplaceAll(text, w, "REDACTED")
		}
	}
	return text
}

// Wrap keeps an error's identity (errors.Is, errors.As) and blanks its text.
func (s Secrets) Wrap(err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	if blank := s.Blank(text); blank != text {
		return redacted{blank, err}
	}
	return err
}

// Logger gives a log that shows no secret; nil becomes a silent one.
func (s Secrets) Logger(log *slog.Logger) *slog.Logger {
	if log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(redactor{log.Handler(), s})
}

type redacted struct {
	text string
	err  error
}

func (e redacted) Error() string { return e.text }
func (e redacted) Unwrap() error { return e.err }

// DerivedSecret is the webhook secret when none is configured: the same in every
// replica and after every start, and of no use to find the token.
func DerivedSecret(token string) string {
	h := hmac.New(sha256.New, []byte(token))
	h.Write([]byte("thuky webhook secret"))
	return hex.EncodeToString(h.Sum(nil))
}

// SameSecret tells, in one time for all, whether a call carries our secret. Without a
// secret of our own nobody does.
func SameSecret(got, ours string) bool {
	a, b := sha256.Sum256([]byte(got)), sha256.Sum256([]byte(ours)) // hashes have one length
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1 && ours != ""
}

// redactor blanks secrets in everything that is logged.
type redactor struct {
	slog.Handler
	secrets Secrets
}

// Handle implements slog.Handler.
func (r redactor) Handle(ctx context.Context, rec slog.Record) error {
	clean := slog.NewRecord(rec.Time, rec.Level, r.secrets.Blank(rec.Message), rec.PC)
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
		a.Value = slog.StringValue(r.secrets.Blank(v.String()))
	case slog.KindAny:
		if err, ok := v.Any().(error); ok {
			a.Value = slog.StringValue(r.secrets.Blank(err.Error()))
		} else {
			a.Value = slog.StringValue(r.secrets.Blank(v.String()))
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
