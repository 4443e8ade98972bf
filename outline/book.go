package outline

import (
	"strings"

	"thuky/vntext"
)

// Book is a spreadsheet as an adapter reads it.
type Book struct {
	Sheets []Sheet
	// Notes are what the adapter left out or took otherwise than it stands.
	Notes []Note
}

// Sheet is one sheet of a Book.
type Sheet struct {
	Name   string
	Hidden bool
	Rows   []Row // those that are not empty
}

// Row is a row of a sheet.
type Row struct {
	Line  int      // in the sheet, from 1
	Cells []string // from column A on
}

// cell gives a cell of a row, cleaned; "" beyond its end.
func (r *Row) cell(i int) string {
	if i < 0 || i >= len(r.Cells) {
		return ""
	}
	return plain(r.Cells[i])
}

// filled counts the cells that hold something.
func (r *Row) filled() (n int) {
	for i := range r.Cells {
		if r.cell(i) != "" {
			n++
		}
	}
	return n
}

// Spreadsheet makes a template of a list of questions, or of an XLSForm.
func Spreadsheet(b Book, o Options) (*Result, error) {
	if form, ok := findForm(b); ok {
		return form.template(b, o)
	}
	for i := range b.Sheets {
		s := &b.Sheets[i]
		if columns, at := findColumns(s); columns != nil && !s.Hidden {
			return list(b, s, columns, at, o)
		}
	}
	for i := range b.Sheets {
		if s := &b.Sheets[i]; !s.Hidden && len(s.Rows) > 0 {
			return asText(b, s, o)
		}
	}
	return nil, newDraft(o, KindList).fail(0, textEmptyBook)
}

// others tells of the sheets that are not read.
func (d *draft) others(b Book, read ...*Sheet) {
sheets:
	for i := range b.Sheets {
		for _, r := range read {
			if r == &b.Sheets[i] {
				continue sheets
			}
		}
		if s := &b.Sheets[i]; len(s.Rows) > 0 {
			d.note(0, textSheetLeft(s.Name))
		}
	}
}

// asText reads a sheet without a row of names as the text of an outline, one row a line.
func asText(b Book, s *Sheet, o Options) (*Result, error) {
	var lines []string
	for i := range s.Rows {
		r := &s.Rows[i]
		for len(lines) < r.Line-1 {
			lines = append(lines, "")
		}
		var cells []string
		for c := range r.Cells {
			cell := oneLine(r.cell(c))
			if cell == "" {
				continue
			}
			if len(cells) == 0 && r.filled() > 1 && isNumber(cell) {
				cell += "."
			}
			cells = append(cells, cell)
		}
		lines = append(lines, strings.Join(cells, " "))
	}
	o.As = KindOutline
	result, err := Text(strings.Join(lines, "\n"), o)
	if err != nil {
		return nil, err
	}
	result.Notes = append(append([]Note{}, b.Notes...), result.Notes...)
	return result, nil
}

// isNumber tells whether a cell is the number of a heading without its sign.
func isNumber(cell string) bool {
	if len(cell) > 5 {
		return false
	}
	digits, roman := true, true
	for _, r := range cell {
		digits = digits && (r >= '0' && r <= '9' || r == '.')
		roman = roman && strings.ContainsRune("IVX", r)
	}
	return (digits || roman || len(cell) == 1 && letterFirst(cell)) && !strings.HasSuffix(cell, ".")
}

// isPart tells whether a cell is the number of a section: I, II, A, B.
func isPart(cell string) bool {
	cell = strings.TrimRight(cell, "./) ")
	return cell != "" && isNumber(cell) && cell == strings.ToUpper(cell) && (cell[0] < '0' || cell[0] > '9')
}

// column finds the column whose name is one of the words, -1 for none.
func column(header *Row, words []string) int {
	for _, w := range words {
		for i := range header.Cells {
			if vntext.Fold(strings.Trim(header.cell(i), " *:")) == w {
				return i
			}
		}
	}
	for _, w := range words {
		for i := range header.Cells {
			if name := vntext.Fold(header.cell(i)); strings.HasPrefix(name, w+" ") || strings.HasPrefix(name, w+"(") || strings.HasPrefix(name, w+"/") {
				return i
			}
		}
	}
	return -1
}
