package workday

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Problem is a mistake in a sheet, told in Vietnamese with what would be right.
type Problem struct {
	Line int // from 1; 0 when there is only one line
	Text string
}

// The most that is read of a sheet.
const (
	maxLines = 5_000
	maxLine  = 1_000 // characters
)

// ReadSheet reads a sheet: one day a line, its parts divided by "|".
//
//	# a comment
//	T2 31/8/2026 | hoán đổi | Nghỉ dịp Quốc khánh | đổi với: 22/8/2026
//	24/11/2026 | bỏ
//	năm 2027 | chính thức
//	…
//
// Lines before the first "năm" add, correct or remove single days; a line "năm" begins
// the schedule of that year, which takes the place of all that was known about it. The
// text must be NFC. All problems are given; a sheet with problems is not to be used.
func ReadSheet(text string) (Sheet, []Problem) {
	var r sheetReader
	n := 0
	for line := range strings.Lines(strings.TrimPrefix(text, "\uFEFF")) {
		if n++; n > maxLines {
			r.problems = append(r.problems, Problem{n, textTooManyLines(maxLines)})
			break
		}
		r.line(n, line)
	}
	return r.sheet, r.problems
}

type sheetReader struct {
	sheet    Sheet
	problems []Problem
	skip     bool         // within a year that could not be read
	seen     map[Date]int // the line of each day
	years    map[int]int  // the line of each year
}

func (r *sheetReader) line(n int, line string) {
	line, problem := cleanLine(line)
	switch {
	case problem != "":
	case line == "" || strings.HasPrefix(line, "#"):
		return
	case isYearLine(line):
		problem = r.year(n, line)
	default:
		problem = r.day(n, line)
	}
	if problem != "" {
		r.problems = append(r.problems, Problem{n, problem})
	}
}

func (r *sheetReader) year(n int, line string) (problem string) {
	y, problem := readYear(line)
	r.skip = problem != ""
	if r.skip {
		return problem
	}
	if r.years == nil {
		r.years = map[int]int{}
	}
	if before := r.years[y.Year]; before > 0 {
		return textYearTwice(y.Year, before)
	}
	r.years[y.Year] = n
	r.sheet.Years = append(r.sheet.Years, y)
	return ""
}

func (r *sheetReader) day(n int, line string) (problem string) {
	d, problem := readDay(line)
	if problem != "" {
		return problem
	}
	if r.seen == nil {
		r.seen = map[Date]int{}
	}
	if before := r.seen[d.Date]; before > 0 {
		return textTwice(d.Date, before)
	}
	r.seen[d.Date] = n
	if r.skip {
		return ""
	}
	i := len(r.sheet.Years) - 1
	if i < 0 {
		if d.Status == "" {
			d.Status = Official
		}
		r.sheet.Days = append(r.sheet.Days, d)
		return ""
	}
	y := &r.sheet.Years[i]
	if d.Status == "" {
		d.Status = y.Status
	}
	if problem := y.fits(d); problem != "" {
		return problem
	}
	y.Days = append(y.Days, d)
	return ""
}

// fits says why a day does not belong into the schedule of the year.
func (y Year) fits(d Day) string {
	switch {
	case d.Date.Year != y.Year:
		return textOtherYear(d.Date, y.Year)
	case d.Kind == Removed:
		return textRemovedInYear()
	}
	return ""
}

// cleanLine makes one space of many and refuses what is no text.
func cleanLine(line string) (clean, problem string) {
	if utf8.RuneCountInString(line) > maxLine {
		return "", textTooLong(maxLine)
	}
	clean = strings.Join(strings.Fields(line), " ")
	if !utf8.ValidString(clean) || strings.ContainsFunc(clean, unicode.IsControl) {
		return "", textNotText()
	}
	return clean, ""
}

func isYearLine(line string) bool {
	low := strings.ToLower(line)
	return slices.ContainsFunc(yearWords, func(w string) bool { return strings.HasPrefix(low, w) })
}

func readYear(line string) (y Year, problem string) {
	head, rest, _ := strings.Cut(line, "|")
	_, number, _ := strings.Cut(strings.TrimSpace(head), " ")
	year, err := strconv.Atoi(number)
	if err != nil {
		return y, textBadYear(number)
	}
	if year < FirstYear || year > LastYear {
		return y, textYearOutside(year)
	}
	status, note, _ := strings.Cut(rest, "|")
	y = Year{Year: year, Status: Official, Note: strings.TrimSpace(note)}
	if status = strings.TrimSpace(status); status != "" {
		s, ok := lookUp(statusWords, status)
		if !ok {
			return y, textBadStatus(status)
		}
		y.Status = s
	}
	return y, ""
}

// readDate reads "31/8/2026", "2026-08-31", and either with a weekday before it, which
// must be the right one.
func readDate(text string) (d Date, problem string) {
	weekday, date, two := strings.Cut(text, " ")
	if !two {
		weekday, date = "", text
	}
	d, err := ParseISO(date)
	if err != nil {
		parts := strings.Split(date, "/")
		if len(parts) != 3 {
			return Date{}, textBadDate(text)
		}
		var n [3]int
		for i, p := range parts {
			if n[i], err = strconv.Atoi(p); err != nil || len(p) > 4 {
				return Date{}, textBadDate(text)
			}
		}
		if d, err = NewDate(n[2], time.Month(n[1]), n[0]); err != nil {
			return Date{}, textBadDate(text)
		}
	}
	if d.Year < FirstYear || d.Year > LastYear {
		return Date{}, textYearOutside(d.Year)
	}
	if weekday != "" {
		if !slices.Contains(dayNames[:], strings.ToUpper(weekday)) {
			return Date{}, textBadDate(text)
		}
		if dayNames[d.Weekday()] != strings.ToUpper(weekday) {
			return Date{}, textWrongWeekday(d, weekday)
		}
	}
	return d, ""
}

// lookUp finds the thing that one of the words stands for.
func lookUp[K comparable](words map[K][]string, word string) (found K, ok bool) {
	low := strings.ToLower(word)
	for k, all := range words {
		if slices.Contains(all, low) {
			return k, true
		}
	}
	return found, false
}

// check finds days that no reader would have let through.
func (s Sheet) check() error {
	for _, y := range s.Years {
		if y.Year < FirstYear || y.Year > LastYear {
			return fmt.Errorf("year %d is outside the calendar", y.Year)
		}
		for _, d := range y.Days {
			if problem := y.fits(d); problem != "" {
				return fmt.Errorf("day %v of year %d: %s", d.Date, y.Year, problem)
			}
		}
	}
	for _, d := range s.all() {
		if problem := d.check(); problem != "" {
			return fmt.Errorf("day %v: %s", d.Date, problem)
		}
	}
	return nil
}

func (s Sheet) all() []Day {
	all := slices.Clone(s.Days)
	for _, y := range s.Years {
		all = append(all, y.Days...)
	}
	return all
}
