package workday

import "time"

// Unit is what a period is counted in.
type Unit uint8

// The units.
const (
	CalendarDays Unit = iota
	WorkingDays
	Weeks
	Months
	Years
)

// maxPeriod bounds the length of a period in any unit; whatever is longer ends
// beyond the calendar anyway.
const maxPeriod = 4_000_000

// Plus gives the day on which a period of n units ends that begins after d, days off or
// not: after weeks the same weekday, after months or years the same day of the month, or
// the last of the month where there is no such day (Bộ luật Dân sự 2015, Điều 147 and
// 148). Beyond the years 1 to 9999 there is no date. It panics on WorkingDays, for which
// only a Calendar will do.
func (d Date) Plus(n int, unit Unit) Date {
	if d.IsZero() || n > maxPeriod || n < -maxPeriod {
		return Date{}
	}
	switch unit {
	case CalendarDays:
	case Weeks:
		n *= 7
	case Years:
		return d.plusMonths(12 * n)
	case Months:
		return d.plusMonths(n)
	default:
		panic("workday: a period without a calendar") // unreachable: see above
	}
	if at := d.number() + n; at >= minNumber && at <= maxNumber {
		return dateOfNumber(at)
	}
	return Date{}
}

func (d Date) plusMonths(n int) Date {
	months := d.Year*12 + int(d.Month) - 1 + n
	if months < 12 || months >= 10_000*12 {
		return Date{}
	}
	year, month := months/12, time.Month(months%12+1)
	last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return Date{year, month, min(d.Day, last)}
}

// AddPeriod gives the last day of a period of n units that begins after d. A period
// whose last day is off ends on the next working day (Điều 148 khoản 5). It is for
// periods only: a date that somebody has written down is never moved, see Effective.
func (c *Calendar) AddPeriod(d Date, n int, unit Unit) Date {
	if unit == WorkingDays {
		return c.OnOrAfter(c.Add(d, n))
	}
	return c.OnOrAfter(d.Plus(n, unit))
}

// Effective gives the last working day on which somebody can still act on a written
// deadline: the deadline itself when people work on it, else the last working day
// before it. With before, the deadline is read as "not on that day any more" and the
// last working day strictly before it is given.
func (c *Calendar) Effective(deadline Date, before bool) Date {
	if before {
		return c.Prev(deadline)
	}
	return c.OnOrBefore(deadline)
}
