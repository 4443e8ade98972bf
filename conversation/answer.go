package conversation

import (
	"thuky/chat"
	"thuky/report"
)

// store checks a value, saves it and goes on. It is false when the value was not
// taken, and why has been said.
func (t *turn) store(q *report.Question, v report.Value, parts []report.Part, carried bool) bool {
	if old, has := t.answer(q.ID); has && old.Revision != t.s.Base || !has && t.s.Base != 0 {
		t.next(Clash)
		t.s.Values, t.s.Parts = []report.Value{v}, parts
		t.say(t.confirmMessage(q))
		return false
	}
	if ok, message := t.t.Check(q, v, t.lookup); !ok {
		t.s.Phase, t.s.Words, t.s.Values = Asking, nil, nil
		t.lead = append(t.lead, textCheck(q, v, message))
		t.again()
		return false
	}
	place := t.place(q)
	if !t.edit {
		t.lead = append(t.lead, textStored(place, q, v))
	}
	t.staleLeft(q, v)
	t.save(q, v, parts, carried)
	t.recheck(q)
	t.s.Parts, t.s.Table = nil, nil
	t.goOn(q)
	return true
}

// save stores an answer without going on.
func (t *turn) save(q *report.Question, v report.Value, parts []report.Part, carried bool) {
	t.write(report.Answer{Question: q.ID, Value: v, Parts: parts, Carried: carried})
}

func (t *turn) write(a report.Answer) {
	old, _ := t.answer(a.Question)
	a.Campaign, a.Person, a.Author = t.c.ID, t.person.ID, t.person.ID
	a.Channel, a.At, a.Revision = t.e.Address.Platform, t.e.At, old.Revision+1
	if t.fresh == nil {
		t.fresh = map[string]report.Answer{}
	}
	t.fresh[a.Question] = a
	if a.Question == t.s.Question {
		t.s.Base = a.Revision
	}
	t.do(Save{a})
}

// recheck points out answers to other questions that no longer fit.
func (t *turn) recheck(q *report.Question) {
	for _, other := range t.t.ChecksNaming(q) {
		a, has := t.answer(other.ID)
		if other == q || !has || a.Skipped {
			continue
		}
		if ok, message := t.t.Check(other, a.Value, t.lookup); !ok {
			t.lead = append(t.lead, textUnfit(t.place(other), message))
		}
	}
}

// skip leaves the open question out; a required one needs a reason.
func (t *turn) skip(q *report.Question) {
	if len(t.s.Parts) > 0 && q.Type == "longtext" || t.s.Table.started() {
		if t.finish(q) {
			t.goOn(q)
		}
		return
	}
	if _, has := t.answer(q.ID); has && t.givenBack(q) == nil {
		t.keep(q)
		return
	}
	if q.Needed() {
		t.next(Reason)
		t.say(t.confirmMessage(q))
		return
	}
	place := t.place(q)
	t.write(report.Answer{Question: q.ID, Skipped: true})
	t.lead = append(t.lead, textSkipped(place))
	t.goOn(q)
}

// reason takes the reason for skipping a required question.
func (t *turn) reason(text string) {
	q := t.question()
	if q == nil {
		t.goOn(nil)
		return
	}
	if n, ok := wholeNumber(text); ok && n >= 1 && n <= len(skipReasons) {
		t.skipFor(q, report.Part{Text: skipReasons[n-1]})
		return
	}
	cmd, _ := parseCommand(text, true)
	switch cmd {
	case noCommand:
		t.skipFor(q, report.Part{Message: t.e.Message, Text: text})
	case cmdBack:
		t.prompt(q)
	case cmdPause:
		t.pause()
	case cmdHelp:
		t.help()
	case cmdLater:
		t.s.Phase = Asking
		t.postpone(q)
	default:
		if anywhere[cmd] {
			t.s.Phase = Asking
			t.asking(text)
			return
		}
		t.again()
	}
}

func (t *turn) skipFor(q *report.Question, part report.Part) {
	if len([]rune(part.Text)) > report.MaxReason {
		t.lead = append(t.lead, textReasonLong(report.MaxReason))
		t.again()
		return
	}
	place := t.place(q)
	t.write(report.Answer{Question: q.ID, Skipped: true, Reason: part.Text, Parts: []report.Part{part}})
	t.lead = append(t.lead, textSkippedFor(place, part.Text))
	t.goOn(q)
}

// edited changes the answer that an earlier message belongs to.
func (t *turn) edited(text string) {
	if t.e.Message != "" && t.editedWaiting(text) || text == "" || t.e.Message == "" || t.noticeEdited(t.e.Text) || t.pastedEdited(t.e.Text) {
		return
	}
	if len(t.e.Text) >= minNotice && secret(t.e.Text) {
		t.refuseSecret()
		return
	}
	if t.s.Phase != Clash && t.editedTable(text) {
		return
	}
	for i, p := range t.s.Parts {
		if p.Message != t.e.Message {
			continue
		}
		if p.Text != text {
			parts := append([]report.Part(nil), t.s.Parts...)
			parts[i].Text = text
			if t.s.Phase == Clash {
				t.clashEdited(parts)
				return
			}
			t.s.Parts = parts
			t.say(chat.Message{Text: textPartEdited(i + 1)})
		}
		return
	}
	if t.s.Words != nil && t.s.Words.Message == t.e.Message {
		if t.s.Words.Text != text {
			t.s.Phase = Asking
			t.asking(text)
		}
		return
	}
	a, ok := t.e.World.AnswerOf(t.e.Message)
	if !ok {
		t.say(chat.Message{Text: textEditUnknown})
		return
	}
	t.rewrite(a, text)
}

// rewrite puts the new words of one message into a stored answer.
func (t *turn) rewrite(a report.Answer, text string) {
	c, ok := t.e.World.Campaign(a.Campaign)
	if !ok || c.Status != report.Open {
		t.say(chat.Message{Text: textClosed(campaignLabel(c))})
		return
	}
	tmpl, ok := t.e.World.Template(c)
	if !ok || tmpl.Question(a.Question) == nil {
		t.say(chat.Message{Text: textNoTemplate})
		return
	}
	// The answer may belong to another report than the one under way.
	was, wasTemplate := t.c, t.t
	t.c, t.t = c, tmpl
	defer func() { t.c, t.t = was, wasTemplate }()

	q, place := tmpl.Question(a.Question), 0
	if !t.owns(q) {
		t.say(chat.Message{Text: textNoLongerYours(q.ShortName(t.filled))})
		return
	}
	parts := append([]report.Part(nil), a.Parts...)
	for i := range parts {
		if parts[i].Message != t.e.Message {
			continue
		}
		if parts[i].Text == text {
			return
		}
		parts[i].Text = text
	}
	place = t.place(q)
	if a.Skipped {
		t.write(report.Answer{Question: q.ID, Skipped: true, Reason: text, Parts: parts})
		t.say(chat.Message{Text: textSkippedFor(place, text)})
		return
	}
	switch {
	case a.Value.Table != nil:
		t.rewriteTable(q, a, text)
		return
	case a.Value.Files != nil:
		t.rewriteFiles(q, a, text)
		return
	}
	r, problem := q.Parse(joined(parts), t.reference())
	if problem != nil {
		t.say(chat.Message{Lead: textProblem(problem), Text: textEditRefused(place)})
		return
	}
	if r.Confirm {
		t.say(chat.Message{Text: textEditUnclear(place)})
		return
	}
	t.keepRewritten(q, r.Value, parts)
}

// keepRewritten stores what an edited message makes of an answer.
func (t *turn) keepRewritten(q *report.Question, v report.Value, parts []report.Part) {
	place := t.place(q)
	if ok, message := t.t.Check(q, v, t.lookup); !ok {
		t.say(chat.Message{Lead: textCheck(q, v, message), Text: textEditRefused(place)})
		return
	}
	t.save(q, v, parts, false)
	t.recheck(q)
	m := chat.Message{Lead: textEdited(place, q, v)}
	if t.e.World.Submitted(t.c.ID) {
		m.Text = textSendAgain
	}
	t.say(m)
}
