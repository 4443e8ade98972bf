package web_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thuky/report"
	"thuky/web/browsertest"
)

// signIn lets a tab in as a new person.
func (s *site) signIn(p *browsertest.Tab, role report.Role) {
	s.t.Helper()
	p.Go(s.url + "/moi/" + s.code(role))
	p.ClickText("Vào trang")
	p.WaitPath("/tro-chuyen")
	s.settle()
}

// TestBrowserOpen: an admin opens a report from a file, without JavaScript.
func TestBrowserOpen(t *testing.T) {
	t.Parallel()
	checker, b := browsertest.Checker(t), browsertest.Open(t)
	for name, size := range map[string]browsertest.Size{"360": browsertest.Phone, "1280": browsertest.Desktop} {
		s := newSite(t, withCalendar(t), withReader)
		s.join(report.Staff, "Lê Thị Mai")
		s.join(report.Staff, "Nguyễn Thị Hồng Nhung")
		p := b.Tab(t, size)
		s.signIn(p, report.Admin)
		p.Go(s.url + "/quan-ly/bao-cao-moi")
		look(t, p, checker, "new-report-"+name)
		file := filepath.Join(t.TempDir(), "cong-van.txt")
		if err := os.WriteFile(file, []byte(noticeText), 0o600); err != nil {
			t.Fatal(err)
		}
		p.Upload("#file", file)
		p.ClickText("Đọc công văn")
		p.Wait("Em đọc được")
		look(t, p, checker, "plan-"+name)
		p.Fill("#i8", "2026-12-05")
		p.ClickText("Mở báo cáo")
		p.Wait("đây là ngày nghỉ")
		look(t, p, checker, "plan-doubt-"+name)
	}
}

// TestBrowserTemplates: the kinds of reports, one of them, and a file with mistakes.
func TestBrowserTemplates(t *testing.T) {
	t.Parallel()
	checker, b := browsertest.Checker(t), browsertest.Open(t)
	_, option := withBookcase(t)
	s := newSite(t, withCalendar(t), option)
	for name, size := range map[string]browsertest.Size{"360": browsertest.Phone, "1280": browsertest.Desktop} {
		p := b.Tab(t, size)
		s.signIn(p, report.Admin)
		p.Go(s.url + "/quan-ly/mau")
		look(t, p, checker, "templates-"+name)
		for file, source := range map[string]string{
			"chưa dùng được": strings.Replace(meetingTemplate, `"integer"`, `"integre"`, 1), "mẫu đúng": meetingTemplate,
		} {
			path := filepath.Join(t.TempDir(), "mau.toml")
			if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
				t.Fatal(err)
			}
			p.Upload("#file", path)
			p.ClickText("Kiểm tra")
			p.Wait(file)
			look(t, p, checker, "template-"+strings.Fields(file)[0]+"-"+name)
		}
		p.Go(s.url + "/quan-ly/mau/dan-van-6-thang")
		look(t, p, checker, "template-"+name)
	}
}
