package conversation

import (
	"slices"

	"thuky/chat"
	"thuky/report"
)

// assigned tells the person that questions are theirs now, or not any more. Somebody who
// is in the middle of a question stays there, unless it is one of those they lost.
func (t *turn) assigned() {
	c, ok := t.e.World.Campaign(t.e.Campaign)
	if !ok || c.Status != report.Open {
		return
	}
	tmpl, ok := t.e.World.Template(c)
	if !ok {
		return
	}
	here := t.s.Campaign == c.ID
	v := deskView{t: t, c: c, tmpl: tmpl}
	v.in(func() {
		asked := t.asked()
		left := len(t.openQuestions(asked))
		if len(t.e.Gained) > 0 {
			t.lead = append(t.lead, textGained(c, t.e.By, len(t.e.Gained), placesOf(tmpl, v.those(t.e.Gained), asked)))
		}
		if len(t.e.Lost) > 0 {
			t.lead = append(t.lead, textLost(c, t.e.By, v.those(t.e.Lost), func(q *report.Question) string { return q.ShortName(t.filled) }, len(asked), left))
		}
	})
	switch {
	case len(t.e.Gained) > 0 && (t.s.Phase == Idle || t.s.Phase == Sent):
		t.leave()
		t.s.Campaign, t.c, t.t, t.fresh = c.ID, c, tmpl, nil
		t.goOn(nil)
	case !here:
		if len(t.e.Gained) > 0 {
			t.lead = append(t.lead, textLaterOn)
		}
		t.flush()
	default:
		t.c, t.t = c, tmpl
		t.settleAfter()
	}
}

// those are the questions of ids.
func (v *deskView) those(ids []string) (list []*report.Question) {
	for _, q := range v.tmpl.Questions() {
		if slices.Contains(ids, q.ID) {
			list = append(list, q)
		}
	}
	return list
}

// settleAfter shows where the chat is after the questions of its report changed: the
// numbers of all may be others now.
func (t *turn) settleAfter() {
	q := t.question()
	if len(t.asked()) == 0 {
		t.keepHalf()
		t.leave()
		t.flush()
		return
	}
	switch t.s.Phase {
	case Asking, Reading, Clash, NilWord, Danger, Late, Reason, Stale:
		if q == nil || t.owns(q) {
			t.lead = append(t.lead, textStays)
			t.backToQuestion()
			return
		}
		t.s.Back = false
		t.goOn(nil)
	case Reviewed:
		t.review()
	case Paused:
		if q != nil && !t.owns(q) {
			t.keepHalf()
			t.s.Question, t.s.Parts, t.s.Table, t.s.Words, t.s.Values, t.s.Was = "", nil, nil, nil, nil, Asking
		}
		t.say(chat.Message{Text: textPaused})
	default:
		t.flush()
	}
}
