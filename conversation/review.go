package conversation

import (
	"strings"

	"thuky/chat"
	"thuky/report"
)

// review shows all answers as a numbered list.
func (t *turn) review() {
	t.next(Reviewed)
	t.s.Question, t.s.Parts, t.s.Table, t.s.Back, t.s.Anew = "", nil, nil, false, false
	t.say(t.reviewMessage())
}

func (t *turn) reviewMessage() chat.Message {
	var lines []string
	asked := t.asked()
	missing, i := 0, 0
	for _, q := range t.t.Questions() {
		if q.Computed() {
			// Only what comes of their own answers: those of others are not theirs to see.
			if v, ok := t.t.Compute(q, t.written); ok && t.t.Applies(q, t.lookup) && shown(q, v) {
				lines = append(lines, textComputed(q.ShortName(t.filled), q, v))
			}
			continue
		}
		if i >= len(asked) || asked[i] != q {
			continue
		}
		i++
		a, ok := t.answer(q.ID)
		back := t.givenBack(q) != nil
		if !ok || back {
			missing++
		}
		lines = append(lines, textLine(i, q.ShortName(t.filled), q, a, ok))
		if back {
			lines = append(lines, textLineBack)
		}
		if ok && !a.Skipped {
			if fits, message := t.t.Check(q, a.Value, t.lookup); !fits {
				lines = append(lines, textLineUnfit(message))
			}
		}
	}
	sent := t.e.World.Submitted(t.c.ID)
	m := chat.Message{
		Head: textReviewHead(t.c),
		Text: strings.Join(lines, "\n") + "\n\n" + textReviewFoot(missing, sent),
	}
	if missing == 0 {
		m.Choices = append(m.Choices, chat.Choice{ID: t.button("g", 0), Label: labelSend, Word: wordSend})
	} else {
		m.Choices = append(m.Choices, chat.Choice{ID: t.button("c", 0), Label: labelContinue, Word: wordContinue})
	}
	m.Choices = append(m.Choices, chat.Choice{ID: t.button("f", 0), Label: labelFix, Word: wordFix})
	return m
}

// shown tells whether a computed value is worth a line: an empty text is not.
func shown(q *report.Question, v report.Value) bool {
	return strings.TrimSpace(q.Format(v)) != ""
}

// reviewing takes words sent to the review.
func (t *turn) reviewing(text string) {
	if n, ok := wholeNumber(text); ok {
		t.fix(n)
		return
	}
	switch cmd, n := parseCommand(text, false); cmd {
	case cmdFix:
		if n == 0 {
			t.say(chat.Message{Text: textWhichFix(len(t.asked()))})
			return
		}
		t.fix(n)
	case cmdSend:
		t.send()
	case cmdResume:
		t.goOn(nil)
	case cmdReview:
		t.again()
	case cmdBack:
		if asked := t.asked(); len(asked) > 0 {
			t.prompt(asked[len(asked)-1])
			return
		}
		t.again()
	case cmdPause:
		t.pause()
	case cmdHelp:
		t.help()
	case cmdList:
		t.list()
	case noCommand:
		open := t.openQuestions(t.asked())
		if len(open) == 0 || greets(text) {
			t.say(chat.Message{Text: textReviewHint})
			return
		}
		t.next(Asking)
		t.s.Question, t.s.Base = open[0].ID, 0
		t.doubt(open[0], text)
	default:
		t.say(chat.Message{Text: textReviewHint})
	}
}

// fix opens one question and comes back: to the review when it was shown, else
// to the questions still open.
func (t *turn) fix(n int) {
	asked := t.asked()
	if n < 1 || n > len(asked) {
		t.lead = append(t.lead, textNoSuchQuestion(n, len(asked)))
		if t.s.Phase == Asking {
			t.again()
			return
		}
		t.flush()
		return
	}
	t.s.Back = t.s.Phase == Reviewed || t.s.Phase == Sent || t.s.Back
	t.prompt(asked[n-1])
}

// send submits, unless a question is open or answers contradict each other.
func (t *turn) send() {
	asked := t.asked()
	var open []int
	var first *report.Question
	for i, q := range asked {
		a, ok := t.answer(q.ID)
		if !ok || t.givenBack(q) != nil {
			open = append(open, i+1)
			if first == nil {
				first = q
			}
			continue
		}
		if a.Skipped {
			continue
		}
		if fits, message := t.t.Check(q, a.Value, t.lookup); !fits {
			t.lead = append(t.lead, textCannotSend(i+1, message))
			t.flush()
			return
		}
	}
	if first != nil {
		t.lead = append(t.lead, textMissing(open))
		t.s.Back = false
		t.prompt(first)
		return
	}
	t.do(Submit{t.c.ID})
	t.next(Sent)
	t.s.Question, t.s.Parts, t.s.Table, t.s.Back = "", nil, nil, false
	t.say(chat.Message{Text: textSent(t.c, t.others())})
}

// openQuestions are the asked ones without an answer.
func (t *turn) openQuestions(asked []*report.Question) []*report.Question {
	var open []*report.Question
	for _, q := range asked {
		if _, ok := t.answer(q.ID); !ok || t.givenBack(q) != nil {
			open = append(open, q)
		}
	}
	return open
}

// others counts the reports that still wait for this person.
func (t *turn) others() int {
	n := 0
	for _, c := range t.mine() {
		if c.ID != t.c.ID && !t.e.World.Submitted(c.ID) {
			n++
		}
	}
	return n
}

func (t *turn) sentMessage() chat.Message {
	return chat.Message{
		Text: textSentStatus(t.c, t.others()),
		Choices: []chat.Choice{
			{ID: t.button("r", 0), Label: labelReview, Word: wordReview},
		},
	}
}

// sent takes words after the report was sent.
func (t *turn) sent(text string) {
	if t.reopen() {
		return
	}
	if cmd, _ := parseCommand(text, false); (cmd == cmdResume || cmd == noCommand) && !t.e.World.Submitted(t.c.ID) && len(t.openQuestions(t.asked())) > 0 {
		t.begin(t.c) // there are questions that were not there when it was sent
		return
	}
	switch cmd, n := parseCommand(text, false); cmd {
	case cmdFix:
		if n == 0 {
			t.review()
			return
		}
		t.fix(n)
	case cmdReview, cmdBack:
		t.review()
	case cmdSend:
		t.send()
	case cmdResume, cmdList:
		if t.others() > 0 || cmd == cmdList {
			t.pick()
			return
		}
		t.again()
	case cmdHelp:
		t.help()
	default:
		t.again()
	}
}
