// Package zalotest is a fake Zalo Bot Platform for tests: strict about what it is sent,
// and with the habits that were observed of the real one. Idle polls end with 408, polled
// updates have no acknowledgement and may be replayed, the webhook is probed when it is
// set, pictures are downloaded several times, and there are limits of people and of
// messages a month. Faults are switched on by the test.
package zalotest

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"thuky/bot/wire/wiretest"
)

// Defaults of Options.
const (
	DefaultToken = "1234567890123456789:TEST-secret-of-the-fake-server"
	DefaultName  = "Bot Thư ký"
	DefaultUsers = 50
	DefaultQuota = 3000
)

// selfID is the id of the bot.
const selfID = "b0700000000000000001"

// Options are how a Server behaves. The zero value is the platform as it is mostly seen.
type Options struct {
	Token string // "" = DefaultToken
	Name  string // of the bot; "" = DefaultName
	Users int    // how many people it serves; 0 = DefaultUsers
	Quota int    // messages a month; 0 = DefaultQuota

	Offline bool // listens on no port; reach it through RoundTripper

	Replay   bool // a poll with nothing new is given the latest update once more, at once
	List     bool // getUpdates gives a list
	Wrapped  bool // the webhook gets {"ok":true,"result":…}, as documented
	OldPhoto bool // photos are called "photo", as documented, and not "photo_url"
	Echo     bool // what the bot sends comes back as an update
	NoRetry  bool // a failed call of the webhook is not made again

	// WebhookTransport calls the webhook, PictureTransport downloads the pictures that are
	// sent; nil = over the network.
	WebhookTransport, PictureTransport http.RoundTripper
}

// Server is the fake. All methods are safe for concurrent use.
type Server struct {
	URL   string // of the API, without a path; "http://zalo.invalid" when offline
	Token string

	opts Options
	http *http.Server
	ctx  context.Context
	stop context.CancelFunc
	work sync.WaitGroup

	mu         sync.Mutex
	changed    *sync.Cond // on mu
	chats      map[string]*room
	people     int
	photos     map[string][]byte // by the path of their link
	queue      []*update         // not given yet
	past       []*update         // given
	firstPoll  time.Time
	polled     time.Time // last
	polls      int
	hook       *hook
	tested     int // calls of testWebhook
	quotaLeft  int
	serial     int
	faults     []Fault
	violations []string
	counts     map[string]int
}

// New starts a server on a free port of 127.0.0.1.
func New(opts Options) *Server {
	opts.Token = cmp.Or(opts.Token, DefaultToken)
	opts.Name = cmp.Or(opts.Name, DefaultName)
	opts.Users = cmp.Or(opts.Users, DefaultUsers)
	opts.Quota = cmp.Or(opts.Quota, DefaultQuota)
	s := &Server{
		URL: "http://zalo.invalid", Token: opts.Token, opts: opts, quotaLeft: opts.Quota,
		chats: map[string]*room{}, photos: map[string][]byte{}, counts: map[string]int{},
	}
	s.changed = sync.NewCond(&s.mu)
	s.ctx, s.stop = context.WithCancel(context.Background())
	if opts.Offline {
		s.opts.WebhookTransport = cmp.Or[http.RoundTripper](opts.WebhookTransport, wiretest.NoNetwork{})
		s.opts.PictureTransport = cmp.Or[http.RoundTripper](opts.PictureTransport, wiretest.NoNetwork{})
		return s
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(fmt.Sprintf("zalotest: no port: %v", err))
	}
	s.URL = "http://" + l.Addr().String()
	s.http = &http.Server{Handler: s, ReadHeaderTimeout: time.Minute}
	s.work.Go(func() { _ = s.http.Serve(l) })
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

// RoundTripper reaches the server without a network.
func (s *Server) RoundTripper() http.RoundTripper { return wiretest.RoundTripper(s) }

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rest, glued := strings.CutPrefix(r.URL.Path, "/bot")
	token, method, found := strings.Cut(rest, "/")
	switch {
	case r.Method == http.MethodHead && r.URL.Path == "/": // any server tells the time
		w.WriteHeader(http.StatusNotFound)
	case !glued || !found:
		s.violate("%s: not the path of a method", strings.ReplaceAll(r.URL.Path, s.Token, "TOKEN"))
		refuse(http.StatusBadRequest, "Bad request").write(w)
	case token != s.Token:
		s.violate("%s: wrong token", method)
		refuse(http.StatusUnauthorized, "Unauthorized").write(w)
	default:
		s.serveMethod(w, r, method)
	}
}

func (s *Server) serveMethod(w http.ResponseWriter, r *http.Request, name string) {
	m, known := methods[name]
	req, why := readRequest(r, m)
	if !known {
		why = "no such method"
	}
	if why != "" {
		s.violate("%s: %s", name, why)
		refuse(http.StatusBadRequest, "Bad request: "+why).write(w)
		return
	}
	f := s.take(name, req["chat_id"])
	if f.before(s, w, r, req) {
		return
	}
	a := m.do(s, r.Context(), req)
	if f.Kind == DropAfter {
		panic(http.ErrAbortHandler) // taken, but the answer is lost
	}
	f.after(a).write(w)
}

// answer is what a request is answered with; as with the real one, the HTTP status also
// carries the code.
type answer struct {
	OK          bool   `json:"ok"`
	Result      any    `json:"result,omitempty"`
	Code        int    `json:"error_code,omitempty"`
	CamelCode   int    `json:"errorCode,omitempty"`
	Description string `json:"description,omitempty"`

	retryAfter int
}

func result(v any) answer { return answer{OK: true, Result: v} }

func refuse(code int, description string) answer {
	return answer{Code: code, Description: description}
}

func (a answer) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json;charset=utf-8")
	if a.retryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(a.retryAfter))
	}
	if code := a.Code + a.CamelCode; code > 0 {
		w.WriteHeader(code)
	}
	_ = json.NewEncoder(w).Encode(a) // who asked is gone
}

// Violations are the requests that the real server would have refused or that no bot
// should make, in the order seen.
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

// Requests is how often a method was called, faults included.
func (s *Server) Requests(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts[method]
}

// wait returns nil when ok, called under the lock after each change, is true.
func (s *Server) wait(ctx context.Context, what string, ok func() bool) error {
	for _, end := range []context.Context{ctx, s.ctx} {
		defer context.AfterFunc(end, func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.changed.Broadcast()
		})()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for !ok() {
		if err := cmp.Or(ctx.Err(), s.ctx.Err()); err != nil {
			return fmt.Errorf("waiting for %s: %w", what, err)
		}
		s.changed.Wait()
	}
	return nil
}

// newID makes an id of the length that Zalo's have. The lock is held.
func (s *Server) newID() string {
	s.serial++
	return fmt.Sprintf("0c95d167c106%08x", s.serial)
}
