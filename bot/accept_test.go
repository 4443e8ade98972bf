package bot_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"thuky/bot"
	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

func TestAccept(t *testing.T) {
	t.Parallel()
	t.Run("the same update delivered often, also after a restart, counts once", func(t *testing.T) {
		t.Parallel()
		for _, times := range []int{1, 2, 10} {
			path := filepath.Join(t.TempDir(), "thuky.db")
			s := mustOpen(t, path)
			c := school(t, s, staff("An"))
			u := says("An", "save 12")
			r := bot.New(config(s))
			for range times {
				accept(t, r, u, u)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = mustOpen(t, path)
			r = bot.New(config(s))
			accept(t, r, u)
			if got := r.Stats(); got.Updates != 0 || got.Duplicates != 1 {
				t.Errorf("after a restart: %+v", got)
			}
			if got, want := outbox(t, s), []string{"saved 12"}; !slices.Equal(got, want) {
				t.Errorf("delivered %d times: outbox %q, want %q", times, got, want)
			}
			view(t, s, func(tx storage.Tx) error {
				a, err := tx.Answer(c.ID, "sach", "p1")
				if err != nil || a.Revision != 1 || *a.Value.Text != "12" {
					t.Errorf("answer %+v, %v", a, err)
				}
				var actions []string
				for e, err := range tx.Audit(c.ID) {
					if err != nil {
						return err
					}
					actions = append(actions, e.Action)
				}
				if want := []string{"campaign-open", "answer"}; !slices.Equal(actions, want) {
					t.Errorf("audit %q, want %q", actions, want)
				}
				return nil
			})
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
	})
	t.Run("a batch is stored as a whole or not at all", func(t *testing.T) {
		t.Parallel()
		s := newStore(t)
		c := school(t, s, staff("An"), staff("Bình"))
		broken := &brokenStore{Store: s}
		cfg := config(broken)
		r := bot.New(cfg)
		batch := []chat.Update{says("An", "save 1"), says("Bình", "save 2"), says("An", "hi")}
		broken.fail(true)
		if err := r.Accept(context.Background(), batch); !errors.Is(err, errDisk) {
			t.Fatalf("got %v, want the error of the store", err)
		}
		if got := outbox(t, s); len(got) != 0 {
			t.Errorf("outbox %q after a failed batch", got)
		}
		view(t, s, func(tx storage.Tx) error {
			for a := range tx.Answers(c.ID) {
				t.Errorf("answer %+v after a failed batch", a)
			}
			if state, _ := tx.Conversation(at("An")); state != nil {
				t.Errorf("state %s after a failed batch", state)
			}
			return nil
		})
		broken.fail(false)
		accept(t, r, batch...)
		if got, want := outbox(t, s), []string{"saved 1", "saved 2", "echo hi"}; !slices.Equal(got, want) {
			t.Errorf("outbox %q, want %q", got, want)
		}
	})
	t.Run("old and new values are in the audit, and a sent report must be sent again", func(t *testing.T) {
		t.Parallel()
		s := newStore(t)
		c := school(t, s, staff("An"))
		r := bot.New(config(s))
		accept(t, r, says("An", "save 1"), says("An", "submit"))
		accept(t, r, says("An", "save 2"))
		view(t, s, func(tx storage.Tx) error {
			var got []string
			for e, err := range tx.Audit(c.ID) {
				if err != nil {
					return err
				}
				line := e.Action + " " + e.Person + " " + e.Channel
				if e.Old != nil {
					line += " from " + *e.Old.Text
				}
				if e.New != nil {
					line += " to " + *e.New.Text
				}
				got = append(got, line)
			}
			want := []string{
				"campaign-open  cli", "answer p1 fake to 1", "start p1 fake", "submit p1 fake", "answer p1 fake from 1 to 2",
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			p, err := tx.Participation(c.ID, "p1")
			if err != nil || !p.Submitted.IsZero() || p.Started.IsZero() {
				t.Errorf("participation %+v, %v", p, err)
			}
			return nil
		})
	})
	t.Run("the first reply to a press acknowledges it", func(t *testing.T) {
		t.Parallel()
		s := newStore(t)
		school(t, s, staff("An"))
		r := bot.New(config(s))
		for _, text := range []string{"say 2", "quiet"} {
			u := says("An", text)
			u.Kind, u.PressID = chat.Press, "press of "+text
			accept(t, r, u)
		}
		u := says("Lạ", "quiet")
		u.Kind, u.PressID = chat.Press, "press of a stranger"
		accept(t, r, u)
		var got []string
		view(t, s, func(tx storage.Tx) error {
			for o, err := range tx.Outbox() {
				if err != nil {
					return err
				}
				got = append(got, o.Message.Text+"|"+o.Message.Ack)
			}
			return nil
		})
		want := []string{"An 0|press of say 2", "An 1|", "|press of quiet", "refused 0|press of a stranger"}
		if !slices.Equal(got, want) {
			t.Errorf("outbox %q, want %q", got, want)
		}
	})
	t.Run("kinds without an event leave only their key", func(t *testing.T) {
		t.Parallel()
		s := newStore(t)
		school(t, s, staff("An"))
		r := bot.New(config(s))
		ignored := chat.Update{Key: "fake/ignored", Kind: chat.Ignored}
		unknown := says("An", "x")
		unknown.Kind = "poll"
		accept(t, r, ignored, unknown, ignored)
		if got := outbox(t, s); len(got) != 0 {
			t.Errorf("outbox %q", got)
		}
		if got := r.Stats(); got.Updates != 2 || got.Duplicates != 1 || got.Failed != 0 {
			t.Errorf("stats %+v", got)
		}
	})
	t.Run("no batch is nothing, an ended ctx stores nothing", func(t *testing.T) {
		t.Parallel()
		s := newStore(t)
		school(t, s, staff("An"))
		r := bot.New(config(s))
		accept(t, r)
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if err := r.Accept(ctx, []chat.Update{says("An", "hi")}); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if got := outbox(t, s); len(got) != 0 {
			t.Errorf("outbox %q", got)
		}
	})
	t.Run("strangers leave a counter and nothing else", func(t *testing.T) {
		t.Parallel()
		s := newStore(t)
		now := time.Date(2024, 5, 28, 8, 0, 0, 0, time.UTC)
		cfg := config(s)
		cfg.Now = func() time.Time { return now }
		r := bot.New(cfg)
		accept(t, r, says("Lạ", "a"), says("Lạ", "b"))
		now = now.Add(59 * time.Minute)
		accept(t, r, says("Lạ", "c"))
		now = now.Add(time.Minute)
		accept(t, r, says("Lạ", "d"), says("Lạ", "e"))
		if got, want := outbox(t, s), []string{"refused 0", "refused 1", "refused 2", "refused 0", "refused 1"}; !slices.Equal(got, want) {
			t.Errorf("outbox %q, want %q", got, want)
		}
		view(t, s, func(tx storage.Tx) error {
			for c := range tx.Conversations() {
				t.Errorf("a stranger left %s", c.State)
			}
			return nil
		})
	})
}

func TestAcceptFailures(t *testing.T) {
	t.Parallel()
	t.Run("a panic is kept and apologised for, the batch goes on", func(t *testing.T) {
		t.Parallel()
		s := newStore(t)
		school(t, s, staff("An"), staff("Bình"))
		r := bot.New(config(s))
		boom := says("An", "boom")
		accept(t, r, says("Bình", "1"), boom, says("Bình", "2"), says("An", "3"))
		want := []string{"echo 1", "sorry", "echo 2", "echo 3"}
		if got := outbox(t, s); !slices.Equal(got, want) {
			t.Errorf("outbox %q, want %q", got, want)
		}
		all := failures(t, s)
		if len(all) != 1 || all[0].Key != boom.Key || string(all[0].Raw) != "boom" || !strings.Contains(all[0].Error, "panic: boom") {
			t.Errorf("failures %+v", all)
		}
		accept(t, r, boom)
		if got := r.Stats(); got.Failed != 1 || got.Duplicates != 1 {
			t.Errorf("stats %+v", got)
		}
	})
	t.Run("an apology that fails is said in fixed words", func(t *testing.T) {
		t.Parallel()
		s := newStore(t)
		school(t, s, staff("An"))
		cfg := config(s)
		cfg.Step = func(conversation.State, conversation.Event) (conversation.State, []conversation.Effect) {
			panic("always")
		}
		r := bot.New(cfg)
		accept(t, r, says("An", "x"))
		if got := outbox(t, s); len(got) != 1 || !strings.HasPrefix(got[0], "Dạ, em chưa xử lý được") {
			t.Errorf("outbox %q", got)
		}
	})
	t.Run("effects that cannot be stored leave nothing but the failure", func(t *testing.T) {
		t.Parallel()
		s := newStore(t)
		c := school(t, s, staff("An"))
		r := bot.New(config(s))
		accept(t, r, says("An", "save 1"), says("An", "bad"), says("An", "2"), says("An", "bad"))
		want := []string{"saved 1", "sorry", "echo 2", "sorry"}
		if got := outbox(t, s); !slices.Equal(got, want) {
			t.Errorf("outbox %q, want %q", got, want)
		}
		if got := failures(t, s); len(got) != 2 {
			t.Errorf("failures %+v", got)
		}
		view(t, s, func(tx storage.Tx) error {
			if a, err := tx.Answer(c.ID, "sach", "p1"); err != nil || *a.Value.Text != "1" {
				t.Errorf("answer %+v, %v", a, err)
			}
			state, err := tx.Conversation(at("An"))
			if s, _ := conversation.Decode(state); s.Seq != 2 {
				t.Errorf("state %s, %v: want the one after two good updates", state, err)
			}
			return nil
		})
	})
	t.Run("a state that cannot be read is put aside, one of a newer release stays", func(t *testing.T) {
		t.Parallel()
		for _, test := range []struct {
			state string
			stays bool
		}{{`{"v":`, false}, {`{"v":1,"seq":"x"}`, false}, {`{"v":99}`, true}} {
			s := newStore(t)
			school(t, s, staff("An"))
			update(t, s, func(tx storage.Tx) error { return tx.PutConversation(at("An"), []byte(test.state)) })
			r := bot.New(config(s))
			accept(t, r, says("An", "a"))
			accept(t, r, says("An", "b"))
			got := outbox(t, s)
			if len(got) != 2 || got[0] == "echo a" || (got[1] == "echo b") == test.stays {
				t.Errorf("state %s: outbox %q", test.state, got)
			}
			kept := slices.ContainsFunc(failures(t, s), func(f storage.Failed) bool { return string(f.Raw) == test.state })
			if kept == test.stays {
				t.Errorf("state %s: kept among the failures: %v", test.state, kept)
			}
		}
	})
	t.Run("keys and addresses that cannot be stored block nothing", func(t *testing.T) {
		t.Parallel()
		s := newStore(t)
		school(t, s, staff("An"))
		r := bot.New(config(s))
		none, long, nul := says("An", "1"), says("An", "2"), says("An", "3")
		none.Key, long.Key, nul.Key = "", strings.Repeat("k", 2000), "a\x00b"
		nowhere := says("An", "4")
		nowhere.Address = chat.Address{}
		odd := says("An", "5")
		odd.Address = chat.Address{Platform: "fake", ID: "a\xffb"}
		accept(t, r, none, long, nul, nowhere, odd, says("An", "6"))
		accept(t, r, none, long, nul, nowhere, odd)
		if got, want := outbox(t, s), []string{"echo 1", "echo 2", "echo 3", "echo 6"}; !slices.Equal(got, want) {
			t.Errorf("outbox %q, want %q", got, want)
		}
		if got := r.Stats(); got.Duplicates != 5 || got.Failed != 2 {
			t.Errorf("stats %+v", got)
		}
	})
}

func TestAcceptSharesCommits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newStore(t)
		const chats = 50
		people := make([]report.Person, chats)
		for i := range people {
			people[i] = staff(fmt.Sprintf("n%d", i))
		}
		school(t, s, people...)
		r := bot.New(config(s))
		before := s.Stats().Commits
		hold := make(chan struct{})
		var all sync.WaitGroup
		all.Go(func() {
			_ = s.Update(context.Background(), func(tx storage.Tx) error {
				<-hold
				return tx.PutHold("fake:x", time.Now())
			})
		})
		synctest.Wait()
		for i := range chats {
			all.Go(func() { accept(t, r, says(fmt.Sprintf("n%d", i), "save x")) })
		}
		synctest.Wait() // all of them queue behind one commit
		close(hold)
		all.Wait()
		if got := s.Stats().Commits - before; got != 2 {
			t.Errorf("%d commits for %d updates, want 2", got, chats)
		}
		if got := len(outbox(t, s)); got != chats {
			t.Errorf("%d replies, want %d", got, chats)
		}
	})
}

var errDisk = errors.New("disk full")

// brokenStore refuses every Update at its end while it is broken.
type brokenStore struct {
	storage.Store
	mu     sync.Mutex
	broken bool
}

func (b *brokenStore) fail(broken bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.broken = broken
}

func (b *brokenStore) Update(ctx context.Context, fn func(storage.Tx) error) error {
	b.mu.Lock()
	broken := b.broken
	b.mu.Unlock()
	return b.Store.Update(ctx, func(tx storage.Tx) error {
		if err := fn(tx); err != nil || !broken {
			return err
		}
		return errDisk
	})
}
