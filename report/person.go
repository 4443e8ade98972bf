package report

import "time"

// Role is what a person may do.
type Role string

// The roles.
const (
	Admin    Role = "admin"
	Approver Role = "approver"
	Staff    Role = "staff"
)

// Person takes part in reports.
type Person struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"` // as the school writes it
	Role      Role      `json:"role"`
	Unit      string    `json:"unit,omitempty"`
	Addresses []Contact `json:"addresses,omitempty"`
	Joined    time.Time `json:"joined"`
}

// Contact is one way to reach a person.
type Contact struct {
	Address     string `json:"address"`               // "platform:id", as chat.Address writes it
	Unreachable bool   `json:"unreachable,omitempty"` // blocked us; cleared when they write again
}

// Invitation lets people join with a role. The code itself is not stored.
type Invitation struct {
	Hash    string    `json:"hash"` // SHA-256 of the code, hex
	Role    Role      `json:"role"`
	Uses    int       `json:"uses"` // how many may still join
	Expires time.Time `json:"expires"`
	Created time.Time `json:"created"`
}
