package web_test

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"thuky/report"
)

var (
	keptFields = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)
	againForm  = regexp.MustCompile(`(?s)<form method="post" action="([^"]*)" class="stack">(.*?)<button class="primary">Gửi lại</button>`)
)

// again presses «Gửi lại» on the page of a problem.
func (b *browser) again(p page) page {
	b.site.t.Helper()
	form := againForm.FindStringSubmatch(p.body)
	if form == nil {
		b.site.t.Fatalf("nothing can be sent again:\n%s", p.body)
	}
	var fields []string
	for _, m := range keptFields.FindAllStringSubmatch(form[2], -1) {
		fields = append(fields, html.UnescapeString(m[1]), html.UnescapeString(m[2]))
	}
	return b.post(html.UnescapeString(form[1]), fields...)
}

// TestTypedWhenSessionEnded: what was typed into a form whose session has ended stands on the
// page that says so, and is sent again from there after signing in anew.
func TestTypedWhenSessionEnded(t *testing.T) {
	t.Parallel()
	s := newSite(t, withSheets, withWorkdays)
	admin, mai := s.join(report.Admin, "Trần Văn Nam"), s.join(report.Staff, "Lê Thị Mai")
	c := s.open(training)
	table := "/cua-toi/" + c.ID + "/bang/lop"
	mark := mai.get(table).field(t, "ban")
	amend := "/quan-ly/bao-cao/" + c.ID + "/cau/y_kien/sua"
	id := s.person("Lê Thị Mai").ID
	s.later(61 * 24 * time.Hour)

	words := "Lớp 5A; \"12\" tiết & <b>hai</b> buổi\r\nđã dạy xong"
	cells := []string{"ban", mark, "do", "ghi", "o.ten", "Lớp 5A, buổi chiều", "o.tiet", "12", "o.ten", "5B", "o.tiet", "8"}
	said, rows := mai.post("/tro-chuyen", "text", words), mai.post(table, cells...)
	ordered := admin.post(amend, "nguoi", id, "ban", "", "noi-dung", "Cần thêm máy chiếu ạ", "ly-do", "Nói ở cuộc họp")
	for name, p := range map[string]page{"the chat": said, "a table": rows, "an order": ordered} {
		if p.status != http.StatusUnauthorized || !strings.Contains(p.body, "vẫn còn ở trang này") {
			t.Errorf("%s: got %d\n%s", name, p.status, p.body)
		}
	}
	if want := html.EscapeString("Lớp 5A; \"12\" tiết & <b>hai</b> buổi"); !strings.Contains(said.body, want+"\r\nđã dạy xong</textarea>") {
		t.Errorf("the words are not shown:\n%s", said.body)
	}
	if want := html.EscapeString("Lớp 5A, buổi chiều; 12\n5B; 8"); !strings.Contains(rows.body, want) {
		t.Errorf("the rows are not shown:\n%s", rows.body)
	}
	if strings.Contains(s.log.String(), "máy chiếu") {
		t.Error("what was typed is in the log")
	}
	if got := mai.get("/tro-chuyen"); got.status != http.StatusUnauthorized {
		t.Fatalf("the session has not ended: got %d", got.status)
	}

	mai.anew("Lê Thị Mai")
	admin.anew("Trần Văn Nam")
	if p := mai.again(rows); p.status != http.StatusOK || !strings.Contains(p.body, "Đã ghi bảng") {
		t.Errorf("the table sent again: got %d\n%s", p.status, p.body)
	}
	if got := s.rowsOf(c, "Lê Thị Mai"); len(got) != 2 || got[0] != "Lớp 5A, buổi chiều; 12" || got[1] != "5B; 8" {
		t.Errorf("rows: %q", got)
	}
	if p := admin.again(ordered); p.status != http.StatusOK || !strings.Contains(p.body, "Cần thêm máy chiếu ạ") {
		t.Errorf("the order sent again: got %d\n%s", p.status, p.body)
	}
	mai.again(said)
	if got := s.mine("Lê Thị Mai"); len(got) == 0 || got[len(got)-1] != strings.ReplaceAll(words, "\r\n", "\n") {
		t.Errorf("lines: %q", got)
	}
}

// TestTypedTooFast: who is told to wait loses nothing either; a door keeps nothing, and what
// another site had a browser send is not shown.
func TestTypedTooFast(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.join(report.Staff, "Lê Thị Mai")
	var p page
	for range 60 {
		if p = b.post("/du-lieu-cua-toi/sua", "can-sua", ""); p.status == http.StatusTooManyRequests {
			break
		}
	}
	p = b.post("/du-lieu-cua-toi/sua", "can-sua", "đơn vị của tôi là tổ 4")
	if p.status != http.StatusTooManyRequests || !strings.Contains(p.body, "đơn vị của tôi là tổ 4</textarea>") {
		t.Fatalf("got %d\n%s", p.status, p.body)
	}
	s.later(time.Minute)
	if p := b.again(p); p.status != http.StatusOK || !strings.Contains(p.body, "đơn vị của tôi là tổ 4") {
		t.Errorf("sent again: got %d\n%s", p.status, p.body)
	}
	if p := b.post("/moi/ABCD2345EFGH6789", "proof", "một chuỗi bí mật của cửa"); strings.Contains(p.body, "bí mật") {
		t.Error("the door repeats what it was sent")
	}
	if p := b.post("/trang-cu/khong-con", "noi-dung", "viết ở một trang của bản cũ"); p.status != http.StatusNotFound || !strings.Contains(p.body, "bản cũ</textarea>") || strings.Contains(p.body, "Gửi lại") {
		t.Errorf("an address that is no more: got %d\n%s", p.status, p.body)
	}
}

// TestWayBack: the page of a problem leads back to the page of ours that it was come from.
func TestWayBack(t *testing.T) {
	t.Parallel()
	s := newSite(t, withWorkdays)
	b := s.join(report.Admin, "Trần Văn Nam")
	for from, want := range map[string]string{
		s.url + "/quan-ly/lich?nam=2026": `href="/quan-ly/lich?nam=2026">Quay lại trang trước`,
		s.url + "//khac.example/x":       "", "https://khac.example/quan-ly": "", "": "",
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/quan-ly/lich/bo", strings.NewReader("ngay=2026-12-22"))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.Header.Set("Referer", from)
		got := b.do(r)
		if has := strings.Contains(got.body, "Quay lại trang trước"); got.status != http.StatusConflict || !strings.Contains(got.body, want) || has != (want != "") {
			t.Errorf("from %q: got %d\n%s", from, got.status, got.body)
		}
	}
}
