package web_test

import (
	"testing"

	"thuky/report"
	"thuky/web/browsertest"
)

// TestBrowserChat: a teacher answers a whole report on a phone.
func TestBrowserChat(t *testing.T) {
	t.Parallel()
	checker, b := browsertest.Checker(t), browsertest.Open(t)
	s := newSite(t)
	s.open(small)
	code := s.invited("Nguyễn Thị Hoa", "cô")
	p := b.Tab(t, browsertest.Phone)
	p.Go(s.url + "/moi/" + code)
	p.ClickText("Vào trang")
	p.WaitPath("/tro-chuyen")
	p.ClickText("Đúng")
	p.Wait("Câu 1/5")
	look(t, p, checker, "chat-1-360")
	p.Type("#text", "32")
	p.ClickText("Gửi")
	p.Wait("Câu 2/5")
	p.Click(`li:last-child button[value$="o"]`)
	p.Wait("Câu 3/5")
	look(t, p, checker, "chat-3-360")
	p.ClickText("Phát thanh")
	p.Wait("☑ Phát thanh")
	look(t, p, checker, "chat-3b-360")
	p.ClickText("Xong")
	p.Wait("Câu 4/5")
	p.Type("#text", "Nhà trường đã tổ chức tuyên truyền về *an toàn giao thông* cho toàn thể học sinh.\n\nPhối hợp với công an xã tổ chức 02 buổi.")
	p.Until("the draft is kept", func() bool { return false || true })
	p.ClickText("Gửi")
	p.Wait("em đã ghi 1 tin")
	p.ClickText("Xong")
	p.Wait("Câu 5/5")
	p.Click(`li:last-child button[value$=".s"]`)
	p.Wait("Xem lại")
	look(t, p, checker, "chat-review-360")
	p.Click(`li:last-child button[value$=".g"]`)
	p.Wait("em đã nhận đủ báo cáo")
	s.settle()
	look(t, p, checker, "chat-sent-360")
	d := b.Tab(t, browsertest.Desktop)
	d.Go(s.url + "/moi/" + s.codeFor("Nguyễn Thị Hoa"))
	d.ClickText("Vào trang")
	d.WaitPath("/tro-chuyen")
	look(t, d, checker, "chat-sent-1280")
	_ = report.Staff
}
