package outline_test

import (
	"fmt"
	"strings"
	"testing"

	"thuky/outline"
	"thuky/report"
)

// columnsOf are the columns of a question, as "heading type", a sum with a plus.
func columnsOf(q *report.Question) string {
	var all []string
	for _, c := range q.Columns {
		sum := ""
		if c.Total {
			sum = "+"
		}
		all = append(all, fmt.Sprintf("%s %s%s", c.Heading, c.Type, sum))
	}
	return strings.Join(all, "; ")
}

func sheetOf(name string, lines ...string) outline.Sheet {
	s := outline.Sheet{Name: name}
	for i, line := range lines {
		if strings.Trim(line, "|") != "" {
			s.Rows = append(s.Rows, outline.Row{Line: i + 1, Cells: strings.Split(line, "|")})
		}
	}
	return s
}

// TestSpreadsheet_tables: a sheet with several columns becomes a question that asks for a
// table; what stands in the columns, else their names, tell what each holds.
func TestSpreadsheet_tables(t *testing.T) {
	t.Parallel()
	b := outline.Book{Sheets: []outline.Sheet{
		sheetOf("Sheet1", "TRƯỜNG HOA SEN", "", "THỐNG KÊ LỚP VÀ HỌC SINH NĂM HỌC 2025-2026",
			"STT|Lớp|Sĩ số|Tỷ lệ chuyên cần|Ngày kiểm tra|Bán trú|Điện thoại|Kinh phí (triệu đồng)|Ghi chú",
			"1|1A|32|98,5%|12/9/2025|x|0912345678|12|", "2|1B|30|97%|13/9/2025||0987654321|3,5|đủ", "|Tổng cộng|62||||||"),
		sheetOf("Phòng học", "TT|Tên phòng|Số lượng|Diện tích|Số hiệu|Đạt chuẩn"),
		sheetOf("Ghi chú", "Nộp trước ngày 15"),
	}}
	got, err := outline.Spreadsheet(b, outline.Options{Name: "thong-ke.xlsx"})
	if err != nil {
		t.Fatal(err)
	}
	questions := got.Template.Questions()
	if len(questions) != 2 {
		t.Fatalf("%d questions:\n%s", len(questions), got.Template.Source())
	}
	for i, want := range []string{
		"Lớp text; Sĩ số integer+; Tỷ lệ chuyên cần percent; Ngày kiểm tra date; Bán trú yesno; Điện thoại text; Kinh phí (triệu đồng) decimal+; Ghi chú text",
		"Tên phòng text; Số lượng integer+; Diện tích decimal+; Số hiệu text; Đạt chuẩn text",
	} {
		q := questions[i]
		if q.Type != "table" || columnsOf(q) != want {
			t.Errorf("%s %s: got %s, want %s", q.ID, q.Type, columnsOf(q), want)
		}
	}
	if q := questions[0]; !strings.Contains(q.Heading, "THỐNG KÊ LỚP VÀ HỌC SINH") || !strings.Contains(q.Prompt, "bảng «THỐNG KÊ") {
		t.Errorf("the first: %q, %q", q.Heading, q.Prompt)
	}
	notes := fmt.Sprint(got.Notes)
	for _, want := range []string{"câu hỏi dạng bảng, các cột: «Lớp» một dòng chữ", "Ghi chú"} {
		if !strings.Contains(notes, want) {
			t.Errorf("no note %q: %s", want, notes)
		}
	}
	if strings.Contains(string(got.Template.Source()), "0912345678") {
		t.Error("a row was copied")
	}
}

// TestText_tables: tables of outlines and of old reports are asked for as tables.
func TestText_tables(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		as    outline.Kind
		text  string
		types string
		want  string
	}{
		"an outline": {
			outline.KindOutline, "I. ĐỘI NGŨ\n1. Danh sách bồi dưỡng:\nTT\tHọ và tên\tSố tiết\tNgày hoàn thành\n1\t\t\t\n2. Tổng số giáo viên:\nTổ\tSố lượng\n3. Khó khăn",
			"table integer table longtext", "Họ và tên text; Số tiết integer+; Ngày hoàn thành date",
		},
		"an old report": {
			outline.KindReport, "BÁO CÁO\nKết quả năm học 2025-2026\nI. ĐỘI NGŨ\n1. Bồi dưỡng\nTT\tLớp\tSố tiết\n1\tTin học\t12\n2\tTiếng Anh\t8\n2. Kết quả khác\nNhà trường đã làm tốt.\nNội dung khác\tKết quả đạt được\nA\tB\n",
			"table longtext table", "Lớp text; Số tiết integer+",
		},
		"no names": {outline.KindOutline, "I. ĐỘI NGŨ\n1. Số liệu\n1\t2\n3\t4\n2. Khó khăn", "longtext longtext", ""},
	} {
		got, err := outline.Text(tt.text, outline.Options{Name: "de-cuong.docx", Word: true, As: tt.as})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var types []string
		columns := ""
		for _, q := range got.Template.Questions() {
			types = append(types, q.Type)
			if columns == "" {
				columns = columnsOf(q)
			}
		}
		if strings.Join(types, " ") != tt.types || columns != tt.want {
			t.Errorf("%s: got %v, %q:\n%s", name, types, columns, got.Template.Source())
		}
	}
}
