package bot

import "time"

// Meter takes what is counted and measured while a Runtime works. Its methods are called
// often, from many goroutines, and do nothing slow.
type Meter interface {
	// Updated: an update of a platform was dealt with, so long after it was handed over.
	Updated(platform string, outcome Outcome, took time.Duration)
	// Posted: a message of a platform was sent, or an attempt failed, so long after it was
	// put into the outbox.
	Posted(platform, outcome string, waited time.Duration)
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

// measured is what became of an update of a batch.
type measured struct {
	platform string
	outcome  Outcome
}

// measure notes what became of an update.
func (b *batch) measure(platform string, outcome Outcome) {
	b.measured = append(b.measured, measured{platform, outcome})
}
