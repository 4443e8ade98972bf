package bot

import (
	"context"
	"time"

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
	h := Health{Ready: r.Ready(), Leads: r.leads(), Outbox: map[string]Waiting{}}
	for name := range r.sender.posts {
		h.Outbox[name] = Waiting{}
	}
	now := r.now()
	err := r.store.View(ctx, func(tx storage.Tx) error {
		h.Dead, h.Failed, h.Due, h.Late = 0, 0, 0, 0
		for name := range h.Outbox {
			h.Outbox[name] = Waiting{}
		}
		for o, err := range tx.Outbox() {
			if err != nil {
				return err
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
				return err
			}
			h.Dead++
		}
		for _, err := range tx.Failures() {
			if err != nil {
				return err
			}
			h.Failed++
		}
		p := r.planner()
		if p == nil || p.Policy.Off || p.Quiet(now) || !p.Allowed(now) {
			return nil
		}
		for row, err := range tx.DueReminders(now) {
			if err != nil {
				return err
			}
			h.Due++
			if row.At.Add(lateAfter).Before(now) {
				h.Late++
			}
		}
		return nil
	})
	return h, err
}
