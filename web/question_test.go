package web_test

import (
	"net/http"
	"strings"
	"testing"

	"thuky/storage"
)

// TestQuestion shows what everybody answered, the sum, the place in the draft and the
// history.
func TestQuestion(t *testing.T) {
	t.Parallel()
	s := newSite(t, withWorkdays)
	admin, approver, _, _ := s.team()
	c := s.openCensus("tháng 11")
	s.says("Lê Thị Mai", "alo", "31")
	s.says("Phạm Văn Cường", "alo", "28")
	for name, b := range map[string]*browser{"admin": admin, "approver": approver} {
		b.get("/quan-ly/bao-cao/"+c.ID+"/cau/hoc_sinh").says(t, name, "Câu 1. Số học sinh", "31 em", "28 em", "Gộp lại", "59 em", "SỐ LIỆU CHUNG",
			"số nguyên (em)", "giao cho: cả trường", "qua trang web", "Lịch sử", "Trả lại kèm góp ý", "Sửa hộ", "Câu sau")
	}
	for _, path := range []string{"/cau/khong_co", "/cau/"} {
		if got := admin.get("/quan-ly/bao-cao/" + c.ID + path); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d", path, got.status)
		}
	}
}

// TestGiveBack: an answer goes back with a comment, comes again, and a page that shows the
// old one changes nothing.
func TestGiveBack(t *testing.T) {
	t.Parallel()
	s := newSite(t, withWorkdays)
	admin, approver, _, _ := s.team()
	c := s.openCensus("tháng 11")
	s.says("Lê Thị Mai", "alo", "31")
	mai := s.person("Lê Thị Mai").ID
	path := "/quan-ly/bao-cao/" + c.ID + "/cau/hoc_sinh"
	page := admin.get(path).body
	seen := hidden(t, page, "/tra-lai", mai, "ban")
	got := admin.post(path+"/tra-lai", "nguoi", mai, "ban", seen, "ly-do", "  ")
	if got.status != http.StatusUnprocessableEntity {
		t.Errorf("no comment: got %d", got.status)
	}
	got.says(t, "no comment", "ghi góp ý cho người trả lời")
	long := strings.Repeat("chữ ", 200)
	admin.post(path+"/tra-lai", "nguoi", mai, "ban", seen, "ly-do", long).says(t, "a long comment", "dài quá 500 chữ cái", strings.TrimSpace(long))
	approver.post(path+"/tra-lai", "nguoi", mai, "ban", seen, "ly-do", "Đếm lại giúp cô <b>nhé</b>").says(t, "returned", "Đã trả lại kèm góp ý",
		"↩ trả lại", "góp ý: Đếm lại giúp cô &lt;b&gt;nhé", "<strong>Đỗ Thị Hạnh</strong> trả lại câu")
	if heard := s.heard("Lê Thị Mai"); !strings.Contains(heard, "Đếm lại giúp cô") {
		t.Errorf("the person has not heard of it:\n%s", heard)
	}
	stale := admin.post(path+"/tra-lai", "nguoi", mai, "ban", seen, "ly-do", "Ghi thiếu em mới")
	if stale.status != http.StatusConflict {
		t.Errorf("stale: got %d", stale.status)
	}
	stale.says(t, "stale", "vừa được người khác thay đổi", "góp ý: Đếm lại", "Kèm: Ghi thiếu em mới", "Ghi thiếu em mới</textarea>")
	s.says("Lê Thị Mai", "làm lại", "32")
	admin.get(path).says(t, "again", "32 em", "<del>31 em</del> → <ins>32 em</ins>", "!↩ trả lại")
	if heard := s.heard("Đỗ Thị Hạnh"); !strings.Contains(heard, "đã trả lời lại câu 1") {
		t.Errorf("the approver has not heard of it:\n%s", heard)
	}
	if got := admin.post(path+"/tra-lai", "nguoi", s.person("Phạm Văn Cường").ID, "ban", "", "ly-do", "x"); got.status != http.StatusUnprocessableEntity {
		t.Errorf("nothing to return: got %d", got.status)
	}
}

// TestAmend: words are read as the question's own type wants them; what was typed stays.
func TestAmend(t *testing.T) {
	t.Parallel()
	s := newSite(t, withWorkdays)
	admin, _, _, _ := s.team()
	c := s.openCensus("tháng 11")
	s.says("Lê Thị Mai", "alo", "31", "12")
	mai := s.person("Lê Thị Mai").ID
	path := "/quan-ly/bao-cao/" + c.ID + "/cau/"
	amend := func(question, mark string, fields ...string) page {
		return admin.post(path+question+"/sua", append([]string{"nguoi", mai, "ban", mark}, fields...)...)
	}
	for _, tt := range []struct {
		name, question, mark, text string
		says                       []string
	}{
		{"no number", "hoc_sinh", "1", "nhiều lắm", []string{"cần một con số", `value="nhiều lắm"`, `value="Kiểm lại"`}},
		{"too large", "hoc_sinh", "1", "5000", []string{"không được quá 2.000"}},
		{"below nothing", "hoc_sinh", "1", "-1", []string{"từ 0 trở lên"}},
		{"does not fit", "nu", "1", "40", []string{"Số nữ không thể nhiều hơn số học sinh (31)"}},
		{"no choice", "xep_loai", "", "Giỏi", []string{"trong danh sách: Tốt; Khá; Đạt"}},
		{"nothing", "nhan_xet", "", " ", []string{"chưa có nội dung"}},
	} {
		got := amend(tt.question, tt.mark, "noi-dung", tt.text, "ly-do", "Kiểm lại")
		if got.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: got %d", tt.name, got.status)
		}
		got.says(t, tt.name, tt.says...)
	}
	amend("hoc_sinh", "1", "noi-dung", "33").says(t, "no reason", "ghi lý do sửa", `value="33"`)
	if a := s.answer(c, "hoc_sinh", "Lê Thị Mai"); a.Revision != 1 {
		t.Fatalf("what was refused is stored: %+v", a)
	}
	amend("hoc_sinh", "1", "noi-dung", "33", "ly-do", "Theo sổ đăng bộ").says(t, "amended", "Đã sửa hộ", "33 em", "Trần Văn Nam ghi",
		"<del>31 em</del> → <ins>33 em</ins>", "«Theo sổ đăng bộ»")
	if a := s.answer(c, "hoc_sinh", "Lê Thị Mai"); a.Revision != 2 || *a.Value.Number != 33 || a.Author != s.person("Trần Văn Nam").ID {
		t.Errorf("amended: %+v", a)
	}
	if heard := s.heard("Lê Thị Mai"); !strings.Contains(heard, "Theo sổ đăng bộ") {
		t.Errorf("the person has not heard of it:\n%s", heard)
	}
	stale := amend("hoc_sinh", "1", "noi-dung", "35", "ly-do", "Theo tôi")
	if stale.status != http.StatusConflict {
		t.Errorf("stale: got %d", stale.status)
	}
	stale.says(t, "stale", "vừa được người khác thay đổi", "33 em", `<blockquote class="words">35</blockquote>`, `name="ban" value="2"`, `value="35"`, `value="Theo tôi"`)
	amend("hinh_thuc", "", "noi-dung", "Tọa đàm, trao đổi", "noi-dung", "Tham quan", "ly-do", "x").says(t, "several", "Tọa đàm, trao đổi, Tham quan")
	amend("xep_loai", "", "noi-dung", "Khá", "ly-do", "x").says(t, "one", "Khá")
	amend("ban_tru", "", "noi-dung", "Có", "ly-do", "x").says(t, "yes", "Có")
	amend("nhan_xet", "", "noi-dung", "Lớp <script>\nngoan", "ly-do", "x").says(t, "text", "Lớp &lt;script&gt;\nngoan")
	amend("hoc_sinh", "2", "noi-dung", "11", "ly-do", "x").says(t, "makes another unfit", "Lưu ý: câu 2: Số nữ không thể nhiều hơn số học sinh (11)")
}

// TestAmendReadings: words that can be two numbers are asked about.
func TestAmendReadings(t *testing.T) {
	t.Parallel()
	s := newSite(t, withWorkdays)
	admin, _, _, _ := s.team()
	c := s.openCensus("tháng 11")
	s.says("Lê Thị Mai", "alo", "31", "12", "có")
	mai := s.person("Lê Thị Mai").ID
	path := "/quan-ly/bao-cao/" + c.ID + "/cau/suat_an"
	got := admin.post(path+"/sua", "nguoi", mai, "ban", "", "noi-dung", "25,500", "ly-do", "x")
	if got.status != http.StatusUnprocessableEntity {
		t.Fatalf("two readings: got %d", got.status)
	}
	got.says(t, "two readings", "chưa rõ «25,500»", "25.500 nghìn đồng", "25,5 nghìn đồng")
	got = admin.post(path+"/sua", "nguoi", mai, "ban", "", "noi-dung", "25,600", "ly-do", "x", "hieu-cua", "25,500", "hieu", "2")
	if got.status != http.StatusUnprocessableEntity {
		t.Errorf("chosen for other words: got %d", got.status)
	}
	admin.post(path+"/sua", "nguoi", mai, "ban", "", "noi-dung", "25,500", "ly-do", "x", "hieu-cua", "25,500", "hieu", "2").says(t, "chosen", "Đã sửa hộ", "25.500 nghìn đồng")
}

// TestAcceptSkip: a skip with its reason is agreed to once.
func TestAcceptSkip(t *testing.T) {
	t.Parallel()
	s := newSite(t, withWorkdays)
	admin, approver, _, _ := s.team()
	c := s.openCensus("tháng 11")
	s.says("Lê Thị Mai", "alo", "/boqua", "Lớp mới tách")
	mai := s.person("Lê Thị Mai").ID
	path := "/quan-ly/bao-cao/" + c.ID + "/cau/hoc_sinh"
	got := admin.get(path)
	got.says(t, "skipped", "? xin bỏ qua", "lý do: Lớp mới tách", "Đồng ý bỏ qua")
	seen := hidden(t, got.body, "/dong-y", mai, "ban")
	approver.post(path+"/dong-y", "nguoi", mai, "ban", seen).says(t, "accepted", "Đã đồng ý bỏ qua câu này", "(đã đồng ý)", "!<button>Đồng ý bỏ qua")
	if a := s.answer(c, "hoc_sinh", "Lê Thị Mai"); !a.Accepted {
		t.Errorf("accepted: %+v", a)
	}
	if got := admin.post(path+"/dong-y", "nguoi", mai, "ban", seen); got.status != http.StatusConflict {
		t.Errorf("stale: got %d", got.status)
	}
	if got := admin.post(path+"/dong-y", "nguoi", mai, "ban", "2"); got.status != http.StatusUnprocessableEntity {
		t.Errorf("again: got %d", got.status)
	}
}

// TestWhoHasLeft: what somebody wrote who has left stays; an order about an answer that is
// nobody's any more gives back what was typed.
func TestWhoHasLeft(t *testing.T) {
	t.Parallel()
	s := newSite(t, withWorkdays)
	admin, _, _, _ := s.team()
	c := s.openCensus("tháng 11", s.to("nhan_xet", "Lê Thị Mai"))
	s.says("Lê Thị Mai", "alo")
	mai := s.person("Lê Thị Mai")
	path := "/quan-ly/bao-cao/" + c.ID
	q := path + "/cau/nhan_xet"
	admin.post(q+"/sua", "nguoi", mai.ID, "ban", "", "noi-dung", "Lớp ngoan", "ly-do", "x").says(t, "amended", "Lớp ngoan")
	got := admin.post(path+"/giao", "cau", "nhan_xet", "da.nhan_xet", mai.ID, "cho", s.person("Phạm Văn Cường").ID)
	got.says(t, "given to another", "Đã giao lại")
	admin.get(q).says(t, "not counted", "Không tính nữa", "Lớp ngoan", "giao cho: Phạm Văn Cường")
	got = admin.post(q+"/sua", "nguoi", mai.ID, "ban", "1", "noi-dung", "Lớp rất ngoan", "ly-do", "Cô hiệu phó nói")
	if got.status != http.StatusUnprocessableEntity {
		t.Errorf("not theirs: got %d", got.status)
	}
	got.says(t, "not theirs", "không còn giao cho người đó", "Lớp rất ngoan", "Cô hiệu phó nói")
	s.update(func(tx storage.Tx) error { return tx.DeletePerson(mai.ID) })
	admin.get(q).says(t, "removed", "người đã rời danh sách", "Lớp ngoan")
	got = admin.post(path+"/giao", "cau", "nhan_xet", "da.nhan_xet", s.person("Phạm Văn Cường").ID, "cho", mai.ID)
	if got.status != http.StatusConflict {
		t.Errorf("given to somebody who has left: got %d", got.status)
	}
}

// TestCarried: an answer that was kept says from where it comes.
func TestCarried(t *testing.T) {
	t.Parallel()
	s := newSite(t, withWorkdays)
	admin, _, _, _ := s.team()
	former := s.openCensus("tháng 10")
	s.says("Lê Thị Mai", "alo", "31")
	admin.post("/quan-ly/bao-cao/" + former.ID + "/dong")
	s.later(3600e9)
	c := s.openCensus("tháng 11")
	s.update(func(tx storage.Tx) error {
		a, err := tx.Answer(former.ID, "hoc_sinh", s.idOf(tx, "Lê Thị Mai"))
		if err != nil {
			return err
		}
		a.Campaign, a.Carried = c.ID, true
		return tx.PutAnswer(a)
	})
	admin.get("/quan-ly/bao-cao/"+c.ID+"/cau/hoc_sinh").says(t, "carried", "= giữ nguyên", "giữ nguyên từ «Báo cáo số liệu (tháng 10)»")
	admin.get("/quan-ly/bao-cao/"+c.ID).says(t, "matrix", "=<i>giữ nguyên</i>")
}

// idOf finds somebody by name within a transaction.
func (s *site) idOf(tx storage.Tx, name string) string {
	for p, err := range tx.People() {
		if err == nil && p.Name == name {
			return p.ID
		}
	}
	s.t.Errorf("there is no %s", name)
	return ""
}
