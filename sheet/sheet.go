// Package sheet reads the spreadsheets that people send, as rows of words, and writes
// those that the program hands out. A file of others is never trusted: whatever it says
// of itself, reading it takes bounded memory and time.
package sheet

import (
	"bytes"
	"path"
	"strings"

	"thuky/vntext"
)

// Sheet is one sheet of a file. Rows end with their last cell that is not empty, and the
// sheet with its last row that is not; between them stand empty ones.
type Sheet struct {
	Name string
	Rows [][]string
}

// Limits is how much of a file is read. A file with more is refused, never cut.
type Limits struct {
	Bytes   int // of the file
	Sheets  int
	Rows    int // of a sheet
	Columns int
	Letters int // of one cell
}

// Usual are limits that no table of a school comes near.
var Usual = Limits{Bytes: 10 << 20, Sheets: 40, Rows: 5000, Columns: 100, Letters: 4000}

// maxWords is how many letters all cells of a file may have together, maxCells how many
// cells, the empty ones before others included.
const (
	maxWords = 4 << 20
	maxCells = 400_000
)

// Read reads an .xlsx, or text with columns divided by semicolons, commas or tabs (.csv),
// which is one sheet without a name. Hidden sheets are left out. What a cell holds comes
// as people write it in Vietnamese: 1234,5, 95,5%, and a day as 2024-05-31.
//
// What is wrong with the file is an *Error.
func Read(name string, data []byte, l Limits) ([]Sheet, error) {
	r := &reader{name: shortName(name), limits: l}
	switch {
	case len(data) == 0:
		return nil, r.fail(Empty, textEmpty(r.name), nil)
	case len(data) > l.Bytes:
		return nil, r.fail(TooLarge, textTooLarge(r.name, l.Bytes), nil)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return r.xlsx(data)
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		if bytes.Contains(data, wide("EncryptedPackage")) {
			return nil, r.fail(Protected, textProtected(r.name), nil)
		}
		return nil, r.fail(Unsupported, textOld(r.name), nil)
	}
	return r.csv(data)
}

// reader reads one file.
type reader struct {
	name   string
	limits Limits
	words  int // letters so far
	cells  int
}

// put stores a cell. Empty ones take no room, so that a stray one far out does no harm.
func (r *reader) put(s *Sheet, row, column int, text string) error {
	if text = strings.TrimSpace(vntext.Clean(text)); text == "" {
		return nil
	}
	letters := len([]rune(text))
	r.words += letters
	switch {
	case row >= r.limits.Rows:
		return r.fail(TooLarge, textManyRows(r.name, s.Name, r.limits.Rows), nil)
	case column >= r.limits.Columns:
		return r.fail(TooLarge, textManyColumns(r.name, s.Name, r.limits.Columns), nil)
	case letters > r.limits.Letters:
		return r.fail(TooLarge, textLongCell(r.name, cellName(row, column), r.limits.Letters), nil)
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
		s.Rows[row] = append(s.Rows[row], "")
	}
	s.Rows[row][column] = text
	return nil
}

// cellName is how spreadsheets call a cell: "B7".
func cellName(row, column int) string {
	name := ""
	for n := column; n >= 0; n = n/26 - 1 {
		name = string(rune('A'+n%26)) + name
	}
	return name + itoa(row+1)
}

// shortName is what messages call a file: its name without folders.
func shortName(name string) string {
	name = path.Base(strings.ReplaceAll(vntext.Clean(name), `\`, "/"))
	if name = strings.Join(strings.Fields(name), " "); name == "." || name == "/" || name == "" {
		return textNameless
	}
	return vntext.Clip(name, 80)
}
