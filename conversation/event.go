package conversation

import (
	"time"

	"thuky/chat"
	"thuky/report"
	"thuky/workday"
)

// EventKind says what happened.
type EventKind string

// The kinds of events.
const (
	Said    EventKind = "said"    // the person wrote
	Edited  EventKind = "edited"  // the person changed an earlier message
	Pressed EventKind = "pressed" // a button
	Showed  EventKind = "showed"  // a sticker, photo, voice or file
	Hello   EventKind = "hello"   // the chat was opened: say where we are
	Opened  EventKind = "opened"  // Campaign was opened for the person
	Ended   EventKind = "ended"   // Campaign was closed
	Drafted EventKind = "drafted" // the draft of Campaign is ready in File
	Crashed EventKind = "crashed" // an update could not be handled
)

// Event is one thing that happened to one chat.
type Event struct {
	Kind     EventKind
	Address  chat.Address
	At       time.Time    // when it is handled
	Today    workday.Date // At, in the school's zone
	Text     string       // Said, Edited; caption of Showed
	Message  string       // platform's id of the message
	Choice   string       // Pressed
	PressID  string       // Pressed
	Media    string       // Showed
	Name     string       // display name on the platform
	Campaign string       // Opened, Ended, Drafted
	File     *chat.File   // Drafted
	Gaps     []string     // Drafted: the marks left in the draft, as they stand there
	By       string       // Drafted: name of who submitted, "" when it was this person
	World    World
}

// World is what the store knows when the event is handled: a read-only view,
// the same on every call during one Step. Values it returns must not be changed.
type World interface {
	// Person is who the chat belongs to; false for a stranger.
	Person() (report.Person, bool)
	// Invitation gives the invitation of a code when it can still be used.
	Invitation(code string) (report.Invitation, bool)
	// Refused is how often this stranger was refused within the last hour.
	Refused() int
	// Campaigns are the open campaigns this person answers, oldest first.
	Campaigns() []report.Campaign
	// Campaign gives any campaign, closed ones included.
	Campaign(id string) (report.Campaign, bool)
	// Template gives the pinned template of a campaign.
	Template(c report.Campaign) (*report.Template, bool)
	// Answer is this person's answer.
	Answer(campaign, question string) (report.Answer, bool)
	// AnswerOf finds the person's answer that the message is a part of.
	AnswerOf(message string) (report.Answer, bool)
	// Earlier is what was answered to the question in the last campaign of the
	// same template.
	Earlier(c report.Campaign, question string) (report.Answer, bool)
	// Submitted tells whether the person has sent the campaign.
	Submitted(campaign string) bool
}

// Effect is one thing that must be done; all effects of a Step are carried out
// in the transaction that stores its State.
type Effect interface{ effect() }

// Say sends a message to this chat.
type Say struct{ Message chat.Message }

// Save stores an answer (value or skip) with an audit entry. At, Author, Channel
// and Revision are set.
type Save struct{ Answer report.Answer }

// Start notes that the person began the campaign.
type Start struct{ Campaign string }

// Submit notes that the person has sent the campaign, and orders the draft.
type Submit struct{ Campaign string }

// Join makes the chat's owner a person by using up one use of the invitation.
// Carried out before the chat's next event.
type Join struct {
	Invitation report.Invitation
	Name       string
}

// Refuse counts an attempt of a stranger.
type Refuse struct{}

func (Say) effect()    {}
func (Save) effect()   {}
func (Start) effect()  {}
func (Submit) effect() {}
func (Join) effect()   {}
func (Refuse) effect() {}
