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
