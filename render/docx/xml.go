package docx

import (
	"strconv"
	"strings"

	"thuky/render"
	"thuky/render/wordml"
	"thuky/vntext"
)

// xml builds a part. Its methods give it back, so that calls can follow each other.
type xml struct {
	buf []byte
}

func newXML(size int) *xml { return &xml{make([]byte, 0, size)} }

// raw appends mark-up.
func (x *xml) raw(s string) *xml {
	x.buf = append(x.buf, s...)
	return x
}

func (x *xml) number(n int) *xml {
	x.buf = strconv.AppendInt(x.buf, int64(n), 10)
	return x
}

// plain appends escaped text for an element that holds nothing else.
func (x *xml) plain(s string) *xml {
	return x.escape(strings.Join(strings.Fields(vntext.Clean(s)), " "))
}

// escape appends text that is clean already.
func (x *xml) escape(s string) *xml {
	x.buf = wordml.AppendEscaped(x.buf, s)
	return x
}

// run appends one run. inBold tells that the paragraph's style is bold.
func (x *xml) run(r render.Run, inBold bool) {
	text := vntext.Clean(r.Text)
	if text == "" {
		return
	}
	x.raw(`<w:r>`)
	if unbold := inBold && !r.Bold; r.Bold != inBold || r.Italic || r.Mark {
		x.raw(`<w:rPr>`)
		switch {
		case unbold:
			x.raw(`<w:b w:val="0"/><w:bCs w:val="0"/>`)
		case r.Bold && !inBold:
			x.raw(`<w:b/><w:bCs/>`)
		}
		if r.Italic {
			x.raw(`<w:i/><w:iCs/>`)
		}
		if r.Mark {
			x.raw(`<w:highlight w:val="yellow"/>`)
		}
		x.raw(`</w:rPr>`)
	}
	x.text(text)
	x.raw(`</w:r>`)
}

// text appends what stands in a run.
func (x *xml) text(s string) { x.buf = wordml.AppendText(x.buf, "w", s) }

// paragraph appends a paragraph of a style; direct is further mark-up of its pPr,
// in the order of the schema.
func (x *xml) paragraph(style, direct string, runs []render.Run, inBold bool) {
	x.open(style, direct)
	for _, r := range runs {
		x.run(r, inBold)
	}
	x.raw(`</w:p>`)
}

func (x *xml) open(style, direct string) {
	x.raw(`<w:p><w:pPr><w:pStyle w:val="`).raw(style).raw(`"/>`).raw(direct).raw(`</w:pPr>`)
}

// line appends a paragraph of one plain run in the look of its style.
func (x *xml) line(style, text string) {
	x.open(style, "")
	x.run(render.Run{Text: text}, false)
	x.raw(`</w:p>`)
}

// gap appends a little room, kept with what follows or not.
func (x *xml) gap(keep bool) {
	direct := ""
	if keep {
		direct = `<w:keepNext/>`
	}
	x.paragraph(styleGap, direct, nil, false)
}

// rule appends a line of a length, centred in a column, with room under it; all are twips.
// It is kept with what follows or not.
func (x *xml) rule(length, column, under int, keep bool) {
	side := max(0, (column-length)/2)
	direct := ""
	if keep {
		direct = `<w:keepNext/>`
	}
	room := ""
	if under > 0 {
		room = `<w:spacing w:after="` + strconv.Itoa(under) + `"/>`
	}
	x.open(styleLine, direct+`<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>`+room+`<w:ind w:left="`+
		strconv.Itoa(side)+`" w:right="`+strconv.Itoa(side)+`" w:firstLine="0"/>`)
	x.raw(`</w:p>`)
}

// table opens a borderless table of two columns, as wide as the text.
func (x *xml) table(left, right int) {
	x.raw(`<w:tbl><w:tblPr><w:tblW w:w="`).number(left + right).raw(`" w:type="dxa"/><w:tblLayout w:type="fixed"/>` +
		`<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>` +
		`<w:tblGrid><w:gridCol w:w="`).number(left).raw(`"/><w:gridCol w:w="`).number(right).raw(`"/></w:tblGrid>`)
}

const (
	rowStart = `<w:tr><w:trPr><w:cantSplit/></w:trPr>`
	rowEnd   = `</w:tr>`
	cellEnd  = `</w:tc>`
	tableEnd = `</w:tbl>`
)

func (x *xml) cell(width int) {
	x.raw(`<w:tc><w:tcPr><w:tcW w:w="`).number(width).raw(`" w:type="dxa"/></w:tcPr>`)
}
