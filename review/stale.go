package review

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"thuky/report"
	"thuky/workday"
)

// early is how many days before the calendar's begin of a period may still belong
// to it: figures are counted from the 15th of the month before.
const early = 20

// maxStale is how much of a text is looked at, in bytes.
const maxStale = 400_000

// Stale finds the words of a text that name a time before the campaign: the year, the
// half-year, quarter, term or school year, the days, and the notice of the former one.
// Without a former campaign (the zero one) it takes the period before for that.
//
// Left alone are years and days of cited documents, of programmes ("giai đoạn
// 2021-2025"), of comparisons ("so với năm 2023"), and what lies far back.
func Stale(text string, now, former report.Campaign) []StaleWords {
	if len(text) > maxStale {
		return nil
	}
	s := &staleness{text: fold(text), now: periodOf(now)}
	if former.ID != "" || former.Period != "" {
		s.former = periodOf(former)
	} else {
		s.former = s.now.before()
	}
	s.begin, s.begun = s.now.begin()
	if s.floor = s.former.first - 1; s.former.first == 0 {
		s.floor = s.now.first - 2
	}
	s.notice(now.Notice, former.Notice)
	s.days()
	s.periods()
	s.schoolYears()
	s.years()
	slices.SortFunc(s.found, func(a, b StaleWords) int { return cmp.Compare(a.Start, b.Start) })
	return s.found
}

// staleness is the search of one text.
type staleness struct {
	text        foldedText
	now, former period
	begin       workday.Date // of the period
	begun       bool         // begin is known
	floor       int          // the earliest year that may come from the former report
	seen        [][2]int     // what a longer form has taken
	found       []StaleWords
}

// take claims a part of the text; false when it was judged as part of something longer.
func (s *staleness) take(from, to int) bool {
	for _, t := range s.seen {
		if from < t[1] && t[0] < to {
			return false
		}
	}
	s.seen = append(s.seen, [2]int{from, to})
	return true
}

func (s *staleness) find(code Code, from, to int) {
	start, end := s.text.place(from, to)
	s.found = append(s.found, StaleWords{Code: code, Start: start, End: end, Quote: s.text.original[start:end], Why: texts[code]})
}

// oldYear tells whether a year lies before the period, and not far back.
func (s *staleness) oldYear(y int) bool { return s.now.first != 0 && y < s.now.first && y >= s.floor }

var signs = regexp.MustCompile(`[/-]`)

// notice looks for the number of the notice that ordered the former report.
func (s *staleness) notice(now, former *report.Notice) {
	if former == nil || !strings.ContainsAny(former.Number, "/-") {
		return
	}
	number := strings.TrimSpace(fold(former.Number).text)
	if now != nil && strings.TrimSpace(fold(now.Number).text) == number {
		return
	}
	pieces := signs.Split(number, -1)
	if !strings.Contains(s.text.text, strings.TrimSpace(pieces[0])) {
		return
	}
	for i := range pieces {
		pieces[i] = regexp.QuoteMeta(strings.TrimSpace(pieces[i]))
	}
	form, err := regexp.Compile(`(?:\b` + weakDocument + ` so:? ?)?\b` + strings.Join(pieces, ` ?[/-] ?`) + `\b(?:,? ?` + dayForm + `)?`)
	if err != nil {
		return // unreachable: the pieces are quoted
	}
	for _, m := range form.FindAllStringIndex(s.text.text, -1) {
		if s.take(m[0], m[1]) {
			s.find(StaleNotice, m[0], m[1])
		}
	}
}

const dayForm = `(?:ngay )?\b\d{1,2}(?: thang | ?[/.-] ?)\d{1,2}(?:,? nam | ?[/.-] ?)20\d\d\b`

var dayForms = regexp.MustCompile(`(?:ngay )?(?:\b(\d{1,2})(?: thang | ?[/.-] ?))?(?:\bthang )?\b(\d{1,2})(?:,? nam | ?[/.-] ?)(20\d\d)\b`)

// days looks at days and months with a year. A month counts as its last day.
func (s *staleness) days() {
	for _, m := range dayForms.FindAllStringSubmatchIndex(s.text.text, -1) {
		words := s.text.text[m[0]:m[1]]
		if bare := m[2] < 0 && !strings.HasPrefix(words, "thang"); bare && !strings.Contains(words, "/") || !s.take(m[0], m[1]) {
			continue
		}
		mon, y := s.number(m[4], m[5]), s.number(m[6], m[7])
		if mon < 1 || mon > 12 {
			continue
		}
		day := workday.Date{Year: y, Month: time.Month(mon) + 1, Day: 1}
		if mon == 12 {
			day = workday.Date{Year: y + 1, Month: time.January, Day: 1}
		}
		day = day.AddDays(-1)
		if m[2] >= 0 {
			day.Day = min(max(s.number(m[2], m[3]), 1), day.Day)
		}
		old := s.oldYear(y)
		if s.begun {
			old = y >= s.floor && day.Compare(s.begin.AddDays(-early)) < 0
		}
		if old && !s.excused(m[0], m[1], y) && !s.cited(m[0], true) {
			s.find(StaleDate, m[0], m[1])
		}
	}
}

func (s *staleness) number(from, to int) int {
	n, _ := strconv.Atoi(s.text.text[from:to])
	return n
}

var afterPeriod = regexp.MustCompile(`^(?: nam hoc| nam|,)? ?[/-]? ?(20\d\d)(?: ?[-/] ?(20\d\d))?\b`)

// periods looks at half-years, quarters, terms, and months where the report is a
// monthly one.
func (s *staleness) periods() {
	for _, f := range periodForms {
		idle := f.unit == month && s.now.unit != month && s.former.unit != month
		if idle || !strings.Contains(s.text.text, f.hold) {
			continue
		}
		for _, m := range f.form.FindAllStringSubmatchIndex(s.text.text, -1) {
			from, to := m[0], m[1]
			first, last := 0, 0
			if y := afterPeriod.FindStringSubmatchIndex(s.text.text[to:]); y != nil {
				first = s.number(to+y[2], to+y[3])
				if last = first; y[4] >= 0 {
					last = s.number(to+y[4], to+y[5])
				}
				to += y[1]
			}
			if !s.take(from, to) {
				continue
			}
			n := 0
			if len(m) > 3 {
				n = ordinal(s.text.text[m[2]:m[3]])
			}
			if s.oldPeriod(f.unit, n, first, last) && !s.excused(from, to, first) && !s.cited(from, false) &&
				!(first == 0 && s.planned(from)) && !(f.unit == month && s.partial(from, to)) {
				s.find(StalePeriod, from, to)
			}
		}
	}
}

// oldPeriod tells whether the n-th unit of the years, 0 for none, is that of the former report.
func (s *staleness) oldPeriod(u unit, n, first, last int) bool {
	switch {
	case first != 0 && s.now.first != 0 && last < s.now.first:
		return first >= s.floor
	case first != 0 && s.now.ofSchool() && last > first && first < s.now.first:
		return first >= s.floor
	case first != 0 && s.now.first != 0 && first > s.now.last:
		return false
	}
	return s.former.names(u, n) && !s.now.names(u, n)
}

// schoolYears looks at pairs of years; those of programmes and terms of office are no
// school years.
func (s *staleness) schoolYears() {
	for _, m := range schoolYears.FindAllStringSubmatchIndex(s.text.text, -1) {
		if !s.take(m[0], m[1]) {
			continue
		}
		a, b := s.number(m[2], m[3]), s.number(m[4], m[5])
		if b != a+1 {
			continue
		}
		old := b < s.now.first
		if s.now.ofSchool() {
			old = a < s.now.first
		}
		if old && s.now.first != 0 && b >= s.floor && !s.excused(m[0], m[1], a) && !s.cited(m[0], false) {
			s.find(StalePeriod, m[0], m[1])
		}
	}
}

var (
	schoolYears = regexp.MustCompile(`(?:\bnam hoc:? |\bnam )?\b` + yearsForm + `\b`)
	years       = regexp.MustCompile(`\bnam:? (20\d\d)\b`)
)

func (s *staleness) years() {
	for _, m := range years.FindAllStringSubmatchIndex(s.text.text, -1) {
		y := s.number(m[2], m[3])
		if s.take(m[0], m[1]) && s.oldYear(y) && !s.excused(m[0], m[1], y) && !s.cited(m[0], false) {
			s.find(StaleYear, m[0], m[1])
		}
	}
}
