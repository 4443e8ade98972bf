// Package markdown writes a render.Document as Markdown, for reading in a chat and
// for `render --format md`. What would be read as mark-up in an answer is escaped.
package markdown

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"thuky/render"
	"thuky/vntext"
)

// Write writes the document as Markdown.
func Write(w io.Writer, d *render.Document) error {
	p := printer{w: bufio.NewWriter(w)}
	for _, b := range d.Blocks {
		p.block(b)
	}
	if err := p.w.Flush(); err != nil {
		return fmt.Errorf("write markdown: %w", err)
	}
	return nil
}

// printer writes paragraphs with an empty line between them. Items of one list
// follow each other directly.
type printer struct {
	w       *bufio.Writer // keeps the first error for Flush
	started bool
	inList  bool
}

func (p *printer) block(b render.Block) {
	switch b := b.(type) {
	case *render.Head:
		p.paragraph(plain(b.Superior), strong(b.School), plain(b.Number))
		p.paragraph(strong(b.Country), strong(b.Motto), emphasized(b.Date))
	case *render.Title:
		p.paragraph("# " + plain(b.Kind))
		p.paragraph(strongRuns(b.Subject))
	case *render.Addressees:
		if len(b.Items) == 1 {
			p.paragraph(plain(b.Label) + " " + runs(b.Items[0]))
			return
		}
		p.paragraph(plain(b.Label))
		p.items(b.Items)
	case *render.Heading:
		p.paragraph(strings.Repeat("#", min(b.Level+1, 6)) + " " + plain(b.Number) + " " + headingRuns(b.Runs))
	case *render.Paragraph:
		p.paragraph(lineStart(runs(b.Runs)))
	case *render.ListItem:
		p.item(b.Runs)
	case *render.Table:
		p.table(b)
	case *render.Appendix:
		p.paragraph("---")
		p.paragraph(strong(b.Label), strongRuns(b.Title), emphasized(b.Reference))
	case *render.Photo:
		p.paragraph(lineStart(runs(b.Runs())))
	case *render.Recipients:
		p.paragraph("***" + plain(b.Label) + "***")
		p.items(b.Items)
	case *render.Signature:
		lines := make([]string, 0, len(b.Titles)+1)
		for _, title := range b.Titles {
			lines = append(lines, strong(title))
		}
		p.paragraph(append(lines, strong(b.Name))...)
	}
}

// paragraph writes lines that stay lines.
func (p *printer) paragraph(lines ...string) {
	first := true
	for _, line := range lines {
		if line == "" {
			continue
		}
		switch {
		case !first:
			p.write("  \n")
		case p.started:
			p.write("\n")
		}
		first = false
		p.write(line)
	}
	if !first {
		p.write("\n")
		p.started, p.inList = true, false
	}
}

func (p *printer) items(items [][]render.Run) {
	for _, item := range items {
		p.item(item)
	}
}

// item writes a list item. The dash or plus of the text is the mark of the list.
func (p *printer) item(words []render.Run) {
	text := strings.TrimLeft(runs(words), " \t")
	if p.started && !p.inList {
		p.write("\n")
	}
	if len(text) > 2 && text[1] == ' ' {
		text = text[:2] + lineStart(text[2:])
	}
	p.write(text + "\n")
	p.started, p.inList = true, true
}

// write leaves errors to Flush, which gives the first one.
func (p *printer) write(s string) { _, _ = p.w.WriteString(s) }

func plain(text string) string { return escape(oneLine(text)) }

func strong(text string) string { return around("**", plain(text)) }

func emphasized(text string) string { return around("*", plain(text)) }

// runs writes runs with their looks. A mark is bold; its brackets cannot be a
// link, because nothing behind them is read as a target.
func runs(all []render.Run) string {
	if len(all) == 1 && !all[0].Italic && !all[0].Mark && !all[0].Bold {
		return plain(all[0].Text)
	}
	var b strings.Builder
	var pending, sign string // neighbours of one look share their signs
	for _, r := range all {
		text, look := escape(oneLine(r.Text)), ""
		switch {
		case r.Mark:
			text, look = mark(oneLine(r.Text)), "**"
		case r.Italic && r.Bold:
			look = "***"
		case r.Italic:
			look = "*"
		case r.Bold:
			look = "**"
		}
		if look != sign {
			b.WriteString(around(sign, pending))
			pending, sign = "", look
		}
		pending += text
	}
	b.WriteString(around(sign, pending))
	return b.String()
}

// headingRuns writes the runs of a heading, which is bold as a whole already.
func headingRuns(all []render.Run) string {
	flat := make([]render.Run, len(all))
	for i, r := range all {
		r.Bold = false
		flat[i] = r
	}
	return runs(flat)
}

// strongRuns writes runs in bold, except for marks, which are bold themselves.
func strongRuns(all []render.Run) string {
	bold := make([]render.Run, len(all))
	for i, r := range all {
		r.Bold = true
		bold[i] = r
	}
	return runs(bold)
}

// around sets signs around a text, which must touch words on both sides to be read
// as signs: spaces go outside.
func around(sign, text string) string {
	inner := strings.TrimSpace(text)
	if inner == "" || sign == "" {
		return text
	}
	at := strings.Index(text, inner)
	return text[:at] + sign + inner + sign + text[at+len(inner):]
}

// oneLine keeps a text in its paragraph.
func oneLine(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(vntext.Clean(text), "\n", " "), "\t", " ")
}
