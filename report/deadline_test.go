package report_test

import (
	"testing"

	"thuky/report"
	"thuky/workday"
)

func TestInternalDeadline(t *testing.T) {
	t.Parallel()
	calendar, err := workday.New(workday.SaturdaySunday)
	if err != nil {
		t.Fatal(err)
	}
	date := func(iso string) (d workday.Date) {
		if iso != "" {
			if d, err = workday.ParseISO(iso); err != nil {
				t.Fatal(err)
			}
		}
		return d
	}
	for _, test := range []struct {
		deadline, from string
		days           int
		want           string
	}{
		{"2024-05-31", "2024-05-28", 1, "2024-05-30"},
		{"2024-05-31", "2024-05-28", 2, "2024-05-29"},
		{"2024-05-31", "2024-05-28", 3, ""}, // the day of opening itself
		{"2024-05-31", "2024-05-30", 1, ""},
		{"2024-05-31", "2024-06-03", 1, ""}, // opened late
		{"2024-05-31", "2024-05-28", 0, ""},
		{"2024-05-31", "2024-05-28", -1, ""},
		{"", "2024-05-28", 1, ""},
		{"2024-06-03", "2024-05-28", 1, "2024-05-31"}, // over a weekend
		{"2024-06-02", "2024-05-28", 1, "2024-05-31"}, // a Sunday
		{"2026-09-03", "2026-08-20", 1, "2026-08-28"}, // over a swapped day and Quốc khánh
		{"2026-08-24", "2026-08-10", 1, "2026-08-22"}, // a make-up Saturday
		{"2026-02-23", "2026-02-10", 1, "2026-02-13"}, // over Tết
	} {
		if got := report.InternalDeadline(date(test.deadline), date(test.from), test.days, calendar); got != date(test.want) {
			t.Errorf("%s from %s, %d days: got %s, want %s", test.deadline, test.from, test.days, got, test.want)
		}
	}
	if got := report.InternalDeadline(date("2024-05-31"), date("2024-05-28"), 1, nil); !got.IsZero() {
		t.Errorf("without a calendar: %s", got)
	}
}

func TestInternalLate(t *testing.T) {
	t.Parallel()
	date := func(iso string) (d workday.Date) {
		if iso != "" {
			d, _ = workday.ParseISO(iso)
		}
		return d
	}
	for _, test := range []struct {
		internal, internalHour, deadline, hour string
		want                                   bool
	}{
		{"", "", "2024-05-31", "11:00", false},
		{"2024-05-31", "", "", "", false},
		{"2024-05-30", "17:00", "2024-05-31", "11:00", false},
		{"2024-06-01", "", "2024-05-31", "", true},
		{"2024-05-31", "", "2024-05-31", "", false},
		{"2024-05-31", "16:00", "2024-05-31", "", false},
		{"2024-05-31", "10:00", "2024-05-31", "11:00", false},
		{"2024-05-31", "11:00", "2024-05-31", "11:00", false},
		{"2024-05-31", "16:00", "2024-05-31", "11:00", true},
		{"2024-05-31", "", "2024-05-31", "11:00", true},
	} {
		c := report.Campaign{Internal: date(test.internal), InternalHour: test.internalHour, Deadline: date(test.deadline), DeadlineHour: test.hour}
		if got := c.InternalLate(); got != test.want {
			t.Errorf("%+v: %t", test, got)
		}
	}
}
