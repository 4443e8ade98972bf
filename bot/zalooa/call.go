package zalooa

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

	"thuky/bot/wire"
)

// How long calls may take, answer included.
const (
	callTimeout   = 20 * time.Second
	uploadTimeout = 120 * time.Second
)

// maxAnswer is the largest answer taken.
const maxAnswer = 1 << 20

// apiError is a refusal by the API. Its text is our own: the API's might quote a message.
type apiError struct {
	call       string
	code       int // negative
	retryAfter time.Duration
}

func (e *apiError) Error() string {
	what := meanings[e.code].text
	if what == "" {
		what = "no code that we know"
	}
	return fmt.Sprintf("%s: error %d: %s", e.call, e.code, what)
}

// codeOf is the code of a refusal, 0 for any other error.
func codeOf(err error) int {
	var e *apiError
	if errors.As(err, &e) {
		return e.code
	}
	return 0
}

// statusError is an answer that is not the API's: a gateway's page, or nothing.
type statusError struct {
	call       string
	status     int
	retryAfter time.Duration
}

func (e *statusError) Error() string {
	return fmt.Sprintf("%s: HTTP %d with a body that is no answer of the API", e.call, e.status)
}

// loose is a number that comes as a number or as a text.
type loose string

// UnmarshalJSON implements json.Unmarshaler.
func (l *loose) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) != nil {
		text = string(data)
	}
	*l = loose(text)
	return nil
}

func (l loose) number() (n int64, ok bool) {
	n, err := strconv.ParseInt(string(l), 10, 64)
	return n, err == nil
}

// call makes a request with the access token; when the token is refused, it is renewed
// once and the request made once more. Build makes the request anew each time.
func (t *Transport) call(ctx context.Context, name string, timeout time.Duration, build func(context.Context) (*http.Request, error)) (json.RawMessage, error) {
	token, err := t.tokens.get(ctx)
	if err != nil {
		return nil, err
	}
	data, err := t.callWith(ctx, name, timeout, token, build)
	if code := codeOf(err); code != codeTokenInvalid && code != codeTokenExpired {
		return data, err
	}
	if token, err = t.tokens.renew(ctx, token); err != nil {
		return nil, err
	}
	return t.callWith(ctx, name, timeout, token, build)
}

func (t *Transport) callWith(parent context.Context, name string, timeout time.Duration, token string, build func(context.Context) (*http.Request, error)) (json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(parent, timeout)
	defer cancel()
	req, err := build(ctx)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, t.secrets.Wrap(err))
	}
	req.Header.Set("access_token", token)
	body, err := t.roundTrip(name, req)
	if err != nil {
		if ctx.Err() != nil && parent.Err() == nil {
			return nil, fmt.Errorf("%s: no answer within %s: %w", name, timeout, context.DeadlineExceeded)
		}
		return nil, err
	}
	var answer struct {
		Error *loose          `json:"error"`
		Data  json.RawMessage `json:"data"`
	}
	if json.Unmarshal(body.data, &answer) != nil || answer.Error == nil {
		return nil, &statusError{name, body.status, body.retryAfter}
	}
	switch code, ok := answer.Error.number(); {
	case !ok:
		return nil, &statusError{name, body.status, body.retryAfter}
	case code != 0:
		return nil, &apiError{name, int(code), body.retryAfter}
	}
	return answer.Data, nil
}

// answer is what came back, whatever its status: the API refuses with HTTP 200.
type answer struct {
	status     int
	retryAfter time.Duration
	data       []byte
}

func (t *Transport) roundTrip(name string, req *http.Request) (answer, error) {
	if err := req.Context().Err(); err != nil {
		return answer{}, fmt.Errorf("%s: %w", name, err)
	}
	resp, err := t.http.RoundTrip(req)
	if err != nil {
		return answer{}, fmt.Errorf("%s: %w", name, t.secrets.Wrap(err))
	}
	defer resp.Body.Close()
	out := answer{status: resp.StatusCode}
	if seconds, err := strconv.Atoi(resp.Header.Get("Retry-After")); err == nil && seconds > 0 {
		out.retryAfter = min(time.Duration(seconds)*time.Second, longestWait)
	}
	if out.data, err = wire.ReadAnswer(resp, maxAnswer); err != nil {
		return answer{}, fmt.Errorf("%s: read answer (HTTP %d): %w", name, out.status, t.secrets.Wrap(err))
	}
	if at := bytes.TrimLeft(out.data, " \t\r\n"); len(at) == 0 || at[0] != '{' {
		return answer{}, &statusError{name, out.status, out.retryAfter}
	}
	return out, nil
}

// post makes a request with a JSON body.
func (t *Transport) post(ctx context.Context, name, path string, body any) (json.RawMessage, error) {
	data, err := json.Marshal(body)
	if err != nil {
		return nil, reject("%s: %w", name, err) // unreachable: only strings
	}
	return t.call(ctx, name, callTimeout, func(ctx context.Context) (*http.Request, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, t.cfg.APIEndpoint+path, bytes.NewReader(data))
		if err == nil {
			req.Header.Set("Content-Type", "application/json")
		}
		return req, err
	})
}

// Account is what the API says of the Official Account.
type Account struct {
	ID, Name string
}

// Check asks the API who we are. It may renew the tokens.
func (t *Transport) Check(ctx context.Context) (Account, error) {
	data, err := t.call(ctx, "getoa", callTimeout, func(ctx context.Context) (*http.Request, error) {
		return http.NewRequestWithContext(ctx, http.MethodGet, t.cfg.APIEndpoint+"/v2.0/oa/getoa", http.NoBody)
	})
	if err != nil {
		return Account{}, err
	}
	var found struct {
		ID    loose  `json:"oa_id"`
		Older loose  `json:"oaid"`
		Name  string `json:"name"`
	}
	if err := json.Unmarshal(data, &found); err != nil {
		return Account{}, errors.New("getoa: the answer says nothing of the account")
	}
	if found.ID == "" {
		found.ID = found.Older
	}
	t.learn(string(found.ID))
	return Account{string(found.ID), found.Name}, nil
}

// learn notes the id of the account.
func (t *Transport) learn(id string) {
	if known := t.account.Load(); validID(id) && (known == nil || *known != id) {
		t.account.Store(&id)
	}
}

// validID tells whether a text is an id of the platform: decimal digits.
func validID(id string) bool {
	return id != "" && len(id) <= 32 && strings.Trim(id, "0123456789") == ""
}
