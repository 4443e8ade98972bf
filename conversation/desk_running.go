package conversation

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
	"thuky/workday"
)

// Orders that change campaigns under way: deadlines, the end, the beginning again.

const (
	taskDeadline Task = "deadline"
	taskInternal Task = "internal" // the deadline of the staff alone
	taskClose    Task = "close"
	taskReopen   Task = "reopen"
)

const (
	needDate   Need = "date"
	needYes    Need = "yes"    // whether to do it
	needClosed Need = "closed" // one of the closed campaigns
)

// Buttons for these orders.
const (
	verbDeadline = "han"
	verbClose    = "dong"
)

// changes tells whether a task changes a whole campaign: which one is asked for then,
// and never guessed.
func (task Task) changes() bool {
	switch task {
	case taskDeadline, taskInternal, taskClose, taskCorrect:
		return true
	}
	return false
}

// readRunning reads what stands behind the phrase of an order about running campaigns,
// their archive or the calendar. mine is false for all other orders.
func readRunning(task Task, rest string) (o Order, ok, mine bool) {
	rest = strings.TrimSpace(rest)
	o = Order{Task: task, Text: rest}
	bare := strings.Trim(rest, " .!…") == ""
	switch task {
	case taskDeadline, taskInternal:
		return o, bare || len(rest) <= 2*maxCommand && !strings.Contains(rest, "\n") && looksLikeWhen(rest), true
	case taskClose, taskReopen, taskArchive, taskUpdate:
		o.Text = ""
		return o, bare, true
	case taskApproved:
		n, isNumber := wholeNumber(rest)
		o.Text, o.Number = "", n
		return o, bare || isNumber, true
	}
	return readDayOrder(task, rest)
}

// looksLikeWhen keeps answers that begin like an order from being one.
func looksLikeWhen(rest string) bool {
	if says(rest, noneWords) {
		return true
	}
	for _, word := range strings.Fields(vntext.Fold(rest)) {
		word = strings.Trim(word, ":,+")
		switch {
		case word == "":
		case word[0] >= '0' && word[0] <= '9', whenWords[word]:
			return true
		case !whenFillers[word]:
			return false
		}
	}
	return true
}

var (
	whenWords = set("thu", "cn", "chu", "mai", "ngay", "hom", "cuoi", "giua", "mung", "them", "tuan", "thang")
	noneWords = set("khong", "khong co", "bo", "none", "ko")
)

// running carries out an order of this file. It is false for all others.
func (t *turn) running(d *Order) bool {
	switch d.Task {
	case taskReopen:
		t.reopening(d)
		return true
	case taskArchive:
		t.archive(d)
		return true
	case taskUpdate:
		t.updating(d)
		return true
	case taskDeadline, taskInternal, taskClose, taskApproved, taskCorrect:
	default:
		return t.calendarOrder(d)
	}
	c, ok := t.deskCampaign(d)
	switch {
	case !ok:
	case d.Task == taskApproved:
		t.s.Focus = c.ID
		t.handOut(c, d.Number)
	case c.Status != report.Open:
		t.close(chat.Message{Text: textClosedNoChange(c)})
	case d.Task == taskCorrect:
		t.s.Focus = c.ID
		t.correctNotice(c)
	case d.Task == taskClose:
		t.s.Focus = c.ID
		t.need(needYes)
	default:
		t.s.Focus = c.ID
		t.moveDeadline(d, c)
	}
	return true
}

// moveDeadline sets the deadline that was typed, or asks for one.
func (t *turn) moveDeadline(d *Order, c report.Campaign) {
	ask := func(why string) {
		d.Text = ""
		if why != "" {
			t.lead = append(t.lead, why)
		}
		d.Offered = t.offerDays(d, c)
		t.need(needDate)
	}
	if strings.Trim(d.Text, " .!…") == "" {
		ask("")
		return
	}
	day, hour, problem := t.readDeadline(d, c)
	if problem != "" {
		ask(problem)
		return
	}
	now := c
	if d.Task == taskInternal {
		now.Internal, now.InternalHour, now.InternalFixed = day, hour, true
	} else {
		now.Deadline, now.DeadlineHour = day, hour
		now = t.e.World.WithInternal(now)
	}
	if now.Deadline == c.Deadline && now.DeadlineHour == c.DeadlineHour && now.Internal == c.Internal && now.InternalHour == c.InternalHour {
		t.close(chat.Message{Text: textDeadlineSame(c)})
		return
	}
	t.do(SetDeadline{Campaign: c.ID, Internal: d.Task == taskInternal, Day: day, Hour: hour})
	if t.c.ID == c.ID {
		t.c = now
	}
	t.close(chat.Message{Text: textDeadlineSet(c, now, t.owing(c.ID), t.off(day))})
}

// readDeadline reads the day, or says what is wrong with it.
func (t *turn) readDeadline(d *Order, c report.Campaign) (day workday.Date, hour, problem string) {
	if d.Task == taskInternal && says(d.Text, noneWords) {
		return workday.Date{}, "", ""
	}
	w, ok := parseWhen(d.Text, t.e.Today)
	day, hour = w.day, w.hour
	switch {
	case !ok:
		return day, "", textNoDay(d.Text, d.Task == taskInternal)
	case w.after > 0:
		day = t.workdaysOn(t.baseDay(d, c), w.after)
	case day.IsZero():
		day = t.baseDay(d, c)
	}
	if w.wrong {
		return day, "", textNotThatWeekday(day)
	}
	clock := "" // unknown
	if workday.DateOf(t.e.At) == t.e.Today {
		clock = t.e.At.Format("15:04")
	}
	switch c.DeadlineFault(d.Task == taskInternal, day, hour, t.e.Today, clock) {
	case report.DayPast:
		return day, "", textDayPast(day)
	case report.HourPast:
		return day, "", textHourPast(day, hour)
	case report.DayFar:
		return day, "", textDayFar(day)
	case report.AfterDeadline:
		return day, "", textInternalAfter(day, hour, c)
	}
	return day, hour, ""
}

// baseDay is the day that a deadline is put off from: as it is, or today when that is past.
func (t *turn) baseDay(d *Order, c report.Campaign) workday.Date {
	day := c.Deadline
	if d.Task == taskInternal {
		day, _ = c.Due()
	}
	if day.Compare(t.e.Today) < 0 {
		return t.e.Today
	}
	return day
}

// workdaysOn counts working days on from a day.
func (t *turn) workdaysOn(day workday.Date, n int) workday.Date {
	if calendar := t.e.World.Calendar(); calendar != nil {
		return calendar.Add(day, n)
	}
	return day.AddDays(n)
}

// off tells whether nobody works on a day.
func (t *turn) off(day workday.Date) bool {
	calendar := t.e.World.Calendar()
	return calendar != nil && !day.IsZero() && !calendar.IsWorking(day)
}

// offerDays are the days to choose from: one, two, three working days later.
func (t *turn) offerDays(d *Order, c report.Campaign) []string {
	var days []string
	from := t.baseDay(d, c)
	for n := 1; n <= 3; n++ {
		day := t.workdaysOn(from, n)
		if c.Internal, c.InternalHour = day, ""; d.Task == taskInternal && c.InternalLate() {
			break
		}
		days = append(days, day.String())
	}
	return days
}

// owing are the names of who has not sent a campaign.
func (t *turn) owing(campaign string) []string {
	var names []string
	for _, s := range t.sharesOf(campaign) {
		if s.Counts() && s.Sent.IsZero() && s.Person.ID != t.person.ID {
			names = append(names, s.Person.Name)
		}
	}
	return names
}

// reopening goes on with a closed campaign.
func (t *turn) reopening(d *Order) {
	if d.Campaign != "" {
		if c, ok := t.e.World.Campaign(d.Campaign); ok && c.Status == report.Open {
			t.close(chat.Message{Text: textStillOpen(c)})
			return
		}
		t.need(needYes)
		return
	}
	closed := t.e.World.Closed()
	switch len(closed) {
	case 0:
		t.close(chat.Message{Text: textNoneClosed})
		return
	case 1:
		d.Campaign = closed[0].ID
		t.need(needYes)
		return
	}
	d.Offered = nil
	for _, c := range closed[:min(len(closed), pageOfClosed)] {
		d.Offered = append(d.Offered, c.ID)
	}
	t.need(needClosed)
}

// pageOfClosed is how many closed campaigns stand on one page.
const pageOfClosed = 8

// runningNeed asks for what an order of this file lacks. It is false for all others.
func (t *turn) runningNeed(m *chat.Message) bool {
	d := t.s.Desk
	c, _ := t.e.World.Campaign(d.Campaign)
	choose := func(i int, label string) {
		m.Choices = append(m.Choices, chat.Choice{ID: t.deskButton(strconv.Itoa(i)), Label: label, Row: true})
	}
	switch d.Needs {
	case needDate:
		m.Text = textWhichDay(c, d.Task == taskInternal)
		for i, iso := range d.Offered {
			if day, err := workday.ParseISO(iso); err == nil {
				choose(i, labelDay(i+1, day))
			}
		}
	case needYes:
		text, label := t.confirmation(d, c)
		m.Text = text
		choose(0, label)
	case needClosed:
		t.askClosed(m)
	default:
		return false
	}
	return true
}

// confirmation is what is asked before something is done, and the button that does it.
func (t *turn) confirmation(d *Order, c report.Campaign) (text, label string) {
	if d.Task == taskUpdate {
		_, old, updated, ok := t.versions(c.ID)
		if !ok {
			return textNoNewer, labelUpdate
		}
		return textConfirmUpdate(c, report.Compare(old, updated)), labelUpdate
	}
	if d.Task == taskReopen {
		due, _ := c.Due()
		return textConfirmReopen(c, t.owing(c.ID), !due.IsZero() && due.Compare(t.e.Today) < 0), labelReopen
	}
	return textConfirmClose(c, t.owing(c.ID)), labelClose
}

// repeated tells whether an order is the label of the button that confirms the one that
// waits: «Đóng báo cáo» is both. «Cập nhật mẫu» is asked for by a message that may come in
// between, and is asked about again.
func (t *turn) repeated(o Order, text string) bool {
	d := t.s.Desk
	return d != nil && d.Needs == needYes && d.Task == taskClose && o.Task == taskClose && t.confirms(text)
}

// confirms tells whether words are those of the button that confirms.
func (t *turn) confirms(text string) bool {
	c, _ := t.e.World.Campaign(t.s.Desk.Campaign)
	_, label := t.confirmation(t.s.Desk, c)
	return vntext.Fold(strings.TrimRight(text, " .!…,")) == vntext.Fold(label)
}

// askClosed lists closed campaigns to choose from.
func (t *turn) askClosed(m *chat.Message) {
	d := t.s.Desk
	m.Text = textWhichCampaign
	all := len(t.e.World.Closed())
	if d.Task == taskArchive {
		m.Text = textArchive(d.Number+1, d.Number+len(d.Offered), all)
	}
	for i, id := range d.Offered {
		if c, ok := t.e.World.Campaign(id); ok {
			versions := t.e.World.Versions(id)
			m.Choices = append(m.Choices, chat.Choice{
				ID: t.deskButton(strconv.Itoa(i)), Label: labelClosed(c, len(versions), t.e.At.Location()), Row: true,
			})
		}
	}
	if d.Task == taskArchive && d.Number+pageOfClosed < all {
		m.Choices = append(m.Choices, chat.Choice{ID: t.deskButton("n"), Label: labelNextPage, Word: wordNextPage, Row: true})
	}
}

// supplyRunning takes words for a need of this file. It is false for all others.
func (t *turn) supplyRunning(text string) bool {
	d := t.s.Desk
	n, isNumber := wholeNumber(text)
	switch d.Needs {
	case needDate:
		if isNumber && n >= 1 && n <= len(d.Offered) {
			return t.pressedRunning(n - 1)
		}
		d.Text, d.Needs = text, ""
		t.advance()
	case needYes:
		switch {
		case isNumber && n == 1, says(text, yesWords), isMarkedYes(text), t.confirms(text):
			t.yes()
		case isNumber && n == 2, says(text, noWords):
			t.drop()
		default:
			t.lead = append(t.lead, textYesOrNo)
			t.say(t.needMessage())
		}
	case needClosed:
		if says(text, moreWords) && t.nextPage() {
			return true
		}
		if !isNumber {
			n = t.campaignNamed(d.Offered, text) + 1
		}
		return t.pressedRunning(n - 1)
	default:
		return false
	}
	return true
}

// pressedRunning takes choice number i of a need of this file. It is false for all others.
func (t *turn) pressedRunning(i int) bool {
	d := t.s.Desk
	known := i >= 0 && i < len(d.Offered)
	switch d.Needs {
	case needDate:
		if !known {
			return false
		}
		d.Text, d.Needs, d.Offered = d.Offered[i], "", nil
		t.advance()
	case needYes:
		if i != 0 {
			return false
		}
		t.yes()
	case needClosed:
		if !known {
			t.lead = append(t.lead, textNumberOfList)
			t.say(t.needMessage())
			return true
		}
		d.Campaign, d.Needs, d.Offered = d.Offered[i], "", nil
		t.advance()
	default:
		return false
	}
	return true
}

// yes does what was asked for.
func (t *turn) yes() {
	d := t.s.Desk
	c, ok := t.e.World.Campaign(d.Campaign)
	switch {
	case !ok:
		t.drop()
	case d.forAdmins() && !opens(t.person): // an admin no more
		t.close(chat.Message{Text: textNotTheirs})
	case d.Task == taskUpdate:
		t.update(d)
	case d.Task == taskClose && c.Status != report.Open:
		t.close(chat.Message{Text: textClosedNoChange(c)})
	case d.Task == taskClose:
		names := t.owing(c.ID)
		t.do(Close{c.ID})
		if t.s.Campaign == c.ID {
			t.rescue(c)
			t.leave()
		}
		t.close(chat.Message{Text: textClosedNow(c, len(names))})
	case d.Task == taskReopen && c.Status == report.Open:
		t.close(chat.Message{Text: textStillOpen(c)})
	case d.Task == taskReopen:
		due, _ := c.Due()
		t.do(Reopen{c.ID})
		t.s.Focus = c.ID
		t.close(chat.Message{Text: textReopened(c, len(t.owing(c.ID)), !due.IsZero() && due.Compare(t.e.Today) < 0), Choices: []chat.Choice{
			{ID: standing(verbDeadline, c.ID, ""), Label: labelDeadline, Word: wordDeadline},
		}})
	default: // of no release
		t.drop()
	}
}

// clockOf gives an hour as people say it.
func clockOf(hour string) string {
	at, err := time.Parse("15:04", hour)
	if err != nil {
		return hour
	}
	return clockText(at.Hour(), at.Minute())
}

// firstNames lists some names, and how many there are besides.
func firstNames(names []string, most int) (list []string, more int) {
	names = slices.Clone(names)
	if len(names) > most {
		return names[:most], len(names) - most
	}
	return names, 0
}
