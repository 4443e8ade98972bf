package conversation

import (
	"strconv"
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
	"thuky/workday"
)

// What people may ask for on their data, and what admins do with it.

// Claim asks for a right, for the person of this chat. It is answered by NewsClaimed.
type Claim struct{ Right report.Right }

// Settle carries a request of the register out, for an admin. It is answered by NewsDone.
type Settle struct{ Request int }

func (Claim) effect()  {}
func (Settle) effect() {}

// rightSettle is of matterEnd: whether an admin carries a request out.
const rightSettle report.Right = "settle"

// The words of the orders, folded.
var (
	noticeWords = set("quyen rieng tu", "quyenriengtu", "quyen cua toi", "quyen cua em", "du lieu ca nhan", "bao ve du lieu", "bao ve du lieu ca nhan")
	ownWords    = set("du lieu cua toi", "dulieucuatoi", "du lieu cua em", "du lieu cua minh", "xem du lieu cua toi", "xem du lieu cua em")
	endWords    = set("rut dong y", "rutdongy", "rut lai dong y", "rut su dong y", "rut lai su dong y", "toi rut dong y", "em rut dong y")
	eraseWords  = set("xoa du lieu", "xoadulieu", "xoa du lieu cua toi", "xoa du lieu cua em", "xoa het du lieu", "xoa du lieu ca nhan", "xoa thong tin cua toi")
	listWords   = set("so yeu cau", "soyeucau", "yeu cau du lieu", "so yeu cau du lieu", "xem so yeu cau")
)

// rights takes words about one's own data, or about the register. It is false for all others.
func (t *turn) rights(text string) bool {
	if d := t.s.Desk; d != nil && (d.Needs == needText || d.Needs == needReason) {
		return false // it takes any words
	}
	if len(text) > 2*maxCommand || strings.Contains(text, "\n") {
		return false
	}
	plain := plainWords(text)
	admin := t.person.Role == report.Admin && !t.person.Withdrew()
	switch {
	case noticeWords[plain]:
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
		t.do(Claim{report.RightView})
	case endWords[plain]:
		t.wantsOut(report.RightWithdraw, text)
	case eraseWords[plain]:
		t.wantsOut(report.RightErase, text)
	case admin && listWords[plain]:
		t.say(chat.Message{Text: textRegister(t.e.World.Requests(), t.e.Today)})
		t.backAfter()
	default:
		n, ok := settleNumber(plain)
		if !ok || !admin {
			return false
		}
		t.wantsSettled(n)
	}
	return true
}

// settleNumber reads "da xu ly 3", "daxuly 3", "xu ly yeu cau 3".
func settleNumber(plain string) (int, bool) {
	for _, head := range []string{"da xu ly yeu cau so ", "da xu ly yeu cau ", "da xu ly so ", "da xu ly ", "daxuly ", "xu ly yeu cau "} {
		if rest, ok := strings.CutPrefix(plain, head); ok {
			n, err := strconv.Atoi(rest)
			return n, err == nil && n > 0 && len(rest) <= 6
		}
	}
	return 0, false
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
	m := Matter{Kind: matterEnd, Right: right}
	if t.noticed() {
		m.Held = t.s.Matter.Held
	}
	if !strings.HasPrefix(text, "/") && t.freely() && !t.noticed() {
		m.Words = &report.Part{Message: t.e.Message, Text: text}
	}
	t.raise(m)
}

// wantsSettled asks an admin whether a request is to be carried out.
func (t *turn) wantsSettled(n int) {
	for _, r := range t.e.World.Requests() {
		if r.ID == n && r.Open() {
			t.raise(Matter{Kind: matterEnd, Right: rightSettle, Place: n})
			return
		}
	}
	t.say(chat.Message{Text: textNoRequest(n)})
	t.backAfter()
}

// endText is what matterEnd asks.
func (t *turn) endText(m *Matter) (string, []way) {
	options := []way{{label: labelAgreed, do: func() { t.claim(m) }, words: yesOrRight}}
	drop := way{label: labelDropIt, do: func() { t.stay(m) }, words: noWords}
	options = append(options, drop)
	if m.Words != nil {
		options = append(options, way{label: labelIsAnswer, do: func() { t.isAnswer(*m.Words) }})
	}
	if m.Right == rightSettle {
		for _, r := range t.e.World.Requests() {
			if r.ID == m.Place {
				return textSettle(r), options
			}
		}
		return textNoRequest(m.Place), options
	}
	return textWantsOut(m.Right), options
}

// claim does what was confirmed.
func (t *turn) claim(m *Matter) {
	t.s.Matter = nil
	if m.Right == rightSettle {
		t.do(Settle{m.Place})
		return
	}
	t.do(Claim{m.Right})
}

// stay leaves everything as it was.
func (t *turn) stay(m *Matter) {
	if notice, asks := t.e.World.Notice(); asks && m.Right != rightSettle && !t.person.Agrees(notice.Version) && !t.person.Withdrew() {
		t.s.Matter = &Matter{Kind: matterNotice, Held: m.Held, Place: t.s.Seq, Again: true}
		t.s.MatterSeq++
		t.askMatter()
		return
	}
	t.closeMatter(textDropped)
}

// withdrawn answers who has taken the consent back: nothing of what they write is kept. It
// is true when the event ended there.
func (t *turn) withdrawn() bool {
	notice, _ := t.e.World.Notice()
	switch t.e.Kind {
	case Said, Pressed, Hello, Showed, Edited, Opened, Reminded:
	default:
		return false
	}
	ending := t.s.Matter != nil && t.s.Matter.Kind == matterEnd
	text := strings.TrimSpace(vntext.Clean(t.e.Text))
	switch {
	case t.e.Kind == Opened, t.e.Kind == Reminded, t.e.Kind == Edited:
	case t.e.Kind == Said && t.rights(text):
	case t.e.Kind == Said && ending:
		t.takeMatter(text)
	case t.e.Kind == Pressed && ending && strings.HasPrefix(t.e.Choice, "m"):
		t.pressedMatter(t.e.Choice)
	case t.e.Kind == Said && plainWords(text) == "dong y":
		t.do(Agree{notice})
		t.s.Matter = &Matter{Kind: matterAgreed} // what is open is shown by the Hello that follows
	default:
		t.say(chat.Message{Text: textWithdrawn})
	}
	return true
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
		return textErased
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
