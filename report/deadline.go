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
