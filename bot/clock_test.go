package bot_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot"
	"thuky/bot/wire/wiretest"
	"thuky/chat"
	"thuky/storage"
)

// TestClockJumps: a clock that runs ahead for some minutes, or is set back, makes no reminder
// come early, twice or not at all; it is said in the log.
func TestClockJumps(t *testing.T) {
	t.Parallel()
	for name, wrong := range map[string]time.Duration{"three days ahead": 72 * time.Hour, "ten years ahead": 87_600 * time.Hour, "a day back": -24 * time.Hour} {
		bubble(t, name, func(t *testing.T, s storage.Store) {
			until(t, "2026-11-25 09:00")
			due(t, s, "2026-11-27", staff("an"), staff("bình"))
			var offset atomic.Int64
			log := &wiretest.Log{}
			f := newFake("fake")
			r := startWith(t, bot.Config{
				Store: s, Draft: plainDraft, Reminders: mustPlanner(t), Log: log.Logger(),
				Now: func() time.Time { return time.Now().Add(time.Duration(offset.Load())) },
			}, f)
			defer r.stop()
			until(t, "2026-11-25 14:00")
			before := len(f.texts(""))
			offset.Store(int64(wrong))
			time.Sleep(10 * time.Minute)
			synctest.Wait()
			if n := len(f.texts("")) - before; n != 0 {
				t.Errorf("%d messages came while the clock was wrong: %q", n, f.texts("")[before:])
			}
			offset.Store(0)
			until(t, "2026-11-27 18:00")
			var all []string
			f.mu.Lock()
			for _, m := range f.sent[before:] {
				if m.to.ID == "an" {
					all = append(all, m.at.In(bot.ICT()).Format("2/1 15:04"))
				}
			}
			f.mu.Unlock()
			if got, want := strings.Join(all, ", "), "26/11 07:30, 27/11 07:30, 27/11 15:00"; got != want {
				t.Errorf("messages came at %s, want %s", got, want)
			}
			if n := strings.Count(log.String(), "the clock was set"); n != 2 {
				t.Errorf("the log says %d times that the clock was set", n)
			}
		})
	}
}

// TestClockWasAhead: what a clock years ahead wrote into the outbox holds nothing up afterwards.
func TestClockWasAhead(t *testing.T) {
	t.Parallel()
	bubble(t, "", func(t *testing.T, s storage.Store) {
		until(t, "2026-11-25 09:00")
		school(t, s, admin("an"), admin("bình"))
		later := time.Now().AddDate(10, 0, 0)
		update(t, s, func(tx storage.Tx) error {
			for _, id := range []string{"an", "bình"} {
				o := storage.Outgoing{
					Key: id, To: chat.Address{Platform: "fake", ID: id}, Message: chat.Message{Text: "còn đây"}, Attempts: 3, NotBefore: later, Created: later,
				}
				if err := tx.Enqueue(&o); err != nil {
					return err
				}
			}
			return tx.PutHold("fake:bình", later)
		})
		f := newFake("fake")
		r := start(t, s, f)
		defer r.stop()
		if err := r.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{"an", "bình"} {
			if !strings.Contains(strings.Join(f.texts(id), "\n"), "còn đây") {
				t.Errorf("%s got %q", id, f.texts(id))
			}
		}
	})
}
