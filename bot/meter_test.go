package bot_test

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/render"
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

func (m *meter) Replied(platform string, took time.Duration) {
	m.note(fmt.Sprintf("%s replied %v", platform, took))
}

func (m *meter) Reminded(kind string)        { m.note("reminded " + kind) }
func (m *meter) Worked(kind, outcome string) { m.note("job " + kind + " " + outcome) }

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
		want := []string{"fake duplicate true", "fake failed true", "fake handled true", "fake replied 1s", "fake replied 1s", "fake sent 1s", "fake sent 1s", "fake temporary 0s"}
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
	bubble(t, "reminders by kind, and jobs", func(t *testing.T, s storage.Store) {
		until(t, "2026-05-26 10:00") // a Tuesday
		due(t, s, "2026-05-29", staff("An"), staff("Bình"), admin("Chi"))
		m := new(meter)
		r := startWith(t, bot.Config{Store: s, Draft: plainDraft, Reminders: mustPlanner(t), Meter: m}, newFake("fake"))
		until(t, "2026-05-28 12:00")
		r.take(says("Bình", "12"), says("Bình", "30"), says("Bình", "gửi"))
		until(t, "2026-05-29 16:00")
		r.take(says("An", "12"), says("An", "30"), says("An", "gửi"))
		r.stop()
		count := map[string]int{}
		for _, line := range m.take() {
			if strings.HasPrefix(line, "reminded") || strings.HasPrefix(line, "job") {
				count[line]++
			}
		}
		want := map[string]int{"reminded before": 2, "reminded day": 2, "reminded admins-before": 1, "job draft done": 2} // each submission orders a draft
		if !maps.Equal(count, want) {
			t.Errorf("got %v, want %v", count, want)
		}
	})
	bubble(t, "what is failing, and what was given up", func(t *testing.T, s storage.Store) {
		school(t, s, staff("An"), admin("Chi"))
		f := newFake("fake")
		m := new(meter)
		c := config(s)
		c.Meter = m
		c.Draft = func(io.Writer, *render.Document) error { return errCut }
		r := startWith(t, c, f)
		r.take(says("An", "save 1"), says("An", "submit"))
		time.Sleep(24 * time.Hour)
		h, err := r.Health(t.Context())
		if got := h.Jobs["draft"]; err != nil || got.GivenUp != 1 || got.Waiting != 0 || h.Ticked.IsZero() || time.Since(h.Ticked) > time.Minute {
			t.Errorf("got %+v, ticked %v, %v", got, h.Ticked, err)
		}
		count := map[string]int{}
		for _, line := range m.take() {
			if strings.HasPrefix(line, "job") {
				count[line]++
			}
		}
		if want := map[string]int{"job draft failed": 7, "job draft given-up": 1}; !maps.Equal(count, want) {
			t.Errorf("got %v, want %v", count, want)
		}
		began := time.Now()
		f.nowSends(failing(sendError(chat.Temporary), sendError(chat.Temporary)))
		accept(t, r.Runtime, says("An", "hello"))
		synctest.Wait()
		if h, err = r.Health(t.Context()); err != nil || !h.Platforms["fake"].Failing.Equal(began) || !h.Platforms["fake"].Updated.Equal(began) {
			t.Errorf("failing: %+v, %v", h.Platforms, err)
		}
		time.Sleep(time.Minute)
		if h, err = r.Health(t.Context()); err != nil || !h.Platforms["fake"].Failing.IsZero() || h.Platforms["fake"].Sent.Before(began) {
			t.Errorf("sent: %+v, %v", h.Platforms, err)
		}
		r.stop()
	})
}
