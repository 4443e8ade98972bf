package web_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"thuky/chat"
	"thuky/chat/chattest"
	"thuky/report"
	"thuky/storage"
	"thuky/storage/boltstore"
	"thuky/web"
)

func TestConformance(t *testing.T) {
	chattest.Run(t, func(t *testing.T) chattest.Harness { return newHarness(t) })
}

// harness is the web chat without sockets: three people whose browsers call the handler,
// and send again what got no answer.
type harness struct {
	t       *testing.T
	store   storage.Store
	server  *web.Server
	handler http.Handler
	log     *logged
	people  []*sender

	mu        sync.Mutex
	confirmed []sending // under mu
}

// sender is the browser of one person: one request after the other.
type sender struct {
	secret string
	queue  chan sending
}

// sending is one request of a browser.
type sending struct {
	who               int
	path, kind, nonce string
	body              []byte
}

func secretOf(person int) string { return fmt.Sprintf("secret-of-person-%d", person) }

func webAddress(person int) chat.Address {
	return chat.Address{Platform: web.Platform, ID: fmt.Sprint("p", person)}
}

func newHarness(t *testing.T) *harness {
	store, err := boltstore.Open(filepath.Join(t.TempDir(), "thuky.db"))
	if err != nil {
		t.Fatal(err)
	}
	h := &harness{t: t, store: store, log: &logged{}}
	ctx, stop := context.WithCancel(context.Background())
	var senders sync.WaitGroup
	t.Cleanup(func() {
		stop()
		senders.Wait()
		_ = store.Close()
	})
	h.server, err = web.New(t.Context(), web.Config{
		Store: store, Log: slog.New(slog.NewTextHandler(h.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		t.Fatal(err)
	}
	h.handler = h.server.Handler(nil)
	for person := 1; person <= 3; person++ {
		sum := sha256.Sum256([]byte(secretOf(person)))
		a, now := webAddress(person), time.Now()
		if err := store.Update(t.Context(), func(tx storage.Tx) error {
			if err := tx.PutPerson(report.Person{
				ID: a.ID, Name: "Lê Thị Mai", Role: report.Staff, Joined: now, Addresses: []report.Contact{{Address: a.String()}},
			}); err != nil {
				return err
			}
			return tx.PutSession(storage.Session{Hash: hex.EncodeToString(sum[:]), Address: a, Created: now, Seen: now, Expires: now.Add(1000 * time.Hour)})
		}); err != nil {
			t.Fatal(err)
		}
		p := &sender{secretOf(person), make(chan sending, 100)}
		h.people = append(h.people, p)
		senders.Go(func() { h.browse(ctx, p) })
	}
	return h
}

// run takes updates until the test ends.
func (h *harness) run(take func(chat.Update)) {
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- h.server.Run(ctx, func(_ context.Context, updates []chat.Update) error {
			for _, u := range updates {
				take(u)
			}
			return nil
		})
	}()
	synctest.Wait() // it runs
	h.t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			h.t.Errorf("run: %v", err)
		}
	})
}

// browse sends what is in the queue, each until it is taken.
func (h *harness) browse(ctx context.Context, p *sender) {
	for {
		select {
		case s := <-p.queue:
			for pause := time.Second; !h.post(ctx, s); pause = min(2*pause, 30*time.Second) {
				select {
				case <-time.After(pause):
				case <-ctx.Done():
					return
				}
			}
			h.mu.Lock()
			h.confirmed = append(h.confirmed, s)
			h.mu.Unlock()
		case <-ctx.Done():
			return
		}
	}
}

// post sends one request, and tells whether it was taken.
func (h *harness) post(ctx context.Context, s sending) bool {
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, s.path, bytes.NewReader(s.body))
	r.Header.Set("Content-Type", s.kind)
	r.Header.Set("X-Thuky", "1")
	return h.do(s.who, r).Code < 300
}

func (h *harness) do(person int, r *http.Request) *httptest.ResponseRecorder {
	r.AddCookie(&http.Cookie{Name: "thuky", Value: secretOf(person)})
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	return w
}

func (h *harness) get(person int, path string) *httptest.ResponseRecorder {
	return h.do(person, httptest.NewRequestWithContext(context.Background(), http.MethodGet, path, nil))
}

func (h *harness) send(person int, path string, fields ...string) {
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	nonce := freshNonce()
	form.Set("nonce", nonce)
	h.people[person-1].queue <- sending{person, path, "application/x-www-form-urlencoded", nonce, []byte(form.Encode())}
}

var nonces struct {
	sync.Mutex
	last int
}

func freshNonce() string {
	nonces.Lock()
	defer nonces.Unlock()
	nonces.last++
	return fmt.Sprintf("nonce-%08d", nonces.last)
}

func (h *harness) Transport() chat.Transport       { return h.server }
func (h *harness) Address(person int) chat.Address { return webAddress(person) }
func (h *harness) Says(person int, text string)    { h.send(person, "/tro-chuyen", "text", text) }

func (h *harness) Presses(person int, message, choice string) {
	h.send(person, "/tro-chuyen/bam", "line", message, "choice", choice)
}

func (h *harness) SendsFile(person int, name string, data []byte) {
	kind, body := fileForm(h.t, map[string]string{"nonce": freshNonce()}, name, data)
	h.people[person-1].queue <- sending{person, "/tro-chuyen/tep", kind, "", body}
}

// fileForm writes a form with a file as browsers do.
func fileForm(t testing.TB, fields map[string]string, name string, data []byte) (kind string, body []byte) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for k, v := range fields {
		if err := w.WriteField(k, v); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("tep", name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), b.Bytes()
}

func (h *harness) FailFetch(chattest.Fault) bool { return false }
func (h *harness) Fail(chattest.Fault) bool      { return false }

// Redeliver is a browser whose answers were all lost.
func (h *harness) Redeliver() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, s := range h.confirmed {
		h.people[s.who-1].queue <- s
	}
	h.confirmed = nil
	return true
}

func (h *harness) Confirmed() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.confirmed)
}

func (h *harness) Secrets() []string {
	return []string{secretOf(1), secretOf(2), secretOf(3)}
}

func (h *harness) Log() string { return h.log.String() }

var (
	lineStart = regexp.MustCompile(`<li id="t(\d+)" class="line ours`)
	headPart  = regexp.MustCompile(`(?s)<p class="head">(.*?)</p>`)
	leadPart  = regexp.MustCompile(`(?s)<div class="lead">(.*?)</div>`)
	wordsPart = regexp.MustCompile(`(?s)<div class="words"[^>]*>(.*?)</div>`)
	button    = regexp.MustCompile(`(?s)<button name="choice"[^>]*>(.*?)</button>`)
	fileLink  = regexp.MustCompile(`href="(/tro-chuyen/tep/\d+)"`)
	moreLink  = regexp.MustCompile(`class="more" href="([^"]+)"`)
	anyTag    = regexp.MustCompile(`<[^>]*>`)
)

// shownWords turns the paragraphs of a message back into its words.
func shownWords(markup string) string {
	markup = regexp.MustCompile(`<p class="gap[^"]*">`).ReplaceAllString(markup, "\n\n")
	markup = regexp.MustCompile(`<p[^>]*>`).ReplaceAllString(markup, "\n")
	markup = regexp.MustCompile(`</?em>`).ReplaceAllString(markup, "*")
	return strings.TrimPrefix(html.UnescapeString(anyTag.ReplaceAllString(markup, "")), "\n")
}

func part(of *regexp.Regexp, in string) string {
	if m := of.FindStringSubmatch(in); m != nil {
		return m[1]
	}
	return ""
}

func (h *harness) Shown(person int) (all []chattest.Shown) {
	page := h.get(person, "/tro-chuyen").Body.String()
	starts := lineStart.FindAllStringSubmatchIndex(page, -1)
	for i, at := range starts {
		end := len(page)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		line := page[at[0]:end]
		if own := strings.Index(line, `class="line mine`); own >= 0 {
			line = line[:own]
		}
		shown := chattest.Shown{ID: page[at[2]:at[3]]}
		words := part(wordsPart, line)
		if more := part(moreLink, line); more != "" {
			words = part(wordsPart, h.get(person, more).Body.String())
		}
		for _, w := range []string{shownWords(part(leadPart, line)), html.UnescapeString(part(headPart, line)), shownWords(words)} {
			if w != "" && shown.Text != "" {
				shown.Text += "\n"
			}
			shown.Text += w
		}
		for _, b := range button.FindAllStringSubmatch(line, -1) {
			shown.Choices = append(shown.Choices, html.UnescapeString(b[1]))
		}
		if link := part(fileLink, line); link != "" {
			got := h.get(person, link)
			kind, params, err := mime.ParseMediaType(got.Header().Get("Content-Disposition"))
			if err != nil || kind != "attachment" {
				h.t.Errorf("file sent as %q (%v)", got.Header().Get("Content-Disposition"), err)
			}
			shown.File = params["filename"]
			shown.Data, _ = io.ReadAll(got.Body)
		}
		all = append(all, shown)
	}
	return all
}
