package web_test

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"thuky/bot"
	"thuky/report"
	"thuky/templates"
	"thuky/web"
)

const meetingTemplate = `id = "hop-nho"
title = "Báo cáo họp"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Kết quả họp {{period}}"
recipients = ["Lưu: VT"]

[[sections]]
id = "mot"
heading = "MỘT"

  [[sections.questions]]
  id = "so"
  type = "integer"
  unit = "người"
  prompt = "Có bao nhiêu người?"
  role = "văn thư"
`

// bookcase is a library that takes templates in while the school runs.
type bookcase struct {
	mu      sync.Mutex
	all     []*report.Template // under mu
	renewed bool               // under mu
	full    bool               // under mu
}

func (b *bookcase) library() []*report.Template {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.all)
}

func (b *bookcase) keep(t *report.Template) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.full {
		return &report.Refusal{Text: "Dạ, ổ đĩa đã đầy."}
	}
	b.all = append(slices.DeleteFunc(b.all, func(known *report.Template) bool { return known.ID == t.ID }), t)
	b.renewed = true
	return nil
}

func (b *bookcase) changed() ([]*report.Template, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	was := b.renewed
	b.renewed = false
	return slices.Clone(b.all), was
}

func withBookcase(t testing.TB) (*bookcase, option) {
	t.Helper()
	all, err := templates.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	b := &bookcase{all: all}
	return b, func(w *web.Config, c *bot.Config) {
		w.Library, w.KeepTemplate = b.library, b.keep
		c.Library, c.LibraryRenewed = b.library(), b.changed
	}
}

// TestTemplates: a template is looked at, checked line by line, kept, and open reports
// move to it one by one.
func TestTemplates(t *testing.T) {
	t.Parallel()
	books, option := withBookcase(t)
	s := newSite(t, withCalendar(t), option)
	admin, approver := s.join(report.Admin, "Trần Văn Nam"), s.join(report.Approver, "Vũ Thị Lan")
	s.join(report.Staff, "Lê Thị Mai")
	admin.get("/quan-ly/mau").has(t, "Báo cáo công tác dân vận 6 tháng", "Kiểm tra")
	if p := approver.get("/quan-ly/mau"); p.status != http.StatusOK || strings.Contains(p.body, "Kiểm tra") {
		t.Errorf("an approver: got %d", p.status)
	}
	approver.get("/quan-ly/mau/dan-van-6-thang").has(t, "CÔNG TÁC CHỈ ĐẠO", "nhiều đoạn", "Gợi ý giao: cả trường")
	if p := admin.get("/quan-ly/mau/khong-co"); p.status != http.StatusNotFound {
		t.Errorf("no such template: got %d", p.status)
	}
	if p := admin.get("/quan-ly/mau/dan-van-6-thang/tep"); !strings.HasPrefix(p.header.Get("Content-Disposition"), "attachment") || !strings.Contains(p.body, "dan-van-6-thang") {
		t.Errorf("the file: %v", p.header)
	}

	for name, c := range map[string]struct {
		file string
		want []string
	}{
		"mistakes": {strings.NewReplacer(`"integer"`, `"integre"`, `kind = "BÁO CÁO"`, ``).Replace(meetingTemplate), []string{"Dòng 14.", "integre", "kind"}},
		"not toml": {"<!doctype html><script>alert(1)</script>", []string{"Dòng 1."}},
		"empty":    {"", []string{"chưa dùng được"}},
		"binary":   {"\x00\x01\xff\xfe", []string{"chưa dùng được"}},
	} {
		p := admin.send("/quan-ly/mau", []sentFile{{"mau.toml", []byte(c.file)}})
		if p.status != http.StatusUnprocessableEntity || strings.Contains(p.body, "<script>") {
			t.Errorf("%s: got %d", name, p.status)
		}
		p.has(t, c.want...)
	}
	if p := admin.send("/quan-ly/mau", []sentFile{{"lon.toml", []byte(strings.Repeat("# dài\n", 100_000))}}); p.status != http.StatusRequestEntityTooLarge {
		t.Errorf("too large: got %d", p.status)
	}
	if p := admin.send("/quan-ly/mau", nil); p.status != http.StatusUnprocessableEntity {
		t.Errorf("none: got %d", p.status)
	}

	keep := func(source string) page {
		t.Helper()
		p := admin.send("/quan-ly/mau", []sentFile{{"hop.toml", []byte(source)}})
		p.has(t, "mẫu đúng")
		return admin.post("/quan-ly/mau/luu", p.form(t, "/quan-ly/mau/luu")...)
	}
	keep(meetingTemplate).has(t, "Đã lưu mẫu", "Báo cáo họp")
	if got := books.library()[len(books.library())-1]; string(got.Source()) != meetingTemplate {
		t.Error("what is kept is not what was checked")
	}
	p := admin.post("/quan-ly/bao-cao-moi", "do", "hand")
	p = admin.post(p.path, p.form(t, p.path, "template", "hop-nho", "period", "quý IV năm 2026", "do", "save")...)
	admin.post(p.path, p.form(t, p.path, "do", "open")...)
	c := s.campaigns()[0]
	if c.Template != "hop-nho" {
		t.Fatalf("opened %+v", c)
	}

	// A newer version: the report keeps its own until an admin moves it.
	newer := strings.Replace(meetingTemplate, `role = "văn thư"`, "role = \"văn thư\"\n\n  [[sections.questions]]\n  id = \"noi_dung\"\n  type = \"longtext\"\n  prompt = \"Họp bàn việc gì?\"", 1)
	admin.send("/quan-ly/mau", []sentFile{{"hop.toml", []byte(newer)}}).has(t, "thay mẫu «Báo cáo họp»", "Họp bàn việc gì?")
	keep(newer).has(t, "1 báo cáo dùng bản cũ")
	p = admin.get("/quan-ly/mau/hop-nho")
	p.has(t, "Câu mới", "Họp bàn việc gì?", "/quan-ly/bao-cao/"+c.ID)
	if now := s.campaigns()[0]; now.Version != c.Version {
		t.Fatal("the report was moved by itself")
	}
	if got := admin.post("/quan-ly/mau/hop-nho/chuyen", "campaign", c.ID, "version", c.Version); got.status != http.StatusConflict {
		t.Errorf("to the version it has: got %d", got.status)
	}
	admin.post("/quan-ly/mau/hop-nho/chuyen", p.form(t, "/quan-ly/mau/hop-nho/chuyen")...).has(t, "Đã chuyển báo cáo")
	if now := s.campaigns()[0]; now.Version == c.Version {
		t.Error("the report was not moved")
	}

	books.mu.Lock()
	books.full = true
	books.mu.Unlock()
	if got := keep(meetingTemplate); got.status != http.StatusConflict || !strings.Contains(got.body, "ổ đĩa đã đầy") || !strings.Contains(got.body, "Lưu vào thư viện") {
		t.Errorf("a full disk: got %d", got.status)
	}
	if got := admin.post("/quan-ly/mau/luu", "source", "%%%"); got.status != http.StatusBadRequest {
		t.Errorf("a made up form: got %d", got.status)
	}
}

// TestTemplatesNoFolder: where nothing can be kept, a file can still be checked.
func TestTemplatesNoFolder(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin := s.join(report.Admin, "Trần Văn Nam")
	p := admin.send("/quan-ly/mau", []sentFile{{"hop.toml", []byte(meetingTemplate)}})
	p.has(t, "mẫu đúng", "templates.folder")
	if strings.Contains(p.body, "Lưu vào thư viện") {
		t.Error("it can be kept nowhere")
	}
	if got := admin.post("/quan-ly/mau/luu", "source", "aWQ="); got.status != http.StatusConflict {
		t.Errorf("got %d", got.status)
	}
}
