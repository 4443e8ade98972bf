// Package html writes a render.Document as a part of a web page: for reading where there
// are no pictures of pages, for screen readers, and to set remarks beside the lines. It
// has no looks of its own. Every class begins with "d-":
//
//	article.d-doc                the whole
//	header.d-head                the top, two columns: div.d-issuer (p.d-superior,
//	                             p.d-school, p.d-number) and div.d-nation (p.d-country,
//	                             p.d-motto, p.d-date)
//	div.d-title                  p.d-kind and p.d-subject
//	p.d-to, or div.d-to          "Kính gửi": one on the line of p.d-label, or a ul.d-list
//	h2.d-section, h3.d-question  span.d-numeral is the number, span.d-plain what is not bold
//	p.d-text, ul.d-list > li     paragraphs, and items whose dash is in the text
//	table.d-table                in a div.d-scroll, with a caption.d-caption for whoever does
//	                             not see the heading above; th scope="col"; td.d-right,
//	                             td.d-center; tr.d-totals begins with th scope="row"
//	footer.d-foot                two columns: div.d-recipients (p.d-label, ul.d-list) and
//	                             div.d-sign (p.d-post …, p.d-name)
//	div.d-appendix               begins a Phụ lục: p.d-kind, p.d-subject, p.d-reference
//	figure.d-photo               img, where there is one, and figcaption
//	mark.d-gap                   what is missing
//
// Number and date have blanks of several spaces to write on, which are to be kept
// (white-space: pre-wrap).
//
// Every line has the id "d-N" and data-line="N", where N counts as review.Place.Paragraph
// does, data-place (render.Source.Place), and, where its words are an answer's,
// data-question and data-person (of several people, data-persons).
package html

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"

	"thuky/render"
	"thuky/vntext"
)

// Write writes the document as HTML: the same bytes for the same document. Its photos are
// left out; their captions stay.
func Write(w io.Writer, d *render.Document) error {
	return WriteWith(w, d, func(string) string { return "" })
}

// WriteWith writes the document with its photos; pictures gives the address of one by its
// hash, "" for none.
func WriteWith(w io.Writer, d *render.Document, pictures func(hash string) string) error {
	p := printer{w: bufio.NewWriter(w), pictures: pictures}
	p.raw(`<article class="d-doc">`, "\n")
	for _, paragraph := range render.ForReview(d).Paragraphs {
		p.lines = append(p.lines, owner{paragraph.Source.Question, paragraph.Source.Person})
	}
	for _, b := range d.Blocks {
		p.block(b)
	}
	p.enter("")
	p.raw("</article>\n")
	if err := p.w.Flush(); err != nil {
		return fmt.Errorf("write html: %w", err)
	}
	return nil
}

// printer writes lines in the order in which render.ForReview gives them.
type printer struct {
	w      *bufio.Writer // keeps the first error for Flush
	line   int           // how many lines there are so far
	lines  []owner       // of each line
	inside string        // what is open around blocks: "ul", "footer" or ""

	pictures func(hash string) string
}

// owner is what the words of a line belong to, as render.ForReview says.
type owner struct{ question, person string }

// raw leaves errors to Flush, which gives the first one.
func (p *printer) raw(all ...string) {
	for _, s := range all {
		_, _ = p.w.WriteString(s)
	}
}

// enter opens what blocks of one kind share, unless it is open, and closes what is.
func (p *printer) enter(what string) {
	if p.inside == what {
		return
	}
	if p.inside != "" {
		p.raw("</", p.inside, ">\n")
	}
	switch p.inside = what; what {
	case "ul":
		p.raw(`<ul class="d-list">`, "\n")
	case "footer":
		p.raw(`<footer class="d-foot">`, "\n")
	}
}

func (p *printer) block(b render.Block) {
	s := b.From()
	switch b.(type) {
	case *render.ListItem:
		p.enter("ul")
	case *render.Recipients, *render.Signature:
		p.enter("footer")
	default:
		p.enter("")
	}
	switch b := b.(type) {
	case *render.Head:
		p.raw(`<header class="d-head">`, "\n", `<div class="d-issuer">`, "\n")
		p.text("p", "d-superior", s, b.Superior)
		p.text("p", "d-school", s, b.School)
		p.text("p", "d-number", s, b.Number)
		p.raw("</div>\n", `<div class="d-nation">`, "\n")
		p.text("p", "d-country", s, b.Country)
		p.text("p", "d-motto", s, b.Motto)
		p.text("p", "d-date", s, b.Date)
		p.raw("</div>\n</header>\n")
	case *render.Title:
		p.raw(`<div class="d-title">`, "\n")
		p.text("p", "d-kind", s, b.Kind)
		p.runs("p", "d-subject", s, b.Subject)
		p.raw("</div>\n")
	case *render.Addressees:
		if len(b.Items) == 1 {
			p.words("p", "d-to", s, b.Label+" "+render.Plain(b.Items[0]), func() {
				p.raw(`<span class="d-label">`, escape(b.Label), "</span> ", spans(b.Items[0], false))
			})
			return
		}
		p.raw(`<div class="d-to">`, "\n")
		p.labelled(s, b.Label, b.Items)
		p.raw("</div>\n")
	case *render.Heading:
		tag, class := "h2", "d-section"
		if b.Level > 1 {
			tag, class = "h"+strconv.Itoa(min(b.Level+1, 6)), "d-question"
		}
		p.words(tag, class, s, b.Text(), func() {
			p.raw(`<span class="d-numeral">`, escape(b.Number), "</span> ", spans(b.Runs, true))
		})
	case *render.Paragraph:
		p.runs("p", "d-text", s, b.Runs)
	case *render.ListItem:
		p.runs("li", "", s, b.Runs)
	case *render.Table:
		p.table(s, b)
	case *render.Appendix:
		p.appendix(s, b)
	case *render.Photo:
		p.photo(s, b)
	case *render.Recipients:
		p.raw(`<div class="d-recipients">`, "\n")
		p.labelled(s, b.Label, b.Items)
		p.raw("</div>\n")
	case *render.Signature:
		p.raw(`<div class="d-sign">`, "\n")
		for _, title := range b.Titles {
			p.text("p", "d-post", s, title)
		}
		p.text("p", "d-name", s, b.Name)
		p.raw("</div>\n")
	}
}

// labelled writes a label and the list under it.
func (p *printer) labelled(s render.Source, label string, items [][]render.Run) {
	p.text("p", "d-label", s, label)
	if len(items) == 0 {
		return
	}
	p.raw(`<ul class="d-list">`, "\n")
	for _, item := range items {
		p.runs("li", "", s, item)
	}
	p.raw("</ul>\n")
}

func (p *printer) text(tag, class string, s render.Source, text string) {
	p.words(tag, class, s, text, func() { p.raw(escape(text)) })
}

func (p *printer) runs(tag, class string, s render.Source, runs []render.Run) {
	p.words(tag, class, s, render.Plain(runs), func() { p.raw(spans(runs, false)) })
}

// words writes one line, whose text is plain; one without words is no line.
func (p *printer) words(tag, class string, s render.Source, plain string, inner func()) {
	if strings.TrimSpace(plain) == "" {
		return
	}
	p.raw("<", tag)
	p.attribute("class", class)
	p.owned(s)
	p.raw(">")
	inner()
	p.raw("</", tag, ">\n")
}

// owned writes the attributes that make an element the next line.
func (p *printer) owned(s render.Source) {
	of := p.lines[p.line]
	p.line++
	n := strconv.Itoa(p.line)
	p.raw(` id="d-`, n, `" data-line="`, n, `"`)
	p.attribute("data-place", s.Place)
	p.attribute("data-question", of.question)
	p.attribute("data-person", of.person)
	if len(s.Persons) > 1 {
		p.attribute("data-persons", strings.Join(s.Persons, " "))
	}
}

func (p *printer) attribute(name, value string) {
	if value != "" {
		p.raw(" ", name, `="`, escape(value), `"`)
	}
}

// escape makes text of what would be markup, and one line of several.
func escape(text string) string {
	return html.EscapeString(strings.NewReplacer("\n", " ", "\t", " ").Replace(vntext.Clean(text)))
}

// spans writes runs with their looks. A heading is bold as it is: there the runs that
// are not are told apart.
func spans(runs []render.Run, heading bool) string {
	var b strings.Builder
	for _, r := range runs {
		var open, shut string
		wrap := func(tag, class string) {
			open += "<" + tag + class + ">"
			shut = "</" + tag + ">" + shut
		}
		if r.Mark {
			wrap("mark", ` class="d-gap"`)
		}
		if r.Bold && !heading {
			wrap("b", "")
		}
		if !r.Bold && !r.Mark && heading {
			wrap("span", ` class="d-plain"`)
		}
		if r.Italic {
			wrap("i", "")
		}
		b.WriteString(open + escape(r.Text) + shut)
	}
	return b.String()
}
