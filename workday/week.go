package workday

import (
	"fmt"
	"strings"
	"time"
)

// Week says which weekdays an organisation rests on, one bit each. The zero Week
// says nothing; where a week is needed it stands for SaturdaySunday.
type Week uint8

// The weeks of Vietnamese schools and offices.
const (
	SundayOnly     = Week(1) << time.Sunday
	SaturdaySunday = SundayOnly | Week(1)<<time.Saturday
)

// dayNames are the usual short names, in the order of time.Weekday.
var dayNames = [7]string{"CN", "T2", "T3", "T4", "T5", "T6", "T7"}

// WeekdayName gives "T2" … "T7", "CN".
func WeekdayName(d time.Weekday) string { return dayNames[d] }

// ParseWeek reads rest days such as "T7,CN" or "CN". Sunday is always among them.
func ParseWeek(text string) (Week, error) {
	var w Week
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '+' }) {
		switch strings.ToUpper(word) {
		case "T7":
			w |= Week(1) << time.Saturday
		case "CN":
			w |= SundayOnly
		default:
			return 0, fmt.Errorf("rest day %q: want T7 or CN", word)
		}
	}
	if !w.Rests(time.Sunday) {
		return 0, fmt.Errorf("rest days %q: want T7,CN or CN", text)
	}
	return w, nil
}

// Rests tells whether a weekday is a day of rest.
func (w Week) Rests(d time.Weekday) bool { return w&(1<<d) != 0 }

// String gives "T7,CN", "CN" or "".
func (w Week) String() string {
	var names []string
	for _, d := range []time.Weekday{1, 2, 3, 4, 5, 6, 0} {
		if w.Rests(d) {
			names = append(names, dayNames[d])
		}
	}
	return strings.Join(names, ",")
}

// MarshalText writes String.
func (w Week) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads what ParseWeek reads, and "" as the zero Week.
func (w *Week) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*w = 0
		return nil
	}
	*w, err = ParseWeek(string(text))
	return err
}
