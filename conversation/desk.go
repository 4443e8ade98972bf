package conversation

import (
	"slices"
	"strconv"
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
)

// The desk is where admins and approvers watch, return and approve. Its orders
// lie beside the questions: whatever the chat was doing stays as it was.

// forAdmins tells whether an order is not for approvers: it opens or changes a whole
// campaign, gives its questions to people, or changes the calendar. The runtime checks the
// effects once more.
func (o *Order) forAdmins() bool {
	switch o.Task {
	case taskNotice, taskNew, taskCorrect, taskDeadline, taskInternal, taskClose, taskReopen, taskUpdate, taskDayOff, taskMakeUp, taskDropDay:
		return true
	case taskAssign:
		return o.What != "" || len(o.Questions) > 0 // the table may be looked at
	}
	return false
}

// mine are the open campaigns that this person answers.
func (t *turn) mine() []report.Campaign {
	all := t.e.World.Campaigns()
	if !t.person.Oversees() {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(c report.Campaign) bool {
		return c.ID != t.s.Campaign && !t.e.World.TakesPart(c.ID)
	})
}

// sharesOf are the people who take part in a campaign, as Vietnamese lists sort them.
func (t *turn) sharesOf(campaign string) []report.Share {
	shares := slices.Clone(t.e.World.Shares(campaign))
	report.SortShares(shares)
	return shares
}

// ordered takes words that are an order, or what one still needs. It is false
// for all other words.
func (t *turn) ordered(text string) bool {
	o, ok := parseOrder(text)
	switch {
	case ok && o.Task == taskRework:
		return t.reopen()
	case ok && o.Task == taskAssign && !t.means(o):
		return false
	case ok && !t.person.Oversees():
		if o.Task == taskNotice || o.Task == taskNew || o.Task == taskCorrect {
			return strings.HasPrefix(text, "/") && t.notTheirs(o, text) // else more likely an answer
		}
		return t.notTheirs(o, text)
	case ok && o.forAdmins() && !opens(t.person):
		t.close(chat.Message{Text: textNotTheirs})
		return true
	case ok && (o.Task == taskNotice || o.Task == taskNew || o.Task == taskCorrect && t.s.Intake != nil):
		t.s.Desk, t.s.Matter = nil, nil
		t.beginIntake(o.Task)
		return true
	case ok && (o.Task == taskDeadline || o.Task == taskInternal || o.Task == taskAssign && o.What == "") && t.taking() && t.s.Intake.Stage == stageCheck && t.s.Intake.Of == "":
		return false // of the report that is about to be opened
	case ok && t.repeated(o, text):
		t.yes()
		return true
	case ok:
		t.order(o)
		return true
	case t.s.Desk != nil && t.s.Desk.Needs != "" && t.person.Oversees():
		t.supply(text)
		return true
	}
	return false
}

// notTheirs answers staff who type the words of admins: their own answers they
// may see.
func (t *turn) notTheirs(o Order, text string) bool {
	if len(text) > maxCommand || strings.Contains(text, "\n") {
		return false // more likely an answer
	}
	if o.Task != taskView {
		t.lead = append(t.lead, textNotTheirs)
		t.again()
		return true
	}
	if t.t == nil {
		return false
	}
	asked := t.asked()
	if o.Number < 1 || o.Number > len(asked) {
		t.lead = append(t.lead, textNoSuchQuestion(o.Number, len(asked)))
		t.again()
		return true
	}
	q := asked[o.Number-1]
	text = textNotAnswered
	if a, ok := t.answer(q.ID); ok {
		text = wholeAnswer(q, a)
	}
	t.say(chat.Message{Head: t.head(q, o.Number, len(asked)), Text: q.ShortName(t.filled) + "\n" + text})
	t.backToQuestion()
	return true
}

// order begins an order; one that was under way is dropped.
func (t *turn) order(o Order) {
	if d := t.s.Desk; d != nil && d.Needs == needConfirm && o.Task.ofRemarks() {
		t.lead = append(t.lead, textApproveLater)
	}
	t.s.Desk, t.s.Matter = &o, nil
	t.advance()
}

// advance goes on with the order until it is done or needs something.
func (t *turn) advance() {
	d := t.s.Desk
	if d.forAdmins() && !opens(t.person) {
		t.close(chat.Message{Text: textNotTheirs})
		return
	}
	if t.running(d) {
		return
	}
	if d.Task.ofRemarks() {
		t.remarks(d)
		return
	}
	c, ok := t.deskCampaign(d)
	if !ok {
		return
	}
	tmpl, ok := t.e.World.Template(c)
	if !ok {
		t.close(chat.Message{Text: textNoTemplate})
		return
	}
	t.s.Focus = c.ID
	v := deskView{t: t, c: c, tmpl: tmpl}
	v.read()
	switch {
	case d.Task == taskProgress:
		t.close(v.progress())
	case d.Task == taskDraft:
		t.do(Draft{Campaign: c.ID})
		t.close(chat.Message{Text: textDrafting(c)})
	case d.Task == taskApprove:
		t.approve(c)
	case d.Task == taskAnswer:
		t.s.Desk = nil
		if t.s.Phase == Idle || t.s.Phase == Sent || t.s.Phase == Reviewed {
			t.begin(c)
			return
		}
		t.again()
	case d.Task == taskAssign:
		v.assign(d)
	case v.findQuestion(d):
		v.carryOut(d)
	}
}

// means tells whether words that read like an assignment are one. While a free text is
// asked for, they may be its words, unless they name people whom the school has.
func (t *turn) means(o Order) bool {
	q := t.question()
	switch {
	case !t.person.Oversees() && (o.What == "" || o.Whom == ""):
		return false
	case t.s.Phase != Asking || q == nil || !open(q), o.What == "":
		return true
	case o.Whom == "":
		return o.Nobody
	}
	all := t.e.World.People()
	for _, name := range splitNames(o.Whom) {
		if f := findPeople(all, t.person, name); len(f.people) == 0 && !f.all && !f.nobody {
			return false
		}
	}
	return true
}

// deskCampaign finds which campaign the order is about, or asks.
func (t *turn) deskCampaign(d *Order) (report.Campaign, bool) {
	if d.Campaign != "" {
		if c, ok := t.e.World.Campaign(d.Campaign); ok {
			return c, true
		}
	}
	underway := t.e.World.Underway()
	switch {
	case len(underway) == 0 && d.Task == taskAssign && t.s.Intake != nil && t.s.Intake.Of == "" && opens(t.person):
		t.close(chat.Message{Text: textGiveAfterOpen})
		return report.Campaign{}, false
	case len(underway) == 0:
		t.close(chat.Message{Text: textNoneOpen})
		return report.Campaign{}, false
	case len(underway) == 1:
		d.Campaign = underway[0].ID
		return underway[0], true
	}
	if d.Task != taskProgress && d.Task != taskAnswer && !d.Task.changes() {
		for _, c := range underway {
			if c.ID == t.s.Focus {
				d.Campaign = c.ID
				return c, true
			}
		}
	}
	d.Offered = nil
	for _, c := range underway {
		d.Offered = append(d.Offered, c.ID)
	}
	t.need(needCampaign)
	return report.Campaign{}, false
}

// need asks for what the order lacks.
func (t *turn) need(n Need) {
	t.s.Desk.Needs = n
	t.s.DeskSeq++
	m := t.needMessage()
	if n == needConfirm {
		m.File, m.Picture = t.s.Desk.File, t.e.Picture
	}
	t.say(m)
}

func (t *turn) needMessage() chat.Message {
	d := t.s.Desk
	m := chat.Message{}
	choose := func(i int, label string) {
		m.Choices = append(m.Choices, chat.Choice{ID: t.deskButton(strconv.Itoa(i)), Label: label, Row: true})
	}
	switch d.Needs {
	case needCampaign:
		m.Text = textWhichCampaign
		for i, id := range d.Offered {
			c, ok := t.e.World.Campaign(id)
			if !ok {
				c.Title = id
			}
			label := campaignLabel(c)
			if d.Task == taskProgress {
				label += ": " + textSentOf(t.sharesOf(id))
			}
			choose(i, label)
		}
	case needNumber:
		m.Text = textWhichQuestion(d.Task)
	case needPerson:
		m.Text = textWhichPerson(d.Task, d.Number)
		shares := t.sharesOf(d.Campaign)
		for i, id := range d.Offered {
			choose(i, personLabel(shares, id))
		}
	case needRemark:
		m.Text = textWhichRemark(d.Task)
	case needText:
		m.Text = textNeedText(d.Task, d.Number)
	case needReason:
		m.Text = textNeedReason(d.Number)
	case needWhom, needWhich, needPart:
		m = t.needAssign()
	case needConfirm:
		c, _ := t.e.World.Campaign(d.Campaign)
		m.Text = textConfirmApproval(c, t.nextVersion(c.ID), t.sharesOf(c.ID))
		choose(0, labelApproveNow(t.nextVersion(c.ID)))
		choose(1, labelNotYet)
		if t.hasRemarks(c.ID) {
			m.Choices = append(m.Choices, remarksChoice(c.ID))
		}
		return m
	default:
		t.runningNeed(&m)
	}
	m.Choices = append(m.Choices, chat.Choice{ID: t.deskButton("x"), Label: labelDropIt, Word: wordDropIt, Row: true})
	return m
}

func (t *turn) deskButton(action string) string {
	return "d" + strconv.Itoa(t.s.DeskSeq) + "." + action
}

// supply takes words for what the order needs.
func (t *turn) supply(text string) {
	d := t.s.Desk
	cmd, _ := parseCommand(text, true)
	switch {
	case cmd == cmdPause, cmd == cmdBack, cmd == cmdRisky, vntext.Fold(strings.TrimRight(text, " .!")) == "thoi":
		t.drop()
		return
	case cmd == cmdHelp:
		t.deskHelp()
		t.say(t.needMessage())
		return
	}
	if t.supplyRunning(text) {
		return
	}
	n, isNumber := wholeNumber(text)
	switch d.Needs {
	case needCampaign, needPerson:
		if !isNumber {
			n = t.offeredByName(text)
		}
		t.chosen(n - 1)
	case needWhom, needWhich, needPart:
		t.supplyAssign(text)
	case needNumber:
		if _, after, ok := trailingNumber(vntext.Fold(text)); ok && !isNumber {
			n, isNumber = after, true
		}
		if !isNumber {
			t.lead = append(t.lead, textNumberPlease)
			t.say(t.needMessage())
			return
		}
		d.Number, d.Needs = n, ""
		t.advance()
	case needRemark:
		t.supplyRemark(text)
	case needText:
		d.Text, d.Needs = text, ""
		t.advance()
	case needReason:
		d.Note, d.Needs = text, ""
		t.advance()
	case needConfirm:
		switch {
		case isNumber && (n == 1 || n == 2):
			t.confirmed(n == 1)
		case says(text, yesWords), isMarkedYes(text):
			t.confirmed(true)
		case says(text, noWords):
			t.confirmed(false)
		default:
			t.lead = append(t.lead, textOneOrTwo)
			t.say(t.needMessage())
		}
	default: // of no release
		t.drop()
	}
}

// offeredByName finds the offered campaign or person that the words mean, from
// 1; 0 for none or several.
func (t *turn) offeredByName(text string) int {
	d := t.s.Desk
	if d.Needs == needCampaign {
		return t.campaignNamed(d.Offered, text) + 1
	}
	found := 0
	meant := named(t.sharesOf(d.Campaign), text)
	for i, id := range d.Offered {
		if !slices.ContainsFunc(meant, func(s report.Share) bool { return s.Person.ID == id }) {
			continue
		}
		if found > 0 {
			return 0
		}
		found = i + 1
	}
	return found
}

// chosen takes the offered campaign or person number i, from 0.
func (t *turn) chosen(i int) {
	d := t.s.Desk
	if i < 0 || i >= len(d.Offered) {
		t.lead = append(t.lead, textNumberOfList)
		t.say(t.needMessage())
		return
	}
	if d.Needs == needCampaign {
		d.Campaign = d.Offered[i]
	} else {
		d.Person = d.Offered[i]
	}
	d.Needs, d.Offered = "", nil
	t.advance()
}

// drop forgets the order.
func (t *turn) drop() { t.close(chat.Message{Text: textDropped}) }

// close ends the order with a message, and puts the question that was open.
func (t *turn) close(m chat.Message) {
	t.s.Desk = nil
	t.say(m)
	t.backToQuestion()
}

// backToQuestion puts an open question again after something came between.
func (t *turn) backToQuestion() {
	if t.person.Away != nil {
		return // nothing is put to them
	}
	if t.pastedWaits() {
		if parts := t.s.Pasted.Parts; t.s.Pasted.Later {
			t.s.Pasted = nil
			t.lead = append(t.lead, textPastedNow)
			t.pastedNotice(parts)
			return
		}
		t.say(t.pastedMessage())
		return
	}
	if t.taking() {
		t.say(t.intakeMessage(false))
		return
	}
	if t.t != nil && t.inQuestion() {
		if writing := t.writing(); t.s.Phase == Asking && writing != "" {
			t.lead = append(t.lead, writing)
		}
		t.again()
	}
}

// inQuestion tells whether what is typed next belongs to a question.
func (t *turn) inQuestion() bool {
	switch t.s.Phase {
	case Asking, Reading, Clash, NilWord, Danger, Late, Reason, Stale:
		return true
	}
	return false
}

// deskHelp says what can be ordered.
func (t *turn) deskHelp() {
	switch {
	case opens(t.person):
		t.lead = append(t.lead, adminHelp...)
	case t.person.Oversees():
		t.lead = append(t.lead, approverHelp...)
	}
}

// atDesk greets an admin who answers nothing at the moment.
func (t *turn) atDesk() chat.Message {
	m := chat.Message{Text: textAtDesk(t.e.World.Underway(), t.sharesOf)}
	t.s.DeskSeq++
	m.Choices = []chat.Choice{
		{ID: standing(verbProgress, "", ""), Label: labelProgress, Word: wordProgress},
		{ID: standing(verbDraft, "", ""), Label: labelDraft, Word: wordDraft},
		{ID: standing(verbAssign, "", ""), Label: labelAssign, Word: wordAssign},
	}
	return m
}
