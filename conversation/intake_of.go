package conversation

import (
	"thuky/chat"
	"thuky/report"
)

// The notice of a report that is open already: shown and corrected as that of one that is
// about to be opened, and kept by «lưu».

const taskCorrect Task = "correct-notice"

var saveWords = set("luu", "luu lai", "luu cong van", "luu di", "/luu")

// SetNotice gives an open campaign its notice, or another one.
type SetNotice struct {
	Campaign string
	Notice   report.Notice
}

func (SetNotice) effect() {}

// last is the last field of the list: of a report that is open only the notice is.
func (in *Intake) last() int {
	if in.Of != "" {
		return fieldSubject
	}
	return lastField
}

// correctNotice shows the notice of an open report. What waits already is gone on with.
func (t *turn) correctNotice(c report.Campaign) {
	t.s.Desk = nil
	if t.s.Intake != nil { // begun since the order was given
		t.beginIntake(taskNotice)
		return
	}
	in := &Intake{Stage: stageCheck, Of: c.ID, Words: map[int]string{}, Doubts: map[int][]string{}}
	in.Plan.Template, in.Plan.Notice = c.Template, &report.Notice{}
	if c.Notice != nil {
		*in.Plan.Notice = *c.Notice
	}
	t.s.Intake = in
	t.goOnIntake()
}

// collectFor takes a text or a file for the report whose notice is shown. It is false where
// a report is about to be opened.
func (in *Intake) collectFor() bool {
	if in.Of == "" || in.Stage != stageCheck || in.Aside {
		return false
	}
	in.Stage, in.Field = stageCollect, 0
	return true
}

// nothingFor goes back to the list when what was sent for it held nothing. It is false where
// a report is about to be opened.
func (t *turn) nothingFor() bool {
	in := t.s.Intake
	if in.Of == "" {
		return false
	}
	in.Stage, in.Parts, in.Ended = stageCheck, nil, false
	t.goOnIntake()
	return true
}

// saveNotice has the notice stored.
func (t *turn) saveNotice() {
	in := t.s.Intake
	c, ok := t.e.World.Campaign(in.Of)
	n := *in.Plan.Notice
	text := textNoticeKept(c)
	switch {
	case in.Stage != stageCheck || in.Field != 0:
		t.lead = append(t.lead, textNotYetOpen)
		t.say(t.intakeMessage(false))
		return
	case !ok || c.Status != report.Open:
		text = textClosedNoChange(c)
	case n.Citation() == "":
		t.lead = append(t.lead, textNothingToSave)
		t.say(t.intakeMessage(false))
		return
	default:
		if first, twice := t.twin(&n); twice {
			t.lead = append(t.lead, textTaken(first))
			t.say(t.intakeMessage(false))
			return
		}
		if n.Kind == "" {
			n.Kind = textNoticeKind
		}
		if c.Notice == nil || *c.Notice != n {
			_, current := t.lastVersion(c.ID)
			text = textNoticeSaved(c, &n, current)
			t.do(SetNotice{Campaign: c.ID, Notice: n})
		}
	}
	t.s.Intake = nil
	t.s.DeskSeq++
	t.s.Focus = c.ID
	t.say(chat.Message{Text: text})
	t.backToQuestion()
}
