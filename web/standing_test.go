package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

// TestStanding: admins see how the program is doing, and what the last reload was refused for;
// others do not.
func TestStanding(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	mai, nam := s.join(report.Staff, "Lê Thị Mai"), s.join(report.Admin, "Trần Văn Nam")
	got := nam.get("/quan-ly/tinh-trang")
	for _, want := range []string{"trang web", "tốt", "Lời nhắc bị trễ"} {
		if !strings.Contains(got.body, want) {
			t.Errorf("the page lacks %q:\n%s", want, got.body)
		}
	}
	if strings.Contains(got.body, "Tệp cấu hình") {
		t.Error("a mistake is told of that nobody made")
	}
	s.update(func(tx storage.Tx) error {
		if err := tx.PutValue("reload", []byte("config.toml: reminders.morning: <25:00>")); err != nil { // as bot keeps it
			return err
		}
		return tx.Enqueue(&storage.Outgoing{Key: "x/1", To: chat.Address{Platform: "zalo", ID: "7"}, Created: time.Now(), Dead: true})
	})
	got = nam.get("/quan-ly/tinh-trang")
	for _, want := range []string{"Tệp cấu hình", "reminders.morning: &lt;25:00&gt;", "Tin không gửi được</a></span> <span>1<"} {
		if !strings.Contains(got.body, want) {
			t.Errorf("the page lacks %q:\n%s", want, got.body)
		}
	}
	if got := mai.get("/quan-ly/tinh-trang"); got.status != http.StatusForbidden {
		t.Errorf("staff: got %d", got.status)
	}
}
