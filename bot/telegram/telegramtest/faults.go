package telegramtest

import (
	"fmt"
	"net/http"

	"thuky/bot/wire/wiretest"
)

// FaultKind is what goes wrong.
type FaultKind string

// The faults.
const (
	TooMany      FaultKind = "429"                            // with RetryAfter, in the body and as a header
	DropAfter    FaultKind = "drop after"                     // taken, then the connection is cut: the bot cannot know
	DropBefore   FaultKind = FaultKind(wiretest.Cut)          // the connection is cut, nothing was taken
	ServerError  FaultKind = "500"                            // Internal Server Error: restart
	BadGateway   FaultKind = FaultKind(wiretest.BadGateway)   // a gateway's page
	EmptyTimeout FaultKind = FaultKind(wiretest.EmptyTimeout) // a gateway without a page
	SlowBody     FaultKind = FaultKind(wiretest.SlowBody)     // the answer begins and never ends
	HugeBody     FaultKind = FaultKind(wiretest.HugeBody)     // an answer of 9 MiB
	Redirect     FaultKind = FaultKind(wiretest.Redirect)     // to another host
	Blocked      FaultKind = "blocked"                        // 403
	Deactivated  FaultKind = "deactivated"                    // 403
	NotFoundChat FaultKind = "no chat"                        // 400 chat not found
	Unauthorized FaultKind = "unauthorized"                   // 401: the token was revoked
	BadEntities  FaultKind = "entities"                       // 400 can't parse entities
	Conflict     FaultKind = "conflict"                       // 409: another poller
	Migrated     FaultKind = "migrated"                       // 400 with migrate_to_chat_id -100200300
	NoText       FaultKind = "no text"                        // {"ok":false} and nothing else
	BadRequest   FaultKind = "bad request"                    // 400 that says nothing known
	NoFile       FaultKind = FaultKind(wiretest.NotFound)     // 404 without a body: the file has gone
	CutBody      FaultKind = "cut body"                       // half of a file, then the connection is cut
)

// Download is the method of faults that hit the download of a file.
const Download = "download"

// Fault makes requests fail.
type Fault struct {
	Kind       FaultKind
	Method     string // "" = every method
	Chat       int64  // 0 = every chat
	Times      int    // how many requests; 0 = 1, -1 = until Recover
	RetryAfter int    // seconds, for TooMany
}

// Fail switches a fault on. Faults are used up in the order they were set.
func (s *Server) Fail(f Fault) {
	if f.Times == 0 {
		f.Times = 1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
}

// Recover switches all faults off.
func (s *Server) Recover() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// take counts a request and gives the fault that hits it, if any.
func (s *Server) take(method string, chat int64) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[method]++
	s.changed.Note()
	for i, f := range s.faults {
		if f.Method != "" && f.Method != method || f.Chat != 0 && f.Chat != chat {
			continue
		}
		if f.Times > 0 {
			if f.Times--; f.Times == 0 {
				s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
			}
		}
		return f
	}
	return nil
}

var faultAnswers = map[FaultKind]answer{
	ServerError:  refuse(http.StatusInternalServerError, "Internal Server Error: restart"),
	Blocked:      refuse(http.StatusForbidden, "Forbidden: bot was blocked by the user"),
	Deactivated:  refuse(http.StatusForbidden, "Forbidden: user is deactivated"),
	NotFoundChat: refuse(http.StatusBadRequest, "Bad Request: chat not found"),
	Unauthorized: refuse(http.StatusUnauthorized, "Unauthorized"),
	BadEntities:  refuse(http.StatusBadRequest, `Bad Request: can't parse entities: Unsupported start tag "secret words" at byte offset 3`),
	Conflict:     refuse(http.StatusConflict, textConflictPoll),
	BadRequest:   refuse(http.StatusBadRequest, "Bad Request: something new"),
	Migrated:     migrated(-100200300),
	NoText:       {code: http.StatusInternalServerError, body: []byte(`{"ok":false}`)},
}

func migrated(to int64) answer {
	return answer{code: http.StatusBadRequest, body: fmt.Appendf(nil, `{"ok":false,"error_code":400,`+
		`"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":%d}}`, to)}
}

// before answers a request in place of the method, unless the fault comes after it.
func (f *Fault) before(s *Server, w http.ResponseWriter, r *http.Request) bool {
	switch f.Kind {
	case DropAfter, CutBody:
		return false
	case TooMany:
		tooMany(max(f.RetryAfter, 1)).write(w)
	default:
		if !wiretest.Broken(f.Kind).Serve(s.ctx, w, r) {
			faultAnswers[f.Kind].write(w)
		}
	}
	return true
}
