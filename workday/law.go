package workday

import "time"

// The years in which days are looked at one by one. Outside them only the weekly
// days of rest are known.
const (
	FirstYear = 2000
	LastYear  = 2100
)

// lunarDay is a date without its year.
type lunarDay struct {
	month time.Month
	day   int
}

const firstLunarYear = 2020

// lunar holds the first day of the lunar year (Tết) and the tenth of its third
// month (Giỗ Tổ) by Vietnamese time, from 2020 on. It is a table on purpose: libraries
// for the Chinese calendar are a day off in some years (2030, 2037, 2038).
var lunar = [...]struct{ tet, gioTo lunarDay }{
	{lunarDay{1, 25}, lunarDay{4, 2}},
	{lunarDay{2, 12}, lunarDay{4, 21}},
	{lunarDay{2, 1}, lunarDay{4, 10}},
	{lunarDay{1, 22}, lunarDay{4, 29}},
	{lunarDay{2, 10}, lunarDay{4, 18}},
	{lunarDay{1, 29}, lunarDay{4, 7}},
	{lunarDay{2, 17}, lunarDay{4, 26}},
	{lunarDay{2, 6}, lunarDay{4, 16}},
	{lunarDay{1, 26}, lunarDay{4, 4}},
	{lunarDay{2, 13}, lunarDay{4, 23}},
	{lunarDay{2, 2}, lunarDay{4, 12}}, // 2030
	{lunarDay{1, 23}, lunarDay{4, 1}},
	{lunarDay{2, 11}, lunarDay{4, 19}},
	{lunarDay{1, 31}, lunarDay{4, 9}},
	{lunarDay{2, 19}, lunarDay{4, 28}},
	{lunarDay{2, 8}, lunarDay{4, 17}},
	{lunarDay{1, 28}, lunarDay{4, 6}},
	{lunarDay{2, 15}, lunarDay{4, 24}},
	{lunarDay{2, 4}, lunarDay{4, 13}},
	{lunarDay{1, 24}, lunarDay{4, 3}},
	{lunarDay{2, 12}, lunarDay{4, 20}}, // 2040
	{lunarDay{2, 1}, lunarDay{4, 10}},
	{lunarDay{1, 22}, lunarDay{4, 29}},
	{lunarDay{2, 10}, lunarDay{4, 19}},
	{lunarDay{1, 30}, lunarDay{4, 7}},
	{lunarDay{2, 17}, lunarDay{4, 26}},
	{lunarDay{2, 6}, lunarDay{4, 15}},
	{lunarDay{1, 26}, lunarDay{4, 4}},
	{lunarDay{2, 14}, lunarDay{4, 22}},
	{lunarDay{2, 2}, lunarDay{4, 11}},
	{lunarDay{1, 23}, lunarDay{4, 1}}, // 2050
}

// Lunar gives the first day of Tết and Giỗ Tổ of a year, when they are known.
func Lunar(year int) (tet, gioTo Date, ok bool) {
	i := year - firstLunarYear
	if i < 0 || i >= len(lunar) {
		return Date{}, Date{}, false
	}
	l := lunar[i]
	return Date{year, l.tet.month, l.tet.day}, Date{year, l.gioTo.month, l.gioTo.day}, true
}

// The years since which parts of the law hold.
const (
	secondNationalDaySince = 2021 // Bộ luật Lao động 2019
	cultureDaySince        = 2026 // Nghị quyết 28/2026/QH16
)

// byLaw gives the schedule that follows from the law alone, for a year of which no
// notice is known. Which five days are Tết, and which day goes with 2 September, is
// for the Prime Minister to say: those are provisional. Compensation is worked out by
// New, since it depends on the week; swaps are never guessed.
func byLaw(year int) Year {
	y := Year{Year: year, Status: Partial}
	add := func(d Date, name string, s Status, source string) {
		y.Days = append(y.Days, Day{Date: d, Kind: Holiday, Name: name, Status: s, Source: source})
	}
	add(Date{year, time.January, 1}, textNewYear, Statutory, textLabourCode)
	if tet, gioTo, ok := Lunar(year); ok {
		y.Status = Statutory
		// Two days before and three from the first on: what the government chose in
		// most years; one and four is the other possibility.
		for i := -2; i <= 2; i++ {
			s := Provisional
			if i == 0 {
				s = Statutory
			}
			add(tet.AddDays(i), textTet(i), s, textLabourCode)
		}
		add(gioTo, textKings, Statutory, textLabourCode)
	}
	add(Date{year, time.April, 30}, textVictory, Statutory, textLabourCode)
	add(Date{year, time.May, 1}, textLabour, Statutory, textLabourCode)
	national := Date{year, time.September, 2}
	add(national, textNational, Statutory, textLabourCode)
	if year >= secondNationalDaySince {
		// The side that joins the weekend.
		side := -1
		switch national.Weekday() {
		case time.Sunday, time.Monday, time.Thursday:
			side = 1
		}
		add(national.AddDays(side), textNationalSecond, Provisional, textLabourCode)
	}
	if year >= cultureDaySince {
		add(Date{year, time.November, 24}, textCulture, Statutory, textCultureLaw)
	}
	return y
}
