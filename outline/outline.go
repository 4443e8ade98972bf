// Package outline makes a report template of what a school has at hand: the outline of
// a report (đề cương) as text or as the list of headings of a notice, a list of questions
// in a spreadsheet, an XLSForm, or the finished report of an earlier period.
//
// What comes out always passes report.ReadTemplate. It is a proposal: types, prompts and
// roles are guessed from the words, every guess and everything left out is a Note and a
// comment in the file, and an admin looks it over before it is used.
package outline

import (
	"fmt"

	"thuky/report"
)

// Kind is what a source is.
type Kind string

// The kinds of sources.
const (
	KindOutline Kind = "outline" // headings and instructions
	KindReport  Kind = "report"  // a finished report: its texts become what is offered as the answers of last time
	KindNotice  Kind = "notice"  // a notice that carries an outline
	KindList    Kind = "list"    // a list of questions in a spreadsheet
	KindXLSForm Kind = "xlsform"
)

// Limits on sources.
const (
	MaxText      = 1 << 20 // bytes of a text
	maxLines     = 20_000  // paragraphs of a text
	maxQuestions = 1000    // as many as a template may have
	maxNotes     = 400     // notes that are kept
)

// Options say what the source itself does not.
type Options struct {
	// Name is the file, for messages and for the first comment.
	Name string
	// ID is the id of the template. "" makes one of the subject.
	ID string
	// Taken tells whether an id is that of another template; nil is none.
	Taken func(id string) bool
	// As is KindOutline or KindReport. "" finds out which.
	As Kind
	// Markdown: the text is Markdown.
	Markdown bool
	// Word: the lines of the text are the paragraphs of a Word file, and called so.
	Word bool
}

// Result is a template with what should be looked at.
type Result struct {
	// Template was read from its file; Template.Source is that file with its comments.
	Template *report.Template
	Kind     Kind
	// Notes say, in the order of the source, what was guessed, changed or left out.
	Notes []Note
}

// Note is one thing that should be looked at.
type Note struct {
	Place string // in the source, in Vietnamese: "dòng 12"; "" for all of it
	Text  string
}

// String gives the note as one line.
func (n Note) String() string {
	if n.Place == "" {
		return n.Text
	}
	return n.Place + ": " + n.Text
}

// Error says why a source cannot be made a template. Its text is Vietnamese: where,
// what, and what would be right.
type Error struct {
	Name  string
	Place string // in the source; "" for all of it
	text  string
}

func (e *Error) Error() string {
	if e.Place == "" {
		return fmt.Sprintf("%s: %s", e.Name, e.text)
	}
	return fmt.Sprintf("%s: %s: %s", e.Name, e.Place, e.text)
}

// draft is a template in the making.
type draft struct {
	opts Options
	kind Kind

	id, title, subject string
	heard              string // the subject as the source has it
	period             string // that the source reports on
	match              []string
	recipients         []string
	opening, closing   []string
	sections           []*section
	notes              []Note          // about the whole
	ids, sectionIDs    map[string]bool // taken
	asked              int
}

type section struct {
	id, heading string
	notes       []Note
	questions   []*question
}

// question is a question in the making.
type question struct {
	report.Question
	notes []Note
	types []string // of a computed one: types to try, should Type not fit
	at    string   // its place in the source
}

// place names a line of the source.
func (o *Options) place(line int) string {
	if line <= 0 {
		return ""
	}
	return textPlace(line, o.Word)
}

func newDraft(o Options, kind Kind) *draft {
	return &draft{opts: o, kind: kind, ids: map[string]bool{}, sectionIDs: map[string]bool{}}
}

// where is the place of a heading in the source.
func (d *draft) where(n *node) string {
	if n.at != "" {
		return n.at
	}
	return d.opts.place(n.line)
}

func (d *draft) fail(line int, text string) error {
	return &Error{Name: d.opts.Name, Place: d.opts.place(line), text: text}
}

// note is about the whole template.
func (d *draft) note(line int, text string) {
	d.notes = append(d.notes, Note{d.opts.place(line), text})
}

func (s *section) note(place, text string)  { s.notes = append(s.notes, Note{place, text}) }
func (q *question) note(place, text string) { q.notes = append(q.notes, Note{place, text}) }

// section begins a section. heading is what is printed.
func (d *draft) section(heading string) *section {
	id := slug(heading, "_", maxID, emptyWords)
	if id == "" {
		id = "phan"
	}
	s := &section{id: free(d.sectionIDs, id), heading: clip(heading, maxSectionHeading)}
	d.sections = append(d.sections, s)
	return s
}

// ask adds a question to a section.
func (d *draft) ask(s *section, q *question) {
	d.asked++
	s.questions = append(s.questions, q)
}

// all are the notes in the order of the file.
func (d *draft) all() []Note {
	list := append([]Note{}, d.notes...)
	for _, s := range d.sections {
		list = append(list, s.notes...)
		for _, q := range s.questions {
			list = append(list, q.notes...)
		}
	}
	if len(list) > maxNotes {
		more := len(list) - maxNotes
		list = append(list[:maxNotes:maxNotes], Note{"", textMoreNotes(more)})
	}
	return list
}
