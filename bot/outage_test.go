package bot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot"
	"thuky/bot/wire/wiretest"
	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

// TestPlatformDeadForADay: while a platform does not answer one message tries from time to time
// and none is given up; when it is back the replies go out with the oldest first, every
// person gets one reminder at most, and those of yesterday are dropped with the reason.
func TestPlatformDeadForADay(t *testing.T) {
	t.Parallel()
	const many = 100
	bubble(t, "", func(t *testing.T, s storage.Store) {
		until(t, "2026-11-25 09:00")
		var people []report.Person
		for i := range many {
			people = append(people, staff(fmt.Sprintf("gv%02d", i)))
		}
		due(t, s, "2026-11-27", people...)
		var dead atomic.Bool
		var tries atomic.Int64
		f := newFake("fake")
		f.send = func(context.Context, chat.Address, chat.Message) error {
			time.Sleep(20 * time.Millisecond) // as a network would
			if !dead.Load() {
				return nil
			}
			tries.Add(1)
			return &chat.SendError{Class: chat.Temporary, Err: errors.New("connection refused")}
		}
		log := &wiretest.Log{}
		r := startWith(t, bot.Config{Store: s, Draft: plainDraft, Reminders: mustPlanner(t), Log: log.Logger()}, f)
		defer r.stop()
		settle := func() {
			t.Helper()
			if err := r.Settle(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		settle()
		until(t, "2026-11-26 06:30")
		dead.Store(true)
		before := len(f.texts(""))
		until(t, "2026-11-26 10:00")
		for round := range 3 {
			for i := range many {
				name := people[(i*37)%many].Name
				r.take(says(name, fmt.Sprintf("tiến độ %d", round)))
			}
			time.Sleep(time.Minute)
			synctest.Wait()
		}
		until(t, "2026-11-27 08:00")
		if got := r.Stats(); got.Dead != 0 || got.Queued < 3*many {
			t.Errorf("after a day: %+v", got)
		}
		if n := tries.Load(); n > 26*60+100 {
			t.Errorf("%d messages tried in a day", n)
		}
		if len(f.texts("")) != before {
			t.Error("a dead platform shows messages")
		}

		dead.Store(false)
		began := time.Now()
		for r.Stats().Queued > 0 && time.Since(began) < 5*time.Minute {
			time.Sleep(time.Second)
			synctest.Wait()
		}
		settle()
		if took := time.Since(began); took > 2*time.Minute {
			t.Errorf("what waited was sent after %s", took)
		}
		reminders := map[string]int{}
		place := map[string]int{} // of the first message that somebody got
		f.mu.Lock()
		all := f.sent[before:]
		f.mu.Unlock()
		for i, m := range all {
			if _, known := place[m.to.ID]; !known {
				place[m.to.ID] = i
			}
			if strings.Contains(m.m.Text, "hôm nay") {
				reminders[m.to.ID]++
			}
		}
		// As many go at once as there are workers; beyond that nobody overtakes but the one that tried.
		const workers = 32
		for i := range many {
			name := people[(i*37)%many].Name
			if at, ok := place[name]; !ok || at > 0 && at < i-workers || at > i+2*workers {
				t.Errorf("%s, who wrote as number %d, was answered as number %d", name, i, at)
			}
		}
		for _, p := range people {
			if n := reminders[p.Name]; n != 1 {
				t.Errorf("%s got %d reminders, want the one of today", p.Name, n)
			}
		}
		if len(all) != 4*many {
			t.Errorf("%d messages came, want three replies and a reminder for each", len(all))
		}
		t.Logf("%d tries in 25.5 hours, %d messages afterwards, %d people reminded", tries.Load(), len(all), len(reminders))
		if !strings.Contains(log.String(), "could not be sent in time and is dropped") {
			t.Error("the log does not say why yesterday's reminders did not come")
		}
		for _, want := range []string{"does not answer", "answers again"} {
			if n := strings.Count(log.String(), want); n != 1 {
				t.Errorf("the log says %q %d times", want, n)
			}
		}
		if got := len(deadLetters(t, s)); got != 0 {
			t.Errorf("%d dead letters", got)
		}
	})
}
