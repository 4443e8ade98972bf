package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"thuky/chat"
)

// Several processes that write to one store divide the work by leases: what only one of
// them may do at a time is done by whoever holds the lease of that name.

// Nudge says that another process has written to the store, and what somebody may be
// waiting for. One that is lost only delays.
type Nudge struct {
	Lines []chat.Address // chats whose transcript has changed
}

// Shared is a Store that several processes may have open at once.
type Shared interface {
	Store
	// Nudges is closed with the store. One that nobody receives in time is dropped, or
	// joined with the next.
	Nudges() <-chan Nudge
}

// Lease is a right that one process has for a time.
type Lease struct {
	Holder string    `json:"holder"` // a name that no other process has
	Until  time.Time `json:"until"`  // by the clock of the holder
	// Presence is that of the holder, with which the lease ends before its time; see
	// Presences. "": it does not.
	Presence string `json:"presence,omitempty"`
}

// Presences is of a Store whose server notices when a process that has it open dies. A lease
// that names a presence is free once that is gone, for PresenceGrace as far as whoever takes it
// knows; its holder makes use of it only while it knows that its presence lasts, by what it
// asked no longer than PresenceTrust ago. So there never are two holders, although a presence may
// end without its process: each of them measures a span of time, and no clocks are compared.
type Presences interface {
	// Presence is that of this process, which is kept up from the first call on.
	Presence() Presence
	// Gone tells whether the presence of that name is known to have ended: it never comes
	// back. Of one that began at another server, or before the server was started, it is not
	// known.
	Gone(ctx context.Context, name string) (bool, error)
}

// Presence is what a process knows of its own.
type Presence struct {
	Name    string          // "" while there is none; no other ever has the same
	Proven  time.Time       // when the question was asked whose answer was that it lasts
	Changed <-chan struct{} // closed when there is another, or none
}

// The spans of Presences.
const (
	PresenceTrust = time.Second
	PresenceGrace = PresenceTrust + 250*time.Millisecond
)

// LeasePrefix is how the names of the values begin that hold leases.
const LeasePrefix = "lease/"

func leaseKey(name string) string { return LeasePrefix + name }

// ReadLease gives the lease of that name, the zero Lease when nobody has taken it.
func ReadLease(tx Tx, name string) (Lease, error) {
	value, err := tx.Value(leaseKey(name))
	if errors.Is(err, ErrNotFound) {
		return Lease{}, nil
	}
	if err != nil {
		return Lease{}, err
	}
	var l Lease
	if err := json.Unmarshal(value, &l); err != nil {
		return Lease{}, fmt.Errorf("lease %q: %w", name, err)
	}
	return l, nil
}

// Free tells whether holder may take the lease.
func (l Lease) Free(holder string, now time.Time) bool {
	return l.Holder == "" || l.Holder == holder || !l.Until.After(now)
}

// TakeLease takes or prolongs the lease of that name, false when another holds it. Clocks
// that differ by more than the part of its term in which nobody renews it make two holders.
func TakeLease(tx Tx, name, holder string, now, until time.Time) (bool, error) {
	return TakeLeaseAfter(tx, name, Lease{Holder: holder, Until: until}, now, "")
}

// TakeLeaseAfter is TakeLease for a lease that may name a presence, and for whoever knows that
// one has been gone for PresenceGrace, "" for none.
func TakeLeaseAfter(tx Tx, name string, wanted Lease, now time.Time, gone string) (bool, error) {
	l, err := ReadLease(tx, name)
	if err != nil || !l.Free(wanted.Holder, now) && (gone == "" || l.Presence != gone) {
		return false, err
	}
	value, err := json.Marshal(wanted)
	if err != nil {
		return false, err
	}
	return true, tx.PutValue(leaseKey(name), value)
}

// EndLease gives the lease of that name back, if holder has it.
func EndLease(tx Tx, name, holder string) error {
	l, err := ReadLease(tx, name)
	if err != nil || l.Holder != holder {
		return err
	}
	return tx.PutValue(leaseKey(name), nil)
}
