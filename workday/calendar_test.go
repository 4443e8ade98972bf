package workday

import (
	"fmt"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func mustCalendar(t testing.TB, week Week, sheets ...Sheet) *Calendar {
	t.Helper()
	c, err := New(week, sheets...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func mustSheet(t testing.TB, text string) Sheet {
	t.Helper()
	s, problems := ReadSheet(text)
	if len(problems) > 0 {
		t.Fatalf("%v\n%s", problems, text)
	}
	return s
}

// TestSwaps: every swap that the government has made since 2024.
func TestSwaps(t *testing.T) {
	t.Parallel()
	five, six := mustCalendar(t, SaturdaySunday), mustCalendar(t, SundayOnly)
	swaps := map[string]string{
		"2024-04-29": "2024-05-04",
		"2025-05-02": "2025-04-26",
		"2026-01-02": "2026-01-10",
		"2026-08-31": "2026-08-22",
	}
	for off, work := range swaps {
		o, w := mustISO(t, off), mustISO(t, work)
		if five.IsWorking(o) || !five.IsWorking(w) {
			t.Errorf("%s for %s: working %v, %v", off, work, five.IsWorking(o), five.IsWorking(w))
		}
		if got := five.Explain(o); got.Kind != Swapped || got.Pair != w || got.Name == "" {
			t.Errorf("%s: %+v", off, got)
		}
		if got := five.Explain(w); got.Kind != MakeUp || got.Pair != o || got.Name == "" {
			t.Errorf("%s: %+v", work, got)
		}
		// Who works on Saturdays anyway has nothing to swap.
		if !six.IsWorking(o) || !six.IsWorking(w) || six.Explain(o).Kind != "" || six.Explain(w).Kind != "" {
			t.Errorf("week of six days: %v, %v", six.Explain(o), six.Explain(w))
		}
	}
	found := 0
	for year := 2024; year <= 2026; year++ {
		for _, d := range five.Days(year) {
			if d.Kind == Swapped || d.Kind == MakeUp {
				found++
			}
		}
	}
	if found != 2*len(swaps) {
		t.Errorf("%d days of swaps, want %d", found, 2*len(swaps))
	}
}

// TestBreaks: the long breaks as the notices give them, with the working days around.
func TestBreaks(t *testing.T) {
	t.Parallel()
	c := mustCalendar(t, SaturdaySunday)
	for _, tt := range []struct{ before, after string }{
		{"2024-02-07", "2024-02-15"}, // Tết
		{"2024-04-17", "2024-04-19"},
		{"2024-04-26", "2024-05-02"},
		{"2024-08-30", "2024-09-04"},
		{"2024-12-31", "2025-01-02"},
		{"2025-01-24", "2025-02-03"}, // Tết
		{"2025-04-04", "2025-04-08"},
		{"2025-04-29", "2025-05-05"},
		{"2025-08-29", "2025-09-03"},
		{"2025-12-31", "2026-01-05"},
		{"2026-02-13", "2026-02-23"}, // Tết
		{"2026-04-24", "2026-04-28"},
		{"2026-04-29", "2026-05-04"},
		{"2026-08-28", "2026-09-03"},
		{"2026-11-23", "2026-11-25"},
		{"2027-04-29", "2027-05-04"},
	} {
		b, a := mustISO(t, tt.before), mustISO(t, tt.after)
		if got := c.Next(b); got != a {
			t.Errorf("after %v comes %v, want %v", b, got, a)
		}
		if got := c.Prev(a); got != b {
			t.Errorf("before %v comes %v, want %v", a, got, b)
		}
	}
}

func TestAdd(t *testing.T) {
	t.Parallel()
	five, six := mustCalendar(t, SaturdaySunday), mustCalendar(t, SundayOnly)
	for _, tt := range []struct {
		c    *Calendar
		from string
		n    int
		want string
	}{
		{five, "2024-05-28", 3, "2024-05-31"},
		{five, "2024-05-02", 3, "2024-05-06"}, // Saturday 4 May is worked
		{five, "2024-06-14", 2, "2024-06-18"},
		{six, "2024-06-14", 2, "2024-06-17"},
		{five, "2024-06-01", 1, "2024-06-03"}, // from a Saturday
		{five, "2024-06-01", 0, "2024-06-01"},
		{five, "2024-05-31", -3, "2024-05-28"},
		{five, "2024-06-02", -1, "2024-05-31"},
		{five, "2026-02-13", 1, "2026-02-23"},
		{five, "2023-12-29", 1, "2024-01-02"},
		{five, "1999-12-31", 1, "2000-01-04"}, // out of the unknown years; 1 January 2000 was a Saturday
		{five, "2100-12-31", 1, "2101-01-03"}, // and into them
		{five, "9999-12-31", 1, ""},
		{five, "0001-01-01", -1, ""},
		{five, "2024-05-28", math.MaxInt, ""},
		{five, "2024-05-28", math.MinInt, ""},
		{five, "", 3, ""},
	} {
		var from Date
		if tt.from != "" {
			from = mustISO(t, tt.from)
		}
		if got := tt.c.Add(from, tt.n).String(); got != tt.want {
			t.Errorf("%s plus %d (%v) = %q, want %q", tt.from, tt.n, tt.c.Week(), got, tt.want)
		}
	}
	if got := five.Between(mustISO(t, "2024-05-28"), mustISO(t, "2024-05-31")); got != 3 {
		t.Errorf("between: got %d, want 3", got)
	}
}

// TestNoDate: no date is no working day, and nothing is counted from it.
func TestNoDate(t *testing.T) {
	t.Parallel()
	c, d := mustCalendar(t, 0), Date{}
	if c.IsWorking(d) || c.Explain(d) != (Day{}) || !c.Next(d).IsZero() || !c.Prev(d).IsZero() || !c.OnOrAfter(d).IsZero() || !c.OnOrBefore(d).IsZero() ||
		!c.Effective(d, true).IsZero() || !c.Effective(d, false).IsZero() || !c.AddPeriod(d, 3, Months).IsZero() || c.Between(d, Date{2024, 1, 1}) != 0 {
		t.Error("something comes of nothing")
	}
	if c.Week() != SaturdaySunday {
		t.Errorf("week: %v", c.Week())
	}
}

func TestAddPeriod(t *testing.T) {
	t.Parallel()
	c, six := mustCalendar(t, SaturdaySunday), mustCalendar(t, SundayOnly)
	for _, tt := range []struct {
		c         *Calendar
		from      string
		n         int
		unit      Unit
		raw, want string
	}{
		{c, "2026-08-26", 5, CalendarDays, "2026-08-31", "2026-09-03"},
		{c, "2026-04-16", 10, CalendarDays, "2026-04-26", "2026-04-28"},
		{c, "2026-01-31", 1, Months, "2026-02-28", "2026-03-02"},
		{six, "2026-01-31", 1, Months, "2026-02-28", "2026-02-28"},
		{c, "2024-01-31", 1, Months, "2024-02-29", "2024-02-29"},
		{c, "2024-02-29", 1, Years, "2025-02-28", "2025-02-28"},
		{c, "2024-02-29", 4, Years, "2028-02-29", "2028-02-29"},
		{c, "2024-12-31", 2, Months, "2025-02-28", "2025-02-28"},
		{c, "2024-11-30", 3, Months, "2025-02-28", "2025-02-28"},
		{c, "2024-05-28", 1, Weeks, "2024-06-04", "2024-06-04"},
		{c, "2024-04-22", 1, Weeks, "2024-04-29", "2024-05-02"}, // the swap of 2024
		{c, "2024-04-27", 1, Weeks, "2024-05-04", "2024-05-04"}, // a Saturday that is worked
		{c, "2024-03-31", -1, Months, "2024-02-29", "2024-02-29"},
		{c, "2024-05-28", 0, CalendarDays, "2024-05-28", "2024-05-28"},
		{c, "9999-12-30", 1, Months, "", ""},
		{c, "0001-01-01", -1, CalendarDays, "", ""},
		{c, "2024-05-28", math.MaxInt, Years, "", ""},
		{c, "2024-05-28", math.MinInt, Weeks, "", ""},
	} {
		from := mustISO(t, tt.from)
		if got := from.Plus(tt.n, tt.unit).String(); got != tt.raw {
			t.Errorf("%s plus %d of unit %d = %q, want %q", tt.from, tt.n, tt.unit, got, tt.raw)
		}
		if got := tt.c.AddPeriod(from, tt.n, tt.unit).String(); got != tt.want {
			t.Errorf("period of %d of unit %d after %s = %q, want %q", tt.n, tt.unit, tt.from, got, tt.want)
		}
	}
	if got := c.AddPeriod(mustISO(t, "2024-05-28"), 3, WorkingDays).String(); got != "2024-05-31" {
		t.Errorf("working days: %s", got)
	}
}

// TestEffective: a written date is never moved forward.
func TestEffective(t *testing.T) {
	t.Parallel()
	c := mustCalendar(t, SaturdaySunday)
	for _, tt := range []struct {
		deadline     string
		before       bool
		want, reason string
	}{
		{"2024-05-31", false, "2024-05-31", "an ordinary Friday"},
		{"2024-05-31", true, "2024-05-30", "strictly before"},
		{"2026-08-31", false, "2026-08-28", "a swapped Monday"},
		{"2026-08-31", true, "2026-08-28", "a swapped Monday, strictly before"},
		{"2024-05-04", false, "2024-05-04", "a worked Saturday"},
		{"2024-06-02", false, "2024-05-31", "a Sunday"},
		{"2024-06-03", true, "2024-05-31", "a Monday, strictly before"},
		{"2026-02-20", false, "2026-02-13", "Tết"},
	} {
		if got := c.Effective(mustISO(t, tt.deadline), tt.before).String(); got != tt.want {
			t.Errorf("%s (%s): got %s, want %s", tt.deadline, tt.reason, got, tt.want)
		}
	}
}

func TestExplain(t *testing.T) {
	t.Parallel()
	c := mustCalendar(t, SaturdaySunday)
	for text, want := range map[string]Kind{
		"2024-05-31": "", "2024-06-01": Rest, "2024-06-02": Rest, "2024-05-01": Holiday, "2026-04-27": Compensated, "2026-04-26": Holiday,
		"2024-05-04": MakeUp, "1850-06-01": Rest, "1850-01-01": "", "2100-12-26": Rest,
	} {
		d := mustISO(t, text)
		got := c.Explain(d)
		if got.Kind != want || got.Date != d || (got.Name == "") != (want == "") {
			t.Errorf("%s: got %+v, want %q", text, got, want)
		}
		if c.IsWorking(d) == want.Off() {
			t.Errorf("%s: working %v", text, c.IsWorking(d))
		}
		if got.Kind.Words() == "" || got.Status.Words() == "" {
			t.Errorf("%s: no words", text)
		}
	}
}

// TestSundayOnly: compensation where Saturday is a day of work.
func TestSundayOnly(t *testing.T) {
	t.Parallel()
	c := mustCalendar(t, SundayOnly)
	for text, want := range map[string]bool{
		"2024-06-01": true,  // Saturday
		"2024-06-02": false, // Sunday
		"2024-02-10": false, // mùng 1, a Saturday: a holiday on a day of work
		"2024-02-13": false, // for Sunday 11 February
		"2024-02-14": true,  // off only where Saturday 10 February clashed too
		"2026-04-27": false, // for Sunday 26 April
		"2026-04-25": true,
		"2027-05-01": false, // a holiday
		"2027-05-03": true,  // Saturday 1 May clashed with nothing
		"2027-02-09": false, // for Sunday 7 February
		"2027-02-10": true,
	} {
		if got := c.IsWorking(mustISO(t, text)); got != want {
			t.Errorf("%s: working %v, want %v (%+v)", text, got, want, c.Explain(mustISO(t, text)))
		}
	}
	if got := c.Explain(mustISO(t, "2027-02-09")); got.Kind != Compensated || got.For != mustISO(t, "2027-02-07") || got.Status != Provisional {
		t.Errorf("got %+v", got)
	}
}

// TestUnknownYears: without a schedule the law holds, and Coverage says so.
func TestUnknownYears(t *testing.T) {
	t.Parallel()
	c := mustCalendar(t, SaturdaySunday)
	for year, want := range map[int]Status{
		1: Unknown, 1999: Unknown, 2000: Partial, 2019: Partial, 2020: Statutory, 2023: Statutory, 2024: Official, 2025: Official, 2026: Official,
		2027: Provisional, 2028: Statutory, 2050: Statutory, 2051: Partial, 2100: Partial, 2101: Unknown, 9999: Unknown,
	} {
		got, note := c.Coverage(year)
		if got != want || (note == "") != (year == 2024 || year == 2025) {
			t.Errorf("%d: got %s %q, want %s", year, got, note, want)
		}
	}
	for text, want := range map[string]bool{
		"2028-01-03": false, // for 1 January, a Saturday
		"2028-01-04": true,
		"2028-01-24": false, "2028-01-26": false, "2028-01-28": false, "2028-01-31": true, // Tết
		"2028-04-04": false, // Giỗ Tổ
		"2028-09-01": false, // with Saturday 2 September
		"2028-09-04": false, // for it
		"2028-09-05": true,
		"2028-11-24": false,
		"2025-11-24": true, // not yet a holiday
		"2020-09-03": true, // one day only, before 2021
		"2030-02-02": false,
		"2060-05-01": false, "2060-04-30": false, "2060-02-02": true, // no Tết known
		"2200-01-01": true, // nothing known
	} {
		if got := c.IsWorking(mustISO(t, text)); got != want {
			t.Errorf("%s: working %v, want %v (%+v)", text, got, want, c.Explain(mustISO(t, text)))
		}
	}
	if got := c.Days(2200); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

// TestEveryYear: what must hold in any year, whatever it is made of.
func TestEveryYear(t *testing.T) {
	t.Parallel()
	for _, week := range []Week{SaturdaySunday, SundayOnly} {
		c := mustCalendar(t, week)
		for year := FirstYear; year <= LastYear; year++ {
			t.Run(fmt.Sprintf("%v/%d", week, year), func(t *testing.T) {
				t.Parallel()
				checkYear(t, c, year)
			})
		}
	}
}

func checkYear(t *testing.T, c *Calendar, year int) {
	t.Helper()
	holidays, last := 0, Date{}
	compensated := map[Date]int{}
	days := c.Days(year)
	for _, d := range append(days, c.Days(year+1)...) {
		compensated[d.For]++
	}
	for _, d := range days {
		if d.Date.Compare(last) <= 0 || d.Date.Year != year || d.Name == "" || d.Status == "" || d.Source == "" {
			t.Errorf("bad row %+v", d)
		}
		if problem := d.check(); problem != "" {
			t.Errorf("%v: %s", d.Date, problem)
		}
		last = d.Date
		resting := c.Week().Rests(d.Date.Weekday())
		if d.Kind == Holiday {
			holidays++
			want := 0
			if resting {
				want = 1
			}
			if compensated[d.Date] != want {
				t.Errorf("%v is compensated %d times, want %d", d.Date, compensated[d.Date], want)
			}
		} else if resting != (d.Kind == MakeUp) {
			t.Errorf("%v is %s on a %v", d.Date, d.Kind, d.Date.Weekday())
		}
		if c.IsWorking(d.Date) == d.Kind.Off() {
			t.Errorf("%v is %s and working %v", d.Date, d.Kind, c.IsWorking(d.Date))
		}
	}
	want := 4 // 1 January, 30 April, 1 May, 2 September
	if _, _, ok := Lunar(year); ok {
		want += 6
	}
	if year >= 2021 {
		want++
	}
	if year >= 2026 {
		want++
	}
	if holidays != want {
		t.Errorf("%d holidays, want %d", holidays, want)
	}
	ordinary := 0
	for at := (Date{year, time.January, 1}); at.Year == year; at = at.AddDays(1) {
		if c.IsWorking(at) {
			ordinary++
		}
		if got := c.Explain(at); c.IsWorking(at) == got.Kind.Off() {
			t.Errorf("%v: %+v", at, got)
		}
	}
	if got := c.Between(Date{year - 1, time.December, 31}, Date{year, time.December, 31}); got != ordinary {
		t.Errorf("%d working days, want %d", got, ordinary)
	}
}

func TestCalendar_properties(t *testing.T) {
	t.Parallel()
	calendars := []*Calendar{mustCalendar(t, SaturdaySunday), mustCalendar(t, SundayOnly)}
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(calendars).Draw(t, "calendar")
		d := Date{1998, 1, 1}.AddDays(rapid.IntRange(0, 40_000).Draw(t, "d"))
		n, m := rapid.IntRange(-400, 400).Draw(t, "n"), rapid.IntRange(-400, 400).Draw(t, "m")
		end := c.Add(d, n)
		if n != 0 && !c.IsWorking(end) {
			t.Fatalf("%v plus %d is %v, a day off", d, n, end)
		}
		if got := end.Compare(d); got != min(1, max(-1, n)) {
			t.Fatalf("%v plus %d is %v", d, n, end)
		}
		if n < m && c.Add(d, m).Compare(end) <= 0 && n*m != 0 {
			t.Fatalf("from %v: %d reaches %v, %d %v", d, n, end, m, c.Add(d, m))
		}
		if later := d.AddDays(rapid.IntRange(0, 30).Draw(t, "later")); n > 0 && c.Add(later, n).Compare(end) < 0 {
			t.Fatalf("%v plus %d is %v, %v plus %d is %v", d, n, end, later, n, c.Add(later, n))
		}
		if c.IsWorking(d) {
			if back := c.Add(end, -n); back != d {
				t.Fatalf("%v plus %d is %v, and back %v", d, n, end, back)
			}
			if c.Prev(c.Next(d)) != d || c.Next(c.Prev(d)) != d || c.OnOrAfter(d) != d || c.OnOrBefore(d) != d || c.Effective(d, false) != d {
				t.Fatalf("%v: next and previous", d)
			}
		} else if c.OnOrAfter(d) != c.Next(d) || c.OnOrBefore(d) != c.Prev(d) || c.Effective(d, false) != c.Prev(d) {
			t.Fatalf("%v is off: next and previous", d)
		}
		if n*m > 0 && c.Add(end, m) != c.Add(d, n+m) {
			t.Fatalf("%v plus %d plus %d", d, n, m)
		}
		if n > 0 || n < 0 && c.IsWorking(d) {
			if got := c.Between(d, end); got != n {
				t.Fatalf("between %v and %v: %d, want %d", d, end, got, n)
			}
		}
	})
}

func TestPlus_properties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d, n := drawDate(t, "d"), rapid.IntRange(-300, 300).Draw(t, "n")
		got := d.Plus(n, Months)
		if got.IsZero() {
			return // beyond the years
		}
		if again, err := NewDate(got.Year, got.Month, got.Day); err != nil || again != got {
			t.Fatalf("%v plus %d months is no day: %v", d, n, got)
		}
		if months := (got.Year-d.Year)*12 + int(got.Month-d.Month); months != n || got.Day > d.Day || got.Day < d.Day && got.AddDays(1).Day != 1 {
			t.Fatalf("%v plus %d months is %v", d, n, got)
		}
	})
}

// TestDayNumbers: the constants of the first and last days are those days.
func TestDayNumbers(t *testing.T) {
	t.Parallel()
	for want, d := range map[int]Date{
		minNumber: {1, 1, 1}, maxNumber: {9999, 12, 31}, firstNumber: {FirstYear, 1, 1}, lastNumber: {LastYear, 12, 31}, 0: {1970, 1, 1},
	} {
		if got := d.number(); got != want || dateOfNumber(want) != d || weekdayOf(want) != d.Weekday() {
			t.Errorf("%v: got %d, want %d", d, got, want)
		}
	}
}

func TestAllocations(t *testing.T) {
	c, d := mustCalendar(t, SaturdaySunday), Date{2026, 2, 10}
	if got := testing.AllocsPerRun(100, func() {
		_ = c.IsWorking(d)
		_ = c.Add(d, 10)
		_ = c.Prev(d)
		_ = c.Between(d, Date{2026, 3, 1})
		_ = c.Effective(d, true)
	}); got != 0 {
		t.Errorf("%v allocations", got)
	}
}

func BenchmarkIsWorking(b *testing.B) {
	c, d := mustCalendar(b, SaturdaySunday), Date{2026, 2, 17}
	b.ReportAllocs()
	for b.Loop() {
		c.IsWorking(d)
	}
}

func BenchmarkAdd(b *testing.B) {
	c, d := mustCalendar(b, SaturdaySunday), Date{2026, 2, 10}
	b.ReportAllocs()
	for b.Loop() {
		c.Add(d, 10)
	}
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := New(SaturdaySunday); err != nil {
			b.Fatal(err)
		}
	}
}
