package review

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"thuky/report"
	"thuky/workday"
)

// unit is what a period is one of.
type unit string

const (
	half       unit = "half"
	nineMonths unit = "nine months"
	quarter    unit = "quarter"
	month      unit = "month"
	term       unit = "term"
	schoolYear unit = "school year"
	year       unit = "year"
)

// period is the time that a report is about, as far as its words tell.
type period struct {
	unit  unit
	n     int // which half, quarter, month or term
	first int // year; 0: not known
	last  int // the same year, or the second of a school year
}

// Forms of periods, in folded text.
const (
	yearsForm   = `(20\d\d) ?[-/] ?(20\d\d)`
	halfForm    = `\b(?:0?6|sau) thang (dau|cuoi)(?: (?:cua )?nam)?`
	nineForm    = `\b(?:0?9|chin) thang(?: dau)?(?: (?:cua )?nam)?`
	quarterForm = `\bquy (iv|i{1,3}|[1-4])\b(?: nam)?`
	termForm    = `\b(?:hoc k[yi] ?|hk ?)(ii|i|1|2)\b(?:,? nam hoc)?`
	monthForm   = `\bthang (0?[1-9]|1[0-2])\b(?: nam)?`
)

// periodForms come with what all their words hold, which is found faster.
var periodForms = []struct {
	unit unit
	form *regexp.Regexp
	hold string
}{
	{half, regexp.MustCompile(halfForm), " thang "},
	{nineMonths, regexp.MustCompile(nineForm), " thang"},
	{quarter, regexp.MustCompile(quarterForm), "quy "},
	{term, regexp.MustCompile(termForm), "k"},
	{month, regexp.MustCompile(monthForm), "thang "},
}

var yearOf = regexp.MustCompile(`\b20\d\d\b`)

// ordinals are the words for the parts of a year.
var ordinals = map[string]int{"dau": 1, "cuoi": 2, "i": 1, "ii": 2, "iii": 3, "iv": 4}

func ordinal(word string) int {
	if n, ok := ordinals[word]; ok {
		return n
	}
	n, _ := strconv.Atoi(word) // digits by the patterns
	return n
}

// periodOf reads the period of a campaign. The year of a period without one is
// that of the deadline.
func periodOf(c report.Campaign) period {
	words := fold(c.Period).text
	var p period
	for _, f := range periodForms {
		if m := f.form.FindStringSubmatch(words); m != nil {
			p.unit = f.unit
			if len(m) > 1 {
				p.n = ordinal(m[1])
			}
			break
		}
	}
	years := yearOf.FindAllString(words, -1)
	for _, y := range years {
		n, _ := strconv.Atoi(y)
		if p.first == 0 || n < p.first {
			p.first = n
		}
		p.last = max(p.last, n)
	}
	switch {
	case len(years) == 0:
		p.first, p.last = c.Deadline.Year, c.Deadline.Year
	case p.unit == "" && strings.Contains(words, "nam hoc"):
		p.unit = schoolYear
	case p.unit == "":
		p.unit = year
	}
	return p
}

// ofSchool tells whether the period is counted in school years.
func (p period) ofSchool() bool {
	return p.unit == schoolYear || p.unit == term && p.last == p.first+1
}

// begin is the first day of the period, by the calendar; false when that is not known.
func (p period) begin() (workday.Date, bool) {
	starts := map[unit][]time.Month{
		half: {time.January, time.July}, nineMonths: {time.January},
		quarter: {time.January, time.April, time.July, time.October}, year: {time.January},
	}[p.unit]
	d := workday.Date{Year: p.first, Month: time.January, Day: 1}
	switch {
	case p.first == 0 || p.unit == "":
		return workday.Date{}, false
	case p.unit == month:
		d.Month = time.Month(p.n)
	case p.ofSchool():
		if d.Month = time.August; p.unit == term && p.n == 2 {
			d = workday.Date{Year: p.last, Month: time.January, Day: 1}
		}
	case p.unit == term:
		return workday.Date{}, false
	default:
		if n := max(p.n, 1); n <= len(starts) {
			d.Month = starts[n-1]
		}
	}
	return d, true
}

// before gives the period that a report of the same kind was about last time.
func (p period) before() period {
	parts := map[unit]int{half: 2, quarter: 4, month: 12, term: 2}[p.unit]
	if parts > 0 && p.n > 1 {
		p.n--
		return p
	}
	if parts > 0 {
		p.n = parts
	}
	if p.first > 0 {
		p.first, p.last = p.first-1, p.last-1
	}
	return p
}

// names tells whether the period is the n-th unit.
func (p period) names(u unit, n int) bool { return p.unit == u && p.n == n }
