package conversation

import (
	"cmp"
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
	"thuky/workday"
)

// What people may ask for on their data, and what admins do with it.

// Claim asks for a right, for the person of this chat; Words say what is to be corrected. It
// is answered by NewsClaimed.
type Claim struct {
	Right report.Right
	Words string
}

// Settle carries a request of the register out, for an admin. It is answered by NewsDone.
type Settle struct{ Request int }

// Deny settles a request without doing what it asks for, for an admin. The person is told
// the Reason.
type Deny struct {
	Request int
	Reason  string
}

func (Claim) effect()  {}
func (Settle) effect() {}
func (Deny) effect()   {}

// What else matterEnd may be about than a right: whether an admin carries a request out or
// refuses it, and whether somebody who has asked to be left alone takes that back.
const (
	rightSettle report.Right = "settle"
	rightDeny   report.Right = "deny"
	rightAgain  report.Right = "again"
)

// rights takes words about one's own data, or about the register. It is false for all others.
func (t *turn) rights(text string) bool {
	if d := t.s.Desk; d != nil && (d.Needs == needText || d.Needs == needReason) {
		return false // it takes any words
	}
	admin := t.person.Role == report.Admin && !t.person.Withdrew()
	if n, reason, ok := readDenial(text); ok && admin {
		return t.wantsDenied(n, reason, text)
	}
	whole := orderWords(text)
	plain := withoutOpeners(whole)
	// What may as well be the answer to a question is an order only where it is plainly one.
	answers := t.freely() && !strings.HasPrefix(text, "/")
	switch {
	case plain == "":
		return false
	case noticeWords[plain] || topicWords[plain] && !answers:
		notice, asks := t.e.World.Notice()
		if t.noticed() {
			return false // it is there, and tells how to answer
		}
		if !asks {
			notice = Notice{}
		}
		t.say(chat.Message{Text: textRights(notice)})
		t.backAfter()
	case ownWords[plain]:
		t.do(Claim{Right: report.RightView})
	case correctWords[plain]:
		if t.noticed() {
			return false // it is kept, and taken up after the answer
		}
		m := Matter{Kind: matterCorrect}
		if answers {
			m.Words = &report.Part{Message: t.e.Message, Text: text}
		}
		t.raise(m)
	case endWords[plain]:
		t.wantsOut(report.RightWithdraw, text)
	case eraseWords[plain]:
		t.wantsOut(report.RightErase, text)
	case admin && listWords[plain]:
		t.say(chat.Message{Text: textRegister(t.e.World.Requests(), t.e.Today)})
		t.backAfter()
	default:
		n, ok := settleNumber(whole)
		return ok && admin && t.wantsSettled(n, text)
	}
	return true
}

// backAfter puts the question that was open, where one may be put.
func (t *turn) backAfter() {
	if !t.person.Withdrew() && !t.noticed() {
		t.loadQuietly()
		t.backToQuestion()
	}
}

// wantsOut says what the order means and asks whether it is meant.
func (t *turn) wantsOut(right report.Right, text string) {
	if t.person.Role == report.Admin && t.lastAdmin(t.person.ID) {
		t.say(chat.Message{Text: textLastAdmin})
		t.backAfter()
		return
	}
	m := Matter{Kind: matterEnd, Right: right, Words: t.maybeAnswer(text)}
	if t.overNotice() {
		m.Then, m.Held = matterNotice, t.s.Matter.Held
	}
	t.raise(m)
}

// maybeAnswer are the words, where they may have been meant as an answer; else nil.
func (t *turn) maybeAnswer(text string) *report.Part {
	if strings.HasPrefix(text, "/") || !t.freely() || t.overNotice() {
		return nil
	}
	return &report.Part{Message: t.e.Message, Text: text}
}

// request finds a request that waits.
func (t *turn) request(n int) (report.Request, bool) {
	for _, r := range t.e.World.Requests() {
		if r.ID == n && r.Open() {
			return r, true
		}
	}
	return report.Request{}, false
}

// wantsSettled asks an admin whether a request is to be carried out. It is false where the
// words must be an answer: there is no such request.
func (t *turn) wantsSettled(n int, text string) bool {
	words := t.maybeAnswer(text)
	if _, ok := t.request(n); ok {
		t.raise(Matter{Kind: matterEnd, Right: rightSettle, Place: n, Words: words})
		return true
	}
	return t.noRequest(n, text)
}

// wantsDenied asks an admin for the reason, or whether a request is to be refused.
func (t *turn) wantsDenied(n int, reason, text string) bool {
	words := t.maybeAnswer(text)
	switch _, ok := t.request(n); {
	case !ok:
		return t.noRequest(n, text)
	case reason == "":
		t.raise(Matter{Kind: matterReason, Place: n, Words: words})
	default:
		t.deny(n, reason, words)
	}
	return true
}

// noRequest says that there is no such request, unless a question waits that the words may
// answer.
func (t *turn) noRequest(n int, text string) bool {
	if t.inQuestion() && !strings.HasPrefix(text, "/") {
		return false
	}
	t.say(chat.Message{Text: textNoRequest(n)})
	t.backAfter()
	return true
}

// endText is what matterEnd asks.
func (t *turn) endText(m *Matter) (string, []way) {
	options := []way{{label: labelAgreed, do: func() { t.claim(m) }, words: yesOrRight}}
	drop := way{label: labelDropIt, do: func() { t.stay(m) }, words: stayWords}
	options = append(options, drop)
	if m.Words != nil {
		options = append(options, way{label: labelIsAnswer, do: func() { t.isAnswer(*m.Words) }})
	}
	switch m.Right {
	case rightSettle, rightDeny, rightAgain:
		r, ok := t.request(m.Place)
		switch {
		case !ok && m.Right != rightAgain:
			return textNoRequest(m.Place), options
		case m.Right == rightSettle:
			return textSettle(r), options
		case m.Right == rightDeny:
			return textDeny(r, m.Name), options
		}
		return textAgain(r), options
	case report.RightCorrect:
		return textCorrect(m.Name), options
	}
	return textWantsOut(m.Right), options
}

// claim does what was confirmed.
func (t *turn) claim(m *Matter) {
	t.s.Matter = nil
	switch m.Right {
	case rightSettle:
		t.do(Settle{m.Place})
	case rightDeny:
		t.do(Deny{m.Place, m.Name})
	case rightAgain:
		t.agreeAgain()
	default:
		t.do(Claim{m.Right, m.Name})
	}
}

// stay leaves everything as it was.
func (t *turn) stay(m *Matter) {
	if m.Then == matterNotice {
		t.s.Matter = &Matter{Kind: matterNotice, Held: m.Held, Place: t.s.Seq, Again: true}
		t.s.MatterSeq++
		t.askMatter()
		return
	}
	t.closeMatter(textDropped)
}

// wordsText is what matterCorrect and matterReason ask.
func (t *turn) wordsText(m *Matter) (string, []way) {
	options := []way{{label: labelDropIt, do: func() { t.stay(m) }, words: noWords}}
	if m.Words != nil {
		options = append(options, way{label: labelIsAnswer, do: func() { t.isAnswer(*m.Words) }})
	}
	if m.Kind == matterReason {
		return textAskReason(m.Place), options
	}
	return textAskCorrect(t.person, !t.person.Withdrew()), options
}

// worded takes words for what matterCorrect or matterReason asks.
func (t *turn) worded(text string) {
	if strings.HasPrefix(text, "/") {
		t.stay(t.s.Matter) // "/thoi", or another order
		return
	}
	text = strings.Join(strings.Fields(text), " ")
	if m := t.s.Matter; m.Kind == matterReason {
		t.deny(m.Place, cmp.Or(bareReason(text), text), m.Words)
		return
	}
	if problem := tooLong(text, report.MaxCorrection); problem != "" {
		t.lead = append(t.lead, problem)
		t.askMatter()
		return
	}
	m := Matter{Kind: matterEnd, Right: report.RightCorrect, Name: text}
	if t.freely() {
		m.Words = &report.Part{Message: t.e.Message, Text: text}
	}
	t.raise(m)
}

// deny asks whether a request is to be refused for a reason.
func (t *turn) deny(n int, reason string, words *report.Part) {
	if problem := tooLong(reason, report.MaxDenial); problem != "" {
		t.lead = append(t.lead, problem)
		t.raise(Matter{Kind: matterReason, Place: n, Words: words})
		return
	}
	t.raise(Matter{Kind: matterEnd, Right: rightDeny, Place: n, Name: reason, Words: words})
}

// withdrawn answers who has taken the consent back: nothing of what they write is kept. It
// is true when the event ended there.
func (t *turn) withdrawn() bool {
	switch t.e.Kind {
	case Said, Pressed, Hello, Showed, Edited, Opened, Reminded:
	default:
		return false
	}
	waits := t.s.Matter != nil && (t.s.Matter.Kind == matterEnd || t.s.Matter.Kind == matterCorrect)
	text := strings.TrimSpace(vntext.Clean(t.e.Text))
	switch {
	case t.e.Kind == Opened, t.e.Kind == Reminded, t.e.Kind == Edited:
	case t.e.Kind == Said && t.rights(text):
	case t.e.Kind == Said && waits && text != "":
		t.takeMatter(text)
	case t.e.Kind == Pressed && waits && strings.HasPrefix(t.e.Choice, "m"):
		t.pressedMatter(t.e.Choice)
	case t.e.Kind == Said && plainWords(text) == "dong y":
		t.wantsBack()
	default:
		t.say(chat.Message{Text: textWithdrawn})
	}
	return true
}

// wantsBack lets somebody who has taken the consent back agree again. What waits in the
// register ends by that, so it is asked about: the words are those that confirmed it.
func (t *turn) wantsBack() {
	for _, r := range t.e.World.Requests() {
		if r.Open() && r.Person == t.person.ID && r.Right != report.RightCorrect {
			t.raise(Matter{Kind: matterEnd, Right: rightAgain, Place: r.ID})
			return
		}
	}
	t.agreeAgain()
}

func (t *turn) agreeAgain() {
	notice, _ := t.e.World.Notice()
	t.do(Agree{notice})
	t.s.Matter = &Matter{Kind: matterAgreed} // what is open is shown by the Hello that follows
}

// dataNews is what a chat hears of people's data.
func (t *turn) dataNews(n News) string {
	switch {
	case n.Kind == NewsDeclined:
		return textNewsDeclined(n)
	case n.Kind == NewsErased:
		t.person.Call = n.Who.Call
		if n.Request != nil && n.Request.Right == report.RightWithdraw {
			return textDetached
		}
		if n.Request != nil {
			return textErased(n.Request.Kept)
		}
		return textErased(0)
	case n.Kind == NewsDue:
		return textNewsDue(n.Requests, t.e.Today)
	case n.Kind == NewsOwn && n.Own != nil:
		return textOwn(*n.Own)
	case n.Request == nil:
		return ""
	case n.Kind == NewsClaimed:
		return textClaimed(*n.Request)
	case n.Kind == NewsRequest:
		return textNewsRequest(n)
	case n.Kind == NewsCorrected:
		return textCorrected(*n.Request)
	case n.Kind == NewsDenied:
		notice, _ := t.e.World.Notice()
		return textDenied(*n.Request, notice.Contact)
	}
	return textNewsDone(*n.Request)
}

// Own counts what is kept of a person, for them to read.
type Own struct {
	Person    report.Person
	Consented workday.Date // when they answered the notice last
	Campaigns int          // in which they have answered
	Answers   int
	Files     int
	Lines     int // messages of their web chats
	Changes   int // entries of the audit that name them
	Sessions  int // browsers that are signed in
	// Open tells that files follow.
	Open bool
}
