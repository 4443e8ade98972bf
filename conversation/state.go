// Package conversation is the dialogue: a pure state machine that walks one
// person through the questions of a report, and all the words the bot says.
//
// Step takes the State of one chat and one Event and gives the next State and
// Effects. It does no I/O and never fails: a person's mistake is a reply. Every
// state is stored as JSON between two events, so nothing else may be remembered.
//
// Where to look, by the names of the files: step.go sends an event to the handler of its
// phase; ask.go, collect.go, confirm.go, review.go and press.go are the questions of a
// report, pick.go which report it is. desk*.go is what admins and approvers do beside them,
// intake*.go how a notice becomes a report, people*.go, matter.go and join.go what is about
// people, group.go the group chats. command.go and order*.go read what is typed, event*.go
// is what comes in and goes out, text*.go is all wording: one file for a topic each.
package conversation

import (
	"encoding/json"
	"fmt"

	"thuky/report"
)

// Version is written into every stored State; Decode reads all versions up to it.
const Version = 1

// Phase says what the chat waits for.
type Phase string

// The phases. The zero Phase is a chat in which nothing is going on.
const (
	Idle     Phase = ""
	Choosing Phase = "choosing" // which of several open reports
	Asking   Phase = "asking"   // the answer to Question
	Reading  Phase = "reading"  // whether a reading of an ambiguous answer is right
	NilWord  Phase = "nil"      // whether "Không" is the answer or a skip
	Danger   Phase = "danger"   // whether "dung" or "huy" was a command or the answer
	Clash    Phase = "clash"    // whether to replace an answer given elsewhere meanwhile
	Late     Phase = "late"     // whether words sent after a pause are the answer
	Stale    Phase = "stale"    // whether an offered text is kept that names an earlier period
	Reason   Phase = "reason"   // why a required question is skipped
	Reviewed Phase = "review"   // the list of answers has been shown
	Paused   Phase = "paused"
	Sent     Phase = "sent" // submitted; answers can still be changed
)

// State is where one chat is.
type State struct {
	V        int    `json:"v"`
	Phase    Phase  `json:"phase,omitempty"`
	Campaign string `json:"campaign,omitempty"`
	Question string `json:"question,omitempty"`
	// Seq rises with every prompt. Buttons carry the Seq of their prompt, so
	// that an old button is known as old.
	Seq int `json:"seq,omitempty"`
	// Parts are the messages of a long answer that is still being written.
	Parts []report.Part `json:"parts,omitempty"`
	// Table is the table that is still being written.
	Table *Table `json:"table,omitempty"`
	// Files is what is under way with files. It lies beside the questions.
	Files *Files `json:"files,omitempty"`
	// Back: after the open question comes the review, not the next question.
	Back bool `json:"back,omitempty"`
	// Base is the revision of the answer that the prompt showed, 0 for none.
	Base int `json:"base,omitempty"`
	// Offered are the campaigns to choose from.
	Offered []string `json:"offered,omitempty"`
	// Words and Values are what waits for a confirmation.
	Words  *report.Part   `json:"words,omitempty"`
	Values []report.Value `json:"values,omitempty"`
	Marked []int          `json:"marked,omitempty"` // ticked options of a choices question, from 0
	Anew   bool           `json:"anew,omitempty"`   // «Sửa» or «Viết mới» taken: the old answer is not offered again
	// Was is the phase that a pause interrupted.
	Was Phase `json:"was,omitempty"`
	// Done is the last press that was acted on: pressing it again is quiet.
	Done string `json:"done,omitempty"`
	// Desk is the order of an admin that still needs something. It lies beside
	// everything above, so that an answer under way is not touched by it.
	Desk *Order `json:"desk,omitempty"`
	// DeskSeq is to the desk what Seq is to the questions.
	DeskSeq int    `json:"desk_seq,omitempty"`
	Focus   string `json:"focus,omitempty"` // the campaign that the desk is at
	// Matter is what is under way about people. It lies beside the questions, as
	// Desk does; MatterSeq is its Seq.
	Matter    *Matter `json:"matter,omitempty"`
	MatterSeq int     `json:"matter_seq,omitempty"`
	// Intake is the report that an admin is about to open. It lies beside all else, too.
	Intake *Intake `json:"intake,omitempty"`
	// Pasted is a text of which it is not known yet whether it is a notice.
	Pasted *Pasted `json:"pasted,omitempty"`
	// Drafts are the drafts that this chat got of different campaigns, with what was found
	// in them; the last one last.
	Drafts []Looked `json:"drafts,omitempty"`
}

// Decode reads a stored state; nil gives the first state of a new chat.
func Decode(stored []byte) (State, error) {
	if stored == nil {
		return State{V: Version}, nil
	}
	var s State
	if err := json.Unmarshal(stored, &s); err != nil {
		return State{}, fmt.Errorf("conversation state: %w", err)
	}
	if s.V > Version {
		return State{}, fmt.Errorf("conversation state of version %d: this release reads up to %d", s.V, Version)
	}
	s.V = Version
	return s, nil
}

// Encode gives the form that is stored.
func (s State) Encode() []byte {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // unreachable: State holds nothing that JSON refuses
	}
	return b
}
