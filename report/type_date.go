package report

import (
	"regexp"
	"strings"
	"time"

	"thuky/vntext"
	"thuky/workday"
)

// dateKind is a day.
type dateKind struct{}

func (dateKind) name() string   { return "date" }
func (dateKind) keys() []string { return []string{"min", "max"} }

func (dateKind) parse(q *Question, text string, today workday.Date) (Reading, *Problem) {
	text = vntext.Clean(text)
	if vntext.Fold(text) == "" {
		return Reading{}, q.problem(Empty)
	}
	read, ok := vntext.ParseDate(text, today.Year, int(today.Month), today.Day)
	if !ok {
		p := q.problem(NotDate)
		if day := strings.TrimSpace(text); writtenDay.MatchString(day) {
			p.Code, p.Day = NoSuchDay, day
		}
		return Reading{}, p
	}
	day, err := workday.NewDate(read.Year, time.Month(read.Month), read.Day)
	if err != nil {
		return Reading{}, q.problem(NotDate)
	}
	if low, ok := dateOf(q.Min); ok && day.Compare(low) < 0 {
		return Reading{}, q.problem(TooSmall)
	}
	if high, ok := dateOf(q.Max); ok && day.Compare(high) > 0 {
		return Reading{}, q.problem(TooLarge)
	}
	r := Reading{Value: DateValue(day), Confirm: read.NoYear || read.Ambiguous}
	if read.NoYear && day.Compare(today.AddDays(soon)) > 0 {
		// A report mostly tells of days gone by: the same day a year before comes first.
		if past, err := workday.NewDate(day.Year-1, day.Month, day.Day); err == nil {
			if low, ok := dateOf(q.Min); !ok || past.Compare(low) >= 0 {
				r.Value, r.Others = DateValue(past), []Value{DateValue(day)}
			}
		}
	}
	return r, nil
}

// writtenDay is a day and a month in figures, whether there is one or not.
var writtenDay = regexp.MustCompile(`^(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])(?:[/.-]\d{4})?$`)

// soon is how many days ahead a date without a year is surely meant to lie.
const soon = 31

// dateOf reads a day of the template file.
func dateOf(written any) (workday.Date, bool) {
	s, ok := written.(string)
	if !ok {
		return workday.Date{}, false
	}
	day, err := workday.ParseISO(s)
	return day, err == nil
}

func (dateKind) format(_ *Question, v Value) string {
	if v.Date == nil || v.Date.IsZero() {
		return ""
	}
	return vntext.LongDate(v.Date.Year, int(v.Date.Month), v.Date.Day)
}

func (dateKind) example(*Question) string { return "31/5/2024" }
func (dateKind) sample() any              { return "" }

func (dateKind) operand(v Value) any {
	if v.Date == nil {
		return nil
	}
	return v.Date.String()
}

func (dateKind) result(_ *Question, out any) (Value, bool) {
	day, ok := dateOf(out)
	if !ok {
		return Value{}, false
	}
	return DateValue(day), true
}

func (k dateKind) literal(q *Question, written any) (Value, bool) { return k.result(q, written) }
