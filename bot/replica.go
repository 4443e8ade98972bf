package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"thuky/chat"
	"thuky/storage"
)

// Several processes may work on one store (Config.Replica). Each takes updates that reach
// it, answers pages and does jobs. One of them leads: it polls the platforms, sends, and
// does the regular work; so the pace and the order of what is sent, and the messages of a
// month, are known to one process. The others take over when it ends or is not heard of.

const (
	leadership = "lead"
	// leaseTerm is how long a leader may be silent before another takes over, leaseRenewal
	// how often it says that it is there.
	leaseTerm    = 15 * time.Second
	leaseRenewal = 5 * time.Second
	// leaseMargin is how long before the end of its term a leader that cannot renew it stops:
	// the clocks may differ, and a send may be under way.
	leaseMargin = 4 * time.Second
	// sendPause is the time between two looks of the leader for what is to be sent, nudgePause
	// between two looks of the others, slowPause between two for what hardly ever changes.
	sendPause  = 5 * time.Millisecond
	nudgePause = 50 * time.Millisecond
	slowPause  = time.Second
	// lookShare keeps a look at a long outbox to a small part of the time: the pause after it
	// is so many times as long.
	lookShare = 4
	// nudgeWait is after which time one looks without having been told.
	nudgeWait = 2 * time.Second
)

// runReplica is Run for one of several processes.
func (r *Runtime) runReplica(ctx context.Context) error {
	recorded, stopRecording := r.startRecorder()
	working, stopWorking := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWorking()
	awaitWork := r.startWork(working)
	following, stopFollowing := context.WithCancel(working)
	var beside sync.WaitGroup
	beside.Go(func() { r.follow(following) })
	if r.presences != nil {
		beside.Go(func() { r.mourn(following) })
	}
	err := r.runAll(ctx)
	r.awaitAccepted()
	stopFollowing()
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopGrace)
	defer cancel()
	_ = r.Settle(grace) // what is left waits in the store
	stopWorking()
	awaitWork()
	beside.Wait()
	stopRecording()
	<-recorded
	return err
}

// runAll runs the platforms of every process, and leads when it can.
func (r *Runtime) runAll(ctx context.Context) error {
	ctx, end := context.WithCancel(ctx)
	defer end()
	var own, led error
	ownEnded := make(chan struct{})
	go func() {
		defer close(ownEnded)
		defer end()
		own = r.runTransports(ctx, r.ownPlatforms())
	}()
	led = r.lead(ctx, ownEnded)
	end()
	<-ownEnded
	return errors.Join(own, led)
}

// ownPlatforms are those that every process runs: pages are served by all. The others are
// run by the one that leads.
func (r *Runtime) ownPlatforms() []chat.Transport {
	return slices.DeleteFunc(slices.Clone(r.platforms), func(t chat.Transport) bool { return t.Platform() != webPlatform })
}

func (r *Runtime) ledPlatforms() []chat.Transport {
	return slices.DeleteFunc(slices.Clone(r.platforms), func(t chat.Transport) bool { return t.Platform() == webPlatform })
}

// leads tells whether this process does what only one may do.
func (r *Runtime) leads() bool { return r.replica == "" || r.leading.Load() }

// lead leads whenever it can, until ctx ends. Its error says that no platform can go on.
func (r *Runtime) lead(ctx context.Context, ownEnded <-chan struct{}) error {
	for ctx.Err() == nil {
		leaderless := r.leaderless.wait() // it may be rung before we know that another leads
		t, err := r.takeLead(ctx)
		if err != nil && ctx.Err() == nil {
			r.log.Warn("it is not known who leads", "error", err)
		}
		if t == nil {
			wait(ctx, leaseRenewal, leaderless)
			continue
		}
		if err := r.leadUntil(ctx, t, ownEnded); err != nil {
			return err
		}
	}
	return nil
}

// takeLead takes or prolongs the leadership, nil when another leads. A store that does not
// answer is not waited for beyond ctx.
func (r *Runtime) takeLead(ctx context.Context) (*tenure, error) {
	type outcome struct {
		t   *tenure
		err error
	}
	ended := make(chan outcome, 1)
	go func() {
		presence, gone := r.presence(), ""
		if name := r.gone.Load(); name != nil {
			gone = *name
		}
		var t *tenure
		err := r.store.Update(ctx, func(tx storage.Tx) error {
			now := r.now()
			t = nil
			wanted := storage.Lease{Holder: r.replica, Until: now.Add(leaseTerm), Presence: presence.Name}
			ok, err := storage.TakeLeaseAfter(tx, leadership, wanted, now, gone)
			if ok {
				t = &tenure{wanted.Until, presence}
			}
			return err
		})
		if err != nil {
			t = nil
		}
		ended <- outcome{t, err}
	}()
	select {
	case o := <-ended:
		return o.t, o.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// leadUntil leads as long as the lease can be prolonged.
func (r *Runtime) leadUntil(ctx context.Context, t *tenure, ownEnded <-chan struct{}) error {
	r.log.Info("this process leads", "replica", r.replica)
	r.tenure.Store(t)
	leading, stop := context.WithCancel(ctx)
	defer stop()
	var renewing sync.WaitGroup
	var lost atomic.Bool
	renewing.Go(func() {
		if r.prolong(leading, t) {
			r.tenure.Store(nil)
			r.log.Warn("this process leads no longer", "replica", r.replica)
			lost.Store(true)
			stop()
		}
	})
	err := r.leadNow(leading, ownEnded, &lost)
	stop()
	renewing.Wait()
	r.tenure.Store(nil)
	if lost.Load() {
		return nil
	}
	back := context.WithoutCancel(ctx)
	if endErr := r.store.Update(back, func(tx storage.Tx) error { return storage.EndLease(tx, leadership, r.replica) }); endErr != nil {
		r.log.Warn("the leadership could not be given back; it will run out", "error", endErr)
	}
	return err
}

// prolong renews the leadership until ctx ends, and at once when our presence is another. It
// tells whether it was lost, or will be before the next attempt.
func (r *Runtime) prolong(ctx context.Context, t *tenure) (lost bool) {
	changed := t.presence.Changed
	for {
		wait(ctx, leaseRenewal, changed)
		if ctx.Err() != nil {
			return false
		}
		limited, cancel := context.WithDeadline(ctx, t.until.Add(-leaseMargin))
		renewed, err := r.takeLead(limited)
		cancel()
		switch {
		case ctx.Err() != nil:
			return false
		case err == nil && renewed == nil:
			return true
		case err == nil:
			t, changed = renewed, renewed.presence.Changed
			r.tenure.Store(t)
		case !r.now().Add(leaseRenewal).Before(t.until.Add(-leaseMargin)):
			return true
		default:
			changed = nil // it has rung
			r.log.Warn("the leadership could not be prolonged yet", "error", err)
		}
	}
}

// leadNow sends, polls and does the regular work until ctx ends. Once lost, another may lead
// already, so that nothing more is sent.
func (r *Runtime) leadNow(ctx context.Context, ownEnded <-chan struct{}, lost *atomic.Bool) error {
	sending, stopSending := context.WithCancel(context.WithoutCancel(ctx))
	defer stopSending()
	if err := r.sender.start(sending); err != nil {
		r.sender.stop(stopSending)
		r.log.Error("the outbox could not be loaded", "error", err)
		wait(ctx, firstBackoff, nil)
		return nil // the next attempt comes with the next term
	}
	r.leading.Store(true)
	r.changed.ring()
	var first sync.WaitGroup
	first.Go(func() { r.regularWork(ctx) })
	err := r.runTransports(ctx, r.ledPlatforms())
	first.Wait()
	if err != nil && len(r.ownPlatforms()) > 0 {
		err = nil // the pages go on, and so does all that is not of a platform
		<-ctx.Done()
	}
	if err == nil && !lost.Load() {
		<-ownEnded
		r.awaitAccepted()
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopGrace)
		_ = r.Settle(grace) // what is left waits in the store
		cancel()
	}
	r.leading.Store(false)
	r.sender.stop(stopSending)
	if flushErr := r.sender.recorder.flush(); flushErr != nil {
		r.log.Error("sent messages could not be recorded and will be sent again", "error", flushErr)
	}
	return err
}

// follow heeds what other processes write.
func (r *Runtime) follow(ctx context.Context) {
	nudges := r.nudges
	var slow time.Time
	for ctx.Err() == nil {
		timer := time.NewTimer(nudgeWait)
		select {
		case _, ok := <-nudges:
			if !ok {
				nudges = nil
			}
		case <-r.sender.look:
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
		if ctx.Err() != nil {
			return
		}
		began := time.Now()
		err := r.heed(ctx)
		took := time.Since(began)
		if now := time.Now(); now.Sub(slow) >= slowPause {
			slow = now
			err = errors.Join(err, r.heedSlow(ctx))
		}
		if err != nil && ctx.Err() == nil {
			r.log.Warn("what other processes wrote could not be read", "error", err)
		}
		if r.leading.Load() {
			wait(ctx, max(sendPause, lookShare*took), nil)
		} else {
			wait(ctx, nudgePause, nil)
		}
	}
}

// heedSlow forgets what was found out and may be otherwise by now.
func (r *Runtime) heedSlow(ctx context.Context) error {
	r.told.forget()
	r.newerTold.Store(false)
	return r.heedCalendar(ctx)
}

// heed takes in what may have been written elsewhere.
func (r *Runtime) heed(ctx context.Context) error {
	if r.leading.Load() {
		return r.sender.reconcile(ctx)
	}
	free, err := r.sender.observe(ctx, func(tx storage.Tx) (bool, error) {
		l, err := storage.ReadLease(tx, leadership)
		r.seenLease.Store(&l)
		return l.Free(r.replica, r.now()), err
	})
	if free {
		r.leaderless.ring()
	}
	return err
}

// heedCalendar builds the calendar anew when the days that admins corrected are others than
// before. Whoever corrected them plans the reminders.
func (r *Runtime) heedCalendar(ctx context.Context) error {
	var stamp string
	err := r.store.View(ctx, func(tx storage.Tx) error {
		days, err := StoredDays(tx)
		stamp = fmt.Sprint(days)
		return err
	})
	if err != nil || stamp == r.daysSeen {
		return err
	}
	if err := r.store.View(ctx, func(tx storage.Tx) error {
		c, err := r.buildCalendar(tx)
		if err == nil {
			r.useCalendar(c)
		}
		return err
	}); err != nil {
		return err
	}
	r.daysSeen = stamp
	return nil
}

// wait waits for d, for a bell, or for ctx to end.
func wait(ctx context.Context, d time.Duration, bell <-chan struct{}) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-bell:
	case <-ctx.Done():
	}
}
