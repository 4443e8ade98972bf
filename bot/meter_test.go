package bot_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/storage"
)

// meter writes down what it is told.
type meter struct {
	mu  sync.Mutex
	all []string
}

func (m *meter) Updated(platform string, outcome bot.Outcome, took time.Duration) {
	m.note(fmt.Sprintf("%s %s %v", platform, outcome, took >= 0))
}

func (m *meter) Posted(platform, outcome string, waited time.Duration) {
	m.note(fmt.Sprintf("%s %s %v", platform, outcome, waited))
}

func (m *meter) note(text string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.all = append(m.all, text)
}

func (m *meter) take() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := m.all
	m.all = nil
	slices.Sort(all)
	return all
}

func TestMeter(t *testing.T) {
	t.Parallel()
	bubble(t, "what becomes of updates and messages", func(t *testing.T, s storage.Store) {
		school(t, s, staff("An"))
		f := newFake("fake")
		m := new(meter)
		c := config(s)
		c.Meter = m
		r := startWith(t, c, f)
		if err := r.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
		m.take() // of the announcement
		f.nowSends(failing(sendError(chat.Temporary)))
		hello := says("An", "hello")
		r.take(hello, hello, says("An", "boom"))
		time.Sleep(2 * time.Second)
		if err := r.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
		want := []string{"fake duplicate true", "fake failed true", "fake handled true", "fake sent 1s", "fake sent 1s", "fake temporary 0s"}
		if got := m.take(); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		if h, err := r.Health(t.Context()); err != nil || !h.Ready || !h.Leads || h.Failed != 1 || h.Outbox["fake"].Messages != 0 {
			t.Errorf("health %+v, %v", h, err)
		}
		r.stop()
		if r.Ready() {
			t.Error("it is ready after its end")
		}
	})
	bubble(t, "what waits, and how long", func(t *testing.T, s storage.Store) {
		school(t, s, staff("An"))
		f := newFake("fake")
		r := start(t, s, f)
		defer r.stop()
		f.nowSends(func(context.Context, chat.Address, chat.Message) error {
			return &chat.SendError{Class: chat.Throttled, RetryAfter: time.Hour, Err: errCut}
		})
		accept(t, r.Runtime, says("An", "1"))
		began := time.Now()
		pass(time.Minute)
		h, err := r.Health(t.Context())
		if w := h.Outbox["fake"]; err != nil || w.Messages != 1 || !w.Oldest.Equal(began) {
			t.Errorf("health %+v, %v", h, err)
		}
	})
}
