package endtoend

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"thuky/bot/telegram/telegramtest"
	"thuky/storage"
)

// balancer stands before the processes of an office, as a load balancer does: each call goes
// to one of them, also to one that has just died.
type balancer struct {
	mu   sync.Mutex
	luck *rand.Rand // under mu
	to   []*front   // under mu
}

// RoundTrip implements http.RoundTripper.
func (b *balancer) RoundTrip(r *http.Request) (*http.Response, error) {
	b.mu.Lock()
	if len(b.to) == 0 {
		b.mu.Unlock()
		return nil, errors.New("nobody answers")
	}
	f := b.to[b.luck.IntN(len(b.to))]
	b.mu.Unlock()
	return f.RoundTrip(r)
}

func (b *balancer) add(f *front) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.to = append(b.to, f)
}

func (b *balancer) remove(f *front) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.to = slices.DeleteFunc(b.to, func(other *front) bool { return other == f })
}

// member is one process of a fleet.
type member struct {
	*server
	gate  *gate
	front *front
	up    chan struct{} // closed when it answers calls
	dead  chan struct{}
}

// fleet is the processes of an office.
type fleet struct {
	t        *testing.T
	ctx      context.Context
	office   *office
	telegram *telegramtest.Server
	balancer *balancer
	size     int // of them; 1: on a file
	webhook  bool
	store    storage.Store // to look at what all share; nil with a file

	members       []*member
	leadersKilled int
	everLost      bool
}

// start adds a process.
func (f *fleet) start() {
	f.t.Helper()
	m := &member{gate: newGate(f.t, f.telegram), front: &front{}, up: make(chan struct{}), dead: make(chan struct{})}
	own := *f.office
	own.env = append(slices.Clone(f.office.env), "THUKY_TELEGRAM_API_ENDPOINT="+m.gate.url)
	m.server = own.serve(f.t)
	f.members = append(f.members, m)
	go func() {
		select {
		case address := <-m.address:
			m.front.at.Store(&address)
			f.balancer.add(m.front)
			close(m.up)
		case <-m.dead:
		}
	}()
}

// muster starts as many as are missing.
func (f *fleet) muster() {
	f.t.Helper()
	for len(f.members) < f.size {
		f.start()
	}
}

// awaitUp waits until all answer calls.
func (f *fleet) awaitUp() {
	f.t.Helper()
	for _, m := range f.members {
		f.await(m, m.up)
	}
}

// await waits while nobody ends by himself.
func (f *fleet) await(m *member, what <-chan struct{}) {
	f.t.Helper()
	select {
	case <-what:
	case err := <-m.ended:
		f.t.Fatalf("serve ended by itself: %v\n%s", err, m.stderr)
	case <-f.ctx.Done():
		f.t.Fatalf("serve does not answer\n%s", m.stderr)
	}
}

// leader is who leads, nil when none of them does.
func (f *fleet) leader() *member {
	f.t.Helper()
	if f.store == nil {
		return nil
	}
	var lead storage.Lease
	if err := f.store.View(f.ctx, func(tx storage.Tx) (err error) {
		lead, err = storage.ReadLease(tx, "lead")
		return err
	}); err != nil {
		f.t.Fatal(err)
	}
	for _, m := range f.members {
		if lead.Holder != "" && strings.Contains(m.stderr.String(), lead.Holder) {
			return m
		}
	}
	return nil
}

// killOne kills a process at a random moment: of its start, or of its work. killed is called
// when all that it had sent has arrived, and before another can go on with what it left.
func (f *fleet) killOne(r *rand.Rand, killed func()) {
	f.t.Helper()
	sign := "getUpdates"
	if f.webhook {
		sign = "setWebhook"
	}
	before := f.telegram.Requests(sign)
	f.muster()
	pause, patient, leader, whom, later := r.Int64N(int64(killWindow)), r.IntN(5) > 0, r.IntN(2) == 0, r.IntN(f.size), r.IntN(3) == 0
	missed := r.IntN(4) == 0          // the others find out by themselves that the leader is dead
	if patient && f.leader() == nil { // else it is killed while it starts
		awake := make(chan struct{})
		go func() {
			defer close(awake)
			_ = f.telegram.WaitRequests(f.ctx, sign, before+1) // or the test ends
		}()
		f.await(f.members[len(f.members)-1], awake)
	}
	victim := f.members[whom]
	timer := time.NewTimer(time.Duration(pause))
	defer timer.Stop()
	select {
	case err := <-victim.ended:
		f.t.Fatalf("serve ended by itself: %v\n%s", err, victim.stderr)
	case <-timer.C:
	}
	lead := f.leader()
	if leader && lead != nil {
		victim = lead
	}
	if victim == lead || f.store == nil {
		f.leadersKilled++
	}
	f.kill(victim)
	killed()
	if victim == lead {
		f.endLease(victim, !missed)
	}
	if !later {
		f.muster()
	}
}

func (f *fleet) kill(m *member) {
	f.t.Helper()
	m.kill()
	close(m.dead)
	m.gate.wait(f.t, f.ctx)
	f.bury(m)
}

func (f *fleet) bury(m *member) {
	f.balancer.remove(m.front)
	m.gate.close()
	f.everLost = f.everLost || strings.Contains(m.stderr.String(), "leads no longer")
	f.members = slices.DeleteFunc(f.members, func(other *member) bool { return other == m })
}

// endLease looks whether another leads already instead of a dead leader, so that it may have sent
// again what the dead one had before anybody noted its death. If not it may spare the
// others the time until they notice.
func (f *fleet) endLease(dead *member, spare bool) {
	f.t.Helper()
	followed := false
	if err := f.store.Update(f.ctx, func(tx storage.Tx) error {
		lead, err := storage.ReadLease(tx, "lead")
		if followed = err == nil && !strings.Contains(dead.stderr.String(), lead.Holder); err != nil || followed || !spare {
			return err
		}
		return storage.EndLease(tx, "lead", lead.Holder)
	}); err != nil {
		f.t.Fatal(err)
	}
	f.everLost = f.everLost || followed
}

// stop ends all as an operator does.
func (f *fleet) stop() {
	f.t.Helper()
	for _, m := range slices.Clone(f.members) {
		m.stop(f.t)
		close(m.dead)
		f.bury(m)
	}
}

// deposed tells whether a leader lost its lease while it lived, or was followed before its death
// was noted: what it had sent and not noted then came twice.
func (f *fleet) deposed() bool { return f.everLost }
