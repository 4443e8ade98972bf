package bot

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"thuky/remind"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// Actor is who changes something, and over which channel. The zero Actor is who sits
// at the command line.
type Actor struct {
	Person  string // id
	Channel string // platform
}

func (a Actor) channel() string { return cmp.Or(a.Channel, operator) }

// ErrInternalLate: an internal deadline would be after the deadline itself.
var ErrInternalLate = errors.New("the internal deadline is after the deadline")

// PlanInternal gives a campaign the internal deadline that its deadline calls for,
// unless an admin chose one. today is the day on which the staff hear of it. p may be
// nil: then there is none.
func PlanInternal(p *remind.Planner, c *report.Campaign, today workday.Date) {
	if c.InternalFixed && !c.InternalLate() {
		return
	}
	c.Internal, c.InternalHour, c.InternalFixed = workday.Date{}, "", false
	if p != nil {
		c.Internal = p.InternalDeadline(c.Deadline, today)
	}
}

// SetDeadline changes the deadline of an open campaign and the internal one that
// follows from it, plans its reminders anew, and has everybody told, but for who did
// it, who has not sent it and has another day to answer by. hour is "11:00", or "" for
// the end of the day. Setting the same again changes nothing. An id that no campaign
// has is storage.ErrNotFound, a closed campaign storage.ErrConflict.
func SetDeadline(tx storage.Tx, p *remind.Planner, id string, day workday.Date, hour string, by Actor, now time.Time) (report.Campaign, error) {
	c, err := openCampaign(tx, id)
	if err != nil || c.Deadline == day && c.DeadlineHour == hour {
		return c, err
	}
	was := c
	c.Deadline, c.DeadlineHour = day, hour
	PlanInternal(p, &c, dayOf(p, now))
	return c, putDeadline(tx, p, was, c, by, now)
}

// SetInternal changes the internal deadline alone, to stay as it is said; the zero day
// is none. It is ErrInternalLate when it lies after the deadline, else as SetDeadline.
func SetInternal(tx storage.Tx, p *remind.Planner, id string, day workday.Date, hour string, by Actor, now time.Time) (report.Campaign, error) {
	c, err := openCampaign(tx, id)
	if err != nil || c.Internal == day && c.InternalHour == hour && c.InternalFixed {
		return c, err
	}
	was := c
	c.Internal, c.InternalHour, c.InternalFixed = day, hour, true
	if c.InternalLate() {
		return was, fmt.Errorf("campaign %q: %w", id, ErrInternalLate)
	}
	return c, putDeadline(tx, p, was, c, by, now)
}

// openCampaign reads a campaign that can still be changed.
func openCampaign(tx storage.Tx, id string) (report.Campaign, error) {
	c, err := tx.Campaign(id)
	if err == nil && c.Status != report.Open {
		err = fmt.Errorf("campaign %q is closed: %w", id, storage.ErrConflict)
	}
	return c, err
}

// putDeadline stores what has changed and does what follows from it.
func putDeadline(tx storage.Tx, p *remind.Planner, was, c report.Campaign, by Actor, now time.Time) error {
	if err := tx.PutCampaign(c); err != nil {
		return err
	}
	if deadlineOf(was) != deadlineOf(c) {
		if err := movedInGroups(tx, c.ID); err != nil {
			return err
		}
	}
	if err := tx.AddAudit(storage.AuditEntry{
		At: now, Campaign: c.ID, Person: by.Person, Channel: by.channel(), Action: auditDeadline,
		Note: deadlines(was) + " → " + deadlines(c),
	}); err != nil || p == nil {
		return err
	}
	if err := planCampaign(tx, p, c, now); err != nil || deadlineOf(was) == deadlineOf(c) {
		return err
	}
	return announceNews(tx, p, c, remind.Moved, by, now)
}

// deadlines writes both for the audit.
func deadlines(c report.Campaign) string {
	text := cmp.Or(atHour(c.Deadline, c.DeadlineHour).String(), "none")
	if !c.Internal.IsZero() {
		text += " (internal " + atHour(c.Internal, c.InternalHour).String() + ")"
	}
	return text
}

// deadlineOf gives the deadline that the staff of a campaign are held to.
func deadlineOf(c report.Campaign) remind.Deadline { return atHour(c.Due()) }

func atHour(day workday.Date, clock string) remind.Deadline {
	hour, err := remind.ParseClock(clock)
	if err != nil {
		hour = 0 // none was said
	}
	return remind.Deadline{Date: day, Hour: hour}
}

// dayOf is the day of the school at a time.
func dayOf(p *remind.Planner, now time.Time) workday.Date {
	if p == nil {
		return workday.DateOf(now)
	}
	return workday.DateOf(now.In(p.Zone))
}

// announceNews has everybody told of a change who has not sent the campaign.
func announceNews(tx storage.Tx, p *remind.Planner, c report.Campaign, kind remind.Kind, by Actor, now time.Time) error {
	if p.Policy.Off {
		return nil
	}
	return ledger{tx: tx, templates: new(templates)}.eachOwing(c, func(part storage.Participation, _ report.Person) error {
		if part.Person == by.Person { // who did it heard so
			return nil
		}
		return tx.PutReminder(news(p, c, part.Person, kind, now))
	})
}

// news is a reminder of a change, as soon as people may be reminded.
func news(p *remind.Planner, c report.Campaign, person string, kind remind.Kind, now time.Time) storage.Reminder {
	at := p.NextAllowed(now)
	until := at.AddDate(0, 0, 7)
	if due := deadlineOf(c).Instant(p.Zone); due.After(until) {
		until = due
	}
	return storage.Reminder{Campaign: c.ID, Person: person, Kind: kind, Deadline: deadlineOf(c), At: at, Until: until}
}
