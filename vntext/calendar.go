package vntext

import (
	"fmt"
	"time"
)

const (
	minYear = 1800
	maxYear = 2199
)

// LongDate writes a date as official documents do: "ngày 05 tháng 6 năm 2024". Days below 10 and the
// months 1 and 2 carry a zero, so that nobody can write a digit in front; other months do not.
func LongDate(year, month, day int) string {
	format := "%d"
	if month < 3 {
		format = "%02d"
	}
	return fmt.Sprintf(longDateForm, day, fmt.Sprintf(format, month), year)
}

// midnight gives the day as an instant, the unit in which this package counts days.
func midnight(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

func dateOf(t time.Time) Date { return Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()} }

func (d Date) midnight() time.Time { return midnight(d.Year, d.Month, d.Day) }

func (d Date) valid() bool {
	if d.Year < minYear || d.Year > maxYear || d.Month < 1 || d.Month > 12 || d.Day < 1 || d.Day > 31 {
		return false
	}
	return d.midnight().Day() == d.Day
}
