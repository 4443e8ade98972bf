package outline

import (
	"slices"
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
	if result, err := tables(b, o); result != nil || err != nil {
		return result, err
	}
	for i := range b.Sheets {
		if s := &b.Sheets[i]; !s.Hidden && len(s.Rows) > 0 {
			return asText(b, s, o)
		}
	}
	return nil, newDraft(o, KindList).fail(0, textEmptyBook)
}

// tables makes a template of sheets that are tables to fill in, a question of each; nil
// where there is none.
func tables(b Book, o Options) (*Result, error) {
	d := newDraft(o, KindList)
	d.notes = append(d.notes, b.Notes...)
	var read []*Sheet
	var at *section
	subject := ""
	for i := range b.Sheets {
		s := &b.Sheets[i]
		t, header := findTable(s)
		if t == nil || s.Hidden {
			continue
		}
		title := oneLine(s.Name)
		for j := range s.Rows[:header] { // a title stands over the row of names
			if r := &s.Rows[j]; r.filled() == 1 {
				title = oneLine(strings.Join(r.Cells, " "))
			}
		}
		if at == nil {
			subject = title
			d.head(subject, nil)
			d.recipients = []string{lastRecipient}
			d.opening = []string{openingNotice, openingSchool}
			at = d.section(sectionContents)
		}
		if len(read) == maxQuestions {
			break
		}
		read = append(read, s)
		d.askTable(at, strings.Trim(title, " .:"), t, d.opts.place(s.Rows[header].Line))
		at.questions[len(at.questions)-1].Heading = clip(d.printed(strings.Trim(title, " .:")), maxHeading)
	}
	if at == nil {
		return nil, nil
	}
	d.others(b, read...)
	return d.settle()
}

// findTable finds the row of names of a table to fill in: it begins with the numbers of
// rows, or rows of numbers follow.
func findTable(s *Sheet) (*sheetTable, int) {
	for i := range s.Rows[:min(len(s.Rows), headerRows)] {
		head := s.Rows[i].Cells
		if !names(head) || s.Rows[i].filled() < 3 {
			continue
		}
		var rows [][]string
		counted := false
		for j := range s.Rows[i+1:] {
			r := &s.Rows[i+1+j]
			rows = append(rows, r.Cells)
			for c := 1; c < len(r.Cells) && r.filled() >= 3; c++ {
				_, number := vntext.ParseNumber(r.cell(c))
				counted = counted || number
			}
		}
		if !counted && !slices.Contains(rowNumbers, key(head)) {
			continue
		}
		if t := newTable(head, rows); t != nil {
			return t, i
		}
	}
	return nil, 0
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
