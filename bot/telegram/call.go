package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// apiError is a refusal by the Bot API.
type apiError struct {
	method     string
	code       int // as in the JSON body
	text       string
	retryAfter time.Duration // 429
	migrateTo  int64         // the chat has this id now
}

func (e *apiError) Error() string {
	return fmt.Sprintf("%s: %d %s", e.method, e.code, e.text)
}

// is tells whether the description contains one of the phrases.
func (e *apiError) is(phrases ...string) bool {
	text := strings.ToLower(e.text)
	for _, p := range phrases {
		if strings.Contains(text, p) {
			return true
		}
	}
	return false
}

// isAPI gives the refusal in err, or nil.
func isAPI(err error) *apiError {
	var e *apiError
	errors.As(err, &e)
	return e
}

// call makes one request that ends with ctx or after the time-out. The error is
// an *apiError, or one of the network with no secret in its text.
func (t *Transport) call(ctx context.Context, timeout time.Duration, method string, params tgbotapi.Params) (json.RawMessage, error) {
	return t.do(ctx, timeout, method, func(api *tgbotapi.BotAPI) (*tgbotapi.APIResponse, error) {
		return api.MakeRequest(method, params)
	})
}

// upload is call with one file.
func (t *Transport) upload(ctx context.Context, method string, params tgbotapi.Params, field, name string, data []byte) (json.RawMessage, error) {
	return t.do(ctx, uploadTimeout, method, func(api *tgbotapi.BotAPI) (*tgbotapi.APIResponse, error) {
		// FileBytes, never FilePath: that one tells the server our folders.
		return api.UploadFiles(method, params, []tgbotapi.RequestFile{{Name: field, Data: tgbotapi.FileBytes{Name: name, Bytes: data}}})
	})
}

func (t *Transport) do(parent context.Context, timeout time.Duration, method string,
	request func(*tgbotapi.BotAPI) (*tgbotapi.APIResponse, error),
) (json.RawMessage, error) {
	if err := parent.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", method, err)
	}
	ctx, cancel := context.WithTimeout(parent, timeout)
	defer cancel()
	b := &border{ctx: ctx, http: t.http, secrets: t.secrets, repeatable: !strings.HasPrefix(method, "send")}
	api := t.api // the unexported endpoint is copied too
	api.Client = b
	resp, err := request(&api)
	if err == nil {
		return resp.Result, nil
	}
	var refusal *tgbotapi.Error
	if errors.As(err, &refusal) && resp != nil {
		return nil, t.refusal(method, resp, b)
	}
	if ctx.Err() != nil && parent.Err() == nil {
		return nil, fmt.Errorf("%s: no answer within %s: %w", method, timeout, context.DeadlineExceeded)
	}
	return nil, fmt.Errorf("%s: %w", method, t.secrets.Wrap(err))
}

// refusal reads an answer with "ok": false. The code of uploads stands only in
// the answer, not in the library's error.
func (t *Transport) refusal(method string, resp *tgbotapi.APIResponse, b *border) *apiError {
	e := &apiError{method: method, code: resp.ErrorCode, text: t.secrets.Blank(resp.Description)}
	// Behind this phrase the server quotes the message.
	if at := strings.Index(strings.ToLower(e.text), phraseParse); at >= 0 {
		e.text = e.text[:at+len(phraseParse)]
	}
	if p := resp.Parameters; p != nil {
		e.retryAfter, e.migrateTo = time.Duration(p.RetryAfter)*time.Second, p.MigrateToChatID
	}
	if e.code == 0 {
		e.code = b.status
	}
	if e.code == http.StatusTooManyRequests || e.retryAfter > 0 {
		e.code = http.StatusTooManyRequests
		if seconds, err := strconv.Atoi(b.retryAfter); err == nil && e.retryAfter == 0 {
			e.retryAfter = time.Duration(seconds) * time.Second
		}
		e.retryAfter = max(e.retryAfter, time.Second)
	}
	return e
}

// Phrases in descriptions of refusals.
const (
	phraseParse       = "can't parse entities"
	phraseNotModified = "message is not modified"
)

// Refused tells whether an error of Check or Run is Telegram's refusal of the
// token, which no retry changes.
func Refused(err error) bool {
	e := isAPI(err)
	return e != nil && (e.code == http.StatusUnauthorized || e.code == http.StatusNotFound)
}
