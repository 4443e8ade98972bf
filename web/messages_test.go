package web_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"thuky/bot"
	"thuky/chat"
	"thuky/report"
	"thuky/storage"
	"thuky/web"
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

// copies are backups in a folder, or a disk that is full.
type copies struct {
	made []web.BackupFile
	err  error
}

func (c *copies) List() ([]web.BackupFile, error) { return c.made, nil }
func (c *copies) Folder() string                  { return "/srv/sao-luu" }
func (c *copies) Every() string                   { return "02:00" }

func (c *copies) Make(context.Context) error {
	if c.err == nil {
		c.made = append(c.made, web.BackupFile{Name: "2026-11-27.thuky.db", At: friday, Size: 3 << 20})
	}
	return c.err
}

// TestBackups: an admin makes a copy, sees it and the reason when there is none; nobody
// else may, and no link leads to the file.
func TestBackups(t *testing.T) {
	t.Parallel()
	off := newSite(t)
	nam := off.join(report.Admin, "Trần Văn Nam")
	if got := nam.get("/quan-ly/sao-luu"); !strings.Contains(got.body, "Chưa bật") {
		t.Errorf("without a folder:\n%s", got.body)
	}
	if got := nam.post("/quan-ly/sao-luu"); got.status != http.StatusNotFound {
		t.Errorf("without a folder: got %d", got.status)
	}

	c := &copies{}
	s := newSite(t, func(config *web.Config, _ *bot.Config) { config.Backup = c })
	nam, lan := s.join(report.Admin, "Trần Văn Nam"), s.join(report.Approver, "Vũ Thị Lan")
	got := nam.post("/quan-ly/sao-luu")
	for _, want := range []string{"Đã tạo một bản sao lưu", "2026-11-27.thuky.db", "3,0 MB", "/srv/sao-luu"} {
		if !strings.Contains(got.body, want) {
			t.Errorf("after making one the page lacks %q", want)
		}
	}
	if strings.Contains(got.body, `href="/srv`) || strings.Contains(got.body, `.db"`) {
		t.Error("a link leads to the copy")
	}
	s.view(func(tx storage.Tx) error {
		found := false
		for e, err := range tx.Audit("") {
			if err != nil {
				return err
			}
			found = found || e.Action == "backup" && e.Person == s.person("Trần Văn Nam").ID
		}
		if !found {
			t.Error("the copy is not in the audit")
		}
		return nil
	})
	if got := lan.post("/quan-ly/sao-luu"); got.status != http.StatusForbidden || len(c.made) != 1 {
		t.Errorf("an approver: got %d, %d copies", got.status, len(c.made))
	}
	c.err = errors.New("secret detail: no space left")
	if got := nam.post("/quan-ly/sao-luu"); got.status != http.StatusInternalServerError || !strings.Contains(got.body, "ổ đĩa") || strings.Contains(got.body, "secret detail") {
		t.Errorf("a full disk: got %d\n%s", got.status, got.body)
	}
}
