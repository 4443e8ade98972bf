package conversation_test

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"thuky/conversation"
	"thuky/report"
	"thuky/workday"
)

// runningWorld is what changes campaigns, in memory.
type runningWorld struct {
	days  []workday.Day
	newer *report.Template // a file newer.toml
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

func (w *world) Newer(c report.Campaign) (*report.Template, bool) {
	return w.newer, w.newer != nil && w.newer.ID == c.Template && w.newer.Version != c.Version
}

func (w *world) Closed() (closed []report.Campaign) {
	for _, c := range slices.Backward(w.campaigns) {
		if c.Status == report.Closed {
			closed = append(closed, c)
		}
	}
	return closed
}

// runningStage does what a "! " line about running campaigns says.
func (p *play) runningStage(verb, rest string) (out string, ok bool) {
	w := p.world
	switch verb {
	case "version": // one was approved
		n := len(w.versions) + 1
		w.versions = append(w.versions, report.Version{Campaign: w.campaigns[0].ID, Number: n, Basis: w.Basis(""), Name: "Trần Văn Đỗ", At: p.at, SHA256: fmt.Sprint("0d0d", n)})
	case "resent": // there are new questions: it is owed again
		w.submitted[rest] = false
	case "archive": // so many reports of earlier months
		for i := range must(strconv.Atoi(rest)) {
			w.campaigns = append(w.campaigns, report.Campaign{
				ID: fmt.Sprint("cu-", i+1), Title: fmt.Sprint("Báo cáo cũ ", i+1), Status: report.Closed, ClosedAt: time.Date(2026, 5, i+1, 8, 0, 0, 0, time.UTC),
			})
		}
		w.versions = nil
	default:
		return "", false
	}
	return "", true
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
	case conversation.SetNotice:
		change(effect.Campaign, func(c *report.Campaign) { c.Notice = &effect.Notice })
		return "= công văn của " + effect.Campaign + ": " + effect.Notice.Citation() + "\n"
	case conversation.Close:
		change(effect.Campaign, func(c *report.Campaign) { c.Status, c.ClosedAt = report.Closed, p.at })
		return "= đóng " + effect.Campaign + "\n"
	case conversation.Reopen:
		change(effect.Campaign, func(c *report.Campaign) { c.Status = report.Open })
		return "= mở lại " + effect.Campaign + "\n"
	case conversation.Update:
		change(effect.Campaign, func(c *report.Campaign) {
			c.Version = effect.Version
			for id, a := range w.answers {
				was, q := w.template[c.ID].Question(id), w.newer.Question(id)
				if was != nil && q != nil && !q.Fits(was, a) {
					delete(w.answers, id)
				}
			}
			w.template[c.ID] = w.newer
		})
		return "= mẫu mới " + effect.Campaign + "\n"
	case conversation.HandOut:
		return fmt.Sprintf("< %s\n= tệp đã duyệt %s bản %d\n", effect.Message.Text, effect.Campaign, effect.Number)
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
