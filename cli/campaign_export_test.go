package cli_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thuky/sheet"
)

const trainingTemplate = `
id = "boi-duong"
title = "Báo cáo bồi dưỡng"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Kết quả bồi dưỡng"
[[sections]]
id = "a"
heading = "KẾT QUẢ"
  [[sections.questions]]
  id = "lop"
  type = "table"
  heading = "Các lớp bồi dưỡng"
  prompt = "Thầy/cô cho biết các lớp bồi dưỡng?"
  columns = [
    { id = "ten", heading = "Tên lớp", type = "text" },
    { id = "tiet", heading = "Số tiết", type = "integer", total = true },
    { id = "ti_le", heading = "Tỉ lệ", type = "percent" },
    { id = "ngay", heading = "Ngày", type = "date" },
  ]
  [[sections.questions]]
  id = "so_lop"
  type = "integer"
  heading = "Số lớp"
  compute = "len(lop)"
  [[sections.questions]]
  id = "y_kien"
  type = "text"
  prompt = "Thầy/cô có ý kiến gì?"
  [[sections.questions]]
  id = "ly_do"
  type = "text"
  prompt = "Lý do?"
`

// TestCampaignExport: every answer stands in the spreadsheet with state, author and time,
// tables on sheets of their own; what begins like a formula is text.
func TestCampaignExport(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.lines("=5A; 12; 95,5; 31/5/2026", "5B; 8", "-", "-", "xong", "=HYPERLINK(\"http://x\")", "bỏ qua", "Chưa có số liệu").
		must("chat", "--template", d.file("boi-duong.toml", trainingTemplate), "--as", "Lê Thị Mai")
	out := d.path("ra.xlsx")
	if got := d.must("campaign", "export", "boi-duong-2026-1", "-o", out); got != out+"\n" {
		t.Errorf("printed %q", got)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	sheets, err := sheet.Read(out, data, sheet.Usual)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][][]string{}
	for i := range sheets {
		got[sheets[i].Name] = sheets[i].Texts()
	}
	for _, row := range got["Câu trả lời"][1:] {
		if len(row) > 10 {
			row[10] = "…" // the time
		}
	}
	want := map[string][][]string{
		"Câu trả lời": {
			{"Câu", "Mục", "Nội dung hỏi", "Người trả lời", "Tổ", "Tình trạng", "Trả lời", "Lý do, góp ý", "Người ghi", "Qua", "Lúc", "Lần ghi"},
			{"1", "I", "Các lớp bồi dưỡng", "Lê Thị Mai", "", "đã trả lời", "2 dòng, tổng Số tiết: 20", "", "Lê Thị Mai", "máy này", "…", "1"},
			{"", "I", "Số lớp", "", "", "tự tính", "2"},
			{"2", "I", "Có ý kiến gì", "Lê Thị Mai", "", "đã trả lời", `=HYPERLINK("http://x")`, "", "Lê Thị Mai", "máy này", "…", "1"},
			{"3", "I", "Lý do", "Lê Thị Mai", "", "xin bỏ qua", "", "Chưa có số liệu", "Lê Thị Mai", "máy này", "…", "1"},
		},
		"Câu 1 Các lớp bồi dưỡng": {
			{"Người trả lời", "Tên lớp", "Số tiết", "Tỉ lệ", "Ngày"},
			{"Lê Thị Mai", "=5A", "12", "95,5", "2026-05-31"},
			{"Lê Thị Mai", "5B", "8"},
			{"Tổng cộng", "", "20"},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	code, _, stderr := d.run("campaign", "export", "boi-duong-2026-2")
	if code != 1 || !strings.Contains(stderr, "boi-duong-2026-1") {
		t.Errorf("a campaign that is not there: exit %d, %s", code, stderr)
	}
}
