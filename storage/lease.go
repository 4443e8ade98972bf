package storage

import (
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
}

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
	l, err := ReadLease(tx, name)
	if err != nil || !l.Free(holder, now) {
		return false, err
	}
	value, err := json.Marshal(Lease{holder, until})
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
