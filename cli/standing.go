package cli

import (
	"context"
	"encoding/json"
	"net/http"
	"sync"
	"time"
)

// standing is how a school is doing, for whoever operates it: /readyz on metrics.listen gives it
// as JSON, which docs/operations.md describes. It names nobody. Times are left out where there
// are none.
type standing struct {
	School string `json:"school,omitempty"` // its id, where there are several
	Ready  bool   `json:"ready"`
	Why    string `json:"why,omitempty"` // where it is not ready
	// Unread: the store could not be read, and what follows is only what the process itself knows.
	Unread bool `json:"unread,omitempty"`

	Version  string    `json:"version"`
	Leads    bool      `json:"leads"`
	Lease    time.Time `json:"lease_until,omitzero"` // only where several processes work
	LastTick time.Time `json:"last_tick,omitzero"`

	Platforms map[string]platformStanding `json:"platforms,omitempty"`
	Jobs      map[string]jobStanding      `json:"jobs,omitempty"` // of those kinds that there are any of

	DeadLetters   int `json:"dead_letters"`
	FailedUpdates int `json:"failed_updates"`
	RemindersDue  int `json:"reminders_due"`
	RemindersLate int `json:"reminders_late"`

	StoreBytes int64          `json:"store_bytes"`
	Backup     backupStanding `json:"backup"`
	Config     configStanding `json:"config"`
}

type platformStanding struct {
	LastUpdate   time.Time `json:"last_update,omitzero"`
	LastPoll     time.Time `json:"last_poll,omitzero"`
	LastSent     time.Time `json:"last_sent,omitzero"`
	FailingSince time.Time `json:"failing_since,omitzero"`
	GivenUp      bool      `json:"given_up,omitempty"` // until the next start
	Waiting      int       `json:"waiting"`            // messages
	OldestDue    time.Time `json:"oldest_due,omitzero"`
}

type jobStanding struct {
	Waiting int       `json:"waiting"`
	Oldest  time.Time `json:"oldest,omitzero"`
	GivenUp int       `json:"given_up,omitempty"`
}

type backupStanding struct {
	Copies int       `json:"copies"`
	Newest time.Time `json:"newest,omitzero"`
}

// configStanding is how the configuration was taken up.
type configStanding struct {
	Taken   time.Time `json:"taken_up,omitzero"`
	Mistake string    `json:"error,omitempty"` // of the last order to read it again, where it was refused
}

// takenUp notes that the configuration was taken up.
func (b *branch) takenUp() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.taken = b.p.now()
}

func (b *branch) takenAt() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.taken
}

// standing looks how the school is doing.
func (b *branch) standing(ctx context.Context) standing {
	s := standing{School: b.id, Version: Version, Config: configStanding{Taken: local7(b.takenAt())}}
	told, ok := b.readiness(ctx)
	if s.Ready = ok; !ok {
		s.Why = told
	}
	o, _ := b.current()
	if o == nil {
		s.Unread = true
		return s
	}
	s.StoreBytes = o.store.Stats().Size
	if copies := o.p.copies(); len(copies) > 0 {
		s.Backup = backupStanding{len(copies), copies[0].at.In(vietnam)}
	}
	limited, cancel := context.WithTimeout(ctx, probeLimit)
	defer cancel()
	h, err := o.runtime.Health(limited)
	s.Unread, s.Config.Mistake = err != nil, h.Reload
	s.Leads, s.Lease, s.LastTick = h.Leads, local7(h.Lease), local7(h.Ticked)
	s.DeadLetters, s.FailedUpdates, s.RemindersDue, s.RemindersLate = h.Dead, h.Failed, h.Due, h.Late
	s.Platforms, s.Jobs = map[string]platformStanding{}, map[string]jobStanding{}
	for name, p := range h.Platforms {
		w := h.Outbox[name]
		s.Platforms[name] = platformStanding{
			LastUpdate: local7(p.Updated), LastPoll: local7(p.Polled), LastSent: local7(p.Sent), FailingSince: local7(p.Failing),
			GivenUp: p.Down, Waiting: w.Messages, OldestDue: local7(w.Oldest),
		}
	}
	for kind, j := range h.Jobs {
		if j.Waiting+j.GivenUp > 0 {
			s.Jobs[kind] = jobStanding{j.Waiting, local7(j.Oldest), j.GivenUp}
		}
	}
	return s
}

// local7 shows a time by the clock of Vietnam, to the second; the zero time stays what it is.
func local7(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(vietnam).Truncate(time.Second)
}

// copies are those in the folder of backups; what is wrong with it is for doctor to tell.
func (p *program) copies() []copyFile {
	if p.config.Backups.Folder == "" {
		return nil
	}
	all, err := copiesIn(p.config.Backups.Folder)
	if err != nil {
		return nil
	}
	return all
}

// serveStanding answers operators: how the process is doing, school by school where there are
// several, and 503 where it does not do its work.
func (d *deployment) serveStanding(w http.ResponseWriter, r *http.Request) {
	var answer any
	ready := false
	if !d.several() {
		s := d.branches[0].standing(r.Context())
		answer, ready = s, s.Ready
	} else {
		all := make([]standing, len(d.branches))
		var looking sync.WaitGroup // at all at once: one that hangs holds up no other
		for i, b := range d.branches {
			looking.Go(func() { all[i] = b.standing(r.Context()) })
		}
		looking.Wait()
		for _, s := range all {
			ready = ready || s.Ready
		}
		answer = struct {
			Ready   bool       `json:"ready"` // one school is served at least
			Schools []standing `json:"schools"`
		}{ready, all}
	}
	w.Header().Set(sign, "1")
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if !ready {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	_ = e.Encode(answer) // who asked may be gone
}
