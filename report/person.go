package report

import (
	"slices"
	"time"
)

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
	Unit      string    `json:"unit,omitempty"` // "tổ 3"; several are divided by commas: "tổ 3, kế toán"
	Call      string    `json:"call,omitempty"` // how to address them: one of Calls; "" is not known
	Addresses []Contact `json:"addresses,omitempty"`
	// Last is the address that the person wrote from last, where there are several and
	// one can be written to out of the blue.
	Last   string    `json:"last,omitempty"`
	Joined time.Time `json:"joined"` // zero: on the list of the school, and not in the chat yet
	// Away says that the person does not answer for now.
	Away *Away `json:"away,omitempty"`
	// StandsFor are the people who are away and gave their questions to this one.
	StandsFor []string `json:"stands_for,omitempty"`
	// Consent is what the person said to the notice on their data; nil: nothing yet.
	Consent *Consent `json:"consent,omitempty"`
}

// Clone gives a person who shares nothing with p that could be changed.
func (p Person) Clone() Person {
	p.Addresses, p.StandsFor = slices.Clone(p.Addresses), slices.Clone(p.StandsFor)
	if p.Away != nil {
		away := *p.Away
		p.Away = &away
	}
	if p.Consent != nil {
		consent := *p.Consent
		p.Consent = &consent
	}
	return p
}

// Oversees tells whether a person sees the work of others.
func (p *Person) Oversees() bool { return p.Role == Admin || p.Role == Approver }

// Away is an absence. The person is asked and reminded of nothing until it ends.
type Away struct {
	StandIn string    `json:"stand_in,omitempty"` // id of who answers meanwhile; "" for nobody
	Since   time.Time `json:"since"`
}

// Calls are the forms of address.
var Calls = []string{"thầy", "cô", "anh", "chị"}

// Contact is one way to reach a person.
type Contact struct {
	Address     string `json:"address"`               // "platform:id", as chat.Address writes it
	Unreachable bool   `json:"unreachable,omitempty"` // blocked us; cleared when they write again
	// Closed: the platform takes nothing for them until they write; cleared when they do.
	Closed bool `json:"closed,omitempty"`
}

// Unheard tells whether what we say waits, everywhere, until the person writes.
func (p *Person) Unheard() bool {
	closed := false
	for _, c := range p.Addresses {
		if !c.Closed && !c.Unreachable {
			return false
		}
		closed = closed || c.Closed
	}
	return closed
}
