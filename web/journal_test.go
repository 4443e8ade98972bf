package web_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"thuky/report"
	"thuky/storage"
	"thuky/web"
)

// TestJournal: the newest first, filtered, in words that people use.
func TestJournal(t *testing.T) {
	t.Parallel()
	s := newSite(t, withWorkdays)
	admin, _, _, _ := s.team()
	c := s.openCensus("tháng 11")
	s.says("Lê Thị Mai", "alo", "31")
	mai := s.person("Lê Thị Mai").ID
	path := "/quan-ly/bao-cao/" + c.ID
	s.later(time.Minute)
	admin.post(path+"/han", "han", "nop", "ngay-cu", "2026-12-04", "gio-cu", "", "ngay", "2026-12-10", "gio", "11:00")
	admin.post(path+"/cau/hoc_sinh/sua", "nguoi", mai, "ban", "1", "noi-dung", "33", "ly-do", "Theo sổ")
	admin.post(path+"/giao", "cau", "nu", "da.nu", "all", "cho", mai)
	admin.post("/quan-ly/nguoi/"+mai, "viec", "vai", "vai", "approver")
	admin.post("/quan-ly/nguoi/"+mai, "viec", "to", "to", "tổ 2")
	s.later(time.Minute)
	admin.post("/quan-ly/lich/ngay", "ngay", "2026-12-22", "loai", "holiday", "ten", "Hội thao")
	got := admin.get("/quan-ly/nhat-ky")
	got.says(t, "all", "mở báo cáo", "<strong>Lê Thị Mai</strong> trả lời", "<del>31 em</del> → <ins>33 em</ins>", "«Theo sổ»",
		"«04/12/2026 (nội bộ 02/12/2026) → 11:00 10/12/2026 (nội bộ 08/12/2026)»", "«cả trường → Lê Thị Mai»",
		"«người trả lời → người duyệt»", "Hội thao", "<strong>người vận hành máy</strong>", "người trả lời, 1 lượt", "!sha", "!2026-12-")
	if strings.Index(got.body, "Hội thao") > strings.Index(got.body, "«Theo sổ»") {
		t.Error("the newest does not stand first")
	}
	for query, want := range map[string][]string{
		"bao-cao=" + c.ID:              {"sửa hộ câu", "!Hội thao"},
		"bao-cao=:truong":              {"Hội thao", "!«Theo sổ»"},
		"bao-cao=khong-co":             {"Không có thay đổi nào khớp"},
		"nguoi=" + mai:                 {"trả lời", "sửa hộ câu", "!Hội thao"},
		"nguoi=:may":                   {"người vận hành máy", "!Hội thao"},
		"viec=amend":                   {"«Theo sổ»", "!Hội thao"},
		"viec=amend&nguoi=p9":          {"Không có thay đổi nào khớp"},
		"tu=2026-11-28":                {"Không có thay đổi nào khớp"},
		"tu=2026-11-27&den=2026-11-27": {"«Theo sổ»"},
		"den=26/11/2026":               {"Không có thay đổi nào khớp"},
		"tu=hom+qua":                   {"chưa đọc được ngày"},
	} {
		admin.get("/quan-ly/nhat-ky?"+query).says(t, query, want...)
	}
}

// TestJournalPages turns pages of a hundred.
func TestJournalPages(t *testing.T) {
	t.Parallel()
	s := newSite(t, withWorkdays)
	admin := s.join(report.Admin, "Trần Văn Nam")
	s.update(func(tx storage.Tx) error {
		for i := range 250 {
			if err := tx.AddAudit(storage.AuditEntry{At: friday.Add(time.Duration(i) * time.Second), Channel: "cli", Action: "day", Note: fmt.Sprintf("dòng-%03d", i)}); err != nil {
				return err
			}
		}
		return nil
	})
	for query, want := range map[string][]string{
		"":          {"dòng-249", "dòng-150", "!dòng-149", "Cũ hơn", "!Mới hơn"},
		"&trang=2":  {"dòng-149", "dòng-050", "!dòng-150", "!dòng-049", "Cũ hơn", "Mới hơn"},
		"&trang=3":  {"dòng-049", "dòng-000", "!Cũ hơn"},
		"&trang=9":  {"Không có thay đổi nào khớp", "Mới hơn"},
		"&trang=-1": {"dòng-249"},
	} {
		admin.get("/quan-ly/nhat-ky?viec=day"+query).says(t, "page "+query, want...)
	}
}

// TestActionsHaveWords finds every action that is written into the audit.
func TestActionsHaveWords(t *testing.T) {
	t.Parallel()
	found := 0
	for _, pattern := range []string{"../bot/*.go", "*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(parsed, func(n ast.Node) bool {
				spec, ok := n.(*ast.ValueSpec)
				if !ok || !strings.HasPrefix(spec.Names[0].Name, "audit") || len(spec.Values) == 0 {
					return true
				}
				literal, ok := spec.Values[0].(*ast.BasicLit)
				if !ok {
					return true
				}
				action, err := strconv.Unquote(literal.Value)
				if err != nil {
					t.Fatal(err)
				}
				found++
				if web.ActionWords(action) == action {
					t.Errorf("the action %q of the audit has no words", action)
				}
				return true
			})
		}
	}
	if found < 30 {
		t.Errorf("found %d actions only", found)
	}
}

// TestCalendar: what is known of a year, and what an admin makes of it.
func TestCalendar(t *testing.T) {
	t.Parallel()
	s := newSite(t, withWorkdays)
	admin, approver, _, _ := s.team()
	c := s.openCensus("tháng 11")
	s.says("Lê Thị Mai", "alo")
	admin.get("/quan-ly/lich").says(t, "this year", "Lịch nghỉ năm 2026", "có lịch chính thức", "Quốc khánh", "Tháng 12", `href="/quan-ly/lich?nam=2027"`, "Ghi một ngày")
	approver.get("/quan-ly/lich?nam=2030").says(t, "a far year", "Lịch nghỉ năm 2030", "theo luật", "Chưa có lịch nghỉ năm 2030", "!Ghi một ngày", "!Bỏ ngày này")
	admin.get("/quan-ly/lich?nam=99999").says(t, "no year", "Lịch nghỉ năm 2100")
	for _, tt := range []struct {
		name   string
		fields []string
		says   string
	}{
		{"no day", []string{"ngay", "30/2/2026", "loai", "holiday"}, "chưa đọc được ngày"},
		{"no kind", []string{"ngay", "2026-12-03", "loai", "rest"}, "chọn loại ngày"},
		{"a swap without its day", []string{"ngay", "2026-12-03", "loai", "swapped"}, "cần ngày làm bù"},
		{"make-up on a weekday", []string{"ngay", "2026-12-03", "loai", "make-up"}, "phải là T7 hoặc CN"},
		{"a Sunday", []string{"ngay", "2026-12-06", "loai", "holiday", "ten", "Nghỉ <hết>"}, "vốn là ngày nghỉ hằng tuần"},
		{"as it is", []string{"ngay", "2026-09-02", "loai", "holiday", "ten", "Quốc khánh"}, "nên em không thay đổi gì"},
		{"beyond", []string{"ngay", "2299-12-03", "loai", "holiday"}, "nằm ngoài lịch"},
	} {
		got := admin.post("/quan-ly/lich/ngay", append(tt.fields, "nam", "2026")...)
		if got.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: got %d", tt.name, got.status)
		}
		got.says(t, tt.name, tt.says)
	}
	got := admin.post("/quan-ly/lich/ngay", "ngay", "2026-12-01", "loai", "holiday", "ten", "Hội thao | trường", "nam", "2026")
	got.says(t, "day off", "Đã ghi ngày này", "thứ Ba 01/12/2026", "Hội thao", "trường ghi: Trần Văn Nam", "Bỏ điều trường ghi")
	admin.get("/quan-ly/bao-cao/"+c.ID).says(t, "a day less", "còn 2 ngày làm việc", "còn 4 ngày làm việc")
	admin.post("/quan-ly/lich/ngay", "ngay", "2026-12-03", "loai", "swapped", "doi", "2026-12-05").says(t, "swap", "▲ đi làm", "thứ Bảy 05/12/2026", "(làm bù 05/12/2026)")
	admin.post("/quan-ly/lich/bo", "ngay", "2026-12-05").says(t, "half a swap", "Đã bỏ ngày này", "!thứ Bảy 05/12/2026", "!thứ Năm 03/12/2026")
	admin.post("/quan-ly/lich/bo", "ngay", "2026-12-01").says(t, "dropped", "Đã bỏ ngày này", "!Hội thao")
	admin.get("/quan-ly/bao-cao/"+c.ID).says(t, "as before", "còn 3 ngày làm việc", "còn 5 ngày làm việc")
	admin.post("/quan-ly/lich/bo", "ngay", "2026-09-02").says(t, "of the schedule", "không còn là ngày nghỉ hay làm bù")
	admin.post("/quan-ly/lich/bo", "ngay", "2026-09-02").says(t, "and back", "!không còn là ngày nghỉ hay làm bù", "Quốc khánh")
	if got := admin.post("/quan-ly/lich/bo", "ngay", "2026-12-10"); got.status != http.StatusConflict {
		t.Errorf("an ordinary day: got %d", got.status)
	}
}

// TestNoCalendar: a school without a calendar has pages all the same.
func TestNoCalendar(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin := s.join(report.Admin, "Trần Văn Nam")
	s.openCensus("tháng 11")
	admin.get("/quan-ly").says(t, "desk", "còn 7 ngày", "!làm việc")
	admin.get("/quan-ly/lich").says(t, "calendar", "Ở đây em chưa có lịch nghỉ")
	if got := admin.post("/quan-ly/lich/ngay", "ngay", "2026-12-10", "loai", "holiday"); got.status != http.StatusUnprocessableEntity {
		t.Errorf("a day: got %d", got.status)
	}
}
