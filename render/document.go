// Package render lays out a report: Build joins a template and the answers of a
// campaign into a Document, a tree of blocks that knows where every sentence
// comes from. The packages below it turn the tree into files. Build is pure: the
// same input gives the same tree.
package render

import (
	"strings"
	"time"
)

// Document is the laid-out report before any file format.
type Document struct {
	Title    string    `json:"title"`            // of the file: kind and subject
	Creator  string    `json:"creator"`          // the school
	Created  time.Time `json:"created,omitzero"` // from the campaign, never the clock
	Campaign string    `json:"campaign,omitempty"`
	Template string    `json:"template"`
	Version  string    `json:"version"` // of the template
	Blocks   []Block   `json:"blocks"`
	// Gaps are all the places where something is still missing, in the order in
	// which they are printed. A document with gaps cannot be approved.
	Gaps []Gap `json:"gaps"`
	// Form is the form of the school that a Word file of the document is made of, nil for none.
	Form *Form `json:"-"`
	// Pictures are the bytes of Photos (JPEG) by their hash, for the writers of files with
	// pictures. Build leaves it empty.
	Pictures map[string][]byte `json:"-"`
}

// Gap is a place where something is missing.
type Gap struct {
	Place    string   `json:"place"`              // as Source.Place
	Question string   `json:"question,omitempty"` // whose text it is
	Missing  []string `json:"missing,omitempty"`  // placeholders without a value
	Kind     GapKind  `json:"kind"`
	Text     string   `json:"text"`             // the mark as printed
	What     []string `json:"-"`                // the questions that Missing are, as people read them
	Reason   string   `json:"reason,omitempty"` // why it was skipped, in the person's words
}

// GapKind says what is missing.
type GapKind string

// The kinds of gaps.
const (
	Unanswered  GapKind = "unanswered"   // no answer, or one that a sentence needs
	Skipped     GapKind = "skipped"      // a required question, and no admin has accepted it
	NotComputed GapKind = "not_computed" // an operand is missing
	NotFilled   GapKind = "not_filled"   // the campaign or the school lacks it: notice, period, …
)

// Run is a piece of text in one look. It holds no line ends.
type Run struct {
	Text   string `json:"text"`
	Bold   bool   `json:"bold,omitempty"`
	Italic bool   `json:"italic,omitempty"`
	Mark   bool   `json:"mark,omitempty"` // a gap: shown highlighted
}

// Plain gives the text of the runs.
func Plain(runs []Run) string {
	if len(runs) == 1 {
		return runs[0].Text
	}
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// Source says where the text of a block comes from: a place in the template, an
// answer, or both (a sentence of the template with answers in it).
type Source struct {
	// Place is "head", "subject", "opening[0]", "sections.<id>.heading",
	// "questions.<id>", "questions.<id>.heading", "questions.<id>.print",
	// "questions.<id>.appendix",
	// "closing[0]", "addressees", "recipients" or "signature"; of a gap also "form".
	Place    string   `json:"place"`
	Campaign string   `json:"campaign,omitempty"`
	Question string   `json:"question,omitempty"` // whose answer is printed
	Persons  []string `json:"persons,omitempty"`  // who gave it, in printed order
	// Parts are the single answers that the text was made of.
	Parts []Part `json:"parts,omitempty"`
}

// Part is one person's share in a text.
type Part struct {
	Question string `json:"question"`
	Person   string `json:"person,omitempty"` // "" for what was computed
	Name     string `json:"name,omitempty"`
	Text     string `json:"text"` // as it would print alone
	Revision int    `json:"revision,omitempty"`
	Carried  bool   `json:"carried,omitempty"`
}

// Block is a part of the page: *Head, *Title, *Addressees, *Heading, *Paragraph,
// *ListItem, *Table, *Recipients, *Signature, *Appendix or *Photo, and nothing else.
type Block interface {
	// From says where its text comes from.
	From() Source
	// Text is all that it prints, without looks; lines are divided by "\n".
	Text() string

	block()
}

// Head is the top of page 1: who issues the report, number, place and date.
type Head struct {
	Source   Source
	Superior string // cơ quan chủ quản; "" for none
	School   string // in capitals
	Number   string // "Số:       /BC-THHS"
	Country  string // Quốc hiệu
	Motto    string // Tiêu ngữ
	Date     string // place and date
}

// Title is the kind of document and what it is about.
type Title struct {
	Source  Source
	Kind    string
	Subject []Run
}

// Addressees is "Kính gửi". One stands on the line of the label; several are a list,
// their dashes and ends already set.
type Addressees struct {
	Source Source
	Label  string
	Items  [][]Run
}

// Heading is the numbered heading of a section (level 1) or a question (level 2).
// A lone "Không" stands behind it, not bold.
type Heading struct {
	Source Source
	Level  int
	Number string // "I.", "1."
	Runs   []Run
}

// Paragraph is one paragraph of the text.
type Paragraph struct {
	Source Source
	Runs   []Run
}

// ListItem is a paragraph that begins with a dash or a plus, which is in its text.
type ListItem struct {
	Source Source
	Runs   []Run
}

// Recipients is "Nơi nhận", dashes and ends already set.
type Recipients struct {
	Source Source
	Label  string
	Items  [][]Run
}

// Signature is who signs. It stands beside the recipients.
type Signature struct {
	Source Source
	Titles []string // "KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"
	Name   string   // "" leaves a blank to write on
}

// From says where the text comes from.
func (b *Head) From() Source { return b.Source }

// From says where the text comes from.
func (b *Title) From() Source { return b.Source }

// From says where the text comes from.
func (b *Addressees) From() Source { return b.Source }

// From says where the text comes from.
func (b *Heading) From() Source { return b.Source }

// From says where the text comes from.
func (b *Paragraph) From() Source { return b.Source }

// From says where the text comes from.
func (b *ListItem) From() Source { return b.Source }

// From says where the text comes from.
func (b *Recipients) From() Source { return b.Source }

// From says where the text comes from.
func (b *Signature) From() Source { return b.Source }

// Text gives the lines of the left side, then of the right side.
func (b *Head) Text() string {
	return lines(b.Superior, b.School, b.Number, b.Country, b.Motto, b.Date)
}

// Text gives the kind and the subject.
func (b *Title) Text() string { return lines(b.Kind, Plain(b.Subject)) }

// Text gives the label and the names.
func (b *Addressees) Text() string {
	if len(b.Items) == 1 {
		return b.Label + " " + Plain(b.Items[0])
	}
	return lines(b.Label, plainLines(b.Items))
}

// Text gives the number and the words.
func (b *Heading) Text() string { return b.Number + " " + Plain(b.Runs) }

// Text gives the words.
func (b *Paragraph) Text() string { return Plain(b.Runs) }

// Text gives the words, the dash among them.
func (b *ListItem) Text() string { return Plain(b.Runs) }

// Text gives the label and the names.
func (b *Recipients) Text() string { return lines(b.Label, plainLines(b.Items)) }

// Text gives the titles and the name.
func (b *Signature) Text() string { return lines(strings.Join(b.Titles, "\n"), b.Name) }

func (*Head) block()       {}
func (*Title) block()      {}
func (*Addressees) block() {}
func (*Heading) block()    {}
func (*Paragraph) block()  {}
func (*ListItem) block()   {}
func (*Recipients) block() {}
func (*Signature) block()  {}

// lines joins what is not empty.
func lines(all ...string) string {
	var b strings.Builder
	for _, l := range all {
		if l == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(l)
	}
	return b.String()
}

func plainLines(items [][]Run) string {
	all := make([]string, len(items))
	for i, item := range items {
		all[i] = Plain(item)
	}
	return lines(all...)
}
