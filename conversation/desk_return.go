package conversation

import (
	"strings"

	"thuky/chat"
	"thuky/report"
)

// giveBack returns one answer of one person with a comment.
func (v *deskView) giveBack(d *Order, q *report.Question, s report.Share) {
	if strings.TrimSpace(d.Text) == "" {
		v.t.need(needText)
		return
	}
	if len([]rune(d.Text)) > report.MaxReason {
		d.Text = ""
		v.t.lead = append(v.t.lead, textReasonLong(report.MaxReason))
		v.t.need(needText)
		return
	}
	a, _ := s.Answer(q.ID)
	v.t.do(Return{Person: s.Person.ID, Return: report.Return{
		Campaign: v.c.ID, Question: q.ID, Comment: d.Text, By: v.t.person.ID, At: v.t.e.At, Revision: a.Revision,
	}})
	v.t.close(chat.Message{Text: textGaveBack(d.Number, s.Person.Name, v.c)})
}

// givenBack is the open return of the person's answer to q, nil for none.
func (t *turn) givenBack(q *report.Question) *report.Return {
	for _, r := range t.e.World.Returns(t.c.ID) {
		if r.Question != q.ID {
			continue
		}
		if a, ok := t.answer(q.ID); !ok || a.Revision <= r.Revision {
			return &r
		}
	}
	return nil
}

// returned tells the person that an answer of theirs was given back. Somebody who
// is in the middle of another question stays there and gets a button. That other
// question is shown last: it takes what is typed next.
func (t *turn) returned() {
	c, ok := t.e.World.Campaign(t.e.Campaign)
	if !ok || c.Status != report.Open {
		return
	}
	tmpl, ok := t.e.World.Template(c)
	if !ok || tmpl.Question(t.e.Question) == nil {
		return
	}
	q := tmpl.Question(t.e.Question)
	if (t.s.Phase == Idle || t.s.Phase == Sent) && !t.taking() {
		t.leave()
		t.s.Campaign, t.c, t.t, t.fresh = c.ID, c, tmpl, nil
		t.lead = append(t.lead, textReturned(t.e.By, t.place(q), c))
		t.prompt(q)
		return
	}
	v := deskView{t: t, c: c, tmpl: tmpl}
	v.in(func() {
		lines := []string{t.wording(q), textGivenBack(t.e.Note)}
		if a, has := t.answer(q.ID); has {
			lines = append(lines, textOldAnswer(q, a))
		}
		asked := t.asked()
		t.say(chat.Message{
			Lead: textReturned(t.e.By, t.place(q), c) + textWhenReady,
			Head: t.head(q, t.place(q), len(asked)),
			Text: strings.Join(lines, "\n"),
			Choices: []chat.Choice{
				{ID: standing(verbRework, c.ID, q.ID), Label: labelRework, Word: wordRework},
			},
		})
	})
	t.loadQuietly()
	t.backToQuestion()
}

// reopen turns to the first answer that was given back. It is false when there
// is none.
func (t *turn) reopen() bool {
	for _, c := range t.e.World.Campaigns() {
		for _, r := range t.e.World.Returns(c.ID) {
			t.rework(c, r)
			return true
		}
	}
	return false
}

// rework puts the question of a return. What is half written elsewhere is kept.
func (t *turn) rework(c report.Campaign, r report.Return) {
	switch t.s.Phase {
	case Reading, Clash, NilWord, Danger, Late:
		t.lead = append(t.lead, textFirstThis)
		t.again()
		return
	case Asking, Paused:
		if q := t.question(); q != nil && (q.ID != r.Question || t.s.Campaign != c.ID) && !t.finish(q) {
			return
		}
	}
	tmpl, ok := t.e.World.Template(c)
	if !ok || tmpl.Question(r.Question) == nil {
		t.say(chat.Message{Text: textNoTemplate})
		return
	}
	if t.s.Campaign != c.ID {
		t.leave()
		t.s.Campaign, t.fresh = c.ID, nil
	}
	t.c, t.t, t.s.Back, t.s.Was = c, tmpl, false, Idle
	t.prompt(tmpl.Question(r.Question))
}

// sentAgain says where a chat is whose report was sent: back at a question, when
// one was given back while the chat could not be reached.
func (t *turn) sentAgain() {
	if !t.reopen() {
		t.again()
	}
}
