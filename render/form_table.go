package render

import (
	"slices"
	"strings"

	"thuky/report"
	"thuky/vntext"
)

// formTotal behind the name of a column is its sum: {{lop.tiet.tong}}.
const formTotal = "tong"

// columnName is the placeholder of a column of a table: {{lop.tiet}}.
func columnName(q *report.Question, c report.Column) string { return q.ID + "." + c.ID }

// columnNames lists the placeholders of the columns of a table.
func columnNames(q *report.Question) (names []string) {
	for _, c := range q.Columns {
		names = append(names, columnName(q, c))
		if c.Total {
			names = append(names, columnName(q, c)+"."+formTotal)
		}
	}
	return names
}

// columnFields are the columns of a table: one after another outside of its rows. A table
// that is not answered, or in one word, is so in each of its columns.
func (b *builder) columnFields(q *report.Question, whole FormField) map[string]FormField {
	all := map[string]FormField{}
	r := b.reply[q.ID]
	if r.standing != given || r.value.Table == nil {
		for _, name := range columnNames(q) {
			all[name] = FormField{Lines: whole.Lines, Items: whole.Items, Gap: whole.Gap}
			if r.standing == given && strings.HasSuffix(name, "."+formTotal) {
				all[name] = textField("0")
			}
		}
		return all
	}
	totals := q.Totals(r.value.Table)
	for i, c := range q.Columns {
		var f FormField
		for _, item := range whole.Items {
			cell := item.Cells[columnName(q, c)]
			f.Lines = append(f.Lines, cell)
			if len(cell) == 0 {
				continue
			}
			f.Items = append(f.Items, FormValue{Runs: cell, Person: item.Person})
			if f.Within != nil {
				f.Within = append(f.Within, Run{Text: ", "})
			}
			f.Within = append(f.Within, cell...)
		}
		if len(f.Items) == 0 {
			f = FormField{}
		}
		all[columnName(q, c)] = f
		if c.Total {
			all[columnName(q, c)+"."+formTotal] = textField(q.CellText(totals, i))
		}
	}
	return all
}

// cellsOf are the cells of a row by their placeholders.
func cellsOf(q *report.Question, row report.Row) map[string][]Run {
	cells := map[string][]Run{}
	for i, c := range q.Columns {
		cells[columnName(q, c)] = singleLine(emphasis(vntext.Clean(q.CellText(row, i))))
	}
	return cells
}

// wordCells are the cells of the one row of a table that was answered in a word: it stands
// in the first column that has words.
func wordCells(q *report.Question, word []Run) map[string][]Run {
	cells := cellsOf(q, nil)
	i := max(slices.IndexFunc(q.Columns, func(c report.Column) bool { return !c.NumbersRows() }), 0)
	cells[columnName(q, q.Columns[i])] = word
	return cells
}
