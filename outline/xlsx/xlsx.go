// Package xlsx reads Excel files (.xlsx, .xlsm) as an outline.Book. Values are taken as
// they show; of formulas the result that was saved.
package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"thuky/outline"
	"thuky/vntext"
)

// Limits on foreign files.
const (
	MaxBytes   = 20 << 20 // of a file
	MaxRows    = 5_000    // of a sheet
	MaxColumns = 64

	maxEntries  = 4_000
	maxPart     = 32 << 20 // bytes of one part, unpacked
	maxUnpacked = 64 << 20 // of all of them
	maxCell     = 32_767   // characters; as many as Excel takes
	maxTold     = 20       // formulas that are told of
)

// Error says why a file was not read. Its text is Vietnamese, for the person who sent it.
type Error struct {
	text  string
	cause error
}

func (e *Error) Error() string { return e.text }

func (e *Error) Unwrap() error { return e.cause }

// Is tells whether data is a spreadsheet rather than another kind of file: what Read reads,
// or what it has a better message for than others.
func Is(data []byte) bool {
	if bytes.HasPrefix(data, oleBegin) {
		return bytes.Contains(data, utf16("Workbook")) || bytes.Contains(data, utf16("EncryptedPackage"))
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return false
	}
	for _, f := range z.File {
		if strings.HasPrefix(f.Name, "xl/workbook.") {
			return true
		}
	}
	return false
}

var oleBegin = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

func utf16(s string) (b []byte) {
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

// Read reads a file. The name is for messages.
func Read(name string, data []byte) (outline.Book, error) {
	switch {
	case len(data) == 0:
		return outline.Book{}, &Error{text: textEmpty(name)}
	case len(data) > MaxBytes:
		return outline.Book{}, &Error{text: textTooLarge(name)}
	case bytes.HasPrefix(data, oleBegin) && bytes.Contains(data, utf16("EncryptedPackage")):
		return outline.Book{}, &Error{text: textProtected(name)}
	case bytes.HasPrefix(data, oleBegin):
		return outline.Book{}, &Error{text: textOld(name)}
	}
	if !bytes.HasPrefix(data, []byte("PK")) {
		return outline.Book{}, &Error{text: textNoSpreadsheet(name)}
	}
	p, err := unpack(name, data)
	if err != nil {
		return outline.Book{}, err
	}
	return p.book()
}

// book reads the sheets. excelize gives the values: shared strings, number formats, days.
func (p *parts) book() (b outline.Book, err error) {
	defer func() { // foreign files go deep into a foreign library
		if r := recover(); r != nil {
			b, err = outline.Book{}, &Error{textDamaged(p.name), fmt.Errorf("panic of the reader: %v", r)}
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(p.data), excelize.Options{
		UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked, // nothing goes to temporary files
		ShortDatePattern: "dd/mm/yyyy",
	})
	if err != nil {
		return b, &Error{textDamaged(p.name), err}
	}
	defer f.Close() //nolint:errcheck // nothing was written
	for _, s := range p.sheets {
		sheet := outline.Sheet{Name: vntext.Clean(s.name), Hidden: s.hidden}
		rows, err := f.Rows(s.name)
		if err != nil {
			continue // a chart or a macro
		}
		for line := 1; rows.Next() && line <= MaxRows; line++ {
			cells, err := rows.Columns()
			if err != nil {
				return b, &Error{textDamagedSheet(p.name, s.name, line), err}
			}
			row := outline.Row{Line: line}
			for i, cell := range cells[:min(len(cells), MaxColumns)] {
				if len([]rune(cell)) > maxCell {
					cell = string([]rune(cell)[:maxCell])
				}
				cells[i] = vntext.Clean(cell)
			}
			row.Cells = cells[:min(len(cells), MaxColumns)]
			if strings.TrimSpace(strings.Join(row.Cells, "")) != "" {
				sheet.Rows = append(sheet.Rows, row)
			}
		}
		if err := rows.Close(); err != nil {
			return b, &Error{textDamaged(p.name), err}
		}
		b.Notes = append(b.Notes, s.fill(&sheet)...)
		b.Sheets = append(b.Sheets, sheet)
	}
	return b, nil
}

// fill puts the value of merged cells into each of them from top to bottom, and tells of
// formulas.
func (s *scan) fill(sheet *outline.Sheet) (notes []outline.Note) {
	at := map[int]int{}
	for i, r := range sheet.Rows {
		at[r.Line] = i
	}
	value := func(line, column int) string {
		i, ok := at[line]
		if !ok || column >= len(sheet.Rows[i].Cells) {
			return ""
		}
		return sheet.Rows[i].Cells[column]
	}
	for _, m := range s.merged {
		top := value(m.top, m.left)
		for line := m.top + 1; line <= m.bottom && top != ""; line++ {
			i, ok := at[line]
			if !ok {
				continue // a row of nothing else
			}
			r := &sheet.Rows[i]
			for len(r.Cells) <= m.left {
				r.Cells = append(r.Cells, "")
			}
			r.Cells[m.left] = top
		}
	}
	for i, c := range s.formulas {
		if i == maxTold {
			return append(notes, outline.Note{Text: textMoreFormulas(s.count - maxTold)})
		}
		notes = append(notes, outline.Note{Place: textCell(sheet.Name, c.name), Text: textFormula(value(c.line, c.column))})
	}
	return notes
}
