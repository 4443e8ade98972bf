package wordform

import (
	"strconv"
	"unicode/utf8"

	"thuky/render"
	"thuky/render/wordml"
	"thuky/vntext"
)

// The letters that a column counts as, at least and at most, when the width is divided.
const (
	leastColumn = 4
	mostColumn  = 36
)

// table writes a table as wide as the place it stands in, in the look of the placeholder.
// The form says how the page lies: a wide table does not get one of its own.
func (w *filler) table(t *render.Table, look string) {
	if len(t.Columns) == 0 {
		return
	}
	p := w.part.prefix
	shares, sum := make([]int, len(t.Columns)), 0
	see := func(cells [][]render.Run, from int) {
		for i := from; i < min(len(cells), len(shares)); i++ {
			shares[i] = min(max(shares[i], utf8.RuneCountInString(render.Plain(cells[i])), leastColumn), mostColumn)
		}
	}
	heads := make([][]render.Run, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = c.Runs
		shares[i] = min(max(utf8.RuneCountInString(render.Plain(c.Runs))/2, leastColumn), mostColumn)
	}
	for _, row := range t.Rows {
		see(row.Cells, 0)
	}
	see(t.Totals, t.Span())
	for _, n := range shares {
		sum += n
	}
	border := func(side string) string {
		return "<" + p + ":" + side + " " + p + `:val="single" ` + p + `:sz="4" ` + p + `:space="0" ` + p + `:color="auto"/>`
	}
	w.write("<", p, ":tbl><", p, ":tblPr><", p, ":tblW ", p, `:w="5000" `, p, `:type="pct"/><`, p, ":tblBorders>")
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		w.write(border(side))
	}
	w.write("</", p, ":tblBorders></", p, ":tblPr><", p, ":tblGrid>")
	for _, n := range shares {
		w.write("<", p, ":gridCol ", p, `:w="`, strconv.Itoa(9000*n/sum), `"/>`)
	}
	w.write("</", p, ":tblGrid>")
	row := func(cells [][]render.Run, span int, align func(i int) render.Align, head bool) {
		w.write("<", p, ":tr><", p, ":trPr><", p, ":cantSplit/>")
		if head {
			w.write("<", p, ":tblHeader/>")
		}
		w.write("</", p, ":trPr>")
		for i := 0; i < len(shares); i++ {
			n, cell := 1, []render.Run(nil)
			if i < len(cells) {
				cell = cells[i]
			}
			if i == 0 {
				n = min(span, len(shares))
			}
			width := 0
			for _, share := range shares[i : i+n] {
				width += share
			}
			w.write("<", p, ":tc><", p, ":tcPr><", p, ":tcW ", p, `:w="`, strconv.Itoa(5000*width/sum), `" `, p, `:type="pct"/>`)
			if n > 1 {
				w.write("<", p, ":gridSpan ", p, `:val="`, strconv.Itoa(n), `"/>`)
			}
			w.write("</", p, ":tcPr><", p, ":p><", p, ":pPr>")
			if head {
				w.write("<", p, ":keepNext/>")
			}
			w.write("<", p, ":spacing ", p, `:before="40" `, p, `:after="40"/><`, p, ":ind ", p, `:firstLine="0"/><`, p, ":jc ", p, `:val="`, string(align(i)), `"/></`, p, ":pPr>")
			w.cellRuns(cell, look)
			w.write("</", p, ":p></", p, ":tc>")
			i += n - 1
		}
		w.write("</", p, ":tr>")
	}
	row(heads, 1, func(int) render.Align { return render.Center }, true)
	column := func(i int) render.Align {
		if a := t.Columns[i].Align; a != "" {
			return a
		}
		return render.Left
	}
	for _, r := range t.Rows {
		row(r.Cells, 1, column, false)
	}
	if t.Totals != nil {
		row(t.Totals, t.Span(), column, false)
	}
	w.write("</", p, ":tbl>")
}

func (w *filler) cellRuns(runs []render.Run, look string) {
	p := w.part.prefix
	for _, r := range runs {
		text := vntext.Clean(r.Text)
		if text == "" {
			continue
		}
		w.write("<", p, ":r>", restyled(look, p, r))
		w.out = wordml.AppendText(w.out, p, text)
		w.write("</", p, ":r>")
	}
}
