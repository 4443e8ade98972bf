package bot_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

func TestRun(t *testing.T) {
	t.Parallel()
	bubble(t, "starts and ends without a trace", func(t *testing.T, s storage.Store) {
		begin := time.Now()
		r := start(t, s, newFake("fake"), newFake("other"))
		time.Sleep(time.Hour)
		r.stop() // a goroutine that is left would keep the bubble from ending
		if got := time.Since(begin); got != time.Hour {
			t.Errorf("the end took %v", got-time.Hour)
		}
	})
	bubble(t, "without platforms it waits for ctx", func(t *testing.T, s storage.Store) {
		r := start(t, s)
		time.Sleep(time.Hour)
		r.stop()
	})
	bubble(t, "a platform that cannot go on leaves the others alone", func(t *testing.T, s storage.Store) {
		bad := errors.New("wrong token")
		f, g := newFake("fake"), newFake("other")
		f.run = func(context.Context, chat.Accept) error { time.Sleep(time.Minute); return bad }
		g.run = func(context.Context, chat.Accept) error { time.Sleep(time.Hour); return nil }
		cfg := config(s)
		cfg.Transports = []chat.Transport{f, g}
		began, r := time.Now(), bot.New(cfg)
		if err := r.Run(t.Context()); !errors.Is(err, bad) || !strings.Contains(err.Error(), "fake") {
			t.Errorf("got %v", err)
		}
		if took := time.Since(began); took < time.Hour {
			t.Errorf("the other platform ended after %v", took)
		}
		if got := r.Down(); len(got) != 1 || got[0] != "fake" {
			t.Errorf("down: %q", got)
		}
	})
	bubble(t, "who ends it hears no more of a platform that could not go on", func(t *testing.T, s storage.Store) {
		f, g := newFake("fake"), newFake("other")
		f.run = func(context.Context, chat.Accept) error { return errors.New("wrong token") }
		cfg := config(s)
		cfg.Transports = []chat.Transport{f, g}
		ctx, stop := context.WithTimeout(t.Context(), time.Hour)
		defer stop()
		r := bot.New(cfg)
		if err := r.Run(ctx); err != nil || len(r.Down()) != 1 {
			t.Errorf("got %v, down %q", err, r.Down())
		}
	})
	bubble(t, "it ends when every platform has", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		f := newFake("fake")
		f.run = func(ctx context.Context, accept chat.Accept) error {
			return accept(ctx, []chat.Update{says("An", "hi")})
		}
		cfg := config(s)
		cfg.Transports = []chat.Transport{f}
		if err := bot.New(cfg).Run(t.Context()); err != nil {
			t.Error(err)
		}
		if got, want := f.texts(""), []string{"echo hi"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q: what is due is sent before the end", got, want)
		}
		if got := outbox(t, s); len(got) != 0 {
			t.Errorf("outbox %q: what was sent is recorded before the end", got)
		}
	})
	bubble(t, "a store that cannot be read ends it with an error", func(t *testing.T, s storage.Store) {
		cfg := config(closedStore{s})
		cfg.Transports = []chat.Transport{newFake("fake")}
		if err := bot.New(cfg).Run(t.Context()); !errors.Is(err, storage.ErrClosed) {
			t.Errorf("got %v", err)
		}
	})
	bubble(t, "updates that come at the end are stored and answered", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		f := newFake("fake")
		f.run = func(ctx context.Context, accept chat.Accept) error {
			<-ctx.Done()
			// What the platform had handed over already must not be lost.
			return accept(context.WithoutCancel(ctx), []chat.Update{says("An", "last")})
		}
		r := start(t, s, f)
		r.stop()
		if got, want := f.texts(""), []string{"echo last"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
	bubble(t, "a platform that hangs in all it does slows no other, and the end is in order", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"), on(admin("Bình"), "other"))
		dead, f := newFake("other"), newFake("fake")
		let := make(chan struct{})
		dead.run = func(context.Context, chat.Accept) error { <-let; return nil }
		dead.send = func(context.Context, chat.Address, chat.Message) error { <-let; return nil }
		f.run = func(ctx context.Context, accept chat.Accept) error {
			for i := range 100 {
				if err := accept(ctx, []chat.Update{says("An", fmt.Sprint(i)), from("other", "Bình", fmt.Sprint(i))}); err != nil {
					return err
				}
				time.Sleep(time.Second)
			}
			<-ctx.Done()
			return accept(context.WithoutCancel(ctx), []chat.Update{says("An", "last")})
		}
		begin := time.Now()
		r := start(t, s, dead, f)
		time.Sleep(200 * time.Second)
		f.mu.Lock()
		for i, m := range f.sent {
			if want := begin.Add(time.Duration(i) * time.Second); m.at.Sub(want) != 0 {
				t.Errorf("%q came %v late", m.m.Text, m.at.Sub(want))
				break
			}
		}
		f.mu.Unlock()
		stopped := time.Now()
		r.stop()
		if got := time.Since(stopped); got > 17*time.Second {
			t.Errorf("the end took %v", got)
		}
		close(let)
		if got := f.texts("An"); len(got) != 101 || got[100] != "echo last" {
			t.Errorf("%d messages, the last %q", len(got), got[len(got)-1])
		}
		if got := outbox(t, s); len(got) != 100 {
			t.Errorf("%d wait for the dead platform, want 100", len(got))
		}
	})
	bubble(t, "a send that heeds nothing is left behind", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		f := newFake("fake")
		let := make(chan struct{})
		f.send = func(context.Context, chat.Address, chat.Message) error { <-let; return nil }
		r := start(t, s, f)
		accept(t, r.Runtime, says("An", "hi"))
		begin := time.Now()
		r.stop()
		if got := time.Since(begin); got > 10*time.Second {
			t.Errorf("the end took %v", got)
		}
		close(let)
		if got := outbox(t, s); len(got) != 1 {
			t.Errorf("outbox %q", got)
		}
	})
}

func TestAnnounce(t *testing.T) {
	t.Parallel()
	bubble(t, "staff hear of an open campaign once", func(t *testing.T, s storage.Store) {
		term := report.Person{Name: "Em", Role: report.Staff, Addresses: []report.Contact{{Address: "terminal:1"}}}
		gone := report.Person{Name: "Gia", Role: report.Staff, Addresses: []report.Contact{{Address: "fake:Gia", Unreachable: true}}}
		c := school(t, s, staff("An"), staff("Bình"), admin("Chi"), term, gone)
		f, terminal := newFake("fake"), newFake("terminal")
		for range 3 {
			r := start(t, s, f, terminal)
			time.Sleep(time.Hour)
			r.stop()
		}
		want := "opened " + c.ID
		if got := f.texts(""); !slices.Equal(got, []string{want, want}) || len(terminal.texts("")) != 0 {
			t.Errorf("got %q and %q", got, terminal.texts(""))
		}
		view(t, s, func(tx storage.Tx) error {
			n := 0
			for p := range tx.Participations(c.ID) {
				n++
				if p.Started.IsZero() {
					t.Errorf("participation %+v", p)
				}
			}
			if n != 2 {
				t.Errorf("%d participations, want 2", n)
			}
			return nil
		})
	})
	bubble(t, "a campaign opened or closed meanwhile is told within a minute", func(t *testing.T, s storage.Store) {
		school(t, s, staff("An"), staff("Bình"))
		f := newFake("fake")
		r := start(t, s, f)
		var second report.Campaign
		update(t, s, func(tx storage.Tx) (err error) {
			second, err = bot.OpenCampaign(tx, mustTemplate(t), report.Campaign{Period: "quý I"}, time.Now())
			return err
		})
		time.Sleep(time.Minute)
		synctest.Wait()
		if got := f.texts("An"); len(got) != 2 || got[1] != "opened "+second.ID {
			t.Errorf("got %q", got)
		}
		update(t, s, func(tx storage.Tx) error {
			_, err := bot.CloseCampaign(tx, second.ID, bot.Actor{}, time.Now())
			return err
		})
		time.Sleep(10 * time.Minute)
		r.stop()
		if got := f.texts("An"); len(got) != 3 || got[2] != "ended "+second.ID {
			t.Errorf("got %q", got)
		}
	})
	bubble(t, "a dialogue that fails at it is not asked again", func(t *testing.T, s storage.Store) {
		school(t, s, staff("An"))
		f := newFake("fake")
		cfg := config(s)
		cfg.Step = func(conversation.State, conversation.Event) (conversation.State, []conversation.Effect) {
			panic("always")
		}
		r := startWith(t, cfg, f)
		time.Sleep(time.Hour)
		r.stop()
		if got := failures(t, s); len(got) != 1 {
			t.Errorf("%d failures, want 1", len(got))
		}
	})
	bubble(t, "whoever joins hears of it once", func(t *testing.T, s storage.Store) {
		school(t, s)
		code := bot.NewCode()
		update(t, s, func(tx storage.Tx) error {
			_, err := bot.Invite(tx, report.Staff, 1, time.Time{}, time.Now(), code)
			return err
		})
		f := newFake("fake")
		r := start(t, s, f)
		r.take(says("An", code))
		time.Sleep(time.Hour)
		r.stop()
		if got, want := f.texts("An"), []string{"joined", "hello An"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func TestHousekeeping(t *testing.T) {
	t.Parallel()
	bubble(t, "old things are forgotten every night", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		cfg := config(s)
		var later atomic.Int64 // days that nobody needs to wait for
		now := func() time.Time { return time.Now().AddDate(0, 0, int(later.Load())) }
		cfg.Now = now
		night := func(days int64) {
			later.Add(days)
			time.Sleep(24 * time.Hour)
			synctest.Wait()
		}
		r := startWith(t, cfg, newFake("fake"))
		u := says("An", "hi")
		r.take(u, says("Lạ", "hi"))
		code := bot.NewCode()
		update(t, s, func(tx storage.Tx) error {
			_, err := bot.Invite(tx, report.Staff, 1, time.Now().Add(time.Hour), time.Now(), code)
			return errors.Join(err,
				tx.PutArtifact("old", storage.Artifact{Name: "x", Created: time.Now()}),
				tx.PutHold("fake:An", time.Now().Add(time.Hour)))
		})
		night(1)
		r.take(u)
		if got := r.Stats().Duplicates; got != 1 {
			t.Errorf("a key is forgotten after two days")
		}
		left := func() (left []string) {
			view(t, s, func(tx storage.Tx) error {
				left = nil
				for range tx.Invitations() {
					left = append(left, "invitation")
				}
				for range tx.Holds() {
					left = append(left, "hold")
				}
				if st, _ := tx.Stranger(at("Lạ")); st.Count > 0 {
					left = append(left, "stranger")
				}
				if _, err := tx.Artifact("old"); err == nil {
					left = append(left, "artifact")
				}
				return nil
			})
			return left
		}
		night(1)
		if got, want := left(), []string{"artifact"}; !slices.Equal(got, want) {
			t.Errorf("left %q, want %q", got, want)
		}
		night(2)
		r.take(u)
		if got := r.Stats().Duplicates; got != 2 {
			t.Errorf("a key is forgotten after a week")
		}
		night(90)
		if got := left(); len(got) == 0 {
			t.Error("the first night after a clock jumped forgets already")
		}
		night(0)
		if got := left(); len(got) != 0 {
			t.Errorf("left %q", got)
		}
		r.take(u)
		r.stop()
		if got := r.Stats(); got.Duplicates != 2 {
			t.Errorf("stats %+v: the key was to be forgotten", got)
		}
	})
}

// closedStore cannot be read.
type closedStore struct{ storage.Store }

func (closedStore) View(context.Context, func(storage.Tx) error) error {
	return fmt.Errorf("view: %w", storage.ErrClosed)
}
