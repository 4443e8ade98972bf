// Package sheet reads the spreadsheets that people send, each cell as what it holds and as
// it shows, and writes those that the program hands out. A file of others is never
// trusted: whatever it says of itself, reading it takes bounded memory and time.
package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"thuky/vntext"
)

// Sheet is one sheet of a file. Rows end with their last cell that is not empty, and the
// sheet with its last row that is not; between them stand empty ones.
type Sheet struct {
	Name   string
	Hidden bool
	Rows   [][]Cell
	// Merged are cells that were made one and reach over several rows, at most maxMerged.
	// Only the first of them holds anything.
	Merged []Area
	// Formulas are the cells with a formula, of which the saved result was read, if any;
	// at most maxFormulas.
	Formulas []Place
}

// Cell is a cell in both its forms.
type Cell struct {
	// Text is what it holds, as people write it in Vietnamese and in one way only:
	// 1234,5, 95,5%, and a day as 2024-05-31.
	Text string
	// Shown is what is seen in the spreadsheet, in the format of the cell: 1,234.50,
	// 96%, 31/05/2024.
	Shown string
}

// Place is where a cell is, from 0.
type Place struct{ Row, Column int }

// String is how spreadsheets call the cell: "B7".
func (p Place) String() string {
	name := ""
	for n := p.Column; n >= 0; n = n/26 - 1 {
		name = string(rune('A'+n%26)) + name
	}
	return name + strconv.Itoa(p.Row+1)
}

// Area is a rectangle of cells.
type Area struct{ First, Last Place }

// Texts are the rows by what their cells hold.
func (s *Sheet) Texts() [][]string {
	rows := make([][]string, len(s.Rows))
	for i, row := range s.Rows {
		for _, c := range row {
			rows[i] = append(rows[i], c.Text)
		}
	}
	return rows
}

// Limits is how much of a file is read. A file with more is refused, never cut.
type Limits struct {
	Bytes   int // of the file
	Sheets  int
	Rows    int // of a sheet
	Columns int
	Letters int  // of one cell
	Hidden  bool // hidden sheets are read too, not left out
}

// Usual are limits that no table of a school comes near.
var Usual = Limits{Bytes: 10 << 20, Sheets: 40, Rows: 5000, Columns: 100, Letters: 4000}

// maxWords is how many letters all cells of a file may have together, maxCells how many
// cells, the empty ones before others included.
const (
	maxWords = 4 << 20
	maxCells = 400_000
)

const (
	maxMerged   = 5000
	maxFormulas = maxCells
)

// Read reads an .xlsx, or text with columns divided by semicolons, commas or tabs (.csv),
// which is one sheet without a name and whose cells show what they hold.
//
// What is wrong with the file is an *Error.
func Read(name string, data []byte, l Limits) ([]Sheet, error) {
	r := &reader{name: shortName(name), limits: l}
	return r.read(data, r.csv)
}

// Workbook reads an .xlsx as Read does, and takes no other text for a sheet.
func Workbook(name string, data []byte, l Limits) ([]Sheet, error) {
	r := &reader{name: shortName(name), limits: l}
	return r.read(data, func([]byte) ([]Sheet, error) {
		return nil, r.fail(Unsupported, textNotWorkbook(r.name), nil)
	})
}

func (r *reader) read(data []byte, other func([]byte) ([]Sheet, error)) ([]Sheet, error) {
	switch {
	case len(data) == 0:
		return nil, r.fail(Empty, textEmpty(r.name), nil)
	case len(data) > r.limits.Bytes:
		return nil, r.fail(TooLarge, textTooLarge(r.name, r.limits.Bytes), nil)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return r.xlsx(data)
	case bytes.HasPrefix(data, oldOffice):
		if bytes.Contains(data, wide("EncryptedPackage")) {
			return nil, r.fail(Protected, textProtected(r.name), nil)
		}
		return nil, r.fail(Unsupported, textOld(r.name), nil)
	}
	return other(data)
}

// Tables reads the sheets of a file as rows of what cells hold. What is wrong with the file
// comes as words for who sent it.
func Tables(_ context.Context, name string, data []byte) (tables [][][]string, note string, err error) {
	sheets, err := Read(name, data, Usual)
	var bad *Error
	if errors.As(err, &bad) {
		return nil, bad.Error(), nil
	}
	for i := range sheets {
		tables = append(tables, sheets[i].Texts())
	}
	return tables, "", err
}

// Is tells whether data is the file of a spreadsheet program, by what is in it: one that
// Read reads, or for which it has a better message than readers of texts have. Text with
// columns (.csv) is not told from other text.
func Is(data []byte) bool {
	if bytes.HasPrefix(data, oldOffice) {
		return bytes.Contains(data, wide("Workbook")) || bytes.Contains(data, wide("EncryptedPackage"))
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // nothing is written to disk
		return false
	}
	return slices.ContainsFunc(z.File, func(f *zip.File) bool { return strings.HasPrefix(f.Name, "xl/workbook.") })
}

// oldOffice begins a file of old Office programs, and a new one behind a password.
var oldOffice = []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")

// reader reads one file.
type reader struct {
	name   string
	limits Limits
	words  int // letters so far
	cells  int
}

// put stores a cell. Empty ones take no room, so that a stray one far out does no harm.
func (r *reader) put(s *Sheet, row, column int, c Cell) error {
	if c.Text = strings.TrimSpace(vntext.Clean(c.Text)); c.Text == "" {
		return nil
	}
	c.Shown = strings.TrimSpace(vntext.Clean(c.Shown))
	letters := utf8.RuneCountInString(c.Text)
	r.words += letters
	switch {
	case row >= r.limits.Rows:
		return r.fail(TooLarge, textManyRows(r.name, s.Name, r.limits.Rows), nil)
	case column >= r.limits.Columns:
		return r.fail(TooLarge, textManyColumns(r.name, s.Name, r.limits.Columns), nil)
	case letters > r.limits.Letters:
		return r.fail(TooLarge, textLongCell(r.name, Place{row, column}.String(), r.limits.Letters), nil)
	case r.words > maxWords:
		return r.fail(TooLarge, textManyWords(r.name), nil)
	}
	for len(s.Rows) <= row {
		s.Rows = append(s.Rows, nil)
	}
	if r.cells += max(column+1-len(s.Rows[row]), 0); r.cells > maxCells {
		return r.fail(TooLarge, textManyWords(r.name), nil)
	}
	for len(s.Rows[row]) <= column {
		s.Rows[row] = append(s.Rows[row], Cell{})
	}
	s.Rows[row][column] = c
	return nil
}

// shortName is what messages call a file: its name without folders.
func shortName(name string) string {
	name = path.Base(strings.ReplaceAll(vntext.Clean(name), `\`, "/"))
	if name = strings.Join(strings.Fields(name), " "); name == "." || name == "/" || name == "" {
		return textNameless
	}
	return vntext.Clip(name, 80)
}
