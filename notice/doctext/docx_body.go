package doctext

import (
	"encoding/xml"
	"strings"
)

// body collects the text of a document part while it is walked through.
//
// Containers nest: the body holds paragraphs and tables, a table rows, a row cells,
// a cell paragraphs and tables again; a text box inside a paragraph holds paragraphs
// that are read after it.
type body struct {
	styles  *styles
	counter *counter

	path  []string // names of the open elements
	skip  int      // open elements inside one that is left out
	boxes []*box   // open containers of paragraphs; the first is the body
	paras []*paragraph
	rows  []*row
	size  int // bytes collected
}

// box is a container of paragraphs: the body, a cell, a text box.
type box struct {
	lines  []string
	carry  string // the text of a paragraph whose mark was deleted: it runs on into the next
	tables int    // tables directly inside, which makes it more than plain lines
}

// row is an open row of a table.
type row struct {
	cells   []*box
	deleted bool
}

// paragraph is an open paragraph.
type paragraph struct {
	text    strings.Builder
	style   string
	list    listPlace
	deleted bool     // its mark was deleted
	hidden  bool     // of the open run
	after   []string // lines of the text boxes in it
}

// left are elements of which nothing is read: what was deleted or moved away, what
// an older Word would show instead of a drawing, properties as they were before a change.
var left = map[string]bool{
	"del": true, "moveFrom": true, "Fallback": true, "rPrChange": true, "pPrChange": true, "tblPrChange": true,
	"trPrChange": true, "tcPrChange": true, "sectPrChange": true, "instrText": true, "delText": true, "delInstrText": true, "sdtPr": true,
	"tblPr": true, "tcPr": true, "sectPr": true, "rt": true, "binData": true,
}

func newBody(s *styles, c *counter) *body {
	return &body{styles: s, counter: c, boxes: []*box{{}}}
}

// full tells that more text came out than any notice has.
func (b *body) full() bool { return b.size > maxText }

func (b *body) text() string {
	all := b.boxes[0]
	if all.carry != "" {
		all.lines = append(all.lines, all.carry)
		all.carry = ""
	}
	return strings.Trim(strings.Join(all.lines, "\n"), "\n")
}

// within gives the name of the n-th open element from inside, 0 being the innermost.
func (b *body) within(n int) string {
	if i := len(b.path) - 1 - n; i >= 0 {
		return b.path[i]
	}
	return ""
}

// para gives the open paragraph; nil between paragraphs.
func (b *body) para() *paragraph {
	if len(b.paras) == 0 {
		return nil
	}
	return b.paras[len(b.paras)-1]
}

func (b *body) box() *box { return b.boxes[len(b.boxes)-1] }

func (b *body) start(e xml.StartElement) {
	name, parent := e.Name.Local, b.within(0)
	b.path = append(b.path, name)
	switch {
	case b.skip > 0:
		b.skip++
		return
	case name == "del" && (parent == "rPr" || parent == "trPr"):
		b.deleteMark(parent)
		b.skip = 1
		return
	case left[name]:
		b.skip = 1
		return
	}
	switch name {
	case "p":
		b.paras = append(b.paras, &paragraph{list: noList})
	case "txbxContent":
		b.boxes = append(b.boxes, &box{})
	case "tr":
		b.rows = append(b.rows, &row{})
	case "tc":
		b.boxes = append(b.boxes, &box{})
	default:
		if p := b.para(); p != nil {
			b.inParagraph(p, parent, e)
		}
	}
}

// deleteMark notes that the mark of a paragraph, or a row, was deleted.
func (b *body) deleteMark(parent string) {
	switch {
	case parent == "trPr" && len(b.rows) > 0:
		b.rows[len(b.rows)-1].deleted = true
	case b.within(2) == "pPr" && b.para() != nil:
		b.para().deleted = true
	}
}

// inParagraph reads an element inside a paragraph.
func (b *body) inParagraph(p *paragraph, parent string, e xml.StartElement) {
	switch name := e.Name.Local; parent {
	case "pPr":
		if name == "pStyle" {
			p.style = value(e)
		}
	case "numPr":
		if b.within(2) == "pPr" {
			p.list.read(e)
		}
	case "rPr":
		if name == "vanish" && b.within(2) == "r" {
			p.hidden = on(e)
		}
	case "r":
		if p.hidden {
			return
		}
		switch name {
		case "tab", "ptab":
			b.write(p, "\t")
		case "br", "cr":
			b.write(p, "\n")
		case "noBreakHyphen":
			b.write(p, "-")
		case "sym":
			b.write(p, symbol(attr(e, "char")))
		}
	default:
		if name == "r" {
			p.hidden = false
		}
	}
}

func (b *body) write(p *paragraph, text string) {
	p.text.WriteString(text)
	b.size += len(text)
}

func (b *body) chars(text []byte) {
	if b.skip > 0 || b.within(0) != "t" || b.within(1) != "r" {
		return
	}
	if p := b.para(); p != nil && !p.hidden {
		b.write(p, string(text))
	}
}

func (b *body) end(name string) {
	b.path = b.path[:len(b.path)-1]
	if b.skip > 0 {
		b.skip--
		return
	}
	switch name {
	case "p":
		p := b.para()
		b.paras = b.paras[:len(b.paras)-1]
		b.close(p)
	case "txbxContent":
		lines := b.popBox()
		if p := b.para(); p != nil {
			p.after = append(p.after, lines.lines...)
		} else {
			b.box().lines = append(b.box().lines, lines.lines...)
		}
	case "tc":
		cell := b.popBox()
		if len(b.rows) > 0 {
			r := b.rows[len(b.rows)-1]
			r.cells = append(r.cells, cell)
		} else {
			b.box().lines = append(b.box().lines, cell.lines...)
		}
	case "tr":
		r := b.rows[len(b.rows)-1]
		b.rows = b.rows[:len(b.rows)-1]
		if !r.deleted {
			b.box().lines = append(b.box().lines, r.lines()...)
			b.box().tables++
		}
	}
}

// popBox closes the innermost container, with what a last deleted mark left over.
func (b *body) popBox() *box {
	last := b.box()
	b.boxes = b.boxes[:len(b.boxes)-1]
	if last.carry != "" {
		last.lines = append(last.lines, last.carry)
	}
	return last
}

// close puts a finished paragraph into its container.
func (b *body) close(p *paragraph) {
	to := b.box()
	text := to.carry + p.text.String()
	to.carry = ""
	if p.deleted {
		to.carry = text
		to.lines = append(to.lines, p.after...)
		return
	}
	// An empty item is numbered in Word as well, so it counts; nobody reads its number.
	number := b.counter.next(b.styles.place(p.style, p.list))
	if strings.TrimSpace(text) != "" {
		text = number + text
	}
	b.size += len(number)
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t\u00a0")
	}
	to.lines = append(append(to.lines, lines...), p.after...)
}

// lines lays a row out: short cells side by side, others below each other.
func (r *row) lines() []string {
	var side, below []string
	short := true
	for _, c := range r.cells {
		var full []string
		for _, l := range c.lines {
			if strings.TrimSpace(l) != "" {
				full = append(full, l)
			}
		}
		short = short && len(full) <= 1 && c.tables == 0
		side = append(side, strings.Join(full, " "))
		below = append(below, full...)
	}
	if short {
		if line := strings.TrimRight(strings.Join(side, "\t"), "\t "); line != "" {
			return []string{line}
		}
		return nil
	}
	return below
}

// symbol gives a sign of the picture fonts by its number; a space where it means nothing.
func symbol(number string) string {
	switch strings.TrimPrefix(strings.ToUpper(number), "0X") {
	case "F0B7", "F0A7", "F0D8", "F076", "2022":
		return "•"
	case "F02D", "F0BE", "2013":
		return "–"
	case "F0AE", "F0E0", "F0DE":
		return "→"
	case "F0FC":
		return "✓"
	case "F0FE", "F053", "F078":
		return "☒"
	case "F0A8", "F06F", "F072", "F0A3":
		return "☐"
	case "F0B3":
		return "≥"
	}
	return " "
}
