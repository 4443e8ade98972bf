package bot

import (
	"context"
	"errors"
	"time"

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

// Health reads the store; its cost grows with what waits there.
func (r *Runtime) Health(ctx context.Context) (Health, error) {
	var h Health
	err := r.store.View(ctx, func(tx storage.Tx) (err error) {
		h, err = Look(tx, r.planner(), r.now())
		return err
	})
	h.Ready, h.Leads = r.Ready(), r.leads()
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
