// Package storage says what is kept and what a storage engine guarantees.
//
// Engines live in storage/<name>store and pass storage/storetest.
package storage

import (
	"context"
	"errors"
	"iter"
	"time"

	"thuky/chat"
	"thuky/remind"
	"thuky/report"
	"thuky/workday"
)

// Errors that engines return, possibly wrapped.
var (
	// ErrNotFound: there is no such record.
	ErrNotFound = errors.New("not found")
	// ErrConflict: the record is there already, or changed meanwhile.
	ErrConflict = errors.New("conflict")
	// ErrLocked: another process has the store open.
	ErrLocked = errors.New("store is in use by another process")
	// ErrNewer: the store was written by a newer release.
	ErrNewer = errors.New("store was written by a newer release")
	// ErrDamaged: what is on disk is no longer what was written there.
	ErrDamaged = errors.New("store is damaged")
	// ErrSealed: the store is sealed, and no key was given.
	ErrSealed = errors.New("the store is sealed with a key, and none was given")
	// ErrNotSealed: a key was given for a store that holds its records open.
	ErrNotSealed = errors.New("a key was given, and the store is not sealed")
	// ErrOtherKey: the store is sealed with another key.
	ErrOtherKey = errors.New("the store is sealed with another key")
	// ErrClosed: the store is closed.
	ErrClosed = errors.New("store is closed")
)

// Store is a transactional store. It is safe for concurrent use.
//
// Update runs fn in a read-write transaction: all of it is durable (on disk,
// fsync done) when Update returns nil, none of it when it returns an error or
// fn panics (the panic is passed on). Transactions are serial. Calls that wait while another commit
// is under way share the next one, so fn may run more than once and must have
// no effect outside the transaction but values it sets anew on every run.
//
// View runs fn on a consistent snapshot. Neither fn may start a transaction,
// keep the Tx, or do anything slow. What a Tx returns is a copy.
type Store interface {
	Update(ctx context.Context, fn func(Tx) error) error
	View(ctx context.Context, fn func(Tx) error) error
	// Backup writes a verified copy of the live store to a file that must not
	// exist yet: temporary file, fsync, check, rename.
	Backup(ctx context.Context, path string) error
	Stats() Stats
	Close() error
}

// Stats counts what an engine did since it was opened.
type Stats struct {
	Commits int64 // durable commits (each one fsync or more)
	Updates int64 // Update calls that were committed
	Size    int64 // bytes on disk
}

// Tx reads and writes typed records. Methods that write fail with ErrReadOnly
// inside View, and with ErrInvalid for ids that CheckID refuses. A record that is
// not there gives ErrNotFound from the singular readers; deleting it is no error.
// Times come back as the same instant, in whatever zone.
//
// Sequences are read while the loop runs, in the order of the bytes of their ids
// where no other order is given. They may be left early, and their loop may write
// and delete; whether it meets what it added itself is not said. A record that
// cannot be read is yielded as an error and ends the sequence.
type Tx interface {
	// Once records the key of an update and tells whether it is new. Keys are
	// remembered until PruneOnce forgets those before a time that its caller
	// keeps at least three days back; it may be up to a day late.
	Once(key string, at time.Time) (fresh bool, err error)
	PruneOnce(before time.Time) error

	// Conversation gives the stored state of a chat, as JSON of
	// conversation.State, nil when there is none.
	// Putting an empty state removes the row.
	Conversation(a chat.Address) ([]byte, error)
	PutConversation(a chat.Address, state []byte) error
	Conversations() iter.Seq2[Conversation, error]

	Person(id string) (report.Person, error)
	PersonByAddress(a chat.Address) (report.Person, error)
	// PutPerson stores a person and indexes the addresses; an address that
	// belongs to somebody else is ErrConflict.
	PutPerson(p report.Person) error
	DeletePerson(id string) error
	People() iter.Seq2[report.Person, error] // by ID

	Invitation(hash string) (report.Invitation, error)
	PutInvitation(i report.Invitation) error
	DeleteInvitation(hash string) error
	Invitations() iter.Seq2[report.Invitation, error]

	// Template gives the bytes of the template file of a version.
	Template(version string) ([]byte, error)
	PutTemplate(version string, source []byte) error

	Campaign(id string) (report.Campaign, error)
	PutCampaign(c report.Campaign) error
	Campaigns() iter.Seq2[report.Campaign, error] // by ID

	Answer(campaign, question, person string) (report.Answer, error)
	// HasAnswer tells whether there is one, without reading it.
	HasAnswer(campaign, question, person string) (bool, error)
	// PutAnswer replaces the answer of that campaign, question and person.
	PutAnswer(a report.Answer) error
	DeleteAnswer(campaign, question, person string) error
	Answers(campaign string) iter.Seq2[report.Answer, error] // by question, then person
	// Answered tells which Answers there are, in their order, without reading them.
	Answered(campaign string) iter.Seq2[AnswerID, error]

	// Participation says how far one person is with one campaign.
	Participation(campaign, person string) (Participation, error)
	PutParticipation(p Participation) error
	Participations(campaign string) iter.Seq2[Participation, error]

	// PutVersion stores an approved version with its bytes, for good: one of
	// that number is ErrConflict.
	PutVersion(v Approved) error
	Version(campaign string, number int) (Approved, error)
	// Versions gives those of a campaign by number, without the bytes.
	Versions(campaign string) iter.Seq2[report.Version, error]
	Reminder(campaign, person string, kind remind.Kind) (Reminder, error)
	// PutReminder replaces the reminder of that campaign, person and kind.
	PutReminder(r Reminder) error
	DeleteReminder(campaign, person string, kind remind.Kind) error
	// Reminders gives those of a campaign, by person, then kind; RemindersOf
	// those of one person in it.
	Reminders(campaign string) iter.Seq2[Reminder, error]
	RemindersOf(campaign, person string) iter.Seq2[Reminder, error]
	// DueReminders names those that are not Done and whose At is not after now,
	// the oldest first. However many there are besides, they cost nothing.
	DueReminders(now time.Time) iter.Seq2[DueReminder, error]

	// PutDay replaces what an admin said of that date; Days gives all of it by date.
	PutDay(d Day) error
	DeleteDay(date workday.Date) error
	Days() iter.Seq2[Day, error]

	// Groups are the group chats that an admin let the bot into.
	Group(a chat.Address) (Group, error)
	PutGroup(g Group) error
	DeleteGroup(a chat.Address) error
	Groups() iter.Seq2[Group, error] // by address

	// AddAudit appends an entry; Audit reads those of a campaign ("" for none
	// of them) in the order they were added, AuditBack from the last one back.
	AddAudit(e AuditEntry) error
	Audit(campaign string) iter.Seq2[AuditEntry, error]
	AuditBack(campaign string) iter.Seq2[AuditEntry, error]

	// Enqueue adds a message to the outbox and sets its Seq, which rises
	// by the order of adding. An Outgoing whose Key is there is ErrConflict.
	Enqueue(o *Outgoing) error
	// Outbox gives all that waits to be sent, by Seq, without the Dead.
	Outbox() iter.Seq2[Outgoing, error]
	// PutOutgoing stores it again after a failed attempt: ErrNotFound when it was
	// deleted meanwhile, ErrConflict when its Key is another. A Dead one moves
	// from Outbox to DeadLetters, or back.
	PutOutgoing(o Outgoing) error
	DeleteOutgoing(seq uint64) error
	// DeadLetters gives the Dead messages, by Seq.
	DeadLetters() iter.Seq2[Outgoing, error]

	// Hold is until when nothing may be sent to an address ("telegram:42") or a
	// platform ("telegram"), the zero time when it may.
	Hold(to string) (time.Time, error)
	// PutHold with the zero time ends the wait.
	PutHold(to string, until time.Time) error
	Holds() iter.Seq2[Hold, error]

	// AddJob adds work for later; a job with that key is ErrConflict. ClaimJob
	// takes the oldest job whose lease is over and leases it until the given
	// time, ErrNotFound when none waits. PutJob changes a job that is still
	// there, else ErrNotFound.
	AddJob(j Job) error
	ClaimJob(now, until time.Time) (Job, error)
	PutJob(j Job) error
	DeleteJob(key string) error

	// Artifact is a finished file by its key.
	Artifact(key string) (Artifact, error)
	PutArtifact(key string, a Artifact) error
	PruneArtifacts(before time.Time) error

	// Strangers counts attempts of addresses that nobody invited.
	Stranger(a chat.Address) (Stranger, error) // the zero Stranger when there is none
	PutStranger(a chat.Address, s Stranger) error
	PruneStrangers(before time.Time) error

	// PutFailed keeps an update that could not be handled, by At, then Key.
	PutFailed(f Failed) error
	Failures() iter.Seq2[Failed, error]

	// Session is a browser by the hash of its secret.
	Session(hash string) (Session, error)
	PutSession(s Session) error
	DeleteSession(hash string) error
	Sessions() iter.Seq2[Session, error] // by hash

	// AddLine appends to the transcript of a web chat and sets Seq; a Key that the
	// chat has is ErrConflict. PutLine changes one that is there, else ErrNotFound.
	AddLine(l *Line) error
	PutLine(l Line) error
	Line(chat chat.Address, seq uint64) (Line, error)
	// LinesAfter gives those with a higher Seq, rising; LinesBefore those with a lower
	// one (0: all), falling.
	LinesAfter(chat chat.Address, seq uint64) iter.Seq2[Line, error]
	LinesBefore(chat chat.Address, seq uint64) iter.Seq2[Line, error]
	DeleteLines(chat chat.Address) error

	// Value is a small thing that there is one of: a signing key, a pair of tokens, a
	// count. Putting an empty one removes it.
	Value(key string) ([]byte, error)
	PutValue(key string, value []byte) error

	ChainTx
	EvidenceTx
	FewTx
	JobsTx
	EraseTx
}
