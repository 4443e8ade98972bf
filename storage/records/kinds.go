package records

// Kind is a kind of record. Engines keep these numbers where processes of other releases read
// them: new kinds go to the end.
type Kind int

// What the keys and values are is said in the comment of the package.
const (
	Once Kind = iota // keys of updates: see Keys.Remember
	Conversations
	People
	Addresses
	Invitations
	Templates
	Campaigns
	Answers
	Participations
	Audit
	Outbox
	Dead
	OutboxKeys
	Holds
	Jobs
	JobQueue
	Artifacts
	ArtifactData
	Strangers
	Failures
	Versions
	VersionData
	Reminders
	ReminderQueue
	Days
	Groups
	Sessions
	Lines
	LineKeys
	Values
	Evidence
	EvidenceData
	EvidenceThumb
	Kinds // how many
)

var names = [Kinds]string{
	Once:           "once",
	Conversations:  "conversations",
	People:         "people",
	Addresses:      "addresses",
	Invitations:    "invitations",
	Templates:      "templates",
	Campaigns:      "campaigns",
	Answers:        "answers",
	Participations: "participations",
	Audit:          "audit",
	Outbox:         "outbox",
	Dead:           "dead",
	OutboxKeys:     "outbox-keys",
	Holds:          "holds",
	Jobs:           "jobs",
	JobQueue:       "job-queue",
	Artifacts:      "artifacts",
	ArtifactData:   "artifact-data",
	Strangers:      "strangers",
	Failures:       "failures",
	Versions:       "versions",
	VersionData:    "version-data",
	Reminders:      "reminders",
	ReminderQueue:  "reminder-queue",
	Days:           "days",
	Groups:         "groups",
	Sessions:       "sessions",
	Lines:          "lines",
	LineKeys:       "line-keys",
	Values:         "values",
	Evidence:       "evidence",
	EvidenceData:   "evidence-data",
	EvidenceThumb:  "evidence-thumb",
}

// String is the name of the kind, the same in every engine and in every dump.
func (k Kind) String() string { return names[k] }

// Numbered are the kinds that have a sequence of numbers; see Keys.Next.
var Numbered = [...]Kind{Audit, Outbox, Lines}

// Names are those of all kinds, in their order.
func Names() []string { return names[:] }
