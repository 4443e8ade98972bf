package doctext

import (
	"cmp"
	"encoding/xml"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"thuky/vntext"
)

// layout collects paragraphs with their looks while a document part is walked through.
type layout struct {
	styles  *styles
	counter *counter
	looks   *looks

	path   []string
	skip   int // open elements inside one that is left out
	paras  []*lookPara
	tables []*openTable
	size   int

	done     []Paragraph
	sections []section
	section  *section // that is read now
}

// maxSpan is how many columns a cell reaches over at most; Word has 63 in a table.
const maxSpan = 63

// openTable is a table that is read now.
type openTable struct {
	*Table
	row, column int
	grid, next  int // columns of the grid: that of the cell, and that of the next one
}

// lookPara is a paragraph that is read now.
type lookPara struct {
	style  string
	list   listPlace
	own    paraLook
	runs   []lookRun
	run    lookRun // that is read now
	rStyle string
	hidden bool
}

type lookRun struct {
	text string
	own  letterLook
	look letterLook
}

// section is a section of the file.
type section struct {
	page      Page
	titlePage bool
	refs      []headerRef
}

// headerRef points to a header or footer.
type headerRef struct{ kind, id, where string }

func newLayout(s *styles, c *counter, l *looks) *layout {
	return &layout{styles: s, counter: c, looks: l}
}

func (b *layout) full() bool { return b.size > maxText }

func (b *layout) parent() string {
	if len(b.path) == 0 {
		return ""
	}
	return b.path[len(b.path)-1]
}

func (b *layout) para() *lookPara {
	if len(b.paras) == 0 {
		return nil
	}
	return b.paras[len(b.paras)-1]
}

func (b *layout) table() *openTable {
	if len(b.tables) == 0 {
		return nil
	}
	return b.tables[len(b.tables)-1]
}

func (b *layout) start(e xml.StartElement) {
	name, parent := e.Name.Local, b.parent()
	b.path = append(b.path, name)
	switch {
	case b.skip > 0:
		b.skip++
		return
	case left[name] && name != "sectPr" && name != "tblPr" && name != "tcPr":
		b.skip = 1
		return
	}
	switch name {
	case "p":
		b.paras = append(b.paras, &lookPara{list: noList})
	case "tbl":
		b.tables = append(b.tables, &openTable{Table: &Table{}, row: -1})
	case "tr":
		if t := b.table(); t != nil {
			t.row, t.column, t.next = t.row+1, -1, 0
			t.Rows++
		}
	case "tc":
		if t := b.table(); t != nil {
			t.column++
			t.Columns = max(t.Columns, t.column+1)
			t.grid, t.next = t.next, t.next+1
		}
	case "gridSpan":
		if t := b.table(); t != nil {
			n, _ := strconv.Atoi(value(e))
			t.next = t.grid + min(max(n, 1), maxSpan)
		}
	case "sectPr":
		b.section = &section{}
	default:
		if b.section != nil {
			b.section.read(e)
		} else if p := b.para(); p != nil {
			b.inParagraph(p, parent, e)
		}
	}
}

// read takes a child of sectPr.
func (s *section) read(e xml.StartElement) {
	length := func(name string) float64 {
		n, _ := strconv.Atoi(attr(e, name))
		return millimetres(n)
	}
	switch e.Name.Local {
	case "pgSz":
		s.page.Width, s.page.Height = length("w"), length("h")
	case "pgMar":
		s.page.Top, s.page.Bottom = math.Abs(length("top")), math.Abs(length("bottom"))
		s.page.Left, s.page.Right = length("left"), length("right")
	case "titlePg":
		s.titlePage = on(e)
	case "headerReference":
		s.refs = append(s.refs, headerRef{attr(e, "type"), attr(e, "id"), "header"})
	case "footerReference":
		s.refs = append(s.refs, headerRef{attr(e, "type"), attr(e, "id"), "footer"})
	}
}

func (b *layout) inParagraph(p *lookPara, parent string, e xml.StartElement) {
	name := e.Name.Local
	switch parent {
	case "pPr":
		if name == "pStyle" {
			p.style = value(e)
		} else {
			readPara(&p.own, e)
		}
	case "numPr":
		p.list.read(e)
	case "rPr":
		if len(b.path) < 3 || b.path[len(b.path)-3] != "r" {
			return // of the mark of the paragraph
		}
		switch name {
		case "vanish":
			p.hidden = on(e)
		case "rStyle":
			p.rStyle = value(e)
		default:
			b.looks.letter(&p.run.own, e)
		}
	case "r":
		switch name {
		case "tab", "ptab":
			b.write(p, "\t")
		case "br", "cr":
			if kind := attr(e, "type"); kind == "" || kind == "textWrapping" {
				b.write(p, "\n")
			}
		case "noBreakHyphen":
			b.write(p, "-")
		case "sym":
			b.write(p, symbol(attr(e, "char")))
		}
	default:
		if name == "r" {
			p.run, p.rStyle, p.hidden = lookRun{}, "", false
		}
	}
}

func (b *layout) write(p *lookPara, text string) {
	if p.hidden {
		return
	}
	p.run.text += text
	b.size += len(text)
}

func (b *layout) chars(text []byte) {
	if b.skip > 0 || b.parent() != "t" {
		return
	}
	if p := b.para(); p != nil {
		b.write(p, string(text))
	}
}

func (b *layout) end(name string) {
	b.path = b.path[:len(b.path)-1]
	if b.skip > 0 {
		b.skip--
		return
	}
	switch name {
	case "r":
		if p := b.para(); p != nil && p.run.text != "" {
			_, under, _ := b.looks.of(p.style)
			p.run.look = b.looks.run(under, p.rStyle).over(p.run.own)
			p.runs = append(p.runs, p.run)
			p.run = lookRun{}
		}
	case "p":
		if p := b.para(); p != nil {
			b.paras = b.paras[:len(b.paras)-1]
			b.close(p)
		}
	case "tbl":
		if t := b.table(); t != nil {
			b.tables = b.tables[:len(b.tables)-1]
		}
	case "sectPr":
		if b.section != nil {
			b.sections = append(b.sections, *b.section)
			b.section = nil
		}
	}
}

// close finishes a paragraph: its lines are put into the text.
func (b *layout) close(p *lookPara) {
	name, _, para := b.looks.of(p.style)
	para = para.over(p.own)
	number := b.counter.next(b.styles.place(p.style, p.list))
	var lines [][]lookRun
	line := []lookRun{}
	for _, r := range p.runs {
		for i, text := range strings.Split(vntext.Clean(r.text), "\n") {
			if i > 0 {
				lines = append(lines, line)
				line = nil
			}
			if text != "" {
				line = append(line, lookRun{text: text, look: r.look})
			}
		}
	}
	for i, runs := range append(lines, line) {
		out := Paragraph{Style: name, Look: lookOf(runs, para)}
		if para.outline != nil && *para.outline < 9 {
			out.Level = *para.outline + 1
		}
		var text strings.Builder
		if i == 0 && strings.TrimSpace(plainRuns(runs)) != "" {
			text.WriteString(number)
		}
		for _, r := range runs {
			from := text.Len()
			text.WriteString(r.text)
			if r.look.italic == setOn {
				out.Italic = append(out.Italic, [2]int{from, text.Len()})
			}
		}
		whole := text.String()
		cut := len(whole) - len(strings.TrimLeft(whole, " \t"))
		if out.Text = strings.TrimSpace(whole); out.Text == "" {
			continue
		}
		for k := range out.Italic {
			for e := range out.Italic[k] {
				out.Italic[k][e] = min(max(out.Italic[k][e]-cut, 0), len(out.Text))
			}
		}
		if t := b.table(); t != nil {
			out.Table, out.Row, out.Column, out.Grid = t.Table, t.row, t.column, t.grid
		}
		b.done = append(b.done, out)
	}
}

func plainRuns(runs []lookRun) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.text)
	}
	return b.String()
}

// lookOf gives the look of most letters of a line.
func lookOf(runs []lookRun, para paraLook) Look {
	l := Look{Align: cmp.Or(para.align, "left"), Line: 1}
	fonts, sizes := map[string]int{}, map[int]int{}
	letters, bold, italic := 0, 0, 0
	for _, r := range runs {
		n := 0
		for _, c := range r.text {
			if unicode.IsLetter(c) || unicode.IsDigit(c) {
				n++
			}
		}
		if n == 0 {
			continue
		}
		letters += n
		fonts[r.look.font] += n
		sizes[r.look.size] += n
		if r.look.bold == setOn {
			bold += n
		}
		if r.look.italic == setOn {
			italic += n
		}
	}
	l.Bold, l.Italic = bold*2 > letters, italic*2 > letters
	l.Font, l.Size = most(fonts), float64(most(sizes))/2
	for f := range fonts {
		if f != l.Font {
			l.OtherFonts = append(l.OtherFonts, f)
		}
	}
	slices.Sort(l.OtherFonts)
	if para.first != nil {
		l.FirstLine = millimetres(*para.first)
	}
	if para.before != nil {
		l.Before = float64(*para.before) / 20
	}
	if para.after != nil {
		l.After = float64(*para.after) / 20
	}
	if para.line != nil {
		if l.Line = float64(*para.line) / 240; para.rule == "exact" || para.rule == "atLeast" {
			l.Line = 0
		}
	}
	return l
}

// most gives the key with the highest count, the smallest of equals.
func most[K cmp.Ordered](count map[K]int) K {
	var best K
	n := 0
	for k, c := range count {
		if c > n || c == n && k < best {
			best, n = k, c
		}
	}
	return best
}

// millimetres gives twips as millimetres, to a tenth.
func millimetres(twips int) float64 {
	return math.Round(float64(twips)*254/1440) / 10
}

// fields gives the words of a field's instruction.
func fields(s string) iter.Seq[string] { return strings.FieldsSeq(strings.ToUpper(s)) }
