package conversation

import (
	"thuky/chat"
	"thuky/report"
	"thuky/workday"
)

// Running is what it takes to change campaigns that are under way, and the calendar.
type Running interface {
	// Calendar is that of the school; nil where none is known.
	Calendar() *workday.Calendar
	// Corrections are the days of it that admins corrected, by date.
	Corrections() []workday.Day
	// WithInternal gives the campaign with the internal deadline that its deadline
	// calls for, unless an admin chose one.
	WithInternal(c report.Campaign) report.Campaign
	// Closed are the closed campaigns, the newest first.
	Closed() []report.Campaign
	// Newer is the version of its template that an open campaign could be moved to; false
	// when it has that one.
	Newer(c report.Campaign) (*report.Template, bool)
}

// Update moves a campaign to a version of its template; see World.Newer.
type Update struct{ Campaign, Version string }

// HandOut sends the bytes of an approved version, with the message.
type HandOut struct {
	Campaign string
	Number   int
	Message  chat.Message
}

func (Update) effect()  {}
func (HandOut) effect() {}

// SetDeadline changes the deadline of a campaign, and its reminders; those concerned
// are told once. With Internal it is the internal one, which then stays as it is said.
type SetDeadline struct {
	Campaign string
	Internal bool
	Day      workday.Date // with Internal, zero is none
	Hour     string       // "11:00"; "": the end of the day
}

// Close ends the collecting; those concerned are told once.
type Close struct{ Campaign string }

// Reopen goes on with the collecting; those who owe are told once.
type Reopen struct{ Campaign string }

// Left notes that this person has heard that the campaign was closed.
type Left struct{ Campaign string }

// PutDay corrects a day of the calendar, DropDay takes the correction back. Calendar and
// reminders follow.
type (
	PutDay  struct{ Day workday.Day }
	DropDay struct{ Date workday.Date }
)

func (SetDeadline) effect() {}
func (Close) effect()       {}
func (Reopen) effect()      {}
func (Left) effect()        {}
func (PutDay) effect()      {}
func (DropDay) effect()     {}
