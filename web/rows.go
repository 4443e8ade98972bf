package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"thuky/report"
	"thuky/vntext"
	"thuky/workday"
)

// rowsForm is the rows of a table as fields.
type rowsForm struct {
	Columns []rowsColumn
	Lines   []rowsLine
	Totals  []string // of the columns, "" for none; nil where no column has one
	None    bool     // there is nothing to list
	// Text has the rows of a table that is too large for fields, a line each.
	Text  string
	Large bool
	Names string // of the columns, for whoever writes lines
	Notes []string
	Max   int // rows
}

// rowsColumn is a column of a rowsForm.
type rowsColumn struct {
	Field, Heading, Hint string
	Number, Total        bool
}

// rowsLine is a row of a rowsForm, Number counts from 1.
type rowsLine struct {
	Number int
	Cells  []rowsCell
}

// rowsCell is one field.
type rowsCell struct {
	ID, Field, Label, Text string
	Heading                string
	Hint                   string // what is expected
	Number                 bool
	Problem                string
	Read                   string // how doubtful words are read
}

// maxFields is how many cells a page has as fields: a form with a file may have a thousand.
const maxFields = 900

// cellField is how the names of the fields of cells begin; the column's id follows.
const cellField = "o."

// rowsTyped are rows as they come from the page.
type rowsTyped struct {
	lines [][]string
	none  bool
	more  bool // room for new rows is asked for
	notes []string
}

// typedRows reads the fields, or the lines of a large table.
func typedRows(q *report.Question, form url.Values) (t rowsTyped) {
	t.none = form.Get("khong") != ""
	if text := vntext.Clean(form.Get("noi-dung")); strings.TrimSpace(text) != "" {
		lines := report.SplitRows(text)
		if strings.Contains(text, "\t") && form.Get("dung") == "" { // pasted
			var r report.RowsReading
			lines, r = q.PlaceRows(lines)
			t.notes = rowNotes(r)
		}
		t.lines = lines
		return t
	}
	rows := 0
	for _, c := range q.Columns {
		rows = max(rows, len(form[cellField+c.ID]))
	}
	for i := range min(rows, report.MaxRows+100) {
		line := make([]string, len(q.Columns))
		for j, c := range q.Columns {
			if all := form[cellField+c.ID]; i < len(all) {
				line[j] = oneLine(all[i])
			}
		}
		t.lines = append(t.lines, line)
	}
	return t
}

// oneLine puts words on one line.
func oneLine(text string) string { return strings.Join(strings.Fields(vntext.Clean(text)), " ") }

// drop takes out a row, from 1.
func (t *rowsTyped) drop(n int) {
	if n >= 1 && n <= len(t.lines) {
		t.lines = slices.Delete(t.lines, n-1, n)
	}
}

// filled are the rows in which something stands.
func (t *rowsTyped) filled() [][]string {
	return slices.DeleteFunc(slices.Clone(t.lines), blankLine)
}

func blankLine(line []string) bool {
	return !slices.ContainsFunc(line, func(cell string) bool { return cell != "" })
}

// rowsOf are the rows of a value as fields.
func rowsOf(q *report.Question, v report.Value, today workday.Date) rowsForm {
	t := rowsTyped{none: v.Table == nil && v.Text != nil}
	for _, row := range v.Table {
		line := make([]string, len(q.Columns))
		for i := range q.Columns {
			line[i] = q.CellText(row, i)
		}
		t.lines = append(t.lines, line)
	}
	return formOf(q, t, today, false)
}

// formOf lays out rows as fields; told says whether what is wrong with cells is said
// beside them.
func formOf(q *report.Question, t rowsTyped, today workday.Date, told bool) rowsForm {
	f := rowsForm{None: t.none, Notes: t.notes, Names: textColumns(q), Max: report.MaxRows}
	lines := t.lines
	if told || len(lines)*len(q.Columns) > maxFields {
		lines = t.filled()
	}
	if over := slices.ContainsFunc(lines, func(line []string) bool { return len(line) > len(q.Columns) }); over || len(lines)*len(q.Columns) > maxFields {
		all := make([]string, len(lines))
		for i, line := range lines {
			all[i] = report.JoinCells(line)
		}
		f.Large, f.Text = true, strings.Join(all, "\n")
		return f
	}
	fresh := 1
	if t.more || len(lines) == 0 {
		fresh = 3
	}
	blank := 0
	for i := len(lines) - 1; i >= 0 && blankLine(lines[i]); i-- {
		blank++
	}
	if t.more {
		blank = 0
	}
	for range min(fresh-blank, report.MaxRows-len(lines)) {
		lines = append(lines, nil)
	}
	var rows []report.Row
	for _, c := range q.Columns {
		f.Columns = append(f.Columns, rowsColumn{cellField + c.ID, c.Heading, cellHints[c.Type], isNumber(c), c.Total})
	}
	for i, line := range lines {
		row := report.Row{}
		one := rowsLine{Number: i + 1}
		for j, c := range q.Columns {
			cell := rowsCell{
				ID: "o-" + strconv.Itoa(i+1) + "-" + strconv.Itoa(j+1), Field: cellField + c.ID, Label: textCellLabel(i+1, c.Heading),
				Heading: c.Heading, Hint: cellHints[c.Type], Number: isNumber(c),
			}
			if j < len(line) {
				cell.Text = line[j]
			}
			r, problem := q.ParseCell(j, cell.Text, today)
			switch {
			case problem != nil && told:
				cell.Problem = textCellProblem(problem)
			case problem == nil && !r.Value.IsZero():
				row[c.ID] = r.Value
				if r.Confirm && told {
					cell.Read = textCellRead(q.CellText(row, j))
				}
			}
			one.Cells = append(one.Cells, cell)
		}
		rows = append(rows, row)
		f.Lines = append(f.Lines, one)
	}
	if totals := q.Totals(rows); totals != nil {
		for i := range q.Columns {
			f.Totals = append(f.Totals, q.CellText(totals, i))
		}
	}
	return f
}

func isNumber(c report.Column) bool {
	return c.Type == "integer" || c.Type == "decimal" || c.Type == "percent"
}
