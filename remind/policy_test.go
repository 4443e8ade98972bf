package remind_test

import (
	"errors"
	"testing"

	"thuky/remind"
	"thuky/workday"
)

func TestDefault(t *testing.T) {
	t.Parallel()
	if err := remind.Default().Check(); err != nil {
		t.Error(err)
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		spoil func(p *remind.Policy)
		want  error
	}{
		"clock":        {func(p *remind.Policy) { p.Morning = 24 * 60 }, remind.ErrClock},
		"negative":     {func(p *remind.Policy) { p.QuietUntil = -1 }, remind.ErrClock},
		"always quiet": {func(p *remind.Policy) { p.QuietFrom = p.QuietUntil }, remind.ErrMute},
		"in the quiet": {func(p *remind.Policy) { p.Morning = 6 * 60 }, remind.ErrUnfree},
		"last day":     {func(p *remind.Policy) { p.LastDay = []remind.Clock{20 * 60} }, remind.ErrUnfree},
		"before":       {func(p *remind.Policy) { p.Before = []int{0} }, remind.ErrCount},
		"late":         {func(p *remind.Policy) { p.Late = -1 }, remind.ErrCount},
	} {
		p := remind.Default()
		test.spoil(&p)
		if err := p.Check(); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", name, err, test.want)
		}
	}
}

func TestAllowed(t *testing.T) {
	t.Parallel()
	p, calendar := remind.Default(), mustCalendar(t, workday.SaturdaySunday)
	for _, test := range []struct{ at, afterQuiet, next, morning string }{
		{"2024-05-31 06:59", "2024-05-31 07:30", "2024-05-31 07:30", "2024-06-03 07:30"},
		{"2024-05-31 07:00", "2024-05-31 07:00", "2024-05-31 07:00", "2024-06-03 07:30"},
		{"2024-05-31 19:59", "2024-05-31 19:59", "2024-05-31 19:59", "2024-06-03 07:30"},
		{"2024-05-31 20:00", "2024-06-01 07:30", "2024-06-03 07:30", "2024-06-03 07:30"},
		{"2024-06-01 09:00", "2024-06-01 09:00", "2024-06-03 07:30", "2024-06-03 07:30"},
		{"2026-02-13 21:00", "2026-02-14 07:30", "2026-02-23 07:30", "2026-02-23 07:30"},
	} {
		at := mustTime(t, test.at).UTC()
		if got := p.AfterQuiet(at, zone); !got.Equal(mustTime(t, test.afterQuiet)) {
			t.Errorf("AfterQuiet(%s) = %s, want %s", test.at, got, test.afterQuiet)
		}
		next := p.NextAllowed(at, calendar, zone)
		if !next.Equal(mustTime(t, test.next)) || !p.Allowed(next, calendar, zone) {
			t.Errorf("NextAllowed(%s) = %s, want %s", test.at, next, test.next)
		}
		if allowed := p.Allowed(at, calendar, zone); allowed != next.Equal(at) {
			t.Errorf("Allowed(%s) = %v", test.at, allowed)
		}
		if got := p.NextMorning(at, calendar, zone); !got.Equal(mustTime(t, test.morning)) {
			t.Errorf("NextMorning(%s) = %s, want %s", test.at, got, test.morning)
		}
		if quiet := p.NextQuiet(at, zone); !quiet.After(at) || quiet.In(zone).Hour() != 20 {
			t.Errorf("NextQuiet(%s) = %s", test.at, quiet)
		}
	}
}

func TestKey(t *testing.T) {
	t.Parallel()
	deadline := remind.Deadline{Date: mustDate(t, "2024-05-31")}
	if got, want := remind.Key("thu-1", "p1", "before-1", deadline), "campaign/thu-1/p1/before-1/2024-05-31"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	deadline.Hour = 11 * 60
	if got, want := remind.Key("thu-1", "p1", "half", deadline), "campaign/thu-1/p1/half/2024-05-31T11:00"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := remind.Key("*", "p1", remind.Asked, remind.Deadline{}), "campaign/*/p1/asked"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzParseClock(f *testing.F) {
	for _, text := range []string{"07:30", "24:00", "", "7:5", "00:00"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := remind.ParseClock(text)
		if err != nil {
			return
		}
		if again, err := remind.ParseClock(c.String()); err != nil || again != c {
			t.Errorf("%q is %s, which is %s (%v)", text, c, again, err)
		}
	})
}
