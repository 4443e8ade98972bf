package report

import "thuky/workday"

// InternalDeadline is the day by which the staff answer what is due on deadline: so many
// working days before it. from is the day on which they hear of it. There is none, and
// the zero Date is given, where days is 0 or it would not be after from.
func InternalDeadline(deadline, from workday.Date, days int, calendar *workday.Calendar) workday.Date {
	if deadline.IsZero() || days <= 0 || calendar == nil {
		return workday.Date{}
	}
	if d := calendar.Add(deadline, -days); d.Compare(from) > 0 {
		return d
	}
	return workday.Date{}
}

// InternalLate tells whether the staff would answer only after the report is due. A day
// without an hour ends at midnight.
func (c *Campaign) InternalLate() bool {
	switch {
	case c.Internal.IsZero() || c.Deadline.IsZero():
		return false
	case c.Internal != c.Deadline:
		return c.Internal.Compare(c.Deadline) > 0
	}
	return c.DeadlineHour != "" && (c.InternalHour == "" || c.InternalHour > c.DeadlineHour)
}

// Over tells whether a day, or the hour of it where there is one, has passed at a clock
// time ("15:04") of today. No day is never over.
func Over(day workday.Date, hour string, today workday.Date, clock string) bool {
	if day.IsZero() {
		return false
	}
	if order := day.Compare(today); order != 0 {
		return order < 0
	}
	return hour != "" && hour <= clock
}

// maxAhead is how many days ahead a deadline may be: whatever is further is a slip.
const maxAhead = 2 * 366

// DeadlineFault is why a day cannot be a deadline, "" for nothing.
type DeadlineFault string

// The faults.
const (
	DayPast       DeadlineFault = "day-past"
	HourPast      DeadlineFault = "hour-past"      // of today
	DayFar        DeadlineFault = "day-far"        // likely a slip in the year
	AfterDeadline DeadlineFault = "after-deadline" // the staff would answer after the report is due
)

// DeadlineFault tells whether a day, and an hour of it, can be the deadline of a campaign,
// or with internal that of its staff, at a clock time ("15:04") of today.
func (c *Campaign) DeadlineFault(internal bool, day workday.Date, hour string, today workday.Date, clock string) DeadlineFault {
	then := *c
	then.Internal, then.InternalHour = day, hour
	switch {
	case day.Compare(today) < 0:
		return DayPast
	case Over(day, hour, today, clock):
		return HourPast
	case day.Compare(today.AddDays(maxAhead)) > 0:
		return DayFar
	case internal && then.InternalLate():
		return AfterDeadline
	}
	return ""
}

// DeadlineOrder sets a deadline of a campaign.
type DeadlineOrder struct {
	Campaign string
	Internal bool         // the deadline of the staff alone, which then stays as it is said
	Day      workday.Date // with Internal, zero is none
	Hour     string       // "11:00"; "": the end of the day
	// WasDay and WasHour are what was seen before.
	WasDay  workday.Date
	WasHour string
}
