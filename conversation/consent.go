package conversation

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf8"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
)

// Notice is what people are told of their data. Its Version is a mark of the Text: whoever
// agreed to another text is asked again.
type Notice struct{ Text, Version, Contact string }

// NewNotice words the notice.
func NewNotice(p report.Privacy) Notice {
	text := textNotice(p)
	sum := sha256.Sum256([]byte(text))
	return Notice{Text: text, Version: hex.EncodeToString(sum[:6]), Contact: contactOf(p)}
}

// Held is something that a person sent while the notice was open. It is taken up when they
// agree, so that nothing typed is lost.
type Held struct {
	Kind     EventKind `json:"kind"`
	Text     string    `json:"text,omitempty"`
	Message  string    `json:"message,omitempty"`
	Choice   string    `json:"choice,omitempty"`
	Campaign string    `json:"campaign,omitempty"`
}

const (
	maxHeld      = 20        // messages
	maxHeldBytes = 256 << 10 // of them together
)

// Agree stores that the person agrees to the notice.
type Agree struct{ Notice Notice }

// Decline says that a newcomer does not: nothing is kept of them. Listed: they stay on the
// list of the school, without their chat. Invitation is the one that they came with, as it
// was: its use is given back, so that a slip of the finger costs nobody a code.
type Decline struct {
	Listed     bool
	Invitation *report.Invitation
}

func (Agree) effect()   {}
func (Decline) effect() {}

// The words of consent, folded, without the polite words at their end. A bare "dạ" or "ừ" is
// no consent: it may only say that somebody listens.
var (
	agreeWords = set("dong y", "em dong y", "toi dong y", "minh dong y", "co dong y", "thay dong y", "anh dong y", "chi dong y",
		"da dong y", "vang dong y", "da co", "co", "vang", "da vang", "nhat tri", "ok", "oke", "okie", "ok dong y", "co toi dong y", "co em dong y", "dong y luu")
	declineWords = set("khong dong y", "em khong dong y", "toi khong dong y", "minh khong dong y", "ko dong y", "k dong y", "da khong dong y",
		"khong", "ko", "da khong", "tu choi", "khong nhat tri", "toi khong muon", "em khong muon")
	politeWords = set("a", "nhe", "nha", "nhen", "em", "ban", "roi")
)

// plainWords folds a text and leaves off the polite words at its end.
func plainWords(text string) string {
	if len(text) > 2*maxCommand {
		return ""
	}
	words := strings.Fields(vntext.Fold(strings.Trim(text, " .!,…/")))
	for len(words) > 1 && politeWords[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

// noticed tells whether the notice waits for an answer.
func (t *turn) noticed() bool { return t.s.Matter != nil && t.s.Matter.Kind == matterNotice }

// consenting asks who has not agreed to the notice yet, at a moment when nothing is half
// written, and keeps what they send meanwhile. It is true when the event ended there.
func (t *turn) consenting() bool {
	notice, asks := t.e.World.Notice()
	switch {
	case !asks:
		t.unasked()
		return false
	case t.e.Kind == Consented || t.e.Kind == Declined:
		t.answeredOnPage(notice)
		return true
	case t.joining():
		return false
	case t.person.Withdrew():
		return t.withdrawn()
	case t.person.Agrees(notice.Version):
		if t.noticed() { // they said so elsewhere
			t.resumeHeld(t.s.Matter.Held)
			t.s.Matter = nil
		}
		return false
	}
	switch t.e.Kind {
	case Said, Pressed, Hello:
	default:
		return false
	}
	if !t.noticed() {
		if t.overNotice() {
			t.endingOverNotice()
			return true
		}
		if t.midway() {
			return false
		}
		t.s.Matter = &Matter{Kind: matterNotice, Place: t.s.Seq}
		t.s.Desk = nil
		t.s.MatterSeq++
		if t.hold() {
			t.lead = append(t.lead, textHeld)
		}
		t.askMatter()
		return true
	}
	switch {
	case t.e.Kind == Said:
		if text := strings.TrimSpace(vntext.Clean(t.e.Text)); text != "" && !t.rights(text) {
			t.takeNotice(text)
		}
	case t.e.Kind == Pressed && strings.HasPrefix(t.e.Choice, "m"):
		t.pressedMatter(t.e.Choice)
	default:
		t.holdOn()
	}
	return true
}

// overNotice tells whether the notice waits for an answer, maybe behind the question whether
// somebody is to be deleted.
func (t *turn) overNotice() bool {
	return t.noticed() || t.s.Matter != nil && t.s.Matter.Kind == matterEnd && t.s.Matter.Then == matterNotice
}

// endingOverNotice takes the answer to that question; what else comes is kept, as before.
func (t *turn) endingOverNotice() {
	text := strings.TrimSpace(vntext.Clean(t.e.Text))
	switch {
	case t.e.Kind == Said && (text == "" || t.rights(text) || t.chose(text)):
	case t.e.Kind == Said && stops(text):
		t.stay(t.s.Matter)
	case t.e.Kind == Pressed && strings.HasPrefix(t.e.Choice, "m"):
		t.pressedMatter(t.e.Choice)
	default:
		t.holdOn()
	}
}

// unasked goes on where the notice was open and nobody is asked any more.
func (t *turn) unasked() {
	if !t.overNotice() {
		return
	}
	if m := t.s.Matter; m.Joining {
		m.Kind, m.Then = m.Then, ""
		return
	}
	t.s.Matter = nil
}

// midway tells whether something is half written, or waits for a word: the notice comes
// after it.
func (t *turn) midway() bool {
	s := &t.s
	if len(s.Parts) > 0 || s.Table != nil || s.Files != nil || s.Matter != nil || s.Intake != nil || s.Desk != nil && s.Desk.Needs != "" {
		return true
	}
	switch s.Phase {
	case Reading, NilWord, Danger, Clash, Late, Stale, Reason:
		return true
	}
	if t.e.Kind == Said {
		_, started := startCode(strings.TrimSpace(vntext.Clean(t.e.Text)))
		return started
	}
	return false
}

// hold keeps the event for later; false when there is nothing to keep.
func (t *turn) hold() bool {
	h := Held{Kind: t.e.Kind, Text: t.e.Text, Message: t.e.Message, Choice: t.e.Choice, Campaign: t.e.Campaign}
	m := t.s.Matter
	if h.Kind == Hello && h.Campaign == "" {
		return false
	}
	m.Held = append(m.Held, h)
	return h.Kind == Said
}

// holdOn keeps the event, and asks once more.
func (t *turn) holdOn() {
	size := len(t.e.Text)
	for _, h := range t.s.Matter.Held {
		size += len(h.Text)
	}
	switch {
	case len(t.s.Matter.Held) >= maxHeld || size > maxHeldBytes:
		t.lead = append(t.lead, textHeldFull)
	case t.hold():
		t.lead = append(t.lead, textHeldToo)
	}
	t.askMatter()
}

// resumeHeld puts what was kept before the event under way.
func (t *turn) resumeHeld(held []Held) {
	now := t.e
	t.s.Matter = nil
	for _, h := range held {
		t.replay(h)
	}
	t.e = now
}

// replay handles something that was kept as if it came now.
func (t *turn) replay(h Held) {
	switch h.Kind {
	case Said, Pressed, Hello:
	default:
		return // of no release
	}
	t.e.Kind, t.e.Text, t.e.Message, t.e.Choice, t.e.Campaign = h.Kind, h.Text, h.Message, h.Choice, h.Campaign
	t.dispatch()
}

// noticeText is the notice, and the two ways to answer it. Asked again it is short.
func (t *turn) noticeText() (string, []way) {
	notice, _ := t.e.World.Notice()
	text := notice.Text
	if t.s.Matter.Again {
		text = textNoticeAgain
	}
	return text, []way{
		{label: labelAgree, do: func() { t.agree(notice) }, words: agreeWords},
		{label: labelDecline, do: t.decline, words: declineWords},
	}
}

// takeNotice takes words for an answer to the notice. Only what plainly says yes or no is
// one; a number only while nothing else was asked since.
func (t *turn) takeNotice(text string) {
	_, options := t.noticeText()
	if n, ok := wholeNumber(text); ok && n >= 1 && n <= len(options) && t.s.Matter.Place == t.s.Seq {
		options[n-1].do()
		return
	}
	plain := plainWords(text)
	for _, o := range options {
		if o.words[plain] {
			o.do()
			return
		}
	}
	m := t.s.Matter
	m.Again = true
	cmd, _ := parseCommand(text, false)
	switch {
	case cmd == cmdHelp || noticeWords[plain] || topicWords[plain]:
		m.Again = false
		t.lead = append(t.lead, textNoticeHelp)
	case greets(text):
	case !m.Joining:
		t.holdOn()
		return
	default:
		name, problem := readName(text)
		if problem == "" && cmd == noCommand && !saidNotNamed(name) && !ordersData(text) && !says(text, yesWords) && !says(text, noWords) { // they said who they are at once
			m.Name = name
		}
	}
	t.askMatter()
}

// agree goes on with what the notice held up.
func (t *turn) agree(notice Notice) {
	m := *t.s.Matter
	t.do(Agree{notice})
	t.person.Consent = &report.Consent{Notice: notice.Version, At: t.e.At, Channel: t.e.Address.Platform}
	t.s.Matter = nil
	switch {
	case m.Joining && m.Then == matterConfirm:
		t.raise(Matter{Kind: matterConfirm, Joining: true, Name: t.person.Name})
	case m.Joining:
		name := m.Name
		if name == "" {
			name = strings.TrimSpace(vntext.Clean(t.e.Name))
		}
		if utf8.RuneCountInString(name) > maxUnit*2 {
			name = ""
		}
		t.raise(Matter{Kind: matterName, Joining: true, Name: name})
	default:
		t.lead = append(t.lead, textAgreed)
		t.carryOnHeld(m.Held)
	}
}

// carryOnHeld takes up what was kept, or says where the chat is.
func (t *turn) carryOnHeld(held []Held) {
	if !slices.ContainsFunc(held, func(h Held) bool { return h.Kind != Hello || h.Campaign != "" }) {
		held = []Held{{Kind: Hello}}
	}
	t.resumeHeld(held)
	t.flush()
}

// decline lets a newcomer go; somebody who has worked here is told first what it means.
func (t *turn) decline() {
	m := t.s.Matter
	if !m.Joining {
		held := m.Held
		t.raise(Matter{Kind: matterEnd, Right: report.RightWithdraw, Then: matterNotice, Held: held})
		return
	}
	t.do(Decline{Listed: m.Then == matterConfirm, Invitation: m.Invitation})
	t.say(chat.Message{Text: textDeclined})
	t.s = State{V: Version}
}

// answeredOnPage takes the answer that was given beside the chat, to the notice that the
// page showed: Note is its version.
func (t *turn) answeredOnPage(notice Notice) {
	if t.e.Note != notice.Version {
		return // the text is another meanwhile: it is shown again
	}
	if t.e.Kind == Declined {
		if t.noticed() && t.joining() {
			t.decline()
		}
		return
	}
	if t.noticed() {
		t.agree(notice)
		return
	}
	if !t.person.Agrees(notice.Version) {
		t.do(Agree{notice})
	}
}
