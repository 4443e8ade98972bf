package render

import (
	"encoding/json"
	"strconv"
	"strings"

	"thuky/report"
	"thuky/vntext"
)

// Table is the answer to a table question: its rows, those of several people one after
// another. All rows have a cell for every column.
type Table struct {
	Source  Source
	Caption string // names it for whoever does not see the heading above; not printed
	Columns []TableColumn
	Rows    []TableRow
	// Totals is the last row, nil for none. Its label stands in its first cell and reaches
	// over the columns before the first total.
	Totals [][]Run
}

// TableColumn is a column of a Table.
type TableColumn struct {
	Runs  []Run `json:"runs"` // the heading
	Align Align `json:"align"`
}

// Align is where the words of a column stand.
type Align string

// The places.
const (
	Left   Align = "left"
	Center Align = "center"
	Right  Align = "right"
)

// TableRow is a row of a Table.
type TableRow struct {
	Person string  `json:"person,omitempty"` // whose it is
	Cells  [][]Run `json:"cells"`
}

// From says where the text comes from.
func (b *Table) From() Source { return b.Source }

// Text gives a line for every row, the cells divided by " | ".
func (b *Table) Text() string {
	all := make([]string, 0, len(b.Rows)+2)
	heads := make([][]Run, len(b.Columns))
	for i, c := range b.Columns {
		heads[i] = c.Runs
	}
	all = append(all, cellLine(heads))
	for _, row := range b.Rows {
		all = append(all, cellLine(row.Cells))
	}
	if b.Totals != nil {
		all = append(all, cellLine(b.Totals))
	}
	return strings.Join(all, "\n")
}

func cellLine(cells [][]Run) string {
	texts := make([]string, len(cells))
	for i, cell := range cells {
		texts[i] = Plain(cell)
	}
	return strings.Join(texts, " | ")
}

func (*Table) block() {}

// Span is how many columns the label of the totals reaches over.
func (b *Table) Span() int {
	if len(b.Totals) == 0 || Plain(b.Totals[0]) != totalLabel {
		return 1
	}
	for i, cell := range b.Totals[1:] {
		if len(cell) > 0 {
			return i + 1
		}
	}
	return len(b.Totals) // unreachable: a label stands before a total
}

// MarshalJSON gives the block as one object.
func (b *Table) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		common
		Caption string        `json:"caption"`
		Columns []TableColumn `json:"columns"`
		Rows    []TableRow    `json:"rows"`
		Totals  [][]Run       `json:"totals,omitempty"`
	}{commonOf("table", b), b.Caption, b.Columns, b.Rows, b.Totals})
}

// tableOf prints the rows of a question.
func (b *builder) tableOf(q *report.Question, r *reply, place string) *Table {
	t := &Table{Source: filled{used: []string{q.ID}}.source(b, place, q.ID), Caption: b.what(q)}
	numbered := !q.Columns[0].NumbersRows()
	if numbered {
		t.Columns = append(t.Columns, TableColumn{[]Run{{Text: rowNumber, Bold: true}}, Center})
	}
	for _, c := range q.Columns {
		f := b.fill(c.Heading)
		t.Columns = append(t.Columns, TableColumn{headingRuns(f.runs), alignOf(c)})
	}
	for _, a := range r.given {
		for _, row := range a.Value.Table {
			line := TableRow{Person: a.Person}
			if numbered {
				line.Cells = append(line.Cells, []Run{{Text: strconv.Itoa(len(t.Rows) + 1)}})
			}
			for i := range q.Columns {
				line.Cells = append(line.Cells, singleLine(emphasis(vntext.Clean(q.CellText(row, i)))))
			}
			t.Rows = append(t.Rows, line)
		}
	}
	if totals := q.Totals(r.value.Table); totals != nil {
		t.Totals = make([][]Run, len(t.Columns))
		first := len(t.Columns) - len(q.Columns)
		for i := range q.Columns {
			if text := q.CellText(totals, i); text != "" {
				t.Totals[first+i] = []Run{{Text: text, Bold: true}}
			}
		}
		if t.Totals[0] == nil {
			t.Totals[0] = []Run{{Text: totalLabel, Bold: true}}
		}
	}
	return t
}

func alignOf(c report.Column) Align {
	if c.NumbersRows() {
		return Center
	}
	switch c.Type {
	case "integer", "decimal", "percent":
		return Right
	case "date", "yesno":
		return Center
	}
	return Left
}
