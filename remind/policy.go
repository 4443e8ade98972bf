package remind

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"thuky/workday"
)

// Policy says how often people are reminded, and when they are left alone.
type Policy struct {
	Off        bool    // nobody is reminded of anything
	QuietFrom  Clock   // from then on nothing is sent
	QuietUntil Clock   // until then
	Morning    Clock   // when the reminders of a day are sent that have no hour of their own
	Half       bool    // one when half of the time is gone
	Before     []int   // so many working days before the last one
	LastDay    []Clock // on the last working day
	Late       int     // so many working mornings after the deadline
	Admins     bool    // the admins hear who owes, before and after
}

// Default is the policy that holds without any setting.
func Default() Policy {
	return Policy{
		QuietFrom: 20 * 60, QuietUntil: 7 * 60, Morning: 7*60 + 30, Half: true,
		Before: []int{1}, LastDay: []Clock{7*60 + 30, 15 * 60}, Late: 5, Admins: true,
	}
}

// The bounds of a policy: nobody wants more.
const (
	maxBefore  = 30
	maxLastDay = 6
	maxLate    = 30
	endOfDay   = Clock(24 * 60)
)

// Errors of Check.
var (
	ErrClock  = errors.New("time of day out of range")
	ErrCount  = errors.New("number out of range")
	ErrMute   = errors.New("the quiet hours leave no time of day")
	ErrUnfree = errors.New("an hour lies within the quiet hours")
)

// Check tells what is wrong with a policy.
func (p Policy) Check() error {
	for _, c := range append(slices.Clone(p.LastDay), p.QuietFrom, p.QuietUntil, p.Morning) {
		if c < 0 || c >= endOfDay {
			return fmt.Errorf("%s: %w", c, ErrClock)
		}
	}
	if p.QuietUntil >= p.QuietFrom {
		return fmt.Errorf("quiet from %s until %s: %w", p.QuietFrom, p.QuietUntil, ErrMute)
	}
	for _, c := range append(slices.Clone(p.LastDay), p.Morning) {
		if p.quiet(c) {
			return fmt.Errorf("%s: %w", c, ErrUnfree)
		}
	}
	for _, n := range p.Before {
		if n < 1 || n > maxBefore {
			return fmt.Errorf("%d working days before: %w", n, ErrCount)
		}
	}
	if len(p.Before) > maxBefore || len(p.LastDay) > maxLastDay || p.Late < 0 || p.Late > maxLate {
		return fmt.Errorf("%d before, %d on the last day, %d when late: %w", len(p.Before), len(p.LastDay), p.Late, ErrCount)
	}
	return nil
}

func (p Policy) quiet(c Clock) bool { return c < p.QuietUntil || c >= p.QuietFrom }

// Quiet tells whether t lies within the quiet hours.
func (p Policy) Quiet(t time.Time, zone *time.Location) bool { return p.quiet(clockOf(t.In(zone))) }

// AfterQuiet gives t, or the morning after the quiet hours that it lies in. Days off do
// not matter: it is for what people asked for themselves.
func (p Policy) AfterQuiet(t time.Time, zone *time.Location) time.Time {
	t = t.In(zone)
	if !p.Quiet(t, zone) {
		return t
	}
	d := workday.DateOf(t)
	if clockOf(t) >= p.QuietFrom {
		d = d.AddDays(1)
	}
	return p.Morning.On(d, zone)
}

// NextQuiet is when the next quiet hours after t begin.
func (p Policy) NextQuiet(t time.Time, zone *time.Location) time.Time {
	d := workday.DateOf(t.In(zone))
	if at := p.QuietFrom.On(d, zone); at.After(t) {
		return at
	}
	return p.QuietFrom.On(d.AddDays(1), zone)
}

// Allowed tells whether people may be reminded at t: on a working day, outside of
// the quiet hours.
func (p Policy) Allowed(t time.Time, calendar *workday.Calendar, zone *time.Location) bool {
	return !p.Quiet(t, zone) && calendar.IsWorking(workday.DateOf(t.In(zone)))
}

// NextAllowed gives t when people may be reminded then, else the next morning on which
// they may. Beyond the calendar it is the zero time.
func (p Policy) NextAllowed(t time.Time, calendar *workday.Calendar, zone *time.Location) time.Time {
	t = p.AfterQuiet(t, zone)
	d := workday.DateOf(t)
	if calendar.IsWorking(d) {
		return t
	}
	if d = calendar.Next(d); d.IsZero() {
		return time.Time{}
	}
	return p.Morning.On(d, zone)
}

// NextMorning is when the reminders of the next working day after t begin.
func (p Policy) NextMorning(t time.Time, calendar *workday.Calendar, zone *time.Location) time.Time {
	return p.Morning.On(calendar.Next(workday.DateOf(t.In(zone))), zone)
}
