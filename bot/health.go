package bot

import (
	"context"
	"errors"
	"time"

	"thuky/chat"
	"thuky/remind"
	"thuky/storage"
)

// Health is how a Runtime is doing, for whoever operates it. It names nobody.
type Health struct {
	Ready bool // updates and jobs are taken; false before they are and while they end
	Leads bool // this process sends and does the regular work
	// Outbox is what waits to be sent, by platform.
	Outbox map[string]Waiting
	Dead   int // messages that were given up and wait for the operator
	Failed int // updates that could not be handled
	Due    int // reminders that are to be sent now
	Late   int // of them, those that should have been sent lateAfter ago
	// Reload is why the configuration could not be read again when that was tried last, "" when it could.
	Reload string
	// Jobs are those that are not done yet, by a kind that may be a label.
	Jobs map[string]WaitingJobs
	// Ticked is when the work of every minute was last done in this process, the zero time
	// before its first round.
	Ticked time.Time
	// Lease is until when somebody leads where several processes work on the store, the zero
	// time where nobody does or one is alone.
	Lease time.Time
	// Platforms is how the platforms are reached.
	Platforms map[string]Reached
}

// WaitingJobs are the jobs of a kind.
type WaitingJobs struct {
	Waiting int       // to be done or under way
	Oldest  time.Time // of them, when it was ordered; zero for none
	GivenUp int
}

// Reached is how a platform is reached. Zero times: not yet, or not at all.
type Reached struct {
	Updated time.Time // when it last handed over an update
	Polled  time.Time // when it last answered, where it is asked for updates
	Sent    time.Time // when it last took a message
	Failing time.Time // since when it cannot be asked or written to; zero while it can
	Down    bool      // it was given up until the next start: its token is refused
}

// Waiting is a part of the outbox.
type Waiting struct {
	Messages int
	Oldest   time.Time // of those that may be sent by now, when it was put there; zero for none
}

// lateAfter is how long a reminder may be due before it counts as late: the clock ticks
// every minute. Those that wait for the end of the quiet hours or of a day off are not late.
const lateAfter = 5 * time.Minute

// Ready tells whether updates are taken; the first round of regular work may still be under way.
func (r *Runtime) Ready() bool { return r.ready.Load() && !r.ending.Load() }

// Ticked is Health.Ticked.
func (r *Runtime) Ticked() time.Time {
	if at := r.ticked.Load(); at != nil {
		return *at
	}
	return time.Time{}
}

// Health reads the store; its cost grows with what waits there.
func (r *Runtime) Health(ctx context.Context) (Health, error) {
	var h Health
	err := r.store.View(ctx, func(tx storage.Tx) (err error) {
		h, err = Look(tx, r.planner(), r.now())
		return err
	})
	h.Ready, h.Leads, h.Ticked, h.Platforms = r.Ready(), r.leads(), r.Ticked(), r.reached()
	if r.replica == "" {
		h.Lease = time.Time{} // of a time when several worked
	}
	for name := range r.sender.posts {
		if _, ok := h.Outbox[name]; !ok {
			h.Outbox[name] = Waiting{}
		}
	}
	return h, err
}

// Look reads what of Health stands in the store, also for a program that does not run it. No
// planner, no reminders.
func Look(tx storage.Tx, p *remind.Planner, now time.Time) (Health, error) {
	h := Health{Outbox: map[string]Waiting{}}
	for o, err := range tx.Outbox() {
		if err != nil {
			return h, err
		}
		w := h.Outbox[o.To.Platform]
		w.Messages++
		if !o.NotBefore.After(now) && (w.Oldest.IsZero() || o.Created.Before(w.Oldest)) {
			w.Oldest = o.Created
		}
		h.Outbox[o.To.Platform] = w
	}
	for _, err := range tx.DeadLetters() {
		if err != nil {
			return h, err
		}
		h.Dead++
	}
	for _, err := range tx.Failures() {
		if err != nil {
			return h, err
		}
		h.Failed++
	}
	why, err := tx.Value(reloadKey)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return h, err
	}
	h.Reload = string(why)
	if h.Jobs, err = waitingJobs(tx, now); err != nil {
		return h, err
	}
	l, err := storage.ReadLease(tx, leadership)
	if err != nil {
		return h, err
	}
	h.Lease = l.Until
	if p == nil || p.Policy.Off || p.Quiet(now) || !p.Allowed(now) {
		return h, nil
	}
	for row, err := range tx.DueReminders(now) {
		if err != nil {
			return h, err
		}
		h.Due++
		if row.At.Add(lateAfter).Before(now) {
			h.Late++
		}
	}
	return h, nil
}

// reloadKey is the value that keeps Health.Reload.
const reloadKey = "reload"

// Reloaded keeps why the configuration could not be read again, "" when it could. Nothing is
// written where that is known.
func (r *Runtime) Reloaded(ctx context.Context, why string) error {
	return r.store.Update(ctx, func(tx storage.Tx) error {
		was, err := tx.Value(reloadKey)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		if string(was) == why {
			return nil
		}
		return tx.PutValue(reloadKey, []byte(why))
	})
}

// Leader tells which process does the regular work of a store, "" when none does.
func Leader(tx storage.Tx, now time.Time) (string, error) {
	l, err := storage.ReadLease(tx, leadership)
	if err != nil || !l.Until.After(now) {
		return "", err
	}
	return l.Holder, nil
}

// waitingJobs counts the jobs by kind, those of every known kind among them.
func waitingJobs(tx storage.Tx, now time.Time) (map[string]WaitingJobs, error) {
	all := map[string]WaitingJobs{}
	for _, kind := range jobKinds {
		all[kind] = WaitingJobs{}
	}
	for j, err := range tx.Jobs() {
		if err != nil {
			return nil, err
		}
		w := all[jobLabel(j.Kind)]
		if j.Leased.Sub(now) > setAside/2 {
			w.GivenUp++
		} else {
			w.Waiting++
			if w.Oldest.IsZero() || j.Created.Before(w.Oldest) {
				w.Oldest = j.Created
			}
		}
		all[jobLabel(j.Kind)] = w
	}
	return all, nil
}

// reached tells how each platform is reached from this process. One that another process asks
// and writes to has the times of before only.
func (r *Runtime) reached() map[string]Reached {
	all := map[string]Reached{}
	for _, t := range r.platforms {
		name := t.Platform()
		var now Reached
		if at, ok := r.heard.Load(name); ok {
			now.Updated = at.(time.Time)
		}
		p := r.sender.posts[name]
		p.mu.Lock()
		now.Sent, now.Failing = p.sent, p.failing
		p.mu.Unlock()
		if asks, ok := t.(chat.Asker); ok {
			c := asks.Contact()
			now.Polled = c.Last
			if now.Failing.IsZero() || !c.Failing.IsZero() && c.Failing.Before(now.Failing) {
				now.Failing = c.Failing
			}
		}
		if at, ok := r.down.Load(name); ok {
			now.Down = true
			if now.Failing.IsZero() {
				now.Failing = at.(time.Time)
			}
		}
		all[name] = now
	}
	return all
}
