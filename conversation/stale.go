package conversation

import (
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/review"
	"thuky/vntext"
)

// outOfDate are the words of a text that name the time of an earlier report.
func (t *turn) outOfDate(q *report.Question, v report.Value) []review.StaleWords {
	if v.Text == nil || !open(q) {
		return nil
	}
	former, _ := t.e.World.Former(t.c)
	return review.Stale(*v.Text, t.c, former)
}

// staleMessage asks whether an offered text is taken as it is.
func (t *turn) staleMessage(q *report.Question, m *chat.Message) {
	o, _ := t.offer(q)
	m.Text = textStaleAsk(t.outOfDate(q, o.value))
	m.Choices = []chat.Choice{
		{ID: t.button("y", 0), Label: labelKeepStill, Word: wordKeepStill},
		{ID: t.button("e", 0), Label: labelEdit, Word: wordEdit},
		{ID: t.button("n", 0), Label: labelRewrite, Word: wordRewrite},
	}
}

// keepOffer takes over the offered text; one that is out of date is asked about first.
func (t *turn) keepOffer(q *report.Question) {
	o, ok := t.offer(q)
	switch {
	case t.writing() != "": // what was written since is not thrown away for it
		t.lead = append(t.lead, t.writing())
		t.again()
	case !ok || t.s.Anew:
		t.lead = append(t.lead, textNothingToKeep)
		t.again()
	case t.s.Phase == Asking && len(t.outOfDate(q, o.value)) > 0:
		t.next(Stale)
		t.say(t.confirmMessage(q))
	default:
		t.s.Phase = Asking
		t.store(q, o.value, o.value.Parts(), o.kind == ofEarlier)
	}
}

// staleChoice does what is chosen for a text that is out of date.
func (t *turn) staleChoice(q *report.Question, action byte) bool {
	if t.s.Phase != Stale {
		return false
	}
	if action == 'y' {
		t.keepOffer(q)
		return true
	}
	t.next(Asking)
	if action == 'e' {
		t.editOld(q)
		return true
	}
	t.s.Anew, t.s.Parts = true, nil
	t.again()
	return true
}

// stale takes the reply to whether a text that is out of date is kept.
func (t *turn) stale(text string) {
	q := t.question()
	if q == nil {
		t.goOn(nil)
		return
	}
	if t.picked(q, text) {
		return
	}
	cmd, n := parseCommand(text, true)
	bare := vntext.Fold(strings.TrimRight(text, " .!…,"))
	switch {
	case bare == vntext.Fold(wordKeepStill), cmd == cmdKeep, bare == "giu", says(text, yesWords):
		t.staleChoice(q, 'y')
	case cmd == cmdFix && n == 0:
		t.staleChoice(q, 'e')
	case cmd == cmdRewrite:
		t.staleChoice(q, 'n')
	case cmd == cmdBack, says(text, noWords):
		t.prompt(q)
	case cmd == cmdPause:
		t.pause()
	case cmd == cmdHelp:
		t.help()
	case greets(text):
		t.again()
	default:
		t.s.Phase = Asking
		t.asking(text)
	}
}

// staleLeft tells what a text that was written over an earlier one still names.
func (t *turn) staleLeft(q *report.Question, v report.Value) {
	if !t.s.Anew {
		return
	}
	if found := t.outOfDate(q, v); len(found) > 0 {
		t.lead = append(t.lead, textStaleLeft(t.place(q), found))
	}
}

// stalePlaces names the sections of a draft that are out of date, "" for none.
func (t *turn) stalePlaces(c report.Campaign) string {
	tmpl, ok := t.e.World.Template(c)
	if !ok {
		return ""
	}
	var stale, all []*report.Question
	for _, q := range tmpl.Questions() {
		if q.Computed() {
			continue
		}
		all = append(all, q)
		for _, id := range t.e.Stale {
			if id == q.ID {
				stale = append(stale, q)
			}
		}
	}
	return placesOf(tmpl, stale, all)
}
