package telegram

import (
	"errors"
	"net/http"

	"thuky/chat"
)

// sendError says what to do about a message that was not sent.
func (t *Transport) sendError(to int64, err error) *chat.SendError {
	var done *chat.SendError
	if errors.As(err, &done) {
		return done
	}
	e := isAPI(err)
	if e == nil {
		return &chat.SendError{Class: chat.Temporary, Err: err}
	}
	out := &chat.SendError{Class: classOf(e), Err: e}
	if out.Class == chat.Throttled {
		out.RetryAfter = e.retryAfter
		out.All = t.pace.throttled(to, e.retryAfter)
	}
	return out
}

func classOf(e *apiError) chat.SendClass {
	switch e.code {
	case http.StatusTooManyRequests:
		return chat.Throttled
	case http.StatusUnauthorized, http.StatusNotFound:
		return chat.Denied
	case http.StatusForbidden:
		return chat.Unreachable
	case http.StatusRequestTimeout, http.StatusConflict, http.StatusTooEarly:
		return chat.Temporary
	case http.StatusBadRequest:
		if e.is("chat not found", "user not found", "peer_id_invalid", "user is deactivated", "chat was deleted", "have no rights to send") {
			return chat.Unreachable
		}
		return chat.Rejected
	case http.StatusRequestEntityTooLarge:
		return chat.Rejected
	}
	if e.code >= 400 && e.code < 500 {
		return chat.Rejected
	}
	return chat.Temporary
}
