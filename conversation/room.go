package conversation

import "thuky/report"

// Room is what the dialogue knows of the people.
type Room interface {
	// People are all on the list of the school, those who have not joined included.
	People() []report.Person
	// Duties are the questions of open campaigns that were given to a person by name
	// and that they have not answered.
	Duties(person string) []Duty
	// Notice is what people are told of their data, and agree to; false where nobody is asked.
	Notice() (Notice, bool)
	// Requests is the register of what people asked for on their data, the oldest first.
	Requests() []report.Request
	Reach
}

// Reach is what the dialogue knows of the ways to people beside this chat.
type Reach interface {
	// Upload is where this person hands over a file that the chat cannot carry, "" for
	// nowhere.
	Upload() string
	// Full tells that the platform of this chat takes no further people.
	Full() bool
	// JoinAt is where the code of an invitation is used in a browser, "" for nowhere.
	JoinAt(code string) string
}

// Duty is what is open in one campaign.
type Duty struct {
	Campaign  report.Campaign
	Questions []string // ids, in the order of the template
}

// ChangeKind says what a Change alters.
type ChangeKind string

// The kinds of changes. The first five concern oneself alone; the next three an admin
// may do for anybody, the last two only an admin may do.
const (
	ChangeName   ChangeKind = "name"
	ChangeCall   ChangeKind = "call"   // Value is one of report.Calls
	ChangeMerge  ChangeKind = "merge"  // the newcomer is the person Value of the list
	ChangeUnlink ChangeKind = "unlink" // Value is the address to take off
	ChangeSettle ChangeKind = "settle" // the newcomer has said who they are: a Hello follows
	ChangeAway   ChangeKind = "away"   // Value is the id of who stands in, "" for nobody
	ChangeBack   ChangeKind = "back"   // of oneself: a Hello follows
	ChangeLeave  ChangeKind = "leave"
	ChangeUnit   ChangeKind = "unit"
	ChangeRole   ChangeKind = "role"
)

// Change alters a person of the list.
type Change struct {
	Kind   ChangeKind
	Person string
	Value  string
}

// Invite orders the code of an invitation: for Uses new people of a Role, or for
// Person. It comes to this chat as NewsCode.
type Invite struct {
	Role   report.Role
	Uses   int
	Person string
	Link   bool // one's own code for another chat: it holds for LinkMinutes
	Web    bool // one's own link to the web pages: it comes as NewsWeb and holds for WebMinutes
}

// LinkMinutes, WebMinutes and InviteDays are how long the codes of a chat hold.
const (
	LinkMinutes = 30
	WebMinutes  = 10
	InviteDays  = 7
)

// NewsKind says what News are about.
type NewsKind string

// The kinds of news.
const (
	NewsJoined  NewsKind = "joined"  // admins: Who has joined, and More
	NewsAbsent  NewsKind = "absent"  // admins: Who is away, Other stands in
	NewsLeft    NewsKind = "left"    // admins: Who is off the list; Duties are with nobody now
	NewsStandIn NewsKind = "standin" // Other: answers the Duties of Who
	NewsOver    NewsKind = "over"    // Other: stands in for Who no more
	NewsAway    NewsKind = "away"    // Who: By says that they are away, Other stands in
	NewsBack    NewsKind = "back"    // Who: By says that they are back
	NewsRole    NewsKind = "role"    // Who: By gave them another role
	NewsRemoved NewsKind = "removed" // Who, a stranger now: an admin took them off the list
	NewsLinked  NewsKind = "linked"  // Who: a further chat is theirs
	NewsCode    NewsKind = "code"    // the Code that Invite ordered
	NewsRefused NewsKind = "refused" // what was ordered is not possible any more
	NewsWeb     NewsKind = "web"     // the Link to the web pages that Invite ordered, "" where there are none
	NewsSpent   NewsKind = "spent"   // Platform, that of this chat, carries no more messages this month; Link leads on
	NewsBudget  NewsKind = "budget"  // admins: Count of the Of messages of the month went over Platform
	NewsFull    NewsKind = "full"    // admins: Count of the Of people that Platform takes are there
	NewsCopies  NewsKind = "copies"  // admins: the copy of the store that was due could not be made
	NewsDisk    NewsKind = "disk"    // admins: Count MiB are left on the disk of the store
	// NewsDeclined: admins: Who of the list, or somebody new on Platform, has not agreed that
	// their data are kept.
	NewsDeclined NewsKind = "declined"
	NewsClaimed  NewsKind = "claimed" // Who: their Request is in the register
	NewsRequest  NewsKind = "request" // admins: Who made the Request; Duties are with nobody now
	NewsDue      NewsKind = "due"     // admins: the time of Requests runs out
	NewsDone     NewsKind = "done"    // admins: the Request is settled
	NewsErased   NewsKind = "erased"  // a stranger now: what the Request asked for is done
	NewsOwn      NewsKind = "own"     // Who: what is kept of them, in Own
	// NewsCorrected, NewsDenied: Who: what the Request asked for was done, or was refused.
	NewsCorrected NewsKind = "corrected"
	NewsDenied    NewsKind = "denied"
)

// News is what one chat hears of people.
type News struct {
	Kind   NewsKind
	Who    report.Person
	Other  report.Person // zero for nobody
	More   []report.Person
	By     string // name of the admin who did it, "" for Who
	Duties []Duty
	// Orphans are the names of those who are away and lost their stand-in with Who.
	Orphans  []string
	Platform string // NewsLinked, NewsSpent, NewsBudget, NewsFull
	Code     string // NewsCode
	Link     string // NewsCode, NewsWeb, NewsSpent: where there is one
	Order    Invite // NewsCode
	// Of NewsCode: At is where the code is used in a browser, "" for nowhere; Typed are the
	// platforms on which it is typed to the bot, Full those that take nobody new.
	At          string
	Typed, Full []string
	Count, Of   int    // NewsBudget, NewsFull; Count of NewsDisk
	Note        string // NewsCopies: why, "" where only the log knows
	Spent       bool   // NewsBudget: from now on only what matters most is sent
	Request     *report.Request
	Requests    []report.Request // NewsDue
	Own         *Own             // NewsOwn
}
