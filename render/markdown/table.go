package markdown

import (
	"strings"

	"thuky/render"
)

// table writes a table as GitHub does; its totals are its last row.
func (p *printer) table(b *render.Table) {
	if p.started {
		p.write("\n")
	}
	heads := make([][]render.Run, len(b.Columns))
	for i, c := range b.Columns {
		heads[i] = c.Runs
	}
	p.cells(heads, headingRuns)
	for _, c := range b.Columns {
		switch c.Align {
		case render.Right:
			p.write("| ---: ")
		case render.Center:
			p.write("| :---: ")
		default:
			p.write("| --- ")
		}
	}
	p.write("|\n")
	for _, row := range b.Rows {
		p.cells(row.Cells, runs)
	}
	if b.Totals != nil {
		p.cells(b.Totals, runs)
	}
	p.started, p.inList = true, false
}

func (p *printer) cells(cells [][]render.Run, written func([]render.Run) string) {
	for _, cell := range cells {
		p.write("| " + strings.ReplaceAll(written(cell), "|", `\|`) + " ")
	}
	p.write("|\n")
}
