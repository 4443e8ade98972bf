package web_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/render/docx"
	"thuky/report"
	"thuky/storage"
	"thuky/storage/boltstore"
	"thuky/templates"
	"thuky/web"
)

// site is a running school: a real store, the real runtime, the pages behind a real
// HTTP server on loopback.
type site struct {
	t     testing.TB
	url   string
	store storage.Store
	bot   *bot.Runtime
	web   *web.Server
	log   *logged

	lose atomic.Int32 // of so many answers to what is sent the connection breaks

	mu   sync.Mutex
	now  time.Time // under mu
	said int       // under mu: updates made by says
}

// logged keeps what was logged.
type logged struct {
	mu   sync.Mutex
	text strings.Builder // under mu
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// friday is a working day without anything special about it.
var friday = time.Date(2026, 11, 27, 9, 0, 0, 0, bot.ICT())

// option changes what a site is made with.
type option func(*web.Config, *bot.Config)

func newSite(t testing.TB, options ...option) *site {
	t.Helper()
	s := buildSite(t, options...)
	s.start()
	return s
}

// buildSite is a site whose pages are there, and whose runtime takes nothing yet.
func buildSite(t testing.TB, options ...option) *site {
	t.Helper()
	s := &site{t: t, now: friday, log: &logged{}}
	store, err := boltstore.Open(filepath.Join(t.TempDir(), "thuky.db"))
	if err != nil {
		t.Fatal(err)
	}
	s.store = store
	t.Cleanup(func() { _ = store.Close() })
	library, err := templates.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	school := report.School{Name: "Trường Tiểu học Hoa Sen", Superior: "UBND XÃ HOA SEN", Symbol: "THHS", Place: "Hoa Sen", SignerTitle: "HIỆU TRƯỞNG"}
	log := slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelInfo}))
	pages := web.Config{
		Store: store, School: school, Zone: bot.ICT(), Log: log, Now: s.clock,
		Library:  func() []*report.Template { return library },
		ReadList: simpleList,
	}
	runtime := bot.Config{Store: store, School: school, Zone: bot.ICT(), Log: log, Now: s.clock, Draft: docx.Write, Library: library}
	for _, change := range options {
		change(&pages, &runtime)
	}
	if s.web, err = web.New(t.Context(), pages); err != nil {
		t.Fatal(err)
	}
	runtime.Transports = []chat.Transport{s.web}
	s.bot = bot.New(runtime)
	server := httptest.NewServer(s.losing(s.web.Handler(s.bot)))
	s.url = server.URL
	t.Cleanup(func() {
		s.web.Close()
		server.Close()
	})
	return s
}

// losing breaks connections after the work was done.
func (s *site) losing(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && s.lose.Add(-1) >= 0 {
			next.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		}
		next.ServeHTTP(w, r)
	})
}

// start lets the runtime run until the test ends.
func (s *site) start() {
	s.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.bot.Run(ctx) }()
	s.t.Cleanup(func() {
		s.web.Close()
		stop()
		if err := <-ended; err != nil {
			s.t.Errorf("run: %v", err)
		}
	})
	s.settle()
}

func (s *site) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// later moves the clock.
func (s *site) later(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

// settle waits until all is said.
func (s *site) settle() {
	s.t.Helper()
	if err := s.bot.Settle(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) update(fn func(storage.Tx) error) {
	s.t.Helper()
	if err := s.store.Update(s.t.Context(), fn); err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) view(fn func(storage.Tx) error) {
	s.t.Helper()
	if err := s.store.View(s.t.Context(), fn); err != nil {
		s.t.Fatal(err)
	}
}

// code makes an invitation for a role.
func (s *site) code(role report.Role) string {
	s.t.Helper()
	code := bot.NewCode()
	s.update(func(tx storage.Tx) error {
		_, err := bot.Invite(tx, role, 1, s.clock().Add(48*time.Hour), s.clock(), code)
		return err
	})
	return code
}

// browser is one browser without JavaScript.
type browser struct {
	site   *site
	client *http.Client
}

func (s *site) browser() *browser {
	s.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return &browser{s, &http.Client{Jar: jar, Timeout: 30 * time.Second}}
}

// page is what a browser got in the end.
type page struct {
	status int
	path   string
	body   string
	header http.Header
}

func (b *browser) do(r *http.Request) page {
	b.site.t.Helper()
	response, err := b.client.Do(r)
	if err != nil {
		b.site.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		b.site.t.Fatal(err)
	}
	return page{response.StatusCode, response.Request.URL.Path, string(body), response.Header}
}

func (b *browser) get(path string) page {
	b.site.t.Helper()
	r, err := http.NewRequestWithContext(b.site.t.Context(), http.MethodGet, b.site.url+path, nil)
	if err != nil {
		b.site.t.Fatal(err)
	}
	return b.do(r)
}

// post sends a form as a page of ours would: fields are name, value, name, value, …
func (b *browser) post(path string, fields ...string) page {
	b.site.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	r, err := http.NewRequestWithContext(b.site.t.Context(), http.MethodPost, b.site.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.site.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(r)
}

var proofField = regexp.MustCompile(`name="proof" value="([^"]+)"`)

// enter opens the link of a code and presses its button.
func (b *browser) enter(code string) page {
	b.site.t.Helper()
	p := b.get("/moi/" + code)
	proof := proofField.FindStringSubmatch(p.body)
	if p.status != http.StatusOK || proof == nil {
		b.site.t.Fatalf("the link of a code: got %d\n%s", p.status, p.body)
	}
	got := b.post("/moi/"+code, "proof", proof[1])
	b.site.settle()
	return got
}

// join signs somebody in as a new person of that role and name.
func (s *site) join(role report.Role, name string) *browser {
	s.t.Helper()
	people := func() map[string]report.Person {
		all := map[string]report.Person{}
		s.view(func(tx storage.Tx) error {
			for p, err := range tx.People() {
				if err != nil {
					return err
				}
				all[p.ID] = p
			}
			return nil
		})
		return all
	}
	before := people()
	b := s.browser()
	if got := b.enter(s.code(role)); got.status != http.StatusOK {
		s.t.Fatalf("enter: got %d\n%s", got.status, got.body)
	}
	// The dialogue asks for the name; tests of other things take it as said.
	for id, p := range people() {
		if _, there := before[id]; there {
			continue
		}
		s.update(func(tx storage.Tx) error {
			a, err := chat.ParseAddress(p.Addresses[0].Address)
			if err != nil {
				return err
			}
			p.Name = name
			return errors.Join(tx.PutConversation(a, nil), tx.PutPerson(p))
		})
		return b
	}
	s.t.Fatal("nobody has joined")
	return nil
}

// simpleList reads "họ tên,tổ" lines.
func simpleList(data []byte) (rows []web.ListedRow, problems []string) {
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		name, unit, ok := strings.Cut(line, ",")
		switch {
		case !ok:
			problems = append(problems, "Dòng này không có dấu phẩy.")
		case i > 0:
			rows = append(rows, web.ListedRow{Line: i + 1, Person: report.Person{Name: name, Unit: unit}})
		}
	}
	return rows, problems
}
