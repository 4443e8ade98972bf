package report

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"thuky/vntext"
	"thuky/workday"
)

// ParseCell reads the words of one cell, as people write and as spreadsheets show them.
// Blank words, and a lone dash, leave it empty.
func (q *Question) ParseCell(column int, text string, today workday.Date) (Reading, *Problem) {
	text = oneLineOf(text)
	if blankCell(text) {
		return Reading{}, nil
	}
	cell := q.cells[column]
	if sheetError.MatchString(text) {
		return Reading{}, cell.problem(SheetError)
	}
	switch cell.Type {
	case "text":
		return parseText(cell, text, MaxCell)
	case "yesno":
		if yes, ok := ticked(cell, text); ok {
			return Reading{Value: YesValue(yes)}, nil
		}
	case "date":
		if r, ok := sheetDate(text); ok {
			return r, nil
		}
		text = clock.ReplaceAllString(text, "$1")
	case "percent":
		r, problem := cell.Parse(text, today)
		if n := r.Value.Number; n != nil && *n > 0 && *n < 1 && !strings.Contains(text, "%") {
			r.Confirm = true // 0,95 may be 95%
		}
		return r, problem
	case "integer", "decimal":
		return inUnit(cell, text, today)
	}
	return cell.Parse(text, today)
}

// sheetError is what spreadsheets show where a formula failed or a column is too narrow,
// and a formula that came instead of its result.
var sheetError = regexp.MustCompile(`(?i)^(?:#(?:n/a|ref!|div/0!|value!|name\?|num!|null!|spill!|calc!)|#{2,}|=[a-z]{2,}\(.*)$`)

// ticked reads the marks that people put into the boxes of a table, and the word that the
// column is called by.
func ticked(cell *Question, text string) (yes, ok bool) {
	folded := headingKey(text)
	switch strings.ToLower(text) {
	case "true", "x", "v", "✓", "✔", "☑", "☒", "√", "✅":
		return true, true
	case "false", "0", "☐", "□", "✗", "✘":
		return false, true
	}
	name := headingKey(cell.Heading)
	switch {
	case folded == name && name != "":
		return true, true
	case slices.Contains([]string{"khong " + name, "chua " + name}, folded):
		return false, true
	}
	return false, false
}

// clock is the hour behind a day.
var clock = regexp.MustCompile(`^(.*\d)[ T]\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?$`)

var (
	serialDay  = regexp.MustCompile(`^\d{5}$`)
	namedMonth = regexp.MustCompile(`(?i)^(\d{1,2})[-/ ](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/ ](\d{4}|\d{2})$`)
	monthFirst = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{4})$`)
)

var monthNames = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// sheetDate reads what only spreadsheets make of a day: its number counted from 1900, which
// is read back, and the forms of the English language.
func sheetDate(text string) (Reading, bool) {
	text = clock.ReplaceAllString(text, "$1")
	number := func(s string) int {
		n, _ := strconv.Atoi(s) // digits, at most five
		return n
	}
	made := func(year, month, day int, confirm bool) (Reading, bool) {
		date, err := workday.NewDate(year, time.Month(month), day)
		return Reading{Value: DateValue(date), Confirm: confirm}, err == nil
	}
	if serialDay.MatchString(text) {
		if n := number(text); n >= 20_000 && n < 75_000 { // 1954 to 2105
			first, err := workday.NewDate(1899, time.December, 30)
			return Reading{Value: DateValue(first.AddDays(n)), Confirm: true}, err == nil
		}
	}
	if m := namedMonth.FindStringSubmatch(text); m != nil {
		year := number(m[3])
		if year < 100 {
			year += 2000
		}
		return made(year, slices.Index(monthNames, strings.ToLower(m[2]))+1, number(m[1]), false)
	}
	if m := monthFirst.FindStringSubmatch(text); m != nil && number(m[2]) > 12 {
		return made(number(m[3]), number(m[1]), number(m[2]), true)
	}
	return Reading{}, false
}

// The words for thousands and more, and for single đồng, among those of a cell; folded.
var (
	thousands  = regexp.MustCompile(`(?:^|[\s\d])(?:ty|ti|trieu|tr|nghin|ngan|k)(?:\s|$)`)
	singleDong = regexp.MustCompile(`(?:^|[\s\d])(?:dong|d|vnd)$`)
)

// scaleOf is what the heading of a column counts in: 1e6 for "Kinh phí (triệu đồng)".
func scaleOf(heading string) float64 {
	_, unit, ok := strings.Cut(vntext.Fold(heading), "(")
	if !ok {
		return 1
	}
	for _, word := range strings.FieldsFunc(unit, func(r rune) bool { return r < 'a' || r > 'z' }) {
		switch word {
		case "ty", "ti":
			return 1e9
		case "trieu", "tr":
			return 1e6
		case "nghin", "ngan":
			return 1e3
		}
	}
	return 1
}

// inUnit reads a number in what its column counts in: where that is millions, «12 triệu»
// is 12. A number that is as large as if it was in single đồng is read back.
func inUnit(cell *Question, text string, today workday.Date) (Reading, *Problem) {
	r, problem := cell.Parse(text, today)
	scale := scaleOf(cell.Heading)
	if problem != nil || scale == 1 || r.Value.Number == nil {
		return r, problem
	}
	folded, n := vntext.Fold(text), *r.Value.Number
	switch {
	case thousands.MatchString(folded), singleDong.MatchString(folded):
		n = round(n/scale, 6)
		if cell.Type == "integer" && n != math.Trunc(n) {
			return Reading{}, cell.problem(NotInteger)
		}
		return Reading{Value: NumberValue(n), Confirm: true}, nil
	case n >= scale && scale > 1e3:
		r.Confirm = true
	}
	return r, nil
}
