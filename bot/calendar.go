package bot

import (
	"context"
	"fmt"

	"thuky/conversation"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// The actions on the calendar in the audit.
const (
	auditDay     = "day"
	auditDayDrop = "day-drop"
)

// StoredDays are the days of the calendar as admins corrected them.
func StoredDays(tx storage.Tx) ([]workday.Day, error) {
	var days []workday.Day
	for d, err := range tx.Days() {
		if err != nil {
			return nil, err
		}
		days = append(days, d.Day)
	}
	return days, nil
}

// buildCalendar gives the calendar of now, nil where none can be built.
func (r *Runtime) buildCalendar(tx storage.Tx) (*workday.Calendar, error) {
	if r.calendars == nil || r.planner() == nil {
		return nil, nil
	}
	days, err := StoredDays(tx)
	if err != nil {
		return nil, err
	}
	c, err := r.calendars(days)
	if err != nil {
		return nil, fmt.Errorf("build the calendar: %w", err)
	}
	return c, nil
}

// useCalendar puts a new calendar in the place of the one in use.
func (r *Runtime) useCalendar(c *workday.Calendar) {
	if c == nil {
		return
	}
	p := *r.planner()
	p.Calendar = c
	r.planning.Store(&p)
}

// readCalendar builds the calendar anew.
func (r *Runtime) readCalendar(ctx context.Context) error {
	var c *workday.Calendar
	if err := r.store.View(ctx, func(tx storage.Tx) (err error) {
		c, err = r.buildCalendar(tx)
		return err
	}); err != nil {
		return err
	}
	r.useCalendar(c)
	return nil
}

// renewCalendar builds the calendar anew, and plans all reminders by it.
func (r *Runtime) renewCalendar(ctx context.Context) error {
	if err := r.readCalendar(ctx); err != nil {
		return err
	}
	if !r.leads() {
		return nil
	}
	return r.replan(ctx)
}

// Reconsider has reminders planned by other policies from now on. The calendar is built anew.
func (r *Runtime) Reconsider(ctx context.Context, p *remind.Planner) error {
	r.planning.Store(p)
	return r.renewCalendar(ctx)
}

// Rename has drafts call bodies by another table from now on.
func (r *Runtime) Rename(names *report.Organisations) {
	school := r.ofSchool()
	school.Organisations = names
	r.school.Store(&school)
}

// ofSchool is the school as it is set up.
func (r *Runtime) ofSchool() report.School { return *r.school.Load() }

// watchCalendar renews the calendar when its files are others than before. What cannot
// be read leaves the calendar as it was, and is said once.
func (r *Runtime) watchCalendar(ctx context.Context) error {
	if r.calendarStamp == nil {
		return nil
	}
	stamp := r.calendarStamp()
	if was := r.stamp.Swap(&stamp); was != nil && *was == stamp {
		return nil
	}
	return r.renewCalendar(ctx)
}

// putDay corrects a day of the calendar.
func (t *turn) putDay(w *world, e conversation.PutDay) error {
	if err := adminAllowed(w); err != nil {
		return err
	}
	if err := t.batch.tx.PutDay(storage.Day{Day: e.Day, By: w.person.ID, At: t.batch.now}); err != nil {
		return err
	}
	return t.calendarChanged(w, auditDay, e.Day.Line())
}

// dropDay takes a correction back.
func (t *turn) dropDay(w *world, e conversation.DropDay) error {
	if err := adminAllowed(w); err != nil {
		return err
	}
	if err := t.batch.tx.DeleteDay(e.Date); err != nil {
		return err
	}
	return t.calendarChanged(w, auditDayDrop, e.Date.String())
}

// calendarChanged has the calendar and the reminders follow once this is stored.
func (t *turn) calendarChanged(w *world, action, note string) (err error) {
	b := t.batch
	if b.calendar, err = b.r.buildCalendar(b.tx); err != nil {
		return err
	}
	return b.tx.AddAudit(storage.AuditEntry{At: b.now, Person: w.person.ID, Channel: t.to.Platform, Action: action, Note: note})
}

// Calendar is that of the school, with what this batch changed; nil where there is none.
func (w *world) Calendar() *workday.Calendar {
	if c := w.batch.calendar; c != nil {
		return c
	}
	if p := w.batch.r.planner(); p != nil {
		return p.Calendar
	}
	return nil
}

// Corrections are the days that admins corrected.
func (w *world) Corrections() []workday.Day {
	days, err := StoredDays(w.batch.tx)
	if !w.found(err) {
		return nil
	}
	return days
}

// WithInternal gives the campaign with the internal deadline that its deadline calls for.
func (w *world) WithInternal(c report.Campaign) report.Campaign {
	PlanInternal(w.batch.r.planner(), &c, w.batch.today)
	return c
}
