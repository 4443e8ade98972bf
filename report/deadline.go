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
