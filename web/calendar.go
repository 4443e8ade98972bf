package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"thuky/report"
	"thuky/storage"
	"thuky/vntext"
	"thuky/workday"
)

// calendarPage is the calendar of one year.
type calendarPage struct {
	Year       int
	Prev, Next int // years, 0 for none
	Known      bool
	Admin      bool
	Status     string
	Tone       string
	Note       string // what is open about the year
	Months     []calendarMonth
	Days       []calendarRow
	Years      []coverageRow
	Form       dayForm
	Done       string
}

// calendarMonth is a small month.
type calendarMonth struct {
	Name  string
	Weeks [][7]calendarDay // from Monday
}

// calendarDay is one day of it; Day is 0 outside the month.
type calendarDay struct {
	Day   int
	Class string // "off", "rest", "work"
	Sign  string
	Name  string // what makes it special
	Today bool
}

// calendarRow is one special day.
type calendarRow struct {
	Date      workday.Date
	Off       bool
	Name      string
	Pair      workday.Date
	Doubtful  string // why it is not certain
	Corrected bool
	By        string
	At        time.Time
}

// coverageRow says how far the schedule of a year can be relied on.
type coverageRow struct {
	Year         int
	Status, Tone string
	Here         bool
}

// dayForm is the form for a correction.
type dayForm struct{ Day, Kind, Name, Pair, Problem string }

// dayKinds are what an admin can make of a day, in the order of the form.
var dayKinds = []workday.Kind{workday.Holiday, workday.Swapped, workday.MakeUp, workday.Compensated}

// kindChoices are the kinds as the form offers them.
func kindChoices() (list []choiceRow) {
	for _, kind := range dayKinds {
		list = append(list, choiceRow{Value: string(kind), Name: textDayKind(kind)})
	}
	return list
}

// yearsShown is how many years after this one are listed with what is known of them.
const yearsShown = 3

// calendar shows the working days of a year.
func (s *Server) calendar(v *visit) error {
	today, _ := s.today()
	year, err := strconv.Atoi(v.r.URL.Query().Get("nam"))
	if err != nil {
		year = today.Year
	}
	page, err := s.calendarPage(v, year)
	if err != nil {
		return err
	}
	page.Done = doneTexts[v.r.URL.Query().Get("xong")]
	return s.page(v, http.StatusOK, "calendar", menuCalendar, page)
}

func (s *Server) calendarPage(v *visit, year int) (*calendarPage, error) {
	today, _ := s.today()
	year = min(max(year, workday.FirstYear), workday.LastYear)
	page := &calendarPage{Year: year, Admin: v.may(admin)}
	if year > workday.FirstYear {
		page.Prev = year - 1
	}
	if year < workday.LastYear {
		page.Next = year + 1
	}
	calendar := s.office.Calendar()
	if calendar == nil {
		return page, nil
	}
	page.Known = true
	corrections := map[workday.Date]storage.Day{}
	var people []report.Person
	if err := s.view(v, func(tx storage.Tx) (err error) {
		clear(corrections)
		for d, err := range tx.Days() {
			if err != nil {
				return err
			}
			corrections[d.Date] = d
		}
		people, err = peopleOf(tx)
		return err
	}); err != nil {
		return nil, err
	}
	status, note := calendar.Coverage(year)
	page.Status, page.Tone, page.Note = textCoverage(status), toneOfStatus(status), note
	for y := today.Year - 1; y <= today.Year+yearsShown; y++ {
		status, _ := calendar.Coverage(y)
		page.Years = append(page.Years, coverageRow{y, textCoverage(status), toneOfStatus(status), y == year})
	}
	for m := time.January; m <= time.December; m++ {
		page.Months = append(page.Months, monthOf(calendar, year, m, today))
	}
	for _, d := range calendar.Days(year) {
		row := calendarRow{Date: d.Date, Off: d.Kind.Off(), Name: d.Name}
		if !strings.Contains(vntext.Fold(d.Name), "lam bu") { // else it says so itself
			row.Pair = d.Pair
		}
		if d.Status != workday.Official {
			row.Doubtful = d.Status.Words()
		}
		if c, corrected := correctionOf(corrections, d); corrected {
			row.Corrected, row.By, row.At = true, textWho(c.By, people), c.At
		}
		page.Days = append(page.Days, row)
	}
	for _, c := range corrections {
		if c.Kind == workday.Removed && c.Date.Year == year {
			page.Days = append(page.Days, calendarRow{
				Date: c.Date, Name: textRemovedDay, Corrected: true, By: textWho(c.By, people), At: c.At,
			})
		}
	}
	slices.SortStableFunc(page.Days, func(a, b calendarRow) int { return a.Date.Compare(b.Date) })
	return page, nil
}

// correctionOf is what an admin said of a day, or of the other half of its swap.
func correctionOf(corrections map[workday.Date]storage.Day, d workday.Day) (storage.Day, bool) {
	if c, ok := corrections[d.Date]; ok && c.Kind != workday.Removed {
		return c, true
	}
	c, ok := corrections[d.Pair]
	return c, ok && !d.Pair.IsZero() && c.Pair == d.Date && c.Kind != workday.Removed
}

// monthOf lays out one month.
func monthOf(calendar *workday.Calendar, year int, m time.Month, today workday.Date) calendarMonth {
	month := calendarMonth{Name: textMonth(m)}
	var week [7]calendarDay
	column := 0
	for date := (workday.Date{Year: year, Month: m, Day: 1}); date.Month == m; date = date.AddDays(1) {
		column = (int(date.Weekday()) + 6) % 7
		d := calendar.Explain(date)
		day := calendarDay{Day: date.Day, Today: date == today}
		switch {
		case d.Kind == workday.Rest:
			day.Class = "rest"
		case d.Kind.Off():
			day.Class, day.Sign, day.Name = "off", "●", d.Name
		case d.Kind == workday.MakeUp:
			day.Class, day.Sign, day.Name = "work", "▲", d.Name
		}
		week[column] = day
		if column == 6 {
			month.Weeks = append(month.Weeks, week)
			week = [7]calendarDay{}
		}
	}
	if column != 6 {
		month.Weeks = append(month.Weeks, week)
	}
	return month
}

// correctDay puts a day of the calendar right.
func (s *Server) correctDay(v *visit) error {
	form := dayForm{Day: v.field("ngay"), Kind: v.field("loai"), Name: v.field("ten"), Pair: v.field("doi")}
	calendar := s.office.Calendar()
	if calendar == nil {
		return &problem{http.StatusUnprocessableEntity, textNoCalendar}
	}
	day, wrong := readCorrection(form, calendar)
	if wrong == "" {
		if err := s.office.CorrectDay(v.r.Context(), v.address(), day); err != nil {
			return err
		}
		return v.redirect(calendarOf(day.Date.Year, "ngay"))
	}
	year, err := strconv.Atoi(v.field("nam"))
	if err != nil {
		today, _ := s.today()
		year = today.Year
	}
	page, err := s.calendarPage(v, year)
	if err != nil {
		return err
	}
	form.Problem = wrong
	page.Form = form
	return s.page(v, http.StatusUnprocessableEntity, "calendar", menuCalendar, page)
}

func calendarOf(year int, done string) string {
	return "/quan-ly/lich?nam=" + strconv.Itoa(year) + "&xong=" + done
}

// readCorrection reads the form, by the rules of a line of a schedule.
func readCorrection(form dayForm, calendar *workday.Calendar) (day workday.Day, wrong string) {
	date, ok := readDay(form.Day)
	if !ok {
		return day, textNoDay
	}
	kind := workday.Kind(form.Kind)
	if !slices.Contains(dayKinds, kind) {
		return day, textWhichKind
	}
	given := workday.Day{Date: date, Kind: kind, Name: vntext.NFC(form.Name), Status: workday.Official}
	if given.Name == "" {
		given.Name = textDayName(kind)
	}
	if form.Pair != "" && kind != workday.Holiday {
		pair, ok := readDay(form.Pair)
		if !ok {
			return day, textNoDay
		}
		if kind == workday.Compensated {
			given.For = pair
		} else {
			given.Pair = pair
		}
	}
	day, problem := workday.ParseDay(given.Line())
	if problem != nil {
		return day, textWrongDay(problem.Text)
	}
	was := calendar.Explain(day.Date)
	switch {
	case was.Kind == day.Kind && was.Pair == day.Pair && was.Name == day.Name:
		return day, textDaySame(day)
	case day.Kind == workday.Holiday && was.Kind == workday.Rest: // it would bring another day off
		return day, textRestAnyway(day)
	}
	return day, ""
}

// dropDay takes a day away: a correction, or what the schedule says.
func (s *Server) dropDay(v *visit) error {
	date, ok := readDay(v.field("ngay"))
	calendar := s.office.Calendar()
	if !ok || calendar == nil {
		return &problem{http.StatusUnprocessableEntity, textNoDay}
	}
	var correction workday.Day
	found := false
	if err := s.view(v, func(tx storage.Tx) error {
		found = false
		for d, err := range tx.Days() {
			if err != nil {
				return err
			}
			if d.Date == date || !found && d.Pair == date && d.Kind != workday.Removed {
				correction, found = d.Day, true
				if d.Date == date {
					break
				}
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if found {
		if err := s.office.DropCorrection(v.r.Context(), v.address(), correction.Date); err != nil {
			return err
		}
		return v.redirect(calendarOf(date.Year, "bo-ngay"))
	}
	if was := calendar.Explain(date); was.Kind == "" || was.Kind == workday.Rest {
		return storage.ErrConflict // somebody took it away
	}
	if err := s.office.CorrectDay(v.r.Context(), v.address(), workday.Day{Date: date, Kind: workday.Removed, Status: workday.Official}); err != nil {
		return err
	}
	return v.redirect(calendarOf(date.Year, "bo-ngay"))
}
