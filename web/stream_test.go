package web_test

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
	"thuky/web"
)

// event is one server-sent event.
type event struct{ name, id, data string }

// events opens the stream of a page; the channel is closed when it ends.
func (b *browser) events(after string) <-chan event {
	b.site.t.Helper()
	ctx, cancel := context.WithCancel(b.site.t.Context())
	b.site.t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, b.site.url+"/tro-chuyen/dong?sau="+after, nil)
	if err != nil {
		b.site.t.Fatal(err)
	}
	client := &http.Client{Jar: b.client.Jar}
	response, err := client.Do(r)
	if err != nil {
		b.site.t.Fatal(err)
	}
	if response.StatusCode != http.StatusOK || !strings.HasPrefix(response.Header.Get("Content-Type"), "text/event-stream") {
		b.site.t.Fatalf("stream: got %d %v", response.StatusCode, response.Header)
	}
	ch := make(chan event, 1000)
	go func() {
		defer response.Body.Close() //nolint:errcheck // it was only read
		defer close(ch)
		var e event
		for lines := bufio.NewScanner(response.Body); lines.Scan(); {
			field, value, _ := strings.Cut(lines.Text(), ": ")
			switch field {
			case "event":
				e.name = value
			case "id":
				e.id = value
			case "data":
				e.data += value + "\n"
			case "":
				if e.name != "" {
					ch <- e
				}
				e = event{}
			}
		}
	}()
	return ch
}

// next waits for an event that shows words.
func next(t *testing.T, ch <-chan event, name, words string) event {
	t.Helper()
	limit := time.After(30 * time.Second)
	var seen []string
	for {
		select {
		case e, ok := <-ch:
			if !ok {
				t.Fatalf("the stream has ended; want %s with «%s» after %q", name, words, seen)
			}
			if e.name == name && strings.Contains(e.data, words) {
				return e
			}
			seen = append(seen, e.name)
		case <-limit:
			t.Fatalf("no %s with «%s» after %q", name, words, seen)
		}
	}
}

// TestStream: two devices of one person see the same; what one sends the other shows.
func TestStream(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.join(report.Staff, "Lê Thị Mai")
	other := s.browser()
	other.client.Jar = b.client.Jar
	stranger := s.join(report.Staff, "Trần Văn Nam")
	one, two, theirs := b.events("0"), other.events("0"), stranger.events("0")
	for _, ch := range []<-chan event{one, two, theirs} {
		next(t, ch, "bat-dau", "")
	}
	s.open(small)
	for _, ch := range []<-chan event{one, two, theirs} {
		next(t, ch, "tin", "Câu 1/5")
	}
	b.script("/tro-chuyen", "text", "32 <b>")
	var last string
	for _, ch := range []<-chan event{one, two} {
		if e := next(t, ch, "tin", `class="line mine`); !strings.Contains(e.data, "32 &lt;b&gt;") || e.id == "" {
			t.Errorf("got %+v", e)
		}
	}
	b.script("/tro-chuyen", "text", "32")
	for _, ch := range []<-chan event{one, two} {
		last = next(t, ch, "tin", "Câu 2/5").id
	}
	select {
	case e := <-theirs:
		t.Errorf("somebody else got %+v", e)
	default:
	}
	// A page that connects again gets what it lacks, and the last lines as they are now.
	lines := s.lines("Lê Thị Mai")
	again := b.events(seq(lines[len(lines)-2]))
	if e := next(t, again, "tin", "Câu 2/5"); e.id != last {
		t.Errorf("again: %+v, want line %s", e, last)
	}
	// A press shows on both devices which button it was.
	asked := lines[len(lines)-1]
	b.script("/tro-chuyen/bam", "line", seq(asked), "choice", asked.Message.Choices[0].ID)
	for _, ch := range []<-chan event{one, two} {
		if e := next(t, ch, "tin", "✓ Có"); e.id != seq(asked) {
			t.Errorf("the answered question: %+v", e)
		}
	}
	if _, err := s.web.Send(t.Context(), s.chat("Lê Thị Mai"), chat.Message{Ack: "x", Toast: "Đã ghi"}); err != nil {
		t.Fatal(err)
	}
	next(t, one, "bao", "Đã ghi")
	s.web.Close()
	for range one {
	}
	for range two {
	}
}

// TestStreamsAtMost: a further page takes the place of the oldest, and that one is told.
func TestStreamsAtMost(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.join(report.Staff, "Lê Thị Mai")
	var all []<-chan event
	for range 7 {
		ch := b.events("0")
		next(t, ch, "bat-dau", "")
		all = append(all, ch)
	}
	next(t, all[0], "thay", "")
	for range all[0] {
	}
	s.open(small)
	for _, ch := range all[1:] {
		next(t, ch, "tin", "Câu 1/5")
	}
}

// quiet is a ResponseWriter that keeps what is written, for one who reads it meanwhile.
type quiet struct {
	mu     sync.Mutex
	text   strings.Builder // under mu
	header http.Header
}

func (q *quiet) Header() http.Header { return q.header }
func (q *quiet) WriteHeader(int)     {}
func (q *quiet) Flush()              {}

func (q *quiet) Write(p []byte) (int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.text.Write(p)
}

func (q *quiet) String() string {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.text.String()
}

// TestStreamBeats: a quiet stream beats, and ends for whoever has been signed out.
func TestStreamBeats(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		w := &quiet{header: http.Header{}}
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/tro-chuyen/dong", nil)
			r.AddCookie(&http.Cookie{Name: "thuky", Value: secretOf(1)})
			h.handler.ServeHTTP(w, r)
		}()
		time.Sleep(80 * time.Second)
		synctest.Wait()
		if got := w.String(); strings.Count(got, "\n: \n") != 3 || strings.Contains(got, "event: het") {
			t.Fatalf("after 80 s:\n%s", got)
		}
		if err := h.store.Update(t.Context(), func(tx storage.Tx) error { return tx.DeletePerson(webAddress(1).ID) }); err != nil {
			t.Fatal(err)
		}
		<-ended
		if got := w.String(); !strings.HasSuffix(got, "event: het\ndata: \n\n") {
			t.Errorf("after the person has left:\n%s", got)
		}
	})
}

// TestStreamOfOthers: a line that another process has written shows once that process says so.
func TestStreamOfOthers(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.join(report.Staff, "Lê Thị Mai")
	ch := b.events("0")
	next(t, ch, "bat-dau", "")
	a := s.chat("Lê Thị Mai")
	line := storage.Line{Chat: a, Key: "out/elsewhere", At: s.clock(), Message: chat.Message{Text: "Dạ, em ở máy khác ạ."}}
	s.update(func(tx storage.Tx) error { return tx.AddLine(&line) })
	s.web.Changed([]chat.Address{{Platform: web.Platform, ID: "nobody"}, a})
	if e := next(t, ch, "tin", "em ở máy khác"); e.id != seq(line) {
		t.Errorf("got %+v, want line %d", e, line.Seq)
	}
}
