package bot

import (
	"context"
	"time"

	"thuky/chat"
	"thuky/storage"
)

// Where the store notices the death of a process (storage.Presences), the leadership ends with the
// presence of the leader, and the others need not wait for the end of its term. For that the
// leader sends only while it knows that its presence lasts.

const (
	// mournPause is the time between two looks whether the leader is still there.
	mournPause = storage.PresenceTrust / 4
	// gatePause is the time between two looks whether a message may be sent again.
	gatePause = 50 * time.Millisecond
)

// tenure is what this process may rely on while it leads: what it wrote into the lease last.
type tenure struct {
	until    time.Time
	presence storage.Presence
}

// rightful tells whether this process is sure that nobody else leads. It may be so again a
// moment later, as long as it leads.
func (r *Runtime) rightful() bool {
	if r.replica == "" {
		return true
	}
	t := r.tenure.Load()
	if t == nil || !r.now().Before(t.until.Add(-leaseMargin)) {
		return false
	}
	if t.presence.Name == "" {
		return true
	}
	p := r.presences.Presence()
	return p.Name == t.presence.Name && time.Since(p.Proven) < storage.PresenceTrust
}

// presence is that of this process, without a name where the store has none.
func (r *Runtime) presence() storage.Presence {
	if r.presences == nil {
		return storage.Presence{}
	}
	return r.presences.Presence()
}

// mourn rings when the leader is gone for so long that another may lead.
func (r *Runtime) mourn(ctx context.Context) {
	var missed string
	var since time.Time
	for ctx.Err() == nil {
		wait(ctx, mournPause, nil)
		l := r.seenLease.Load()
		if l == nil || l.Presence == "" || r.leading.Load() {
			continue
		}
		if l.Presence != missed {
			gone, err := r.presences.Gone(ctx, l.Presence)
			if err != nil || !gone { // the end of the term is waited for
				continue
			}
			missed, since = l.Presence, time.Now()
		}
		wait(ctx, storage.PresenceGrace-time.Since(since), nil)
		r.gone.Store(&missed)
		r.leaderless.ring()
	}
}

// await waits until this process may send, for it leads without a doubt.
func (s *sender) await(ctx context.Context) error {
	for !s.rightful() {
		wait(ctx, gatePause, nil)
		if ctx.Err() != nil {
			return &chat.SendError{Class: chat.Temporary, Err: ctx.Err()}
		}
	}
	return nil
}
