package bot_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"thuky/chat"
	"thuky/storage"
)

// replicas are processes that work on one store. Each has the store behind a cable of its own.
type replicas struct {
	t        *testing.T
	s        storage.Store
	platform *fake
	names    int

	// through is what a process has instead of its cable, nil for the cable itself.
	through func(*cable) storage.Store

	mu     sync.Mutex
	cables []*cable
}

// cable is the store as one process has it.
type cable struct {
	storage.Store
	all    *replicas
	nudges chan struct{}
	cut    atomic.Bool
	// hung is closed when what hangs goes on, nil while nothing hangs.
	hung atomic.Pointer[chan struct{}]
}

// answers waits where the store hangs, and says why it cannot be reached.
func (c *cable) answers() error {
	if c.cut.Load() {
		return errCut
	}
	if hung := c.hung.Load(); hung != nil {
		<-*hung
		return errCut
	}
	return nil
}

// hang has nobody answer until the test ends; a call waits, whatever becomes of its context.
func (c *cable) hang() (end func()) {
	hung := make(chan struct{})
	c.hung.Store(&hung)
	return func() { close(hung) }
}

var errCut = errors.New("the store cannot be reached")

func (c *cable) Update(ctx context.Context, fn func(storage.Tx) error) error {
	if err := c.answers(); err != nil {
		return err
	}
	err := c.Store.Update(ctx, fn)
	if err == nil {
		c.all.nudge(c)
	}
	return err
}

func (c *cable) View(ctx context.Context, fn func(storage.Tx) error) error {
	if err := c.answers(); err != nil {
		return err
	}
	return c.Store.View(ctx, fn)
}

func (all *replicas) nudge(from *cable) {
	all.mu.Lock()
	defer all.mu.Unlock()
	for _, c := range all.cables {
		if c != from {
			select {
			case c.nudges <- struct{}{}:
			default:
			}
		}
	}
}

// start adds a process.
func (all *replicas) start() (*running, *cable) {
	c := &cable{Store: all.s, all: all, nudges: make(chan struct{}, 1)}
	all.mu.Lock()
	all.names++
	name := fmt.Sprintf("r%d", all.names)
	all.cables = append(all.cables, c)
	all.mu.Unlock()
	cfg := config(c)
	if all.through != nil {
		cfg.Store = all.through(c)
	}
	cfg.Replica, cfg.Nudges = name, c.nudges
	return startWith(all.t, cfg, all.platform), c
}

func (all *replicas) leader() string {
	all.t.Helper()
	var l storage.Lease
	view(all.t, all.s, func(tx storage.Tx) (err error) {
		l, err = storage.ReadLease(tx, "lead")
		return err
	})
	return l.Holder
}

// spoken are the replies to a person, without the news of the campaign.
func (all *replicas) spoken(name string) []string {
	return slices.DeleteFunc(all.platform.texts(name), func(s string) bool { return strings.HasPrefix(s, "opened") })
}

// pass lets time go by.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func TestReplicas(t *testing.T) {
	t.Parallel()
	run := func(name string, test func(t *testing.T, all *replicas)) {
		bubble(t, name, func(t *testing.T, s storage.Store) {
			school(t, s, staff("An"), staff("Bình"))
			test(t, &replicas{t: t, s: s, platform: newFake("fake")})
		})
	}
	run("one sends what all take, in order and once", func(t *testing.T, all *replicas) {
		all.platform.send = func(context.Context, chat.Address, chat.Message) error {
			time.Sleep(7 * time.Millisecond)
			return nil
		}
		var rs []*running
		for range 3 {
			r, _ := all.start()
			rs = append(rs, r)
		}
		var want []string
		for i := range 60 {
			accept(t, rs[i%3].Runtime, says("An", fmt.Sprint(i)), says("Bình", "x"))
			want = append(want, fmt.Sprintf("echo %d", i))
			time.Sleep(3 * time.Millisecond)
		}
		pass(10 * time.Second)
		if got := all.spoken("An"); !slices.Equal(got, want) {
			t.Errorf("An got %q, want %q", got, want)
		}
		if got := all.spoken("Bình"); len(got) != 60 {
			t.Errorf("Bình got %d replies, want 60", len(got))
		}
		if got := all.platform.texts("An"); len(got) != 61 || !strings.HasPrefix(got[0], "opened") {
			t.Errorf("the campaign was announced: %q", got)
		}
		for _, r := range rs {
			r.stop()
		}
	})
	run("when the leader ends, the next one sends at once", func(t *testing.T, all *replicas) {
		first, _ := all.start()
		second, _ := all.start()
		if got := all.leader(); got != "r1" {
			t.Fatalf("%q leads, want the first", got)
		}
		accept(t, second.Runtime, says("An", "1"))
		pass(50 * time.Millisecond)
		first.stop()
		pass(50 * time.Millisecond)
		if got := all.leader(); got != "r2" {
			t.Errorf("%q leads, want the second", got)
		}
		accept(t, second.Runtime, says("An", "2"))
		pass(50 * time.Millisecond)
		if got, want := all.spoken("An"), []string{"echo 1", "echo 2"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		second.stop()
		if got := all.leader(); got != "" {
			t.Errorf("%q leads, and all have ended", got)
		}
	})
	run("a leader that loses the store stops before another begins", func(t *testing.T, all *replicas) {
		first, cable := all.start()
		second, _ := all.start()
		pass(time.Second)
		var late atomic.Bool
		var who sync.Map // text → time of the send
		all.platform.nowSends(func(_ context.Context, _ chat.Address, m chat.Message) error {
			if _, again := who.LoadOrStore(m.Text, time.Now()); again {
				late.Store(true)
			}
			return nil
		})
		cable.cut.Store(true)
		began := time.Now()
		for i := range 40 {
			accept(t, second.Runtime, says("An", fmt.Sprint(i)))
			time.Sleep(time.Second)
		}
		if late.Load() {
			t.Error("a message was sent by both")
		}
		var want []string
		for i := range 40 {
			want = append(want, fmt.Sprintf("echo %d", i))
		}
		if got := all.spoken("An"); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		if at, ok := who.Load("echo 0"); !ok || at.(time.Time).Sub(began) > 25*time.Second {
			t.Errorf("the first reply came at %v, the store was lost at %v", at, began)
		}
		cable.cut.Store(false)
		pass(time.Minute)
		if got := all.leader(); got != "r2" {
			t.Errorf("%q leads, want the second", got)
		}
		second.stop()
		pass(20 * time.Second)
		if got := all.leader(); got != "r1" {
			t.Errorf("%q leads, want the first again", got)
		}
		accept(t, first.Runtime, says("An", "back"))
		pass(time.Second)
		if got := all.spoken("An"); got[len(got)-1] != "echo back" {
			t.Errorf("the last reply is %q", got[len(got)-1])
		}
		first.stop()
	})
	run("a row that another process took away is not sent", func(t *testing.T, all *replicas) {
		first, _ := all.start()
		second, _ := all.start()
		all.platform.nowSends(failing(sendError(chat.Temporary)))
		accept(t, second.Runtime, says("An", "gone"))
		pass(100 * time.Millisecond) // the first attempt has failed
		update(t, all.s, func(tx storage.Tx) error {
			for o, err := range tx.Outbox() {
				if err != nil {
					return err
				}
				if err := tx.DeleteOutgoing(o.Seq); err != nil {
					return err
				}
			}
			return nil
		})
		all.nudge(nil)
		pass(time.Minute)
		if got := all.spoken("An"); len(got) > 0 {
			t.Errorf("got %q", got)
		}
		first.stop()
		second.stop()
	})
	for seed := range uint64(6) {
		run(fmt.Sprintf("come and go, seed %d", seed), func(t *testing.T, all *replicas) { comeAndGo(t, all, seed) })
	}
}

// comeAndGo has processes end and begin in mid-stream: every reply is sent once, in order.
func comeAndGo(t *testing.T, all *replicas, seed uint64) {
	rnd := rand.New(rand.NewPCG(seed, 7))
	names := []string{"An", "Bình"}
	var mu sync.Mutex
	all.platform.send = func(context.Context, chat.Address, chat.Message) error {
		mu.Lock()
		d := time.Duration(rnd.IntN(30)) * time.Millisecond
		mu.Unlock()
		time.Sleep(d)
		return nil
	}
	draw := func(n int) int {
		mu.Lock()
		defer mu.Unlock()
		return rnd.IntN(n)
	}
	var rs []*running
	begin := func() {
		r, _ := all.start()
		rs = append(rs, r)
	}
	begin()
	want := map[string][]string{}
	for i := range 300 {
		switch n := draw(20); {
		case n == 0 && len(rs) < 4:
			begin()
		case n == 1 && len(rs) > 1:
			j := draw(len(rs))
			rs[j].stop()
			rs = slices.Delete(rs, j, j+1)
		default:
			name := names[draw(2)]
			accept(t, rs[draw(len(rs))].Runtime, says(name, fmt.Sprint(i)))
			want[name] = append(want[name], fmt.Sprintf("echo %d", i))
		}
		time.Sleep(time.Duration(draw(40)) * time.Millisecond)
	}
	pass(30 * time.Second)
	for _, name := range names {
		if got := all.spoken(name); !slices.Equal(got, want[name]) {
			t.Errorf("%s got %d replies, want %d: %q", name, len(got), len(want[name]), got)
		}
	}
	for _, r := range rs {
		r.stop()
	}
}
