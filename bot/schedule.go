package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// scheduleKind is a reminder to the admins that the schedule of a year is missing.
const scheduleKind = "schedule-"

// firstNotices is when the notices about the days off of the next year begin to come out.
const firstNotices = time.October

// askSchedule plans that the admins are asked, once, for the schedule of the next year,
// as long as it is not the official one.
func (r *Runtime) askSchedule(ctx context.Context) error {
	p := r.planner()
	if p == nil || p.Policy.Off || p.Calendar == nil {
		return nil
	}
	today := dayOf(p, r.now())
	if today.Month < firstNotices {
		return nil
	}
	year := today.Year + 1
	if status, _ := p.Calendar.Coverage(year); status == workday.Official {
		return nil
	}
	kind := remind.Kind(scheduleKind + strconv.Itoa(year))
	known := func(tx storage.Tx) (bool, error) {
		_, err := tx.Reminder(remind.Everything, remind.Admins, kind)
		if errors.Is(err, storage.ErrNotFound) {
			return false, nil
		}
		return err == nil, err
	}
	asked := false
	err := r.store.View(ctx, func(tx storage.Tx) (err error) {
		asked, err = known(tx)
		return err
	})
	if err != nil || asked {
		return err
	}
	err = r.store.Update(ctx, func(tx storage.Tx) error {
		if asked, err := known(tx); asked || err != nil {
			return err
		}
		return tx.PutReminder(storage.Reminder{
			Campaign: remind.Everything, Person: remind.Admins, Kind: kind, At: p.NextAllowed(r.now()),
			Until: remind.Clock(0).On(workday.Date{Year: year, Month: time.January, Day: 1}, p.Zone),
		})
	})
	if err != nil {
		return fmt.Errorf("ask for the schedule of %d: %w", year, err)
	}
	return nil
}

// remindSchedules takes the reminders about schedules out of what is due to the admins,
// and sends them.
func (b *batch) remindSchedules(due []storage.Reminder) (others []storage.Reminder, err error) {
	for _, row := range due {
		text, ok := strings.CutPrefix(string(row.Kind), scheduleKind)
		if !ok {
			others = append(others, row)
			continue
		}
		year, err := strconv.Atoi(text)
		if err != nil {
			return nil, b.drop(row)
		}
		if err := b.remindSchedule(row, year); err != nil {
			return nil, err
		}
	}
	return others, nil
}

func (b *batch) remindSchedule(row storage.Reminder, year int) error {
	status, note := b.r.planner().Calendar.Coverage(year)
	if status == workday.Official {
		return b.settle(row, storage.ReminderIdle)
	}
	told, _, err := b.tellAdmins(func(to chat.Address) error {
		return b.nudge(to, nil, []storage.Reminder{row}, conversation.Event{Kind: conversation.Unscheduled, Year: year, Note: note})
	})
	if err != nil || !told {
		return err // until there is one
	}
	return b.settle(row, storage.ReminderSent)
}

// tellAdmins calls tell for every admin who can be written to. some is false where there
// is none; spent tells that there would be one, but for the messages of the month.
func (b *batch) tellAdmins(tell func(chat.Address) error) (some, spent bool, err error) {
	for p, err := range b.tx.Overseers() {
		if err != nil {
			return some, spent, err
		}
		to, ok := b.r.contact(p)
		if !ok || p.Role != report.Admin {
			continue
		}
		if !b.hasRoom(to.Platform, false) {
			spent = true
			continue
		}
		if err := tell(to); err != nil {
			return some, spent, err
		}
		some = true
	}
	return some, spent && !some, nil
}
