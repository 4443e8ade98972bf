package web_test

import (
	"os"
	"path/filepath"
	"testing"

	"thuky/report"
	"thuky/web/browsertest"
)

// TestBrowserEvidence: photos are chosen on a phone, seen small in the chat, and looked at
// wide and narrow by whoever oversees the report.
func TestBrowserEvidence(t *testing.T) {
	t.Parallel()
	checker, b := browsertest.Checker(t), browsertest.Open(t)
	s := newSite(t, withEvidence, withWorkdays, withPaper)
	s.join(report.Admin, "Trần Văn Nam")
	c := s.open(opening)
	p := s.tab(b, browsertest.Phone)
	dir := t.TempDir()
	var paths []string
	for name, data := range map[string][]byte{"chao-co.jpg": photo(t, 10, 1200, 900), "san-truong.jpg": photo(t, 180, 900, 1200)} {
		paths = append(paths, filepath.Join(dir, name))
		if err := os.WriteFile(paths[len(paths)-1], data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p.Upload("#tep", paths...)
	p.Wait("Câu này có 2 ảnh")
	p.Type("#text", "1: Lễ chào cờ đầu năm học mới của toàn trường")
	p.Click("#soan button")
	p.Wait("Chú thích tệp 1")
	look(t, p, checker, "evidence-chat-360")
	p.Type("#text", "xong")
	p.Click("#soan button")
	p.Wait("Câu 2/2")
	p.Go(s.url + "/cua-toi/" + c.ID)
	p.Wait("Lễ chào cờ")
	look(t, p, checker, "evidence-own-360")
	p.Go(s.url + "/quan-ly/bao-cao/" + c.ID + "/cau/anh")
	p.ClickText("Sửa hộ")
	look(t, p, checker, "evidence-question-360")
	p.Go(s.url + "/quan-ly/bao-cao/" + c.ID + "/ban-thao/chu")
	p.Wait("Kèm theo Báo cáo số")
	look(t, p, checker, "evidence-draft-360")
	wide := s.tab(b, browsertest.Desktop)
	wide.Go(s.url + "/quan-ly/bao-cao/" + c.ID + "/cau/anh")
	wide.ClickText("Sửa hộ")
	look(t, wide, checker, "evidence-question-1280")
}
