package workday

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func mustISO(t testing.TB, text string) Date {
	t.Helper()
	d, err := ParseISO(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestNewDate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		year  int
		month time.Month
		day   int
		ok    bool
	}{
		{2024, 5, 31, true},
		{2024, 2, 29, true},
		{2000, 2, 29, true},
		{1, 1, 1, true},
		{9999, 12, 31, true},
		{2023, 2, 29, false},
		{1900, 2, 29, false},
		{2024, 2, 31, false},
		{2024, 4, 31, false},
		{2024, 0, 1, false},
		{2024, 13, 1, false},
		{2024, 1, 0, false},
		{2024, 1, -1, false},
		{2024, 1, 32, false},
		{0, 1, 1, false},
		{-1, 1, 1, false},
		{10000, 1, 1, false},
		{0, 0, 0, false},
	} {
		d, err := NewDate(tt.year, tt.month, tt.day)
		switch {
		case (err == nil) != tt.ok:
			t.Errorf("NewDate(%d, %d, %d): %v", tt.year, tt.month, tt.day, err)
		case tt.ok && d != Date{tt.year, tt.month, tt.day}, !tt.ok && !d.IsZero():
			t.Errorf("NewDate(%d, %d, %d) = %+v", tt.year, tt.month, tt.day, d)
		}
	}
}

func TestParseISO(t *testing.T) {
	t.Parallel()
	if got, want := mustISO(t, "2024-05-31"), (Date{2024, time.May, 31}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, text := range []string{
		"", " ", "31/5/2024", "2024-5-31", "2024-05-31 ", " 2024-05-31", "2024-02-30", "2024-13-01", "2024-00-10", "2024-01-00", "0000-01-01",
		"24-05-31", "2024-05-31T00:00:00Z", "20240531", "-2024-05-31", "12024-05-31", "hôm nay",
	} {
		if d, err := ParseISO(text); err == nil || !d.IsZero() {
			t.Errorf("ParseISO(%q) = %v, %v; want an error", text, d, err)
		}
	}
}

func TestString(t *testing.T) {
	t.Parallel()
	for want, d := range map[string]Date{"": {}, "2024-05-31": {2024, 5, 31}, "0099-01-02": {99, 1, 2}} {
		if got := d.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestDateOf(t *testing.T) {
	t.Parallel()
	vietnam := time.FixedZone("ICT", 7*60*60)
	instant := time.Date(2024, 5, 31, 17, 30, 0, 0, time.UTC)
	for want, in := range map[string]time.Time{"2024-05-31": instant, "2024-06-01": instant.In(vietnam)} {
		if got := DateOf(in).String(); got != want {
			t.Errorf("DateOf(%v) = %s, want %s", in, got, want)
		}
	}
}

func TestAddDays(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		from string
		n    int
		want string
	}{
		{"2024-05-28", 0, "2024-05-28"},
		{"2024-05-28", 3, "2024-05-31"},
		{"2024-05-31", 1, "2024-06-01"},
		{"2024-02-28", 1, "2024-02-29"},
		{"2023-02-28", 1, "2023-03-01"},
		{"2024-12-31", 1, "2025-01-01"},
		{"2025-01-01", -1, "2024-12-31"},
		{"2024-03-01", -1, "2024-02-29"},
		{"2024-01-01", 366, "2025-01-01"},
	} {
		if got := mustISO(t, tt.from).AddDays(tt.n).String(); got != tt.want {
			t.Errorf("%s plus %d days = %s, want %s", tt.from, tt.n, got, tt.want)
		}
	}
	if got := (Date{}).AddDays(5); !got.IsZero() {
		t.Errorf("no date plus 5 days = %+v", got)
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	sorted := []Date{{}, mustISO(t, "0001-01-01"), mustISO(t, "2023-12-31"), mustISO(t, "2024-01-31"), mustISO(t, "2024-02-01"), mustISO(t, "2024-02-02")}
	for i, d := range sorted {
		for j, e := range sorted {
			want := 0
			switch {
			case i < j:
				want = -1
			case i > j:
				want = 1
			}
			if got := d.Compare(e); got != want {
				t.Errorf("Compare(%v, %v) = %d, want %d", d, e, got, want)
			}
		}
	}
}

func TestWeekday(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Weekday{
		"2024-05-31": time.Friday, "2024-06-02": time.Sunday, "2025-01-29": time.Wednesday, "2026-02-17": time.Tuesday, "2027-02-06": time.Saturday,
	} {
		if got := mustISO(t, text).Weekday(); got != want {
			t.Errorf("%s is a %v, want %v", text, got, want)
		}
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	type record struct {
		Due  Date
		Seen map[Date]int
	}
	for want, in := range map[string]record{
		`{"Due":"2024-05-31","Seen":{"2024-06-01":2}}`: {Date{2024, 5, 31}, map[Date]int{{2024, 6, 1}: 2}},
		`{"Due":"","Seen":null}`:                       {},
	} {
		text, err := json.Marshal(in)
		if err != nil || string(text) != want {
			t.Errorf("got %s, %v; want %s", text, err, want)
		}
		var back record
		if err := json.Unmarshal(text, &back); err != nil || back.Due != in.Due || len(back.Seen) != len(in.Seen) {
			t.Errorf("%s came back as %+v, %v", text, back, err)
		}
	}
	for _, text := range []string{`"31/5/2024"`, `"2024-02-30"`, `5`, `"0000-01-01"`} {
		d := Date{2024, 5, 31}
		if err := json.Unmarshal([]byte(text), &d); err == nil {
			t.Errorf("%s was read as %v", text, d)
		}
	}
}

func drawDate(t *rapid.T, label string) Date {
	return Date{2024, 1, 1}.AddDays(rapid.IntRange(-700_000, 2_880_000).Draw(t, label))
}

func TestDate_properties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d, n := drawDate(t, "d"), rapid.IntRange(-20_000, 20_000).Draw(t, "n")
		if again, err := NewDate(d.Year, d.Month, d.Day); err != nil || again != d {
			t.Fatalf("NewDate of %v = %v, %v", d, again, err)
		}
		var back Date
		text, err := d.MarshalText()
		if err != nil || back.UnmarshalText(text) != nil || back != d {
			t.Fatalf("%v came back as %v from %s", d, back, text)
		}
		later := d.AddDays(n)
		if later.AddDays(-n) != d || later.Compare(d) != min(1, max(-1, n)) || (later.String() < d.String()) != (n < 0) {
			t.Fatalf("%v plus %d days = %v", d, n, later)
		}
		if got, want := later.Weekday(), (int(d.Weekday())+n%7+7)%7; int(got) != want {
			t.Fatalf("%v plus %d days is a %v", d, n, got)
		}
	})
}

func FuzzParseISO(f *testing.F) {
	for _, text := range []string{"2024-05-31", "0000-01-01", "2024-02-30", "", "99999-01-01"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if d, err := ParseISO(text); err == nil && d.String() != text {
			t.Errorf("ParseISO(%q) = %v", text, d)
		}
	})
}
