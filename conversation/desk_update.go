package conversation

import (
	"slices"
	"strings"

	"thuky/chat"
	"thuky/report"
)

// Moving a campaign to another version of its template.

const taskUpdate Task = "update"

// verbUpdate is its button; it stays good.
const verbUpdate = "capnhat"

// Update gives the state of a chat whose campaign goes on with another version of its
// template. Buttons of a question that is asked otherwise now are old; lost is what was
// being written to a question that is no more, or takes no text any more.
func (s State) Update(campaign string, old, updated *report.Template) (next State, lost []report.Part) {
	if s.Desk != nil && s.Desk.Campaign == campaign && s.Desk.Question != "" && updated.Question(s.Desk.Question) == nil {
		s.Desk = nil
		s.DeskSeq++
	}
	if s.Campaign != campaign || s.Question == "" {
		return s, nil
	}
	was, q := old.Question(s.Question), updated.Question(s.Question)
	phase := &s.Phase
	if s.Phase == Paused {
		phase = &s.Was
	}
	switch {
	case was == nil || q == nil || q.Computed():
		if lost = s.Parts; was != nil && s.Table != nil {
			lost = s.Table.words(was)
		}
		s.Parts, s.Table, s.Question = nil, nil, ""
	case !asksOtherwise(was, q):
		return s, nil
	case was.Type == "longtext" && q.Type != "longtext":
		lost, s.Parts = s.Parts, nil
	case s.Table != nil && !q.Fits(was, report.Answer{Value: s.Table.all()}):
		lost, s.Table = s.Table.words(was), nil
	}
	s.Seq++
	s.Words, s.Values, s.Marked, s.Base = nil, nil, nil, 0
	switch *phase {
	case Reading, NilWord, Danger, Clash, Late, Reason:
		*phase = Asking
	}
	if *phase == Asking && s.Question != "" && !open(q) {
		s.Question = "" // so that the choices are seen before one is taken
	}
	return s, lost
}

func asksOtherwise(was, q *report.Question) bool {
	return was.Type != q.Type || was.Unit != q.Unit || !slices.Equal(was.Columns, q.Columns) || !slices.Equal(was.FileKinds(), q.FileKinds()) || strings.Join(was.Choices, "\n") != strings.Join(q.Choices, "\n")
}

// Joined is the text of some messages of one answer.
func Joined(parts []report.Part) string { return joined(parts) }

// newerTold tells an admin that the template of a campaign has changed.
func (t *turn) newerTold() {
	c, old, updated, ok := t.versions(t.e.Campaign)
	if !ok {
		return
	}
	t.say(chat.Message{Text: textNewer(c, report.Compare(old, updated)), Choices: []chat.Choice{
		{ID: standing(verbUpdate, c.ID, ""), Label: labelUpdate, Word: wordUpdate},
	}})
}

// versions gives the two versions between which a campaign could be moved.
func (t *turn) versions(campaign string) (c report.Campaign, old, updated *report.Template, ok bool) {
	if c, ok = t.e.World.Campaign(campaign); !ok {
		return
	}
	if updated, ok = t.e.World.Newer(c); !ok {
		return
	}
	old, ok = t.e.World.Template(c)
	return
}

// updating asks which campaign, and whether.
func (t *turn) updating(d *Order) {
	if d.Campaign == "" {
		d.Offered = nil
		for _, c := range t.e.World.Underway() {
			if _, ok := t.e.World.Newer(c); ok {
				d.Offered = append(d.Offered, c.ID)
			}
		}
		switch len(d.Offered) {
		case 0:
			t.close(chat.Message{Text: textNoNewer})
			return
		case 1:
			d.Campaign, d.Offered = d.Offered[0], nil
		default:
			t.need(needCampaign)
			return
		}
	}
	_, _, updated, ok := t.versions(d.Campaign)
	if !ok {
		t.close(chat.Message{Text: textNoNewer})
		return
	}
	d.Basis = updated.Version
	t.need(needYes)
}

// update moves the campaign, and this chat with it.
func (t *turn) update(d *Order) {
	c, old, updated, ok := t.versions(d.Campaign)
	switch {
	case !ok:
		t.close(chat.Message{Text: textNoNewer})
		return
	case updated.Version != d.Basis:
		t.updating(d)
		return
	}
	t.do(Update{c.ID, updated.Version})
	t.s.Desk = nil
	if t.s.Campaign == c.ID && t.t != nil {
		var lost []report.Part
		question := t.question()
		t.s, lost = t.s.Update(c.ID, old, updated)
		if len(lost) > 0 && question != nil {
			t.write(report.Answer{Question: report.Aside(question.ID, old.Version), Value: report.TextValue(joined(lost)), Parts: lost})
		}
		t.c.Version, t.t = updated.Version, updated
	}
	t.close(chat.Message{Text: textUpdated(c, report.Compare(old, updated))})
}
