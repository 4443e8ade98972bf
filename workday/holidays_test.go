package workday

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestShipped: the invariants of the schedules that come with the program.
func TestShipped(t *testing.T) {
	t.Parallel()
	years, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	rows := map[Date]Day{}
	for i, y := range years {
		if y.Year != 2024+i {
			t.Errorf("schedule %d is of %d", i, y.Year)
		}
		for _, d := range y.Days {
			rows[d.Date] = d
		}
	}
	if len(years) != 4 || len(rows) != 60 {
		t.Errorf("%d years with %d days, want 4 with 60", len(years), len(rows))
	}
	for _, y := range years {
		t.Run(fmt.Sprint(y.Year), func(t *testing.T) {
			t.Parallel()
			checkSchedule(t, y, rows)
		})
	}
}

func checkSchedule(t *testing.T, y Year, rows map[Date]Day) {
	t.Helper()
	statutory, tetDays := 0, 0
	compensated := map[Date]int{}
	for _, d := range rows {
		compensated[d.For]++
	}
	tet, gioTo, ok := Lunar(y.Year)
	if !ok || rows[tet].Kind != Holiday || rows[gioTo].Kind != Holiday || !strings.Contains(rows[tet].Name, "mùng 1") || !strings.HasPrefix(rows[gioTo].Name, "Giỗ Tổ") {
		t.Errorf("Tết %v is %+v, Giỗ Tổ %v is %+v", tet, rows[tet], gioTo, rows[gioTo])
	}
	last := Date{}
	for _, d := range y.Days {
		if d.Date.Compare(last) <= 0 {
			t.Errorf("%v comes after %v", d.Date, last)
		}
		last = d.Date
		weekend := SaturdaySunday.Rests(d.Date.Weekday())
		switch d.Kind {
		case Holiday:
			statutory++
			if strings.Contains(d.Name, "Tết") && d.Date.Month == 2 || strings.Contains(d.Name, "Tết") && d.Date.Day > 20 {
				tetDays++
			}
			want := 0
			if weekend {
				want = 1
			}
			if compensated[d.Date] != want {
				t.Errorf("%v is compensated %d times, want %d", d.Date, compensated[d.Date], want)
			}
		case Compensated:
			if weekend || rows[d.For].Kind != Holiday || !SaturdaySunday.Rests(d.For.Weekday()) {
				t.Errorf("%v compensates %+v", d.Date, rows[d.For])
			}
		case Swapped:
			if weekend || !SaturdaySunday.Rests(d.Pair.Weekday()) || rows[d.Pair].Kind != MakeUp || rows[d.Pair].Pair != d.Date {
				t.Errorf("%v is swapped with %+v", d.Date, rows[d.Pair])
			}
		case MakeUp:
			if !weekend || rows[d.Pair].Kind != Swapped || rows[d.Pair].Pair != d.Date {
				t.Errorf("%v is worked for %+v", d.Date, rows[d.Pair])
			}
		default:
			t.Errorf("%v is %s", d.Date, d.Kind)
		}
		if d.Source == "" {
			t.Errorf("%v has no source", d.Date)
		}
		if back, problem := ParseDay(d.Line()); problem != nil || back != d {
			t.Errorf("%v: %v, %s", d.Date, problem, cmp.Diff(d, back))
		}
	}
	if want := map[int]int{2024: 11, 2025: 11, 2026: 12, 2027: 12}[y.Year]; statutory != want || tetDays != 5 {
		t.Errorf("%d holidays, want %d; %d of Tết", statutory, want, tetDays)
	}
}

// TestShipped_compensationIsTheLaw: the compensation that the notices give is what the
// law gives for a week of five days.
func TestShipped_compensationIsTheLaw(t *testing.T) {
	t.Parallel()
	years, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	b := newBuilder(SaturdaySunday)
	want := map[Date]Date{}
	for _, y := range years {
		var others []Day
		for _, d := range y.Days {
			if d.Kind == Compensated {
				want[d.Date] = d.For
				continue
			}
			others = append(others, d)
		}
		y.Days = others
		b.replace(y)
	}
	got := map[Date]Date{}
	for _, d := range b.calendar().days {
		if d.Kind == Compensated {
			got[d.Date] = d.For
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

const sharedHolidays = "../../shared/data/holidays.json"

// TestSharedHolidays: the shipped schedules are the collected facts, row by row.
func TestSharedHolidays(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(sharedHolidays)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s, with the collected facts, is not here", sharedHolidays)
	}
	if err != nil {
		t.Fatal(err)
	}
	var facts struct {
		Coverage map[string]string
		Lunar    struct {
			Years map[string]struct {
				Tet   Date
				GioTo Date `json:"gio_to"`
			}
		} `json:"lunar_table"`
		Days []struct {
			Date                                Date
			Weekday, Name, Kind, Reason, Source string
			Off                                 bool
			Status                              Status
			Pair, Compensates                   Date
			AppliesTo                           string `json:"applies_to"`
			AppliesWhen                         string `json:"applies_when"`
			Note, Note2                         string
		}
	}
	if err := json.Unmarshal(data, &facts); err != nil {
		t.Fatal(err)
	}
	var want, got []Day
	for _, f := range facts.Days {
		d := Day{Date: f.Date, Name: f.Name, Status: f.Status, Pair: f.Pair, For: f.Compensates, Source: f.Source, Note: f.Note, Audience: f.AppliesTo}
		if f.Note2 != "" {
			d.Note = strings.TrimPrefix(f.Note+"; "+f.Note2, "; ")
		}
		if when, is := strings.CutPrefix(f.AppliesWhen, "rest_days="); is {
			if d.When, err = ParseWeek(strings.Trim(when, "[]")); err != nil {
				t.Fatal(err)
			}
		}
		switch f.Kind + "/" + f.Reason {
		case "holiday/statutory":
			d.Kind = Holiday
		case "compensated/rest-day-clash":
			d.Kind = Compensated
		case "compensated/swap":
			d.Kind = Swapped
		case "swapped-work/swap":
			d.Kind = MakeUp
		}
		if f.Off != d.Kind.Off() || f.Weekday != WeekdayName(f.Date.Weekday()) {
			t.Errorf("%v: off %v on %s, we say %v on %s", f.Date, f.Off, f.Weekday, d.Kind.Off(), WeekdayName(f.Date.Weekday()))
		}
		want = append(want, d)
	}
	years, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	c := mustCalendar(t, SaturdaySunday)
	var listed []Day
	for _, y := range years {
		got = append(got, y.Days...)
		listed = append(listed, c.Days(y.Year)...)
		if say := facts.Coverage[fmt.Sprint(y.Year)]; say == "" || !strings.HasPrefix(say, string(y.Status)) {
			t.Errorf("%d is %s, the facts say %q", y.Year, y.Status, say)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("shipped (-facts +shipped):\n%s", diff)
	}
	for i := range listed {
		if listed[i].Kind == Compensated {
			listed[i].When = want[i].When
		}
	}
	if diff := cmp.Diff(want, listed); diff != "" {
		t.Errorf("listed (-facts +calendar):\n%s", diff)
	}
	for year := 2000; year <= 2100; year++ {
		f, known := facts.Lunar.Years[fmt.Sprint(year)]
		if tet, gioTo, ok := Lunar(year); ok != known || tet != f.Tet || gioTo != f.GioTo {
			t.Errorf("%d: got %v and %v, want %v and %v", year, tet, gioTo, f.Tet, f.GioTo)
		}
	}
}
