package conversation

import (
	"slices"
	"strconv"
	"strings"

	"thuky/chat"
	"thuky/vntext"
	"thuky/workday"
)

// Orders about the calendar: to see it, to add a day to it, to take one away.

const (
	taskCalendar Task = "calendar"
	taskDayOff   Task = "day-off"
	taskMakeUp   Task = "make-up"
	taskDropDay  Task = "drop-day"
)

// maxDayOrder is the longest order about a day, in bytes.
const maxDayOrder = 240

// readDayOrder reads what stands behind the phrase. An answer may begin like such an
// order: the words must go on with a day.
func readDayOrder(task Task, rest string) (o Order, ok, mine bool) {
	o = Order{Task: task, Text: rest}
	switch task {
	case taskCalendar:
		n, isNumber := wholeNumber(strings.TrimSpace(strings.TrimPrefix(vntext.Fold(rest), "nam ")))
		o.Text, o.Number = "", n
		return o, strings.Trim(rest, " .!…") == "" || isNumber, true
	case taskDayOff, taskMakeUp, taskDropDay:
		return o, rest == "" || len(rest) <= maxDayOrder && !strings.Contains(rest, "\n") && beginsWithDay(rest), true
	}
	return o, false, false
}

func beginsWithDay(rest string) bool {
	word, _, _ := strings.Cut(strings.TrimLeft(vntext.Fold(rest), " :"), " ")
	return word != "" && (word[0] >= '0' && word[0] <= '9' || whenWords[word] || len(word) == 2 && word[0] == 't')
}

// calendarOrder carries out an order about the calendar. It is false for all others.
func (t *turn) calendarOrder(d *Order) bool {
	calendar := t.e.World.Calendar()
	switch d.Task {
	case taskCalendar, taskDayOff, taskMakeUp, taskDropDay:
	default:
		return false
	}
	switch {
	case calendar == nil:
		t.close(chat.Message{Text: textNoCalendar})
	case d.Task == taskCalendar:
		t.showCalendar(d, calendar)
	case strings.TrimSpace(d.Text) == "":
		t.close(chat.Message{Text: textDayExample(d.Task, t.e.Today.Year)})
	case d.Task == taskDropDay:
		t.dropDay(d, calendar)
	default:
		t.addDay(d, calendar)
	}
	return true
}

// showCalendar lists the special days of a year.
func (t *turn) showCalendar(d *Order, calendar *workday.Calendar) {
	year := d.Number
	if year == 0 {
		year = t.e.Today.Year
	}
	if year < workday.FirstYear || year > workday.LastYear {
		t.close(chat.Message{Text: textNoSuchYear(year, t.e.Today.Year)})
		return
	}
	corrected := map[workday.Date]bool{}
	for _, c := range t.e.World.Corrections() {
		corrected[c.Date] = true
	}
	var lines []string
	for _, day := range calendar.Days(year) {
		lines = append(lines, textCalendarDay(day, corrected[day.Date]))
	}
	if _, note := calendar.Coverage(year); note != "" {
		lines = append(lines, note)
	}
	t.close(chat.Message{Head: textCalendarHead(year), Text: strings.Join(append(lines, textCalendarHint(year)), "\n")})
}

// addDay corrects a day as it was typed.
func (t *turn) addDay(d *Order, calendar *workday.Calendar) {
	line, problem := t.dayLine(d)
	var day workday.Day
	if problem == "" {
		var wrong *workday.Problem
		if day, wrong = workday.ParseDay(vntext.NFC(line)); wrong != nil {
			problem = textWrongDay(wrong.Text)
		}
	}
	if problem != "" {
		t.close(chat.Message{Text: problem})
		return
	}
	was := calendar.Explain(day.Date)
	if was.Kind == day.Kind && was.Pair == day.Pair && was.Name == day.Name {
		t.close(chat.Message{Text: textDaySame(day)})
		return
	}
	if day.Kind == workday.Holiday && was.Kind == workday.Rest && !strings.Contains(d.Text, "|") {
		t.close(chat.Message{Text: textRestAnyway(day)}) // a holiday there would bring another day off
		return
	}
	t.do(PutDay{day})
	t.close(chat.Message{Text: textDayPut(was, day)})
}

// dayLine writes an order as the line of a sheet: "23/11/2026: nghỉ hoán đổi, làm bù
// 28/11/2026", "thứ Bảy 28/11/2026 cho 23/11/2026: làm bù". A line itself stays.
func (t *turn) dayLine(d *Order) (line, problem string) {
	text := strings.TrimLeft(d.Text, " :")
	if strings.Contains(text, "|") {
		return text, ""
	}
	head, name, _ := strings.Cut(text, ":")
	name = strings.TrimSpace(name)
	kind, pair := workday.Holiday, ""
	if d.Task == taskMakeUp {
		kind = workday.MakeUp
		head, pair = cutFolded(head, " bu cho ", " cho ", " doi voi ")
	} else {
		rest := name
		if name == "" {
			head, rest = splitDay(head)
			name = rest
		}
		if before, after := cutFolded(rest, "lam bu "); after != "" {
			kind, pair, name = workday.Swapped, after, strings.Trim(before, " ,;.(-")
		} else if before, after := cutFolded(rest, "nghi bu cho ", "bu cho "); after != "" {
			kind, pair, name = workday.Compensated, after, strings.Trim(before, " ,;.(-")
		}
	}
	day, problem := t.readDay(head)
	if problem != "" {
		return "", problem
	}
	parts := []string{day.String(), kind.Words(), oneName(name, kind)}
	if strings.TrimSpace(pair) != "" {
		other, problem := t.readDay(strings.Trim(pair, " .,;)"))
		if problem != "" {
			return "", problem
		}
		parts = append(parts, pairKey(kind)+other.String())
	}
	return strings.Join(parts, " | "), ""
}

// splitDay divides "20/11/2026 kỷ niệm trường" behind its day.
func splitDay(text string) (day, rest string) {
	words := strings.Fields(text)
	for i, w := range words {
		if strings.Count(w, "/") == 2 || strings.Count(w, "-") == 2 {
			return strings.Join(words[:i+1], " "), strings.Join(words[i+1:], " ")
		}
	}
	return text, ""
}

// cutFolded divides a text at the first of some folded words. A text has as many letters
// folded as it has in NFC.
func cutFolded(text string, words ...string) (before, after string) {
	letters := []rune(vntext.NFC(text))
	bare := []rune(strings.ToLower(vntext.Fold(string(letters))))
	if len(bare) != len(letters) {
		return text, ""
	}
	for _, word := range words {
		if i := strings.Index(string(bare), word); i >= 0 {
			at := len([]rune(string(bare)[:i]))
			return string(letters[:at]), string(letters[at+len([]rune(word)):])
		}
	}
	return text, ""
}

// readDay reads a day of the calendar, or says what is wrong with it. One without a year
// is the next.
func (t *turn) readDay(text string) (workday.Date, string) {
	w, ok := parseWhen(text, t.e.Today)
	switch {
	case !ok || w.day.IsZero() || w.hour != "":
		return workday.Date{}, textNoCalendarDay(strings.TrimSpace(text), t.e.Today.Year)
	case w.wrong:
		return workday.Date{}, textNotThatWeekday(w.day)
	}
	year := strconv.Itoa(w.day.Year)
	if w.day.Compare(t.e.Today) < 0 && !strings.Contains(text, year) && !strings.HasSuffix(strings.TrimSpace(text), "/"+year[2:]) {
		if next, err := workday.NewDate(w.day.Year+1, w.day.Month, w.day.Day); err == nil {
			return next, ""
		}
	}
	return w.day, ""
}

// dropDay takes a day away: the correction of an admin, or what the schedule says.
func (t *turn) dropDay(d *Order, calendar *workday.Calendar) {
	day, problem := t.readDay(strings.TrimLeft(d.Text, " :"))
	if problem != "" {
		t.close(chat.Message{Text: problem})
		return
	}
	was := calendar.Explain(day)
	corrections := t.e.World.Corrections()
	i := slices.IndexFunc(corrections, func(c workday.Day) bool { return c.Date == day })
	if i < 0 { // the other half of a swap goes with it
		i = slices.IndexFunc(corrections, func(c workday.Day) bool { return c.Pair == day && c.Kind != workday.Removed })
	}
	switch {
	case i >= 0:
		t.do(DropDay{corrections[i].Date})
		t.close(chat.Message{Text: textCorrectionDropped(corrections[i])})
	case was.Kind == "" || was.Kind == workday.Rest:
		t.close(chat.Message{Text: textNothingToDrop(day, was)})
	default:
		t.do(PutDay{workday.Day{Date: day, Kind: workday.Removed, Status: workday.Official}})
		t.close(chat.Message{Text: textDayDropped(was)})
	}
}
