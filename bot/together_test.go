package bot_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"thuky/bot"
	"thuky/chat"
	"thuky/conversation"
	"thuky/storage"
)

// zaloLike is a platform without buttons and files.
var zaloLike = chat.Capabilities{MaxText: 2000}

// words are all the words of what was sent to a name, message after message.
func (f *fake) words(name string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var all []string
	for _, s := range f.sent {
		if name == "" || s.to.ID == name {
			all = append(all, s.m.Plain())
		}
	}
	return all
}

func TestTogether(t *testing.T) {
	t.Parallel()
	bubble(t, "replies that wait become one message, a lone one is not held up", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		f := newFake("fake")
		f.caps = zaloLike
		r := start(t, s, f)
		begin := time.Now()
		r.take(says("An", "1"))
		if len(f.sent) != 1 || f.sent[0].at != begin {
			t.Fatalf("the lone message: %+v", f.sent)
		}
		f.nowSends(failing(&chat.SendError{Class: chat.Throttled, RetryAfter: time.Minute, All: true, Err: errors.New("slow")}))
		r.take(says("An", "2"))
		r.take(says("An", "say 2"))
		r.take(says("An", "3"))
		time.Sleep(2 * time.Minute)
		r.stop()
		if got, want := f.words("An"), []string{"echo 1", "echo 2\n\nAn 0\n\nAn 1\n\necho 3"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		if got := r.Stats(); got.Sent != 5 || len(outbox(t, s)) != 0 {
			t.Errorf("stats %+v, outbox %q", got, outbox(t, s))
		}
		view(t, s, func(tx storage.Tx) error {
			n, err := storage.Count(tx, storage.SentKey("fake", storage.Month(time.Now().In(bot.ICT()))))
			if n != 2 {
				t.Errorf("%d messages are counted, want 2", n)
			}
			return err
		})
	})
	bubble(t, "what is said at once to a chat becomes one message, though nothing waits", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"), admin("Bình"))
		f := newFake("fake")
		f.caps = zaloLike
		r := start(t, s, f)
		r.take(says("An", "say 3"), says("Bình", "1"), says("An", "2"))
		r.stop()
		if got, want := f.words("An"), []string{"An 0\n\nAn 1\n\nAn 2\n\necho 2"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
	bubble(t, "as many as fit, the end of a long one too", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		accept(t, bot.New(config(s)), says("An", strings.Repeat("dài ", 60)), says("An", "2"), says("An", strings.Repeat("nữa ", 20)), says("An", "4"))
		f := newFake("fake")
		f.caps.MaxText, f.caps.Buttons = 100, false
		r := start(t, s, f)
		time.Sleep(time.Second)
		r.stop()
		var got []string
		for _, text := range f.words("An") {
			got = append(got, fmt.Sprint(strings.Count(text, "dài"), strings.Count(text, "nữa"), strings.Count(text, "echo")))
		}
		if want := []string{"24 0 1", "25 0 0", "11 0 1", "0 20 2"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
	bubble(t, "with buttons nothing is merged", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		accept(t, bot.New(config(s)), says("An", "say 3"))
		f := newFake("fake")
		r := start(t, s, f)
		time.Sleep(time.Second)
		r.stop()
		if got := f.texts("An"); len(got) != 3 {
			t.Errorf("got %q", got)
		}
	})
	bubble(t, "a message that the platform refuses takes no other with it", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		accept(t, bot.New(config(s)), says("An", "1"), says("An", "no"), says("An", "3"), says("An", "4"))
		f := newFake("fake")
		f.caps = zaloLike
		f.send = func(_ context.Context, _ chat.Address, m chat.Message) error {
			if strings.Contains(m.Plain(), "echo no") {
				return sendError(chat.Rejected)
			}
			return nil
		}
		r := start(t, s, f)
		r.take(says("An", "5"))
		r.stop()
		if got := strings.Join(f.words("An"), "|"); strings.ReplaceAll(got, "\n\n", "|") != "echo 1|echo 3|echo 4|echo 5" {
			t.Errorf("got %q", got)
		}
		if dead := deadLetters(t, s); len(dead) != 1 || dead[0].Message.Text != "echo no" {
			t.Errorf("dead letters %+v", dead)
		}
	})
}

var token = regexp.MustCompile(`[mp]\d+\.\d+`)

// tokens says messages of so many tokens as the words of an update count, "p" for one that
// the platform refuses.
func tokens(s conversation.State, e conversation.Event) (conversation.State, []conversation.Effect) {
	s.V = conversation.Version
	s.Seq++
	var effects []conversation.Effect
	for i, w := range strings.Fields(e.Text) {
		size, letter := 0, "m"
		if rest, poison := strings.CutPrefix(w, "p"); poison {
			letter, w = "p", rest
		}
		_, _ = fmt.Sscan(w, &size)
		var words []string
		for j := range size {
			words = append(words, fmt.Sprintf("%s%s%02d.%d", letter, e.Message, i, j))
		}
		m := chat.Message{Text: strings.Join(words, " ")}
		if len(words) > 2 {
			m.Lead, m.Head, m.Text = words[0], words[1], strings.Join(words[2:], " ")
		}
		effects = append(effects, conversation.Say{Message: m})
	}
	return s, effects
}

// TestTogetherProperty: whatever fails and whenever the program dies, every word arrives, in
// its order, in messages that the platform takes; only what it refuses is kept for the
// operator, and nothing is left in the outbox.
func TestTogetherProperty(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		sizes := rapid.SampledFrom([]string{"0", "1", "2", "3", "5", "9", "14", "30", "p1", "p4"})
		type step struct {
			who, text string
			pause     time.Duration
			crash     bool
		}
		steps := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) step {
			return step{
				who:   rapid.SampledFrom([]string{"An", "Bình"}).Draw(rt, "who"),
				text:  strings.Join(rapid.SliceOfN(sizes, 1, 4).Draw(rt, "sizes"), " "),
				pause: rapid.SampledFrom([]time.Duration{0, 0, time.Millisecond, time.Second, time.Minute}).Draw(rt, "pause"),
				crash: rapid.IntRange(0, 5).Draw(rt, "crash") == 0,
			}
		}), 1, 12).Draw(rt, "steps")
		faults := rapid.SliceOfN(rapid.SampledFrom([]string{"", "", "", "temporary", "lost", "throttled", "all"}), 0, 20).Draw(rt, "faults")
		limit := rapid.SampledFrom([]int{60, 100, 400}).Draw(rt, "limit")
		synctest.Test(t, func(t *testing.T) {
			s := newStore(t)
			school(t, s, admin("An"), admin("Bình"))
			var mu sync.Mutex
			arrived := map[string][]string{}
			f := newFake("fake")
			f.caps = chat.Capabilities{MaxText: limit}
			f.send = func(_ context.Context, to chat.Address, m chat.Message) error {
				mu.Lock()
				defer mu.Unlock()
				words := m.Plain()
				if chat.Units(words) > limit {
					rt.Errorf("a message of %d units", chat.Units(words))
				}
				if strings.Contains(words, "p") {
					return sendError(chat.Rejected)
				}
				fault := ""
				if len(faults) > 0 {
					fault, faults = faults[0], faults[1:]
				}
				switch fault {
				case "temporary":
					return sendError(chat.Temporary)
				case "throttled", "all":
					return &chat.SendError{Class: chat.Throttled, RetryAfter: 3 * time.Second, All: fault == "all", Err: errors.New("slow")}
				}
				arrived[to.ID] = append(arrived[to.ID], token.FindAllString(words, -1)...)
				if fault == "lost" {
					return sendError(chat.Temporary)
				}
				return nil
			}
			broken := &brokenStore{Store: s}
			run := func() *running { return startWith(t, bot.Config{Store: broken, Step: tokens}, f) }
			r := run()
			want, poisoned := map[string][]string{}, 0
			for _, st := range steps {
				u := says(st.who, st.text)
				accept(t, r.Runtime, u)
				_, effects := tokens(conversation.State{}, conversation.Event{Text: u.Text, Message: u.Message})
				for _, e := range effects {
					words := token.FindAllString(e.(conversation.Say).Message.Plain(), -1)
					if len(words) > 0 && words[0][0] == 'p' {
						poisoned++
						continue
					}
					want[st.who] = append(want[st.who], words...)
				}
				time.Sleep(st.pause)
				synctest.Wait()
				if st.crash {
					broken.fail(true)
					r.stop()
					broken.fail(false)
					r = run()
				}
			}
			time.Sleep(2 * time.Hour)
			r.stop()
			for name, words := range want {
				first := []string{} // without what came twice
				for _, w := range arrived[name] {
					if !slices.Contains(first, w) {
						first = append(first, w)
					}
				}
				if !slices.Equal(first, words) {
					rt.Errorf("%s got\n%q, want\n%q", name, first, words)
				}
			}
			if left := outbox(t, s); len(left) > 0 {
				rt.Errorf("left %q", left)
			}
			if dead := deadLetters(t, s); len(dead) != poisoned {
				rt.Errorf("%d dead letters, want %d", len(dead), poisoned)
			}
		})
	})
}
