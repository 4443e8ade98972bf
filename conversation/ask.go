package conversation

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"thuky/chat"
	"thuky/report"
	"thuky/workday"
)

// open tells whether a question takes free text.
func open(q *report.Question) bool { return q.Type == "text" || q.Type == "longtext" }

// goOn comes after a question is settled: back to the review if it came from
// there, else the next open question after q (from the start when q is nil),
// else the review.
func (t *turn) goOn(q *report.Question) {
	asked := t.asked()
	if len(asked) == 0 {
		t.nothingAsked()
		return
	}
	if t.s.Back {
		t.review()
		return
	}
	for _, next := range asked { // what was given back comes first
		if next != q && t.givenBack(next) != nil {
			t.prompt(next)
			return
		}
	}
	from := number(asked, q)
	for i := range asked {
		next := asked[(from+i)%len(asked)]
		if _, ok := t.answer(next.ID); !ok && next != q {
			t.prompt(next)
			return
		}
	}
	t.lead = append(t.lead, textAllAnswered)
	t.review()
}

// prompt puts a question.
func (t *turn) prompt(q *report.Question) {
	if old := t.question(); old != nil && old != q && !t.owns(old) { // it was taken away meanwhile
		t.keepHalf()
	}
	t.asideIntake()
	t.next(Asking)
	t.s.Question, t.s.Parts, t.s.Table, t.s.Anew, t.s.Base = q.ID, nil, nil, false, 0
	if a, ok := t.answer(q.ID); ok {
		t.s.Base = a.Revision
		t.s.Marked = ticked(q, a)
	}
	t.say(t.ask(q))
}

// ask composes the question: what is asked, what stands there already, and what
// can be done.
func (t *turn) ask(q *report.Question) chat.Message {
	asked := t.asked()
	i := number(asked, q)
	m := chat.Message{Head: t.head(q, i, len(asked))}
	lines := []string{t.wording(q)}
	filed := q.Type == "files" && len(t.files(q)) > 0
	if t.s.Table.started() || filed { // how it is done they know by now
		lines = []string{t.filled(q.Prompt)}
	}
	if r := t.givenBack(q); r != nil {
		lines = append(lines, textGivenBack(r.Comment))
	}
	offered := false
	switch a, has := t.answer(q.ID); {
	case t.s.Anew || len(t.s.Parts) > 0 || t.s.Table.started():
	case filed:
		lines = append(lines, t.askFiles(q, &m)...)
		offered = true
	case has:
		if t.givenBack(q) != nil {
			lines = append(lines, textOldAnswer(q, a))
		} else {
			lines = append(lines, textPresent(q, a))
		}
		m.Choices = append(m.Choices, chat.Choice{ID: t.button("k", 0), Label: labelKeep, Word: wordKeep})
		switch {
		case q.Type == "longtext" && !a.Skipped:
			m.Choices = append(m.Choices, chat.Choice{ID: t.button("a", 0), Label: labelMore, Word: wordMore})
		case a.Value.Table != nil:
			m.Choices = append(m.Choices,
				chat.Choice{ID: t.button("a", 0), Label: labelAddRow, Word: wordAddRow},
				chat.Choice{ID: t.button("t", 0), Label: labelShow, Word: wordShow},
				chat.Choice{ID: t.button("n", 0), Label: labelRewrite, Word: wordRewrite, Row: true})
		}
		offered = true
	default:
		if o, ok := t.offer(q); ok {
			lines = append(lines, textOffer(q, o))
			if found := t.outOfDate(q, o.value); len(found) > 0 {
				lines = append(lines, textStaleOffer(found))
			}
			m.Choices = append(m.Choices, chat.Choice{ID: t.button("k", 0), Label: labelKeep, Word: wordKeep})
			switch {
			case open(q):
				m.Choices = append(m.Choices, chat.Choice{ID: t.button("e", 0), Label: labelEdit, Word: wordEdit})
			case o.value.Table != nil:
				m.Choices = append(m.Choices,
					chat.Choice{ID: t.button("a", 0), Label: labelAddRow, Word: wordAddRow},
					chat.Choice{ID: t.button("t", 0), Label: labelShow, Word: wordShow})
			}
			m.Choices = append(m.Choices, chat.Choice{ID: t.button("n", 0), Label: labelRewrite, Word: wordRewrite})
			offered = true
		}
	}
	if q.Type == "table" && t.s.Table.started() {
		lines = append(lines, t.tableNow(q, &m)...)
	}
	m.Text = strings.Join(lines, "\n")
	if len(t.s.Parts) > 0 {
		m.Choices = append(m.Choices, chat.Choice{ID: t.button("d", 0), Label: labelDone, Word: wordDone})
	}
	m.Choices = append(t.options(q), m.Choices...)
	nav := []chat.Choice{}
	if i > 1 {
		nav = append(nav, chat.Choice{ID: t.button("b", 0), Label: labelBack, Word: wordBack})
	}
	if !offered && len(t.s.Parts) == 0 && !t.s.Table.started() {
		nav = append(nav, chat.Choice{ID: t.button("s", 0), Label: labelSkip, Word: wordSkip})
	}
	nav = append(nav, chat.Choice{ID: t.button("h", 0), Label: labelHelp, Word: wordHelp})
	nav[0].Row = true
	m.Choices = append(m.Choices, nav...)
	return m
}

// options are the answers that can be taken by number or button.
func (t *turn) options(q *report.Question) []chat.Choice {
	var out []chat.Choice
	switch q.Type {
	case "yesno":
		out = append(out,
			chat.Choice{ID: t.button("o", 0), Label: labelYes},
			chat.Choice{ID: t.button("o", 1), Label: labelNo})
	case "choice":
		for i, label := range q.Choices {
			out = append(out, chat.Choice{ID: t.button("o", i), Label: label, Row: true})
		}
	case "choices":
		for i, label := range q.Choices {
			out = append(out, chat.Choice{ID: t.button("m", i), Label: tick(t.marked(i)) + label, Row: true})
		}
		if len(t.s.Marked) > 0 {
			out = append(out, chat.Choice{ID: t.button("d", 0), Label: labelDone, Word: wordDone, Row: true})
		}
	}
	return out
}

func (t *turn) marked(i int) bool {
	for _, m := range t.s.Marked {
		if m == i {
			return true
		}
	}
	return false
}

// head is "Câu 5/21 · Mục II.2".
func (t *turn) head(q *report.Question, i, of int) string {
	section, heading := sectionOf(t.t, q)
	return textHead(i, of, section, heading)
}

// offer is a value that stands ready to be taken over.
type offer struct {
	value report.Value
	by    string // who wrote it before the question was given to this person
	kind  offerKind
}

type offerKind int

const (
	ofTemplate offerKind = iota
	ofEarlier            // from the last campaign of the template
	ofOther              // by who had the question before
)

// offer is what stands ready for an unanswered question: what somebody wrote who had
// it before, last period's answer, the template's default.
func (t *turn) offer(q *report.Question) (offer, bool) {
	if q.Type == "files" { // the photos of another time prove nothing now
		return offer{}, false
	}
	if a, by, ok := t.e.World.Taken(t.c, q.ID); ok && !a.Value.IsZero() {
		return offer{a.Value, by, ofOther}, true
	}
	if a, ok := t.e.World.Earlier(t.c, q.ID); ok && !a.Skipped && !a.Value.IsZero() {
		return offer{a.Value, "", ofEarlier}, true
	}
	v, ok := q.DefaultValue()
	return offer{v, "", ofTemplate}, ok
}

// button is the id of a choice: prompt number, action, argument. At most 64
// bytes; it holds nothing that may not be forged, since the phase and Seq are
// checked when it comes back.
func (t *turn) button(action string, n int) string {
	id := strconv.Itoa(t.s.Seq) + "." + action
	if n > 0 {
		id += strconv.Itoa(n)
	}
	return id
}

// asking takes words sent to an open question.
func (t *turn) asking(text string) { t.take(report.Part{Message: t.e.Message, Text: text}) }

func (t *turn) take(part report.Part) {
	q := t.question()
	if q == nil {
		t.lead = append(t.lead, textQuestionGone)
		t.goOn(nil)
		return
	}
	switch q.Type {
	case "table":
		t.tabling(q, part)
		return
	case "files":
		t.filing(q, part)
		return
	}
	text := part.Text
	cmd, n := parseCommand(text, open(q))
	if cmd == noCommand && len(t.s.Parts) > 0 {
		if weak, _ := parseCommand(text, false); weak == cmdDone {
			cmd = weak
		}
	}
	if cmd != noCommand {
		t.command(q, cmd, n, part)
		return
	}
	if t.toBot(q, part) {
		return
	}
	if open(q) {
		switch {
		case greets(text), wordless(text):
			t.lead = append(t.lead, textSmallTalk)
			t.again()
		case wonders(text):
			t.putOff(q, part)
		case len(t.s.Parts) == 0 && report.NilText(text):
			t.next(NilWord)
			t.s.Words = &part
			t.say(t.confirmMessage(q))
		case q.Type == "longtext":
			t.collect(q, part)
		default:
			t.read(q, part)
		}
		return
	}
	t.read(q, part)
}

// read takes one message as the whole answer.
func (t *turn) read(q *report.Question, part report.Part) {
	r, problem := q.Parse(part.Text, t.reference())
	switch {
	case problem != nil && q.Type != "yesno" && greets(part.Text):
		t.lead = append(t.lead, textSmallTalk)
		t.again()
	case problem != nil:
		t.lead = append(t.lead, textProblem(problem))
		t.helped(q, part.Text)
		t.again()
	case r.Confirm:
		t.next(Reading)
		t.s.Words, t.s.Values = &part, append([]report.Value{r.Value}, r.Others...)
		t.say(t.confirmMessage(q))
	default:
		t.store(q, r.Value, []report.Part{part}, false)
	}
}

// command does what a typed line asks for while a question is open.
func (t *turn) command(q *report.Question, cmd command, n int, part report.Part) {
	switch cmd {
	case cmdBack:
		if t.finish(q) {
			t.back(q)
		}
	case cmdSkip:
		t.skip(q)
	case cmdPause:
		t.pause()
	case cmdHelp:
		t.help()
	case cmdReview:
		if t.finish(q) {
			t.review()
		}
	case cmdSend:
		if len(t.s.Parts) > 0 || t.s.Table.started() {
			t.done(q)
			return
		}
		t.send()
	case cmdFix:
		if n == 0 {
			t.editOld(q)
			return
		}
		if t.finish(q) {
			t.fix(n)
		}
	case cmdDone:
		t.done(q)
	case cmdKeep:
		t.keep(q)
	case cmdRewrite:
		t.rewriteAnew()
	case cmdMore:
		t.more(q)
	case cmdList:
		if t.finish(q) {
			t.list()
		}
	case cmdLater:
		t.postpone(q)
	case cmdRisky:
		t.next(Danger)
		t.s.Words = &part
		t.say(t.confirmMessage(q))
	case cmdUnknown:
		t.lead = append(t.lead, textUnknownCommand(part.Text))
		t.again()
	default:
		t.again()
	}
}

// back goes one question back.
func (t *turn) back(q *report.Question) {
	if t.s.Back {
		t.review()
		return
	}
	asked := t.asked()
	i := number(asked, q)
	if i <= 1 {
		t.lead = append(t.lead, textFirst)
		t.again()
		return
	}
	t.prompt(asked[i-2])
}

// keep leaves the answer as it is, or takes over what was offered.
func (t *turn) keep(q *report.Question) {
	if t.s.Table.started() && t.s.Phase == Asking {
		if a, has := t.answer(q.ID); !has || t.s.Table.half() || !reflect.DeepEqual(a.Value.Table, t.s.Table.Rows) {
			t.lead = append(t.lead, textWritingTable(len(t.s.Table.Rows)))
			t.again()
			return
		}
	}
	if a, has := t.answer(q.ID); has {
		if t.givenBack(q) != nil { // an answer to the comment, too
			t.write(a)
		}
		t.lead = append(t.lead, textKept(t.place(q)))
		t.goOn(q)
		return
	}
	t.keepOffer(q)
}

// editOld shows the standing text alone, ready to be copied and changed.
func (t *turn) editOld(q *report.Question) {
	v, ok := report.Value{}, false
	if a, has := t.answer(q.ID); has {
		v, ok = a.Value, !a.Skipped
	} else if o, some := t.offer(q); some {
		v, ok = o.value, true
	}
	if !ok {
		t.lead = append(t.lead, textFixHow)
		t.again()
		return
	}
	switch {
	case v.Text != nil:
		t.say(chat.Message{Lead: textCopy})
		t.say(chat.Message{Text: *v.Text, Copy: true})
	case v.Table != nil:
		t.say(chat.Message{Lead: textCopy})
		t.say(chat.Message{Text: q.Format(v), Copy: true})
	}
	t.s.Anew = true
	t.again()
}

// rewriteAnew begins a text or a table again, from nothing.
func (t *turn) rewriteAnew() {
	t.s.Anew, t.s.Parts, t.s.Table = true, nil, nil
	t.again()
}

// list leaves the report for another one.
func (t *turn) list() {
	all := t.mine()
	if len(all) < 2 {
		t.lead = append(t.lead, textOnlyOne)
		t.again()
		return
	}
	t.choose(all)
}

// help explains the phase and the question, and stays where it is.
func (t *turn) help() {
	t.lead = append(t.lead, textHelp(t.s.Phase))
	t.deskHelp()
	if q := t.question(); q != nil && q.Help != "" {
		t.lead = append(t.lead, t.filled(q.Help))
	}
	t.again()
}

// place is the number of a question in the list.
func (t *turn) place(q *report.Question) int { return number(t.asked(), q) }

// wording is the question with the names in it filled in.
func (t *turn) wording(q *report.Question) string { return t.filled(questionText(q)) }

// filled puts what is known for the names in a prompt or help text.
func (t *turn) filled(text string) string { return fill(t.t, t.c, t.lookup, text) }

func fill(t *report.Template, c report.Campaign, known report.Lookup, text string) string {
	if !strings.Contains(text, "{{") {
		return text
	}
	return report.Expand(text, func(name string) string {
		if q := t.Question(name); q != nil {
			v, ok := known(name)
			if q.Computed() {
				v, ok = t.Compute(q, known)
			}
			if ok {
				return q.Format(v)
			}
			return textUnknown
		}
		return textName(name, c)
	})
}

// ticked are the options of a choices question that an answer holds.
func ticked(q *report.Question, a report.Answer) []int {
	if q.Type != "choices" || a.Skipped {
		return nil
	}
	var marked []int
	for i, label := range q.Choices {
		if slices.Contains(a.Value.List, label) {
			marked = append(marked, i)
		}
	}
	return marked
}

// reference is the day that gives a date without a year its year: today, or the
// end of the period's year when the report looks back on an earlier one.
func (t *turn) reference() workday.Date {
	today, year := t.e.Today, 0
	digits := func(r rune) bool { return r < '0' || r > '9' }
	for _, word := range strings.FieldsFunc(t.c.Period, digits) {
		if y, err := strconv.Atoi(word); err == nil && len(word) == 4 {
			year = max(year, y)
		}
	}
	if year < 2000 || year >= today.Year {
		return today
	}
	return workday.Date{Year: year, Month: time.December, Day: 31}
}
