package conversation

import (
	"strconv"
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
)

// MatterKind says what a Matter is about.
type MatterKind string

// The kinds. Those of joining come one after the other, and nothing else is done
// meanwhile.
const (
	matterLinked  MatterKind = "linked"  // a further chat of a person was opened: to be said
	matterBack    MatterKind = "back"    // an absence has ended: to be said
	matterSettled MatterKind = "settled" // the newcomer is in: to be said
	matterConfirm MatterKind = "confirm" // is the newcomer the person who was invited
	matterName    MatterKind = "name"    // how the school writes the name
	matterSure    MatterKind = "sure"    // whether an unusual Name is meant so
	matterWho     MatterKind = "who"     // which of Offered on the list the newcomer is
	matterCall    MatterKind = "call"    // how to address the person
	matterPerson  MatterKind = "person"  // which of Offered the order means
	matterDo      MatterKind = "do"      // whether to carry the order out
	matterUnlink  MatterKind = "unlink"  // which address of Offered to take off
	matterNotice  MatterKind = "notice"  // whether the person agrees to the notice on their data
	matterAgreed  MatterKind = "agreed"  // who had taken the consent back agrees again: to be said
	matterEnd     MatterKind = "end"     // whether to take that back, or to have the data deleted, and other orders on data
	matterCorrect MatterKind = "correct" // what is to be corrected
	matterReason  MatterKind = "reason"  // why the request Place is refused
)

// Matter is something about people that still needs a word.
type Matter struct {
	Kind    MatterKind `json:"kind"`
	Joining bool       `json:"joining,omitempty"`
	// New: the newcomer has not been told yet who writes to them.
	New bool `json:"new,omitempty"`
	// Name: of matterName what is offered, of matterSure what was typed, of matterEnd what is
	// to be corrected, or why a request is refused.
	Name string `json:"name,omitempty"`
	// Doubted is what was typed for a name and taken for a sentence.
	Doubted string `json:"doubted,omitempty"`
	// Offered are ids, addresses or names to choose from.
	Offered []string `json:"offered,omitempty"`
	// Order is what is to be done.
	Order *PeopleOrder `json:"order,omitempty"`
	// Words are what the person typed, where they may have been an answer.
	Words *report.Part `json:"words,omitempty"`
	// Of the notice: what is asked when a newcomer has agreed, what was sent meanwhile, and
	// the prompt of the questions at the time. Of what admins do Place is the request; of
	// matterEnd Then tells that the notice waits behind it.
	Then  MatterKind `json:"then,omitempty"`
	Held  []Held     `json:"held,omitempty"`
	Place int        `json:"place,omitempty"`
	Again bool       `json:"again,omitempty"` // the whole text was shown
	// Invitation is the one that a newcomer came with.
	Invitation *report.Invitation `json:"invitation,omitempty"`
	// Right is what matterEnd is about.
	Right report.Right `json:"right,omitempty"`
}

// whole tells whether a matter holds what its kind needs, so that no stored bytes can bring
// Step down.
func (m *Matter) whole() bool {
	switch m.Kind {
	case matterLinked, matterBack, matterAgreed, matterSettled, matterConfirm, matterName, matterSure, matterCall:
		return m.Order == nil
	case matterWho, matterUnlink:
		return len(m.Offered) > 0 && m.Order == nil
	case matterPerson:
		return len(m.Offered) > 0 && m.Order != nil
	case matterDo:
		return m.Order != nil
	case matterNotice:
		return m.Order == nil && (!m.Joining || m.Then == matterConfirm || m.Then == matterName)
	case matterEnd:
		switch m.Right {
		case report.RightCorrect, rightDeny:
			return m.Order == nil && m.Name != ""
		case report.RightWithdraw, report.RightErase, rightSettle, rightAgain:
			return m.Order == nil
		}
	case matterCorrect, matterReason:
		return m.Order == nil
	}
	return false
}

// passing tells whether a matter only lasts until the Hello that follows at once.
func (m *Matter) passing() bool {
	return m.Kind == matterLinked || m.Kind == matterBack || m.Kind == matterAgreed || m.Kind == matterSettled
}

// way is one way to answer a matter.
type way struct {
	label string
	do    func()
	words map[string]bool // further words for it, folded
}

// joining tells that a newcomer has not said yet who they are.
func (t *turn) joining() bool { return t.s.Matter != nil && t.s.Matter.Joining }

// raise asks what a matter needs.
func (t *turn) raise(m Matter) {
	t.s.Matter, t.s.Desk = &m, nil
	t.s.MatterSeq++
	t.askMatter()
}

func (t *turn) askMatter() {
	text, options := t.matterText()
	m := chat.Message{Text: text}
	for i, o := range options {
		m.Choices = append(m.Choices, chat.Choice{ID: t.matterButton(strconv.Itoa(i)), Label: o.label, Row: true})
	}
	t.say(m)
}

func (t *turn) matterButton(action string) string {
	return "m" + strconv.Itoa(t.s.MatterSeq) + "." + action
}

// matterText is what the matter asks, and the ways to answer it.
func (t *turn) matterText() (string, []way) {
	m := t.s.Matter
	switch m.Kind {
	case matterConfirm, matterName, matterSure, matterWho:
		return t.joinText(m)
	case matterNotice:
		return t.noticeText()
	case matterEnd:
		return t.endText(m)
	case matterCorrect, matterReason:
		return t.wordsText(m)
	case matterCall:
		var options []way
		for _, call := range report.Calls {
			options = append(options, way{label: capital(call), do: func() { t.called(call) }})
		}
		return textAskCall, options
	}
	return t.orderText(m)
}

// takeMatter takes words for what a matter needs.
func (t *turn) takeMatter(text string) {
	m := t.s.Matter
	if m.Kind == matterNotice {
		t.takeNotice(text)
		return
	}
	_, options := t.matterText()
	if t.chose(text) {
		return
	}
	if _, ok := wholeNumber(text); ok && len(options) > 0 {
		t.lead = append(t.lead, textNumberOfList)
		t.askMatter()
		return
	}
	bare := vntext.Fold(strings.TrimRight(text, " .!,…"))
	cmd, _ := parseCommand(text, true)
	switch {
	case m.Joining && (cmd == cmdHelp || greets(text)):
		t.lead = append(t.lead, textJoinFirst)
		t.askMatter()
	case !m.Joining && stops(text):
		t.stay(m)
	case m.Kind == matterCorrect || m.Kind == matterReason:
		t.worded(text)
	case cmd == cmdHelp:
		t.lead = append(t.lead, textPeopleHelp)
		t.askMatter()
	case m.Kind == matterName, m.Kind == matterSure, m.Kind == matterConfirm:
		t.named(text)
	case m.Kind == matterCall:
		if call, ok := readCall(bare); ok {
			t.called(call)
			return
		}
		t.lead = append(t.lead, textCallAgain)
		t.askMatter()
	case m.Kind == matterPerson || m.Kind == matterWho:
		t.pickPerson(text)
	default:
		t.lead = append(t.lead, textPickNumber)
		t.askMatter()
	}
}

// chose takes a number or words that stand for one of the ways to answer; false for others.
func (t *turn) chose(text string) bool {
	_, options := t.matterText()
	if n, ok := wholeNumber(text); ok && n >= 1 && n <= len(options) {
		options[n-1].do()
		return true
	}
	bare := vntext.Fold(strings.TrimRight(text, " .!,…"))
	if strings.Contains(bare, "dung") && !rightly(text) && (stopping(text) || t.s.Matter.Kind == matterEnd) {
		return false // "dừng" is no "đúng"; without marks it is none where something ends
	}
	plain := plainWords(text) // "đồng ý ạ"
	for _, o := range options {
		label := vntext.Fold(o.label)
		if bare == label || plain == label || o.words[bare] || o.words[plain] {
			o.do()
			return true
		}
	}
	return false
}

// stops tells whether words leave a matter.
func stops(text string) bool {
	cmd, _ := parseCommand(text, true)
	return cmd == cmdPause || cmd == cmdBack || cmd == cmdRisky || vntext.Fold(strings.TrimRight(text, " .!,…")) == "thoi"
}

// closeMatter ends the matter with some words, and puts the question that was open.
func (t *turn) closeMatter(text string) {
	t.s.Matter = nil
	t.say(chat.Message{Text: text})
	if !t.person.Withdrew() {
		t.backToQuestion()
	}
}

// pressedMatter takes a button of a matter. It is false for all other buttons.
func (t *turn) pressedMatter(id string) bool {
	rest, ok := strings.CutPrefix(id, "m")
	if !ok {
		return false
	}
	seq, action, ok := splitButton(rest)
	n, err := strconv.Atoi(action)
	if !ok || err != nil || t.s.Matter == nil || seq != t.s.MatterSeq {
		t.oldButton()
		return true
	}
	_, options := t.matterText()
	if n < 0 || n >= len(options) {
		t.oldButton()
		return true
	}
	options[n].do()
	t.s.Done = id
	return true
}
