package cli

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"thuky/report"
)

// TestDoor: whoever is inside is waited for; whoever comes while it is closed is told to come
// again, and is let in by the next opening.
func TestDoor(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := new(door)
		ask := func() int {
			w := httptest.NewRecorder()
			d.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", http.NoBody))
			return w.Code
		}
		if got := ask(); got != http.StatusServiceUnavailable {
			t.Errorf("before it opens: %d", got)
		}
		leave := make(chan struct{})
		d.open(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-leave }))
		go ask()
		synctest.Wait()
		closed := make(chan struct{})
		go func() {
			defer close(closed)
			d.close(t.Context())
		}()
		synctest.Wait()
		select {
		case <-closed:
			t.Error("closed over somebody inside")
		default:
		}
		if got := ask(); got != http.StatusServiceUnavailable {
			t.Errorf("while it closes: %d", got)
		}
		d.open(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
		if got := ask(); got != http.StatusOK {
			t.Errorf("open again: %d", got)
		}
		close(leave)
		<-closed

		hangs := make(chan struct{})
		defer close(hangs)
		d.open(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-hangs }))
		go ask()
		synctest.Wait()
		limited, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		d.close(limited)
		if limited.Err() == nil {
			t.Error("did not wait for whoever hangs")
		}
	})
}

// TestSupervise: a school that fails is tried again, ever later, and at once when its settings are
// read again. What panics fails.
func TestSupervise(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := &branch{log: slog.New(slog.DiscardHandler), again: make(chan struct{}, 1), p: &program{env: Env{Stderr: io.Discard}, config: DefaultConfig()}}
		// Without a deployment and a clock every attempt panics.
		b.p.config.Storage.URL = "bolt:" + filepath.Join(t.TempDir(), "thuky.db")
		ctx, cancel := context.WithCancel(t.Context())
		var mu sync.Mutex
		var all []time.Duration // under mu
		began, settled := time.Now(), 0
		failures := func() []time.Duration {
			mu.Lock()
			defer mu.Unlock()
			return slices.Clone(all)
		}
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			b.supervise(ctx, func() { settled++ }, func() {
				mu.Lock()
				defer mu.Unlock()
				all = append(all, time.Since(began))
			})
		}()
		time.Sleep(36 * time.Second)
		synctest.Wait()
		if want := []time.Duration{0, 5 * time.Second, 15 * time.Second, 35 * time.Second}; !slices.Equal(failures(), want) {
			t.Errorf("it failed after %v, want %v", failures(), want)
		}
		if err := b.failure(); err == nil || !strings.Contains(err.Error(), "panic") {
			t.Errorf("got %v", err)
		}
		b.startWith(b.program())
		synctest.Wait()
		if got := failures(); len(got) != 5 || got[4] != 36*time.Second {
			t.Errorf("told to try again: %v", got)
		}
		time.Sleep(2 * time.Hour)
		synctest.Wait()
		if got := failures(); got[len(got)-1]-got[len(got)-2] != lastRetry {
			t.Errorf("at last after %v", got)
		}
		cancel()
		<-ended
		if settled == 0 {
			t.Error("nobody was told how the first attempt went")
		}
	})
}

// TestCopyTurns: schools that are due at once are copied a few at a time, and one that waits too
// long does its other work first.
func TestCopyTurns(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		turns := make(chan struct{}, 1)
		first, second, alone := &copyKeeper{turns: turns}, &copyKeeper{turns: turns}, &copyKeeper{}
		if !first.turn(t.Context()) || !alone.turn(t.Context()) {
			t.Fatal("nobody else copies")
		}
		began := time.Now()
		if second.turn(t.Context()) || time.Since(began) != turnPatience {
			t.Errorf("after %v it is the turn of the second", time.Since(began))
		}
		time.AfterFunc(time.Second, first.turnOver)
		if !second.turn(t.Context()) {
			t.Error("the turn was not given on")
		}
		alone.turnOver()
	})
}

// TestSharedTemplates: all schools read those of the shared folder, each its own over them, and what
// one keeps no other sees.
func TestSharedTemplates(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write := func(path, text string) {
		t.Helper()
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(folder, "chung.toml"), strings.Replace(shelved, `"hop-nho"`, `"chung"`, 1))
	of := func(school string) *shelf {
		t.Helper()
		c := TemplatesConfig{Folder: filepath.Join(folder, school), Shared: folder}
		l, err := loadLibrary(c, nil)
		if err != nil {
			t.Fatal(err)
		}
		return &shelf{config: c, log: slog.New(slog.DiscardHandler), last: l}
	}
	has := func(s *shelf, id, title string) bool {
		s.renewed()
		for _, known := range s.all() {
			if known.ID == id {
				return known.Title == title
			}
		}
		return false
	}
	first, second := of("hoa-sen"), of("sen-hong")
	parsed, err := report.ReadTemplate("x", []byte(strings.Replace(strings.Replace(shelved, `"hop-nho"`, `"chung"`, 1), "Báo cáo họp", "Báo cáo riêng", 1)))
	if err != nil {
		t.Fatal(err)
	}
	whole := second.last.byID["chung"].Title
	if err := first.keep(parsed); err != nil {
		t.Fatal(err)
	}
	if !has(first, "chung", parsed.Title) || !has(second, "chung", whole) {
		t.Error("what one school kept is not its own alone")
	}
	if _, err := os.Stat(filepath.Join(folder, "hoa-sen", "chung.toml")); err != nil {
		t.Error(err)
	}
	if _, err := loadLibrary(TemplatesConfig{Folder: filepath.Join(t.TempDir(), "x"), Shared: folder}, nil); err == nil {
		t.Error("a folder that the school names itself must be there")
	}
}
