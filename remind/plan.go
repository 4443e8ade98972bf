package remind

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"thuky/workday"
)

const (
	// afterOpening is how long whoever was just told of a campaign is left in peace.
	afterOpening = time.Hour
	// nextSoon is how long before a reminder the one before it is of no use any more: two
	// in a row help nobody.
	nextSoon = time.Hour
	// halfGap keeps the reminder at half of the time away from the opening and from
	// all other reminders: within a short time it would only be one more.
	halfGap = 24 * time.Hour
)

// Plan gives the reminders of somebody who heard of a campaign at opened, in the order
// of their times, without any that lie within the hour after it.
//
// The deadline itself is never moved. Reminders aim at the last working day on which
// the person can still act: the day of the deadline, or the working day before it when
// it is a day off or ends before the first reminder of the day. All of them are on
// working days outside of the quiet hours; those before the deadline are before it.
func Plan(deadline Deadline, opened time.Time, policy Policy, calendar *workday.Calendar, zone *time.Location) []Reminder {
	if policy.Off || deadline.Date.IsZero() {
		return nil
	}
	p := planner{policy: policy, calendar: calendar, zone: zone, due: deadline.Instant(zone), from: opened.Add(afterOpening)}
	last := p.lastDay(deadline)
	for _, c := range policy.LastDay {
		p.early(kindOf(LastDay, c), c.On(last, zone))
	}
	for _, n := range policy.Before {
		p.early(kindOf(Before, n), policy.Morning.On(calendar.Add(last, -n), zone))
	}
	p.lateMornings()
	p.sort()
	if policy.Half {
		p.half(opened, Clock(0).On(last.AddDays(1), zone))
	}
	p.limit()
	return p.list
}

// PlanAdmins gives when the admins hear who owes: in the morning one working day before
// the last, and on the first working morning after the deadline.
func PlanAdmins(deadline Deadline, opened time.Time, policy Policy, calendar *workday.Calendar, zone *time.Location) []Reminder {
	if policy.Off || !policy.Admins || deadline.Date.IsZero() {
		return nil
	}
	p := planner{policy: policy, calendar: calendar, zone: zone, due: deadline.Instant(zone), from: opened.Add(afterOpening)}
	p.early(AdminsBefore, policy.Morning.On(calendar.Add(p.lastDay(deadline), -1), zone))
	p.policy.Late = 1
	p.lateMornings()
	for i := range p.list {
		if p.list[i].At.Before(p.due) {
			p.list[i].Until = p.due
			continue
		}
		p.list[i].Kind = AdminsLate
		// A week in which nobody was told is not too late to hear of it.
		p.list[i].Until = policy.Morning.On(calendar.Add(workday.DateOf(p.list[i].At), 5), zone)
	}
	return p.list
}

// planner is a plan in the making.
type planner struct {
	policy   Policy
	calendar *workday.Calendar
	zone     *time.Location
	due      time.Time // the deadline has passed
	from     time.Time // nothing before
	list     []Reminder
}

func kindOf(k Kind, what any) Kind {
	if c, ok := what.(Clock); ok {
		what = fmt.Sprintf("%02d%02d", c/60, c%60)
	}
	return Kind(fmt.Sprintf("%s-%v", k, what))
}

// lastDay is the last working day on which somebody who is reminded can still act.
func (p *planner) lastDay(deadline Deadline) workday.Date {
	last := p.calendar.Effective(deadline.Date, false)
	if last == deadline.Date && !p.policy.Morning.On(last, p.zone).Before(p.due) {
		last = p.calendar.Effective(deadline.Date, true)
	}
	return last
}

// early adds a reminder before the deadline, at the next allowed time; nothing when
// there is none.
func (p *planner) early(kind Kind, at time.Time) {
	at = p.policy.NextAllowed(at, p.calendar, p.zone)
	if !at.IsZero() && at.Before(p.due) && !at.Before(p.from) {
		p.list = append(p.list, Reminder{Kind: kind, At: at})
	}
}

// lateMornings adds the working mornings after the deadline, or after the opening of a
// campaign that began late.
func (p *planner) lateMornings() {
	after := p.due
	if p.from.After(after) {
		after = p.from
	}
	d := p.calendar.OnOrAfter(workday.DateOf(after.In(p.zone)))
	if p.policy.Morning.On(d, p.zone).Before(after) {
		d = p.calendar.Next(d)
	}
	for i := range p.policy.Late {
		if d.IsZero() {
			return
		}
		p.list = append(p.list, Reminder{Kind: kindOf(Late, i+1), At: p.policy.Morning.On(d, p.zone)})
		d = p.calendar.Next(d)
	}
}

// half adds the reminder at half of the time, moved to the next hour at which people
// are reminded anyway.
func (p *planner) half(opened, end time.Time) {
	if !end.After(opened) {
		return
	}
	at := p.nextHour(opened.Add(end.Sub(opened) / 2))
	if at.IsZero() || !at.Before(p.due) || at.Sub(opened) < halfGap {
		return
	}
	for _, r := range p.list {
		if r.At.Sub(at).Abs() < halfGap {
			return
		}
	}
	p.list = append(p.list, Reminder{Kind: Half, At: at})
	p.sort()
}

// nextHour is the first hour for reminders of a working day at or after t.
func (p *planner) nextHour(t time.Time) time.Time {
	hours := slices.Sorted(slices.Values(append(slices.Clone(p.policy.LastDay), p.policy.Morning)))
	for d := p.calendar.OnOrAfter(workday.DateOf(t.In(p.zone))); !d.IsZero(); d = p.calendar.Next(d) {
		for _, c := range hours {
			if at := c.On(d, p.zone); !at.Before(t) {
				return at
			}
		}
	}
	return time.Time{}
}

func (p *planner) sort() {
	slices.SortStableFunc(p.list, func(a, b Reminder) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Kind, b.Kind))
	})
	p.list = slices.CompactFunc(p.list, func(a, b Reminder) bool { return a.At.Equal(b.At) })
}

// limit says until when each is of use.
func (p *planner) limit() {
	for i := range p.list {
		r := &p.list[i]
		switch {
		case i+1 < len(p.list):
			r.Until = p.list[i+1].At.Add(-nextSoon)
			if !r.Until.After(r.At) {
				r.Until = p.list[i+1].At
			}
		default:
			r.Until = p.policy.NextMorning(r.At, p.calendar, p.zone)
		}
		if r.At.Before(p.due) && r.Until.After(p.due) {
			r.Until = p.due
		}
	}
}
