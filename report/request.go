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
	RightCorrect  Right = "correct"  // to have something corrected that they cannot correct themself
)

// MaxCorrection is the longest text that says what is to be corrected, and MaxDenial the
// longest reason for not doing what was asked for, in letters.
const (
	MaxCorrection = 500
	MaxDenial     = 500
)

// Days are how many days the law gives to carry a right out, counted from the day after it
// was asked for: Nghị định 356/2025/NĐ-CP, the shortest time of each, without extension. They
// are days of the calendar. Where the last is a day off the law would give until the next
// working day; that is not used here.
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
	Dropped bool `json:"dropped,omitempty"`
	// Words are what is to be corrected, as it was typed.
	Words string `json:"words,omitempty"`
	// Refused is why the school did not do it; "" unless it refused.
	Refused string `json:"refused,omitempty"`
	// Kept is in how many approved reports, which are records of the school, answers of who
	// was deleted may stand.
	Kept int          `json:"kept,omitempty"`
	Told workday.Date `json:"told,omitzero"` // when admins were reminded last
}

// Open tells whether a request waits to be carried out.
func (r *Request) Open() bool { return r.Done.IsZero() }

// Left is how many days are left on a day, 0 on the last; negative when the time is over.
func (r *Request) Left(today workday.Date) int {
	at := func(d workday.Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
	return int(at(r.Due).Sub(at(today)) / (24 * time.Hour))
}
