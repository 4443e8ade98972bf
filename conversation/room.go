package conversation

import "thuky/report"

// Room is what the dialogue knows of the people.
type Room interface {
	// People are all on the list of the school, those who have not joined included.
	People() []report.Person
	// Duties are the questions of open campaigns that were given to a person by name
	// and that they have not answered.
	Duties(person string) []Duty
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
}

// LinkMinutes and InviteDays are how long the codes of a chat hold.
const (
	LinkMinutes = 30
	InviteDays  = 7
)

// NewsKind says what News are about.
type NewsKind string

// The kinds of news.
const (
	NewsJoined  NewsKind = "joined"  // admins: Who has joined
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
)

// News is what one chat hears of people.
type News struct {
	Kind   NewsKind
	Who    report.Person
	Other  report.Person // zero for nobody
	By     string        // name of the admin who did it, "" for Who
	Duties []Duty
	// Orphans are the names of those who are away and lost their stand-in with Who.
	Orphans  []string
	Platform string // NewsLinked
	Code     string // NewsCode
	Link     string // NewsCode: where there is one
	Order    Invite // NewsCode
}
