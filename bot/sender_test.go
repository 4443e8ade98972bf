package bot_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

// bubble runs a test in synthetic time with an open store.
func bubble(t *testing.T, name string, test func(t *testing.T, s storage.Store)) {
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) { test(t, newStore(t)) })
	})
}

func sendError(class chat.SendClass) error {
	return &chat.SendError{Class: class, Err: errors.New("for the test")}
}

// failing fails the first sends with the errors, in order.
func failing(errs ...error) func(context.Context, chat.Address, chat.Message) error {
	var mu sync.Mutex
	return func(context.Context, chat.Address, chat.Message) error {
		mu.Lock()
		defer mu.Unlock()
		if len(errs) == 0 {
			return nil
		}
		err := errs[0]
		errs = errs[1:]
		return err
	}
}

func TestSender(t *testing.T) {
	t.Parallel()
	bubble(t, "keeps the order of each address, whatever the sends take", func(t *testing.T, s storage.Store) {
		names := []string{"An", "Bình", "Chi"}
		school(t, s, staff("An"), staff("Bình"), staff("Chi"))
		f := newFake("fake")
		n := time.Duration(0)
		var mu sync.Mutex
		f.send = func(context.Context, chat.Address, chat.Message) error {
			mu.Lock()
			n = (n*7 + 3) % 50
			d := n * time.Millisecond
			mu.Unlock()
			time.Sleep(d)
			return nil
		}
		r := start(t, s, f)
		want := map[string][]string{}
		for i := range 30 {
			name := names[i%3]
			accept(t, r.Runtime, says(name, "x"), says(name, fmt.Sprintf("%d", i)))
			want[name] = append(want[name], "echo x", fmt.Sprintf("echo %d", i))
		}
		if err := r.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			got := slices.DeleteFunc(f.texts(name), func(s string) bool { return strings.HasPrefix(s, "opened") })
			if !slices.Equal(got, want[name]) {
				t.Errorf("%s got %q, want %q", name, got, want[name])
			}
		}
		r.stop()
		if got := outbox(t, s); len(got) != 0 {
			t.Errorf("outbox %q after the end", got)
		}
	})
	bubble(t, "what was queued while nobody ran is sent at the start", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		accept(t, bot.New(config(s)), says("An", "1"), says("An", "2"))
		f := newFake("fake")
		r := start(t, s, f)
		r.take(says("An", "3"))
		r.stop()
		if got, want := f.texts("An"), []string{"echo 1", "echo 2", "echo 3"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
	bubble(t, "temporary errors are tried again, ever more slowly, in order", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		f := newFake("fake")
		f.send = failing(sendError(chat.Temporary), errors.New("no class"), sendError(chat.Temporary))
		r := start(t, s, f)
		begin := time.Now()
		r.take(says("An", "1"))
		if got := f.texts("An"); len(got) != 0 {
			t.Fatalf("got %q at once", got)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if len(f.sent) != 1 || f.sent[0].at.Sub(begin) != (1+2+4)*time.Second {
			t.Errorf("sent %v after %v, want one message after 7 s", f.sent, time.Since(begin))
		}
		r.stop()
	})
	bubble(t, "a new message ends the wait after an error", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		f := newFake("fake")
		errs := slices.Repeat([]error{sendError(chat.Temporary)}, 9)
		f.send = failing(errs...)
		r := start(t, s, f)
		r.take(says("An", "1"))
		time.Sleep(300 * time.Second) // eight more attempts; the next wait is 256 s
		synctest.Wait()
		r.take(says("An", "2"))
		if got, want := f.texts("An"), []string{"echo 1", "echo 2"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		r.stop()
	})
	bubble(t, "after about three days of trying a message is given up", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		f := newFake("fake")
		var up atomic.Bool
		f.send = func(context.Context, chat.Address, chat.Message) error {
			if !up.Load() {
				return sendError(chat.Temporary)
			}
			return nil
		}
		r := start(t, s, f)
		r.take(says("An", "1"))
		time.Sleep(70 * time.Hour)
		synctest.Wait()
		if got := r.Stats(); got.Dead != 0 || got.Queued != 1 {
			t.Errorf("after 70 h: %+v", got)
		}
		time.Sleep(6 * time.Hour)
		synctest.Wait()
		up.Store(true)
		r.take(says("An", "2"))
		r.stop()
		if got := deadLetters(t, s); len(got) != 1 || got[0].Message.Text != "echo 1" || got[0].LastError == "" {
			t.Errorf("dead letters %+v", got)
		}
		if got, want := f.texts("An"), []string{"echo 2"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
	bubble(t, "a message that is refused, or makes the platform panic, blocks nothing", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		f := newFake("fake")
		f.send = func(_ context.Context, _ chat.Address, m chat.Message) error {
			switch m.Text {
			case "echo no":
				return sendError(chat.Rejected)
			case "echo panic":
				f.mu.Lock()
				clear(f.busy)
				f.mu.Unlock()
				panic("for the test")
			}
			return nil
		}
		r := start(t, s, f)
		r.take(says("An", "1"), says("An", "no"), says("An", "2"), says("An", "panic"), says("An", "3"))
		if got, want := f.texts("An"), []string{"echo 1", "echo 2", "echo 3"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		r.stop()
		if got := deadLetters(t, s); len(got) != 2 || r.Stats().Dead != 2 {
			t.Errorf("dead letters %+v", got)
		}
	})
	bubble(t, "who cannot be reached is noted, and taken back when they write", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"), admin("Bình"))
		f := newFake("fake")
		f.send = failing(sendError(chat.Unreachable))
		r := start(t, s, f)
		r.take(says("An", "say 3"))
		time.Sleep(time.Second)
		if p, _ := personOf(t, s, "An"); !p.Addresses[0].Unreachable {
			t.Errorf("person %+v, want unreachable", p)
		}
		if got := deadLetters(t, s); len(got) != 3 {
			t.Errorf("dead letters %+v", got)
		}
		r.take(says("An", "hi"), says("Bình", "hi"))
		if p, _ := personOf(t, s, "An"); p.Addresses[0].Unreachable {
			t.Errorf("person %+v, want reachable", p)
		}
		if got, want := f.texts("An"), []string{"echo hi"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		r.stop()
	})
	bubble(t, "whoever blocks the bot is written to no more", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		f := newFake("fake")
		f.send = failing(&chat.SendError{Class: chat.Throttled, RetryAfter: time.Hour, Err: errors.New("slow")})
		r := start(t, s, f)
		r.take(says("An", "1"), says("An", "2"))
		block := says("An", "")
		block.Kind = chat.Blocked
		r.take(block)
		time.Sleep(2 * time.Hour)
		if p, _ := personOf(t, s, "An"); !p.Addresses[0].Unreachable || len(f.texts("An")) != 0 || len(deadLetters(t, s)) != 2 {
			t.Errorf("person %+v, sent %q, dead %d", p, f.texts("An"), len(deadLetters(t, s)))
		}
		back := says("An", "")
		back.Kind = chat.Unblocked
		r.take(back)
		if p, _ := personOf(t, s, "An"); p.Addresses[0].Unreachable {
			t.Errorf("person %+v, want reachable", p)
		}
		again, blocked, unblocked := says("An", "again"), block, back
		blocked.Key, unblocked.Key = "fake/blocked", "fake/unblocked"
		r.take(blocked, unblocked, again)
		if got, want := f.texts("An"), []string{"echo again"}; !slices.Equal(got, want) {
			t.Errorf("after a change of mind: %q, want %q", got, want)
		}
		r.stop()
	})
	bubble(t, "a mere acknowledgement that fails is not kept", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		f := newFake("fake")
		f.send = failing(sendError(chat.Rejected))
		r := start(t, s, f)
		u := says("An", "quiet")
		u.Kind, u.PressID = chat.Press, "1"
		r.take(u)
		r.stop()
		if got := append(deadLetters(t, s), storage.Outgoing{})[0]; got.Key != "" || len(outbox(t, s)) != 0 {
			t.Errorf("kept %+v", got)
		}
	})
	bubble(t, "reminders wait for replies", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		update(t, s, func(tx storage.Tx) error {
			for i := range 3 {
				o := storage.Outgoing{
					Key: fmt.Sprintf("low/%d", i), To: at("An"), Low: true,
					Message: chat.Message{Text: fmt.Sprintf("low %d", i)},
				}
				if i == 0 {
					o.NotBefore = time.Now().Add(time.Hour) // for later: holds up nothing
				}
				if err := tx.Enqueue(&o); err != nil {
					return err
				}
			}
			return nil
		})
		accept(t, bot.New(config(s)), says("An", "1"), says("An", "2"))
		f := newFake("fake")
		r := start(t, s, f)
		time.Sleep(2 * time.Hour)
		r.stop()
		want := []string{"echo 1", "echo 2", "low 1", "low 2", "low 0"}
		if got := f.texts("An"); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
	bubble(t, "a long text goes on with the part that failed", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		f := newFake("fake")
		f.caps.MaxText = 100
		f.send = failing(nil, sendError(chat.Temporary))
		r := start(t, s, f)
		text := strings.TrimSpace(strings.Repeat("chữ ", 60))
		r.take(says("An", text))
		time.Sleep(time.Minute)
		r.stop()
		got := f.texts("An")
		if joined := strings.Join(got, " "); len(got) < 3 || joined != "echo "+text {
			t.Errorf("got %q", got)
		}
	})
}

func TestSenderWaits(t *testing.T) {
	t.Parallel()
	for _, all := range []bool{false, true} {
		bubble(t, fmt.Sprintf("a wait is kept over a restart, all %v", all), func(t *testing.T, s storage.Store) {
			school(t, s, admin("An"), admin("Bình"))
			f := newFake("fake")
			throttled := &chat.SendError{Class: chat.Throttled, RetryAfter: time.Hour, All: all, Err: errors.New("slow")}
			f.send = failing(throttled)
			r := start(t, s, f)
			begin := time.Now()
			r.take(says("An", "1"), says("An", "2"))
			r.take(says("Bình", "3"))
			time.Sleep(10 * time.Minute)
			r.stop()
			r = start(t, s, f)
			r.take(says("An", "4"))
			time.Sleep(time.Until(begin.Add(time.Hour - time.Second)))
			synctest.Wait()
			var bình []string
			if !all {
				bình = []string{"echo 3"}
			}
			if got := f.texts(""); !slices.Equal(got, bình) {
				t.Errorf("before the hour is over: %q, want %q", got, bình)
			}
			time.Sleep(2 * time.Second)
			synctest.Wait()
			if got, want := f.texts("An"), []string{"echo 1", "echo 2", "echo 4"}; !slices.Equal(got, want) {
				t.Errorf("after the hour: %q, want %q", got, want)
			}
			r.stop()
		})
	}
	bubble(t, "a platform that refuses us is tried once a minute", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"), admin("Bình"))
		f := newFake("fake")
		var tries atomic.Int64
		f.send = func(context.Context, chat.Address, chat.Message) error {
			if tries.Add(1) <= 5 {
				return sendError(chat.Denied)
			}
			return nil
		}
		r := start(t, s, f)
		r.take(says("An", "1"))
		r.take(says("Bình", "2"))
		time.Sleep(3*time.Minute + time.Second)
		synctest.Wait()
		if got := tries.Load(); got != 4 {
			t.Errorf("%d tries in 3 minutes, want 4", got)
		}
		time.Sleep(3 * time.Minute)
		synctest.Wait()
		if got := len(f.texts("")); got != 2 || len(deadLetters(t, s)) != 0 {
			t.Errorf("%d sent, want 2", got)
		}
		r.stop()
	})
	bubble(t, "a platform that hangs slows no other", func(t *testing.T, s storage.Store) {
		people := []report.Person{{Name: "An", Role: report.Admin, Addresses: []report.Contact{{Address: "ok:An"}}}}
		for i := range 100 {
			people = append(people, admin(fmt.Sprintf("n%d", i)))
		}
		school(t, s, people...)
		hangs, ok := newFake("fake"), newFake("ok")
		hangs.send = func(ctx context.Context, _ chat.Address, _ chat.Message) error {
			<-ctx.Done()
			return &chat.SendError{Class: chat.Temporary, Err: ctx.Err()}
		}
		r := start(t, s, hangs, ok)
		begin := time.Now()
		for i := range 100 {
			accept(t, r.Runtime, says(fmt.Sprintf("n%d", i), "x"))
		}
		u := says("An", "hi")
		u.Address.Platform = "ok"
		accept(t, r.Runtime, u)
		synctest.Wait()
		if got := ok.texts(""); len(got) != 1 || time.Since(begin) != 0 {
			t.Errorf("got %q after %v", got, time.Since(begin))
		}
		r.stop()
		if got := time.Since(begin); got > 7*time.Second {
			t.Errorf("the end took %v", got)
		}
		if got := len(outbox(t, s)); got != 100 {
			t.Errorf("%d messages wait, want 100", got)
		}
	})
}

func TestCrashBetweenSendAndRecord(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "thuky.db")
		s := mustOpen(t, path)
		school(t, s, admin("An"), admin("Bình"))
		broken := &brokenStore{Store: s}
		f := newFake("fake")
		r := start(t, broken, f)
		r.take(says("An", "say 5"), says("Bình", "say 5")) // sent, but within the window not recorded
		broken.fail(true)
		r.stop()
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if got := len(f.texts("")); got != 10 {
			t.Fatalf("%d sent, want 10", got)
		}
		s = mustOpen(t, path)
		r = start(t, s, f)
		r.take(says("An", "after"))
		r.stop()
		count := map[string]int{}
		for _, text := range f.texts("") {
			count[text]++
		}
		for text, n := range count {
			if n > 2 {
				t.Errorf("%q was sent %d times", text, n)
			}
		}
		if len(count) != 11 {
			t.Errorf("%d messages arrived, want 11", len(count))
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	})
}
