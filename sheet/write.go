package sheet

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"thuky/vntext"
)

// Page is a sheet to write.
type Page struct {
	Name string
	Head []string
	// Rows hold strings, numbers (float64, int), a Percent, a time.Time, or nil for nothing.
	Rows [][]any
	// Last: the last row is the sum of those before it.
	Last bool
}

// Percent is a number that is shown with its sign: 98.5 as 98,5%.
type Percent float64

// Most letters of a cell and of the name of a sheet that spreadsheets bear.
const (
	maxCellLetters = 32_000
	maxSheetName   = 31
)

// Write writes an .xlsx. Words are written as words, whatever they begin with: nothing
// that somebody answered becomes a formula, not even when its cell is edited.
func Write(w io.Writer, pages []Page) (err error) {
	f := excelize.NewFile()
	defer f.Close() //nolint:errcheck // nothing of it is on disk
	looks, err := newLooks(f)
	if err != nil {
		return err
	}
	taken := map[string]bool{}
	for i, p := range pages {
		name := sheetName(p.Name, taken)
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err != nil {
			return fmt.Errorf("sheet %d: %w", i, err)
		}
		if err := writePage(f, name, p, looks); err != nil {
			return fmt.Errorf("sheet %d: %w", i, err)
		}
	}
	return f.Write(w)
}

// looks are the styles of cells by number.
type looks struct{ head, text, number, percent, day, lastText, lastNumber int }

func newLooks(f *excelize.File) (l looks, err error) {
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	bold := &excelize.Font{Bold: true}
	grey := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7EDF3"}}
	percent, day := `General"%"`, "dd/mm/yyyy"
	for _, style := range []struct {
		into *int
		look excelize.Style
	}{
		{&l.head, excelize.Style{Font: bold, Fill: grey, Alignment: top, NumFmt: textFormat}},
		{&l.text, excelize.Style{Alignment: top, NumFmt: textFormat}},
		{&l.number, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&l.percent, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}, CustomNumFmt: &percent}},
		{&l.day, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}, CustomNumFmt: &day}},
		{&l.lastText, excelize.Style{Font: bold, Alignment: top, NumFmt: textFormat}},
		{&l.lastNumber, excelize.Style{Font: bold, Alignment: &excelize.Alignment{Vertical: "top"}}},
	} {
		if *style.into, err = f.NewStyle(&style.look); err != nil {
			return l, err
		}
	}
	return l, nil
}

// textFormat is "@": what stands in such a cell stays text, also when somebody edits it.
const textFormat = 49

func writePage(f *excelize.File, name string, p Page, l looks) error {
	w, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, width := range widths(p) {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if len(p.Head) > 0 {
		if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
			return err
		}
	}
	line := 1
	put := func(cells []any) error {
		at, err := excelize.CoordinatesToCellName(1, line)
		if err != nil {
			return err
		}
		line++
		return w.SetRow(at, cells)
	}
	if len(p.Head) > 0 {
		head := make([]any, len(p.Head))
		for i, text := range p.Head {
			head[i] = excelize.Cell{StyleID: l.head, Value: plain(text)}
		}
		if err := put(head); err != nil {
			return err
		}
	}
	for i, row := range p.Rows {
		cells := make([]any, len(row))
		for j, value := range row {
			cells[j] = l.cell(value, p.Last && i == len(p.Rows)-1)
		}
		if err := put(cells); err != nil {
			return err
		}
	}
	return w.Flush()
}

func (l looks) cell(value any, last bool) any {
	text, number := l.text, l.number
	if last {
		text, number = l.lastText, l.lastNumber
	}
	switch v := value.(type) {
	case nil:
		return nil
	case string:
		return excelize.Cell{StyleID: text, Value: plain(v)}
	case Percent:
		return excelize.Cell{StyleID: l.percent, Value: float64(v)}
	case time.Time:
		return excelize.Cell{StyleID: l.day, Value: v}
	default:
		return excelize.Cell{StyleID: number, Value: v}
	}
}

// plain cuts what no cell can hold.
func plain(text string) string {
	text = vntext.Clean(text)
	if runes := []rune(text); len(runes) > maxCellLetters {
		return string(runes[:maxCellLetters-1]) + "…"
	}
	return text
}

// widths are those of the columns, in letters, by what stands in them.
func widths(p Page) []float64 {
	const least, most = 6, 60
	var all []float64
	see := func(i int, text string) {
		for len(all) <= i {
			all = append(all, least)
		}
		for line := range strings.SplitSeq(text, "\n") {
			all[i] = min(max(all[i], float64(utf8.RuneCountInString(line))+2), most)
		}
	}
	for i, text := range p.Head {
		see(i, text)
	}
	for _, row := range p.Rows {
		for i, value := range row {
			if day, ok := value.(time.Time); ok {
				value = day.Format(time.DateOnly)
			}
			if value != nil {
				see(i, fmt.Sprint(value))
			}
		}
	}
	return all
}

// sheetName makes a name that spreadsheets take and that no sheet before has.
func sheetName(name string, taken map[string]bool) string {
	name = strings.Map(func(c rune) rune {
		if c > 0xFFFF || strings.ContainsRune(`[]:*?/\'`, c) { // names are counted in UTF-16
			return ' '
		}
		return c
	}, vntext.Clean(name))
	if name = strings.Join(strings.Fields(name), " "); name == "" {
		name = textSheetName
	}
	for n := 1; ; n++ {
		end := ""
		if n > 1 {
			end = " " + strconv.Itoa(n)
		}
		runes := []rune(name)
		short := strings.TrimSpace(string(runes[:min(len(runes), maxSheetName-len(end))])) + end
		if key := strings.ToLower(short); !taken[key] {
			taken[key] = true
			return short
		}
	}
}
