// Package telegramtest is a fake Bot API server for tests: strict about what it
// is sent, and with Telegram's own rules for offsets, retention, conflicts,
// edits, presses, files and groups. Faults are switched on by the test.
//
// It needs no testing.T. With Options.Loose it only counts and answers, fast
// enough for a load generator.
package telegramtest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"thuky/bot/wire/wiretest"
)

// Defaults of Options.
const (
	DefaultToken    = "123456789:TEST_token-of-the-fake-server00000"
	DefaultUsername = "thuky_test_bot"
)

// Options are how a Server behaves. The zero value is a strict server.
type Options struct {
	Token    string // "" = DefaultToken
	Username string // "" = DefaultUsername

	// Schema is the Bot API to check requests against; nil = Embedded().
	Schema *Schema
	Loose  bool // checks nothing: for load tests
	Rates  bool // reports more messages than Telegram would take as violations

	Offline bool // listens on no port; reach it through RoundTripper
	Keep    int  // messages kept for each chat, 0 = all

	// ReadAll switches privacy mode off: the bot gets all that is written in groups.
	ReadAll bool

	// FirstUpdate is the first update id; 0 = one of many digits.
	FirstUpdate int64

	// Sent is called after each message of the bot was taken, before the
	// request is answered, one call at a time for each chat. It may call User….
	Sent func(Sent)

	// WebhookTransport delivers updates to the webhook; nil = over the network.
	WebhookTransport http.RoundTripper
}

// Sent is a message of the bot as it was taken.
type Sent struct {
	Chat    int64
	Message int64
	Method  string // "sendMessage", "editMessageText", "sendDocument", "sendPhoto"
	Text    string // as sent, with its markup
	Buttons string // the reply_markup as sent
}

// Server is the fake. All methods are safe for concurrent use.
type Server struct {
	URL   string // of the API, without a path; "http://telegram.invalid" when offline
	Token string

	opts Options
	http *http.Server
	ctx  context.Context
	stop context.CancelFunc
	work sync.WaitGroup

	mu         sync.Mutex
	changed    wiretest.Changes
	skew       time.Duration
	queue      queue
	chats      map[int64]*room
	files      map[string]*Document
	filePath   *string // see AnswerGetFile
	presses    map[string]*press
	serial     int64 // of files and presses
	faults     []*Fault
	violations []string
	counts     map[string]int
	hook       *hook
	rates      rates
}

// New starts a server on a free port of 127.0.0.1.
func New(opts Options) *Server {
	if opts.Token == "" {
		opts.Token = DefaultToken
	}
	if opts.Username == "" {
		opts.Username = DefaultUsername
	}
	if opts.FirstUpdate == 0 {
		opts.FirstUpdate = 731_204_518
	}
	if opts.Schema == nil && !opts.Loose {
		opts.Schema = Embedded()
	}
	s := &Server{
		URL: "http://telegram.invalid", Token: opts.Token, opts: opts,
		chats: map[int64]*room{}, files: map[string]*Document{}, presses: map[string]*press{},
		counts: map[string]int{},
	}
	s.queue.next = opts.FirstUpdate
	s.ctx, s.stop = context.WithCancel(context.Background())
	if !opts.Offline {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			panic(fmt.Sprintf("telegramtest: no port: %v", err))
		}
		s.URL = "http://" + l.Addr().String()
		s.http = &http.Server{Handler: s, ReadHeaderTimeout: time.Minute}
		s.work.Go(func() { _ = s.http.Serve(l) })
	}
	return s
}

// RoundTripper reaches the server without a network.
func (s *Server) RoundTripper() http.RoundTripper { return wiretest.RoundTripper(s) }

// Close ends all requests and deliveries.
func (s *Server) Close() {
	s.stop()
	if s.http != nil {
		_ = s.http.Close()
	}
	s.work.Wait()
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if name, ok := strings.CutPrefix(r.URL.Path, "/file/bot"+s.Token+"/"); ok {
		s.serveFile(w, r, name)
		return
	}
	rest, ok := strings.CutPrefix(r.URL.Path, "/bot")
	token, method, found := strings.Cut(rest, "/")
	switch {
	case !ok || !found:
		refuse(http.StatusNotFound, "Not Found").write(w)
	case token != s.Token:
		s.violate("%s: wrong token", method)
		refuse(http.StatusUnauthorized, "Unauthorized").write(w)
	default:
		s.serveMethod(w, r, method)
	}
}

// method answers one request. It is called without the lock.
type method func(*Server, context.Context, *request) answer

// methods are what the fake can do; the schema knows more.
var methods = map[string]method{
	"getMe":               (*Server).getMe,
	"getUpdates":          (*Server).getUpdates,
	"setWebhook":          (*Server).setWebhook,
	"deleteWebhook":       (*Server).deleteWebhook,
	"getWebhookInfo":      (*Server).getWebhookInfo,
	"sendMessage":         (*Server).sendMessage,
	"editMessageText":     (*Server).editMessageText,
	"sendDocument":        (*Server).sendDocument,
	"sendPhoto":           (*Server).sendPhoto,
	"answerCallbackQuery": (*Server).answerCallbackQuery,
	"getFile":             (*Server).getFile,
	"deleteMessage":       (*Server).deleteMessage,
	"setMyCommands":       (*Server).done,
	"sendChatAction":      (*Server).done,
	"close":               (*Server).done,
}

func (s *Server) serveMethod(w http.ResponseWriter, r *http.Request, name string) {
	req, err := readRequest(r, name)
	if err != nil {
		s.violate("%s: %v", name, err)
		refuse(http.StatusBadRequest, "Bad Request: "+err.Error()).write(w)
		return
	}
	f := s.take(name, req.chat())
	if f != nil && f.before(s, w, r) {
		return
	}
	do := methods[name]
	if !s.opts.Loose {
		if a, ok := s.check(req); !ok {
			a.write(w)
			return
		}
	}
	if do == nil {
		s.violate("%s: the fake does not know this method", name)
		refuse(http.StatusNotFound, "Not Found").write(w)
		return
	}
	a := do(s, r.Context(), req)
	if f != nil && f.Kind == DropAfter {
		panic(http.ErrAbortHandler) // taken, but the answer is lost
	}
	a.write(w)
}

// Violations are the requests that the real server would have refused or that
// no bot should make, in the order seen.
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
	if len(s.violations) < 1000 && !s.opts.Loose {
		s.violations = append(s.violations, fmt.Sprintf(format, args...))
	}
}

// Requests is how often a method was called, faults included.
func (s *Server) Requests(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts[method]
}

// Advance moves the server's clock: updates expire, waits end.
func (s *Server) Advance(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.skew += d
	s.queue.expire(s.now())
	s.changed.Note()
}

// now is the server's clock. The lock is held.
func (s *Server) now() time.Time { return time.Now().Add(s.skew) }
