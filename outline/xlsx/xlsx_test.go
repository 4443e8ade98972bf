package xlsx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"thuky/outline"
	"thuky/outline/xlsx"
	"thuky/report"
)

// build makes a workbook.
func build(t testing.TB, do func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close() //nolint:errcheck // nothing of it is on disk
	do(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func set(t testing.TB, f *excelize.File, sheet string, line int, cells ...any) {
	t.Helper()
	name, err := excelize.CoordinatesToCellName(1, line)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetSheetRow(sheet, name, &cells); err != nil {
		t.Fatal(err)
	}
}

// TestFortyRows: an invented list of forty questions in four parts.
func TestFortyRows(t *testing.T) {
	t.Parallel()
	types := []string{"số nguyên", "phần trăm", "có/không", "đoạn văn", "ngày", "chọn một", "văn bản ngắn", "số thập phân", "chọn nhiều", ""}
	data := build(t, func(f *excelize.File) {
		set(t, f, "Sheet1", 1, "DANH MỤC CÂU HỎI BÁO CÁO CHUYỂN ĐỔI SỐ")
		set(t, f, "Sheet1", 3, "Phần", "STT", "Câu hỏi", "Loại", "Lựa chọn", "Bắt buộc", "Phụ trách")
		for i := range 40 {
			part := ""
			if i%10 == 0 {
				part = fmt.Sprintf("PHẦN SỐ %d", i/10+1)
			}
			offered := ""
			if strings.HasPrefix(types[i%10], "chọn") {
				offered = "Tốt\nKhá\nĐạt"
			}
			set(t, f, "Sheet1", 4+i, part, i+1, fmt.Sprintf("Nội dung thứ %d", i+1), types[i%10], offered, "x", "văn thư")
		}
		for i := 0; i < 40; i += 10 {
			if err := f.MergeCell("Sheet1", fmt.Sprintf("A%d", 4+i), fmt.Sprintf("A%d", 13+i)); err != nil {
				t.Fatal(err)
			}
		}
	})
	book, err := xlsx.Read("chuyen-doi-so.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	r, err := outline.Spreadsheet(book, outline.Options{Name: "chuyen-doi-so.xlsx"})
	if err != nil {
		t.Fatal(err)
	}
	tmpl := r.Template
	if len(tmpl.Sections) != 4 || len(tmpl.Questions()) != 40 || tmpl.Sections[3].Heading != "PHẦN SỐ 4" || len(tmpl.Sections[3].Questions) != 10 {
		t.Fatalf("%d sections, %d questions:\n%s", len(tmpl.Sections), len(tmpl.Questions()), tmpl.Source())
	}
	want := []string{"integer", "percent", "yesno", "longtext", "date", "choice", "text", "decimal", "choices", "longtext"}
	for i, q := range tmpl.Questions() {
		if q.Type != want[i%10] || q.Role != "văn thư" || !q.Needed() || !strings.Contains(q.Prompt, fmt.Sprintf("ội dung thứ %d", i+1)) {
			t.Errorf("question %d: %s %q %q", i+1, q.Type, q.Role, q.Prompt)
		}
	}
	if _, err := report.ReadTemplate("x.toml", tmpl.Source()); err != nil {
		t.Error(err)
	}
}

// TestCells: values are taken as they show, formulas with what was saved, both told of.
func TestCells(t *testing.T) {
	t.Parallel()
	data := build(t, func(f *excelize.File) {
		set(t, f, "Sheet1", 1, "STT", "Câu hỏi", "Kỳ trước")
		set(t, f, "Sheet1", 2, 1, "Số lớp", 20)
		set(t, f, "Sheet1", 3, 2, "Tên\u00a0trường ", 1.5)
		if err := f.SetCellFormula("Sheet1", "C3", "C2*2"); err != nil {
			t.Fatal(err)
		}
		if _, err := f.NewSheet("Ẩn"); err != nil {
			t.Fatal(err)
		}
		set(t, f, "Ẩn", 1, "x")
		if err := f.SetSheetVisible("Ẩn", false); err != nil {
			t.Fatal(err)
		}
	})
	book, err := xlsx.Read("a.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	s := book.Sheets[0]
	if len(book.Sheets) != 2 || !book.Sheets[1].Hidden || book.Sheets[1].Name != "Ẩn" || len(s.Rows) != 3 || s.Rows[1].Cells[2] != "20" || s.Rows[2].Cells[1] != "Tên trường " {
		t.Errorf("%+v", book)
	}
	if len(book.Notes) != 1 || !strings.HasPrefix(book.Notes[0].String(), "trang «Sheet1», ô C3: ") {
		t.Errorf("%q", book.Notes)
	}
}

// TestRefused: files that cannot be read say what is wrong, where, and what to do.
func TestRefused(t *testing.T) {
	t.Parallel()
	good := build(t, func(f *excelize.File) { set(t, f, "Sheet1", 1, "Câu hỏi") })
	var locked bytes.Buffer
	f := excelize.NewFile()
	if err := f.Write(&locked, excelize.Options{Password: "x"}); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":       {nil, "a.xlsx: tệp rỗng"},
		"too large":   {make([]byte, xlsx.MaxBytes+1), "a.xlsx: tệp nặng quá 20 MB"},
		"locked":      {locked.Bytes(), "a.xlsx: tệp có mật khẩu"},
		"old":         {append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00"...), "dạng Excel cũ (.xls, .xlsb)"},
		"binary":      {archive(t, map[string]string{"xl/workbook.bin": "x"}), "dạng Excel cũ"},
		"text":        {[]byte("STT,Câu hỏi\n"), "a.xlsx: đây không phải bảng tính Excel"},
		"a Word file": {archive(t, map[string]string{"word/document.xml": "<x/>"}), "đây không phải bảng tính"},
		"cut":         {good[:len(good)/2], "tệp Excel bị hỏng"},
		"no links":    {archive(t, map[string]string{"xl/workbook.xml": "<workbook/>"}), "thiếu xl/_rels/workbook.xml.rels"},
		"broken":      {with(t, good, "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r=\"3\"><c r=\"A3\"></worksheet"), "trang tính «Sheet1» bị hỏng ở dòng 3"},
		"odd cell":    {with(t, good, "xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="3"><c r="3A"/></row></sheetData></worksheet>`), "trang tính «Sheet1» bị hỏng ở dòng 3"},
		"bomb":        {with(t, good, "xl/media/big.xml", strings.Repeat(" ", 33<<20)), "nội dung bung ra quá lớn"},
		"many rows":   {with(t, good, "xl/worksheets/sheet1.xml", `<worksheet><sheetData>`+strings.Repeat(`<row><c><v>1</v></c></row>`, 100_000)+`</sheetData></worksheet>`), "trang tính «Sheet1» có nội dung hoặc định dạng ở dòng 5001, nhiều nhất là 5000 dòng"},
		"far row":     {with(t, good, "xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>`), "ở dòng 1048576"},
		"far column":  {with(t, good, "xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="2"><c r="XFD2"><v>1</v></c></row></sheetData></worksheet>`), "trang tính «Sheet1», dòng 2: có ô ở ngoài 64 cột đầu"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := xlsx.Read("a.xlsx", c.data)
			var bad *xlsx.Error
			if !errors.As(err, &bad) || !strings.Contains(bad.Error(), c.want) || !strings.HasPrefix(bad.Error(), "a.xlsx: ") {
				t.Errorf("got %v, want …%s…", err, c.want)
			}
		})
	}
}

// TestIs: a spreadsheet is known by what is in it, not by its name.
func TestIs(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		data []byte
		want bool
	}{
		"xlsx": {build(t, func(*excelize.File) {}), true},
		"docx": {archive(t, map[string]string{"word/document.xml": "<x/>"}), false},
		"text": {[]byte("I. KẾT QUẢ"), false},
		"none": {nil, false},
	} {
		if got := xlsx.Is(c.data); got != c.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

func archive(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// with puts another content into one part of a workbook.
func with(t testing.TB, book []byte, part, content string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{part: content}
	for _, f := range z.File {
		if f.Name == part {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := b.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = b.String()
	}
	return archive(t, parts)
}

// FuzzRead: whatever a sheet holds, the reader ends without a panic, within its limits.
func FuzzRead(f *testing.F) {
	base := build(f, func(b *excelize.File) {
		set(f, b, "Sheet1", 1, "STT", "Câu hỏi", "Loại")
		set(f, b, "Sheet1", 2, 1, "Số lớp", "số nguyên")
	})
	f.Add(`<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Câu hỏi</t></is></c><c r="B1"><f>A1</f><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A3"/></mergeCells></worksheet>`, "<sst/>")
	f.Add(`<worksheet><sheetData><row r="2"><c t="s"><v>0</v></c></row><row r="1"><c r="B9" s="7"><v>1e9</v></c></row></sheetData></worksheet>`, `<sst><si><r><t>a</t></r><r><t>b</t></r></si></sst>`)
	f.Fuzz(func(t *testing.T, sheet, shared string) {
		data := with(t, with(t, base, "xl/worksheets/sheet1.xml", sheet), "xl/sharedStrings.xml", shared)
		book, err := xlsx.Read("a.xlsx", data)
		if err != nil {
			var bad *xlsx.Error
			if !errors.As(err, &bad) {
				t.Fatalf("an error without words: %v", err)
			}
			return
		}
		for _, s := range book.Sheets {
			if len(s.Rows) > xlsx.MaxRows {
				t.Errorf("%d rows", len(s.Rows))
			}
			for _, r := range s.Rows {
				if len(r.Cells) > xlsx.MaxColumns {
					t.Errorf("%d cells", len(r.Cells))
				}
			}
		}
		if r, err := outline.Spreadsheet(book, outline.Options{Name: "a.xlsx"}); err == nil {
			if _, err := report.ReadTemplate("a.toml", r.Template.Source()); err != nil {
				t.Error(err)
			}
		}
	})
}
