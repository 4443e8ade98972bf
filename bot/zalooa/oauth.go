package zalooa

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"

	"thuky/bot/wire"
	"thuky/chat"
)

// refreshError is the platform's refusal to renew the tokens, which no retry changes.
type refreshError struct {
	code int64
	name string // the platform's word for it, without secrets
}

func (e *refreshError) Error() string {
	return fmt.Sprintf("renew the tokens: refused (%d %s)", e.code, e.name)
}

// Refused tells whether an error of Check or Send is the platform's refusal of our tokens:
// an operator must have access granted anew.
func Refused(err error) bool {
	var refused *refreshError
	code := codeOf(err)
	return errors.As(err, &refused) || errors.Is(err, errNoTokens) || code == codeTokenInvalid || code == codeTokenExpired
}

// Denied tells whether an error of Check or Send is the platform's refusal of the app or
// the account itself.
func Denied(err error) bool { return meanings[codeOf(err)].class == chat.Denied }

// askTokens trades a refresh token for a new pair. Any answer without an access token is
// a failure, whatever its status. The error is a *refreshError when the platform said no.
func (t *Transport) askTokens(ctx context.Context, refresh string) (pair, error) {
	form := url.Values{"refresh_token": {refresh}, "app_id": {t.cfg.AppID}, "grant_type": {"refresh_token"}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, t.cfg.OAuthEndpoint+"/v4/oa/access_token", strings.NewReader(form.Encode()))
	if err != nil {
		return pair{}, fmt.Errorf("renew the tokens: %w", t.secrets.Wrap(err))
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("secret_key", t.cfg.AppSecret)
	body, err := t.roundTrip("renew the tokens", req)
	if err != nil {
		return pair{}, err
	}
	var got struct {
		Access  string `json:"access_token"`
		Refresh string `json:"refresh_token"`
		Expires loose  `json:"expires_in"` // seconds, as a text
		Error   loose  `json:"error"`
		Name    string `json:"error_name"`
	}
	if json.Unmarshal(body.data, &got) != nil {
		return pair{}, &statusError{"renew the tokens", body.status, body.retryAfter}
	}
	code, _ := got.Error.number()
	switch {
	case got.Access != "" && !printable(got.Access+got.Refresh):
		return pair{}, errors.New("renew the tokens: the new ones have characters that none has")
	case got.Access != "":
	case code == codeRateLimit || body.status == http.StatusTooManyRequests || body.status >= 500:
		return pair{}, fmt.Errorf("renew the tokens: HTTP %d, error %d", body.status, code)
	case code != 0 || got.Name != "":
		return pair{}, &refreshError{code, t.quote(got.Name, refresh)}
	default:
		return pair{}, &statusError{"renew the tokens", body.status, body.retryAfter}
	}
	life := unknownLife
	if seconds, ok := got.Expires.number(); ok && seconds > 0 && seconds < 1<<31 {
		life = time.Duration(seconds) * time.Second
	}
	expires := time.Now().Add(life)
	return pair{Access: got.Access, Refresh: got.Refresh, Expires: expires, Early: expires.Add(-min(earlyAtMost, life/10))}, nil
}

func printable(token string) bool {
	return !strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' })
}

// quote gives a few of the platform's words without secrets.
func (t *Transport) quote(words, refresh string) string {
	words = t.secrets.Blank(strings.ReplaceAll(words, refresh, "REDACTED"))
	words = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, words)
	if runes := []rune(words); len(runes) > 80 {
		words = string(runes[:80]) + "…"
	}
	return words
}

// Run implements chat.Transport. Updates come through Handler; Run keeps the tokens alive
// until ctx ends, and asks who we are. It waits for a renewal that is under way.
func (t *Transport) Run(ctx context.Context, _ chat.Accept) error {
	t.tokens.resume()
	defer t.tokens.suspend()
	for ctx.Err() == nil {
		wait := t.tokens.keep(ctx)
		if t.account.Load() == nil && ctx.Err() == nil {
			if _, err := t.Check(ctx); err != nil {
				t.log.Warn("the account could not be asked who it is", "error", err)
			}
		}
		wire.Sleep(ctx, wait)
	}
	return nil
}
