package conversation

import (
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
)

// hello says where the chat is.
func (t *turn) hello() {
	switch {
	case t.joining():
		if t.s.Matter.New {
			t.s.Matter.New = false
			t.lead = append(t.lead, textAutomated)
		}
		t.askMatter()
		return
	case t.s.Matter != nil && t.s.Matter.passing():
		t.lead = append(t.lead, t.greeting(t.s.Matter.Kind))
		t.s.Matter = nil
	}
	if t.idleForNow() {
		return
	}
	if t.goTo() {
		return
	}
	if t.taking() {
		t.say(t.intakeMessage(true))
		return
	}
	switch t.s.Phase {
	case Idle:
		t.pick()
	case Paused:
		t.resume()
	case Sent:
		t.sentAgain()
	case Asking:
		if writing := t.writing(); writing != "" {
			t.lead = append(t.lead, writing)
		}
		t.again()
	default:
		t.again()
	}
}

// goTo enters the report that a Hello names, unless the chat is in it. What was being
// written stays with the report that is left.
func (t *turn) goTo() bool {
	if t.e.Kind != Hello || t.e.Campaign == "" || t.e.Campaign == t.s.Campaign {
		return false
	}
	c, ok := t.e.World.Campaign(t.e.Campaign)
	if !ok || c.Status != report.Open {
		return false
	}
	if t.s.Phase == Clash || t.s.Phase == Paused && t.s.Was == Clash {
		t.s.Phase, t.s.Was = Clash, Idle
		t.lead = append(t.lead, textClashFirst(false))
		t.again()
		return true
	}
	if q := t.question(); q == nil || t.finish(q) {
		t.begin(c)
	}
	return true
}

// opened announces a campaign: at once when nothing else is going on.
func (t *turn) opened() {
	c, ok := t.e.World.Campaign(t.e.Campaign)
	if !ok || c.Status != report.Open || c.ID == t.s.Campaign || t.joining() {
		return // a newcomer meets it after joining
	}
	if (t.s.Phase == Idle || t.s.Phase == Sent) && !t.taking() && !t.noticed() {
		t.begin(c)
		return
	}
	tmpl, ok := t.e.World.Template(c)
	if !ok {
		return // it is met when it can be read
	}
	n := 0
	v := deskView{t: t, c: c, tmpl: tmpl}
	v.in(func() { n = len(t.asked()) })
	t.say(chat.Message{Text: textAnother(c, n)})
}

// idle answers words sent while no report is open.
func (t *turn) idle(text string) {
	switch cmd, _ := parseCommand(text, false); {
	case cmd == cmdHelp:
		t.lead = append(t.lead, textHelpShort, textPeopleHelp)
		t.deskHelp()
	case (cmd == noCommand || cmd == cmdUnknown) && t.person.Oversees() && !says(text, smallTalk) && !says(text, yesWords) && !says(text, noWords):
		t.lead = append(t.lead, textNoOrder(text)) // nobody is to think that it was done, or kept
	}
	t.pick()
}

// pick begins the one report that waits, or asks which.
func (t *turn) pick() {
	var waiting []report.Campaign
	all := t.mine()
	for _, c := range all {
		if !t.e.World.Submitted(c.ID) {
			waiting = append(waiting, c)
		}
	}
	switch {
	case len(waiting) == 1:
		t.begin(waiting[0])
	case len(waiting) > 1:
		t.choose(waiting)
	case len(all) == 1:
		t.begin(all[0])
	case len(all) > 1:
		t.choose(all)
	case t.person.Oversees() && len(t.e.World.Underway()) > 0:
		t.s.Phase = Idle
		t.say(t.atDesk())
	default:
		t.s.Phase = Idle
		text := textNothing
		if opens(t.person) {
			text = textNothingOpen
		}
		t.say(chat.Message{Text: text})
	}
}

func (t *turn) choose(from []report.Campaign) {
	t.leave()
	t.next(Choosing)
	t.s.Offered = t.s.Offered[:0]
	for _, c := range from {
		t.s.Offered = append(t.s.Offered, c.ID)
	}
	t.say(t.choosingMessage())
}

func (t *turn) choosingMessage() chat.Message {
	m := chat.Message{Text: textChoose}
	for i, id := range t.s.Offered {
		c, ok := t.e.World.Campaign(id)
		if !ok {
			c.Title = id
		}
		m.Choices = append(m.Choices, chat.Choice{ID: t.button("u", i), Label: campaignLabel(c), Row: true})
	}
	return m
}

func (t *turn) choosing(text string) {
	if n, ok := wholeNumber(text); ok {
		t.choosen(n - 1)
		return
	}
	found := t.campaignNamed(t.s.Offered, text)
	if found < 0 {
		t.lead = append(t.lead, textChooseAgain)
		t.again()
		return
	}
	t.choosen(found)
}

// campaignNamed finds the one campaign whose name holds the typed words, by its place in
// ids; -1 for none or several.
func (t *turn) campaignNamed(ids []string, typed string) int {
	bare, found := vntext.Fold(typed), -1
	for i, id := range ids {
		c, ok := t.e.World.Campaign(id)
		if !ok || bare == "" || !strings.Contains(vntext.Fold(campaignLabel(c)), bare) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// choosen begins the offered report number i, from 0.
func (t *turn) choosen(i int) {
	if i < 0 || i >= len(t.s.Offered) {
		t.lead = append(t.lead, textChooseAgain)
		t.again()
		return
	}
	c, ok := t.e.World.Campaign(t.s.Offered[i])
	if !ok || c.Status != report.Open {
		t.lead = append(t.lead, textClosed(campaignLabel(c)))
		t.leave()
		t.pick()
		return
	}
	t.begin(c)
}

// begin enters a campaign at its first open question.
func (t *turn) begin(c report.Campaign) {
	tmpl, ok := t.e.World.Template(c)
	if !ok {
		t.say(chat.Message{Text: textNoTemplate})
		return
	}
	t.leave()
	t.s.Campaign = c.ID
	t.c, t.t, t.fresh = c, tmpl, nil
	if t.e.World.Submitted(c.ID) {
		t.next(Sent)
		t.say(t.sentMessage())
		return
	}
	asked := t.asked()
	if len(asked) == 0 {
		t.nothingAsked()
		return
	}
	open := t.openQuestions(asked)
	t.do(Start{c.ID})
	if len(open) == len(asked) {
		t.lead = append(t.lead, textWelcome(c, len(asked)))
	} else {
		t.lead = append(t.lead, textWelcomeBack(c, len(open), len(asked)))
	}
	t.goOn(nil)
}

// drafted hands over the finished draft; what the chat was doing stays.
func (t *turn) drafted() {
	c, _ := t.e.World.Campaign(t.e.Campaign)
	m := chat.Message{Text: textDraft(c, t.e.By, t.e.Gaps), File: t.e.File, Picture: t.e.Picture}
	if places := t.stalePlaces(c); places != "" {
		m.Text += textStaleDraft(places)
	}
	if found := t.lookedOver(c); found != "" {
		m.Text += "\n" + found
	}
	if t.e.Complete && (t.e.By != "" || t.e.Gone) && t.person.Oversees() {
		m.Lead = textComplete(c, t.sharesOf(c.ID))
		if len(t.e.Gaps) == 0 && t.e.World.Approves() {
			m.Text += textAwaits
			m.Choices = []chat.Choice{{ID: standing(verbApprove, c.ID, ""), Label: labelApprove, Word: wordApprove}}
		}
	}
	if t.e.RemarksKey != "" && t.hasRemarks(c.ID) {
		m.Choices = append(m.Choices, remarksChoice(c.ID))
	}
	t.say(m)
}
