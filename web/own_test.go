package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
)

// TestOwn: people look at what they answered, then and now, and go to a question from there.
func TestOwn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b, other := s.join(report.Staff, "Lê Thị Mai"), s.join(report.Staff, "Trần Văn Nam")
	if got := b.get("/cua-toi"); got.status != http.StatusOK || !strings.Contains(got.body, "chưa có câu trả lời nào") {
		t.Errorf("nothing yet: got %d\n%s", got.status, got.body)
	}
	c := s.open(small)
	if got := b.get("/cua-toi"); !strings.Contains(got.body, "Còn 5/5 câu") {
		t.Errorf("nothing answered:\n%s", got.body)
	}
	p := b.say(b.get("/tro-chuyen"), "32")
	s.later(time.Hour)
	p = b.say(p, "sửa 1")
	b.say(p, "33")
	other.say(other.get("/tro-chuyen"), "7131")
	page := b.get("/cua-toi/" + c.ID)
	for _, want := range []string{
		"Còn 4/5 câu", "1. Tổ của thầy/cô đã tổ chức mấy buổi", "<p>33</p>", "10:00 27/11/2026, qua trang web", "Các bản trước (1)", "<p>32</p>", "09:00 27/11/2026",
		"Trả lời câu 2", "Kiến nghị",
	} {
		if !strings.Contains(page.body, want) {
			t.Errorf("the report lacks «%s»:\n%s", want, page.body)
		}
	}
	if strings.Contains(page.body, "7131") {
		t.Error("the answer of somebody else is shown")
	}
	// An admin gives the answer back.
	s.update(func(tx storage.Tx) error {
		me := s.person("Lê Thị Mai")
		part, err := tx.Participation(c.ID, me.ID)
		if err != nil {
			return err
		}
		part.Returns = []report.Return{{Campaign: c.ID, Question: "so_buoi", Comment: "Tính cả buổi chào cờ", At: s.clock(), Revision: 2}}
		return tx.PutParticipation(part)
	})
	if got := b.get("/cua-toi/" + c.ID).body; !strings.Contains(got, "Được nhờ viết lại: Tính cả buổi chào cờ") || !strings.Contains(got, "1 câu được nhờ viết lại") || !strings.Contains(got, "Còn 5/5 câu") {
		t.Errorf("given back:\n%s", got)
	}
	got := b.post("/cua-toi/"+c.ID+"/sua", "cau", "1", "nonce", "nonce-of-page")
	if got.path != "/tro-chuyen" || !strings.Contains(got.body, "sửa 1") || !strings.Contains(got.body, "Tính cả buổi chào cờ") {
		t.Errorf("to the question: got %d at %s\n%s", got.status, got.path, got.body)
	}
	if lines := s.lines("Lê Thị Mai"); !lines[len(lines)-2].Mine {
		t.Errorf("more than the question was put: %+v", lines[len(lines)-2:])
	}
	for _, bad := range []string{"", "0", "x", "1 2", "9999"} {
		if got := b.post("/cua-toi/"+c.ID+"/sua", "cau", bad); got.status != http.StatusBadRequest {
			t.Errorf("to question %q: got %d", bad, got.status)
		}
	}
	b.say(b.get("/tro-chuyen"), "34")
	s.update(func(tx storage.Tx) error {
		_, err := bot.CloseCampaign(tx, c.ID, bot.Actor{}, s.clock())
		return err
	})
	if got := b.get("/cua-toi").body; !strings.Contains(got, "Đã đóng") {
		t.Errorf("closed:\n%s", got)
	}
	closed := b.get("/cua-toi/" + c.ID).body
	if !strings.Contains(closed, "<p>34</p>") || strings.Contains(closed, "Sửa câu") || strings.Contains(closed, "Chưa trả lời") {
		t.Errorf("the closed report:\n%s", closed)
	}
	if got := b.get("/cua-toi/khong-co"); got.status != http.StatusNotFound {
		t.Errorf("no such report: got %d", got.status)
	}
}

// TestOwnOtherReport: the way to a question leads to its report, too.
func TestOwnOtherReport(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.join(report.Staff, "Lê Thị Mai")
	first := s.open(small)
	second := s.open(strings.NewReplacer("tuyen-truyen", "thu-vien", "tuyên truyền", "thư viện").Replace(small))
	b.get("/tro-chuyen")
	for _, c := range []report.Campaign{second, first} {
		got := b.post("/cua-toi/"+c.ID+"/sua", "cau", "4")
		if !strings.Contains(got.body, "Câu 4/5") {
			t.Fatalf("no question 4:\n%s", got.body)
		}
		got = b.say(got, "Của "+c.Title+"\nxong")
		if a := s.answers(c, "Lê Thị Mai")["mo_ta"]; a.Value.Text == nil || *a.Value.Text != "Của "+c.Title {
			t.Errorf("%s: the answer is %+v\n%s", c.Title, a.Value, got.body)
		}
	}
}
