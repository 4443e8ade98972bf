package terminal_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"thuky/bot/terminal"
	"thuky/chat"
	"thuky/chat/chattest"
)

var here = chat.Address{Platform: terminal.Platform, ID: "local"}

// accepted keeps what was handed over.
type accepted struct {
	mu      sync.Mutex
	updates []chat.Update
}

func (a *accepted) accept(_ context.Context, updates []chat.Update) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.updates = append(a.updates, updates...)
	return nil
}

func (a *accepted) texts() (texts []string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, u := range a.updates {
		if u.Kind == chat.Text {
			texts = append(texts, u.Text)
		}
	}
	return texts
}

func TestLines(t *testing.T) {
	t.Parallel()
	const most = 1 << 20
	tests := []struct {
		name, in string
		want     []string
	}{
		{"lines", "một\nhai\n", []string{"một", "hai"}},
		{"no end", "một\nhai", []string{"một", "hai"}},
		{"CR LF", "một\r\nhai\r\n", []string{"một", "hai"}},
		{"byte order mark", "\ufeffmột\n", []string{"một"}},
		{"empty lines", "\n  \n\t\r\nmột\n\n", []string{"một"}},
		{"spaces stay", "  - một \n", []string{"  - một "}},
		{"bad bytes", "h\xffỏng\n", []string{"h\ufffdỏng"}},
		{"nothing", "", nil},
		{"longest", strings.Repeat("x", most) + "\r\nhai\n", []string{strings.Repeat("x", most), "hai"}},
		{"too long", strings.Repeat("x", most+1) + "\nhai\n", []string{"hai"}},
		{"much too long", strings.Repeat("x", 3*most) + "\nhai\n", []string{"hai"}},
		{"too long at the end", "một\n" + strings.Repeat("x", most+1), []string{"một"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got accepted
			var out bytes.Buffer
			tr := terminal.New(terminal.Config{In: strings.NewReader(tt.in), Out: &out, Session: "s", Address: here, Name: "Mận"})
			if err := tr.Run(t.Context(), got.accept); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got.texts(), tt.want) {
				t.Errorf("got %.100q, want %.100q", got.texts(), tt.want)
			}
			if first := got.updates[0]; first.Kind != chat.Hello || first.Key != "terminal/s/1" || first.Address != here || first.Name != "Mận" {
				t.Errorf("first update: %+v, want a hello", first)
			}
			keys := map[string]bool{}
			for _, u := range got.updates {
				if keys[u.Key] || u.At.IsZero() || u.Kind == chat.Text && u.Message != u.Key {
					t.Errorf("update %+v", u)
				}
				keys[u.Key] = true
			}
			if long := strings.Contains(tt.name, "too long"); strings.Contains(out.String(), "1 MiB") != long {
				t.Errorf("printed %q", out.String())
			}
		})
	}
}

// TestRepliesFirst: the replies to a line are printed before the next is taken.
func TestRepliesFirst(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	var tr *terminal.Transport
	var waiting []chat.Message
	tr = terminal.New(terminal.Config{
		In: strings.NewReader("một\nhai\n"), Out: &out, Session: "s", Address: here,
		Settle: func(ctx context.Context) error {
			for _, m := range waiting {
				if _, err := tr.Send(ctx, here, m); err != nil {
					return err
				}
			}
			waiting = nil
			return nil
		},
	})
	err := tr.Run(t.Context(), func(_ context.Context, updates []chat.Update) error {
		for _, u := range updates {
			fmt.Fprintf(&out, "[%s]\n", u.Text)
			waiting = append(waiting, chat.Message{Lead: "Dạ, " + u.Text + ".", Text: "Câu tiếp?"})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := "[]\nDạ, .\nCâu tiếp?\n\n[một]\nDạ, một.\nCâu tiếp?\n\n[hai]\nDạ, hai.\nCâu tiếp?\n\n"
	if out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

// TestStoreStaysBroken: after some tries Run ends with the error, and the lines that
// follow are not taken.
func TestStoreStaysBroken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		broken := errors.New("disk full")
		calls := 0
		tr := terminal.New(terminal.Config{In: strings.NewReader("một\nhai\n"), Out: &out, Session: "s", Address: here})
		err := tr.Run(t.Context(), func(_ context.Context, updates []chat.Update) error {
			if updates[0].Kind == chat.Hello {
				return nil
			}
			if updates[0].Text != "một" {
				t.Errorf("went on to %q", updates[0].Text)
			}
			calls++
			return broken
		})
		if !errors.Is(err, broken) || calls < 3 {
			t.Errorf("got %v after %d calls, want %v", err, calls, broken)
		}
		if !strings.Contains(out.String(), "thử lại") {
			t.Errorf("printed %q", out.String())
		}
		// What is still read ahead must not outlive the bubble.
		next := terminal.New(terminal.Config{In: strings.NewReader(""), Out: &out, Session: "s2", Address: here})
		if err := next.Run(t.Context(), (&accepted{}).accept); err != nil {
			t.Error(err)
		}
		var rest accepted
		if err := tr.Run(t.Context(), rest.accept); err != nil || !slices.Equal(rest.texts(), []string{"một", "hai"}) {
			t.Errorf("the next run: %v, %q", err, rest.texts())
		}
	})
}

func TestPrinting(t *testing.T) {
	t.Parallel()
	message := chat.Message{
		Lead: "✓ Đã ghi câu 1: \x1b[31mmàu\x07.", Head: "Câu 2/3",
		Text:    "1. Một dòng rất dài phải được ngắt ở dấu cách cho vừa chiều rộng\n\nHết.",
		Choices: []chat.Choice{{ID: "a", Label: "Có"}, {ID: "b", Label: "Không"}, {ID: "c", Label: "Về trước", Word: "quay lại"}},
	}
	tests := []struct {
		name   string
		config terminal.Config
		want   string
	}{
		{"plain", terminal.Config{}, "✓ Đã ghi câu 1: [31mmàu.\nCâu 2/3\n1. Một dòng rất dài phải được ngắt ở dấu cách cho vừa chiều rộng\n\nHết.\n1. Có\n2. Không\n“quay lại”: Về trước\n\n"},
		{"wrapped", terminal.Config{Width: func() int { return 30 }}, "✓ Đã ghi câu 1: [31mmàu.\nCâu 2/3\n1. Một dòng rất dài phải được\n   ngắt ở dấu cách cho vừa\n   chiều rộng\n\nHết.\n1. Có\n2. Không\n“quay lại”: Về trước\n\n"},
		{"coloured", terminal.Config{Colours: true}, "\x1b[32m✓ Đã ghi câu 1: [31mmàu.\x1b[0m\n\x1b[1mCâu 2/3\x1b[0m\n1. Một dòng rất dài phải được ngắt ở dấu cách cho vừa chiều rộng\n\nHết.\n1. Có\n2. Không\n“quay lại”: Về trước\n\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			tt.config.Out, tt.config.Address, tt.config.Session = &out, here, "s"
			if _, err := terminal.New(tt.config).Send(t.Context(), here, message); err != nil {
				t.Fatal(err)
			}
			if out.String() != tt.want {
				t.Errorf("got\n%q\nwant\n%q", out.String(), tt.want)
			}
		})
	}
}

func TestFiles(t *testing.T) {
	t.Parallel()
	file := &chat.File{Name: `..\a/b/Báo "cáo".docx`, Data: []byte("PK")}
	var out bytes.Buffer
	tr := terminal.New(terminal.Config{Out: &out, Address: here, Session: "s", Save: func(f chat.File) (string, error) {
		return "drafts/" + f.Name, nil
	}})
	if _, err := tr.Send(t.Context(), here, chat.Message{Text: "Dạ, bản dự thảo.", File: file}); err != nil || tr.Err() != nil {
		t.Fatal(err, tr.Err())
	}
	if want := "Dạ, bản dự thảo.\nĐã ghi tệp: drafts/Báo cáo.docx\n\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
	full := errors.New("ổ đĩa đã đầy")
	tr = terminal.New(terminal.Config{Out: &out, Address: here, Session: "s", Save: func(chat.File) (string, error) { return "", full }})
	if _, err := tr.Send(t.Context(), here, chat.Message{File: file}); err != nil {
		t.Errorf("a file that could not be kept came back as %v: it would be sent for ever", err)
	}
	if !errors.Is(tr.Err(), full) || !strings.Contains(out.String(), "ổ đĩa đã đầy") {
		t.Errorf("got %v, printed %q", tr.Err(), out.String())
	}
}

// TestConformance runs the suite of all transports: three terminals make one
// platform of three persons.
func TestConformance(t *testing.T) {
	t.Parallel()
	chattest.Run(t, func(t *testing.T) chattest.Harness {
		h := &hall{}
		for i := range h.seats {
			r, w := io.Pipe()
			s := &seat{keys: w, typed: make(chan string, 100), folder: t.TempDir()}
			s.transport = terminal.New(terminal.Config{
				In: r, Out: s, Session: fmt.Sprint("s", i), Address: h.Address(i + 1),
				Save: func(f chat.File) (string, error) { s.file = f; return f.Name, nil },
			})
			go func() {
				for line := range s.typed {
					if _, err := io.WriteString(w, line+"\n"); err != nil {
						return
					}
				}
			}()
			t.Cleanup(func() {
				close(s.typed)
				_ = w.Close()
				_ = r.Close()
				// Takes the end of the input, so that nobody waits to hand it over.
				_ = s.transport.Run(context.WithoutCancel(t.Context()), (&accepted{}).accept)
			})
			h.seats[i] = s
		}
		return h
	})
}

// hall is a platform of terminals.
type hall struct {
	seats     [3]*seat
	mu        sync.Mutex
	confirmed int
}

// seat is one terminal. It is its own screen.
type seat struct {
	transport *terminal.Transport
	keys      io.Closer
	typed     chan string
	folder    string // of what the person sends

	mu     sync.Mutex
	screen strings.Builder
	cut    bool // the next write fails
	file   chat.File
	shown  []chattest.Shown
}

func (s *seat) Write(p []byte) (int, error) {
	if s.cut {
		s.cut = false
		return 0, errors.New("cut")
	}
	return s.screen.Write(p)
}

func (h *hall) Transport() chat.Transport { return h }
func (h *hall) Address(person int) chat.Address {
	return chat.Address{Platform: terminal.Platform, ID: fmt.Sprint(person)}
}
func (h *hall) Says(person int, text string) { h.seats[person-1].typed <- text }
func (h *hall) SendsFile(person int, name string, data []byte) {
	s := h.seats[person-1]
	path := filepath.Join(s.folder, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		panic(err)
	}
	s.typed <- "/tep " + path
}
func (h *hall) FailFetch(chattest.Fault) bool { return false }
func (h *hall) Fetch(ctx context.Context, id string, limit int64) ([]byte, error) {
	return h.seats[0].transport.Fetch(ctx, id, limit)
}
func (h *hall) Presses(int, string, string)     {}
func (h *hall) Redeliver() bool                 { return false }
func (h *hall) Secrets() []string               { return nil }
func (h *hall) Log() string                     { return "" }
func (h *hall) Platform() string                { return terminal.Platform }
func (h *hall) Capabilities() chat.Capabilities { return h.seats[0].transport.Capabilities() }

func (h *hall) Fail(f chattest.Fault) bool {
	h.seats[0].cut = f == chattest.Cut
	return h.seats[0].cut
}

func (h *hall) Confirmed() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.confirmed
}

func (h *hall) Shown(person int) []chattest.Shown {
	s := h.seats[person-1]
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.shown)
}

func (h *hall) Run(ctx context.Context, accept chat.Accept) error {
	errs := make(chan error)
	for _, s := range h.seats {
		go func() {
			errs <- s.transport.Run(ctx, func(ctx context.Context, updates []chat.Update) error {
				if updates[0].Kind == chat.Hello {
					return nil
				}
				err := accept(ctx, updates)
				if err == nil {
					h.mu.Lock()
					h.confirmed++
					h.mu.Unlock()
				}
				return err
			})
		}()
	}
	return errors.Join(<-errs, <-errs, <-errs)
}

func (h *hall) Send(ctx context.Context, to chat.Address, m chat.Message) (string, error) {
	s := h.seats[0]
	for i := range h.seats {
		if h.Address(i+1) == to {
			s = h.seats[i]
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.screen.Reset()
	id, err := s.transport.Send(ctx, to, m)
	if err != nil {
		return id, err
	}
	shown := chattest.Shown{ID: id, Text: strings.TrimSuffix(s.screen.String(), "\n\n")}
	if m.File != nil {
		shown.File, shown.Data = s.file.Name, s.file.Data
		words, _, _ := strings.Cut(shown.Text+"\n", "Đã ghi tệp: ")
		shown.Text = strings.TrimSuffix(words, "\n")
	}
	s.shown = append(s.shown, shown)
	return id, nil
}

// keyboard is one at which nobody presses a key; awaited is closed when one is waited for.
type keyboard struct {
	awaited chan struct{}
	once    sync.Once
	never   chan struct{}
}

func (k *keyboard) Read([]byte) (int, error) {
	k.once.Do(func() { close(k.awaited) })
	<-k.never
	return 0, io.EOF
}

// A chat at a terminal ends with its ctx, without another key.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	k := &keyboard{awaited: make(chan struct{}), never: make(chan struct{})}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() {
		<-k.awaited
		cancel()
	}()
	tr := terminal.New(terminal.Config{In: k, Out: io.Discard, Interactive: true, Session: "s", Address: here})
	var got accepted
	if err := tr.Run(ctx, got.accept); err != nil {
		t.Error(err)
	}
	close(k.never) // had Run waited for a key, it would still wait
}
