package render

import (
	"slices"
	"strconv"
	"strings"

	"thuky/report"
	"thuky/vntext"
)

// form is how a question prints.
type form int

const (
	formNone     form = iota // not at all
	formMark                 // [Chưa có nội dung: …]
	formSentence             // its `print`
	formBare                 // the answer
	formNil                  // "Không", behind a heading
)

// findPrinted notes the questions whose value some printed text names.
func (b *builder) findPrinted() {
	b.printed = make(map[string]bool)
	see := func(texts ...string) {
		for _, text := range texts {
			for _, name := range report.Placeholders(text) {
				b.printed[name] = true
			}
		}
	}
	see(b.t.Subject)
	see(b.t.Opening...)
	see(b.t.Closing...)
	for i := range b.t.Sections {
		s := &b.t.Sections[i]
		see(s.Heading)
		for j := range s.Questions {
			q := &s.Questions[j]
			if b.reply[q.ID].standing == absent || silent(q) {
				continue
			}
			see(q.Heading)
			if q.Print != nil {
				see(*q.Print)
			}
		}
	}
}

// formOf decides how a question prints.
func (b *builder) formOf(q *report.Question) form {
	r := b.reply[q.ID]
	switch {
	case r.standing == absent:
		return formNone
	case silent(q):
		// Its answer stands in another's sentence, which then shows the hole.
		if (r.standing == open || r.standing == refused) && !b.printed[q.ID] {
			return formMark
		}
		return formNone
	case q.Print != nil:
		return b.formOfSentence(q, r)
	case r.standing == open || r.standing == refused:
		return formMark
	case r.standing == settled:
		return formNone
	}
	if _, ok := r.nilText(); ok {
		return formNil
	}
	return formBare
}

// silent tells whether the question prints nothing by design.
func silent(q *report.Question) bool { return q.Print != nil && strings.TrimSpace(*q.Print) == "" }

// formOfSentence: a sentence stands as soon as one of its values is there, so that
// no answer is lost, and falls away when none will come.
func (b *builder) formOfSentence(q *report.Question, own *reply) form {
	names := report.Placeholders(*q.Print)
	if !slices.Contains(names, q.ID) && (own.standing == open || own.standing == refused) {
		return formMark
	}
	waiting := false
	for _, name := range append(names, q.ID) {
		switch r := b.reply[name]; {
		case r == nil: // no question
		case r.standing == given:
			return formSentence
		case r.standing == open || r.standing == refused:
			waiting = true
		}
	}
	switch {
	case own.standing == refused:
		return formMark
	case waiting:
		return formSentence
	}
	return formNone
}

// sections prints the numbered sections. One that does not apply as a whole, or
// that only collects values for others, is left out and its number closes up.
func (b *builder) sections() {
	number := 0
	for i := range b.t.Sections {
		s := &b.t.Sections[i]
		forms := make([]form, len(s.Questions))
		printing, stays := 0, len(s.Questions) == 0
		for j := range s.Questions {
			q := &s.Questions[j]
			forms[j] = b.formOf(q)
			if forms[j] != formNone {
				printing++
			}
			if b.reply[q.ID].standing != absent && !silent(q) {
				stays = true
			}
		}
		if printing == 0 && !stays {
			continue
		}
		number++
		heading := b.sectionHeading(s, number)
		count := 0
		for j := range s.Questions {
			q := &s.Questions[j]
			if forms[j] == formNone {
				continue
			}
			if q.Heading != "" {
				count++
				b.add(b.questionHeading(q, count))
			}
			b.question(q, forms[j], heading, printing == 1)
		}
	}
}

func (b *builder) sectionHeading(s *report.Section, number int) *Heading {
	place := "sections." + s.ID + ".heading"
	f := b.fill(s.Heading)
	b.note(f, place, "")
	h := &Heading{f.source(b, place, ""), 1, roman(number) + ".", headingRuns(f.runs)}
	b.add(h)
	return h
}

func (b *builder) questionHeading(q *report.Question, number int) *Heading {
	place := "questions." + q.ID + ".heading"
	f := b.fill(q.Heading)
	b.note(f, place, q.ID)
	source := f.source(b, place, "")
	return &Heading{source, 2, strconv.Itoa(number) + ".", headingRuns(f.runs)}
}

// headingRuns makes runs bold and keeps them on one line.
func headingRuns(runs []Run) []Run {
	for i := range runs {
		runs[i].Bold = true
	}
	return singleLine(runs)
}

// question prints what stands under the heading of a question. section is the
// heading of its section; alone tells that nothing else is printed there.
func (b *builder) question(q *report.Question, how form, section *Heading, alone bool) {
	r := b.reply[q.ID]
	place := "questions." + q.ID
	switch how {
	case formMark:
		b.mark(q, r)
		return
	case formSentence:
		f := b.fill(*q.Print)
		b.note(f, place+".print", q.ID)
		b.addLines(f.runs, f.source(b, place+".print", q.ID))
	case formNil:
		text, _ := r.nilText()
		if q.Heading != "" {
			section, _ = b.blocks[len(b.blocks)-1].(*Heading)
		} else if !alone {
			b.bare(q, r, place)
			return
		}
		b.nilAnswer(section, q, text)
	case formBare:
		b.bare(q, r, place)
	}
	switch owing := b.in.Owing[q.ID]; {
	case r.standing != given:
	case r.pending:
		b.mark(q, r) // one person answered, another owes it
	case len(owing) > 0:
		gap := Gap{Place: place, Question: q.ID, Kind: Unanswered, Text: partMark(b.what(q), owing)}
		b.gaps = append(b.gaps, gap)
		b.add(&Paragraph{Source{Place: place, Campaign: b.in.Campaign.ID, Question: q.ID}, []Run{{Text: gap.Text, Mark: true}}})
	}
}

// nilAnswer sets "Không" behind a heading: "VI. KIẾN NGHỊ, ĐỀ XUẤT: Không".
func (b *builder) nilAnswer(h *Heading, q *report.Question, text string) {
	own := filled{used: []string{q.ID}}.source(b, h.Source.Place, q.ID)
	own.Parts = append(h.Source.Parts, own.Parts...)
	h.Source = own
	if n := len(h.Runs); n > 0 && !h.Runs[n-1].Mark {
		h.Runs[n-1].Text = strings.TrimRight(h.Runs[n-1].Text, " .:")
	}
	h.Runs = append(h.Runs, Run{Text: ":", Bold: true}, Run{Text: " " + text})
	h.Runs = joinRuns(h.Runs)
}

// joinRuns joins neighbours that look the same.
func joinRuns(runs []Run) []Run {
	var list []Run
	for _, r := range runs {
		list = appendRun(list, r)
	}
	return list
}

// bare prints the answer itself: the texts of several persons one after another,
// the rows of a table and the files together, anything else joined.
func (b *builder) bare(q *report.Question, r *reply, place string) {
	if r.value.Table != nil {
		for _, c := range q.Columns {
			b.note(b.fill(c.Heading), place+".columns."+c.ID, q.ID)
		}
		b.add(b.tableOf(q, r, place))
		return
	}
	if r.value.Files != nil {
		b.files(q, r, place)
		return
	}
	if !r.written {
		b.addLines([]Run{{Text: r.bare}}, filled{used: []string{q.ID}}.source(b, place, q.ID))
		return
	}
	for _, a := range r.given {
		source := Source{
			Place: place, Campaign: b.in.Campaign.ID, Question: q.ID,
			Persons: []string{a.Person}, Parts: []Part{b.part(q, a)},
		}
		b.addLines(emphasis(vntext.Clean(q.Bare(a.Value))), source)
	}
}

// mark prints that the answer is missing.
func (b *builder) mark(q *report.Question, r *reply) {
	gap := Gap{Place: "questions." + q.ID, Question: q.ID, Kind: Unanswered, Reason: strings.Join(r.reasons, "; ")}
	what := b.what(q)
	switch {
	case r.pending:
		gap.Kind, gap.Text = Skipped, skippedMark(what, r.reasons)
	case q.Computed():
		gap.Kind, gap.Text = NotComputed, openMark(what)
	default:
		gap.Text = openMark(what)
	}
	b.gaps = append(b.gaps, gap)
	source := Source{Place: gap.Place, Campaign: b.in.Campaign.ID, Question: q.ID}
	for _, a := range r.skipped {
		source.Persons = appendNew(source.Persons, a.Person)
	}
	b.add(&Paragraph{source, []Run{{Text: gap.Text, Mark: true}}})
}

// what names a question to the reader of the draft.
func (b *builder) what(q *report.Question) string {
	for _, text := range []string{q.Heading, q.Prompt} {
		if text = oneLine(Plain(b.fill(text).runs)); text != "" {
			return text
		}
	}
	return q.ID
}

// roman writes a positive number in Roman numerals.
func roman(n int) string {
	var b strings.Builder
	for _, r := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= r.value; n -= r.value {
			b.WriteString(r.sign)
		}
	}
	return b.String()
}
