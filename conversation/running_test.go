package conversation_test

import (
	"fmt"
	"slices"

	"thuky/conversation"
	"thuky/report"
	"thuky/workday"
)

// runningWorld is what changes campaigns, in memory.
type runningWorld struct {
	days []workday.Day
}

func (w *world) Corrections() []workday.Day { return w.days }

func (w *world) Calendar() *workday.Calendar {
	return must(workday.New(workday.SaturdaySunday, workday.Sheet{Days: w.days}))
}

// WithInternal is one working day before.
func (w *world) WithInternal(c report.Campaign) report.Campaign {
	if !c.InternalFixed || c.Internal.Compare(c.Deadline) > 0 {
		c.Internal = report.InternalDeadline(c.Deadline, workday.Date{Year: 2026, Month: 5, Day: 28}, 1, w.Calendar())
		c.InternalHour, c.InternalFixed = "", false
	}
	return c
}

func (w *world) Closed() (closed []report.Campaign) {
	for _, c := range slices.Backward(w.campaigns) {
		if c.Status == report.Closed {
			closed = append(closed, c)
		}
	}
	return closed
}

// runningEffect carries an effect on campaigns or the calendar out, and writes it down.
func (p *play) runningEffect(effect conversation.Effect) string {
	w := p.world
	change := func(id string, fn func(*report.Campaign)) {
		for i := range w.campaigns {
			if w.campaigns[i].ID == id {
				fn(&w.campaigns[i])
			}
		}
	}
	switch effect := effect.(type) {
	case conversation.SetDeadline:
		change(effect.Campaign, func(c *report.Campaign) {
			if effect.Internal {
				c.Internal, c.InternalHour, c.InternalFixed = effect.Day, effect.Hour, true
				return
			}
			c.Deadline, c.DeadlineHour = effect.Day, effect.Hour
			*c = w.WithInternal(*c)
		})
		return fmt.Sprintf("= hạn %s, nội bộ %v: %s %s\n", effect.Campaign, effect.Internal, effect.Day, effect.Hour)
	case conversation.Close:
		change(effect.Campaign, func(c *report.Campaign) { c.Status, c.ClosedAt = report.Closed, p.at })
		return "= đóng " + effect.Campaign + "\n"
	case conversation.Reopen:
		change(effect.Campaign, func(c *report.Campaign) { c.Status = report.Open })
		return "= mở lại " + effect.Campaign + "\n"
	case conversation.Left:
		return "= biết đã đóng " + effect.Campaign + "\n"
	case conversation.PutDay:
		w.days = slices.DeleteFunc(w.days, func(d workday.Day) bool { return d.Date == effect.Day.Date })
		w.days = append(w.days, effect.Day)
		return "= ngày " + effect.Day.Line() + "\n"
	case conversation.DropDay:
		w.days = slices.DeleteFunc(w.days, func(d workday.Day) bool { return d.Date == effect.Date })
		return "= bỏ sửa ngày " + effect.Date.String() + "\n"
	}
	return ""
}
