package remind

import (
	"time"

	"thuky/report"
	"thuky/workday"
)

// Planner plans for one organisation. It never changes.
type Planner struct {
	Policy   Policy
	Calendar *workday.Calendar
	Zone     *time.Location
	// InternalDays is how many working days before the deadline of a campaign its
	// staff have to answer; 0 for none.
	InternalDays int
}

// InternalDeadline is report.InternalDeadline for this organisation.
func (p *Planner) InternalDeadline(deadline, from workday.Date) workday.Date {
	return report.InternalDeadline(deadline, from, p.InternalDays, p.Calendar)
}

// Plan is Plan for a person.
func (p *Planner) Plan(deadline Deadline, opened time.Time) []Reminder {
	return Plan(deadline, opened, p.Policy, p.Calendar, p.Zone)
}

// PlanAdmins is PlanAdmins for this organisation.
func (p *Planner) PlanAdmins(deadline Deadline, opened time.Time) []Reminder {
	return PlanAdmins(deadline, opened, p.Policy, p.Calendar, p.Zone)
}

// Quiet tells whether nothing at all may be sent at t.
func (p *Planner) Quiet(t time.Time) bool { return p.Policy.Quiet(t, p.Zone) }

// Allowed tells whether people may be reminded at t.
func (p *Planner) Allowed(t time.Time) bool { return p.Policy.Allowed(t, p.Calendar, p.Zone) }

// AfterQuiet gives t, or the morning after the quiet hours that it lies in.
func (p *Planner) AfterQuiet(t time.Time) time.Time { return p.Policy.AfterQuiet(t, p.Zone) }

// NextQuiet is when the next quiet hours after t begin.
func (p *Planner) NextQuiet(t time.Time) time.Time { return p.Policy.NextQuiet(t, p.Zone) }

// NextAllowed gives t, or the next morning on which people may be reminded.
func (p *Planner) NextAllowed(t time.Time) time.Time {
	return p.Policy.NextAllowed(t, p.Calendar, p.Zone)
}

// NextMorning is when the reminders of the next working day begin.
func (p *Planner) NextMorning(t time.Time) time.Time {
	return p.Policy.NextMorning(t, p.Calendar, p.Zone)
}
