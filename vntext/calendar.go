package vntext

import "fmt"

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

func validDate(year, month, day int) bool {
	return year >= minYear && year <= maxYear && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// dayNumber counts days from a fixed day; the calendar is the Gregorian one.
func dayNumber(year, month, day int) int {
	if month < 3 {
		year--
		month += 12
	}
	return 365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day
}

// dateOfNumber is the inverse of dayNumber, for years from 1.
func dateOfNumber(n int) (year, month, day int) {
	year = n * 400 / 146097
	for dayNumber(year+1, 3, 1) <= n {
		year++
	}
	for dayNumber(year, 3, 1) > n {
		year--
	}
	rest := n - dayNumber(year, 3, 1)
	m := (5*rest + 2) / 153
	day = rest - (153*m+2)/5 + 1
	month = m + 3
	if month > 12 {
		return year + 1, month - 12, day
	}
	return year, month, day
}

// weekdayOf gives 0 for Sunday to 6 for Saturday.
func weekdayOf(year, month, day int) int {
	// 1 March 2000 was a Wednesday.
	return ((dayNumber(year, month, day)-dayNumber(2000, 3, 1)+3)%7 + 7) % 7
}
