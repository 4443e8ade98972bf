package conversation

import (
	"slices"

	"thuky/chat"
	"thuky/report"
)

// ownership says which questions of a campaign are the person's.
type ownership struct {
	campaign  string
	template  *report.Template
	all       bool
	questions []*report.Question
}

// own are the questions that are this person's, whether they apply or not.
func (t *turn) own() *ownership {
	o := &t.owned
	if o.template == t.t && o.campaign == t.c.ID {
		return o
	}
	rest := t.e.World.Asks(t.c, "")
	*o = ownership{campaign: t.c.ID, template: t.t, all: rest, questions: t.t.Questions()}
	if rest && len(t.c.Assignments) == 0 {
		return o
	}
	o.questions = slices.DeleteFunc(o.questions, func(q *report.Question) bool {
		mine := rest
		if _, some := t.c.Assigned(q.ID); some {
			mine = t.e.World.Asks(t.c, q.ID)
		}
		o.all = o.all && mine
		return !mine
	})
	return o
}

func (t *turn) owns(q *report.Question) bool {
	o := t.own()
	return o.all || slices.Contains(o.questions, q)
}

// asked are the questions that are put to the person now, in order: the
// numbering of "Câu 5/21", of the review and of "sửa 7".
func (t *turn) asked() []*report.Question {
	all := t.own().questions
	asked := make([]*report.Question, 0, len(all))
	for _, q := range all {
		if !q.Computed() && t.t.Applies(q, t.lookup) {
			asked = append(asked, q)
		}
	}
	return asked
}

// lookup gives the values that expressions see: the person's own, and those of
// others where the question is not the person's.
func (t *turn) lookup(question string) (report.Value, bool) {
	if q := t.t.Question(question); q != nil && !q.Computed() && !t.owns(q) {
		return t.e.World.Known(t.c, question)
	}
	return t.written(question)
}

// written is what this person answered.
func (t *turn) written(question string) (report.Value, bool) {
	a, ok := t.answer(question)
	if !ok || a.Skipped {
		return report.Value{}, false
	}
	return a.Value, true
}

// lost tells whether the open question was taken from the person meanwhile, and goes
// on. Who gave it away has told them; this is for words that were on their way.
func (t *turn) lost() bool {
	switch t.s.Phase {
	case Asking, Reading, Clash, NilWord, Danger, Late, Reason, Stale:
	default:
		return false
	}
	q := t.question()
	if q == nil || t.owns(q) {
		return false
	}
	t.lead = append(t.lead, textNoLongerYours(q.ShortName(t.filled)))
	t.goOn(nil)
	return true
}

// nothingAsked says that the report has no question for the person for now.
func (t *turn) nothingAsked() {
	c := t.c
	if q := t.question(); q != nil && !t.owns(q) {
		t.keepHalf()
	}
	t.leave()
	t.say(chat.Message{Text: textNothingAsked(c)})
}
