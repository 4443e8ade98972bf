package render

import (
	"fmt"
	"strings"
	"time"

	"thuky/report"
)

// Input is all that a report is laid out from.
type Input struct {
	Template *report.Template
	Campaign report.Campaign
	School   report.School
	// Answers are all answers of the campaign, in any order. Several persons may
	// have answered one question; of one person's, the latest revision counts.
	Answers []report.Answer
	Names   map[string]string // person id → name, for Part.Name; may be nil
	// Order are the persons by question in the order in which their answers are
	// printed, where it is not that of the time; may be nil.
	Order map[string][]string
	// Owing are the names, by question, of those whose part of it has not come, where it
	// was given to several; may be nil.
	Owing map[string][]string
	// Form is the form of the school that the report is printed in, nil for none.
	Form *report.WordForm
}

// Build lays out the report. It never fails: what is missing becomes a mark in the
// text and an entry in Gaps.
func Build(in Input) *Document {
	in = in.Dated()
	b := &builder{in: in, t: in.Template, gaps: []Gap{}}
	b.replies()
	b.findPrinted()
	b.findAppendices()

	b.head()
	subject := b.title()
	b.addressees()
	body := len(b.blocks)
	b.paragraphs("opening", b.t.Opening)
	b.sections()
	b.paragraphs("closing", b.t.Closing)
	endText(b.blocks[body:])
	b.recipients()
	b.signature()
	b.printAppendices()
	form := b.form() // before the gaps are taken

	created := in.Campaign.Opened.UTC().Truncate(time.Second)
	if d := in.Campaign.Date; !d.IsZero() {
		created = time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
	}
	return &Document{
		Title:    strings.TrimSpace(oneLine(b.t.Kind) + " " + subject),
		Creator:  oneLine(in.School.Name),
		Created:  created,
		Campaign: in.Campaign.ID,
		Template: b.t.ID,
		Version:  b.t.Version,
		Blocks:   b.blocks,
		Gaps:     b.gaps,
		Form:     form,
	}
}

// builder collects the blocks of one document.
type builder struct {
	in      Input
	t       *report.Template
	reply   map[string]*reply // by question
	printed map[string]bool   // questions that some printed sentence names
	// appendices are the labels of the Phụ lục by the questions whose photos they show.
	appendices map[string]string
	blocks     []Block
	gaps       []Gap
}

func (b *builder) add(block Block) { b.blocks = append(b.blocks, block) }

// paragraphs prints the opening or the closing.
func (b *builder) paragraphs(name string, texts []string) {
	for i, text := range texts {
		place := fmt.Sprintf("%s[%d]", name, i)
		f := b.fill(text)
		b.note(f, place, "")
		b.addLines(f.runs, f.source(b, place, ""))
	}
}

// addLines adds each line as a paragraph or a list item.
func (b *builder) addLines(runs []Run, source Source) {
	for _, line := range splitRuns(runs) {
		if text := strings.TrimLeft(line[0].Text, " \t"); strings.HasPrefix(text, "- ") || strings.HasPrefix(text, "+ ") {
			b.add(&ListItem{source, line})
		} else {
			b.add(&Paragraph{source, line})
		}
	}
}

// endText sets "./." behind the last words of the text, in place of their full stop.
func endText(blocks []Block) {
	if len(blocks) == 0 {
		return
	}
	switch last := blocks[len(blocks)-1].(type) {
	case *Heading:
		last.Runs = endRuns(last.Runs)
	case *Paragraph:
		last.Runs = endRuns(last.Runs)
	case *ListItem:
		last.Runs = endRuns(last.Runs)
	}
}

func endRuns(runs []Run) []Run {
	n := len(runs)
	if n == 0 {
		return runs
	}
	last := runs[n-1]
	if !last.Mark {
		last.Text = strings.TrimRight(last.Text, " \t")
		if strings.HasSuffix(last.Text, endSign) {
			return runs
		}
		last.Text = strings.TrimSuffix(last.Text, ".")
	}
	return appendRun(appendRun(runs[:n-1:n-1], last), Run{Text: endSign, Bold: last.Bold && !last.Mark})
}
