package storage

// EraseTx takes personal data out of records that are otherwise only added to. It is a part
// of Tx. It is for erasing what a person asks for and for what is older than it may be kept,
// and for nothing else: whoever wants to note something adds an entry.
type EraseTx interface {
	// DeleteParticipation forgets that somebody took part in a campaign.
	DeleteParticipation(campaign, person string) error
	// RewriteAudit gives every entry, of all campaigns, to change. What it makes of the entry
	// is stored in its place; Drop takes the entry out. Then note is added, which says why and
	// by which the chain of the audit vouches for what was done.
	RewriteAudit(note AuditEntry, change func(*AuditEntry) (Rewrite, error)) error
	// RewriteLines does the same with the lines of all web chats. Chat, Seq and Key stay.
	RewriteLines(change func(*Line) (Rewrite, error)) error
	// DropFailures, DropJobs and DropArtifacts delete what drop says of. Artifacts come
	// without their Data.
	DropFailures(drop func(Failed) bool) error
	DropJobs(drop func(Job) bool) error
	DropArtifacts(drop func(key string, a Artifact) bool) error
}

// Rewrite says what becomes of a record.
type Rewrite int

// What becomes of a record.
const (
	Leave  Rewrite = iota // it stays as it is
	Change                // it is stored as it is now
	Drop                  // it is deleted
)
