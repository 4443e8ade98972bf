package zalo

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"thuky/bot/wire"
)

// How long calls may take, answer included.
const (
	callTimeout   = 20 * time.Second
	typingTimeout = 5 * time.Second
	// photoTimeout: Zalo downloads the picture, several times, before it answers.
	photoTimeout = 150 * time.Second
)

// maxAnswer is the largest answer taken, in bytes; an update is far smaller.
const maxAnswer = 1 << 20

// maxDescription is how much of Zalo's own words goes into an error, in runes.
const maxDescription = 200

// params are the parameters of a method. All of them are strings.
type params map[string]string

// apiError is a refusal by the platform.
type apiError struct {
	method     string
	code       int // of the body, else the HTTP status
	text       string
	json       bool // false: the answer was some gateway's
	retryAfter time.Duration
}

func (e *apiError) Error() string {
	if !e.json {
		return fmt.Sprintf("%s: HTTP %d with a body that is no Bot Platform answer", e.method, e.code)
	}
	return fmt.Sprintf("%s: %d %s", e.method, e.code, e.text)
}

// codeOf gives the code of a refusal, 0 for any other error.
func codeOf(err error) int {
	var e *apiError
	if errors.As(err, &e) {
		return e.code
	}
	return 0
}

// retryAfter is how long a refusal asks to wait, 0 for none.
func retryAfter(err error) time.Duration {
	var e *apiError
	if errors.As(err, &e) {
		return e.retryAfter
	}
	return 0
}

// Refused tells whether an error of Check or Run is Zalo's refusal of the token, which
// no retry changes.
func Refused(err error) bool { return codeOf(err) == http.StatusUnauthorized }

// call makes one request that ends with ctx or after the time-out, and gives the result,
// which may be absent. The error is an *apiError, or one of the network with no secret
// in its text.
func (t *Transport) call(parent context.Context, timeout time.Duration, method string, p params) (json.RawMessage, error) {
	if err := parent.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", method, err)
	}
	ctx, cancel := context.WithTimeout(parent, timeout)
	defer cancel()
	result, err := t.do(ctx, method, p)
	var refusal *apiError
	switch {
	case err == nil:
		return result, nil
	case errors.As(err, &refusal):
		return nil, refusal
	case ctx.Err() != nil && parent.Err() == nil:
		return nil, fmt.Errorf("%s: no answer within %s: %w", method, timeout, context.DeadlineExceeded)
	}
	return nil, fmt.Errorf("%s: %w", method, t.secrets.Wrap(err))
}

func (t *Transport) do(ctx context.Context, method string, p params) (json.RawMessage, error) {
	if p == nil {
		p = params{}
	}
	body, err := json.Marshal(p)
	if err != nil {
		return nil, err // unreachable: only strings
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, t.base+method, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	if !strings.HasPrefix(method, "send") {
		// May be made again on a new connection, should the server have closed the one at
		// hand. A send may not: it could arrive twice.
		req.Header["Idempotency-Key"] = nil // tells net/http; nothing is sent
	}
	resp, err := t.http.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	answer, err := wire.ReadAnswer(resp, maxAnswer)
	if err != nil {
		return nil, fmt.Errorf("read answer (HTTP %d): %w", resp.StatusCode, err)
	}
	return t.read(method, p, resp, answer)
}

// read takes an answer apart. Zalo answers refusals with a body whatever the status is.
func (t *Transport) read(method string, p params, resp *http.Response, body []byte) (json.RawMessage, error) {
	var a struct {
		OK          bool            `json:"ok"`
		Result      json.RawMessage `json:"result"`
		Code        loose           `json:"error_code"`
		CamelCode   loose           `json:"errorCode"` // testWebhook spells it so
		Description loose           `json:"description"`
	}
	e := &apiError{method: method, code: resp.StatusCode}
	if seconds, err := strconv.Atoi(resp.Header.Get("Retry-After")); err == nil && seconds > 0 {
		e.retryAfter = min(time.Duration(seconds)*time.Second, longestWait)
	}
	at := bytes.TrimLeft(body, " \t\r\n")
	if len(at) == 0 || at[0] != '{' || json.Unmarshal(at, &a) != nil {
		return nil, e
	}
	if a.OK {
		return a.Result, nil
	}
	e.json = true
	for _, code := range []loose{a.Code, a.CamelCode} {
		if n, err := strconv.Atoi(string(code)); err == nil && n != 0 {
			e.code = n
			break
		}
	}
	e.text = t.describe(string(a.Description), p)
	return nil, e
}

// describe gives Zalo's words about an error, without secrets and without what they
// quote of what we sent: errors hold no messages and no links of pictures.
func (t *Transport) describe(text string, sent params) string {
	letters := []rune(oneLine(t.secrets.Blank(text)))
	letters = letters[:min(len(letters), maxDescription)]
	quoted := make([]bool, len(letters))
	for name, value := range sent {
		value = oneLine(value)
		size := min(utf8.RuneCountInString(value), 10) // as many of the same letters are no accident
		if name == "action" || size < 4 {
			continue
		}
		for i := 0; i+size <= len(letters); i++ {
			if strings.Contains(value, string(letters[i:i+size])) {
				for k := range size {
					quoted[i+k] = true
				}
			}
		}
	}
	var b strings.Builder
	for i, r := range letters {
		switch {
		case !quoted[i]:
			b.WriteRune(r)
		case i == 0 || !quoted[i-1]:
			b.WriteString("…")
		}
	}
	return b.String()
}

// oneLine is a text with single spaces for all white space.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// persist repeats what until it succeeds, ctx ends, or Zalo refuses the token.
func (t *Transport) persist(ctx context.Context, what string, f func(context.Context) error) error {
	return wire.Retry{Log: t.log, Pulse: &t.pulse, Final: Refused, Least: retryAfter}.Do(ctx, what, f)
}

// Self is what the platform says of the bot.
type Self struct {
	ID      string
	Name    string // as people see it, "Bot …"
	Account string // the name that Zalo gave it; may be empty
	Groups  bool   // it may be put into groups
}

// Check asks Zalo once who we are, which proves token and network.
func (t *Transport) Check(ctx context.Context) error {
	result, err := t.call(ctx, callTimeout, "getMe", nil)
	if err != nil {
		return err
	}
	var me struct {
		ID      loose `json:"id"`
		Display loose `json:"display_name"`
		Name    loose `json:"name"`
		Account loose `json:"account_name"`
		Groups  loose `json:"can_join_groups"`
	}
	if err := json.Unmarshal(result, &me); err != nil || me.ID == "" {
		return errors.New("getMe: the answer has no id")
	}
	t.me.Store(&Self{
		ID: string(me.ID), Name: oneLine(first(me.Display, me.Name, me.Account)), Account: oneLine(string(me.Account)), Groups: me.Groups == "true",
	})
	return nil
}

// Self is who we are; it is empty until Run or Check reached Zalo.
func (t *Transport) Self() Self {
	if me := t.me.Load(); me != nil {
		return *me
	}
	return Self{}
}
