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
	Hello   EventKind = "hello"   // the chat was opened: go to Campaign, if any, and say where we are
	Opened  EventKind = "opened"  // Campaign was opened for the person
	Ended   EventKind = "ended"   // Campaign was closed
	Drafted EventKind = "drafted" // the draft of Campaign is ready in File
	Crashed EventKind = "crashed" // an update could not be handled
	// Extracted: the text of the file that an Extract was about is in Text, or why
	// there is none in Problem.
	Extracted EventKind = "extracted"

	// Tabulated: the rows of the file that a Tabulate was about are in Sheets, or why there
	// are none in Note.
	Tabulated EventKind = "tabulated"
	// Filled: the person filled in the table Question of Campaign on a page; the rows are
	// those of Answer.
	Filled EventKind = "filled"

	// Gathered: the file that a Gather was about is kept as Evidence, or is not, because of
	// Refusal.
	Gathered EventKind = "gathered"

	// Of the desk: what reaches one chat because of another.
	Returned  EventKind = "returned"  // the answer to Question was given back with Note by By
	Reworked  EventKind = "reworked"  // By has answered again what this person gave back
	Amended   EventKind = "amended"   // By changed this person's answer to Question, because of Note
	Checked   EventKind = "checked"   // the draft that this person wants to approve is in File, with Gaps
	Approved  EventKind = "approved"  // By has approved Version: it is in File
	Outdated  EventKind = "outdated"  // an answer changed since the draft was checked
	Reminded  EventKind = "reminded"  // the person is to be reminded of Owed
	Escalated EventKind = "escalated" // the person is to hear of Debts
	Informed  EventKind = "informed"  // the person is to hear of News
	Launched  EventKind = "launched"  // Campaign was opened by an Open of this chat
	Unopened  EventKind = "unopened"  // it was not: Campaign has the same notice, or "" for another reason
	// Unscheduled: the official schedule of Year is missing in the calendar; Note says what
	// is open.
	Unscheduled EventKind = "unscheduled"
	// Assigned: By gave the questions Gained to the person, or Lost to others. Without
	// By an answer of somebody made the Gained apply.
	Assigned EventKind = "assigned"
	Newer    EventKind = "newer" // the template of Campaign has another version now
	// Kept: the template of a KeepTemplate is in the library as Template. Unkept: it is not,
	// for the reason in Note.
	Kept   EventKind = "kept"
	Unkept EventKind = "unkept"
	// Consented, Declined: the person has answered, on a page, the notice of version Note.
	Consented EventKind = "consented"
	Declined  EventKind = "declined"
)

// Event is one thing that happened to one chat.
type Event struct {
	Kind    EventKind
	Address chat.Address
	At      time.Time    // when it is handled
	Today   workday.Date // At, in the school's zone
	Text    string       // Said, Edited; caption of Showed
	Message string       // platform's id of the message
	Choice  string       // Pressed
	PressID string       // Pressed
	Media   string       // Showed
	// Attachment is the file of Showed, where it can be read, and of Extracted, Tabulated and
	// Gathered.
	Attachment *chat.Attachment
	Problem    ExtractProblem     // Extracted
	Sheets     [][][]string       // Tabulated: the cells by sheet, row and column
	Evidence   *report.File       // Gathered
	Refusal    report.FileRefusal // Gathered
	Slot       int                // Gathered
	Name       string             // display name on the platform
	Campaign   string             // Hello, Opened, Ended, Drafted, Tabulated, Gathered, Filled
	File       *chat.File         // Drafted
	Picture    *chat.File         // Drafted, Checked: its first page, where there is a picture of it
	Gaps       []string           // Drafted: the marks left in the draft, as they stand there
	Stale      []string           // Drafted: the questions whose answers name an earlier period
	By         string             // Drafted: name of who submitted, "" when it was this person
	Complete   bool               // Drafted: everybody has sent
	Gone       bool               // Drafted: who had not sent has left
	Question   string             // Returned, Reworked, Amended, Tabulated, Gathered, Filled
	Note       string             // Returned, Amended, Tabulated
	Answer     report.Answer      // Reworked, Amended: as it is now; Filled: its value
	Lacks      Lacks              // Checked
	Basis      string             // Checked: fingerprint of what the file was made of
	Version    int                // Approved
	Year       int                // Unscheduled
	Owed       []Owed             // Reminded, the most urgent first
	Debts      []Debt             // Escalated
	News       *News              // Informed
	First      time.Time          // Launched: of the reminders, in the school's zone; zero for none
	Gained     []string           // Assigned: question ids
	Lost       []string           // Assigned
	Template   string             // Kept: its id
	// Drafted, Checked, of who oversees reports: what the checks found in the draft, and
	// the key of that list, "" where nobody looked. Unlooked: the checks did not come to an end.
	Remarks    []Remark
	RemarksKey string
	Unlooked   bool
	World      World
}

// Lacks are those of the gaps of a draft that an admin can do something about.
type Lacks struct {
	Skips  bool // a required question was skipped, and nobody has accepted that
	Notice bool // the draft cites a notice that the report does not have
}

// ExtractProblem says why there is no text of a file.
type ExtractProblem string

// The problems.
const (
	FileTooLarge  ExtractProblem = "too-large"
	FileBroken    ExtractProblem = "broken"      // damaged, locked, or of a kind that nobody can read
	FileEmpty     ExtractProblem = "empty"       // there is no text in it
	FileNeedsOCR  ExtractProblem = "needs-ocr"   // a picture, and no tesseract here
	FileNeedsSuit ExtractProblem = "needs-suite" // an old format, and no LibreOffice here
	FileGone      ExtractProblem = "gone"        // the platform does not hand it over
)

// Owed is a campaign that the person has not sent.
type Owed struct {
	Campaign report.Campaign
	Open, Of int  // questions without an answer, and all that are asked
	Late     bool // the deadline has passed
	// What the person has not heard of: the deadline is another, the campaign goes on
	// after all, there are new questions.
	Moved, Reopened, Updated bool
}

// Debt is who has not sent a campaign.
type Debt struct {
	Campaign report.Campaign
	Late     bool
	People   []Debtor
}

// Debtor is one of them.
type Debtor struct {
	Name      string
	Open, Of  int
	Questions []string     // the ids of those open
	Since     workday.Date // when the person heard of the campaign; zero: has not yet
	Absent    bool         // is on the list and has not joined
}

// World is what the store knows when the event is handled: a read-only view,
// the same on every call during one Step. Values it returns must not be changed.
type World interface {
	// Person is who the chat belongs to; false for a stranger.
	Person() (report.Person, bool)
	// Invitation gives the invitation of a code when it can still be used.
	Invitation(code string) (report.Invitation, bool)
	// Refused is how often this chat was refused within the last hour.
	Refused() int
	// Campaigns are the open campaigns this person answers, oldest first.
	Campaigns() []report.Campaign
	// Campaign gives any campaign, closed ones included.
	Campaign(id string) (report.Campaign, bool)
	// Template gives the pinned template of a campaign.
	Template(c report.Campaign) (*report.Template, bool)
	// Asks tells whether a question is this person's, whether it applies or not. What
	// it says of "" holds for every question given to nobody in particular.
	Asks(c report.Campaign, question string) bool
	// Known is what others answered to a question that is not this person's.
	Known(c report.Campaign, question string) (report.Value, bool)
	// Answer is this person's answer.
	Answer(campaign, question string) (report.Answer, bool)
	// Taken is what was answered last to a question by somebody who had it before this
	// person, and who that was.
	Taken(c report.Campaign, question string) (a report.Answer, by string, ok bool)
	// AnswerOf finds the person's answer that the message is a part of.
	AnswerOf(message string) (report.Answer, bool)
	// Earlier is what was answered to the question in the last campaign of the
	// same template.
	Earlier(c report.Campaign, question string) (report.Answer, bool)
	// Former is that last campaign.
	Former(c report.Campaign) (report.Campaign, bool)
	// Submitted tells whether the person has sent the campaign.
	Submitted(campaign string) bool
	// RemindAt is when somebody is reminded who asks for it at a time: then, or after
	// the quiet hours. NextMorning is when the reminders of the next working day
	// begin. Both are in the zone of the school, and zero where the chat cannot be
	// written to out of the blue.
	RemindAt(at time.Time) time.Time
	NextMorning() time.Time
	Desk
	Room
	Office
}

// Office is what it takes to open a campaign.
type Office interface {
	// Templates are those of the library, in the order of their ids.
	Templates() []*report.Template
	// Rounds are all campaigns, the closed ones included, oldest first.
	Rounds() []report.Campaign
	// Suggested is who answers what in a new campaign of the template.
	Suggested(t *report.Template) []report.Assignment
	// KeepsTemplates tells whether templates can be added to the library.
	KeepsTemplates() bool
}

// Desk is what an admin or an approver sees of the work of all.
type Desk interface {
	// TakesPart tells whether some question of the campaign is this person's; an
	// admin who was given none and has not begun only watches it.
	TakesPart(campaign string) bool
	// Returns are the answers of this person that were given back and are not
	// written again yet, oldest first.
	Returns(campaign string) []report.Return
	// Approves tells whether this person approves: an approver, or an admin
	// where there is none.
	Approves() bool
	// Underway are all open campaigns, oldest first.
	Underway() []report.Campaign
	// Shares are the people who take part in a campaign.
	Shares(campaign string) []report.Share
	// Remarks is a list of what was found in a draft, by its key; false when it is forgotten.
	Remarks(key string) ([]Remark, bool)
	// Aside are the keys of the findings that were put aside in a campaign.
	Aside(campaign string) map[string]bool
	// Versions are the approved ones, by number.
	Versions(campaign string) []report.Version
	// Basis is the fingerprint of all that a draft would be made of now.
	Basis(campaign string) string
	Running
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

// Join makes the chat's owner a person by using up one use of the invitation, or
// one more address of the person that it names.
// Carried out before the chat's next event.
type Join struct {
	Invitation report.Invitation
	Name       string
}

// Refuse counts an attempt of a stranger, or of somebody known with a wrong code.
type Refuse struct{}

// Return gives an answer back to its person, who hears of it at once.
type Return struct {
	Return report.Return
	Person string
}

// Amend stores the changed answer of another person, who hears of it once.
type Amend struct {
	Answer report.Answer
	Note   string
}

// Accept stores the skip of another person as accepted.
type Accept struct{ Answer report.Answer }

// Assign gives questions to people, in place of those who had them. Everybody whose
// questions change hears of it once, but for who does it.
type Assign struct {
	Campaign  string
	Questions []string
	// People are ids, in the order in which their texts are joined. Nobody: the
	// questions wait for an admin.
	People []string
	// All: the questions are for all of the staff.
	All bool
}

// Draft orders the draft for this chat. With Approve it comes as Checked.
type Draft struct {
	Campaign string
	Approve  bool
}

// Approve freezes the checked draft as the next version, unless what it was
// made of has changed since.
type Approve struct {
	Campaign string
	File     chat.File
	Basis    string
}

// Open opens a campaign. It is answered by Launched or Unopened.
type Open struct{ Campaign report.Campaign }

func (Open) effect() {}

// Extract orders the text of a file that this chat sent. It comes as Extracted.
type Extract struct{ Attachment chat.Attachment }

func (Extract) effect() {}

// KeepTemplate adds a template, by the text of its file, to the library. It is answered by
// Kept or Unkept.
type KeepTemplate struct{ Source string }

func (KeepTemplate) effect() {}

func (PutAside) effect() {}
func (Return) effect()   {}
func (Amend) effect()    {}
func (Accept) effect()   {}
func (Assign) effect()   {}
func (Draft) effect()    {}
func (Approve) effect()  {}

// RemindMe asks for a reminder of all that the person owes.
type RemindMe struct{ At time.Time }

// Mute leaves the person in peace about the reports that are open now; the zero time
// ends it.
type Mute struct{ Until time.Time }

// Forever is the Until of a Mute that the person must end.
var Forever = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

func (RemindMe) effect() {}
func (Mute) effect()     {}
func (Change) effect()   {}
func (Invite) effect()   {}

func (Say) effect()    {}
func (Save) effect()   {}
func (Start) effect()  {}
func (Submit) effect() {}
func (Join) effect()   {}
func (Refuse) effect() {}
