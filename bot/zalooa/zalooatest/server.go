// Package zalooatest is a fake of Zalo's Official Account API for tests: strict about what
// it is sent, with the platform's rules for tokens, windows, uploads and the signatures of
// its webhook. It refuses with HTTP 200, as the platform does. Faults are switched on by
// the test.
//
// It needs no testing.T.
package zalooatest

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"thuky/bot/wire/wiretest"
)

// The credentials that the fake knows.
const (
	AppID     = "4815162342"
	AppSecret = "app-secret-of-the-fake"
	OASecret  = "oa-secret-of-the-fake"
	AccountID = "2512523625412515001"

	FirstAccess  = "access-token-of-the-fake-1"
	FirstRefresh = "refresh-token-of-the-fake-1"
)

// FileHost is where the files that users send lie. Only RoundTripper reaches it.
const FileHost = "https://files.zalo.test.vn"

// Life is how long an access token holds.
const Life = 25 * time.Hour

// Options are how a Server behaves.
type Options struct {
	Offline bool // listens on no port; reach it through RoundTripper

	// Hook is the address that was entered for the webhook, HookTransport the way there;
	// nil = over the network.
	Hook          string
	HookTransport http.RoundTripper

	// Quiet sends no receipts and no echoes of what the account sends.
	Quiet bool
	// Paid takes messages that are billed without complaint.
	Paid bool
	// NoButtons refuses buttons, as an account may whose plan has none.
	NoButtons bool
}

// Server is the fake. All methods are safe for concurrent use.
type Server struct {
	URL string // of every endpoint; "http://zalooa.invalid" when offline

	opts Options
	http *http.Server
	ctx  context.Context
	stop context.CancelFunc
	work sync.WaitGroup

	mu         sync.Mutex
	changed    wiretest.Changes
	users      map[string]*user
	issued     map[string]upload // tokens of uploads
	files      map[string][]byte // that users sent, by path
	serial     int
	faults     []*Fault
	violations []string
	counts     map[string]int
	paid       int
	queue      []*delivery
	confirmed  []*delivery
	oauth
}

// New starts a server on a free port of 127.0.0.1.
func New(opts Options) *Server {
	s := &Server{
		URL: "http://zalooa.invalid", opts: opts, users: map[string]*user{}, issued: map[string]upload{},
		files: map[string][]byte{}, counts: map[string]int{},
		oauth: oauth{access: FirstAccess, refresh: FirstRefresh, generation: 1, expires: time.Now().Add(Life)},
	}
	s.ctx, s.stop = context.WithCancel(context.Background())
	if !opts.Offline {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			panic(fmt.Sprintf("zalooatest: no port: %v", err))
		}
		s.URL = "http://" + l.Addr().String()
		s.http = &http.Server{Handler: s, ReadHeaderTimeout: time.Minute}
		s.work.Go(func() { _ = s.http.Serve(l) })
	}
	return s
}

// Close ends all requests and deliveries.
func (s *Server) Close() {
	s.stop()
	if s.http != nil {
		_ = s.http.Close()
	}
	s.work.Wait()
}

// RoundTripper reaches the server, and FileHost, without a network.
func (s *Server) RoundTripper() http.RoundTripper { return wiretest.RoundTripper(s) }

// Names of requests, for Fault and Requests.
const (
	Message  = "message/cs"
	Upload   = "upload"
	Token    = "access_token"
	Info     = "getoa"
	Download = "download"
)

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, method, do := s.route(r)
	if do == nil {
		s.violate("%s %s: no such request", r.Method, r.URL.Path)
		http.NotFound(w, r)
		return
	}
	if r.Method != method {
		s.violate("%s: %s, want %s", name, r.Method, method)
	}
	if r.URL.Query().Has("access_token") {
		s.violate("%s: the token is in the address", name)
	}
	f := s.take(name)
	if f != nil && f.before(s, w, r) {
		return
	}
	answer := do(r)
	if f != nil && f.Kind == Lost {
		panic(http.ErrAbortHandler) // taken, but the answer is lost
	}
	answer.write(w)
}

func (s *Server) route(r *http.Request) (name, method string, do func(*http.Request) reply) {
	switch path := r.URL.Path; {
	case path == "/v3.0/oa/message/cs":
		return Message, http.MethodPost, s.authorized(Message, s.message)
	case path == "/v2.0/oa/upload/file", path == "/v2.0/oa/upload/image":
		return Upload, http.MethodPost, s.authorized(Upload, s.uploaded)
	case path == "/v4/oa/access_token":
		return Token, http.MethodPost, s.renew
	case path == "/v2.0/oa/getoa":
		return Info, http.MethodGet, s.authorized(Info, s.info)
	case strings.HasPrefix(path, "/sent/"):
		return Download, http.MethodGet, s.download
	}
	return "", "", nil
}

func (s *Server) info(*http.Request) reply {
	return success(map[string]any{"oa_id": AccountID, "name": "Trường Hoa Sen", "is_verified": true})
}

// reply is what a request is answered with: HTTP 200, almost always.
type reply struct {
	status int
	header map[string]string
	body   []byte
}

func success(data any) reply {
	return answer(map[string]any{"error": 0, "message": "Success", "data": data})
}

// refuse answers as the platform does; its words are ours to keep out of errors.
func refuse(code int, words string) reply {
	return answer(map[string]any{"error": code, "message": words})
}

func answer(v any) reply {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // unreachable: own types
	}
	return reply{body: data}
}

func (a reply) write(w http.ResponseWriter) {
	for name, value := range a.header {
		w.Header().Set(name, value)
	}
	if w.Header().Get("Content-Type") == "" {
		w.Header().Set("Content-Type", "text/json;charset=utf-8")
	}
	if a.status == 0 {
		a.status = http.StatusOK
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body)
}

// Violations are the requests that the platform would have refused or that nobody should
// make, in the order seen.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.violations...)
}

func (s *Server) violate(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violateLocked(format, args...)
}

func (s *Server) violateLocked(format string, args ...any) {
	s.violations = append(s.violations, fmt.Sprintf(format, args...))
}

// Requests is how often a request was made, faults included.
func (s *Server) Requests(name string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts[name]
}

// Billed is how many messages were sent that cost money.
func (s *Server) Billed() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.paid
}

// next numbers messages, uploads and files. The lock is held.
func (s *Server) next() int {
	s.serial++
	return s.serial
}
