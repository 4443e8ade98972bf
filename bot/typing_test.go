package bot_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"thuky/chat"
	"thuky/storage"
)

// typist is an archive that shows when an answer is being written.
type typist struct {
	*archive
	fail error

	mu    sync.Mutex
	shown []time.Duration // since the first update
	began time.Time
}

func (y *typist) Typing(_ context.Context, to chat.Address) error {
	y.mu.Lock()
	defer y.mu.Unlock()
	if to.ID != "An" {
		return errors.New("for nobody")
	}
	y.shown = append(y.shown, time.Since(y.began))
	return y.fail
}

func TestTyping(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		fail  error
		takes time.Duration
		want  int
	}{
		{"not for what is quick", nil, 900 * time.Millisecond, 0},
		{"while a file is read", nil, 10 * time.Second, 3},
		{"not for ever", nil, 5 * time.Minute, 15},
		{"once where it cannot", errors.New("no"), 10 * time.Second, 1},
	} {
		bubble(t, tt.name, func(t *testing.T, s storage.Store) {
			school(t, s, admin("An"))
			c := config(s)
			c.Step, c.Extract = reading, asText
			y := &typist{fail: tt.fail, began: time.Now(), archive: &archive{newFake("fake"), func(context.Context, string, int64) ([]byte, error) {
				time.Sleep(tt.takes)
				return []byte("x"), nil
			}}}
			c.Transports = []chat.Transport{y}
			r := startWith(t, c)
			r.take(shows("An", "a.pdf"))
			r.stop()
			y.mu.Lock()
			defer y.mu.Unlock()
			if len(y.shown) != tt.want || tt.want > 0 && y.shown[0] != time.Second {
				t.Errorf("shown at %v, want %d times", y.shown, tt.want)
			}
			if len(y.texts("An")) != 1 {
				t.Errorf("answers %q", y.texts("An"))
			}
		})
	}
}
