package conversation

import (
	"strings"

	"thuky/chat"
	"thuky/report"
)

// amend puts an admin's own words in place of a person's answer.
func (v *deskView) amend(d *Order, q *report.Question, s report.Share) {
	t := v.t
	if strings.TrimSpace(d.Text) == "" {
		d.Text = ""
		if a, ok := s.Answer(q.ID); ok {
			t.lead = append(t.lead, textOldAnswer(q, a))
		}
		t.need(needText)
		return
	}
	refuse := func(why string) {
		d.Text = ""
		t.lead = append(t.lead, why)
		t.need(needText)
	}
	value, unfit := v.Read(s, q, d.Text, 0, t.e.Today)
	switch {
	case unfit == nil:
	case unfit.Problem != nil:
		refuse(textProblem(unfit.Problem))
		return
	case len(unfit.Readings) > 0:
		refuse(textAmendUnclear(d.Text))
		return
	default:
		refuse(textCheck(q, unfit.Value, unfit.Message))
		return
	}
	if strings.TrimSpace(d.Note) == "" {
		t.need(needReason)
		return
	}
	if len([]rune(d.Note)) > report.MaxReason {
		d.Note = ""
		t.lead = append(t.lead, textReasonLong(report.MaxReason))
		t.need(needReason)
		return
	}
	was, _ := s.Answer(q.ID)
	a := report.Answer{
		Campaign: v.c.ID, Question: q.ID, Person: s.Person.ID, Value: value, Parts: value.Parts(),
		Author: t.person.ID, Channel: t.e.Address.Platform, At: t.e.At, Revision: was.Revision + 1,
	}
	t.do(Amend{Answer: a, Note: d.Note})
	for _, clash := range v.Clashes(s, a) {
		t.lead = append(t.lead, textUnfit(v.Number(clash.Question), clash.Message))
	}
	t.close(chat.Message{Text: textAmendedHere(d.Number, s.Person.Name, q, value)})
}

// accept agrees to the skip of a required question.
func (v *deskView) accept(d *Order, q *report.Question, s report.Share) {
	a, _ := s.Answer(q.ID)
	a.Accepted, a.Revision = true, a.Revision+1
	v.t.do(Accept{Answer: a})
	v.t.close(chat.Message{Text: textAccepted(d.Number, s.Person.Name, a.Reason)})
}
