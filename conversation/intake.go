package conversation

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"thuky/chat"
	"thuky/notice"
	"thuky/report"
	"thuky/vntext"
)

// Intake is a report that an admin is about to open: from a notice that is handed
// over, or by hand. It lies beside the questions and the orders of the desk; nothing
// of it is in the store of campaigns until the admin says so.
type Intake struct {
	Stage Stage `json:"stage"`
	// Of is the open campaign whose notice this is, "" for one that is about to be opened.
	Of string `json:"of,omitempty"`
	// Aside: the admin turned to something else; words are not for it.
	Aside bool `json:"aside,omitempty"`
	// Parts are the messages of the notice as they came, until it is read.
	Parts []report.Part `json:"parts,omitempty"`
	Asked bool          `json:"asked,omitempty"` // the admin said that a notice comes
	Files int           `json:"files,omitempty"` // whose text is on its way
	Ended bool          `json:"ended,omitempty"` // nothing follows the files on their way
	// Plan is the campaign as far as it is known, Words what was read for a field, and
	// Doubts why it should be looked at.
	Plan      report.Campaign   `json:"plan,omitzero"`
	Words     map[int]string    `json:"words,omitempty"`
	Doubts    map[int][]string  `json:"doubts,omitempty"`
	Deadlines []notice.Deadline `json:"deadlines,omitempty"` // to choose from
	Fixed     map[int]bool      `json:"fixed,omitempty"`     // fields that the admin has settled
	Field     int               `json:"field,omitempty"`     // whose value is asked for
	Everybody bool              `json:"everybody,omitempty"` // no question is given to anybody in particular
	Listed    bool              `json:"listed,omitempty"`    // the whole list has been shown
	// Outline is that of a notice which no template fits, and Proposed: a template made of
	// it is shown.
	Outline  []notice.Heading `json:"outline,omitempty"`
	Proposed bool             `json:"proposed,omitempty"`
}

// Stage is where an Intake is.
type Stage string

// The stages.
const (
	stageCollect Stage = "collect" // more of the notice may come
	stageConvert Stage = "convert" // whether the conversion of an old font is right
	stageCheck   Stage = "check"   // the fields have been shown
)

// The fields, by their number in the list.
const (
	fieldKind = iota + 1
	fieldNumber
	fieldIssued
	fieldIssuer
	fieldSubject
	fieldPeriod
	fieldDeadline
	fieldInternal
	fieldCutOff
	fieldTemplate
	fieldPeople
	lastField = fieldPeople
	// fieldSendTo is read and kept, and stands on pages only.
	fieldSendTo = lastField + 1
)

// Limits of a notice: twenty pages and more.
const (
	maxNotice      = 60_000 // runes
	maxNoticeParts = 500    // in a terminal every line is one
)

// opens tells whether a person opens reports.
func opens(p report.Person) bool { return p.Role == report.Admin }

// clone gives an Intake that can be changed without touching this one.
func (in *Intake) clone() *Intake {
	c := *in
	c.Parts, c.Deadlines, c.Outline = slices.Clone(in.Parts), slices.Clone(in.Deadlines), slices.Clone(in.Outline)
	c.Words, c.Doubts, c.Fixed = maps.Clone(in.Words), maps.Clone(in.Doubts), maps.Clone(in.Fixed)
	if in.Plan.Notice != nil {
		n := *in.Plan.Notice
		c.Plan.Notice = &n
	}
	return &c
}

// mendIntake drops what no release can go on with, and makes the rest whole.
func (t *turn) mendIntake() {
	in := t.s.Intake
	switch {
	case in == nil:
		return
	case in.Stage != stageCollect && in.Stage != stageConvert && in.Stage != stageCheck,
		in.Stage == stageConvert && len(in.Parts) == 0, in.Field < 0, in.Field > lastField, in.Field != 0 && in.Stage != stageCheck:
		t.s.Intake = nil
		return
	}
	if in.Stage == stageCheck && in.Plan.Notice == nil {
		in.Plan.Notice = &report.Notice{}
	}
	if in.Proposed && (len(in.Outline) == 0 || in.Field != fieldTemplate || in.Plan.Template != "") {
		in.Proposed = false
	}
	if in.Words == nil { // an empty one is not stored
		in.Words = map[int]string{}
	}
	if in.Doubts == nil {
		in.Doubts = map[int][]string{}
	}
}

// taking tells whether words are for the intake.
func (t *turn) taking() bool { return t.s.Intake != nil && !t.s.Intake.Aside && opens(t.person) }

// busy tells whether a question of a report waits for words.
func (t *turn) busy() bool {
	switch t.s.Phase {
	case Asking, Reading, Clash, NilWord, Danger, Late, Reason:
		return t.t != nil
	}
	return false
}

// beginIntake starts to collect a notice, or a report by hand. One that is under way
// is gone on with.
func (t *turn) beginIntake(task Task) {
	if in := t.s.Intake; in != nil {
		if task == taskNew && in.Of == "" && in.Stage == stageCheck && !in.Aside && in.Field == 0 {
			t.openPlan()
			return
		}
		in.Aside = false
		t.lead = append(t.lead, textIntakeWaits(in.Plan.Notice, in.Of != ""))
		t.say(t.intakeMessage(true))
		return
	}
	t.s.Intake = &Intake{Stage: stageCollect, Asked: true}
	if task == taskNew {
		t.s.Intake.Stage, t.s.Intake.Plan.Notice = stageCheck, &report.Notice{}
		t.goOnIntake()
		return
	}
	t.s.DeskSeq++
	t.say(t.intakeMessage(true))
}

// intake takes words for what is about to be opened. raw is what was typed before it
// was cleaned: an old font is known by signs that cleaning takes away.
func (t *turn) intake(text, raw string) {
	in := t.s.Intake
	cmd, _ := parseCommand(text, true)
	bare := vntext.Fold(strings.TrimRight(text, " .!…"))
	switch {
	case in.Proposed && t.proposed(text, cmd, bare):
	case in.proposes() && says(text, proposeWords):
		t.propose()
	case in.Field != 0 && (bare == "thoi" || cmd == cmdBack || cmd == cmdKeep || cmd == cmdSkip || cmd == cmdLater) && in.Plan.Template != "":
		t.keepField()
	case bare == "thoi" || bare == "huy" || bare == "bo":
		t.dropIntake()
	case cmd == cmdPause || cmd == cmdSkip || cmd == cmdLater || bare == "dung":
		in.Aside = true
		t.say(chat.Message{Text: textAside(in.Of != "")})
		t.backToQuestion()
	case cmd == cmdResume: // of the questions
		t.asideIntake()
		t.hello()
	case cmd == cmdHelp:
		t.lead = append(t.lead, textIntakeHelp(in.Stage, in.Of != ""))
		t.say(t.intakeMessage(false))
	case in.Stage == stageCollect:
		t.collectNotice(text, raw)
	case in.Stage == stageConvert:
		t.convert(text)
	case in.Field != 0 && !t.elsewhere(text, bare):
		t.fieldValue(in.Field, text)
	default:
		t.checking(text, cmd, bare)
	}
}

// asideIntake makes the next words those for a question.
func (t *turn) asideIntake() {
	if t.taking() {
		t.s.Intake.Aside = true
		t.lead = append(t.lead, textAside(t.s.Intake.Of != ""))
	}
}

// dropIntake forgets it all.
func (t *turn) dropIntake() {
	text := textIntakeDropped
	if t.s.Intake.Of != "" {
		text = textNoticeUnchanged
	}
	t.s.Intake = nil
	t.s.DeskSeq++
	t.say(chat.Message{Text: text})
	t.backToQuestion()
}

// intakeMessage says what the intake waits for. whole shows all fields again.
func (t *turn) intakeMessage(whole bool) chat.Message {
	in := t.s.Intake
	switch {
	case in.Stage == stageCollect:
		return t.collectMessage()
	case in.Stage == stageConvert:
		return t.convertMessage()
	case in.Proposed:
		return t.proposalMessage(whole)
	case in.Field != 0:
		return t.fieldMessage()
	case whole:
		return t.listMessage()
	}
	m := chat.Message{Text: textCheckHint(t.planName(), in.Of != "")}
	m.Choices = t.checkChoices()
	return m
}

// planName is what the intake is called.
func (t *turn) planName() string {
	if c, ok := t.e.World.Campaign(t.s.Intake.Of); ok && t.s.Intake.Of != "" {
		return campaignLabel(c)
	}
	if n := t.s.Intake.Plan.Notice; n.Short() != "" {
		return n.Short()
	}
	if tmpl := t.planned(); tmpl != nil {
		return tmpl.Title
	}
	return textNewReport
}

// planned is the template of the plan, nil for none.
func (t *turn) planned() *report.Template {
	for _, tmpl := range t.e.World.Templates() {
		if tmpl.ID == t.s.Intake.Plan.Template {
			return tmpl
		}
	}
	return nil
}

func (t *turn) intakeButton(action string) string {
	return "i" + strconv.Itoa(t.s.DeskSeq) + "." + action
}

func (t *turn) dropButton() chat.Choice {
	return chat.Choice{ID: t.intakeButton("x"), Label: labelDropIt, Word: wordDropIt, Row: true}
}

// pressedIntake takes a button of the intake. It is false for all other buttons.
func (t *turn) pressedIntake(id string) bool {
	rest, ok := strings.CutPrefix(id, "i")
	if !ok {
		return false
	}
	seq, action, ok := splitButton(rest)
	if ok && seq == t.s.DeskSeq && t.actPasted(action) {
		t.s.Done = id
		return true
	}
	if !ok || seq != t.s.DeskSeq || t.s.Intake == nil || !opens(t.person) || !t.actIntake(action) {
		t.oldIntakeButton()
		return true
	}
	t.s.Done = id
	return true
}

// actIntake does what a button stands for; false when the stage has none such.
func (t *turn) actIntake(action string) bool {
	in := t.s.Intake
	was := in.Aside
	in.Aside = false
	n, err := strconv.Atoi(action[1:])
	switch {
	case action == "x" && in.Field != 0 && in.Plan.Template != "":
		t.keepField()
	case action == "x":
		t.dropIntake()
	case action == "d" && in.Stage == stageCollect:
		t.noticeEnded()
	case action == "y" && in.Stage == stageConvert:
		t.convert("1")
	case action == "n" && in.Stage == stageConvert:
		t.convert("2")
	case in.Stage != stageCheck:
		in.Aside = was
		return false
	case action == "p" && in.proposes():
		t.propose()
	case action == "k" && in.Proposed:
		t.keepProposal()
	case action == "b" && in.Proposed:
		t.otherTemplate()
	case action == "o" && in.Field == 0 && in.Of != "":
		t.saveNotice()
	case action == "o" && in.Field == 0:
		t.openPlan()
	case action == "f" && in.Field == 0:
		t.chooseField()
	case action[0] == 'f' && err == nil && n >= 1 && n <= in.last() && in.Field == 0:
		t.askField(n)
	case action[0] == 'v' && err == nil && in.Field != 0:
		t.fieldValue(in.Field, strconv.Itoa(n+1))
	default:
		in.Aside = was
		return false
	}
	return true
}

func (t *turn) oldIntakeButton() {
	if !t.taking() {
		t.oldButton()
		return
	}
	t.lead = append(t.lead, textOldButton)
	m := t.intakeMessage(false)
	m.Toast = toastOldButton
	t.say(m)
}
