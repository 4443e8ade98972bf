package bot_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"thuky/chat"
	"thuky/storage"
)

// registry is what a server knows of the presences of processes.
type registry struct {
	mu   sync.Mutex
	n    int             // how many there were
	here map[string]bool // by name
}

// attending is a store that notices the death of a process.
type attending struct {
	*cable
	registry *registry

	mu      sync.Mutex
	now     storage.Presence
	changed chan struct{}
}

func attend(c *cable, r *registry) *attending {
	a := &attending{cable: c, registry: r}
	a.begin()
	return a
}

// begin gives it a presence, instead of the one that it had.
func (a *attending) begin() {
	a.registry.mu.Lock()
	a.registry.n++
	name := fmt.Sprintf("presence-%d", a.registry.n)
	a.registry.here[name] = true
	a.registry.mu.Unlock()
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.changed != nil {
		close(a.changed)
	}
	a.changed = make(chan struct{})
	a.now = storage.Presence{Name: name, Proven: time.Now(), Changed: a.changed}
}

// end takes the presence away from the side of the server. The process hears of it when it
// asks.
func (a *attending) end() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.registry.mu.Lock()
	defer a.registry.mu.Unlock()
	delete(a.registry.here, a.now.Name)
}

func (a *attending) lasts(name string) bool {
	a.registry.mu.Lock()
	defer a.registry.mu.Unlock()
	return a.registry.here[name]
}

func (a *attending) reached() bool { return !a.cut.Load() && a.hung.Load() == nil }

func (a *attending) Presence() storage.Presence {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.reached() && a.lasts(a.now.Name) {
		a.now.Proven = time.Now()
	}
	return a.now
}

func (a *attending) Gone(_ context.Context, name string) (bool, error) {
	if !a.reached() {
		return false, errCut
	}
	return !a.lasts(name), nil
}

// TestTenure: what a leader that has lost the store does, and who follows it when. Some messages
// wait in its memory, to be sent at a time when another may lead.
func TestTenure(t *testing.T) {
	t.Parallel()
	later := func(t *testing.T, all *replicas, wait time.Duration) (want []string) {
		t.Helper()
		update(t, all.s, func(tx storage.Tx) error {
			for i := range 5 {
				text := fmt.Sprintf("wait %d", i)
				want = append(want, text)
				o := storage.Outgoing{
					Key: text, To: chat.Address{Platform: "fake", ID: "An"}, Message: chat.Message{Text: text},
					Created: time.Now(), NotBefore: time.Now().Add(wait),
				}
				if err := tx.Enqueue(&o); err != nil {
					return err
				}
			}
			return nil
		})
		all.nudge(nil)
		pass(time.Second / 2)
		return want
	}
	waited := func(all *replicas) []string {
		return slices.DeleteFunc(all.platform.texts("An"), func(s string) bool { return !strings.HasPrefix(s, "wait") })
	}
	run := func(name string, test func(t *testing.T, all *replicas, of func(i int) *attending)) {
		bubble(t, name, func(t *testing.T, s storage.Store) {
			school(t, s, staff("An"))
			server := &registry{here: map[string]bool{}}
			var each []*attending
			all := &replicas{t: t, s: s, platform: newFake("fake")}
			all.through = func(c *cable) storage.Store {
				each = append(each, attend(c, server))
				return each[len(each)-1]
			}
			test(t, all, func(i int) *attending { return each[i] })
		})
	}
	run("the leader is gone", func(t *testing.T, all *replicas, of func(int) *attending) {
		first, _ := all.start()
		second, _ := all.start()
		pass(3 * time.Second)
		want := later(t, all, 4*time.Second)
		of(0).cut.Store(true)
		of(0).end()
		began := time.Now()
		for all.leader() != "r2" && time.Since(began) < 20*time.Second {
			pass(10 * time.Millisecond)
		}
		if took := time.Since(began); took < storage.PresenceTrust || took > 2*time.Second {
			t.Errorf("the second leads %v later", took)
		}
		pass(20 * time.Second)
		if got := waited(all); !slices.Equal(got, want) {
			t.Errorf("sent were %q, want %q", got, want)
		}
		of(0).cut.Store(false)
		first.stop()
		second.stop()
	})
	run("the leader has lost its presence only", func(t *testing.T, all *replicas, of func(int) *attending) {
		first, _ := all.start()
		second, _ := all.start()
		pass(3 * time.Second)
		of(0).end()
		pass(storage.PresenceTrust)
		accept(t, second.Runtime, says("An", "1"))
		pass(100 * time.Millisecond)
		if got := all.spoken("An"); len(got) > 0 {
			t.Errorf("it sends %q, and does not know that it is there", got)
		}
		of(0).begin()
		pass(100 * time.Millisecond)
		if got, want := all.spoken("An"), []string{"echo 1"}; all.leader() != "r1" || !slices.Equal(got, want) {
			t.Errorf("%q leads, sent were %q, want %q", all.leader(), got, want)
		}
		pass(time.Minute)
		if all.leader() != "r1" {
			t.Errorf("%q leads, want the first still", all.leader())
		}
		first.stop()
		second.stop()
	})
	run("the leader has lost its presence, and the others wait no longer", func(t *testing.T, all *replicas, of func(int) *attending) {
		first, _ := all.start()
		second, _ := all.start()
		pass(3 * time.Second)
		want := later(t, all, 4*time.Second)
		of(0).end()
		pass(2 * time.Second)
		of(0).begin()
		pass(20 * time.Second)
		if got := waited(all); all.leader() != "r2" || !slices.Equal(got, want) {
			t.Errorf("%q leads, sent were %q, want %q", all.leader(), got, want)
		}
		first.stop()
		second.stop()
	})
	for _, noticed := range []bool{false, true} {
		run(fmt.Sprintf("the store answers the leader no more, noticed %v", noticed), func(t *testing.T, all *replicas, of func(int) *attending) {
			if !noticed {
				all.through = nil
			}
			first, cable := all.start()
			second, _ := all.start()
			pass(3 * time.Second)
			want := later(t, all, 25*time.Second)
			end := cable.hang()
			pass(20 * time.Second)
			if got := all.leader(); got != "r2" {
				t.Errorf("%q leads, want the second: the presence of the first lasts, its term does not", got)
			}
			pass(20 * time.Second)
			if got := waited(all); !slices.Equal(got, want) {
				t.Errorf("sent were %q, want %q", got, want)
			}
			cable.hung.Store(nil)
			end()
			first.stop()
			second.stop()
		})
	}
}
