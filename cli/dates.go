package cli

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"thuky/workday"
)

var slashDate = regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$`)

// parseDate reads a date of the command line: 2024-05-31 or 31/5/2024. The flag
// it came from stands in the message; no text is no date.
func parseDate(flag, text string) (workday.Date, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return workday.Date{}, nil
	}
	if m := slashDate.FindStringSubmatch(text); m != nil {
		day, _ := strconv.Atoi(m[1])
		month, _ := strconv.Atoi(m[2])
		year, _ := strconv.Atoi(m[3])
		d, err := workday.NewDate(year, time.Month(month), day)
		if err != nil {
			return d, usage(textBadDate(flag, text))
		}
		return d, nil
	}
	d, err := workday.ParseISO(text)
	if err != nil {
		return d, usage(textBadDate(flag, text))
	}
	return d, nil
}

// dateText gives a date as people read it: 31/5/2024, or a dash for none.
func dateText(d workday.Date) string {
	if d.IsZero() {
		return "–"
	}
	return fmt.Sprintf("%d/%d/%d", d.Day, d.Month, d.Year)
}

// parseSpan reads how long something holds: "7d", "12h", "30m", "2w".
func parseSpan(flag, text string) (time.Duration, error) {
	m := spanForm.FindStringSubmatch(strings.ToLower(strings.TrimSpace(text)))
	if m == nil {
		return 0, usage(textBadSpan(flag, text))
	}
	n, err := strconv.Atoi(m[1])
	unit := map[string]time.Duration{"m": time.Minute, "h": time.Hour, "d": 24 * time.Hour, "w": 7 * 24 * time.Hour}[m[2]]
	if err != nil || n < 1 || n > int(maxSpan/unit) {
		return 0, usage(textBadSpan(flag, text))
	}
	return time.Duration(n) * unit, nil
}

var spanForm = regexp.MustCompile(`^(\d{1,6})([mhdw])$`)

// maxSpan is the longest time an invitation may hold.
const maxSpan = 366 * 24 * time.Hour
