package web_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
	"thuky/web"
	"thuky/web/browsertest"
	"thuky/workday"
)

// look checks a page as a person meets it: no fault of accessibility, no sideways
// scrolling; with THUKY_SCREENS its picture is written to that folder.
func look(t *testing.T, p *browsertest.Tab, checker, name string) {
	t.Helper()
	for _, v := range p.Violations(checker) {
		t.Errorf("%s: %s", name, v)
	}
	if p.Overflows() {
		t.Errorf("%s: the page is wider than the screen", name)
	}
	if folder := os.Getenv("THUKY_SCREENS"); folder != "" {
		p.Screenshot(filepath.Join(folder, name+".png"))
	}
}

// TestBrowserEnter: how a teacher gets in on a phone.
func TestBrowserEnter(t *testing.T) {
	t.Parallel()
	checker, b := browsertest.Checker(t), browsertest.Open(t)
	s := newSite(t)
	for name, size := range map[string]browsertest.Size{"360": browsertest.Phone, "1280": browsertest.Desktop} {
		p := b.Tab(t, size)
		p.Go(s.url)
		look(t, p, checker, "home-"+name)
		p.Type("#code", s.code(report.Staff))
		p.ClickText("Tiếp tục")
		p.Wait("Chào thầy/cô")
		look(t, p, checker, "enter-"+name)
		p.ClickText("Vào trang")
		p.WaitPath("/tro-chuyen")
		s.settle()
	}
}

// TestBrowserPeople: the pages about people, messages, sessions and backups.
func TestBrowserPeople(t *testing.T) {
	t.Parallel()
	checker, b := browsertest.Checker(t), browsertest.Open(t)
	s := newSite(t)
	s.join(report.Admin, "Trần Văn Nam")
	s.update(func(tx storage.Tx) error {
		_, err := bot.ImportPeople(tx, []report.Person{
			{Name: "Lê Thị Mai", Unit: "tổ 1"},
			{Name: "Nguyễn Thị Thanh Phương Thảo", Unit: "tổ 2, kế toán"},
			{Name: "Phạm Văn Cường", Unit: "tổ 3", Role: report.Approver},
		}, bot.Actor{}, s.clock(), s.clock().Add(time.Hour))
		return err
	})
	for name, size := range map[string]browsertest.Size{"360": browsertest.Phone, "1280": browsertest.Desktop} {
		p := b.Tab(t, size)
		p.Go(s.url + "/moi/" + s.code(report.Admin))
		p.ClickText("Vào trang")
		p.WaitPath("/tro-chuyen")
		for page, path := range map[string]string{
			"people": "/quan-ly/nguoi", "person": "/quan-ly/nguoi/" + s.person("Lê Thị Mai").ID,
			"messages": "/quan-ly/tin-nhan", "backups": "/quan-ly/sao-luu", "standing": "/quan-ly/tinh-trang", "sessions": "/phien",
		} {
			p.Go(s.url + path)
			look(t, p, checker, page+"-"+name)
		}
		p.Go(s.url + "/quan-ly/nguoi")
		p.ClickText("Tạo tờ mã QR")
		p.Wait("Mã chỉ hiện lần này")
		look(t, p, checker, "sheet-"+name)
	}
}

// TestBrowserPrivacy: the notice on data, and the register of requests.
func TestBrowserPrivacy(t *testing.T) {
	t.Parallel()
	checker, b := browsertest.Checker(t), browsertest.Open(t)
	s := newSite(t, func(_ *web.Config, r *bot.Config) {
		r.Privacy = &report.Privacy{School: "Trường Tiểu học Hoa Sen"}
	})
	today := workday.DateOf(s.clock())
	s.update(func(tx storage.Tx) error {
		for _, r := range []report.Request{
			{Right: report.RightErase, Person: "p8", Name: "Lê Thị Mận", Received: s.clock(), Day: today, Due: today.AddDays(20)},
			{Right: report.RightCorrect, Person: "p7", Name: "Đinh Văn Lực", Words: "đơn vị của tôi là tổ 4, không phải tổ 3", Received: s.clock(), Day: today.AddDays(-7), Due: today.AddDays(3)},
			{Right: report.RightWithdraw, Person: "p9", Name: "Nguyễn Hoàng Phương Thảo Vy", Received: s.clock(), Day: today.AddDays(-40), Due: today.AddDays(-25)},
		} {
			if err := storage.PutRequest(tx, &r); err != nil {
				return err
			}
		}
		return nil
	})
	for name, size := range map[string]browsertest.Size{"360": browsertest.Phone, "1280": browsertest.Desktop} {
		p := b.Tab(t, size)
		p.Go(s.url + "/moi/" + s.code(report.Admin))
		p.ClickText("Vào trang")
		p.WaitPath("/tro-chuyen")
		p.Go(s.url + "/quan-ly/du-lieu")
		look(t, p, checker, "consent-"+name)
		p.ClickText("Đồng ý")
		p.WaitPath("/tro-chuyen")
		p.Go(s.url + "/quan-ly/du-lieu")
		p.ClickText("Từ chối yêu cầu 2")
		look(t, p, checker, "register-"+name)
		p.Go(s.url + "/du-lieu-cua-toi")
		p.Fill("#can-sua", "đơn vị của tôi là tổ 4, không phải tổ 3")
		p.ClickText("Gửi nhà trường")
		p.Wait("Đã gửi nhà trường")
		look(t, p, checker, "mydata-"+name)
		p.ClickText("Xóa dữ liệu")
		p.Wait("Tôi đã đọc")
		look(t, p, checker, "leaving-"+name)
	}
}
