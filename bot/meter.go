package bot

import (
	"slices"
	"strings"
	"time"

	"thuky/remind"
)

// Meter takes what is counted and measured while a Runtime works. Its methods are called
// often, from many goroutines, and do nothing slow.
type Meter interface {
	// Updated: an update of a platform was dealt with, so long after it was handed over.
	Updated(platform string, outcome Outcome, took time.Duration)
	// Posted: a message of a platform was sent, or an attempt failed, so long after it was
	// put into the outbox.
	Posted(platform, outcome string, waited time.Duration)
	// Replied: an answer to an update was sent, so long after the update was handed over.
	Replied(platform string, took time.Duration)
	// Reminded: a reminder of a kind was put into the outbox; several may be one message.
	Reminded(kind string)
	// Worked: an attempt at a job of a kind ended.
	Worked(kind, outcome string)
}

// Outcome is what became of an update.
type Outcome string

// The outcomes of updates.
const (
	OutcomeHandled   Outcome = "handled"
	OutcomeDuplicate Outcome = "duplicate" // it had been handled before
	OutcomeFailed    Outcome = "failed"    // it is kept in the store
)

// The outcomes of messages, beside the values of chat.SendClass.
const (
	PostedSent    = "sent"
	PostedDropped = "dropped" // the messages of the month are used up, or it came too late
)

// noMeter measures nothing.
type noMeter struct{}

func (noMeter) Updated(string, Outcome, time.Duration) {}
func (noMeter) Posted(string, string, time.Duration)   {}
func (noMeter) Replied(string, time.Duration)          {}
func (noMeter) Reminded(string)                        {}
func (noMeter) Worked(string, string)                  {}

// The outcomes of jobs.
const (
	WorkedDone    = "done"
	WorkedFailed  = "failed" // it is tried again
	WorkedGivenUp = "given-up"
)

// otherKind stands for what a label must not tell apart.
const otherKind = "other"

// jobLabel is the kind of a job as a label: what a newer release may have ordered is one of
// the others.
func jobLabel(kind string) string {
	if slices.Contains(jobKinds, kind) {
		return kind
	}
	return otherKind
}

// jobKinds are those that this release knows.
var jobKinds = []string{draftKind, extractKind, keepKind, sheetKind, ownKind, evidenceKind}

// reminderLabel is the kind of a reminder as a label: without the days, hours and years that
// its end says.
func reminderLabel(k remind.Kind) string {
	label := string(k)
	if at := strings.LastIndexByte(label, '-'); at > 0 && strings.Trim(label[at+1:], "0123456789") == "" {
		label = label[:at]
	}
	switch k := remind.Kind(label); k {
	case remind.Half, remind.Before, remind.LastDay, remind.Late, remind.AdminsBefore, remind.AdminsLate,
		remind.Asked, remind.Moved, remind.Reopened, remind.Updated, remind.Kind(strings.TrimSuffix(scheduleKind, "-")):
		return label
	}
	return otherKind
}

// measured is what became of an update of a batch.
type measured struct {
	platform string
	outcome  Outcome
}

// measure notes what became of an update.
func (b *batch) measure(platform string, outcome Outcome) {
	b.measured = append(b.measured, measured{platform, outcome})
}
