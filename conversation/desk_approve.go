package conversation

import (
	"thuky/chat"
	"thuky/report"
)

// approve orders the check of the draft that is to be approved: the gaps, or the
// question whether to approve, come when it is ready.
func (t *turn) approve(c report.Campaign) {
	if !t.e.World.Approves() {
		t.close(chat.Message{Text: textNotApprover})
		return
	}
	if last, current := t.lastVersion(c.ID); current {
		t.close(chat.Message{Text: textAlreadyApproved(c, last)})
		return
	}
	t.do(Draft{Campaign: c.ID, Approve: true})
	t.close(chat.Message{Text: textChecking(c)})
}

// lastVersion is the newest approved version, and whether it still holds.
func (t *turn) lastVersion(campaign string) (last report.Version, current bool) {
	versions := t.e.World.Versions(campaign)
	if len(versions) == 0 {
		return report.Version{}, false
	}
	last = versions[len(versions)-1]
	return last, last.Basis == t.e.World.Basis(campaign)
}

func (t *turn) nextVersion(campaign string) int {
	last, _ := t.lastVersion(campaign)
	return last.Number + 1
}

// confirmed takes the last word of an approval.
func (t *turn) confirmed(yes bool) {
	d := t.s.Desk
	c, ok := t.e.World.Campaign(d.Campaign)
	switch {
	case !ok || d.File == nil:
		t.drop()
	case !yes:
		t.close(chat.Message{Text: textNotApproved(c)})
	case !t.e.World.Approves():
		t.close(chat.Message{Text: textNotApprover})
	default:
		t.do(Approve{Campaign: c.ID, File: *d.File, Basis: d.Basis})
		t.s.Desk = nil
	}
}

// heard says what others did; what the chat was doing stays.
func (t *turn) heard() {
	c, ok := t.e.World.Campaign(t.e.Campaign)
	if !ok {
		return
	}
	switch t.e.Kind {
	case Checked:
		t.checked(c)
		return
	case Approved:
		t.say(chat.Message{Text: textApproved(c, t.e.Version, t.e.By, t.e.Note), File: t.e.File})
		return
	case Outdated:
		t.say(chat.Message{Text: textOutdated(c), Choices: []chat.Choice{
			{ID: standing(verbApprove, c.ID, ""), Label: labelApprove, Word: wordApprove},
		}})
		return
	}
	tmpl, ok := t.e.World.Template(c)
	if !ok || tmpl.Question(t.e.Question) == nil {
		return
	}
	q := tmpl.Question(t.e.Question)
	v := deskView{t: t, c: c, tmpl: tmpl}
	if t.e.Kind == Amended {
		v.in(func() { t.say(chat.Message{Text: textAmended(t.e.By, t.place(q), c, q, t.e.Answer, t.e.Note)}) })
		return
	}
	v.read()
	n := v.Number(q)
	t.say(chat.Message{Text: textReworked(t.e.By, n, v.name(q), c) + "\n" + wholeAnswer(q, t.e.Answer)})
}

// checked asks for the last word, unless something is missing.
func (t *turn) checked(c report.Campaign) {
	found := t.lookedOver(c)
	if len(t.e.Gaps) > 0 || t.e.File == nil {
		m := chat.Message{Text: textHasGaps(c, t.e.Gaps, t.e.Lacks)}
		if t.hasRemarks(c.ID) {
			m.Text += "\n" + textRemarksBesides(len(t.e.Remarks))
			m.Choices = append(m.Choices, remarksChoice(c.ID))
		}
		t.say(m)
		return
	}
	if found != "" {
		t.lead = append(t.lead, found)
	}
	t.s.Desk = &Order{Task: taskApprove, Campaign: c.ID, File: t.e.File, Basis: t.e.Basis}
	t.need(needConfirm)
}
