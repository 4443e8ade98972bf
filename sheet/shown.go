package sheet

import (
	"strconv"

	"github.com/xuri/excelize/v2"
)

// maxFormats is how many formats of numbers are followed; Excel itself bears about 250 in
// a file.
const maxFormats = 300

// shower shows numbers in the formats of spreadsheets. The knowledge of formats is
// excelize's; as its own model of a sheet grows with the farthest cell, it is given one
// cell at a time, in a book of its own.
type shower struct {
	book   *excelize.File
	styles map[style]int
	broken bool // excelize gave up on a format; the numbers after it are shown plainly
}

// shown is a number as its cell shows it; days that only say "the short form" as is usual
// in Vietnam.
func (s *shower) shown(f float64, look style, from04 bool) (text string) {
	plain := strconv.FormatFloat(f+0, 'f', -1, 64)
	if look.id == 0 || look.form == formDate && f < 0 || s.broken {
		return plain
	}
	defer func() { // codes of others go deep into a foreign library
		if recover() != nil {
			s.broken, text = true, plain
		}
	}()
	if s.book == nil { // no file of its own is on disk, so there is nothing to close
		s.book = excelize.NewFile(excelize.Options{ShortDatePattern: "dd/mm/yyyy"})
		s.styles = map[style]int{}
		if err := s.book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from04}); err != nil {
			s.broken = true
			return plain
		}
	}
	id, known := s.styles[look]
	if !known {
		if len(s.styles) == maxFormats {
			return plain
		}
		made := &excelize.Style{NumFmt: look.id}
		if look.code != "" {
			made.CustomNumFmt = &look.code
		}
		var err error
		if id, err = s.book.NewStyle(made); err != nil {
			id = 0
		}
		s.styles[look] = id
	}
	const where, at = "Sheet1", "A1"
	if s.book.SetCellFloat(where, at, f, -1, 64) != nil || s.book.SetCellStyle(where, at, at, id) != nil {
		return plain
	}
	if text, err := s.book.GetCellValue(where, at); err == nil {
		return text
	}
	return plain
}
