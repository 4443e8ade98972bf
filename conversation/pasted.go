package conversation

import (
	"slices"
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
)

// Pasted is a text that looks like a notice and came while other words were waited for. It
// may be either, so it is kept, with what follows it, until the admin says which.
type Pasted struct {
	Parts []report.Part `json:"parts"`
	// Later: it is a notice, whose turn comes when the intake under way has ended.
	Later bool `json:"later,omitempty"`
}

// words tells what waits for free words, which a pasted text might be: an order of the desk,
// or the open question. A question for a number, a day or a choice does not.
func (t *turn) words() (order, question bool) {
	if d := t.s.Desk; d != nil && t.person.Oversees() {
		order = d.Needs == needText || d.Needs == needReason
	}
	q := t.question()
	return order, q != nil && t.busy() && t.person.Away == nil && (open(q) || q.Type == "table" || t.s.Phase == Reason)
}

// doubtful keeps a text that may be a notice or the words that are waited for, and asks.
func (t *turn) doubtful(raw string) {
	t.s.Pasted = &Pasted{Parts: []report.Part{{Message: t.e.Message, Text: kept(raw)}}}
	t.s.DeskSeq++
	t.say(t.pastedMessage())
}

func (t *turn) pastedMessage() chat.Message {
	label := ""
	switch order, question := t.words(); {
	case order:
		label = labelPastedOrder
	case question:
		label = labelPastedAnswer(t.place(t.question()))
	}
	parts := t.s.Pasted.Parts
	m := chat.Message{Text: textPastedWhat(label != "", len(parts), letters(parts))}
	add := func(action, label string) {
		m.Choices = append(m.Choices, chat.Choice{ID: t.intakeButton(action), Label: label, Row: true})
	}
	add("pn", labelPastedNotice)
	if label != "" {
		add("pa", label)
	}
	// No number drops a text: which ones there are changes.
	m.Choices = append(m.Choices, chat.Choice{ID: t.intakeButton("px"), Label: labelPastedDrop, Word: wordPastedDrop, Row: true})
	return m
}

// pastedWaits tells whether it is to be said now what a text is.
func (t *turn) pastedWaits() bool {
	return t.s.Pasted != nil && t.s.Matter == nil && opens(t.person) && (!t.s.Pasted.Later || t.s.Intake == nil)
}

// pastedFirst takes words while a pasted text waits: what it is, or more of it. It is false
// for short words that say neither; they may be an order.
func (t *turn) pastedFirst(text string) bool {
	long := len(text) > maxCommand || strings.Contains(text, "\n")
	switch {
	case t.pastedWaits():
		if t.choosesPasted(text) {
			return true
		}
		if !long {
			return false
		}
		t.morePasted()
		return true
	case t.s.Pasted != nil && t.taking() && t.s.Intake.Stage == stageCheck && t.s.Intake.Field == 0 && long:
		if _, ok := parseCorrection(text); ok {
			return false
		}
		t.morePasted() // more of the notice that comes later
		return true
	}
	return false
}

// pastedLast takes the short words that no order was found in: they stand nowhere.
func (t *turn) pastedLast(text string) bool {
	if !t.pastedWaits() {
		return false
	}
	if cmd, _ := parseCommand(text, false); cmd == noCommand && !says(text, smallTalk) && !says(text, yesWords) && !says(text, noWords) {
		t.lead = append(t.lead, textPastedStill(text))
	}
	t.say(t.pastedMessage())
	return true
}

// choosesPasted takes a number or words that say what the text is.
func (t *turn) choosesPasted(text string) bool {
	if n, ok := wholeNumber(text); ok {
		m := t.pastedMessage()
		if n < 1 || n >= len(m.Choices) {
			t.say(m)
			return true
		}
		_, action, _ := splitButton(strings.TrimPrefix(m.Choices[n-1].ID, "i"))
		return t.actPasted(action)
	}
	switch plain := plainWords(text); {
	case pastedNoticeWords[plain]:
		return t.actPasted("pn")
	case pastedAnswerWords[plain]:
		return t.actPasted("pa")
	case pastedDropWords[plain]:
		return t.actPasted("px")
	}
	return false
}

// morePasted adds a message to the text.
func (t *turn) morePasted() {
	p := *t.s.Pasted
	part := report.Part{Message: t.e.Message, Text: kept(t.e.Text)}
	all := append(slices.Clone(p.Parts), part)
	switch {
	case secret(joined(all)):
		t.refuseSecret()
		return
	case letters(all) > maxNotice || len(all) > maxNoticeParts:
		t.lead = append(t.lead, textPastedLong(maxNotice))
	default:
		p.Parts = all
		t.s.Pasted = &p
	}
	if p.Later && t.s.Intake != nil {
		t.lead = append(t.lead, textIntakeFirst(t.planName(), t.s.Intake.Of != "", true))
		t.say(t.intakeMessage(false))
		return
	}
	t.say(t.pastedMessage())
}

// actPasted does what was said of the text; false for what is not offered.
func (t *turn) actPasted(action string) bool {
	if !t.pastedWaits() {
		return false
	}
	parts := t.s.Pasted.Parts
	order, question := t.words()
	switch {
	case action == "pn":
		t.s.Pasted = nil
		t.pastedNotice(parts)
	case action == "pa" && (order || question):
		t.s.Pasted = nil
		t.s.DeskSeq++
		t.pastedAnswer(parts, order)
	case action == "px":
		t.s.Pasted = nil
		t.s.DeskSeq++
		t.lead = append(t.lead, textPastedDropped)
		if d := t.s.Desk; d != nil && d.Needs != "" && t.person.Oversees() {
			t.say(t.needMessage())
			return true
		}
		t.backToQuestion()
		t.flush()
	default:
		return false
	}
	return true
}

// pastedNotice makes the text the notice of a report that is about to be opened. One that is
// under way comes first: the text waits on.
func (t *turn) pastedNotice(parts []report.Part) {
	in := t.s.Intake
	switch {
	case in != nil && in.Stage != stageCollect && !in.collectFor():
		in.Aside = false
		t.s.Pasted = &Pasted{Parts: parts, Later: true}
		t.lead = append(t.lead, textIntakeFirst(t.planName(), in.Of != "", true))
		t.say(t.intakeMessage(false))
		return
	case in == nil:
		in = &Intake{Stage: stageCollect}
		t.s.Intake = in
	}
	in.Aside = false
	t.s.Desk = nil
	for _, part := range parts {
		if !t.addPart(part) {
			return
		}
	}
	t.s.DeskSeq++
	t.say(t.intakeMessage(false))
}

// pastedAnswer gives the text to what waited for words.
func (t *turn) pastedAnswer(parts []report.Part, order bool) {
	text := strings.TrimSpace(vntext.Clean(joined(parts)))
	if order {
		t.supply(text)
		return
	}
	t.asideIntake()
	t.e.Message = parts[0].Message
	q := t.question()
	if q.Type != "longtext" || t.s.Phase != Asking || letters(t.s.Parts)+letters(parts) > maxLong {
		t.inPhase(text)
		return
	}
	whole := slices.Clone(t.s.Parts)
	for _, p := range parts { // each can be edited by its message
		if p.Text = strings.TrimSpace(vntext.Clean(p.Text)); p.Text != "" {
			whole = append(whole, p)
		}
	}
	t.s.Parts = whole[:len(whole)-1]
	t.collect(q, whole[len(whole)-1])
}

// pastedEdited puts new words into a part of the text; false when the message is none.
func (t *turn) pastedEdited(raw string) bool {
	if t.s.Pasted == nil || t.e.Message == "" {
		return false
	}
	p := *t.s.Pasted
	i := slices.IndexFunc(p.Parts, func(p report.Part) bool { return p.Message == t.e.Message })
	if i < 0 {
		return false
	}
	all, was := slices.Clone(p.Parts), p.Parts[i].Text
	all[i].Text = kept(raw)
	switch {
	case secret(joined(all)):
		t.refuseSecret()
	case letters(all) > maxNotice:
		t.say(chat.Message{Text: textPastedLong(maxNotice)})
	case was != all[i].Text:
		p.Parts = all
		t.s.Pasted = &p
		t.say(chat.Message{Text: textPastedEdited})
	}
	return true
}
