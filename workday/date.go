// Package workday holds civil dates, the unit in which Vietnamese offices count, and
// the calendar of working days: holidays, days off in their place, swapped days and
// make-up days, by year, for an organisation's own week.
//
// Calendar answers; New builds it from holidays/<year>.txt, the law (law.go) and
// whatever sheets are laid over (sheet.go); period.go counts periods of the law.
package workday

import (
	"fmt"
	"time"
)

// Date is a civil date, without a time of day or a zone. The zero Date is no date.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// NewDate gives the date, or an error when the calendar has no such day.
func NewDate(year int, month time.Month, day int) (Date, error) {
	d := Date{year, month, day}
	t := d.midnight()
	if t.Year() != year || t.Month() != month || t.Day() != day || year < 1 || year > 9999 {
		return Date{}, fmt.Errorf("no such day: %d/%d/%d", day, month, year)
	}
	return d, nil
}

// DateOf gives the date on which t falls in its own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseISO reads "2024-05-31".
func ParseISO(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Date{}, fmt.Errorf("date %q: want a day such as 2024-05-31", text)
	}
	return NewDate(t.Date())
}

// String gives "2024-05-31", and "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// IsZero tells whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// AddDays gives the date n days later (earlier when n is negative). No date stays no date.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	return DateOf(d.midnight().AddDate(0, 0, n))
}

// Compare is -1 when d is before e, 0 when they are the same, else 1. No date is before every date.
func (d Date) Compare(e Date) int { return d.midnight().Compare(e.midnight()) }

// Weekday gives the day of the week.
func (d Date) Weekday() time.Weekday { return d.midnight().Weekday() }

// MarshalText writes String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads ISO dates, and "" as no date.
func (d *Date) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseISO(string(text))
	return err
}

func (d Date) midnight() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// number counts days from 1 January 1970.
func (d Date) number() int { return int(d.midnight().Unix() / secondsADay) }

func dateOfNumber(n int) Date { return DateOf(time.Unix(int64(n)*secondsADay, 0).UTC()) }

// weekdayOf gives the weekday of a day number; day 0 was a Thursday.
func weekdayOf(number int) time.Weekday { return time.Weekday(((number+4)%7 + 7) % 7) }

const (
	secondsADay = 24 * 60 * 60

	minNumber   = -719162 // 1 January of year 1
	maxNumber   = 2932896 // 31 December of year 9999
	firstNumber = 10957   // 1 January of FirstYear
	lastNumber  = 47846   // 31 December of LastYear
)
