package zalotest

import (
	"net/http"
	"slices"

	"thuky/bot/wire/wiretest"
)

// FaultKind is what goes wrong; a wiretest.Broken is one, too.
type FaultKind string

// The faults.
const (
	TooMany      FaultKind = "429" // a quota; with RetryAfter as a header where it is given
	Forbidden    FaultKind = "403" // what Zalo calls an internal server error
	Unauthorized FaultKind = "401" // the token was reset
	BadRequest   FaultKind = "400"
	Missing      FaultKind = "404"
	TimedOut     FaultKind = "408"
	ServerError  FaultKind = "500"
	NoText       FaultKind = "no text"    // {"ok":false} and nothing else
	Quoting      FaultKind = "quoting"    // 400 with what was sent in the description
	NoResult     FaultKind = "no result"  // taken, and the answer says no more than ok
	DropAfter    FaultKind = "drop after" // taken, then the connection is cut: the bot cannot know
	HalfFile     FaultKind = "half file"  // of a download: then the connection is cut

	DropBefore = FaultKind(wiretest.Cut)
)

// Download stands for the method where the download of a photo fails.
const Download = "download"

// Fault makes requests fail.
type Fault struct {
	Kind         FaultKind
	Method, Chat string // "" = every one
	Times        int    // how many requests; 0 = 1, -1 = until Recover
	RetryAfter   int    // seconds, of TooMany
}

// Fail switches a fault on. Faults are used up in the order they were set.
func (s *Server) Fail(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.Times == 0 {
		f.Times = 1
	}
	s.faults = append(s.faults, f)
}

// Recover switches all faults off.
func (s *Server) Recover() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// take counts a request and gives the fault that hits it; without a kind there is none.
func (s *Server) take(method, chat string) (hit Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[method]++
	s.changed.Broadcast()
	i := slices.IndexFunc(s.faults, func(f Fault) bool {
		return (f.Method == "" || f.Method == method) && (f.Chat == "" || f.Chat == chat)
	})
	if i < 0 {
		return Fault{}
	}
	hit = s.faults[i]
	if s.faults[i].Times--; s.faults[i].Times == 0 {
		s.faults = slices.Delete(s.faults, i, i+1)
	}
	return hit
}

var faultAnswers = map[FaultKind]answer{
	Forbidden:    refuse(http.StatusForbidden, "Internal server error"),
	Unauthorized: refuse(http.StatusUnauthorized, "Unauthorized"),
	BadRequest:   refuse(http.StatusBadRequest, "Bad request"),
	Missing:      refuse(http.StatusNotFound, "Not found"),
	TimedOut:     refuse(http.StatusRequestTimeout, "Request timeout"),
	ServerError:  refuse(http.StatusInternalServerError, "Internal server error"),
}

// before answers a request in place of the method, unless the fault comes after it.
func (f Fault) before(s *Server, w http.ResponseWriter, r *http.Request, sent request) bool {
	switch f.Kind {
	case "", DropAfter, NoResult, HalfFile:
		return false
	case TooMany:
		a := refuse(http.StatusTooManyRequests, "Quota exceeded")
		a.retryAfter = f.RetryAfter
		a.write(w)
	case NoText:
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = w.Write([]byte(`{"ok":false}`))
	case Quoting:
		refuse(http.StatusBadRequest, "Bad request: cannot take "+sent["text"]+sent["photo"]+" for "+sent["chat_id"]).write(w)
	default:
		if !wiretest.Broken(f.Kind).Serve(s.ctx, w, r) {
			faultAnswers[f.Kind].write(w)
		}
	}
	return true
}

// after changes the answer of the method.
func (f Fault) after(a answer) answer {
	if f.Kind == NoResult && a.OK {
		return answer{OK: true}
	}
	return a
}
