package web_test

import (
	"net/http"
	"strings"
	"testing"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
	"thuky/web"
)

// TestPrivacyPages: people take their data along, and admins settle a request of the
// register, once they have said that they are sure.
func TestPrivacyPages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	chi, man := s.join(report.Admin, "Bùi Kim Chi"), s.join(report.Staff, "Lê Thị Mận")
	for kind, want := range map[string]string{"json": `"name": "Lê Thị Mận"`, "txt": "Họ tên: Lê Thị Mận"} {
		got := man.get("/du-lieu-cua-toi/" + kind)
		if !strings.Contains(got.body, want) || strings.Contains(got.body, "Bùi Kim Chi") || !strings.HasPrefix(got.header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %v\n%s", kind, got.header, got.body)
		}
	}
	id := s.person("Lê Thị Mận").ID
	r := report.Request{Right: report.RightErase, Person: id, Name: "Lê Thị Mận", Received: s.clock()}
	s.update(func(tx storage.Tx) error { return storage.PutRequest(tx, &r) })
	if got := chi.get("/quan-ly/du-lieu"); !strings.Contains(got.body, "Xử lý yêu cầu 1") {
		t.Fatalf("the register:\n%s", got.body)
	}
	if got := chi.post("/quan-ly/du-lieu", "so", "1"); got.status != http.StatusUnprocessableEntity {
		t.Errorf("not sure: %d", got.status)
	}
	chi.post("/quan-ly/du-lieu", "so", "1", "chac", "1")
	if got := chi.get("/quan-ly/du-lieu"); strings.Contains(got.body, "Mận") || !strings.Contains(got.body, "(đã xóa)") || !strings.Contains(got.body, "xong") {
		t.Errorf("after it was settled:\n%s", got.body)
	}
	if got := man.get("/cua-toi"); got.status != http.StatusUnauthorized {
		t.Errorf("who was deleted is still signed in: %d", got.status)
	}
	if got := chi.post("/quan-ly/du-lieu", "so", "1", "chac", "1"); got.status != http.StatusNotFound {
		t.Errorf("settled twice: %d", got.status)
	}
}

// TestOwnDataPages: people correct, withdraw and delete on their page, one question before the
// order; admins answer in the register, with a reason where they refuse.
func TestOwnDataPages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	chi, man := s.join(report.Admin, "Bùi Kim Chi"), s.join(report.Staff, "Lê Thị Mận")
	shows := func(got page, status int, words ...string) {
		t.Helper()
		if got.status != status {
			t.Errorf("status %d, want %d", got.status, status)
		}
		for _, w := range words {
			if without, no := strings.CutPrefix(w, "!"); strings.Contains(got.body, strings.TrimPrefix(w, "!")) == no {
				t.Errorf("%q (no: %t) in\n%s", without, no, got.body)
			}
		}
	}
	// Every wrong way leaves what was typed where it was, and changes nothing.
	shows(man.post("/du-lieu-cua-toi/ten", "ten", "Mận 3"), 422, "không có chữ số", `value="Mận 3"`)
	shows(man.post("/du-lieu-cua-toi/sua", "can-sua", "  "), 422, "đơn vị của tôi là tổ 4")
	shows(man.post("/du-lieu-cua-toi/sua", "can-sua", strings.Repeat("dài ", 200)), 422, "quá 500", "dài dài")
	shows(man.post("/du-lieu-cua-toi/ket-thuc/xoa"), 422, "Tôi đã đọc")
	shows(man.get("/du-lieu-cua-toi/ket-thuc/khac"), 404)
	if got := s.person("Lê Thị Mận"); got.Withdrew() {
		t.Fatalf("without the question: %+v", got)
	}
	shows(chi.post("/du-lieu-cua-toi/ket-thuc/xoa", "chac", "1"), 422, "quản trị duy nhất")

	shows(man.post("/du-lieu-cua-toi/ten", "ten", "Lê Thị Mẫn", "xung-ho", "cô"), 200, "Đã lưu", "Lê Thị Mẫn", "xưng hô «cô»")
	shows(man.post("/du-lieu-cua-toi/sua", "can-sua", "đơn vị của tôi là tổ 4"), 200, "Số 1: Sửa thông tin", "còn 10 ngày")
	shows(chi.get("/quan-ly"), 200, "1 yêu cầu về dữ liệu cá nhân đang chờ")
	shows(chi.get("/quan-ly/du-lieu"), 200, "«đơn vị của tôi là tổ 4»", "Tôi đã sửa xong")
	shows(chi.post("/quan-ly/du-lieu/tu-choi", "so", "1", "ly-do", " "), 422, "ghi lý do từ chối", "<details open>")
	shows(chi.post("/quan-ly/du-lieu/tu-choi", "so", "7", "ly-do", "không có"), 404)
	shows(chi.post("/quan-ly/du-lieu/tu-choi", "so", "một", "ly-do", "không có"), 400)
	shows(man.post("/quan-ly/du-lieu/tu-choi", "so", "1", "ly-do", "tự duyệt"), 403)
	shows(chi.post("/quan-ly/du-lieu/tu-choi", "so", "1", "ly-do", "danh sách của phòng ghi <tổ 3>"), 200, "Đã từ chối", "danh sách của phòng ghi &lt;tổ 3&gt;")
	shows(man.get("/du-lieu-cua-toi"), 200, "từ chối", "Lý do: danh sách của phòng ghi &lt;tổ 3&gt;")
	s.settle()
	shows(man.get("/tro-chuyen"), 200, "danh sách của phòng ghi &lt;tổ 3&gt;")

	shows(man.get("/du-lieu-cua-toi/ket-thuc/xoa"), 200, "Trong 20 ngày", "Báo cáo đã duyệt vẫn giữ")
	shows(man.post("/du-lieu-cua-toi/ket-thuc/xoa", "chac", "1"), 200, "Đã ghi yêu cầu", "Số 2: Xóa dữ liệu", "còn 20 ngày")
	shows(man.post("/du-lieu-cua-toi/ket-thuc/xoa", "chac", "1"), 200, "!Số 3")
	shows(chi.post("/quan-ly/du-lieu", "so", "2", "chac", "1"), 200, "Đã xử lý", "!Mẫn", "!tổ 4", "từ chối")
	shows(man.get("/du-lieu-cua-toi"), 401)
}

// TestConsentPage: pages about others come after the notice, and the answer on the page goes
// on with the chat.
func TestConsentPage(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(_ *web.Config, r *bot.Config) {
		r.Privacy = &report.Privacy{School: "Trường Tiểu học Hoa Sen"}
	})
	b := s.browser()
	b.enter(s.code(report.Admin))
	got := b.get("/quan-ly")
	_, version, ok := strings.Cut(got.body, `name="ban" value="`)
	version, _, _ = strings.Cut(version, `"`)
	if !ok || !strings.Contains(got.body, "Trường Tiểu học Hoa Sen") {
		t.Fatalf("instead of the desk:\n%s", got.body)
	}
	b.post("/dong-y", "ban", "another", "dong-y", "1")
	if got := b.get("/quan-ly"); !strings.Contains(got.body, `name="ban"`) {
		t.Errorf("another text counts:\n%s", got.body)
	}
	b.post("/dong-y", "ban", version, "dong-y", "1")
	if got := b.get("/quan-ly"); strings.Contains(got.body, `name="ban"`) || got.status != http.StatusOK {
		t.Errorf("after the consent: %d\n%s", got.status, got.body)
	}
	s.settle()
	if got := b.get("/tro-chuyen"); !strings.Contains(got.body, "ghi họ tên") {
		t.Errorf("the chat does not go on:\n%s", got.body)
	}
}
