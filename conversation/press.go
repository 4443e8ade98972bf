package conversation

import (
	"strconv"
	"strings"

	"thuky/chat"
	"thuky/report"
)

// pressed takes a button. Its id is not trusted: it counts only when it belongs
// to the prompt that the chat is at.
func (t *turn) pressed() {
	id := t.e.Choice
	if id != "" && id == t.s.Done {
		return // a second tap on a button that was acted on
	}
	if t.pressedMatter(id) {
		return
	}
	if t.joining() {
		t.oldButton()
		return
	}
	if id == goOnButton {
		if !t.idleForNow() {
			t.carryOn()
		}
		return
	}
	if t.pressedDesk(id) || t.idleForNow() {
		return
	}
	seq, _, ok := splitButton(id)
	if !ok || seq != t.s.Seq {
		t.oldButton()
		return
	}
	if t.s.Phase == Paused {
		t.s.Phase, t.s.Was = t.s.Was, Idle
	}
	t.asideIntake()
	if t.lost() {
		return
	}
	if !t.act(t.question(), id) {
		t.oldButton()
		return
	}
	if t.s.Seq != seq {
		t.s.Done = id
	}
}

func (t *turn) oldButton() {
	n := len(t.out)
	t.lead = append(t.lead, textOldButton)
	t.again()
	for i := n; i < len(t.out); i++ {
		if say, ok := t.out[i].(Say); ok {
			say.Message.Toast = toastOldButton
			t.out[i] = say
			return
		}
	}
}

// splitButton reads "17.o2" as prompt 17, action "o2".
func splitButton(id string) (seq int, action string, ok bool) {
	head, action, found := strings.Cut(id, ".")
	seq, err := strconv.Atoi(head)
	return seq, action, found && err == nil && action != ""
}

// act does what a choice stands for, tapped or typed. It is false when the phase
// has no such choice.
func (t *turn) act(q *report.Question, id string) bool {
	_, action, ok := splitButton(id)
	if !ok {
		return false
	}
	n := 0
	if len(action) > 1 {
		var err error
		if n, err = strconv.Atoi(action[1:]); err != nil || n < 0 {
			return false
		}
	}
	if action[0] == 'i' {
		return t.actStray(n)
	}
	switch t.s.Phase {
	case Choosing:
		if action[0] != 'u' || n >= len(t.s.Offered) {
			return false
		}
		t.choosen(n)
		return true
	case Reviewed, Sent:
		return t.actReview(action[0])
	}
	if q == nil {
		return false
	}
	if t.s.Phase == Asking {
		return t.actAsking(q, action[0], n)
	}
	return t.actConfirm(q, action[0], n)
}

func (t *turn) actReview(action byte) bool {
	switch action {
	case 'g':
		t.send()
	case 'r':
		t.review()
	case 'f':
		t.say(chat.Message{Text: textWhichFix(len(t.asked()))})
	case 'c':
		t.goOn(nil)
	case 'u':
		t.pick()
	case 'h':
		t.help()
	default:
		return false
	}
	return true
}

func (t *turn) actAsking(q *report.Question, action byte, n int) bool {
	switch action {
	case 'b':
		if t.finish(q) {
			t.back(q)
		}
	case 's':
		t.skip(q)
	case 'h':
		t.help()
	case 'd':
		t.done(q)
	case 'k':
		if t.s.Table.half() && t.s.Table.Row > 0 {
			t.nextCell(q)
			break
		}
		t.keep(q)
	case 't', 'w', 'j':
		return t.actTable(q, action)
	case 'e':
		t.editOld(q)
	case 'n':
		if t.s.Anew { // a second tap comes after the first words, at times
			t.again()
			break
		}
		t.rewriteAnew()
	case 'a':
		t.more(q)
	case 'o':
		v, label, ok := option(q, n)
		if !ok {
			return false
		}
		t.answered(q, label)
		t.store(q, v, nil, false)
	case 'm':
		if q.Type != "choices" || n >= len(q.Choices) {
			return false
		}
		t.toggle(q, n)
	default:
		return false
	}
	return true
}

func (t *turn) actConfirm(q *report.Question, action byte, n int) bool {
	words := t.s.Words
	switch action {
	case 'v':
		if n >= len(t.s.Values) {
			return false
		}
		v, parts := t.s.Values[n], t.s.Parts
		if t.s.Phase == Clash {
			if a, has := t.answer(q.ID); has {
				t.s.Base = a.Revision
			}
		} else if words != nil {
			parts = []report.Part{*words}
		}
		t.s.Phase = Asking
		t.store(q, v, parts, false)
	case 'k': // Clash: the answer given elsewhere stays
		t.s.Parts, t.s.Table = nil, nil
		t.lead = append(t.lead, textKept(t.place(q)))
		t.goOn(q)
	case 'y', 'e', 'n':
		return t.staleChoice(q, action)
	case 'x':
		t.anew(q)
	case 'w':
		if words == nil {
			return false
		}
		part := report.Part{Message: words.Message, Text: nilWords(words.Text)}
		t.s.Phase = Asking
		t.read(q, part)
	case 's':
		t.s.Phase, t.s.Words = Asking, nil
		t.skip(q)
	case 'l':
		t.s.Phase, t.s.Words = Asking, nil
		t.postpone(q)
	case 'r':
		return t.skipSaying(q)
	case 'p':
		t.s.Phase, t.s.Words = Asking, nil
		t.pause()
	case 'o':
		v, _, ok := option(q, 0)
		if !ok {
			return false
		}
		t.s.Phase = Asking
		t.store(q, v, nil, false)
	case 't':
		if words == nil {
			return false
		}
		t.takeWords(q, *words)
	case 'z':
		if t.s.Phase != Reason || n >= len(skipReasons) {
			return false
		}
		t.skipFor(q, report.Part{Text: skipReasons[n]})
	default:
		return false
	}
	return true
}

// takeWords makes words that were in doubt the answer, or a part of it.
func (t *turn) takeWords(q *report.Question, words report.Part) {
	late := t.s.Phase == Late
	t.s.Phase, t.s.Words = Asking, nil
	switch {
	case late && !open(q):
		t.take(words)
	case q.Type == "longtext":
		t.collect(q, words)
	case q.Type == "table":
		t.typedRows(q, words)
	default:
		t.read(q, words)
	}
}

// actStray puts the files that came outside of a question into one.
func (t *turn) actStray(n int) bool {
	questions := t.fileQuestions()
	if f := t.s.Files; f == nil || len(f.Stray) == 0 || f.Of != t.c.ID || n >= len(questions) {
		return false
	}
	t.strayInto(questions[n])
	return true
}

// actTable does what the buttons of a table stand for.
func (t *turn) actTable(q *report.Question, action byte) bool {
	if q.Type != "table" {
		return false
	}
	switch action {
	case 't':
		t.table(q, true).Seen = 0
		t.showRows(q)
	case 'w':
		t.undoFile(q)
	case 'j':
		t.joinFile(q)
	}
	return true
}

// option is the value behind a numbered choice of a question.
func option(q *report.Question, n int) (v report.Value, label string, ok bool) {
	switch {
	case q.Type == "yesno" && n == 0:
		return report.YesValue(true), labelYes, true
	case q.Type == "yesno" && n == 1:
		return report.YesValue(false), labelNo, true
	case q.Type == "choice" && n < len(q.Choices):
		return report.TextValue(q.Choices[n]), q.Choices[n], true
	}
	return report.Value{}, "", false
}

// answered turns the pressed message into the question with its answer, so that
// the chat reads as a list of questions and answers without stale buttons.
func (t *turn) answered(q *report.Question, label string) {
	if t.e.Kind != Pressed || t.e.Message == "" {
		return
	}
	asked := t.asked()
	t.say(chat.Message{
		Edit: t.e.Message,
		Head: t.head(q, number(asked, q), len(asked)),
		Text: t.wording(q) + "\n" + textTicked(label),
	})
	t.edit = true
}

// toggle ticks or unticks an option of a choices question.
func (t *turn) toggle(q *report.Question, n int) {
	var marked []int
	for i := range q.Choices {
		if t.marked(i) != (i == n) {
			marked = append(marked, i)
		}
	}
	t.s.Marked = marked
	m := t.ask(q)
	m.Edit = t.e.Message
	t.say(m)
}

func (t *turn) storeMarked(q *report.Question) {
	var list []string
	for i, label := range q.Choices {
		if t.marked(i) {
			list = append(list, label)
		}
	}
	t.answered(q, textList(list))
	t.s.Marked = nil
	t.store(q, report.ListValue(list), nil, false)
}
