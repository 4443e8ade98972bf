package remind_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"thuky/remind"
	"thuky/workday"
)

var zone = time.FixedZone("ICT", 7*60*60)

func mustCalendar(t testing.TB, week workday.Week) *workday.Calendar {
	t.Helper()
	c, err := workday.New(week)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func mustDate(t testing.TB, iso string) workday.Date {
	t.Helper()
	d, err := workday.ParseISO(iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func mustTime(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func lines(plan []remind.Reminder) string {
	var all []string
	for _, r := range plan {
		all = append(all, r.At.In(zone).Format("Mon 2/1 15:04 ")+string(r.Kind))
	}
	return strings.Join(all, "\n")
}

func TestPlan(t *testing.T) {
	t.Parallel()
	late := func(days ...string) (all []string) {
		for i, d := range days {
			all = append(all, fmt.Sprintf("%s 07:30 late-%d", d, i+1))
		}
		return all
	}
	for _, test := range []struct {
		name, deadline string
		hour           remind.Clock
		opened         string
		want           []string
	}{
		{
			name: "three days, the usual case", opened: "2024-05-28 10:00", deadline: "2024-05-31",
			want: append([]string{"Thu 30/5 07:30 before-1", "Fri 31/5 07:30 day-0730", "Fri 31/5 15:00 day-1500"},
				late("Mon 3/6", "Tue 4/6", "Wed 5/6", "Thu 6/6", "Fri 7/6")...),
		},
		{
			name: "thirty days", opened: "2024-05-02 08:00", deadline: "2024-05-31",
			want: append([]string{"Fri 17/5 07:30 half", "Thu 30/5 07:30 before-1", "Fri 31/5 07:30 day-0730", "Fri 31/5 15:00 day-1500"},
				late("Mon 3/6", "Tue 4/6", "Wed 5/6", "Thu 6/6", "Fri 7/6")...),
		},
		{
			name: "today", opened: "2024-05-31 09:00", deadline: "2024-05-31",
			want: append([]string{"Fri 31/5 15:00 day-1500"}, late("Mon 3/6", "Tue 4/6", "Wed 5/6", "Thu 6/6", "Fri 7/6")...),
		},
		{
			name: "today, too late for a reminder", opened: "2024-05-31 14:30", deadline: "2024-05-31",
			want: late("Mon 3/6", "Tue 4/6", "Wed 5/6", "Thu 6/6", "Fri 7/6"),
		},
		{
			name: "tomorrow", opened: "2024-05-30 09:00", deadline: "2024-05-31",
			want: append([]string{"Fri 31/5 07:30 day-0730", "Fri 31/5 15:00 day-1500"}, late("Mon 3/6", "Tue 4/6", "Wed 5/6", "Thu 6/6", "Fri 7/6")...),
		},
		{
			name: "an hour", opened: "2024-05-28 10:00", deadline: "2024-05-31", hour: 11 * 60,
			want: append([]string{"Thu 30/5 07:30 before-1", "Fri 31/5 07:30 day-0730"},
				late("Mon 3/6", "Tue 4/6", "Wed 5/6", "Thu 6/6", "Fri 7/6")...),
		},
		{
			name: "an hour before the first reminder of its day", opened: "2024-05-27 10:00", deadline: "2024-05-31", hour: 7 * 60,
			want: append([]string{"Wed 29/5 07:30 before-1", "Thu 30/5 07:30 day-0730", "Thu 30/5 15:00 day-1500"},
				late("Fri 31/5", "Mon 3/6", "Tue 4/6", "Wed 5/6", "Thu 6/6")...),
		},
		{
			name: "a Sunday", opened: "2024-05-29 10:00", deadline: "2024-06-02",
			want: append([]string{"Thu 30/5 07:30 before-1", "Fri 31/5 07:30 day-0730", "Fri 31/5 15:00 day-1500"},
				late("Mon 3/6", "Tue 4/6", "Wed 5/6", "Thu 6/6", "Fri 7/6")...),
		},
		{
			name: "a swapped day off", opened: "2026-08-25 10:00", deadline: "2026-08-31",
			want: append([]string{"Thu 27/8 07:30 before-1", "Fri 28/8 07:30 day-0730", "Fri 28/8 15:00 day-1500"},
				late("Thu 3/9", "Fri 4/9", "Mon 7/9", "Tue 8/9", "Wed 9/9")...),
		},
		{
			name: "a make-up Saturday", opened: "2026-08-18 10:00", deadline: "2026-08-22",
			want: append([]string{"Fri 21/8 07:30 before-1", "Sat 22/8 07:30 day-0730", "Sat 22/8 15:00 day-1500"},
				late("Mon 24/8", "Tue 25/8", "Wed 26/8", "Thu 27/8", "Fri 28/8")...),
		},
		{
			name: "over Tết", opened: "2026-02-10 10:00", deadline: "2026-02-23",
			want: append([]string{"Fri 13/2 07:30 before-1", "Mon 23/2 07:30 day-0730", "Mon 23/2 15:00 day-1500"},
				late("Tue 24/2", "Wed 25/2", "Thu 26/2", "Fri 27/2", "Mon 2/3")...),
		},
		{
			name: "opened on a Saturday for the Sunday", opened: "2024-06-01 10:00", deadline: "2024-06-02",
			want: late("Mon 3/6", "Tue 4/6", "Wed 5/6", "Thu 6/6", "Fri 7/6"),
		},
		{
			name: "past", opened: "2024-06-05 10:00", deadline: "2024-05-31",
			want: late("Thu 6/6", "Fri 7/6", "Mon 10/6", "Tue 11/6", "Wed 12/6"),
		},
		{name: "none", opened: "2024-06-05 10:00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var deadline remind.Deadline
			if test.deadline != "" {
				deadline = remind.Deadline{Date: mustDate(t, test.deadline), Hour: test.hour}
			}
			got := lines(remind.Plan(deadline, mustTime(t, test.opened), remind.Default(), mustCalendar(t, workday.SaturdaySunday), zone))
			if want := strings.Join(test.want, "\n"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestPlanAdmins(t *testing.T) {
	t.Parallel()
	calendar := mustCalendar(t, workday.SaturdaySunday)
	deadline := remind.Deadline{Date: mustDate(t, "2024-05-31")}
	for opened, want := range map[string]string{
		"2024-05-28 10:00": "Thu 30/5 07:30 admins-before\nMon 3/6 07:30 admins-late",
		"2024-05-30 10:00": "Mon 3/6 07:30 admins-late",
		"2024-06-04 10:00": "Wed 5/6 07:30 admins-late",
	} {
		plan := remind.PlanAdmins(deadline, mustTime(t, opened), remind.Default(), calendar, zone)
		if got := lines(plan); got != want {
			t.Errorf("opened %s: got\n%s\nwant\n%s", opened, got, want)
		}
		for _, r := range plan {
			if !r.Until.After(r.At) {
				t.Errorf("%s is of no use at once", r.Kind)
			}
		}
	}
	silent := remind.Default()
	silent.Admins = false
	if got := remind.PlanAdmins(deadline, mustTime(t, "2024-05-28 10:00"), silent, calendar, zone); len(got) > 0 {
		t.Errorf("without admins: %s", lines(got))
	}
}

// anyPolicy draws one that Check takes.
func anyPolicy(rt *rapid.T) remind.Policy {
	clock := func(from, to int, name string) remind.Clock {
		return remind.Clock(rapid.IntRange(from, to).Draw(rt, name))
	}
	p := remind.Policy{QuietUntil: clock(0, 600, "quiet until"), Half: rapid.Bool().Draw(rt, "half"), Late: rapid.IntRange(0, 8).Draw(rt, "late"), Admins: true}
	p.QuietFrom = clock(int(p.QuietUntil)+1, 24*60-1, "quiet from")
	free := func(name string) remind.Clock { return clock(int(p.QuietUntil), int(p.QuietFrom)-1, name) }
	p.Morning = free("morning")
	for range rapid.IntRange(0, 3).Draw(rt, "hours") {
		p.LastDay = append(p.LastDay, free("hour"))
	}
	p.Before = rapid.SliceOfN(rapid.IntRange(1, 10), 0, 3).Draw(rt, "before")
	return p
}

// TestPlanProperties: whatever the deadline, policy and week, a plan keeps its promises.
func TestPlanProperties(t *testing.T) {
	t.Parallel()
	calendars := []*workday.Calendar{mustCalendar(t, workday.SaturdaySunday), mustCalendar(t, workday.SundayOnly)}
	first := mustDate(t, "2023-12-01")
	rapid.Check(t, func(rt *rapid.T) {
		policy := anyPolicy(rt)
		if err := policy.Check(); err != nil {
			rt.Fatal(err)
		}
		calendar := rapid.SampledFrom(calendars).Draw(rt, "calendar")
		opened := remind.Clock(rapid.IntRange(0, 24*60-1).Draw(rt, "opened at")).On(first.AddDays(rapid.IntRange(0, 1200).Draw(rt, "opened on")), zone)
		deadline := remind.Deadline{Date: workday.DateOf(opened).AddDays(rapid.IntRange(-5, 60).Draw(rt, "days"))}
		if rapid.Bool().Draw(rt, "with an hour") {
			deadline.Hour = remind.Clock(rapid.IntRange(1, 24*60-1).Draw(rt, "hour"))
		}
		due := deadline.Instant(zone)
		plan := remind.Plan(deadline, opened, policy, calendar, zone)
		if again := remind.Plan(deadline, opened, policy, calendar, zone); !slices.Equal(plan, again) {
			rt.Fatalf("the same gives another plan:\n%s\n%s", lines(plan), lines(again))
		}
		kinds, late := map[remind.Kind]bool{}, 0
		for i, r := range plan {
			switch {
			case kinds[r.Kind]:
				rt.Fatalf("%s twice", r.Kind)
			case i > 0 && !r.At.After(plan[i-1].At):
				rt.Fatalf("%s is not after the one before", r.Kind)
			case !policy.Allowed(r.At, calendar, zone):
				rt.Fatalf("%s at %s, in the quiet hours or on a day off", r.Kind, r.At)
			case r.At.Before(opened.Add(time.Hour)):
				rt.Fatalf("%s within the hour after the opening", r.Kind)
			case !r.Until.After(r.At):
				rt.Fatalf("%s is of no use at once", r.Kind)
			case i+1 < len(plan) && r.Until.After(plan[i+1].At):
				rt.Fatalf("%s is of use beside the next", r.Kind)
			}
			kinds[r.Kind] = true
			if strings.HasPrefix(string(r.Kind), string(remind.Late)) {
				late++
				if r.At.Before(due) {
					rt.Fatalf("%s before the deadline", r.Kind)
				}
			} else if !r.At.Before(due) || r.Until.After(due) {
				rt.Fatalf("%s after the deadline", r.Kind)
			}
		}
		if late != policy.Late {
			rt.Fatalf("%d late reminders, want %d", late, policy.Late)
		}
		for _, r := range remind.PlanAdmins(deadline, opened, policy, calendar, zone) {
			if !policy.Allowed(r.At, calendar, zone) {
				rt.Fatalf("%s at %s", r.Kind, r.At)
			}
		}
	})
}
