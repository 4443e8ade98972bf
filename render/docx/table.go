package docx

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"thuky/render"
	"thuky/vntext"
)

// Tables of the text, in twips.
const (
	cellSide  = 80   // between border and words
	cellSlim  = 40   // the same in a table of smaller letters
	cellLine  = 24   // what the borders take
	longWord  = 1985 // 35 mm: a longer word may be broken
	leastCell = 500
)

// grid is how a table is set.
type grid struct {
	widths []int // of the columns
	wide   bool  // on a page of its own that lies on its side
	small  bool  // in smaller letters
}

// gridOf fits a table between the margins. A table whose words do not fit upright, or only in
// tall heaps, is set on its side.
func gridOf(b *render.Table) grid {
	if len(b.Columns) == 0 {
		return grid{}
	}
	columns := measure(b, tableSize, cellSide, 3)
	narrow := share(columns, textColumn)
	switch {
	case least(columns) <= textColumn && !heaped(columns, narrow):
		return grid{widths: narrow}
	case least(columns) <= sideColumn:
		return grid{widths: share(columns, sideColumn), wide: true}
	}
	return grid{widths: share(measure(b, tableSizeSmall, cellSlim, 5), sideColumn), wide: true, small: true}
}

// The sizes of letters in tables, in points.
const (
	tableSize      = 13
	tableSizeSmall = 11
)

// column is how wide the words of a column are.
type column struct {
	least int   // its longest word, the heading in few lines
	most  int   // its longest cell on one line
	cells []int // each cell on one line
}

// measure looks at the words of a table in letters of a size, with some room beside them; its
// headings are to take a few lines at most.
func measure(b *render.Table, size float64, side, lines int) []column {
	all := make([]column, len(b.Columns))
	width := func(f face, text string) int {
		return int(math.Ceil(textWidth(f, size, vntext.Clean(text))*twipsPerPoint)) + 2*side + cellLine
	}
	see := func(i int, f face, runs []render.Run) int {
		text := render.Plain(runs)
		for _, word := range strings.Fields(text) {
			all[i].least = max(all[i].least, min(width(f, word), longWord))
		}
		return width(f, text)
	}
	for i, c := range b.Columns {
		all[i].least = leastCell
		head := see(i, faceBold, c.Runs)
		all[i].least = max(all[i].least, min(head/lines+4*side, head))
		all[i].most = all[i].least
	}
	row := func(f face, cells [][]render.Run, from int) {
		for i, cell := range cells[:min(len(cells), len(all))] {
			if i < from {
				continue
			}
			w := see(i, f, cell)
			all[i].most = max(all[i].most, w)
			all[i].cells = append(all[i].cells, w)
		}
	}
	for _, r := range b.Rows {
		row(faceRegular, r.Cells, 0)
	}
	row(faceBold, b.Totals, min(b.Span(), len(b.Totals)))
	return all
}

func least(columns []column) int {
	sum := 0
	for _, c := range columns {
		sum += c.least
	}
	return sum
}

// share divides a width among the columns: to each its least, and of the rest by what it
// lacks. One long text does not take all.
func share(columns []column, width int) []int {
	needs := make([]float64, len(columns))
	wants, total := 0.0, 0.0
	for i, c := range columns {
		needs[i] = float64(c.least)
		wants += float64(min(c.most, width*6/10) - c.least)
		total += needs[i]
	}
	switch rest := float64(width) - total; {
	case rest < 0: // no way to fit: words will be broken
		level(needs, float64(width))
	case wants > 0:
		part := min(rest/wants, 1)
		for i, c := range columns {
			needs[i] += float64(min(c.most, width*6/10)-c.least) * part
		}
	}
	total = 0
	for _, n := range needs {
		total += n
	}
	widths := make([]int, len(columns))
	left := width
	for i, n := range needs {
		widths[i] = int(n * float64(width) / total)
		left -= widths[i]
	}
	widths[len(widths)-1] += left
	return widths
}

// level cuts the highest down until the sum is a total.
func level(needs []float64, total float64) {
	order := slices.Sorted(slices.Values(needs))
	left := total
	for i, n := range order {
		if fair := left / float64(len(order)-i); n > fair {
			for k := range needs {
				needs[k] = min(needs[k], fair)
			}
			return
		}
		left -= n
	}
}

// heaped tells whether rows of many columns become heaps of short lines.
func heaped(columns []column, widths []int) bool {
	const many, tall = 6, 3
	rows := len(columns[0].cells)
	if len(columns) < many || rows == 0 {
		return false
	}
	lines := 0
	for r := range rows {
		highest := 1
		for i, c := range columns {
			if r < len(c.cells) {
				highest = max(highest, (c.cells[r]-2*cellSide)/max(widths[i]-2*cellSide, 1)+1)
			}
		}
		lines += highest
	}
	return lines > tall*rows
}

const tableBorders = `<w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:left w:val="single" w:sz="4" w:space="0" w:color="000000"/>` +
	`<w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:right w:val="single" w:sz="4" w:space="0" w:color="000000"/>` +
	`<w:insideH w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tblBorders>`

// dataTable writes a table with its headings on every page. sign writes the signature, nil
// for none: it stands in a last row without lines, since LibreOffice keeps the rows of a table
// together, but no table with what follows.
func (x *xml) dataTable(b *render.Table, g grid, sign func(width int)) {
	if len(g.widths) == 0 {
		return
	}
	keep := sign != nil
	width, side := 0, strconv.Itoa(cellSide)
	for _, w := range g.widths {
		width += w
	}
	if g.small {
		side = strconv.Itoa(cellSlim)
	}
	x.raw(`<w:tbl><w:tblPr><w:tblW w:w="`).number(width).raw(`" w:type="dxa"/>` + tableBorders + `<w:tblLayout w:type="fixed"/><w:tblCellMar>` +
		`<w:left w:w="` + side + `" w:type="dxa"/><w:right w:w="` + side + `" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`)
	for _, w := range g.widths {
		x.raw(`<w:gridCol w:w="`).number(w).raw(`"/>`)
	}
	x.raw(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, c := range b.Columns {
		x.dataCell(g.widths[i], 1, `<w:vAlign w:val="center"/>`, styleTableHead, `<w:keepNext/>`, c.Runs, g.small)
	}
	x.raw(rowEnd)
	for r, row := range b.Rows {
		direct := ""
		if keep && b.Totals == nil && r == len(b.Rows)-1 || b.Totals != nil && r == len(b.Rows)-1 { // the sums do not stand alone
			direct = `<w:keepNext/>`
		}
		x.raw(rowStart)
		for i, cell := range squared(row.Cells, len(g.widths)) {
			x.dataCell(g.widths[i], 1, "", styleTable, direct+jc(b.Columns[i].Align), cell, g.small)
		}
		x.raw(rowEnd)
	}
	if b.Totals != nil {
		direct := ""
		if keep {
			direct = `<w:keepNext/>`
		}
		x.raw(rowStart)
		span := min(b.Span(), len(g.widths))
		totals := squared(b.Totals, len(g.widths))
		for i := 0; i < len(totals); i++ {
			n, align := 1, jc(b.Columns[i].Align)
			if i == 0 && span > 1 {
				n, align = span, jc(render.Center)
			}
			width := 0
			for _, w := range g.widths[i : i+n] {
				width += w
			}
			x.dataCell(width, n, "", styleTable, direct+align, totals[i], g.small)
			i += n - 1
		}
		x.raw(rowEnd)
	}
	if sign != nil {
		x.raw(rowStart + `<w:tc><w:tcPr><w:tcW w:w="`).number(width).raw(`" w:type="dxa"/><w:gridSpan w:val="`).number(len(g.widths)).raw(`"/>` + openCell)
		x.gap(false)
		sign(width)
		x.raw(lastParagraph + cellEnd + rowEnd)
	}
	x.raw(tableEnd)
}

// openCell are the rest of the properties of a cell without lines or margins, under the table.
const openCell = `<w:tcBorders><w:left w:val="nil"/><w:bottom w:val="nil"/><w:right w:val="nil"/></w:tcBorders>` +
	`<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar></w:tcPr>`

// squared gives a row as many cells as there are columns.
func squared(cells [][]render.Run, columns int) [][]render.Run {
	for len(cells) < columns {
		cells = append(cells[:len(cells):len(cells)], nil)
	}
	return cells[:columns]
}

func jc(a render.Align) string {
	if a == render.Right || a == render.Center {
		return `<w:jc w:val="` + string(a) + `"/>`
	}
	return ""
}

func (x *xml) dataCell(width, span int, more, style, direct string, runs []render.Run, small bool) {
	x.raw(`<w:tc><w:tcPr><w:tcW w:w="`).number(width).raw(`" w:type="dxa"/>`)
	if span > 1 {
		x.raw(`<w:gridSpan w:val="`).number(span).raw(`"/>`)
	}
	x.raw(more).raw(`</w:tcPr>`)
	if small {
		style += smallTable
	}
	x.paragraph(style, direct, runs, strings.HasPrefix(style, styleTableHead))
	x.raw(cellEnd)
}
