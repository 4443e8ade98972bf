package conversation

import (
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
)

// confirmMessage asks what the phases between question and answer ask.
func (t *turn) confirmMessage(q *report.Question) chat.Message {
	asked := t.asked()
	m := chat.Message{Head: t.head(q, number(asked, q), len(asked))}
	add := func(action string, n int, label string) {
		m.Choices = append(m.Choices, chat.Choice{ID: t.button(action, n), Label: label, Row: true})
	}
	switch t.s.Phase {
	case Reading:
		m.Text = textReadBack(t.said1(), len(t.s.Values))
		for i, v := range t.s.Values {
			add("v", i, readBack(q, v))
		}
		add("x", 0, labelAgain)
	case Clash:
		a, _ := t.answer(q.ID)
		m.Text = textClash(q, a, t.s.Values)
		add("k", 0, labelKeepOther)
		add("v", 0, labelReplace)
	case NilWord:
		if wonders(t.said1()) {
			m.Text = t.wonderText(q)
			add("t", 0, labelTake)
			add("x", 0, labelDrop)
			break
		}
		if defers(t.said1()) {
			m.Text = textDefers(t.said1(), open(q) || q.Type == "table")
			add("l", 0, labelLater)
			if t.skippable(q) {
				add("r", 0, labelSkipSaying)
			}
			if open(q) || q.Type == "table" {
				add("t", 0, labelWrite(t.said1()))
			}
			break
		}
		m.Text = textNil(t.said1())
		add("w", 0, labelWrite(nilWords(t.said1())))
		m.Choices = append(m.Choices, chat.Choice{ID: t.button("s", 0), Label: labelSkip, Row: true})
	case Danger:
		m.Text = textDanger(t.said1())
		if yesOrPause(q, t.said1()) {
			add("o", 0, labelYes)
		}
		add("p", 0, labelPause)
		if open(q) || q.Type == "table" {
			add("t", 0, labelWrite(t.said1()))
		} else {
			add("x", 0, labelOther)
		}
	case Late:
		m.Text = t.wording(q) + "\n" + textLate(t.said1())
		add("t", 0, labelTake)
		add("x", 0, labelDrop)
	case Stale:
		t.staleMessage(q, &m)
	case Reason:
		m.Text = textReason
		for i, r := range skipReasons {
			add("z", i, r)
		}
		m.Choices = append(m.Choices, chat.Choice{ID: t.button("x", 0), Label: labelBack, Word: wordBack, Row: true})
	}
	return m
}

// picked takes the number of one of the choices that the phase offers.
func (t *turn) picked(q *report.Question, text string) bool {
	n, ok := wholeNumber(text)
	if !ok {
		return false
	}
	m := t.confirmMessage(q)
	return n >= 1 && n <= len(m.Choices) && t.act(q, m.Choices[n-1].ID)
}

// said1 is the text that waits for a confirmation.
func (t *turn) said1() string {
	if t.s.Words == nil {
		return ""
	}
	return t.s.Words.Text
}

// yesOrPause: at a yes-or-no question "dung" is đúng or dừng.
func yesOrPause(q *report.Question, text string) bool {
	return q.Type == "yesno" && vntext.Fold(text) == "dung"
}

// reading takes the reply to a read-back, or to an answer given elsewhere.
func (t *turn) reading(text string) {
	q := t.question()
	if q == nil {
		t.goOn(nil)
		return
	}
	if t.picked(q, text) {
		return
	}
	single := len(t.s.Values) == 1
	switch cmd, _ := parseCommand(text, true); {
	case cmd == cmdPause:
		t.pause()
	case cmd == cmdHelp:
		t.help()
	case t.s.Phase == Clash:
		t.clash(q, text, cmd)
	case cmd == cmdRisky && vntext.Fold(text) == "dung":
		t.lead = append(t.lead, textTrueOrStop)
		t.again()
	case cmd == cmdBack, says(text, noWords) && t.s.Phase == Reading:
		t.prompt(q)
	case single && t.s.Phase == Reading && (says(text, yesWords) || vntext.NFC(text) == "đúng"):
		t.act(q, t.button("v", 0))
	default:
		t.s.Phase, t.s.Words, t.s.Values = Asking, nil, nil
		if t.s.Base == 0 {
			t.s.Parts = nil
		}
		t.asking(text)
	}
}

// clash takes typed words for which of two answers stands. All others, those that leave
// the question included, only bring the choice again: what was typed stands nowhere else.
func (t *turn) clash(q *report.Question, text string, cmd command) {
	switch bare := vntext.Fold(strings.TrimRight(text, " .!…,")); {
	case cmd == cmdKeep, bare == vntext.Fold(labelKeepOther):
		t.act(q, t.button("k", 0))
	case bare == vntext.Fold(labelReplace), bare == "thay":
		t.act(q, t.button("v", 0))
	default:
		t.lead = append(t.lead, textClashFirst(cmd == noCommand && !greets(text)))
		t.again()
	}
}

// clashEdited takes the new words of an answer that waits to be chosen, and asks again.
func (t *turn) clashEdited(parts []report.Part) {
	q := t.question()
	if q == nil {
		t.goOn(nil)
		return
	}
	if len(t.s.Values) > 0 && t.s.Values[0].Table != nil {
		t.lead = append(t.lead, textRowsUntouched)
		t.again()
		return
	}
	switch r, problem := q.Parse(joined(parts), t.reference()); {
	case problem != nil:
		t.lead = append(t.lead, textProblem(problem))
	case r.Confirm:
		t.lead = append(t.lead, textEditUnclear(t.place(q)))
	default:
		t.s.Values, t.s.Parts = []report.Value{r.Value}, parts
	}
	t.again()
}

// nilWord takes the choice between «Ghi "Không"» and «Bỏ qua».
func (t *turn) nilWord(text string) {
	q := t.question()
	if q == nil || t.s.Words == nil {
		t.goOn(nil)
		return
	}
	if wonders(t.said1()) {
		t.wondering(q, text)
		return
	}
	if defers(t.said1()) {
		t.deferring(q, text)
		return
	}
	cmd, _ := parseCommand(text, true)
	bare := vntext.Fold(text)
	switch n, _ := wholeNumber(text); {
	case n == 1, bare == "ghi", bare == "ghi khong", bare == vntext.Fold(labelWrite(nilWords(t.said1()))):
		t.act(q, t.button("w", 0))
	case n == 2, cmd == cmdSkip:
		t.act(q, t.button("s", 0))
	case cmd == cmdLater:
		t.act(q, t.button("l", 0))
	case cmd == cmdBack:
		t.prompt(q)
	case cmd == cmdPause:
		t.pause()
	case cmd == cmdHelp:
		t.help()
	case anywhere[cmd]:
		t.s.Phase, t.s.Words = Asking, nil
		t.asking(text)
	case report.NilText(text), greets(text), cmd != noCommand:
		t.again()
	default:
		t.s.Phase, t.s.Words = Asking, nil
		t.asking(text)
	}
}

// danger takes what "dung" or "huy" was meant to be.
func (t *turn) danger(text string) {
	q := t.question()
	if q == nil || t.s.Words == nil {
		t.goOn(nil)
		return
	}
	if t.picked(q, text) {
		return
	}
	if cmd, _ := parseCommand(text, true); cmd == cmdRisky {
		t.again()
		return
	}
	t.s.Phase, t.s.Words = Asking, nil
	t.asking(text)
}

// late takes whether words sent after a pause are the answer.
func (t *turn) late(text string) {
	q := t.question()
	if q == nil || t.s.Words == nil {
		t.goOn(nil)
		return
	}
	cmd, _ := parseCommand(text, true)
	switch n, _ := wholeNumber(text); {
	case n == 1, says(text, yesWords), vntext.Fold(text) == "ghi":
		t.act(q, t.button("t", 0))
	case n == 2, says(text, noWords):
		t.act(q, t.button("x", 0))
	case cmd == cmdPause:
		t.pause()
	case cmd == cmdHelp:
		t.help()
	case q.Type == "longtext" && (cmd == noCommand || cmd == cmdDone):
		// More of the same text: the words in doubt are its beginning.
		t.s.Parts = append(t.s.Parts, *t.s.Words)
		t.s.Phase, t.s.Words = Asking, nil
		t.asking(text)
	case q.Type == "table" && cmd == noCommand:
		words := *t.s.Words // more rows: the words in doubt are the first
		t.s.Phase, t.s.Words = Asking, nil
		t.tabling(q, words)
		t.asking(text)
	default:
		t.s.Phase, t.s.Words = Asking, nil
		t.asking(text)
	}
}

// doubt asks whether words that came when no question was in sight are the
// answer to q.
func (t *turn) doubt(q *report.Question, text string) {
	words := report.Part{Message: t.e.Message, Text: text}
	t.next(Late)
	t.s.Words = &words
	t.say(t.confirmMessage(q))
}

// anew puts the question again; what is half written stays.
func (t *turn) anew(q *report.Question) {
	if (t.s.Phase == Late || t.s.Phase == NilWord) && t.writing() != "" {
		t.next(Asking)
		t.lead = append(t.lead, t.writing())
		t.again()
		return
	}
	t.prompt(q)
}

// pause keeps everything and waits.
func (t *turn) pause() {
	if t.s.Phase != Paused {
		t.s.Was, t.s.Phase = t.s.Phase, Paused
	}
	t.say(chat.Message{Text: textPaused})
}

// resume goes on where the pause began.
func (t *turn) resume() {
	t.s.Phase, t.s.Was = t.s.Was, Idle
	t.lead = append(t.lead, textResumed)
	if writing := t.writing(); writing != "" && t.s.Phase == Asking {
		t.lead = append(t.lead, writing)
	}
	t.again()
}

// writing says what is half written, "" for nothing.
func (t *turn) writing() string {
	switch {
	case len(t.s.Parts) > 0:
		return textWriting(len(t.s.Parts))
	case t.s.Table.started():
		return textWritingTable(len(t.s.Table.Rows))
	}
	return ""
}

// paused takes the first words after a pause. Words that may be the answer are
// not taken without asking: the question may be days old.
func (t *turn) paused(text string) {
	cmd, _ := parseCommand(text, false)
	switch {
	case cmd == cmdResume, cmd == cmdPause, cmd == cmdRisky, greets(text):
		t.resume()
	case cmd == noCommand && t.s.Was == Asking && t.question() != nil:
		t.s.Was = Idle
		t.doubt(t.question(), text)
	default:
		t.s.Phase, t.s.Was = t.s.Was, Idle
		t.said(text)
	}
}
