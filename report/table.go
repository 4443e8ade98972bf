package report

import (
	"fmt"
	"slices"
	"strings"

	"thuky/vntext"
)

// Row is one row of a table: the values of its cells by the ids of their columns. An
// empty cell is not in it.
type Row map[string]Value

// The limits of a table.
const (
	MaxRows    = 500
	MaxColumns = 20
	MaxCell    = 500 // letters of one cell
)

// cellTypes are the types that a column may have.
var cellTypes = []string{"text", "integer", "decimal", "percent", "date", "yesno"}

// totalTypes are those whose cells can be added.
var totalTypes = []string{"integer", "decimal"}

// makeCells gives every column the question that its cells answer.
func (q *Question) makeCells() {
	q.cells = nil
	for _, c := range q.Columns {
		q.cells = append(q.cells, &Question{ID: c.ID, Type: c.Type, Heading: c.Heading})
	}
}

// Cell is the question that a cell of the column answers, by its place from 0.
func (q *Question) Cell(column int) *Question { return q.cells[column] }

var lineEnds = strings.NewReplacer("\n", " ", "\t", " ")

// oneLineOf puts words on one line, without white space around them.
func oneLineOf(text string) string { return strings.TrimSpace(lineEnds.Replace(vntext.Clean(text))) }

func blankCell(text string) bool { return strings.Trim(text, "-–— ") == "" }

// CellText gives a cell as it is printed, shown and typed; "" when it is empty.
func (q *Question) CellText(row Row, column int) string {
	cell := q.cells[column]
	v := row[cell.ID]
	if cell.Type == "date" && v.Date != nil {
		if v.Date.Month > 2 {
			return fmt.Sprintf("%02d/%d/%d", v.Date.Day, v.Date.Month, v.Date.Year)
		}
		return fmt.Sprintf("%02d/%02d/%d", v.Date.Day, v.Date.Month, v.Date.Year)
	}
	return cell.Format(v)
}

// RowText gives a row as somebody would type it; read again it is the same row.
func (q *Question) RowText(row Row) string {
	cells := make([]string, len(q.cells))
	for i := range q.cells {
		cells[i] = q.CellText(row, i)
	}
	return JoinCells(cells)
}

// JoinCells gives the words of cells as one line, from which SplitRows cuts them again.
func JoinCells(cells []string) string {
	quoted := make([]string, len(cells))
	for i, cell := range cells {
		if strings.ContainsAny(cell, ";|") || strings.Contains(cell, "  ") || strings.HasPrefix(cell, `"`) {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		quoted[i] = cell
	}
	text := strings.Join(quoted, "; ")
	if strings.HasSuffix(text, "; ") {
		text = text[:len(text)-1]
	}
	return text
}

// Totals are the sums of the columns that have one, nil when none has.
func (q *Question) Totals(rows []Row) Row {
	var totals Row
	for _, c := range q.Columns {
		if !c.Total {
			continue
		}
		var values []Value
		for _, row := range rows {
			values = append(values, row[c.ID])
		}
		if totals == nil {
			totals = Row{}
		}
		totals[c.ID] = NumberValue(sum(values))
	}
	return totals
}

// Summary is the value in few words: of a table how many rows it has, and its sums, of
// files how many of which kinds.
func (q *Question) Summary(v Value) string {
	if v.Files != nil {
		return countFiles(v.Files)
	}
	if v.Table == nil {
		return q.Bare(v)
	}
	text := rowCount(len(v.Table))
	totals := q.Totals(v.Table)
	for i, c := range q.Columns {
		if c.Total {
			text += ", " + totalOf(c.Heading, q.CellText(totals, i))
		}
	}
	return text
}

// Lacking are the headings of the columns that a row has nothing in.
func (q *Question) Lacking(row Row) (headings []string) {
	for i, c := range q.Columns {
		if q.CellText(row, i) == "" {
			headings = append(headings, c.Heading)
		}
	}
	return headings
}

// SplitRows cuts words into rows and cells: at line ends, and at tabs where there are
// any, else at semicolons. A cell in quotation marks may hold both. Where there is none of
// these, bars divide cells, and gaps of several spaces that all lines have equally many of:
// what some chats make of tabs. Lines without words are left out.
func SplitRows(text string) [][]string {
	text = vntext.Clean(text)
	divider := ";"
	switch {
	case strings.ContainsRune(text, '\t'):
		divider = "\t"
	case !strings.ContainsAny(text, `;"`):
		if rows := splitBars(text); rows != nil {
			return rows
		}
		if rows := splitGaps(text); rows != nil {
			return rows
		}
	}
	var rows [][]string
	for text != "" {
		var row []string
		for end := false; !end; {
			var cell string
			cell, text, end = cutCell(text, divider)
			row = append(row, cell)
		}
		if slices.ContainsFunc(row, func(cell string) bool { return cell != "" }) {
			rows = append(rows, row)
		}
	}
	return rows
}

// cutCell takes the first cell off; end tells that its row ends there.
func cutCell(text, divider string) (cell, rest string, end bool) {
	if begun := strings.TrimLeft(text, " "); strings.HasPrefix(begun, `"`) {
		if cell, rest, ok := cutQuoted(begun[1:]); ok {
			rest = strings.TrimLeft(rest, " ")
			switch {
			case rest == "" || rest[0] == '\n':
				return oneLineOf(cell), strings.TrimPrefix(rest, "\n"), true
			case strings.HasPrefix(rest, divider):
				return oneLineOf(cell), rest[len(divider):], false
			}
		}
	}
	i := strings.IndexAny(text, divider+"\n")
	if i < 0 {
		return oneLineOf(text), "", true
	}
	return oneLineOf(text[:i]), text[i+1:], text[i] == '\n'
}

// cutQuoted reads up to the closing mark; two of them are one within the words.
func cutQuoted(text string) (cell, rest string, ok bool) {
	var b strings.Builder
	for {
		i := strings.IndexByte(text, '"')
		if i < 0 {
			return "", "", false
		}
		b.WriteString(text[:i])
		if text = text[i+1:]; !strings.HasPrefix(text, `"`) {
			return b.String(), text, true
		}
		b.WriteByte('"')
		text = text[1:]
	}
}
