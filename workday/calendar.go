package workday

import (
	"fmt"
	"maps"
	"slices"
)

// Calendar knows on which days people work. It never changes and may be used from
// many goroutines; a new holiday means a new Calendar.
type Calendar struct {
	week    Week
	years   map[int]Year // FirstYear … LastYear, without their days
	days    []Day        // by date
	working []bool       // from the first day of FirstYear to the last of LastYear
}

// New makes the calendar of an organisation that rests on the days of week, out of
// what is shipped and the sheets laid over it, the last on top.
func New(week Week, sheets ...Sheet) (*Calendar, error) {
	if week == 0 {
		week = SaturdaySunday
	}
	known, err := Shipped()
	if err != nil {
		return nil, err
	}
	b := newBuilder(week)
	for y := FirstYear; y <= LastYear; y++ {
		b.replace(byLaw(y))
	}
	for _, y := range known {
		b.replace(y)
	}
	for i, s := range sheets {
		if err := s.check(); err != nil {
			return nil, fmt.Errorf("sheet %d: %w", i+1, err)
		}
		for _, y := range s.Years {
			b.replace(y)
		}
		b.correct(s.Days)
	}
	return b.calendar(), nil
}

// calendar lays the rows out day by day.
func (b *builder) calendar() *Calendar {
	b.completeSwaps()
	b.dropHalfSwaps()
	b.compensate()
	c := &Calendar{
		week:    b.week,
		years:   b.years,
		days:    slices.SortedFunc(maps.Values(b.rows), byDate),
		working: make([]bool, lastNumber-firstNumber+1),
	}
	for i := range c.working {
		c.working[i] = !b.week.Rests(weekdayOf(firstNumber + i))
	}
	for _, d := range c.days {
		// A compensation of the last year may fall into the next.
		if i := d.Date.number() - firstNumber; i < len(c.working) {
			c.working[i] = !d.Kind.Off()
		}
	}
	return c
}

// Week gives the days of rest.
func (c *Calendar) Week() Week { return c.week }

// IsWorking tells whether people work on a day. Nobody works on no date.
func (c *Calendar) IsWorking(d Date) bool { return !d.IsZero() && c.works(d.number()) }

func (c *Calendar) works(number int) bool {
	if i := number - firstNumber; i >= 0 && i < len(c.working) {
		return c.working[i]
	}
	return !c.week.Rests(weekdayOf(number))
}

// Explain gives what makes a day special: its row, or Rest for a weekly day of rest.
// An ordinary working day has no Kind.
func (c *Calendar) Explain(d Date) Day {
	if i, ok := slices.BinarySearchFunc(c.days, Day{Date: d}, byDate); ok {
		return c.days[i]
	}
	if !d.IsZero() && c.week.Rests(d.Weekday()) {
		return Day{Date: d, Kind: Rest, Name: textRest(d.Weekday()), Status: Official}
	}
	return Day{Date: d}
}

// Days lists the special days of a year in order. Weekly days of rest are not listed.
func (c *Calendar) Days(year int) []Day {
	from, _ := slices.BinarySearchFunc(c.days, Day{Date: Date{year, 1, 1}}, byDate)
	to, _ := slices.BinarySearchFunc(c.days, Day{Date: Date{year + 1, 1, 1}}, byDate)
	return slices.Clone(c.days[from:to])
}

// Coverage says how far the schedule of a year can be relied on, with a Vietnamese
// note of what is open; the note is empty where nothing is.
func (c *Calendar) Coverage(year int) (Status, string) {
	y, ok := c.years[year]
	if !ok {
		return Unknown, textCoverage(year, Unknown, "")
	}
	return y.Status, textCoverage(year, y.Status, y.Note)
}

// Next gives the first working day after d.
func (c *Calendar) Next(d Date) Date { return c.Add(d, 1) }

// Prev gives the last working day before d.
func (c *Calendar) Prev(d Date) Date { return c.Add(d, -1) }

// OnOrAfter gives d when people work on it, else the next working day.
func (c *Calendar) OnOrAfter(d Date) Date {
	if c.IsWorking(d) {
		return d
	}
	return c.Next(d)
}

// OnOrBefore gives d when people work on it, else the last working day before it.
func (c *Calendar) OnOrBefore(d Date) Date {
	if c.IsWorking(d) {
		return d
	}
	return c.Prev(d)
}

// Add gives the n-th working day after d, which itself is not counted; the n-th before
// it when n is negative; d when n is 0. Swapped days off are not counted, make-up days
// are. Beyond the years 1 to 9999 there is no date.
func (c *Calendar) Add(d Date, n int) Date {
	if d.IsZero() || n == 0 {
		return d
	}
	step := 1
	if n < 0 {
		step = -1
	}
	at := d.number()
	for n != 0 {
		at += step
		if at < minNumber || at > maxNumber {
			return Date{}
		}
		if c.works(at) {
			n -= step
		}
	}
	return dateOfNumber(at)
}

// Between counts the working days after a up to and with b, so that Add(a, Between(a, b))
// is b when people work on b. Where b is before a, it counts back: the working days
// from b up to the day before a, as a negative number.
func (c *Calendar) Between(a, b Date) int {
	if a.IsZero() || b.IsZero() {
		return 0
	}
	n, from, to := 0, a.number(), b.number()
	for at := from + 1; at <= to; at++ {
		if c.works(at) {
			n++
		}
	}
	for at := from - 1; at >= to; at-- {
		if c.works(at) {
			n--
		}
	}
	return n
}
