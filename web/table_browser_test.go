package web_test

import (
	"fmt"
	"strings"
	"testing"

	"thuky/report"
	"thuky/web/browsertest"
)

// TestBrowserTable: a wide table scrolls in its own box on a phone, in the chat, among one's
// own answers and on the page of a question.
func TestBrowserTable(t *testing.T) {
	t.Parallel()
	checker, b := browsertest.Checker(t), browsertest.Open(t)
	s := newSite(t, withWorkdays)
	s.join(report.Admin, "Trần Văn Nam")
	wide := strings.Replace(training, `    { id = "tiet",`, `    { id = "don_vi", heading = "Đơn vị phối hợp thực hiện", type = "text" },
    { id = "chi", heading = "Kinh phí (triệu đồng)", type = "decimal", total = true },
    { id = "ngay", heading = "Ngày hoàn thành", type = "date" },
    { id = "tiet",`, 1)
	for i := range 7 {
		last := `{ id = "tiet", heading = "Số tiết", type = "integer", total = true },`
		wide = strings.Replace(wide, last, last+fmt.Sprintf(`
    { id = "so_%d", heading = "Số học sinh khối %d", type = "integer", total = true },`, i, i), 1)
	}
	c := s.open(wide)
	p := s.tab(b, browsertest.Phone)
	p.Type("#text", "Tin học cơ bản cho giáo viên; Phòng Văn hóa - Xã hội; 12,5; 31/5/2026; 30\nTiếng Anh; ; 0,5; ; 8")
	p.Click("#soan button")
	p.Wait("Bảng có 2 dòng")
	look(t, p, checker, "table-chat-360")
	p.ClickText("Xong")
	p.Wait("Câu 2/2")
	p.Go(s.url + "/cua-toi/" + c.ID)
	p.Wait("Tiếng Anh")
	look(t, p, checker, "table-own-360")
	p.Go(s.url + "/quan-ly/bao-cao/" + c.ID + "/cau/lop")
	look(t, p, checker, "table-question-360")

	// Twelve columns are filled in on a tablet: only their box scrolls.
	p = s.tab(b, browsertest.Size{Width: 768, Height: 1024})
	p.Go(s.url + "/cua-toi/" + c.ID + "/bang/lop")
	p.Wait("Ghi bảng")
	look(t, p, checker, "table-rows-768")
}
