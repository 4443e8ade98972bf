package report

import "time"

// Record is one person's part in one campaign, for that person to look at.
type Record struct {
	Campaign Campaign
	Sent     time.Time // zero: not sent, or changed since
	// Asked and Missing count the questions that are put to the person now, and those of
	// them that have no answer or were given back. A closed campaign asks nothing.
	Asked, Missing, Returned int
	// Entries are the questions in their order; only RecordOf fills them in.
	Entries []RecordEntry
}

// RecordEntry is one question of a Record.
type RecordEntry struct {
	Question string // its id
	Table    bool   // it is a table
	// Place is the number of the question in the chat, as in «sửa 7»; 0 when it is not put
	// to the person any more.
	Place    int
	Name     string
	Text     string  // the answer in words, "" for none
	Grid     *Grid   // of a table, else nil
	Answer   *Answer // nil: there is none
	Comment  string  // why it was given back and waits to be written again
	Returned bool
	// Revisions are what the answer was before, the newest first.
	Revisions []RecordRevision
}

// RecordRevision is an answer as it once was.
type RecordRevision struct {
	At      time.Time // when it was given
	Channel string
	Text    string
	Skipped bool
	// By is the name of who gave it, "" for the person.
	By string
}
