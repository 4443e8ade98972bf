package sheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"thuky/sheet"
)

// workbook makes an .xlsx of raw XML: the body of its only sheet, and its styles.
func workbook(t testing.TB, cells, styles string, more ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name, text string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	put("[Content_Types].xml", "<Types/>")
	put("_rels/.rels", `<Relationships><Relationship Id="a" Type="`+relations+`officeDocument" Target="xl/workbook.xml"/></Relationships>`)
	put("xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="Danh sách" sheetId="1" r:id="s"/><sheet name="Ẩn" sheetId="2" state="hidden" r:id="s"/></sheets></workbook>`)
	put("xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="s" Type="`+relations+`worksheet" Target="/xl/worksheets/sheet1.xml"/>
		<Relationship Id="t" Type="`+relations+`sharedStrings" Target="sharedStrings.xml"/><Relationship Id="y" Type="`+relations+`styles" Target="styles.xml"/></Relationships>`)
	put("xl/worksheets/sheet1.xml", `<worksheet><sheetData>`+cells+`</sheetData></worksheet>`)
	put("xl/styles.xml", styles)
	for i := 0; i+1 < len(more); i += 2 {
		put(more[i], more[i+1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// words are a sheet by what its cells hold.
type words struct {
	Name string
	Rows [][]string
}

func wordsOf(sheets []sheet.Sheet) (all []words) {
	for i := range sheets {
		all = append(all, words{sheets[i].Name, sheets[i].Texts()})
	}
	return all
}

func TestRead(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	defer f.Close() //nolint:errcheck // nothing of it is on disk
	percent, day := 10, "dd/mm/yyyy"
	percentStyle, err := f.NewStyle(&excelize.Style{NumFmt: percent})
	if err != nil {
		t.Fatal(err)
	}
	dayStyle, err := f.NewStyle(&excelize.Style{CustomNumFmt: &day})
	if err != nil {
		t.Fatal(err)
	}
	for cell, value := range map[string]any{
		"A1": "Họ và tên", "B1": "Số tiết", "C1": "Tỉ lệ", "D1": "Ngày",
		"A2": "  Nguyễn Văn An ", "B2": 12, "C2": 0.955, "D2": time.Date(2024, 5, 31, 0, 0, 0, 0, time.UTC),
		"A4": "1.234", "B4": 1.234, "C4": 0.1 + 0.2, "D4": true, "E4": 1234567.5, "F4": "=CỘNG",
	} {
		if err := f.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(f.SetCellStyle("Sheet1", "C2", "C2", percentStyle), f.SetCellStyle("Sheet1", "D2", "D2", dayStyle),
		f.SetCellFormula("Sheet1", "G4", "SUM(B2:B4)")); err != nil {
		t.Fatal(err)
	}
	data, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	got, err := sheet.Read(`C:\bang\so-lieu.xlsx`, data.Bytes(), sheet.Usual)
	if err != nil {
		t.Fatal(err)
	}
	want := []words{{Name: "Sheet1", Rows: [][]string{
		{"Họ và tên", "Số tiết", "Tỉ lệ", "Ngày"},
		{"Nguyễn Văn An", "12", "95,5%", "2024-05-31"},
		nil,
		{"1.234", "1,2340", "0,3", "TRUE", "1234567,5", "=CỘNG"},
	}}}
	if diff := cmp.Diff(want, wordsOf(got)); diff != "" {
		t.Error(diff)
	}
}

func TestRead_rawParts(t *testing.T) {
	t.Parallel()
	const styles = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-42A]dd/mm/yyyy;@"/><numFmt numFmtId="171" formatCode="#,##0 &quot;đồng&quot;"/>
		<numFmt numFmtId="172" formatCode="[h]:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
		<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="22"/></cellXfs></styleSheet>`
	const cells = `<row r="2"><c r="B2" t="inlineStr"><is><r><t>Lê </t></r><r><t>Thị Bé</t></r><rPh><t>x</t></rPh></is></c><c t="s"><v>0</v></c><c t="s"><v>9</v></c></row>
		<row><c s="1"><v>45443</v></c><c s="2"><v>1500000</v></c><c s="3"><v>0.5</v></c><c s="4"><v>45443.3125</v></c><c t="e"><v>#REF!</v></c><c s="1"><v>-1</v></c></row>`
	got, err := sheet.Read("a.xlsx", workbook(t, cells, styles, "xl/sharedStrings.xml", `<sst><si><t>xin </t><t>chào</t></si></sst>`), sheet.Usual)
	if err != nil {
		t.Fatal(err)
	}
	want := []words{{Name: "Danh sách", Rows: [][]string{
		nil,
		{"", "Lê Thị Bé", "xin chào"},
		{"2024-05-31", "1500000", "12:00", "2024-05-31 07:30", "#REF!", "-1"},
	}}}
	if diff := cmp.Diff(want, wordsOf(got)); diff != "" {
		t.Error(diff)
	}
}

func TestRead_csv(t *testing.T) {
	t.Parallel()
	want := [][]string{{"Họ tên", "Tỉ lệ"}, {"An, Bình", "95,5%"}, nil, {"Bé \"Hai\"", "1.234"}}
	wide := func(text string) string {
		b := []byte{0xFF, 0xFE}
		for _, c := range text {
			b = append(b, byte(c), byte(c>>8))
		}
		return string(b)
	}
	for name, text := range map[string]string{
		"semicolons": "Họ tên;Tỉ lệ\nAn, Bình;95,5%\n;\n\"Bé \"\"Hai\"\"\";1.234\n\n",
		"tabs":       "\ufeffHọ tên\tTỉ lệ\r\nAn, Bình\t95,5%\r\n\t\r\n\"Bé \"\"Hai\"\"\"\t1.234\r\n",
		"commas":     "Họ tên,Tỉ lệ\n\"An, Bình\",\"95,5%\"\n,\n\"Bé \"\"Hai\"\"\",1.234",
		"of Excel":   "sep=;\nHọ tên;Tỉ lệ\nAn, Bình;95,5%\n;\nBé \"Hai\";1.234\n",
		"UTF-16":     wide("Họ tên\tTỉ lệ\nAn, Bình\t95,5%\n\t\nBé \"Hai\"\t1.234"),
	} {
		got, err := sheet.Read("a.csv", []byte(text), sheet.Usual)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff([]words{{Rows: want}}, wordsOf(got)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestRead_refuses(t *testing.T) {
	t.Parallel()
	whole := workbook(t, `<row><c t="str"><v>a</v></c></row>`, "")
	many := strings.Repeat("a;", 200)
	for _, c := range []struct {
		name   string
		data   []byte
		reason sheet.Reason
	}{
		{"nothing", nil, sheet.Empty},
		{"no words", []byte(" \n;\n"), sheet.Empty},
		{"a sheet without words", workbook(t, "", ""), sheet.Empty},
		{"a far empty cell", workbook(t, `<row r="1048576"><c r="XFD1048576"><v></v></c></row>`, ""), sheet.Empty},
		{"a far row", workbook(t, `<row r="1048576"><c t="str"><v>a</v></c></row>`, ""), sheet.TooLarge},
		{"a far column", workbook(t, `<row r="1"><c r="XFD1" t="str"><v>a</v></c></row>`, ""), sheet.TooLarge},
		{"many columns", []byte(many), sheet.TooLarge},
		{"a long cell", []byte(strings.Repeat("ư", 4001)), sheet.TooLarge},
		{"large", bytes.Repeat([]byte("a"), sheet.Usual.Bytes+1), sheet.TooLarge},
		{"a bomb", workbook(t, `<row><c t="str"><v>`+strings.Repeat(" ", 60<<20)+`</v></c></row>`, ""), sheet.TooLarge},
		{"deep", workbook(t, strings.Repeat("<a>", 1<<20), ""), sheet.Empty},
		{"wide and far", workbook(t, strings.Repeat(`<row><c r="CV1" t="str"><v>a</v></c></row>`, 4500), ""), sheet.TooLarge},
		{"cut short", whole[:len(whole)-30], sheet.Damaged},
		{"broken XML", workbook(t, `<row <<`, ""), sheet.Damaged},
		{"a cell that cannot be", workbook(t, `<row r="3"><c r="3A"><v>1</v></c></row>`, ""), sheet.Damaged},
		{"a binary workbook", zipped(t, "xl/workbook.bin", "x"), sheet.Unsupported},
		{"a Word file", zipped(t, "word/document.xml", "<x/>"), sheet.Unsupported},
		{"old", append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 600)...), sheet.Unsupported},
		{"locked", append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"...), sheet.Protected},
		{"a page", []byte("<html><table>"), sheet.Unsupported},
		{"a picture", []byte("\xFF\xD8\xFF\xE0"), sheet.Unsupported},
		{"another zip", []byte("PK\x03\x04"), sheet.Damaged},
	} {
		got, err := sheet.Read("bang.xlsx", c.data, sheet.Usual)
		var told *sheet.Error
		if !errors.As(err, &told) || told.Reason != c.reason {
			t.Errorf("%s: got %v and %d sheets, want reason %d", c.name, err, len(got), c.reason)
		} else if !strings.HasPrefix(told.Error(), "bang.xlsx: ") {
			t.Errorf("%s: %q does not name the file", c.name, told)
		}
	}
}

// TestRead_tellsWhere: damage is told with its sheet and row.
func TestRead_tellsWhere(t *testing.T) {
	t.Parallel()
	for cells, want := range map[string]string{
		`<row r="3"><c r="A3"></row`:                                                      "a.xlsx: trang «Danh sách» bị hỏng ở dòng 3. ",
		`<row r="3"><c r="3A"/></row>`:                                                    "a.xlsx: trang «Danh sách» bị hỏng ở dòng 3. ",
		`<row r="9999"><c t="str"><v>a</v></c></row>`:                                     "a.xlsx: trang «Danh sách» có quá 5.000 dòng. ",
		`<row><c r="XFD1" t="str"><v>a</v></c></row>`:                                     "a.xlsx: trang «Danh sách» có quá 100 cột. ",
		`<row><c r="B1" t="s"/><c r="C0"/></row>`:                                         "a.xlsx: trang «Danh sách» bị hỏng ở dòng 1. ",
		`<row/><row><c r="AAAA2"><v>1</v></c></row>`:                                      "a.xlsx: trang «Danh sách» bị hỏng ở dòng 2. ",
		`<row r="7"><c r="B7" t="str"><v>` + strings.Repeat("a", 4001) + `</v></c></row>`: "a.xlsx: ô B7 dài quá 4.000 chữ cái. ",
	} {
		if _, err := sheet.Read("a.xlsx", workbook(t, cells, ""), sheet.Usual); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// TestIs: a spreadsheet is known by what is in it, not by its name.
func TestIs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		data []byte
		want bool
	}{
		{"a workbook", workbook(t, "", ""), true},
		{"a binary workbook", zipped(t, "xl/workbook.bin", "x"), true},
		{"an old one", append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00"...), true},
		{"a Word file", zipped(t, "word/document.xml", "<x/>"), false},
		{"text", []byte("a;b"), false},
		{"nothing", nil, false},
	} {
		if got := sheet.Is(c.data); got != c.want {
			t.Errorf("%s: got %v", c.name, got)
		}
	}
}

// zipped is an archive of one part.
func zipped(t testing.TB, name, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write([]byte(text))
	}
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestWrite reads back what was written; nothing of it is a formula.
func TestWrite(t *testing.T) {
	t.Parallel()
	day := time.Date(2024, 5, 31, 0, 0, 0, 0, time.UTC)
	pages := []sheet.Page{
		{Name: "Câu trả lời: [tất cả]", Head: []string{"Câu", "Trả lời"}, Rows: [][]any{
			{"=1+1", "+84 90"}, {"-5", "@SUM(A1)"}, {"\t=cmd|'/c calc'!A1", nil}, {12.5, sheet.Percent(98.5)}, {day, 7},
		}},
		{Name: "Câu trả lời: tất cả"},
		{Name: strings.Repeat("Dài ", 20), Rows: [][]any{{"Tổng", 3.0}}, Last: true},
		{Name: "🙂", Rows: [][]any{{"a"}}},
	}
	var b bytes.Buffer
	if err := sheet.Write(&b, pages); err != nil {
		t.Fatal(err)
	}
	got, err := sheet.Read("a.xlsx", b.Bytes(), sheet.Usual)
	if err != nil {
		t.Fatal(err)
	}
	want := []words{
		{"Câu trả lời tất cả", [][]string{
			{"Câu", "Trả lời"}, {"=1+1", "+84 90"}, {"-5", "@SUM(A1)"}, {"=cmd|'/c calc'!A1"}, {"12,5", "98,5"}, {"2024-05-31", "7"},
		}},
		{"Dài Dài Dài Dài Dài Dài Dài Dài", [][]string{{"Tổng", "3"}}},
		{"Trang", [][]string{{"a"}}},
	}
	if diff := cmp.Diff(want, wordsOf(got)); diff != "" {
		t.Error(diff)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if r, err := f.Open(); err == nil {
			var part bytes.Buffer
			if _, err := part.ReadFrom(r); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(part.String(), "<f>") || strings.Contains(part.String(), "<f ") {
				t.Errorf("%s has a formula", f.Name)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("a;b\n1,5;\"x\"\"y\"\n"))
	f.Add(workbook(f, `<row r="2"><c r="B2" t="inlineStr"><is><t>Lê</t></is></c><c s="1"><v>0.5</v></c></row>`, `<styleSheet><cellXfs><xf/><xf numFmtId="9"/></cellXfs></styleSheet>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		l := sheet.Limits{Bytes: 1 << 20, Sheets: 4, Rows: 50, Columns: 20, Letters: 200}
		sheets, err := sheet.Read("a", data, l)
		checkRead(t, sheets, err, l)
	})
}

// FuzzRead_sheet changes only the XML of a sheet, which a change of the zip file mostly breaks.
func FuzzRead_sheet(f *testing.F) {
	f.Add(`<row r="1"><c r="A1"><f>B1</f><v>1e9</v></c><c t="s"><v>0</v></c></row><row r="1"/><mergeCell ref="A1:A3"/>`, "[>=100]#,##0 ?/?;0.0E+0")
	f.Add(`<row r="2"><c r="B2" t="inlineStr"><is><t>Lê</t></is></c><c s="1"><v>45443</v></c></row>`, `[$-42A]dd/mm/yyyy;@`)
	f.Fuzz(func(t *testing.T, cells, code string) {
		l := sheet.Limits{Bytes: 1 << 20, Sheets: 4, Rows: 50, Columns: 20, Letters: 200, Hidden: true}
		styles := fmt.Sprintf(`<styleSheet><numFmts><numFmt numFmtId="170" formatCode=%q/></numFmts><cellXfs><xf/><xf numFmtId="170"/></cellXfs></styleSheet>`, code)
		sheets, err := sheet.Read("a", workbook(t, cells, styles), l)
		checkRead(t, sheets, err, l)
	})
}

func checkRead(t *testing.T, sheets []sheet.Sheet, err error, l sheet.Limits) {
	t.Helper()
	var told *sheet.Error
	if err != nil {
		if !errors.As(err, &told) {
			t.Errorf("no words for %v", err)
		}
		return
	}
	for _, s := range sheets {
		if len(s.Rows) == 0 || len(s.Rows) > l.Rows || len(s.Rows[len(s.Rows)-1]) == 0 {
			t.Errorf("%d rows", len(s.Rows))
		}
		for _, row := range s.Rows {
			if len(row) > l.Columns || len(row) > 0 && row[len(row)-1].Text == "" {
				t.Errorf("row %q", row)
			}
		}
	}
}
