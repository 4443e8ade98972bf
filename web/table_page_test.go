package web_test

import (
	"bytes"
	"encoding/json"
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"thuky/report"
	"thuky/sheet"
	"thuky/web/browsertest"
)

// field is the value of a field of a page.
func (p page) field(t testing.TB, name string) string {
	t.Helper()
	m := regexp.MustCompile(`name="` + regexp.QuoteMeta(name) + `" value="([^"]*)"`).FindStringSubmatch(p.body)
	if m == nil {
		t.Fatalf("no field %s:\n%s", name, p.body)
	}
	return html.UnescapeString(m[1])
}

// cells are the fields of a table, row by row.
func (p page) cells() (rows []string) {
	for _, row := range regexp.MustCompile(`(?s)<tr><th scope="row">\d+</th>.*?</tr>`).FindAllString(p.body, -1) {
		var cells []string
		for _, m := range regexp.MustCompile(`name="o\.[^"]*" value="([^"]*)"`).FindAllStringSubmatch(row, -1) {
			cells = append(cells, html.UnescapeString(m[1]))
		}
		rows = append(rows, strings.Join(cells, "|"))
	}
	return rows
}

func (s *site) rowsOf(c report.Campaign, name string) (rows []string) {
	q := readTemplateOf(s.t, training).Question("lop")
	for _, row := range s.answers(c, name)["lop"].Value.Table {
		rows = append(rows, q.RowText(row))
	}
	return rows
}

// TestTablePage: a teacher fills in a table on a page, without JavaScript: rows come and go,
// what is wrong stands beside its cell, and nothing typed is lost.
func TestTablePage(t *testing.T) {
	t.Parallel()
	s := newSite(t, withSheets, withWorkdays)
	b := s.join(report.Staff, "Lê Thị Mai")
	c := s.open(training)
	path := "/cua-toi/" + c.ID + "/bang/lop"
	b.get("/cua-toi/"+c.ID).says(t, "own", `href="`+path+`"`, "Điền bảng")

	p := b.get(path)
	if got := p.cells(); !slices.Equal(got, []string{"|", "|", "|"}) {
		t.Errorf("an empty table: %q", got)
	}
	mark := p.field(t, "ban")
	p = b.post(path, "ban", mark, "do", "them", "o.ten", "5A", "o.tiet", "muoi", "o.ten", "", "o.tiet", "")
	if got := p.cells(); !slices.Equal(got, []string{"5A|muoi", "|", "|", "|", "|"}) || strings.Contains(p.body, "aria-invalid") {
		t.Errorf("more rows: %q", got)
	}
	p = b.post(path, "ban", mark, "bo", "1", "o.ten", "5A", "o.tiet", "1", "o.ten", "5B", "o.tiet", "2")
	if got := p.cells(); !slices.Equal(got, []string{"5B|2", "|"}) {
		t.Errorf("without the first row: %q", got)
	}
	for name, fields := range map[string][]string{
		"no rows":       {"o.ten", "", "o.tiet", ""},
		"rows and none": {"khong", "1", "o.ten", "5A", "o.tiet", "1"},
		"a bad cell":    {"o.ten", "5A", "o.tiet", "1,5"},
		"a fraction":    {"o.ten", strings.Repeat("a", 600), "o.tiet", "1"},
	} {
		got := b.post(path, append([]string{"ban", mark, "do", "ghi"}, fields...)...)
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, `role="alert"`) {
			t.Errorf("%s: got %d", name, got.status)
		}
		for i := 1; i < len(fields); i += 2 {
			if fields[i] != "" && !strings.Contains(got.body, fields[i]) {
				t.Errorf("%s: %q is lost", name, fields[i])
			}
		}
	}
	p = b.post(path, "ban", mark, "do", "ghi", "o.ten", `"A"; <b>`, "o.tiet", "1.200", "o.ten", "", "o.tiet", "", "o.ten", "Không", "o.tiet", "")
	p.says(t, "stored", "Đã ghi bảng", "&lt;b&gt;", `<td class="number">1.200</td>`)
	if got := s.rowsOf(c, "Lê Thị Mai"); !slices.Equal(got, []string{`"""A""; <b>"; 1.200`, "Không;"}) {
		t.Errorf("stored: %q", got)
	}
	if a := s.answer(c, "lop", "Lê Thị Mai"); a.Author != a.Person || a.Channel != "web" {
		t.Errorf("by %s over %s", a.Author, a.Channel)
	}
	// The same page sent again is not the one that was seen.
	p = b.post(path, "ban", mark, "do", "ghi", "o.ten", "5X", "o.tiet", "3")
	if p.status != http.StatusConflict || !slices.Contains(p.cells(), "5X|3") {
		t.Errorf("a stale page: got %d, %q", p.status, p.cells())
	}
	p = b.post(path, "ban", p.field(t, "ban"), "do", "ghi", "khong", "1", "o.ten", "", "o.tiet", "")
	p.says(t, "nothing to list", "Đã ghi bảng", "Không")
	if v := s.answer(c, "lop", "Lê Thị Mai").Value; v.Table != nil || v.Text == nil || *v.Text != "Không" {
		t.Errorf("nothing to list: %+v", v)
	}
	if p := b.get(path); !strings.Contains(p.body, `name="khong" value="1" checked`) {
		t.Error("that there is nothing is not ticked")
	}
}

// TestTablePage_chat: rows that were begun in the chat are on the page, the chat goes on
// behind the table, and neither takes away what the other stored.
func TestTablePage_chat(t *testing.T) {
	t.Parallel()
	s := newSite(t, withSheets, withWorkdays)
	b := s.join(report.Staff, "Lê Thị Mai")
	c := s.open(training)
	path := "/cua-toi/" + c.ID + "/bang/lop"
	chat := b.say(b.get("/tro-chuyen"), "5A; 12")
	chat = b.say(chat, "5B")
	p := b.get(path)
	p.says(t, "the page", "Các dòng đang viết dở trong trò chuyện")
	if got := p.cells(); !slices.Equal(got, []string{"5A|12", "5B|", "|"}) {
		t.Errorf("from the chat: %q", got)
	}
	b.say(chat, "7") // in the chat, while the page is open
	old := p.field(t, "ban")
	p = b.post(path, "ban", old, "do", "ghi", "o.ten", "5A", "o.tiet", "13")
	if p.status != http.StatusConflict || !strings.Contains(p.body, "5B") {
		t.Errorf("a row came in between: got %d", p.status)
	}
	b.post(path, "ban", p.field(t, "ban"), "do", "ghi", "o.ten", "5A", "o.tiet", "13", "o.ten", "5B", "o.tiet", "7").says(t, "stored", "Đã ghi bảng")
	s.settle()
	chat = b.get("/tro-chuyen")
	chat.says(t, "the chat", "Đã ghi câu 1 trên trang web: 2 dòng", "Câu 2/2")
	b.say(chat, "Cần thêm máy tính")
	if got := s.rowsOf(c, "Lê Thị Mai"); !slices.Equal(got, []string{"5A; 13", "5B; 7"}) {
		t.Errorf("stored: %q", got)
	}
	if a := s.answer(c, "y_kien", "Lê Thị Mai"); a.Value.IsZero() {
		t.Error("the next question has no answer")
	}
	// From within another question, the chat stays there.
	b.say(b.get("/tro-chuyen"), "sửa 2")
	b.post(path, "ban", b.get(path).field(t, "ban"), "do", "ghi", "o.ten", "5A", "o.tiet", "14").says(t, "again", "Đã ghi bảng")
	b.say(b.get("/tro-chuyen"), "Không cần nữa")
	if a := s.answer(c, "y_kien", "Lê Thị Mai"); a.Value.Text == nil || *a.Value.Text != "Không cần nữa" {
		t.Errorf("the other question: %+v", a.Value)
	}
	if got := s.rowsOf(c, "Lê Thị Mai"); !slices.Equal(got, []string{"5A; 14"}) {
		t.Errorf("stored: %q", got)
	}
	for _, wrong := range []string{"/cua-toi/" + c.ID + "/bang/y_kien", "/cua-toi/" + c.ID + "/bang/khong", "/cua-toi/khong/bang/lop"} {
		if got := b.get(wrong); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d", wrong, got.status)
		}
	}
}

// TestTablePage_file: the rows of a spreadsheet come into the fields to be looked at, its
// bad cells with the others.
func TestTablePage_file(t *testing.T) {
	t.Parallel()
	s := newSite(t, withSheets, withWorkdays)
	b := s.join(report.Staff, "Lê Thị Mai")
	c := s.open(training)
	path := "/cua-toi/" + c.ID + "/bang/lop"
	var book bytes.Buffer
	if err := sheet.Write(&book, []sheet.Page{{Name: "Lớp", Head: []string{"STT", "Số tiết", "Tên lớp", "Phòng"}, Rows: [][]any{{1, 8.0, "5B", "P1"}, {2, "chưa rõ", "5C", "P2"}, {nil, 16.0, "Tổng cộng", nil}}}}); err != nil {
		t.Fatal(err)
	}
	mark := b.get(path).field(t, "ban")
	p := b.send(path, []sentFile{{"lop.xlsx", book.Bytes()}}, "ban", mark, "do", "tep-them", "o.ten", "5A", "o.tiet", "1")
	if got := p.cells(); !slices.Equal(got, []string{"5A|1", "5B|8", "5C|chưa rõ", "|"}) {
		t.Errorf("added: %q\n%s", got, p.body)
	}
	p.says(t, "a file", "Các dòng lấy từ tệp «lop.xlsx»", "Bảng không có cột Phòng", `aria-invalid="true"`, "cần một con số")
	p = b.send(path, []sentFile{{"lop.xlsx", book.Bytes()}}, "ban", mark, "do", "tep-thay", "o.ten", "5A", "o.tiet", "1")
	if got := p.cells(); !slices.Equal(got, []string{"5B|8", "5C|chưa rõ", "|"}) {
		t.Errorf("instead: %q", got)
	}
	for name, data := range map[string][]byte{"a picture": onePixel, "nothing": nil, "headings alone": []byte("Tên lớp;Số tiết")} {
		var files []sentFile
		if data != nil {
			files = []sentFile{{"lop.csv", data}}
		}
		p := b.send(path, files, "ban", mark, "do", "tep-thay", "o.ten", "5A", "o.tiet", "1")
		if p.status != http.StatusUnprocessableEntity || !slices.Contains(p.cells(), "5A|1") {
			t.Errorf("%s: got %d, %q", name, p.status, p.cells())
		}
	}
	if got := s.rowsOf(c, "Lê Thị Mai"); got != nil {
		t.Errorf("a file stores nothing by itself: %q", got)
	}
	// As many rows as a table may have are lines of one field.
	var csv strings.Builder
	csv.WriteString("Tên lớp;Số tiết\n")
	for range report.MaxRows {
		csv.WriteString("\"Lớp; A\";2\n")
	}
	p = b.send(path, []sentFile{{"lop.csv", []byte(csv.String())}}, "ban", mark, "do", "tep-thay")
	text := regexp.MustCompile(`(?s)<textarea[^>]*name="noi-dung"[^>]*>(.*?)</textarea>`).FindStringSubmatch(p.body)
	if text == nil {
		t.Fatalf("no lines:\n%.500s", p.body)
	}
	b.post(path, "ban", mark, "do", "ghi", "noi-dung", html.UnescapeString(text[1])).says(t, "many rows", "Đã ghi bảng")
	if got := s.rowsOf(c, "Lê Thị Mai"); len(got) != report.MaxRows || got[0] != `"Lớp; A"; 2` {
		t.Errorf("stored %d rows", len(got))
	}
	if p := b.send(path, []sentFile{{"lop.csv", []byte(csv.String())}}, "ban", mark, "do", "tep-them", "o.ten", "5A", "o.tiet", "1"); p.status != http.StatusUnprocessableEntity || !slices.Contains(p.cells(), "5A|1") {
		t.Errorf("too many rows: got %d", p.status)
	}
}

// TestBrowserTablePage: in a browser cells are pasted from a spreadsheet, keys go from cell
// to cell, and sums follow.
func TestBrowserTablePage(t *testing.T) {
	t.Parallel()
	checker, b := browsertest.Checker(t), browsertest.Open(t)
	s := newSite(t, withSheets, withWorkdays)
	s.join(report.Admin, "Trần Văn Nam")
	c := s.open(training)
	paste := func(p *browsertest.Tab, selector, text string) {
		t.Helper()
		p.Eval(`(() => { const d = new DataTransfer(); d.setData("text/plain", ` + quoted(text) + `);
			document.querySelector(` + quoted(selector) + `).dispatchEvent(new ClipboardEvent("paste", { clipboardData: d, bubbles: true, cancelable: true })); })()`)
	}
	cells := func(p *browsertest.Tab) string {
		var text string
		if err := json.Unmarshal([]byte(p.Eval(`[...document.querySelectorAll(".rows-edit tbody tr")].map((r) => [...r.querySelectorAll("input")].map((i) => i.value).join("|")).join("/")`)), &text); err != nil {
			t.Fatal(err)
		}
		return text
	}
	for _, screen := range []struct {
		name string
		size browsertest.Size
	}{{"360", browsertest.Phone}, {"1280", browsertest.Desktop}} {
		p := s.tab(b, screen.size)
		p.Go(s.url + "/cua-toi/" + c.ID + "/bang/lop")
		p.Wait("Ghi bảng")
		look(t, p, checker, "rows-empty-"+screen.name)
		if screen.name == "360" {
			paste(p, "#o-1-1", "STT\tSố tiết\tTên lớp\r\n1\t12\t\"Tin học \"\"cơ bản\"\"\ncho giáo viên\"\r\n2\tchưa rõ\tTiếng Anh\r\n\t\tAn toàn\r\n\t13\tTổng cộng\r\n")
			if got, want := cells(p), `Tin học "cơ bản" cho giáo viên|12/Tiếng Anh|chưa rõ/An toàn|`; got != want {
				t.Errorf("pasted: got %s, want %s", got, want)
			}
			if got := p.Text("[data-total]"); got != "12" {
				t.Errorf("sum: got %q", got)
			}
			p.ClickText("Ghi bảng")
			p.Wait("ô này cần một con số")
			look(t, p, checker, "rows-wrong-"+screen.name)
			p.Fill("#o-2-2", "8")
			p.ClickText("Ghi bảng")
			p.Wait("Đã ghi bảng")
			look(t, p, checker, "rows-done-"+screen.name)
			continue
		}
		if got, want := cells(p), `Tin học "cơ bản" cho giáo viên|12/Tiếng Anh|8/An toàn|/|`; got != want {
			t.Errorf("stored: got %s, want %s", got, want)
		}
		p.Type("#o-4-1", "Thể dục\t5\t")
		p.Eval(`document.activeElement.value = "Múa"`)
		if got, want := cells(p), `Tin học "cơ bản" cho giáo viên|12/Tiếng Anh|8/An toàn|/Thể dục|5/Múa|`; got != want {
			t.Errorf("typed: got %s, want %s", got, want)
		}
		p.Click("[aria-label='Bỏ dòng 1']")
		p.Click("[aria-label='Bỏ dòng 1']")
		p.Click("#lay-lai")
		if got, want := cells(p), `Tiếng Anh|8/An toàn|/Thể dục|5/Múa|`; got != want {
			t.Errorf("after a row was taken out: got %s, want %s", got, want)
		}
		if got := p.Text("[data-total]"); got != "13" {
			t.Errorf("sum: got %q", got)
		}
		look(t, p, checker, "rows-full-"+screen.name)
	}
}

// quoted is a text as a script writes it.
func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(text) + `"`
}
