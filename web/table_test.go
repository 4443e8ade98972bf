package web_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/report"
	"thuky/sheet"
	"thuky/web"
)

const training = `
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
  ]
  [[sections.questions]]
  id = "y_kien"
  type = "text"
  prompt = "Thầy/cô có ý kiến gì?"
`

func withSheets(_ *web.Config, c *bot.Config) { c.Sheets = sheet.Tables }

// TestTable: a table is sent as a file from a browser, shown on the pages as a table, and
// changed there by rows.
func TestTable(t *testing.T) {
	t.Parallel()
	s := newSite(t, withSheets, withWorkdays)
	admin, b := s.join(report.Admin, "Trần Văn Nam"), s.join(report.Staff, "Lê Thị Mai")
	c := s.open(training)
	p := b.say(b.get("/tro-chuyen"), "<b>5A</b>; 12")
	if !strings.Contains(p.body, "&lt;b&gt;5A&lt;/b&gt;; 12") {
		t.Errorf("the row is not shown:\n%s", p.body)
	}
	var book bytes.Buffer
	if err := sheet.Write(&book, []sheet.Page{{Name: "Lớp", Head: []string{"STT", "Tên lớp", "Số tiết"}, Rows: [][]any{{1, "=5B", 8.0}, {2, "5C", 9.0}}}}); err != nil {
		t.Fatal(err)
	}
	if got := b.upload("/tro-chuyen/tep", "tep", "lop.xlsx", book.Bytes()); got.status != http.StatusOK {
		t.Fatalf("upload: got %d", got.status)
	}
	s.settle()
	p = b.get("/tro-chuyen")
	for _, want := range []string{"Đã lấy 2 dòng từ tệp «lop.xlsx»", "<b>1. </b>=5B; 8", "Ghép hai bảng", "Lấy lại bảng cũ"} {
		if !strings.Contains(p.body, want) {
			t.Errorf("the chat lacks %q:\n%s", want, p.body)
		}
	}
	b.say(b.choose(p, "Ghép hai bảng"), "xong")
	own := b.get("/cua-toi/" + c.ID)
	for _, want := range []string{`<th scope="col">Tên lớp</th>`, "<td>&lt;b&gt;5A&lt;/b&gt;</td>", `<td class="number">29</td>`, "<td>=5B</td>"} {
		if !strings.Contains(own.body, want) {
			t.Errorf("the own page lacks %q:\n%s", want, own.body)
		}
	}
	path := "/quan-ly/bao-cao/" + c.ID + "/cau/lop"
	mai := s.person("Lê Thị Mai").ID
	question := admin.get(path)
	table := path + "/bang/" + mai
	question.says(t, "question", `<td class="number">29</td>`, `href="`+table+`"`)
	edit := admin.get(table)
	edit.says(t, "the fields", `value="=5B"`, `<td class="number" data-heading="Số tiết" data-total="o.tiet">29</td>`)
	mark := edit.field(t, "ban")
	bad := admin.post(table, "ban", mark, "o.ten", "5A", "o.tiet", "mười rưỡi", "o.ten", "5B", "o.tiet", "8", "ly-do", "Đếm lại")
	if bad.status != http.StatusUnprocessableEntity {
		t.Errorf("bad rows: got %d", bad.status)
	}
	bad.says(t, "bad rows", "dòng 1, «Số tiết» đang là «mười rưỡi»: ô này cần một con số", `value="mười rưỡi" aria-label="Dòng 1, Số tiết"`, "Ô này cần một con số", `value="Đếm lại"`, `value="5B"`)
	if got := admin.post(table, "ban", mark, "o.ten", "5A", "o.tiet", "10"); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, `value="10"`) {
		t.Errorf("without a reason: got %d", got.status)
	}
	admin.post(table, "ban", mark, "o.ten", "5A", "o.tiet", "10", "o.ten", "5D", "o.tiet", "", "o.ten", "", "o.tiet", "", "ly-do", "Đếm lại").says(t, "amended", "Đã sửa hộ", "<td>5D</td>", `<td class="number">10</td>`)
	if a := s.answer(c, "lop", "Lê Thị Mai"); len(a.Value.Table) != 2 || a.Revision != 2 {
		t.Errorf("stored: %+v", a)
	}
}

// TestAnswersFile: who oversees a report gets its answers as a spreadsheet; nobody else does.
func TestAnswersFile(t *testing.T) {
	t.Parallel()
	s := newSite(t, withWorkdays, func(c *web.Config, _ *bot.Config) {
		c.Answers = func(w io.Writer, b *report.Board, people []report.Person, _ time.Time) error {
			_, err := fmt.Fprintf(w, "%s %d", b.Campaign.Title, len(people))
			return err
		}
	})
	admin, mai := s.join(report.Admin, "Trần Văn Nam"), s.join(report.Staff, "Lê Thị Mai")
	c := s.open(training)
	path := "/quan-ly/bao-cao/" + c.ID
	admin.get(path).says(t, "campaign", `href="`+path+`/tra-loi.xlsx"`)
	got := admin.get(path + "/tra-loi.xlsx")
	if got.status != http.StatusOK || got.body != "Báo cáo bồi dưỡng 2" || !strings.HasPrefix(got.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("got %d %v: %s", got.status, got.header, got.body)
	}
	if got := mai.get(path + "/tra-loi.xlsx"); got.status == http.StatusOK {
		t.Errorf("staff: got %d", got.status)
	}
	if got := admin.get("/quan-ly/bao-cao/khong-co/tra-loi.xlsx"); got.status != http.StatusNotFound {
		t.Errorf("no such campaign: got %d", got.status)
	}
}
