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
	"thuky/sheet"
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
	if len(book.Sheets) != 2 || !book.Sheets[1].Hidden || book.Sheets[1].Name != "Ẩn" || len(s.Rows) != 3 || s.Rows[1].Cells[2] != "20" || s.Rows[2].Cells[1] != "Tên trường" {
		t.Errorf("%+v", book)
	}
	if len(book.Notes) != 1 || !strings.HasPrefix(book.Notes[0].String(), "trang «Sheet1», ô C3: ") {
		t.Errorf("%q", book.Notes)
	}
}

// TestRefused: what is wrong with a file is said in the words of package sheet.
func TestRefused(t *testing.T) {
	t.Parallel()
	for data, want := range map[string]string{"STT,Câu hỏi\n": "a.xlsx: đây không phải bảng tính Excel", "PK\x03\x04": "a.xlsx: tệp bị hỏng"} {
		_, err := xlsx.Read("a.xlsx", []byte(data))
		var bad *sheet.Error
		if !errors.As(err, &bad) || !strings.HasPrefix(bad.Error(), want) {
			t.Errorf("got %v, want %s…", err, want)
		}
	}
}

// TestMerged: what stands in merged cells counts for each of their rows that holds anything.
func TestMerged(t *testing.T) {
	t.Parallel()
	data := build(t, func(f *excelize.File) {
		set(t, f, "Sheet1", 1, "Phần", "Câu hỏi")
		set(t, f, "Sheet1", 2, "I", "Số lớp")
		set(t, f, "Sheet1", 4, nil, "Số phòng")
		if err := f.MergeCell("Sheet1", "A2", "A9"); err != nil {
			t.Fatal(err)
		}
	})
	book, err := xlsx.Read("a.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(book.Sheets[0].Rows); got != "[{1 [Phần Câu hỏi]} {2 [I Số lớp]} {4 [I Số phòng]}]" {
		t.Errorf("got %s", got)
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
	f.Fuzz(func(t *testing.T, cells, shared string) {
		data := with(t, with(t, base, "xl/worksheets/sheet1.xml", cells), "xl/sharedStrings.xml", shared)
		book, err := xlsx.Read("a.xlsx", data)
		if err != nil {
			var bad *sheet.Error
			if !errors.As(err, &bad) {
				t.Fatalf("an error without words: %v", err)
			}
			return
		}
		for _, s := range book.Sheets {
			for i, r := range s.Rows {
				if len(r.Cells) == 0 || i > 0 && r.Line <= s.Rows[i-1].Line {
					t.Errorf("row %+v", r)
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
