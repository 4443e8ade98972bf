// Package xlsx makes an outline.Book of a spreadsheet that package sheet reads: cells as
// they show, and of formulas the result that was saved.
package xlsx

import (
	"strings"

	"thuky/outline"
	"thuky/sheet"
)

// limits are those of a list of questions. Hidden sheets count: the choices of an XLSForm
// may stand in one.
var limits = sheet.Limits{Bytes: 20 << 20, Sheets: 200, Rows: 5000, Columns: 64, Letters: 32_767, Hidden: true}

// maxTold is how many formulas are told of.
const maxTold = 20

// Read reads a file. The name is for messages. What is wrong with the file is a *sheet.Error.
func Read(name string, data []byte) (b outline.Book, err error) {
	sheets, err := sheet.Workbook(name, data, limits)
	for i := range sheets {
		s := &sheets[i]
		fill(s)
		out := outline.Sheet{Name: s.Name, Hidden: s.Hidden}
		for line, cells := range s.Rows {
			row := outline.Row{Line: line + 1}
			for _, c := range cells {
				row.Cells = append(row.Cells, c.Shown)
			}
			if strings.Join(row.Cells, "") != "" {
				out.Rows = append(out.Rows, row)
			}
		}
		b.Sheets = append(b.Sheets, out)
		b.Notes = append(b.Notes, formulas(s)...)
	}
	return b, err
}

// fill puts what merged cells hold into each of them from top to bottom, but for rows of
// nothing else.
func fill(s *sheet.Sheet) {
	for _, m := range s.Merged {
		top := at(s, m.First)
		for line := m.First.Row + 1; line <= m.Last.Row && line < len(s.Rows) && top.Text != ""; line++ {
			row := &s.Rows[line]
			if len(*row) == 0 {
				continue
			}
			for len(*row) <= m.First.Column {
				*row = append(*row, sheet.Cell{})
			}
			(*row)[m.First.Column] = top
		}
	}
}

// at is the cell at a place; an empty one where nothing was read.
func at(s *sheet.Sheet, p sheet.Place) sheet.Cell {
	if p.Row >= len(s.Rows) || p.Column >= len(s.Rows[p.Row]) {
		return sheet.Cell{}
	}
	return s.Rows[p.Row][p.Column]
}

// formulas tells of the cells with formulas.
func formulas(s *sheet.Sheet) (notes []outline.Note) {
	for i, p := range s.Formulas {
		if i == maxTold {
			return append(notes, outline.Note{Text: textMoreFormulas(len(s.Formulas) - maxTold)})
		}
		notes = append(notes, outline.Note{Place: textCell(s.Name, p.String()), Text: textFormula(at(s, p).Shown)})
	}
	return notes
}
