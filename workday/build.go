package workday

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// shipped are the schedules that come with the program, one file a year.
//
//go:embed holidays/*.txt
var shipped embed.FS

// Shipped gives the schedules that come with the program, in order of years.
func Shipped() ([]Year, error) {
	files, err := shipped.ReadDir("holidays")
	if err != nil {
		return nil, fmt.Errorf("shipped holidays: %w", err)
	}
	var all []Year
	for _, f := range files {
		text, err := shipped.ReadFile("holidays/" + f.Name())
		if err != nil {
			return nil, fmt.Errorf("shipped holidays: %w", err)
		}
		sheet, problems := ReadSheet(string(text))
		if len(problems) > 0 {
			return nil, fmt.Errorf("shipped holidays: %s: %v", f.Name(), problems[0])
		}
		all = append(all, sheet.Years...)
	}
	return all, nil
}

// builder lays schedules and corrections over each other.
type builder struct {
	week    Week
	years   map[int]Year // without their days
	rows    map[Date]Day
	removed map[Date]bool
}

func newBuilder(week Week) *builder {
	return &builder{week: week, years: map[int]Year{}, rows: map[Date]Day{}, removed: map[Date]bool{}}
}

// replace puts a schedule in the place of all that was known about its year.
func (b *builder) replace(y Year) {
	if _, known := b.years[y.Year]; known {
		maps.DeleteFunc(b.rows, func(d Date, _ Day) bool { return d.Year == y.Year })
		maps.DeleteFunc(b.removed, func(d Date, _ bool) bool { return d.Year == y.Year })
	}
	for _, d := range y.Days {
		// Notices are written for weeks of five days. Where Saturday is worked,
		// compensation falls on other days, and is worked out.
		if d.Kind == Compensated && d.When == 0 {
			d.When = SaturdaySunday
		}
		if d.When == 0 || d.When == b.week {
			b.rows[d.Date] = d
		}
	}
	y.Days = nil
	b.years[y.Year] = y
}

// correct lays single days over the schedules. Half a swap brings its other half.
func (b *builder) correct(days []Day) {
	given := map[Date]bool{}
	for _, d := range days {
		given[d.Date] = true
	}
	for _, d := range days {
		if d.When != 0 && d.When != b.week {
			continue
		}
		b.removed[d.Date] = d.Kind == Removed
		if d.Kind == Removed {
			delete(b.rows, d.Date)
			b.dropCompensation(d.Date)
			continue
		}
		if d.Kind == Compensated {
			b.dropCompensation(d.For)
		}
		b.rows[d.Date] = d
		if other := d.otherHalf(); !other.Date.IsZero() && !given[other.Date] {
			b.rows[other.Date] = other
			b.removed[other.Date] = false
		}
	}
}

// dropCompensation takes away the day off that a holiday was given before.
func (b *builder) dropCompensation(holiday Date) {
	maps.DeleteFunc(b.rows, func(_ Date, d Day) bool { return d.Kind == Compensated && d.For == holiday })
}

// otherHalf gives the day that goes with one half of a swap.
func (d Day) otherHalf() Day {
	o := d
	o.Date, o.Pair = d.Pair, d.Date
	switch d.Kind {
	case Swapped:
		o.Kind, o.Name = MakeUp, textMakeUpFor(d.Date)
	case MakeUp:
		o.Kind, o.Name = Swapped, textSwappedFor(d.Date)
	default:
		return Day{}
	}
	return o
}

// completeSwaps adds halves of swaps that nobody wrote, such as the one that falls into
// the next year, of which the schedule of this year cannot speak.
func (b *builder) completeSwaps() {
	var missing []Day
	for _, d := range b.rows {
		if o := d.otherHalf(); !o.Date.IsZero() && b.rows[o.Date].Kind == "" && !b.removed[o.Date] {
			missing = append(missing, o)
		}
	}
	slices.SortFunc(missing, byDate)
	for _, d := range missing {
		b.rows[d.Date] = d
	}
}

// dropHalfSwaps takes away swaps that do not hold: one half was removed or moved, or
// the make-up day is no rest day of this week, so that there is nothing to swap. A day
// off stays when its make-up day has become a holiday since. Whether a row holds does
// not depend on which was looked at first.
func (b *builder) dropHalfSwaps() {
	maps.DeleteFunc(b.rows, func(date Date, d Day) bool {
		other := b.rows[d.Pair]
		switch {
		case d.Kind == Swapped:
			return !b.swaps(date, d.Pair) || b.removed[d.Pair] || other.Kind == MakeUp && other.Pair != date
		case d.Kind == MakeUp && d.Pair.IsZero():
			return !b.week.Rests(date.Weekday())
		case d.Kind == MakeUp:
			return !b.swaps(d.Pair, date) || other.Kind != Swapped || other.Pair != date
		}
		return false
	})
}

// swaps tells whether the week lets a day of work be exchanged for a day of rest.
func (b *builder) swaps(work, rest Date) bool {
	return !b.week.Rests(work.Weekday()) && b.week.Rests(rest.Weekday())
}

// compensate gives every holiday on a rest day its day off, where no row does: the
// next day on which people would work.
func (b *builder) compensate() {
	var clashes []Day
	done := map[Date]bool{}
	for date, d := range b.rows {
		switch {
		case d.Kind == Holiday && b.week.Rests(date.Weekday()):
			clashes = append(clashes, d)
		case d.Kind == Compensated && !b.week.Rests(d.For.Weekday()):
			delete(b.rows, date)
		case d.Kind == Compensated:
			done[d.For] = true
		}
	}
	slices.SortFunc(clashes, byDate)
	for _, d := range clashes {
		if done[d.Date] {
			continue
		}
		next := d.Date.AddDays(1)
		for b.week.Rests(next.Weekday()) || b.rows[next].Kind != "" {
			next = next.AddDays(1)
		}
		if b.removed[next] {
			continue
		}
		b.rows[next] = Day{
			Date: next, Kind: Compensated, Name: textCompensationFor(d.Name, d.Date), Status: d.Status,
			For: d.Date, Source: strings.Trim(d.Source+"; "+textCompensationLaw, "; "),
		}
	}
}

func byDate(a, b Day) int { return a.Date.Compare(b.Date) }
