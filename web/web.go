// Package web is the school in a browser: a chat for whoever answers, and pages for
// admins and approvers, where looking beats reading.
//
// Server is a chat.Transport as any other platform: what a person types here goes
// through the same bot and the same dialogue. Its messages are the lines of a stored
// transcript (storage.Line), shown by server-sent events or by loading the page again.
//
// Where to look: routes.go is the list of all addresses and who may use them; visit.go
// is one request of one visitor, session.go and enter.go how a browser is let in,
// secure.go what is forbidden to all, signer.go the links that end. transport.go and
// hub.go are the platform. Every page is one file with one template of the same name
// in pages/. office.go is what pages ask of the runtime; pages read the store themselves.
// text.go and pages/ hold all words.
package web

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

// Platform is the name of the web chat in addresses.
const Platform = "web"

// Config is what a Server works with. Store is needed.
type Config struct {
	Store  storage.Store
	School report.School
	Zone   *time.Location   // in which times are shown; UTC when nil
	Look   *Look            // of that zone, for several servers; nil: New makes one
	Log    *slog.Logger     // nil logs nothing
	Now    func() time.Time // time.Now when nil
	// PublicURL is how the pages are reached from outside, "https://truong.example";
	// links that are sent to other platforms begin with it. "": no such links.
	PublicURL string
	// Library are the kinds of reports that can be opened now, by id.
	Library func() []*report.Template
	// ReadList reads an uploaded list of people; what is wrong with it comes as lines for
	// the person. nil: lists are not taken.
	ReadList func(data []byte) (rows []ListedRow, problems []string)
	Backup   Backups // nil: no backups are made here
	// Carriers are the other platforms, whose use of their monthly messages is shown.
	Carriers []chat.Transport
	// Extract takes the text out of the notices that are handed over as files; nil reads none.
	Extract ExtractFunc
	// KeepTemplate adds a template to those of the school, or puts it in place of the one
	// with its id; why not is a *report.Refusal. nil: there is no place for them.
	KeepTemplate func(t *report.Template) error
	// Propose makes templates of the files of a school; nil makes none.
	Propose ProposeFunc
	// CheckForm looks at a Word form for reports of some templates, StarterForm makes one to
	// begin with. nil: there are no Word forms here.
	CheckForm   func(data []byte, templates []*report.Template) (report.FormCheck, error)
	StarterForm func() ([]byte, error)
	// Paper shows drafts. The pages of drafts need its HTML, Markdown and Lines.
	Paper Paper
	// Answers writes the answers of a campaign as .xlsx; nil: they are not handed out so.
	Answers func(w io.Writer, b *report.Board, people []report.Person, now time.Time) error
}

// Server is the web chat and the pages. It is safe for concurrent use.
type Server struct {
	store    storage.Store
	school   report.School
	zone     *time.Location
	log      *slog.Logger
	now      func() time.Time
	public   string
	library  func() []*report.Template
	readList func(data []byte) ([]ListedRow, []string) // may be nil
	backups  Backups                                   // may be nil
	carriers []chat.Transport
	extract  ExtractFunc // may be nil
	// keepTemplate is Config.KeepTemplate; may be nil.
	keepTemplate func(*report.Template) error
	proposes     ProposeFunc                                                // Config.Propose; may be nil
	checkForm    func([]byte, []*report.Template) (report.FormCheck, error) // may be nil
	starterForm  func() ([]byte, error)                                     // may be nil
	paper        Paper
	answersBook  func(io.Writer, *report.Board, []report.Person, time.Time) error // may be nil
	papers       papers

	look    *Look
	signer  *signer
	hub     *hub
	limits  *limits
	office  Office                  // set by Handler, before any request
	mux     *http.ServeMux          // as office
	running atomic.Pointer[running] // nil while Run does not run
	started chan struct{}           // closed, by began, when Run has begun
	began   sync.Once
	works   *works
	opening sync.Mutex    // held while a report is opened
	closing chan struct{} // closed by Close
	// holders are the turns of those who hold files in memory.
	holders chan struct{}
	closed  sync.Once
}

// New makes a Server. It reads the key that signs links from the store, or makes it.
func New(ctx context.Context, c Config) (*Server, error) {
	s := &Server{
		store: c.Store, school: c.School, zone: c.Zone, log: c.Log, now: c.Now,
		public: strings.TrimRight(c.PublicURL, "/"), library: c.Library, readList: c.ReadList, backups: c.Backup, carriers: c.Carriers,
		extract: c.Extract, keepTemplate: c.KeepTemplate, proposes: c.Propose,
		checkForm: c.CheckForm, starterForm: c.StarterForm, paper: c.Paper, answersBook: c.Answers,
		hub: newHub(), works: newWorks(), closing: make(chan struct{}), started: make(chan struct{}), holders: make(chan struct{}, holders),
	}
	if s.zone == nil {
		s.zone = time.UTC
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.library == nil {
		s.library = func() []*report.Template { return nil }
	}
	s.limits = newLimits(s.now)
	var err error
	if s.signer, err = loadSigner(ctx, s.store); err != nil {
		return nil, fmt.Errorf("signing key: %w", err)
	}
	if s.look = c.Look; s.look == nil {
		if s.look, err = NewLook(s.zone); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// Handler serves all routes. It is called once, before the first request.
func (s *Server) Handler(office Office) http.Handler {
	s.office = office
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.Handle(r.pattern, s.serve(r))
	}
	mux.Handle("GET /static/{file}", http.HandlerFunc(s.serveStatic))
	mux.Handle("/", s.serve(route{who: anyone, do: (*Server).notFound}))
	s.mux = mux
	return s.secure(mux)
}

// Close ends the event streams of all browsers, so that the HTTP server can end.
func (s *Server) Close() { s.closed.Do(func() { close(s.closing) }) }
