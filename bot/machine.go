package bot

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// What the machine needs somebody for: copies of the store that cannot be made, and a disk
// that is nearly full. Both are an error in the log at once, and admins hear of them once a day,
// when reminders may be sent.

// CopyFunc makes the copy of the store that is due at now, if one is, and says whether it did. It
// is asked every minute. Why not, in words for admins, is a *report.Refusal.
type CopyFunc func(ctx context.Context, now time.Time) (made bool, err error)

// Disk is the room on the disk of the store, in bytes.
type Disk struct {
	Free uint64
	Low  bool // it will soon be full
}

// copyRetry is how long after a failure a copy is tried again.
const copyRetry = 10 * time.Minute

// machine is what is known of the machine.
type machine struct {
	copies CopyFunc             // may be nil
	disk   func() (Disk, error) // may be nil

	mu      sync.Mutex
	failed  error     // under mu: of the last copy, nil when it was made
	attempt time.Time // under mu: when it failed
	low     bool      // under mu: the disk, when it was last looked at
}

// copyStore makes the copy that is due.
func (r *Runtime) copyStore(ctx context.Context) {
	m := &r.machine
	now := r.now()
	m.mu.Lock()
	waits := m.failed != nil && now.Sub(m.attempt).Abs() < copyRetry
	m.mu.Unlock()
	if m.copies == nil || waits {
		return
	}
	made, err := m.copies(ctx, now)
	if ctx.Err() != nil {
		return // the end of Run came first; the copy is still due
	}
	m.mu.Lock()
	m.failed, m.attempt = err, now
	m.mu.Unlock()
	switch {
	case err != nil:
		r.log.Error("the store could not be copied; it is tried again", "error", err)
	case made:
		r.logCopied(ctx)
	}
}

// logCopied says so with the newest link of the audit: in a log that is kept elsewhere it proves
// later what the audit was on that day.
func (r *Runtime) logCopied(ctx context.Context) {
	var head storage.AuditHead
	if err := r.store.View(ctx, func(tx storage.Tx) (err error) {
		head, err = tx.AuditHead()
		return err
	}); err != nil {
		r.log.Error("the store was copied; the head of its audit cannot be read", "error", err)
		return
	}
	r.log.Info("the store was copied", "audit", head.Number, "hash", head.Hash.String())
}

// watchMachine looks at the disk, and tells the admins what they should know.
func (r *Runtime) watchMachine(ctx context.Context) error {
	m := &r.machine
	var free uint64
	low := false
	if m.disk != nil {
		d, err := m.disk()
		if err != nil {
			return fmt.Errorf("look at the disk: %w", err)
		}
		free, low = d.Free, d.Low
	}
	m.mu.Lock()
	failed, was := m.failed, m.low
	m.low = low
	m.mu.Unlock()
	switch {
	case low && !was:
		r.log.Error("the disk of the store is nearly full", "free", free)
	case was && !low:
		r.log.Info("there is room on the disk of the store again", "free", free)
	}
	if p := r.planner(); p != nil && !p.Allowed(r.now()) {
		return nil
	}
	if low {
		if err := r.tellOfMachine(ctx, conversation.News{Kind: conversation.NewsDisk, Count: int(free >> 20)}); err != nil {
			return err
		}
	}
	if failed != nil {
		n := conversation.News{Kind: conversation.NewsCopies}
		var refusal *report.Refusal
		if errors.As(failed, &refusal) {
			n.Note = refusal.Text
		}
		return r.tellOfMachine(ctx, n)
	}
	return nil
}

// tellOfMachine tells all admins who can be written to, once a day.
func (r *Runtime) tellOfMachine(ctx context.Context, n conversation.News) error {
	today := r.now().In(r.zone).Format(time.DateOnly)
	key := "machine/" + string(n.Kind)
	if day, ok := r.warned.Load(key); ok && day == today {
		return nil
	}
	var b *batch
	some := false
	err := r.store.Update(ctx, func(tx storage.Tx) error {
		b, some = r.newBatch(tx), false
		told, err := tx.Value(key)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		if string(told) == today {
			some = true
			return nil
		}
		some, _, err = b.tellAdmins(func(to chat.Address) error {
			t := &turn{batch: b, key: key + "/" + today + "/" + to.String(), to: to, low: true, until: b.now.Add(24 * time.Hour)}
			return t.survive(t.event(informed(n)))
		})
		if err != nil || !some {
			return err
		}
		return tx.PutValue(key, []byte(today))
	})
	if err != nil {
		return fmt.Errorf("tell of the machine: %w", err)
	}
	if some {
		r.warned.Store(key, today)
	}
	r.carryOn(b)
	return nil
}
