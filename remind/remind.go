// Package remind says when somebody who owes an answer is reminded: out of a
// deadline, a policy and the calendar of working days.
//
// Plan is the one idea: it is worked out anew whenever one of the three changes,
// and gives the same for the same. What was sent, and to whom, is not known here.
package remind

import (
	"fmt"
	"strings"
	"time"

	"thuky/workday"
)

// Kind names a reminder among those of one person in one campaign.
type Kind string

// The kinds that a plan holds, and those that only people bring about. Where more
// than one of a sort may be planned, its number or hour follows: "before-1",
// "day-0730", "late-3".
const (
	Half         Kind = "half"   // half of the time is gone
	Before       Kind = "before" // so many working days before the last one
	LastDay      Kind = "day"    // at an hour of the last working day
	Late         Kind = "late"   // a working morning after the deadline
	AdminsBefore Kind = "admins-before"
	AdminsLate   Kind = "admins-late"
	Asked        Kind = "asked" // somebody asked for it
	Moved        Kind = "moved" // the deadline is another
	Reopened     Kind = "reopened"
	Updated      Kind = "updated" // there are new questions
)

// News tells whether a reminder of the kind is about a change: who wants no reminders
// hears of that all the same.
func (k Kind) News() bool { return k == Moved || k == Reopened || k == Updated }

// OnLastDay tells whether a reminder of the kind is the last chance to be in time.
func (k Kind) OnLastDay() bool { return strings.HasPrefix(string(k), string(LastDay)+"-") }

// Reminder is one point of a plan.
type Reminder struct {
	Kind Kind
	At   time.Time // when it is due
	// Until is when it is of no use any more: the next one takes its place, or the
	// deadline has passed.
	Until time.Time
}

// Everything stands for a campaign where a reminder is about all that a person
// owes, Admins for the person where it goes to all admins. Neither can be the id of
// one.
const (
	Everything = "*"
	Admins     = "*"
)

// Key names a reminder for good. The deadline is part of it: who was reminded of one
// is reminded again of the next.
func Key(campaign, person string, kind Kind, deadline Deadline) string {
	key := fmt.Sprintf("campaign/%s/%s/%s", campaign, person, kind)
	if deadline.Date.IsZero() {
		return key
	}
	return key + "/" + deadline.String()
}

// Deadline is the day by which answers are due, and the hour where one was said.
type Deadline struct {
	Date workday.Date `json:"date,omitzero"`
	Hour Clock        `json:"hour,omitempty"` // 0: the day counts to its end
}

// String gives "2024-05-31" or "2024-05-31T11:00".
func (d Deadline) String() string {
	if d.Hour == 0 {
		return d.Date.String()
	}
	return d.Date.String() + "T" + d.Hour.String()
}

// Instant is the moment at which the deadline has passed.
func (d Deadline) Instant(zone *time.Location) time.Time {
	if d.Hour == 0 {
		return Clock(0).On(d.Date.AddDays(1), zone)
	}
	return d.Hour.On(d.Date, zone)
}
