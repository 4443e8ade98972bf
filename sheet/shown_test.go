package sheet_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"thuky/sheet"
)

// codes are formats of numbers as people's files have them.
var codes = []string{
	"0", "0.00", "#,##0", "#,##0.00", "0%", "0.0%", "0.00E+00", "# ?/?", "@", `#,##0 "đồng"`, `[$-42A]dd/mm/yyyy;@`, "d/m/yyyy", "mm/yyyy",
	`"ngày "dd" tháng "mm" năm "yyyy`, "h:mm", "[h]:mm", "dd/mm/yyyy hh:mm", `#,##0 ₫;[Red]-#,##0 ₫`, `_-* #,##0\ "₫"_-;\-* #,##0\ "₫"_-;_-* "-"??\ "₫"_-;_-@_-`, "00", "[>=100]0;0.0", ";;;",
}

// TestShown: a number shows as excelize shows it where it reads the whole file itself.
func TestShown(t *testing.T) {
	t.Parallel()
	for _, from04 := range []bool{false, true} {
		f := excelize.NewFile(excelize.Options{ShortDatePattern: "dd/mm/yyyy"})
		defer f.Close() //nolint:errcheck // nothing of it is on disk
		if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from04}); err != nil {
			t.Fatal(err)
		}
		put := func(row int, style excelize.Style) {
			id, err := f.NewStyle(&style)
			if err != nil {
				t.Fatal(err)
			}
			for i, v := range []float64{0, 1, 7.5, -3.25, 0.955, 1234567.891, 45443, 45443.3125, 0.1 + 0.2, 1e21} {
				at := sheet.Place{Row: row, Column: i}.String()
				if err := f.SetCellValue("Sheet1", at, v); err != nil {
					t.Fatal(err)
				}
				if err := f.SetCellStyle("Sheet1", at, at, id); err != nil {
					t.Fatal(err)
				}
			}
		}
		for i, code := range codes {
			put(i, excelize.Style{CustomNumFmt: &code})
		}
		for id := range 60 {
			put(len(codes)+id, excelize.Style{NumFmt: id})
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		sheets, err := sheet.Read("a.xlsx", b.Bytes(), sheet.Usual)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := excelize.OpenReader(bytes.NewReader(b.Bytes()), excelize.Options{ShortDatePattern: "dd/mm/yyyy"})
		if err != nil {
			t.Fatal(err)
		}
		defer whole.Close() //nolint:errcheck // it was only read
		rows, err := whole.GetRows("Sheet1")
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j, want := range row {
				if got := sheets[0].Rows[i][j].Shown; got != strings.TrimSpace(want) {
					t.Errorf("from 1904 %t, cell %s: got %q, want %q", from04, sheet.Place{Row: i, Column: j}, got, want)
				}
			}
		}
	}
}

// TestShown_Vietnamese: the two forms of what people see.
func TestShown_Vietnamese(t *testing.T) {
	t.Parallel()
	const styles = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="#,##0"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="170"/></cellXfs></styleSheet>`
	const cells = `<row><c><v>1.1</v></c><c s="1"><v>45443</v></c><c s="2"><v>0.955</v></c><c s="3"><v>1500000</v></c><c t="b"><v>1</v></c><c t="str"><v>x</v></c></row>`
	sheets, err := sheet.Read("a.xlsx", workbook(t, cells, styles), sheet.Usual)
	if err != nil {
		t.Fatal(err)
	}
	want := []sheet.Cell{{"1,1", "1.1"}, {"2024-05-31", "31/05/2024"}, {"95,5%", "96%"}, {"1500000", "1,500,000"}, {"TRUE", "TRUE"}, {"x", "x"}}
	if got := fmt.Sprintf("%q", sheets[0].Rows[0]); got != fmt.Sprintf("%q", want) {
		t.Errorf("got %s, want %q", got, want)
	}
}

// TestShown_manyFormats: of a file with more formats than spreadsheets bear, the first are
// followed.
func TestShown_manyFormats(t *testing.T) {
	t.Parallel()
	var styles, cells strings.Builder
	const many = 20_000
	for i := range many {
		fmt.Fprintf(&styles, `<numFmt numFmtId="%d" formatCode="0.0&quot;%d&quot;"/>`, 200+i, i)
	}
	styles.WriteString(`</numFmts><cellXfs>`)
	for i := range many {
		fmt.Fprintf(&styles, `<xf numFmtId="%d"/>`, 200+i)
		if i%80 == 0 {
			cells.WriteString(`</row><row>`)
		}
		fmt.Fprintf(&cells, `<c s="%d"><v>1</v></c>`, i)
	}
	data := workbook(t, `<row>`+cells.String()+`</row>`, `<styleSheet><numFmts>`+styles.String()+`</cellXfs></styleSheet>`)
	sheets, err := sheet.Read("a.xlsx", data, sheet.Usual)
	if err != nil {
		t.Fatal(err)
	}
	rows := sheets[0].Rows
	if first, last := rows[1][0], rows[len(rows)-1][79]; first.Shown != "1.00" || last.Shown != "1" || last.Text != "1" {
		t.Errorf("got %q and %q", first, last)
	}
}

// TestParts: hidden sheets on request, cells made one, and where formulas are.
func TestParts(t *testing.T) {
	t.Parallel()
	data := workbook(t, `<row><c t="str"><v>Khối</v></c><c><f>A1</f><v>3</v></c></row><row><c r="B2"><f>A2</f></c></row></sheetData>
		<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="C1:D1"/><mergeCell ref="x"/></mergeCells><sheetData>`, "")
	l := sheet.Usual
	l.Hidden = true
	all, err := sheet.Read("a.xlsx", data, l)
	if err != nil || len(all) != 2 || all[0].Hidden || !all[1].Hidden || all[1].Name != "Ẩn" {
		t.Fatalf("got %v, %+v", err, all)
	}
	if got := fmt.Sprint(all[0].Merged, all[0].Formulas, len(all[0].Rows)); got != "[{A1 A2}] [B1 B2] 1" {
		t.Errorf("got %s", got)
	}
	some, err := sheet.Read("a.xlsx", data, sheet.Usual)
	if err != nil || len(some) != 1 {
		t.Errorf("without the hidden one: %v, %+v", err, some)
	}
}
