package bot_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"thuky/chat"
	"thuky/storage"
)

func TestClosed(t *testing.T) {
	t.Parallel()
	bubble(t, "what a platform does not take before the person writes is sent when they do", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"), admin("Bình"))
		f := newFake("fake")
		open := false
		f.send = func(_ context.Context, to chat.Address, _ chat.Message) error {
			if to == at("An") && !open {
				return sendError(chat.Closed)
			}
			return nil
		}
		begun := time.Now()
		update(t, s, func(tx storage.Tx) error {
			for _, o := range []storage.Outgoing{
				{Key: "news", Message: chat.Message{Text: "news"}, Low: true, Created: begun},
				{Key: "reminder", Message: chat.Message{Text: "reminder"}, Low: true, Created: begun, Expires: begun.Add(time.Hour)},
				{Key: "early", Message: chat.Message{Text: "early"}, Low: true, Created: begun, Expires: begun.Add(2 * time.Minute)},
				{Key: "old", Message: chat.Message{Text: "old"}, Low: true, Created: begun.Add(-40 * 24 * time.Hour)},
			} {
				o.To = at("An")
				if err := tx.Enqueue(&o); err != nil {
					return err
				}
			}
			return nil
		})
		r := start(t, s, f)
		time.Sleep(10 * time.Minute)
		p, _ := personOf(t, s, "An")
		if c := p.Addresses[0]; !c.Closed || c.Unreachable || !p.Unheard() {
			t.Errorf("contact %+v, want closed and not gone", c)
		}
		dead := deadLetters(t, s)
		if len(dead) != 4 || !dead[0].Closed || dead[0].LastError == "" || r.Stats().Dead != 4 {
			t.Errorf("dead letters %+v", dead)
		}

		open = true
		r.take(says("Bình", "hi"), says("An", "hi"))
		if got, want := f.texts("An"), []string{"echo hi", "news", "reminder"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		time.Sleep(time.Second)
		if p, _ := personOf(t, s, "An"); p.Addresses[0].Closed || p.Unheard() {
			t.Errorf("person %+v, want open again", p)
		}
		if got := deadLetters(t, s); len(got) != 2 || got[0].Key != "early" || got[1].Key != "old" || len(outbox(t, s)) != 0 {
			t.Errorf("dead letters %+v", got)
		}
		r.take(says("An", "again"))
		if got := f.texts("An"); len(got) != 4 {
			t.Errorf("got %q: said twice", got)
		}
		r.stop()
	})
	bubble(t, "a message waits over a restart, and once more when the platform still refuses", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		f := newFake("fake")
		f.send = failing(sendError(chat.Closed), sendError(chat.Closed), sendError(chat.Closed))
		r := start(t, s, f)
		r.take(says("An", "1"))
		r.stop()
		r = start(t, s, f)
		r.take(says("An", "2"))
		time.Sleep(time.Second)
		if p, _ := personOf(t, s, "An"); !p.Addresses[0].Closed || len(deadLetters(t, s)) != 2 {
			t.Errorf("person %+v, dead letters %+v", p, deadLetters(t, s))
		}
		r.take(says("An", "3"))
		if got, want := f.texts("An"), []string{"echo 1", "echo 2", "echo 3"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		r.stop()
	})
}
