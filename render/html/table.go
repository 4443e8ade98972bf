package html

import (
	"strconv"
	"strings"

	"thuky/render"
)

// table writes a table. Every cell with words is a line.
func (p *printer) table(s render.Source, b *render.Table) {
	p.raw(`<div class="d-scroll" role="region" tabindex="0" aria-label="`, escape(b.Caption), `"><table class="d-table">`, "\n",
		`<caption class="d-caption">`, escape(b.Caption), "</caption>\n<thead><tr>\n")
	for _, c := range b.Columns {
		p.cell("th", "", ` scope="col"`, s, c.Runs, true)
	}
	p.raw("</tr></thead>\n<tbody>\n")
	for _, row := range b.Rows {
		of := s
		if row.Person != "" {
			of.Persons = []string{row.Person}
		}
		p.raw("<tr>\n")
		for i, cell := range row.Cells {
			p.cell("td", classOf(b.Columns[i].Align), "", of, cell, false)
		}
		p.raw("</tr>\n")
	}
	p.raw("</tbody>\n")
	if b.Totals != nil {
		p.raw(`<tfoot><tr class="d-totals">`, "\n")
		span := b.Span()
		for i, cell := range b.Totals {
			switch {
			case i > 0 && i < span:
			case i == 0 && span > 1:
				p.cell("th", "", ` scope="row" colspan="`+strconv.Itoa(span)+`"`, s, cell, true)
			default:
				p.cell("td", classOf(b.Columns[i].Align), "", s, cell, false)
			}
		}
		p.raw("</tr></tfoot>\n")
	}
	p.raw("</table></div>\n")
}

func classOf(a render.Align) string {
	if a == render.Left {
		return ""
	}
	return "d-" + string(a)
}

func (p *printer) cell(tag, class, more string, s render.Source, runs []render.Run, heading bool) {
	p.raw("<", tag)
	p.attribute("class", class)
	p.raw(more)
	if strings.TrimSpace(render.Plain(runs)) != "" {
		p.owned(s)
	}
	p.raw(">", spans(runs, heading), "</", tag, ">\n")
}
