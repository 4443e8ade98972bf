package report

import (
	"slices"
	"strings"

	"thuky/workday"
)

// tableKind is a table with the columns of the template; its value is its rows, or the
// words of a lone nil answer ("Không") as Text.
type tableKind struct{}

func (tableKind) name() string   { return "table" }
func (tableKind) keys() []string { return []string{"columns"} }

func (tableKind) parse(q *Question, text string, today workday.Date) (Reading, *Problem) {
	if nilTable(text) {
		return parseText(q, text, MaxText)
	}
	r, problem := q.ReadRows(SplitRows(text), today)
	switch {
	case problem != nil:
		return Reading{}, problem
	case len(r.Rows) == 0:
		return Reading{}, q.problem(Empty)
	}
	return Reading{Value: TableValue(r.Rows)}, nil
}

// nilTable tells whether words say that there is nothing to list. A lone 0 is a cell.
func nilTable(text string) bool {
	return NilText(text) && !strings.ContainsAny(text, ";\t0123456789")
}

// format gives the rows as they are typed.
func (tableKind) format(q *Question, v Value) string {
	if v.Table == nil {
		if text := textOf(v); NilText(text) {
			return text
		}
		return ""
	}
	lines := make([]string, len(v.Table))
	for i, row := range v.Table {
		lines[i] = q.RowText(row)
	}
	return strings.Join(lines, "\n")
}

func (tableKind) example(q *Question) string {
	cells := make([]string, len(q.cells))
	for i, cell := range q.cells {
		if k := kindOf(cell.Type); k != nil {
			cells[i] = k.example(cell)
		}
		if cells[i] == "" {
			cells[i] = cellWords
		}
	}
	return strings.Join(cells, "; ")
}

func (tableKind) sample() any { return []map[string]any{} }

// operand gives the rows as a list of maps. An empty cell is not in its map, which
// expressions see as nil; a lone nil answer is a table without rows.
func (tableKind) operand(v Value) any {
	if v.Table == nil && !NilText(textOf(v)) {
		return nil
	}
	rows := make([]map[string]any, len(v.Table))
	for i, row := range v.Table {
		rows[i] = make(map[string]any, len(row))
		for id, cell := range row {
			if operand := cellOperand(cell); operand != nil {
				rows[i][id] = operand
			}
		}
	}
	return rows
}

func cellOperand(v Value) any {
	switch {
	case v.Number != nil:
		return *v.Number
	case v.Text != nil:
		return *v.Text
	case v.Yes != nil:
		return *v.Yes
	case v.Date != nil:
		return v.Date.String()
	}
	return nil
}

func (tableKind) result(*Question, any) (Value, bool) { return Value{}, false }

// literal takes the rows of an earlier version of the template, if every cell has a place
// in this one. Template files give tables no default.
func (tableKind) literal(q *Question, written any) (Value, bool) {
	if text, ok := written.(string); ok {
		return TextValue(text), nilTable(text)
	}
	rows, ok := written.([]Row)
	for _, row := range rows {
		for id, v := range row {
			ok = ok && slices.ContainsFunc(q.cells, func(cell *Question) bool {
				return cell.ID == id && cellOperand(v) != nil && kindOf(cell.Type).operand(v) != nil
			})
		}
	}
	return TableValue(rows), ok
}
