package bot_test

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"thuky/chat"
	"thuky/storage"
)

// lockedBuffer is written to by several goroutines.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// TestLogNamesNobody: whatever happens, the log holds neither names, addresses nor words of
// people, not even at its most talkative.
func TestLogNamesNobody(t *testing.T) {
	t.Parallel()
	bubble(t, "all levels", func(t *testing.T, s storage.Store) {
		const name, other, words = "Nguyễn-Thị-Bí-Mật", "Trần-Văn-Người-Lạ", "tin-nhắn-riêng"
		school(t, s, staff(name), staff("An"))
		f := newFake("fake")
		log := new(lockedBuffer)
		c := config(s)
		c.Log = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		r := startWith(t, c, f)
		r.take(says(name, words), says(name, "save "+words), says(name, "boom "+words), says(other, words), says(other, words))
		for _, class := range []chat.SendClass{chat.Temporary, chat.Throttled, chat.Rejected, chat.Closed, chat.Denied, chat.Unreachable} {
			f.nowSends(failing(sendError(class)))
			accept(t, r.Runtime, says(name, words))
			time.Sleep(10 * time.Minute)
			synctest.Wait()
		}
		accept(t, r.Runtime, chat.Update{Key: "fake/blocked", Kind: chat.Blocked, Address: at(name)})
		r.stop()
		text := log.String()
		for _, want := range []string{"level=DEBUG", "level=INFO", "level=WARN", "level=ERROR", "chat=fake:"} {
			if !strings.Contains(text, want) {
				t.Errorf("the log lacks %q: it was not put to the test\n%s", want, text)
			}
		}
		for _, secret := range []string{name, other, words} {
			if strings.Contains(text, secret) {
				t.Errorf("the log holds %q:\n%s", secret, text)
			}
		}
	})
}
