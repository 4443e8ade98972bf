package zalooa

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"thuky/chat"
)

// Codes of refusals that are looked at by name.
const (
	codeRateLimit    = -32
	codeBadParameter = -201
	codeTokenInvalid = -216
	codeTokenExpired = -220
	codeNight        = -234
)

// Waits after refusals that name none.
const (
	rateWait    = time.Minute // the limit is one of requests a minute
	quotaWait   = time.Hour
	longestWait = time.Hour
)

// meaning is what a code says and asks for.
type meaning struct {
	class chat.SendClass
	text  string
	wait  time.Duration // of Throttled
	all   bool          // it concerns everybody
}

// meanings are the codes of the API. One that is not here is tried again like any other
// failure: a message is not lost for a code that came up later.
var meanings = map[int]meaning{
	codeRateLimit:    {class: chat.Throttled, text: "more requests a minute than allowed", wait: rateWait, all: true},
	-100:             {class: chat.Temporary, text: "the uploaded file has run out"}, // the next attempt uploads it again
	codeBadParameter: {class: chat.Rejected, text: "a wrong parameter or user id"},
	-209:             {class: chat.Denied, text: "the app is not active"},
	-210:             {class: chat.Rejected, text: "too long or too large"},
	-211:             {class: chat.Throttled, text: "the quota is used up", wait: quotaWait, all: true},
	-212:             {class: chat.Denied, text: "the app has not registered for this API"},
	-213:             {class: chat.Unreachable, text: "the person does not follow the account"},
	codeTokenInvalid: {class: chat.Denied, text: "the access token is not valid"},
	-218:             {class: chat.Throttled, text: "the person gets no more messages for now", wait: quotaWait},
	codeTokenExpired: {class: chat.Denied, text: "the access token has run out"},
	-221:             {class: chat.Denied, text: "the account must be verified"},
	-224:             {class: chat.Denied, text: "the account must buy a higher plan"},
	-227:             {class: chat.Unreachable, text: "the person is banned or inactive"},
	-230:             {class: chat.Closed, text: "the person has not written for too long"},
	-232:             {class: chat.Closed, text: "the person has not written for too long"},
	-233:             {class: chat.Rejected, text: "a kind of message that is not supported"},
	codeNight:        {class: chat.Closed, text: "not at night"}, // see throttled
	-240:             {class: chat.Denied, text: "this version of the API is shut down"},
	-242:             {class: chat.Denied, text: "a wrong proof of the app secret"},
	-244:             {class: chat.Closed, text: "the person takes no messages of this kind"},
	-248:             {class: chat.Rejected, text: "against the rules of the platform"},
	-249:             {class: chat.Rejected, text: "a kind of message that is not offered any more"},
	// Only messages that are billed fail so: those to whoever wrote lately go on.
	-320: {class: chat.Closed, text: "billed, and the account has no Zalo Cloud Account"},
	-321: {class: chat.Closed, text: "billed, and the Zalo Cloud Account has no money"},
}

// sendError says what to do about a message that was not sent.
func (t *Transport) sendError(err error) *chat.SendError {
	var done *chat.SendError
	if errors.As(err, &done) {
		return done
	}
	out := &chat.SendError{Class: chat.Temporary, Err: err}
	var status *statusError
	if errors.As(err, &status) && status.status == http.StatusTooManyRequests {
		out.Class, out.All, out.RetryAfter = chat.Throttled, true, orElse(status.retryAfter, rateWait)
		return out
	}
	var e *apiError
	if !errors.As(err, &e) {
		return out
	}
	m, known := meanings[e.code]
	if !known {
		t.log.Warn("a refusal with a code that we do not know", "call", e.call, "code", e.code)
		return out
	}
	out.Class = m.class
	if m.class == chat.Throttled {
		out.All, out.RetryAfter = m.all, orElse(e.retryAfter, m.wait)
	}
	if e.code == codeNight {
		if wait := untilMorning(time.Now()); wait > 0 { // it is no matter of the person
			out.Class, out.RetryAfter = chat.Throttled, wait
		}
	}
	return out
}

func orElse(d, otherwise time.Duration) time.Duration {
	if d > 0 {
		return d
	}
	return otherwise
}

// reject is the error for what the platform would never take.
func reject(format string, args ...any) error {
	return &chat.SendError{Class: chat.Rejected, Err: fmt.Errorf(format, args...)}
}
