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
	r, problem := q.Parse(d.Text, t.e.Today)
	switch {
	case problem != nil:
		refuse(textProblem(problem))
		return
	case r.Confirm:
		refuse(textAmendUnclear(d.Text))
		return
	}
	if ok, message := v.tmpl.Check(q, r.Value, v.LookupOf(s, nil)); !ok {
		refuse(textCheck(q, r.Value, message))
		return
	}
	if strings.TrimSpace(d.Note) == "" {
		t.need(needReason)
		return
	}
	if len([]rune(d.Note)) > maxReason {
		d.Note = ""
		t.lead = append(t.lead, textReasonLong(maxReason))
		t.need(needReason)
		return
	}
	was, _ := s.Answer(q.ID)
	a := report.Answer{
		Campaign: v.c.ID, Question: q.ID, Person: s.Person.ID, Value: r.Value, Parts: valueParts(r.Value),
		Author: t.person.ID, Channel: t.e.Address.Platform, At: t.e.At, Revision: was.Revision + 1,
	}
	t.do(Amend{Answer: a, Note: d.Note})
	for _, other := range v.tmpl.ChecksNaming(q) {
		b, has := s.Answer(other.ID)
		if other == q || !has || b.Skipped {
			continue
		}
		if ok, message := v.tmpl.Check(other, b.Value, v.LookupOf(s, &a)); !ok {
			t.lead = append(t.lead, textUnfit(v.Number(other), message))
		}
	}
	t.close(chat.Message{Text: textAmendedHere(d.Number, s.Person.Name, q, r.Value)})
}

// accept agrees to the skip of a required question.
func (v *deskView) accept(d *Order, q *report.Question, s report.Share) {
	a, _ := s.Answer(q.ID)
	a.Accepted, a.Revision = true, a.Revision+1
	v.t.do(Accept{Answer: a})
	v.t.close(chat.Message{Text: textAccepted(d.Number, s.Person.Name, a.Reason)})
}
