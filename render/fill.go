package render

import (
	"slices"
	"strings"

	"thuky/report"
	"thuky/vntext"
)

// filled is a printed text with values in the place of its placeholders.
type filled struct {
	runs    []Run
	missing []string // question ids without a value
	blanks  []string // other placeholders without a value
	used    []string // question ids with a value
}

// fill puts values into a text of the template.
func (b *builder) fill(text string) filled {
	var f filled
	for _, s := range report.Segments(vntext.Clean(text)) {
		if s.Name == "" {
			f.literal(s.Text)
			continue
		}
		r := b.reply[s.Name]
		switch {
		case r == nil:
			f.fixed(s.Name, b)
		case r.empty:
			f.used = appendNew(f.used, s.Name)
		case r.standing != given:
			f.runs = appendRun(f.runs, Run{Text: holeMark, Mark: true})
			f.missing = appendNew(f.missing, s.Name)
		default:
			for _, run := range r.runs() {
				f.runs = appendRun(f.runs, run)
			}
			f.used = appendNew(f.used, s.Name)
		}
	}
	return f
}

// literal appends words of the template. Where a value ends in a full stop, the
// template's own is one too many.
func (f *filled) literal(text string) {
	if n := len(f.runs); n > 0 && strings.HasPrefix(text, ".") && !strings.HasPrefix(text, "..") &&
		!f.runs[n-1].Mark && strings.HasSuffix(f.runs[n-1].Text, ".") {
		text = text[1:]
	}
	f.runs = appendRun(f.runs, Run{Text: text})
}

// fixed appends a placeholder that is no question.
func (f *filled) fixed(name string, b *builder) {
	c, s := &b.in.Campaign, &b.in.School
	var text, missing string
	switch name {
	case report.NamePeriod:
		text, missing = c.Period, missingPeriod
	case report.NameNotice:
		text, missing = c.Notice.Citation(), missingNotice
	case report.NameNoticeShort:
		if c.Notice.Citation() != "" {
			text = c.Notice.Short()
		}
		missing = missingNotice
	case report.NameSchool:
		text, missing = s.Name, missingSchool
	case report.NamePlace:
		text, missing = s.Place, missingPlace
	case report.NameSigner:
		text, missing = s.Signer, missingSigner
	case report.NameDate:
		text = b.dateWords()
	default:
		var known bool
		if text, missing, known = b.organisation(name); !known {
			missing = name // unreachable: ReadTemplate refuses unknown names
		}
	}
	if text = oneLine(text); text != "" {
		f.runs = appendRun(f.runs, Run{Text: text})
		return
	}
	f.runs = appendRun(f.runs, Run{Text: missingMark(missing), Mark: true})
	f.blanks = appendNew(f.blanks, name)
}

// runs gives the value of a reply as {{id}} prints it.
func (r *reply) runs() []Run {
	if r.written {
		return emphasis(r.text)
	}
	return []Run{{Text: r.text}}
}

// note enters what a filled text lacks as gaps: the answers of one text are one
// gap, each other placeholder is one of its own.
func (b *builder) note(f filled, place, question string) {
	for _, name := range f.blanks {
		mark := filled{}
		mark.fixed(name, b)
		b.gaps = append(b.gaps, Gap{Place: place, Question: question, Missing: []string{name}, Kind: NotFilled, Text: Plain(mark.runs)})
	}
	if len(f.missing) == 0 {
		return
	}
	gap := Gap{Place: place, Question: question, Missing: f.missing, Kind: Unanswered, Text: holeMark}
	for _, id := range f.missing {
		if q := b.t.Question(id); q != nil {
			gap.What = appendNew(gap.What, b.what(q))
		}
		if r := b.reply[id]; r.standing == refused {
			gap.Kind = Skipped
			gap.Reason = strings.Join(r.reasons, "; ")
		}
	}
	b.gaps = append(b.gaps, gap)
}

// source says where a filled text comes from: its place, and the answers in it.
func (f filled) source(b *builder, place, question string) Source {
	s := Source{Place: place, Question: question}
	if len(f.used) > 0 || question != "" {
		s.Campaign = b.in.Campaign.ID
	}
	for _, id := range f.used {
		for _, p := range b.parts(id) {
			s.Parts = append(s.Parts, p)
			if p.Person != "" {
				s.Persons = appendNew(s.Persons, p.Person)
			}
		}
	}
	return s
}

// parts are the single answers to a question.
func (b *builder) parts(id string) []Part {
	q, r := b.t.Question(id), b.reply[id]
	if q.Computed() {
		return []Part{{Question: id, Text: r.bare}}
	}
	list := make([]Part, len(r.given))
	for i, a := range r.given {
		list[i] = b.part(q, a)
	}
	return list
}

func (b *builder) part(q *report.Question, a report.Answer) Part {
	return Part{
		Question: q.ID, Person: a.Person, Name: b.in.Names[a.Person],
		Text: vntext.Clean(q.Bare(a.Value)), Revision: a.Revision, Carried: a.Carried,
	}
}

func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
