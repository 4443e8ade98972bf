package bot_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// approver is a person who approves.
func approver(name string) report.Person { return report.Person{Name: name, Role: report.Approver} }

// talk takes one line after the other, each with its replies.
func (r *running) talk(name string, lines ...string) {
	r.t.Helper()
	for _, line := range lines {
		r.take(says(name, line))
	}
}

// last is the last of what was sent to a name.
func last(t *testing.T, f *fake, name string) sentMessage {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := len(f.sent) - 1; i >= 0; i-- {
		if f.sent[i].to.ID == name {
			return f.sent[i]
		}
	}
	t.Fatalf("nothing was sent to %s", name)
	return sentMessage{}
}

func count(f *fake, name, words string) int {
	n := 0
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, s := range f.sent {
		if s.to.ID == name && strings.Contains(s.m.Plain(), words) {
			n++
		}
	}
	return n
}

// TestDesk follows a report from the answers over a return to two approvals.
func TestDesk(t *testing.T) {
	t.Parallel()
	bubble(t, "return, approve, change, approve again", func(t *testing.T, s storage.Store) {
		c := school(t, s, staff("An"), staff("Bình"), admin("Chi"), admin("Em"), approver("Dũng"))
		cfg := config(s)
		cfg.Step = nil
		f := newFake("fake")
		r := startWith(t, cfg, f)
		r.talk("An", "120 cuốn", "30 bộ", "gửi")
		if n := len(drafts(f)); n != 1 { // An wrote all there is
			t.Errorf("%d drafts before everybody has sent", n)
		}
		r.talk("Bình", "80 cuốn")
		r.talk("Chi", "tra lai cau 1 An: ghi ca sach cu")
		if got := last(t, f, "An").m; !strings.Contains(got.Plain(), "ghi ca sach cu") || !strings.Contains(got.Plain(), "120 cuốn") || !strings.Contains(got.Text, "Có bao nhiêu sách") {
			t.Errorf("An is told %q", got.Plain())
		}
		r.talk("An", "125 cuốn")
		if n := count(f, "Chi", "125 cuốn"); n != 1 {
			t.Errorf("Chi heard %d times", n)
		}
		if n := count(f, "Em", "125 cuốn"); n != 0 {
			t.Errorf("Em heard %d times", n)
		}
		r.talk("Bình", "20 bộ", "gửi")
		if n := count(f, "Chi", "đã đủ"); n != 0 {
			t.Error("complete although An has not sent again")
		}
		r.talk("An", "126 cuốn", "sửa 1", "127 cuốn", "gửi")
		if n := count(f, "Chi", "7 cuốn"); n != 0 {
			t.Errorf("Chi heard %d times of later changes", n)
		}
		for _, name := range []string{"Chi", "Em", "Dũng"} {
			if n := count(f, name, "đã đủ: 2/2 người đã gửi"); n != 1 {
				t.Errorf("%s heard %d times that all is in", name, n)
			}
		}
		if !strings.Contains(last(t, f, "Dũng").m.Text, "chờ thầy/cô duyệt") || strings.Contains(last(t, f, "Chi").m.Text, "chờ thầy/cô duyệt") {
			t.Errorf("it waits for %q and %q", last(t, f, "Dũng").m.Text, last(t, f, "Chi").m.Text)
		}
		r.talk("Chi", "duyệt")
		r.talk("Dũng", "duyet", "1")
		first := versionOf(t, s, c.ID, 1)
		for _, name := range []string{"Chi", "Em", "Dũng"} {
			if m := last(t, f, name).m; m.File == nil || !bytes.Equal(m.File.Data, first.Data) || !strings.Contains(m.Text, "bản 1") || !strings.Contains(m.Text, first.SHA256) {
				t.Errorf("%s got %q", name, m.Text)
			}
		}
		r.talk("Em", "sua ho cau 2 Binh: 21 bo", "kiem ke lai")
		if n := count(f, "Bình", "kiem ke lai"); n != 1 {
			t.Errorf("Bình heard %d times of the change", n)
		}
		r.talk("Dũng", "duyệt")
		if m := last(t, f, "Dũng").m; !strings.Contains(m.Text, "bản 2") || m.File == nil {
			t.Fatalf("after a change Dũng is asked %q", m.Text)
		}
		r.talk("An", "sửa 1", "128 cuốn") // under the approver's eyes
		r.talk("Dũng", "1")
		if m := last(t, f, "Dũng").m; !strings.Contains(m.Text, "vừa có thay đổi") {
			t.Errorf("the approval of what changed meanwhile: %q", m.Text)
		}
		r.talk("Dũng", "duyệt", "có")
		second := versionOf(t, s, c.ID, 2)
		if !strings.Contains(last(t, f, "Chi").m.Text, "bản 2") {
			t.Errorf("Chi got %q", last(t, f, "Chi").m.Text)
		}
		time.Sleep(100 * 24 * time.Hour) // drafts are forgotten by then, approved bytes are not
		r.stop()
		for _, want := range []storage.Approved{first, second} {
			got := versionOf(t, s, c.ID, want.Number)
			sum := sha256.Sum256(got.Data)
			if !bytes.Equal(got.Data, want.Data) || got.SHA256 != hex.EncodeToString(sum[:]) || got.Name != "Dũng" {
				t.Errorf("version %d is %+v", want.Number, got.Version)
			}
		}
		var actions []string
		view(t, s, func(tx storage.Tx) error {
			actions = nil
			for e, err := range tx.Audit(c.ID) {
				if err != nil {
					return err
				}
				switch e.Action {
				case "return", "amend", "approve":
					actions = append(actions, e.Action+" "+e.Person+" "+e.Whose)
				}
				if e.Action == "amend" && (e.Note != "kiem ke lai" || e.Old == nil || e.New == nil) {
					t.Errorf("audit of the change: %+v", e)
				}
			}
			return nil
		})
		if got := strings.Join(actions, ", "); got != "return p3 p1, approve p5 , amend p4 p2, approve p5 " {
			t.Errorf("audit: %s", got)
		}
	})
	bubble(t, "an accepted skip, gaps, and an admin who approves where nobody else does", func(t *testing.T, s storage.Store) {
		c := school(t, s, staff("An"), admin("Chi"))
		cfg := config(s)
		cfg.Step = nil
		f := newFake("fake")
		r := startWith(t, cfg, f)
		r.talk("An", "120 cuốn", "bỏ qua", "1", "gửi")
		r.talk("Chi", "duyet")
		if m := last(t, f, "Chi").m; !strings.Contains(m.Text, "còn 1 chỗ thiếu") || m.File != nil {
			t.Errorf("with a gap: %q", m.Text)
		}
		r.talk("Chi", "dong y bo qua cau 2", "duyệt", "1")
		v := versionOf(t, s, c.ID, 1)
		if m := last(t, f, "Chi").m; m.File == nil || !bytes.Equal(m.File.Data, v.Data) {
			t.Errorf("got %q", m.Text)
		}
		if p := participation(t, s, c.ID, "p1"); p.Submitted.IsZero() {
			t.Error("an accepted skip made An's report unsent")
		}
		r.stop()
	})
	bubble(t, "a returned answer waits for a chat that is reached nowhere", func(t *testing.T, s storage.Store) {
		school(t, s, staff("An"), admin("Chi"))
		cfg := config(s)
		cfg.Step = nil
		f := newFake("fake")
		r := startWith(t, cfg, f)
		r.talk("An", "120 cuốn", "30 bộ", "gửi")
		gone := says("An", "")
		gone.Kind = "blocked"
		r.take(gone)
		before := len(f.texts("An"))
		r.talk("Chi", "tra lai cau 2: dem lai")
		if n := len(f.texts("An")); n != before {
			t.Errorf("%d messages to a chat that is closed", n-before)
		}
		r.talk("An", "em chào")
		if m := last(t, f, "An").m; !strings.Contains(m.Plain(), "dem lai") {
			t.Errorf("back again An reads %q", m.Plain())
		}
		r.talk("An", "31 bộ", "gửi")
		if n := count(f, "Chi", "31 bộ"); n != 1 {
			t.Errorf("Chi heard %d times", n)
		}
		r.stop()
	})
	bubble(t, "staff change nothing, whatever the dialogue says", func(t *testing.T, s storage.Store) {
		c := school(t, s, staff("An"), staff("Bình"))
		cfg := config(s)
		cfg.Step = nil
		f := newFake("fake")
		r := startWith(t, cfg, f)
		r.talk("An", "120 cuốn", "trả lại câu 1: sai", "duyệt", "tiến độ", "bản thảo")
		r.stop()
		if p := participation(t, s, c.ID, "p1"); len(p.Returns) != 0 || len(drafts(f)) != 0 {
			t.Errorf("participation %+v, drafts %q", p, drafts(f))
		}
	})
}

func versionOf(t *testing.T, s storage.Store, campaign string, n int) (v storage.Approved) {
	t.Helper()
	view(t, s, func(tx storage.Tx) (err error) {
		v, err = tx.Version(campaign, n)
		return err
	})
	return v
}

func participation(t *testing.T, s storage.Store, campaign, person string) (p storage.Participation) {
	t.Helper()
	view(t, s, func(tx storage.Tx) (err error) {
		p, err = tx.Participation(campaign, person)
		return err
	})
	return p
}

// TestDeskLeft: who has left has no name any more, and nobody waits for them.
func TestDeskLeft(t *testing.T) {
	t.Parallel()
	bubble(t, "answers of one who left, another away", func(t *testing.T, s storage.Store) {
		school(t, s, staff("An"), staff("Bình"), staff("Cúc"), admin("Chi"))
		cfg := config(s)
		cfg.Step = nil
		f := newFake("fake")
		r := startWith(t, cfg, f)
		r.talk("An", "120 cuốn", "rời khỏi", "đồng ý")
		r.talk("Bình", "em nghỉ", "đồng ý")
		r.talk("Chi", "xem cau 1")
		if text := last(t, f, "Chi").m.Plain(); !strings.Contains(text, conversation.NameOfGone+": 120 cuốn") {
			t.Errorf("question 1: %q", text)
		}
		r.talk("Chi", "tra lai cau 1: viet them")
		if text := last(t, f, "Chi").m.Plain(); !strings.Contains(text, "chưa có câu trả lời nào để trả lại") {
			t.Errorf("what one who left wrote goes back: %q", text)
		}
		r.talk("Chi", "tien do")
		if text := last(t, f, "Chi").m.Plain(); !strings.Contains(text, "0/1 người đã gửi") {
			t.Errorf("progress: %q", text)
		}
		r.talk("Chi", "dong bao cao")
		if text := last(t, f, "Chi").m.Plain(); !strings.Contains(text, "Còn 1 người chưa gửi: Cúc.") {
			t.Errorf("closing: %q", text)
		}
		r.talk("Chi", "thôi")
		time.Sleep(18 * time.Hour) // past midnight at the school, not yet in UTC
		today := workday.DateOf(time.Now().In(bot.ICT()))
		r.talk("Chi", "dong bao cao", "có", "luu tru")
		if text := fmt.Sprint(last(t, f, "Chi").m.Choices); !strings.Contains(text, fmt.Sprintf("đóng %d/%d/%d", today.Day, today.Month, today.Year)) || today == workday.DateOf(time.Now().UTC()) {
			t.Errorf("archive on %v: %q", today, text)
		}
		r.stop()
	})
}

// TestNextReport: a report is closed, and the next of its kind is opened before the
// chats have been told: nobody hears afterwards that a report was closed.
func TestNextReport(t *testing.T) {
	t.Parallel()
	bubble(t, "closed and opened in one breath", func(t *testing.T, s storage.Store) {
		c := school(t, s, staff("An"), staff("Bình"), admin("Chi"))
		cfg := config(s)
		cfg.Step = nil
		f := newFake("fake")
		r := startWith(t, cfg, f)
		r.talk("An", "120 cuốn", "30 bộ", "gửi")
		r.talk("Bình", "80 cuốn")
		update(t, s, func(tx storage.Tx) error {
			if _, err := bot.CloseCampaign(tx, c.ID, bot.Actor{}, time.Now()); err != nil {
				return err
			}
			_, err := bot.OpenCampaign(tx, mustTemplate(t), report.Campaign{Period: "năm 2025"}, time.Now())
			return err
		})
		time.Sleep(2 * time.Hour)
		for name, want := range map[string]int{"An": 0, "Bình": 1} { // An had sent it all
			if n := count(f, name, "đã đóng"); n != want {
				t.Errorf("%s heard %d times of the end: %q", name, n, f.texts(name))
			}
			if text := last(t, f, name).m.Plain(); !strings.Contains(text, "năm 2025") {
				t.Errorf("%s reads last: %q", name, text)
			}
		}
		r.stop()
	})
}
