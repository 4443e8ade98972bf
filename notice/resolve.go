package notice

import (
	"strings"
	"time"

	"thuky/workday"
)

// weekdays is the calendar that knows no holidays.
type weekdays struct{}

func (weekdays) IsWorking(d workday.Date) bool {
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
}

func (w weekdays) Prev(d workday.Date) workday.Date {
	for d = d.AddDays(-1); !w.IsWorking(d); d = d.AddDays(-1) {
	}
	return d
}

func (w weekdays) Add(d workday.Date, n int) workday.Date {
	for ; n > 0; n-- {
		for d = d.AddDays(1); !w.IsWorking(d); d = d.AddDays(1) {
		}
	}
	return d
}

// asked is the day from which rules and dates without a year are counted.
type asked struct {
	issued, received workday.Date
	calendar         Calendar
}

func (a asked) base() workday.Date {
	if !a.issued.IsZero() {
		return a.issued
	}
	return a.received
}

// lookBack is how far a date without a year may lie before the notice and still
// mean the same year: a late copy, not next year's report.
const lookBack = 45

// withYear finds the year that a day and month mean.
func (a asked) withYear(m moment) (d workday.Date, why string) {
	base := a.base()
	if base.IsZero() {
		return workday.Date{}, whyNoYear
	}
	for _, year := range []int{base.Year, base.Year + 1} {
		m.year = year
		d := m.date()
		if d.IsZero() { // 29/2
			continue
		}
		if d.Compare(base) >= 0 {
			return d, ""
		}
		if d.Compare(base.AddDays(-lookBack)) >= 0 {
			return d, whyPast
		}
	}
	return workday.Date{}, whyNoSuchDay
}

// firstDue gives the first day after the notice on which a rule falls due, or the zero
// date where that cannot be known.
func (a asked) firstDue(f found) workday.Date {
	base := a.base()
	kind, _, _ := strings.Cut(f.rule, ":")
	if f.unit != "" {
		return a.afterWait(f)
	}
	if base.IsZero() {
		return workday.Date{}
	}
	after := func(months []time.Month) workday.Date {
		for first, k := (workday.Date{Year: base.Year, Month: base.Month, Day: 1}), 0; k < 14; k++ {
			d := addMonths(first, k)
			d = dayOf(d.Year, d.Month, f.when.day)
			if d.Compare(base) <= 0 {
				continue
			}
			for _, month := range months {
				if month == d.Month {
					return d
				}
			}
		}
		return workday.Date{}
	}
	switch kind {
	case "monthly", "next-month":
		return after(allMonths)
	case "quarter-last-month":
		return after([]time.Month{3, 6, 9, 12})
	case "next-quarter-first-month":
		return after([]time.Month{1, 4, 7, 10})
	case "yearly", "yearly-next":
		return after([]time.Month{time.Month(f.when.month)})
	case "weekly", "weekly-next":
		d := base.AddDays(1)
		for int(d.Weekday()+6)%7+1 != f.when.weekday {
			d = d.AddDays(1)
		}
		return d
	case "daily":
		return base.AddDays(1)
	}
	return workday.Date{}
}

var allMonths = []time.Month{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}

// afterWait counts from the receipt; other beginnings are not known.
func (a asked) afterWait(f found) workday.Date {
	if a.received.IsZero() || !strings.HasSuffix(f.rule, " after receipt") {
		return workday.Date{}
	}
	switch f.unit {
	case "workdays":
		return a.calendar.Add(a.received, f.wait)
	case "days": // the last day of a period moves to the next working day
		d := a.received.AddDays(f.wait)
		if !a.calendar.IsWorking(d) {
			d = a.calendar.Add(d, 1)
		}
		return d
	}
	return workday.Date{}
}

// effective is the last working day on which a person can still act on the date.
func (a asked) effective(d workday.Date) workday.Date {
	if d.IsZero() || a.calendar.IsWorking(d) {
		return d
	}
	return a.calendar.Prev(d)
}
