package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"thuky/bot"
	"thuky/outline"
	"thuky/report"
	"thuky/web"
)

// outlinedNotice is an invented notice with an outline that no shipped template fits.
const outlinedNotice = `ỦY BAN NHÂN DÂN               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ HOA SEN                      Độc lập - Tự do - Hạnh phúc

Số: 219/UBND-VHXH                 Hoa Sen, ngày 24 tháng 11 năm 2026
V/v báo cáo công tác y tế trường học năm 2026

Kính gửi: Hiệu trưởng các trường học trên địa bàn xã.

Ủy ban nhân dân xã đề nghị các trường báo cáo công tác y tế trường học năm 2026, gửi về Ủy ban nhân dân xã trước ngày 04/12/2026, với các nội dung sau:

I. Công tác chỉ đạo

1. Kế hoạch y tế trường học

2. Tổng số cán bộ y tế của trường

II. Kết quả

1. Tỷ lệ học sinh được khám sức khỏe

2. Phòng, chống dịch bệnh

Nơi nhận:
- Như trên;
- Lưu: VT.
`

// withProposals has templates made of texts.
func withProposals(c *web.Config, _ *bot.Config) {
	c.Propose = func(_ context.Context, name string, data []byte, taken func(string) bool) (*outline.Result, string, error) {
		r, err := outline.Text(string(data), outline.Options{Name: name, Taken: taken})
		if err != nil {
			return nil, err.Error(), nil
		}
		return r, "", nil
	}
}

// TestProposal: a notice with an outline that no template fits becomes a template that is
// looked at, kept, and used for the report at once.
func TestProposal(t *testing.T) {
	t.Parallel()
	books, option := withBookcase(t)
	s := newSite(t, withCalendar(t), option)
	admin, before := s.join(report.Admin, "Trần Văn Nam"), len(books.library())
	plan := admin.post("/quan-ly/bao-cao-moi", "text", outlinedNotice, "do", "read")
	plan.has(t, "Chưa có mẫu nào hợp với trích yếu", "đề cương 6 mục", plan.path+"/mau")

	p := admin.get(plan.path + "/mau")
	p.has(t, "Báo cáo công tác y tế trường học", "I. Công tác chỉ đạo", "Thầy/cô cho biết tổng số cán bộ y tế của trường ạ?", "số nguyên", "phần trăm", "đoán: giao cho «y tế»")
	if n := len(books.library()); n != before {
		t.Errorf("something was kept by looking: %d templates, %d before", n, before)
	}
	file := admin.post(p.path, p.form(t, p.path, "do", "file")...)
	if !strings.HasPrefix(file.header.Get("Content-Disposition"), "attachment") || !strings.Contains(file.body, `id         = "y-te-truong-hoc"`) {
		t.Errorf("the file: %v", file.header)
	}

	books.mu.Lock()
	books.full = true
	books.mu.Unlock()
	if got := admin.post(p.path, p.form(t, p.path, "do", "keep")...); got.status != http.StatusConflict || !strings.Contains(got.body, "ổ đĩa đã đầy") || !strings.Contains(got.body, "Công tác chỉ đạo") {
		t.Errorf("a full disk: got %d", got.status)
	}
	books.mu.Lock()
	books.full = false
	books.mu.Unlock()

	kept := admin.post(p.path, p.form(t, p.path, "do", "keep")...)
	kept.has(t, "Đã lưu mẫu và chọn cho báo cáo này", `<option value="y-te-truong-hoc" selected>`)
	if strings.Contains(kept.body, "Chưa có mẫu nào hợp") {
		t.Error("the template does not fit the notice that it was made of")
	}
	kept = admin.post(plan.path, kept.form(t, plan.path, "period", "năm 2026", "do", "save")...)
	admin.post(plan.path, kept.form(t, plan.path, "do", "open")...)
	all := s.campaigns()
	if len(all) != 1 || all[0].Template != "y-te-truong-hoc" {
		t.Fatalf("opened: %+v", all)
	}

	// Made anew it gets an id of its own; what was made meanwhile is not written over.
	again := admin.post("/quan-ly/bao-cao-moi", "text", strings.ReplaceAll(outlinedNotice, "219/", "220/"), "do", "read")
	if strings.Contains(again.body, "Chưa có mẫu nào hợp") {
		t.Error("the template is not found by its words")
	}
	late := admin.get(again.path + "/mau")
	books.mu.Lock()
	books.all = append(books.all, mustRead(t, strings.Replace(meetingTemplate, "hop-nho", "y-te-truong-hoc-2", 1)))
	books.mu.Unlock()
	if got := admin.post(late.path, late.form(t, late.path, "do", "keep")...); got.status != http.StatusConflict || !strings.Contains(got.body, "cùng id") {
		t.Errorf("an id that was taken meanwhile: got %d", got.status)
	}
	if got := admin.post(again.path+"/mau", "do", "keep", "source", "%%%"); got.status != http.StatusBadRequest {
		t.Errorf("a made up form: got %d", got.status)
	}
}

func mustRead(t *testing.T, source string) *report.Template {
	t.Helper()
	tmpl, err := report.ReadTemplate("x.toml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	return tmpl
}

// TestProposal_none: a notice without an outline offers none, and has no page of it.
func TestProposal_none(t *testing.T) {
	t.Parallel()
	s := newSite(t, withCalendar(t))
	admin := s.join(report.Admin, "Trần Văn Nam")
	p := admin.post("/quan-ly/bao-cao-moi", "text", strings.ReplaceAll(noticeText, "dân vận", "thư viện"), "do", "read")
	if strings.Contains(p.body, "lập mẫu từ đề cương") {
		t.Error("a template is offered of nothing")
	}
	if got := admin.get(p.path + "/mau"); got.status != http.StatusNotFound {
		t.Errorf("got %d", got.status)
	}
}

// TestProposal_file: a file of the school becomes a template on the page of templates.
func TestProposal_file(t *testing.T) {
	t.Parallel()
	books, option := withBookcase(t)
	s := newSite(t, withCalendar(t), option, withProposals)
	admin := s.join(report.Admin, "Trần Văn Nam")
	admin.get("/quan-ly/mau").has(t, "Lập mẫu mới từ tệp của trường")
	p := admin.send("/quan-ly/mau/de-nghi", []sentFile{{"thu-vien.txt", []byte("BÁO CÁO\nCông tác thư viện\nI. KẾT QUẢ\n1. Số sách\n<script>x</script>")}})
	if p.status != http.StatusOK || strings.Contains(p.body, "<script>x") {
		t.Fatalf("got %d", p.status)
	}
	p.has(t, "Báo cáo công tác thư viện", "Thầy/cô cho biết số sách ạ?", "dòng 4: đoán: số nguyên")
	if got := admin.post("/quan-ly/mau/de-nghi/tep", p.form(t, "/quan-ly/mau/luu")...); !strings.Contains(got.body, "thu-vien.txt") {
		t.Errorf("the file: %s", got.body)
	}
	admin.post("/quan-ly/mau/luu", p.form(t, "/quan-ly/mau/luu")...).has(t, "Đã lưu mẫu", "Báo cáo công tác thư viện")
	if got := books.library(); got[len(got)-1].ID != "thu-vien" {
		t.Errorf("kept %q", got[len(got)-1].ID)
	}
	if got := admin.send("/quan-ly/mau/de-nghi", nil); got.status != http.StatusUnprocessableEntity {
		t.Errorf("no file: got %d", got.status)
	}
	if got := admin.send("/quan-ly/mau/de-nghi", []sentFile{{"a.txt", []byte(" ")}}); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, "không có chữ nào") {
		t.Errorf("an empty file: got %d", got.status)
	}
}
