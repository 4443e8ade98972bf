package conversation

import (
	"thuky/chat"
	"thuky/report"
)

// UnderWay gives the rows that are being written to a question in this chat, the one that
// was begun last. It is false when nothing of it is under way.
func (s State) UnderWay(campaign, question string) (report.Value, bool) {
	if s.Campaign != campaign || s.Question != question || !s.Table.started() {
		return report.Value{}, false
	}
	rows := s.Table.Rows
	if len(s.Table.Cells) > 0 && s.Table.Row > 0 && s.Table.Row <= len(rows) {
		rows = append([]report.Row(nil), rows...)
		rows[s.Table.Row-1] = s.Table.Cells
		return report.TableValue(rows), true
	}
	return s.Table.all(), true
}

// filledIn takes a table that was filled in on a page. What the chat waits for stays,
// unless it is this very table, of which no rows may come back.
func (t *turn) filledIn() {
	c, ok := t.e.World.Campaign(t.e.Campaign)
	if !ok || c.Status != report.Open {
		return
	}
	tmpl, ok := t.e.World.Template(c)
	if !ok || tmpl.Question(t.e.Question) == nil {
		return
	}
	was, wasTemplate, base := t.c, t.t, t.s.Base
	t.c, t.t = c, tmpl
	q, v := tmpl.Question(t.e.Question), t.e.Answer.Value
	if fit, _ := tmpl.Check(q, v, t.lookup); !fit || !t.owns(q) || t.place(q) == 0 {
		t.c, t.t = was, wasTemplate
		return // unreachable: the page has seen to it
	}
	m := chat.Message{Lead: textFilledIn(t.place(q), q, v)}
	t.do(Start{c.ID})
	t.save(q, v, v.Parts(), false)
	inside := wasTemplate != nil && was.ID == c.ID
	switch {
	case inside && t.s.Question == q.ID && t.busy() && !t.taking() && t.s.Matter == nil:
		t.lead = append(t.lead, m.Lead)
		t.recheck(q)
		t.s.Parts, t.s.Table, t.s.Words, t.s.Values = nil, nil, nil, nil
		t.goOn(q)
		return
	case inside && t.s.Question == q.ID:
		t.s.Parts, t.s.Table, t.s.Words, t.s.Values = nil, nil, nil, nil
	case !inside:
		t.s.Base = base
	}
	t.recheck(q)
	if t.e.World.Submitted(c.ID) {
		m.Text = textSendAgain
	}
	t.c, t.t = was, wasTemplate
	t.say(m)
}
