package storage

import (
	"encoding/json"
	"slices"
	"time"

	"thuky/chat"
	"thuky/remind"
	"thuky/report"
	"thuky/workday"
)

// Conversation is the stored state of one chat.
type Conversation struct {
	Address chat.Address
	State   json.RawMessage
}

// AnswerID tells one answer of a campaign from the others.
type AnswerID struct{ Question, Person string }

// Participation is how far one person is with one campaign.
type Participation struct {
	Campaign string    `json:"campaign"`
	Person   string    `json:"person"`
	Started  time.Time `json:"started"`
	// Given: an admin or approver takes part because questions were given to them;
	// those given to nobody in particular are not theirs.
	Given     bool      `json:"given,omitempty"`
	Submitted time.Time `json:"submitted,omitzero"` // zero: not sent, or changed since
	// Returns are the answers given back and not written again yet, oldest first.
	Returns []report.Return `json:"returns,omitempty"`
	Muted   time.Time       `json:"muted,omitzero"` // the person wants no reminders before
	// Unheard: the campaign was closed while the person owed it, and they have not heard
	// so.
	Unheard bool `json:"unheard,omitempty"`
}

// Clone gives one that shares nothing with p that could be changed.
func (p Participation) Clone() Participation {
	p.Returns = slices.Clone(p.Returns)
	return p
}

// Reminder is a planned reminder of one person, or of the admins, in one campaign.
type Reminder struct {
	Campaign string          `json:"campaign"` // or remind.Everything
	Person   string          `json:"person"`   // or remind.Admins
	Kind     remind.Kind     `json:"kind"`
	Deadline remind.Deadline `json:"deadline,omitzero"` // what it was planned for
	At       time.Time       `json:"at"`                // when it is due
	Until    time.Time       `json:"until"`             // when it is of no use any more
	// Done is when it was dealt with, and Outcome how; until then it waits.
	Done    time.Time       `json:"done,omitzero"`
	Outcome ReminderOutcome `json:"outcome,omitempty"`
}

// DueReminder names a Reminder that waits, and since when.
type DueReminder struct {
	Campaign, Person string
	Kind             remind.Kind
	At               time.Time
}

// ReminderOutcome says what became of a reminder.
type ReminderOutcome string

// The outcomes.
const (
	ReminderSent   ReminderOutcome = "sent"   // it is in the outbox
	ReminderMissed ReminderOutcome = "missed" // nobody could send it in time
	ReminderMuted  ReminderOutcome = "muted"  // the person wants none
	ReminderIdle   ReminderOutcome = "idle"   // nothing was owed
	ReminderSpent  ReminderOutcome = "spent"  // the platform carries no more messages this month
)

// Day is one day of the calendar as an admin corrected it.
type Day struct {
	workday.Day
	By string    `json:"by"` // person id
	At time.Time `json:"at"`
}

// Group is a group chat in which the bot announces campaigns.
type Group struct {
	Address chat.Address `json:"address"`
	Title   string       `json:"title,omitempty"`
	By      string       `json:"by"` // id of the admin who let it in
	At      time.Time    `json:"at"`
	// Told are the campaigns that were announced there, Ended those whose end was, too.
	Told  []string `json:"told,omitempty"`
	Ended []string `json:"ended,omitempty"`
	// Moved are campaigns of Told whose deadline has been moved since it was last told there.
	Moved []string `json:"moved,omitempty"`
}

// AuditEntry is one change of a value: who, when, over which channel, from what
// to what.
type AuditEntry struct {
	At       time.Time     `json:"at"`
	Campaign string        `json:"campaign,omitempty"`
	Question string        `json:"question,omitempty"`
	Person   string        `json:"person,omitempty"` // who did it
	Whose    string        `json:"whose,omitempty"`  // whose answer it is, when it is another's
	Channel  string        `json:"channel"`
	Action   string        `json:"action"` // "answer", "skip", "submit", "join", "campaign-open", …
	Old      *report.Value `json:"old,omitempty"`
	New      *report.Value `json:"new,omitempty"`
	Note     string        `json:"note,omitempty"`
}

// Outgoing is a message in the outbox.
type Outgoing struct {
	Seq     uint64       `json:"seq"`
	Key     string       `json:"key"` // deterministic: "<update key>/<n>"
	To      chat.Address `json:"to"`
	Message chat.Message `json:"message"`
	// Low messages (reminders) wait for replies.
	Low bool `json:"low,omitempty"`
	// Vital messages are sent even where the budget of a platform is used up.
	Vital   bool      `json:"vital,omitempty"`
	Created time.Time `json:"created"`
	// Asked is when what it answers was handed over, the zero time for what answers nobody.
	Asked     time.Time `json:"asked,omitzero"`
	NotBefore time.Time `json:"not_before,omitzero"`
	// Expires is when it is of no use any more: it is dropped instead of sent.
	Expires  time.Time `json:"expires,omitzero"`
	Attempts int       `json:"attempts,omitempty"`
	// Done is how many of the platform messages that this one became were sent.
	Done      int    `json:"done,omitempty"`
	LastError string `json:"last_error,omitempty"`
	// Dead messages are kept for the operator and never sent again, but for those that
	// are Closed: they are sent when the person writes, while they are of use.
	Dead   bool `json:"dead,omitempty"`
	Closed bool `json:"closed,omitempty"`
}

// Hold is a stored wait.
type Hold struct {
	To    string
	Until time.Time
}

// Job is slow work that a transaction asked for.
type Job struct {
	Key      string          `json:"key"`  // deterministic
	Kind     string          `json:"kind"` // "draft"
	Payload  json.RawMessage `json:"payload"`
	Created  time.Time       `json:"created"`
	Leased   time.Time       `json:"leased,omitzero"` // taken until then
	Attempts int             `json:"attempts,omitempty"`
}

// Artifact is a finished file.
type Artifact struct {
	Name    string
	MIME    string
	Created time.Time
	Data    []byte
}

// Approved is an approved version with its bytes.
type Approved struct {
	report.Version
	Data []byte `json:"data,omitempty"`
}

// Stranger counts the attempts of somebody without an invitation.
type Stranger struct {
	Count int       `json:"count"`
	First time.Time `json:"first"` // start of the counted hour
	Last  time.Time `json:"last"`
}

// Failed is an update whose handling panicked.
type Failed struct {
	Key   string    `json:"key"`
	At    time.Time `json:"at"`
	Error string    `json:"error"`
	Raw   []byte    `json:"raw"`
}
