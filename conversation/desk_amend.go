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
	v.put(q, s, value, d.Note)
	t.close(chat.Message{Text: textAmendedHere(d.Number, s.Person.Name, q, value)})
}

// put stores a changed answer, and says which others it does not go together with.
func (v *deskView) put(q *report.Question, s report.Share, value report.Value, reason string) report.Answer {
	was, _ := s.Answer(q.ID)
	a := report.Answer{
		Campaign: v.c.ID, Question: q.ID, Person: s.Person.ID, Value: value, Parts: value.Parts(),
		Author: v.t.person.ID, Channel: v.t.e.Address.Platform, At: v.t.e.At, Revision: was.Revision + 1,
	}
	v.t.do(Amend{Answer: a, Note: reason})
	for _, clash := range v.Clashes(s, a) {
		v.t.lead = append(v.t.lead, textUnfit(v.Number(clash.Question), clash.Message))
	}
	return a
}

// accept agrees to the skip of a required question.
func (v *deskView) accept(d *Order, q *report.Question, s report.Share) {
	a, _ := s.Answer(q.ID)
	a.Accepted, a.Revision = true, a.Revision+1
	v.t.do(Accept{Answer: a})
	v.t.close(chat.Message{Text: textAccepted(d.Number, s.Person.Name, a.Reason)})
}
