package report

import (
	"time"

	"thuky/workday"
)

// Right is what somebody asks for on their own data.
type Right string

// The rights that are asked for.
const (
	RightView     Right = "view"     // to see all that is kept
	RightWithdraw Right = "withdraw" // to take the consent back
	RightErase    Right = "erase"    // to have the data deleted
)

// Days are how many days the law gives to carry a right out, counted from the day after it
// was asked for: Nghị định 356/2025/NĐ-CP. Days off do not make it longer here.
func (r Right) Days() int {
	switch r {
	case RightWithdraw:
		return 15
	case RightErase:
		return 20
	}
	return 10
}

// Request is one line of the register of what people asked for on their data.
type Request struct {
	ID      int    `json:"id"`
	Right   Right  `json:"right"`
	Person  string `json:"person"`         // id
	Name    string `json:"name,omitempty"` // until the data are deleted
	Channel string `json:"channel"`        // over which platform it came
	// Received is when it was confirmed, and acknowledged, too: the bot answers at once.
	Received time.Time    `json:"received"`
	Day      workday.Date `json:"day"` // of Received, where the school is
	Due      workday.Date `json:"due"` // the last day to carry it out
	Done     time.Time    `json:"done,omitzero"`
	By       string       `json:"by,omitempty"` // id of who settled it; "" for the program itself
	// Dropped: the person changed their mind.
	Dropped bool         `json:"dropped,omitempty"`
	Told    workday.Date `json:"told,omitzero"` // when admins were reminded last
}

// Open tells whether a request waits to be carried out.
func (r *Request) Open() bool { return r.Done.IsZero() }
