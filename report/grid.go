package report

import "strconv"

// Grid is a table as pages show it.
type Grid struct {
	Head []string // the number of the row first
	// Numbers tells which columns are numbers, to stand at the right.
	Numbers []bool
	Rows    [][]string
	Totals  []string // nil for none
}

// Grid lays out the rows of a value, nil for one that has none.
func (q *Question) Grid(v Value) *Grid {
	if v.Table == nil || len(q.cells) == 0 {
		return nil
	}
	g := &Grid{Head: []string{rowNumber}, Numbers: []bool{false}}
	for _, c := range q.Columns {
		g.Head = append(g.Head, c.Heading)
		g.Numbers = append(g.Numbers, c.Type == "integer" || c.Type == "decimal" || c.Type == "percent")
	}
	line := func(first string, row Row) []string {
		cells := []string{first}
		for i := range q.Columns {
			cells = append(cells, q.CellText(row, i))
		}
		return cells
	}
	for i, row := range v.Table {
		g.Rows = append(g.Rows, line(strconv.Itoa(i+1), row))
	}
	if totals := q.Totals(v.Table); totals != nil {
		g.Totals = line(totalSign, totals)
	}
	return g
}
