package conversation

import (
	"slices"
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
)

// Step handles one event. It is pure and total: the same state and event give
// the same result, nothing outside is touched, and no input makes it fail.
func Step(s State, e Event) (State, []Effect) {
	t := &turn{s: s, e: e}
	t.s.V = Version
	if s.Desk != nil { // the order of the given state stays as it is
		order := *s.Desk
		t.s.Desk = &order
	}
	if s.Matter != nil {
		matter := *s.Matter
		if matter.Order != nil {
			order := *matter.Order
			matter.Order = &order
		}
		matter.Held = slices.Clone(matter.Held)
		t.s.Matter = &matter
	}
	if s.Table != nil {
		t.s.Table = s.Table.clone()
	}
	if s.Files != nil {
		t.s.Files = s.Files.clone()
	}
	if s.Intake != nil {
		t.s.Intake = s.Intake.clone()
	}
	t.mend()
	t.run()
	return t.s, t.out
}

// turn is one Step under way.
type turn struct {
	s     State
	e     Event
	out   []Effect
	lead  []string // what became of the event; said before the next prompt
	edit  bool     // the pressed message was replaced by its answered form
	fresh map[string]report.Answer

	person report.Person
	c      report.Campaign
	t      *report.Template // nil while no campaign is chosen
	owned  ownership        // of the campaign that it was last asked of
}

// mend makes a state whole whose phase waits for something it does not hold, so
// that no stored bytes can bring Step down.
func (t *turn) mend() {
	s := &t.s
	switch {
	case (s.Phase == Reading || s.Phase == Clash) && len(s.Values) == 0,
		(s.Phase == NilWord || s.Phase == Danger || s.Phase == Late) && s.Words == nil:
		s.Phase = Asking
	}
	if s.Desk != nil && s.Desk.Needs == needConfirm && s.Desk.File == nil {
		s.Desk = nil
	}
	if m := s.Matter; m != nil && (!m.whole() || m.passing() && t.e.Kind != Hello) {
		s.Matter = nil
	}
	t.mendIntake()
	if s.Phase != Idle && s.Phase != Choosing && s.Campaign == "" {
		s.Phase = Idle
	}
}

func (t *turn) run() {
	person, known := t.e.World.Person()
	if !known {
		if t.e.Kind == Informed { // that they are a stranger now
			t.informed()
			return
		}
		t.stranger()
		return
	}
	t.person = person
	if person.Call != "" {
		t.e.World = &witness{World: t.e.World}
	}
	if t.consenting() {
		return
	}
	switch t.e.Kind {
	case Crashed:
		t.say(chat.Message{Text: textCrashed})
		return
	case Drafted:
		t.drafted()
		return
	case Returned:
		t.returned()
		return
	case Reworked, Amended, Checked, Approved, Outdated:
		t.heard()
		return
	case Reminded:
		t.reminded()
		return
	case Escalated:
		t.escalated()
		return
	case Informed:
		t.informed()
		return
	case Launched:
		t.loadQuietly()
		t.launched()
		return
	case Unopened:
		t.loadQuietly()
		t.unopened()
		return
	case Extracted:
		t.loadQuietly()
		t.extracted()
		return
	case Gathered:
		t.loadQuietly()
		t.gathered()
		return
	case Kept:
		t.loadQuietly()
		t.keptTemplate()
		return
	case Unkept:
		t.loadQuietly()
		t.unkeptTemplate()
		return
	case Newer:
		t.newerTold()
		return
	case Unscheduled:
		t.say(chat.Message{Text: textMissingSchedule(t.e.Year, t.e.Note)})
		return
	case Assigned:
		t.assigned()
		return
	case Filled:
		t.loadQuietly()
		t.filledIn()
		return
	}
	if t.e.Kind == Ended && t.e.Campaign != t.s.Campaign {
		t.endedElsewhere()
		return
	}
	t.dispatch()
}

// dispatch handles what concerns the report that the chat is in.
func (t *turn) dispatch() {
	if !t.load() {
		return
	}
	switch t.e.Kind {
	case Opened:
		t.opened()
	case Hello:
		t.hello()
	case Said:
		t.said(strings.TrimSpace(vntext.Clean(t.e.Text)))
	case Pressed:
		t.pressed()
	case Tabulated:
		t.tabulated()
	case Edited:
		t.edited(strings.TrimSpace(vntext.Clean(t.e.Text)))
	case Showed:
		t.showed()
	}
}

// loadQuietly reads the campaign the chat is in, where that is open, so that its
// question can be put again.
func (t *turn) loadQuietly() {
	c, ok := t.e.World.Campaign(t.s.Campaign)
	if t.s.Campaign == "" || !ok || c.Status != report.Open {
		return
	}
	if tmpl, ok := t.e.World.Template(c); ok {
		t.c, t.t = c, tmpl
	}
}

// load reads the campaign the chat is in. It is false when the event ended there.
func (t *turn) load() bool {
	if t.s.Campaign == "" {
		return t.e.Kind != Ended
	}
	c, ok := t.e.World.Campaign(t.s.Campaign)
	if ok && c.Status == report.Open {
		tmpl, ok := t.e.World.Template(c)
		if !ok {
			t.say(chat.Message{Text: textNoTemplate})
			return false
		}
		t.c, t.t = c, tmpl
		return t.e.Kind != Ended
	}
	if t.s.Phase != Sent || t.e.Kind != Ended && t.e.Kind != Opened {
		t.lead = append(t.lead, textClosed(campaignLabel(c)))
	}
	t.rescue(c)
	if ok {
		t.do(Left{c.ID})
	}
	t.leave()
	if t.e.Kind == Ended {
		t.flush()
		return false
	}
	if t.taking() || t.pastedWaits() || t.e.Kind == Said && opens(t.person) && looksLikeNotice(t.e.Text) || t.e.Kind == Showed && t.e.Attachment != nil {
		return true
	}
	if t.e.Kind == Said && t.person.Oversees() {
		if _, ok := parseOrder(strings.TrimSpace(vntext.Clean(t.e.Text))); ok {
			return true // the order has nothing to do with the report that was closed
		}
	}
	if !t.goTo() {
		t.pick()
	}
	return false
}

// endedElsewhere tells of the end of a campaign that the chat is not in.
func (t *turn) endedElsewhere() {
	if c, ok := t.e.World.Campaign(t.e.Campaign); ok && c.Status != report.Open {
		t.do(Left{c.ID})
		t.say(chat.Message{Text: textClosed(campaignLabel(c))})
	}
}

// rescue keeps the half-written answer of a campaign that was closed meanwhile:
// its messages were acknowledged.
func (t *turn) rescue(c report.Campaign) {
	if tmpl, ok := t.e.World.Template(c); ok && (len(t.s.Parts) > 0 || t.s.Table != nil) {
		t.c, t.t = c, tmpl
		t.keepHalf()
	}
}

// keepHalf stores what is half written of a question that is not asked any more. An
// answer that stands already is left alone.
func (t *turn) keepHalf() {
	q := t.question()
	if q == nil {
		return
	}
	if _, has := t.answer(q.ID); has {
		return
	}
	if q.Type == "table" && t.s.Table != nil {
		if t.closeRow(); len(t.s.Table.Rows) > 0 {
			t.save(q, report.TableValue(t.s.Table.Rows), t.s.Table.Parts, false)
		}
		return
	}
	if q.Type != "longtext" || len(t.s.Parts) == 0 {
		return
	}
	if r, problem := q.Parse(joined(t.s.Parts), t.reference()); problem == nil {
		t.save(q, r.Value, t.s.Parts, false)
	}
}

// leave forgets the campaign, but not Seq: old buttons stay old.
func (t *turn) leave() {
	t.s = State{V: Version, Seq: t.s.Seq, Files: t.s.Files, Desk: t.s.Desk, DeskSeq: t.s.DeskSeq, Focus: t.s.Focus, Matter: t.s.Matter, MatterSeq: t.s.MatterSeq, Intake: t.s.Intake, Pasted: t.s.Pasted, Drafts: t.s.Drafts}
	t.t = nil
}

// said sends words to the handler of the phase.
func (t *turn) said(text string) {
	if text == "" {
		t.lead = append(t.lead, textEmpty)
		t.again()
		return
	}
	if t.startedBy(text) {
		return
	}
	if m := t.s.Matter; m != nil && (m.Joining || m.Kind == matterName || m.Kind == matterSure) {
		if m.Joining || !t.aboutPeople(text) {
			t.takeMatter(text)
		}
		return
	}
	if t.rights(text) {
		return
	}
	if m := t.s.Matter; m != nil && (m.Kind == matterCorrect || m.Kind == matterReason) {
		if m.Kind == matterReason || !t.aboutPeople(text) {
			t.takeMatter(text)
		}
		return
	}
	if w, ok := parseWish(text); ok {
		t.wishes(w)
		return
	}
	if t.handedOver(text) || t.tableFirst(text) || t.filesFirst(text) || t.aboutPeople(text) || t.ordered(text) || t.pastedLast(text) {
		return
	}
	if t.s.Matter != nil {
		t.takeMatter(text)
		return
	}
	if t.taking() {
		t.intake(text, t.e.Text)
		return
	}
	if t.idleForNow() || t.lost() {
		return
	}
	t.inPhase(text)
}

// inPhase sends words that are no order to the handler of the phase.
func (t *turn) inPhase(text string) {
	switch t.s.Phase {
	case Choosing:
		t.choosing(text)
	case Asking:
		t.asking(text)
	case Reading, Clash:
		t.reading(text)
	case NilWord:
		t.nilWord(text)
	case Danger:
		t.danger(text)
	case Late:
		t.late(text)
	case Stale:
		t.stale(text)
	case Reason:
		t.reason(text)
	case Reviewed:
		t.reviewing(text)
	case Paused:
		t.paused(text)
	case Sent:
		t.sent(text)
	default:
		t.idle(text)
	}
}

// again shows what the chat waits for, without changing anything: the prompt
// keeps its Seq, so the buttons of the earlier showing stay good.
func (t *turn) again() {
	if t.joining() {
		t.askMatter()
		return
	}
	switch t.s.Phase {
	case Choosing:
		t.say(t.choosingMessage())
	case Asking:
		if q := t.question(); q != nil && t.owns(q) {
			t.say(t.ask(q))
			return
		}
		t.goOn(nil)
	case Reading, Clash, NilWord, Danger, Late, Stale, Reason:
		if q := t.question(); q != nil && t.owns(q) {
			t.say(t.confirmMessage(q))
			return
		}
		t.goOn(nil)
	case Reviewed:
		t.say(t.reviewMessage())
	case Paused:
		t.say(chat.Message{Text: textPaused})
	case Sent:
		t.say(t.sentMessage())
	default:
		t.pick()
	}
}

// showed answers a sticker, photo, voice or file: words in its caption are
// taken as if they had been typed.
func (t *turn) showed() {
	if t.showedSheet() || t.showedEvidence() || t.showedFile() || t.showedStray() {
		return
	}
	t.lead = append(t.lead, t.aboutMedia())
	if text := strings.TrimSpace(vntext.Clean(t.e.Text)); text != "" {
		t.said(text)
		return
	}
	t.again()
}

// aboutMedia says that something that is no words was not taken, and to whoever's files are
// read where to hand over one that the chat does not carry.
func (t *turn) aboutMedia() string {
	if link := t.e.World.Upload(); link != "" && t.e.Attachment == nil {
		switch {
		case t.e.Media == "file" && t.atTable() != nil:
			return textTableUpload(link)
		case (t.e.Media == "file" || t.e.Media == "photo") && t.atFiles() != nil:
			return textFilesUpload(t.question(), link)
		case (t.e.Media == "file" || t.e.Media == "photo") && opens(t.person):
			return textUpload(link)
		}
	}
	return textMedia(t.e.Media)
}

func (t *turn) do(e Effect) { t.out = append(t.out, e) }

// say sends a message, with what is to be said first.
func (t *turn) say(m chat.Message) {
	if len(t.lead) > 0 {
		if m.Lead != "" {
			t.lead = append(t.lead, m.Lead)
		}
		m.Lead = strings.Join(t.lead, "\n")
		t.lead = nil
	}
	t.addressed(&m)
	t.do(Say{m})
}

// flush says what is still to be said when no prompt follows.
func (t *turn) flush() {
	if len(t.lead) > 0 {
		t.say(chat.Message{})
	}
}

// next gives the state a new prompt number and forgets what was waiting.
func (t *turn) next(p Phase) {
	t.s.Phase = p
	t.s.Seq++
	t.s.Words, t.s.Values, t.s.Marked = nil, nil, nil
}

// question is the open question, nil when the template has none of that name.
func (t *turn) question() *report.Question {
	if t.t == nil || t.s.Question == "" {
		return nil
	}
	return t.t.Question(t.s.Question)
}

// answer gives the person's answer, those of this turn included. One that all files were
// taken out of is none any more.
func (t *turn) answer(question string) (report.Answer, bool) {
	a, ok := t.fresh[question]
	if !ok {
		a, ok = t.e.World.Answer(t.c.ID, question)
	}
	return a, ok && (a.Skipped || !a.Value.Empty())
}

// number is the place of q among the asked, from 1; 0 when it is not asked.
func number(asked []*report.Question, q *report.Question) int {
	for i := range asked {
		if asked[i] == q {
			return i + 1
		}
	}
	return 0
}
