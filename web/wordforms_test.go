package web_test

import (
	"bytes"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thuky/bot"
	"thuky/render"
	"thuky/render/docx"
	"thuky/render/wordform"
	"thuky/report"
	"thuky/storage"
	"thuky/web"
	"thuky/web/browsertest"
)

// formFile is a Word form to begin with, with further words before its text.
func formFile(t testing.TB, words string) []byte {
	t.Helper()
	d := render.FormStarter(report.School{})
	if words != "" {
		d.Blocks = append(d.Blocks, &render.Paragraph{Runs: []render.Run{{Text: words}}})
	}
	var b bytes.Buffer
	if err := docx.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func withForms(t testing.TB) option {
	t.Helper()
	return func(w *web.Config, _ *bot.Config) {
		w.StarterForm = func() ([]byte, error) { return formFile(t, ""), nil }
		w.CheckForm = func(data []byte, templates []*report.Template) (report.FormCheck, error) {
			result, err := wordform.Check(data, templates)
			var refused *wordform.Refused
			if errors.As(err, &refused) {
				return report.FormCheck{Problems: []report.FormProblem{{Fatal: true, Text: refused.Error()}}}, nil
			}
			return result, err
		}
	}
}

// TestWordForms: a form is got to begin with, checked, used, downloaded and given up.
func TestWordForms(t *testing.T) {
	t.Parallel()
	books, shelf := withBookcase(t)
	s := newSite(t, withCalendar(t), withForms(t), shelf)
	admin, approver := s.join(report.Admin, "Trần Văn Nam"), s.join(report.Approver, "Vũ Thị Lan")
	admin.get("/quan-ly/mau").has(t, "Mẫu Word của trường", "Chưa chọn mẫu nào", "Kiểm tra và dùng", "{{noi_dung}}")
	if p := approver.get("/quan-ly/mau"); strings.Contains(p.body, "Kiểm tra và dùng") || !strings.Contains(p.body, "Tải mẫu khởi đầu") {
		t.Error("what an approver sees")
	}
	starter := approver.get("/quan-ly/mau-word/khoi-dau")
	if !strings.HasPrefix(starter.header.Get("Content-Disposition"), "attachment") || !strings.HasPrefix(starter.body, "PK") {
		t.Errorf("the starter: %v", starter.header)
	}
	upload := func(data []byte, fields ...string) page {
		t.Helper()
		return admin.send("/quan-ly/mau-word", []sentFile{{`C:\mẫu "của" trường.docx`, data}}, fields...)
	}
	upload([]byte(starter.body), "do", "check").has(t, "mẫu của trường.docx", "dùng được")
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"unknown": {formFile(t, `Kỳ {{perod}} <b>`), "<q>Kỳ {{perod}} <b></q>"},
		"no Word": {[]byte("chữ"), "không phải tệp Word"},
		"a block": {formFile(t, "{{#viec}}"), "chưa được đóng"},
	} {
		p := upload(c.data, "do", "use")
		if p.status != http.StatusUnprocessableEntity || strings.Contains(p.body, "<b>") {
			t.Errorf("%s: got %d", name, p.status)
		}
		p.has(t, "chưa dùng được", c.want)
	}
	if p := admin.send("/quan-ly/mau-word", nil, "do", "check"); p.status != http.StatusUnprocessableEntity {
		t.Errorf("none: got %d", p.status)
	}
	if p := upload(append([]byte("PK"), make([]byte, 5<<20)...), "do", "check"); p.status != http.StatusRequestEntityTooLarge {
		t.Errorf("too large: got %d", p.status)
	}
	if p := upload(formFile(t, ""), "do", "use", "template", "khong-co"); p.status != http.StatusNotFound {
		t.Errorf("for a template that is not there: got %d", p.status)
	}
	if p := approver.send("/quan-ly/mau-word", []sentFile{{"a.docx", formFile(t, "")}}, "do", "use"); p.status != http.StatusForbidden {
		t.Errorf("by an approver: got %d", p.status)
	}
	s.view(func(tx storage.Tx) error {
		if list, err := storage.WordForms(tx); err != nil || len(list) > 0 {
			t.Errorf("chosen already: %+v, %v", list, err)
		}
		return nil
	})

	all, own := formFile(t, "Chung"), formFile(t, "Riêng {{so}}")
	if err := books.keep(readTemplateOf(t, meetingTemplate)); err != nil {
		t.Fatal(err)
	}
	if p := upload(own, "do", "use"); p.status != http.StatusUnprocessableEntity {
		t.Errorf("for all, with a question of one: got %d", p.status)
	}
	upload(all, "do", "use").has(t, "Đã chọn mẫu Word", "Mọi báo cáo khác")
	upload(own, "do", "use", "template", "hop-nho").has(t, "Báo cáo họp")
	admin.get("/quan-ly/mau/hop-nho").has(t, "Chỗ điền cho mẫu Word", "{{so}}")
	if p := admin.get("/quan-ly/mau-word/tep?mau=hop-nho"); p.body != string(own) || !strings.HasPrefix(p.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("the file: %v", p.header)
	}
	if p := admin.get("/quan-ly/mau-word/tep?mau=dan-van-6-thang"); p.status != http.StatusNotFound {
		t.Errorf("the file of another: got %d", p.status)
	}
	s.view(func(tx storage.Tx) error {
		for template, want := range map[string][]byte{"hop-nho": own, "dan-van-6-thang": all} {
			f, err := storage.WordForm(tx, template)
			if err != nil || !bytes.Equal(f.Data, want) || f.By == "" || f.Name != "mẫu của trường.docx" {
				t.Errorf("%s: %+v, %v", template, f.Name, err)
			}
		}
		return nil
	})
	// A form that does not fit any more says so.
	if err := books.keep(readTemplateOf(t, strings.Replace(meetingTemplate, `id = "so"`, `id = "so_nguoi"`, 1))); err != nil {
		t.Fatal(err)
	}
	admin.get("/quan-ly/mau").has(t, "Cần sửa", "Không có chỗ điền {{so}}")
	admin.post("/quan-ly/mau-word/bo", "template", "hop-nho").has(t, "Đã thôi dùng")
	if p := admin.post("/quan-ly/mau-word/bo", "template", ""); strings.Contains(p.body, "Thôi dùng</button>") {
		t.Error("a form is left")
	}
	if p := admin.post("/quan-ly/mau-word/bo", "template", ""); p.status != http.StatusOK {
		t.Errorf("given up twice: got %d", p.status)
	}
}

func readTemplateOf(t testing.TB, source string) *report.Template {
	t.Helper()
	tmpl, err := report.ReadTemplate("mau.toml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	return tmpl
}

// TestBrowserWordForms: the part about forms looks as it should.
func TestBrowserWordForms(t *testing.T) {
	t.Parallel()
	checker, b := browsertest.Checker(t), browsertest.Open(t)
	s := newSite(t, withCalendar(t), withForms(t))
	admin := s.join(report.Admin, "Trần Văn Nam")
	if p := admin.send("/quan-ly/mau-word", []sentFile{{"mau-cua-truong.docx", formFile(t, "Sao y bản chính")}}, "do", "use"); p.status != http.StatusOK {
		t.Fatalf("got %d", p.status)
	}
	wrong := filepath.Join(t.TempDir(), "mau-dan-van-sua-lan-hai.docx")
	if err := os.WriteFile(wrong, formFile(t, "Kết quả {{perod}} của trường {{#viec}} và {period}"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, size := range map[string]browsertest.Size{"360": browsertest.Phone, "1280": browsertest.Desktop} {
		p := b.Tab(t, size)
		s.signIn(p, report.Admin)
		p.Go(s.url + "/quan-ly/mau")
		p.Upload("#word-file", wrong)
		p.ClickText("Kiểm tra và dùng")
		p.Wait("chưa dùng được")
		p.ClickText("Các chỗ điền")
		look(t, p, checker, "word-forms-"+name)
	}
}
