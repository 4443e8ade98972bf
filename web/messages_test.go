package web_test

import (
	"net/http"
	"strings"
	"testing"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

// TestMessages: what was given up is shown with a reason and sent again on order.
func TestMessages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	mai, nam := s.join(report.Staff, "Lê Thị Mai"), s.join(report.Admin, "Trần Văn Nam")
	s.update(func(tx storage.Tx) error {
		a, err := chat.ParseAddress(s.person("Lê Thị Mai").Addresses[0].Address)
		if err != nil {
			return err
		}
		return tx.Enqueue(&storage.Outgoing{
			Key: "x/1", To: a, Message: chat.Message{Text: "Nhắc <b>báo cáo</b>"}, Created: s.clock(), Dead: true,
			LastError: "send: rejected: secret detail", Attempts: 3,
		})
	})
	got := nam.get("/quan-ly/tin-nhan")
	for _, want := range []string{"Lê Thị Mai", "Nhắc &lt;b&gt;báo cáo", "kênh không nhận tin này", "Không gửi được (1)"} {
		if !strings.Contains(got.body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(got.body, "secret detail") {
		t.Error("the page shows the error itself")
	}
	if got := mai.get("/quan-ly/tin-nhan"); got.status != http.StatusForbidden {
		t.Errorf("staff: got %d", got.status)
	}
	seq := between(got.body, `name="tin" value="`, `"`)
	if got := nam.post("/quan-ly/tin-nhan", "tin", seq); !strings.Contains(got.body, "<h2>Không gửi được</h2>") {
		t.Errorf("after sending again:\n%s", got.body)
	}
	s.settle()
	if got := mai.get("/tro-chuyen"); !strings.Contains(got.body, "Nhắc &lt;b&gt;báo cáo") {
		t.Error("it was not sent")
	}
	for _, seq := range []string{"", "-1", "999"} {
		if got := nam.post("/quan-ly/tin-nhan", "tin", seq); got.status >= 500 {
			t.Errorf("message %q: got %d", seq, got.status)
		}
	}
}

func between(text, from, to string) string {
	_, rest, _ := strings.Cut(text, from)
	found, _, _ := strings.Cut(rest, to)
	return found
}

// TestBackups: a copy is made and listed, and cannot be fetched.
func TestBackups(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	nam := s.join(report.Admin, "Trần Văn Nam")
	if got := nam.get("/quan-ly/sao-luu"); !strings.Contains(got.body, "Chưa bật") {
		t.Errorf("without a folder:\n%s", got.body)
	}
	if got := nam.post("/quan-ly/sao-luu"); got.status != http.StatusNotFound {
		t.Errorf("without a folder: got %d", got.status)
	}
}
