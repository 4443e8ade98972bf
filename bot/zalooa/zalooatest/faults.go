package zalooatest

import (
	"net/http"
	"strconv"

	"thuky/bot/wire/wiretest"
)

// FaultKind is what goes wrong.
type FaultKind string

// The faults. Those of wiretest.Broken are known, too, by their names.
const (
	Lost    FaultKind = "lost"    // taken, but the answer is lost
	Refuse  FaultKind = "refuse"  // with Fault.Code
	TooMany FaultKind = "429"     // a gateway's, with Fault.RetryAfter
	Nobody  FaultKind = "401"     // without words
	CutBody FaultKind = "cut"     // half an answer
	Words   FaultKind = "no JSON" // HTTP 200 with something else
	Empty   FaultKind = "{}"      // HTTP 200 with nothing in it
)

// Fault makes requests fail.
type Fault struct {
	Kind       FaultKind
	Request    string // Message, Upload, Token, …; "" = every one
	Code       int    // of Refuse
	RetryAfter int    // seconds, a header where not 0
	Times      int    // how many requests; 0 = 1, -1 = until Recover
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
func (s *Server) take(name string) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[name]++
	s.changed.Note()
	for i, f := range s.faults {
		if f.Request != "" && f.Request != name {
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

// before answers in place of the request, unless the fault comes after it.
func (f *Fault) before(s *Server, w http.ResponseWriter, r *http.Request) bool {
	if f.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(f.RetryAfter))
	}
	switch f.Kind {
	case Lost:
		return false
	case Refuse:
		refuse(f.Code, "words of the platform").write(w)
	case TooMany:
		reply{status: http.StatusTooManyRequests, body: []byte("slow down")}.write(w)
	case Nobody:
		reply{status: http.StatusUnauthorized}.write(w)
	case CutBody:
		w.Header().Set("Content-Length", "1000")
		_, _ = w.Write([]byte(`{"err`))
		panic(http.ErrAbortHandler)
	case Words:
		reply{header: map[string]string{"Content-Type": "text/html"}, body: []byte("<html>bảo trì</html>")}.write(w)
	case Empty:
		reply{body: []byte("{}")}.write(w)
	default:
		if !wiretest.Broken(f.Kind).Serve(s.ctx, w, r) {
			panic("zalooatest: no such fault: " + string(f.Kind))
		}
	}
	return true
}
