package conversation

import (
	"slices"

	"thuky/report"
	"thuky/review"
)

// What the checks find in a draft comes with it to who oversees reports. Nothing is changed
// by it: a suggestion is carried out, or put aside, by its number.

// Remark is what the checks found at one place of a draft, as it was when that was made.
type Remark struct {
	Key      string          `json:"key"` // see review.Finding.Key
	Severity review.Severity `json:"severity"`
	// Question and Person say whose words it is about, "" where they are the template's or
	// several people's; Revision is that of their answer.
	Question string `json:"question,omitempty"`
	Person   string `json:"person,omitempty"`
	Revision int    `json:"revision,omitempty"`
	Under    string `json:"under,omitempty"` // the heading it stands under
	Whole    bool   `json:"whole,omitempty"` // it is about the whole draft
	Quote    string `json:"quote,omitempty"`
	Message  string `json:"message"`
	Suggest  string `json:"suggest,omitempty"`
	// Edit carries the suggestion out; nil where nobody but a person can.
	Edit *review.Edit `json:"edit,omitempty"`
}

// sameAnswer tells whether two remarks are about one answer.
func (r Remark) sameAnswer(other Remark) bool {
	return r.Question == other.Question && r.Person == other.Person
}

// Looked is a draft that this chat got. The numbers that people type are the places in its
// list of remarks, from 1.
type Looked struct {
	Campaign string  `json:"campaign"`
	Remarks  string  `json:"remarks"`         // the key of the list; see World.Remarks
	Shown    int     `json:"shown,omitempty"` // how far the list was shown
	Fixed    []Fixed `json:"fixed,omitempty"` // the suggestions that were carried out here, in their order
}

// Fixed is a suggestion that was carried out, and the revision of the answer that came of it.
type Fixed struct {
	Number   int `json:"number"`
	Revision int `json:"revision"`
}

// PutAside has a finding not told any more in this campaign, or with Back told again. What
// says in the audit which it is.
type PutAside struct {
	Campaign, Key, What string
	Back                bool
}

// maxLooked is of how many campaigns the last draft is remembered.
const maxLooked = 6

// remember notes the list of remarks on a draft that this chat gets now.
func (t *turn) remember(l Looked) {
	t.s.Drafts = slices.DeleteFunc(slices.Clone(t.s.Drafts), func(old Looked) bool { return old.Campaign == l.Campaign })
	t.s.Drafts = append(t.s.Drafts, l)
	if n := len(t.s.Drafts) - maxLooked; n > 0 {
		t.s.Drafts = t.s.Drafts[n:]
	}
}

// looked is the last draft that this chat got of a campaign.
func (t *turn) looked(campaign string) (Looked, bool) {
	i := slices.IndexFunc(t.s.Drafts, func(l Looked) bool { return l.Campaign == campaign })
	if i < 0 {
		return Looked{}, false
	}
	return t.s.Drafts[i], true
}

// hasRemarks tells whether the last draft of a campaign came with remarks.
func (t *turn) hasRemarks(campaign string) bool {
	l, ok := t.looked(campaign)
	if !ok || !t.person.Oversees() {
		return false
	}
	list, ok := t.remarksOf(l)
	return ok && len(list) > 0
}

// remarksOf gives the list of a draft: that of the event, or a stored one.
func (t *turn) remarksOf(l Looked) ([]Remark, bool) {
	if t.e.RemarksKey != "" && l.Remarks == t.e.RemarksKey {
		return t.e.Remarks, true
	}
	return t.e.World.Remarks(l.Remarks)
}

// mended carries suggestions out in an answer, one after the other. before are those that
// were carried out in it earlier. It is not ok when the answer is another than what those
// made of it, or two of the suggestions are about the same words.
func mended(list []Remark, before []Fixed, numbers []int, a report.Answer) (text string, ok bool) {
	if a.Skipped || a.Value.Text == nil {
		return "", false
	}
	revision := list[numbers[0]-1].Revision
	var done []review.Edit
	now := func(n int) (e review.Edit, ok bool) { // as it is behind those that are done
		e, ok = *list[n-1].Edit, true
		for _, d := range done {
			if e, ok = e.After(d); !ok {
				break
			}
		}
		return e, ok
	}
	for _, f := range before {
		e, ok := now(f.Number)
		if !ok {
			return "", false
		}
		done, revision = append(done, e), f.Revision
	}
	if a.Revision != revision {
		return "", false
	}
	text = *a.Value.Text
	for _, n := range numbers {
		e, ok := now(n)
		if ok {
			text, ok = e.Apply(text)
		}
		if !ok {
			return "", false
		}
		done = append(done, e)
	}
	return text, true
}
