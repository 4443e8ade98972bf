package bot_test

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode"

	"thuky/bot"
	"thuky/chat"
	"thuky/conversation"
	"thuky/notice"
	"thuky/report"
	"thuky/storage"
)

// paper is a notice; all names are invented.
const paper = `ỦY BAN NHÂN DÂN               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ HOA SEN                      Độc lập - Tự do - Hạnh phúc

Số: 12/UBND-VX                 Hoa Sen, ngày 01 tháng 01 năm 2000
V/v báo cáo công tác thư viện năm 1999

Kính gửi: Các trường trên địa bàn xã.

Ủy ban nhân dân xã Hoa Sen đề nghị các trường báo cáo trước 16 giờ ngày 14/01/2000.
`

// opening starts a Runtime with the real dialogue, one template and reminders.
func opening(t *testing.T, s storage.Store, f *fake) *running {
	t.Helper()
	planner := mustPlanner(t)
	planner.InternalDays = 1
	return startWith(t, bot.Config{
		Store: s, Draft: plainDraft, Reminders: planner, Library: []*report.Template{mustTemplate(t)},
	}, f)
}

func campaignsOf(t *testing.T, s storage.Store) (all []report.Campaign) {
	t.Helper()
	view(t, s, func(tx storage.Tx) error {
		all = nil
		for c, err := range tx.Campaigns() {
			if err != nil {
				return err
			}
			all = append(all, c)
		}
		return nil
	})
	return all
}

func addPeople(t *testing.T, s storage.Store, people ...report.Person) {
	t.Helper()
	update(t, s, func(tx storage.Tx) error {
		for _, p := range people {
			p.Addresses = []report.Contact{{Address: "fake:" + p.Name}}
			if _, err := bot.AddPerson(tx, p, time.Now()); err != nil {
				return err
			}
		}
		return nil
	})
}

// TestOpen follows a notice from the chat of an admin to the first question of the staff.
func TestOpen(t *testing.T) {
	t.Parallel()
	bubble(t, "a notice in pieces, a correction, a restart, the opening", func(t *testing.T, s storage.Store) {
		addPeople(t, s, staff("An"), staff("Bình"), admin("Chi"), admin("Em"))
		f := newFake("fake")
		r := opening(t, s, f)
		head, body, _ := strings.Cut(paper, "Kính gửi")
		r.talk("Chi", head, "Kính gửi"+body, "xong")
		r.stop()
		f = newFake("fake")
		r = opening(t, s, f) // all of it is in the state
		r.talk("Chi", "1")
		if m := last(t, f, "Chi").m.Plain(); !strings.Contains(m, "16:00 thứ Sáu 14/1/2000") || !strings.Contains(m, "thứ Năm 13/1/2000") {
			t.Errorf("after the restart: %q", m)
		}
		r.talk("Chi", "5: báo cáo thư viện")
		if n := len(campaignsOf(t, s)); n != 0 {
			t.Fatalf("%d campaigns before the confirmation", n)
		}
		begin := time.Now()
		r.talk("Chi", "mo")
		synctest.Wait()
		for _, name := range []string{"An", "Bình"} {
			if m := last(t, f, name); !strings.Contains(m.m.Plain(), "Có bao nhiêu sách") || m.at.Sub(begin) > 2*time.Second {
				t.Errorf("%s hears %q after %v", name, m.m.Plain(), m.at.Sub(begin))
			}
		}
		if n := len(f.texts("Em")); n != 0 {
			t.Errorf("the other admin hears %d times", n)
		}
		if m := last(t, f, "Chi").m.Plain(); !strings.Contains(m, "Đã mở") || !strings.Contains(m, "2 người, mỗi người 2 câu") || !strings.Contains(m, "Lời nhắc đầu tiên: ") {
			t.Errorf("Chi hears %q", m)
		}
		all := campaignsOf(t, s)
		if len(all) != 1 {
			t.Fatalf("%d campaigns", len(all))
		}
		c := all[0]
		if c.Notice.Citation() != "Công văn số 12/UBND-VX ngày 01 tháng 01 năm 2000 của Ủy ban nhân dân xã Hoa Sen về việc báo cáo thư viện" ||
			c.Deadline.String() != "2000-01-14" || c.DeadlineHour != "16:00" || c.Internal.String() != "2000-01-13" || c.InternalFixed || c.Version != mustTemplate(t).Version {
			t.Errorf("opened: %+v, notice %+v", c, c.Notice)
		}
		view(t, s, func(tx storage.Tx) error {
			opened := 0
			for e, err := range tx.Audit(c.ID) {
				if err != nil {
					return err
				}
				if e.Action == "campaign-open" && e.Person == "p3" && e.Channel == "fake" {
					opened++
				}
			}
			if opened != 1 {
				t.Errorf("%d entries of the opening by Chi", opened)
			}
			_, err := tx.Template(c.Version)
			return err
		})
		r.talk("Em", "cong van", paper, "xong")
		if m := last(t, f, "Em").m.Plain(); !strings.Contains(m, "đã có báo cáo") || len(campaignsOf(t, s)) != 1 {
			t.Errorf("the same notice again: %q", m)
		}
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if n := len(f.texts("An")); n != 1 {
			t.Errorf("An hears %d times of one campaign", n)
		}
		r.stop()
	})
	bubble(t, "two admins confirm the same notice in one batch", func(t *testing.T, s storage.Store) {
		addPeople(t, s, admin("Chi"), admin("Em"), staff("An"))
		f := newFake("fake")
		r := opening(t, s, f)
		for _, name := range []string{"Chi", "Em"} {
			r.talk(name, "công văn", paper, "xong", "1")
		}
		r.take(says("Chi", "mở"), says("Em", "mở"), says("Em", "mở"))
		if n := len(campaignsOf(t, s)); n != 1 {
			t.Errorf("%d campaigns", n)
		}
		if n := count(f, "Em", "đã có báo cáo"); n != 1 {
			t.Errorf("Em is told %d times: %q", n, f.texts("Em"))
		}
		r.stop()
	})
	bubble(t, "questions are given to units, and to nobody who is gone", func(t *testing.T, s storage.Store) {
		c := school(t, s, staff("An"), staff("Bình"), admin("Chi"))
		update(t, s, func(tx storage.Tx) error {
			c.Assign("sach", []string{"p1", "p77"})
			return tx.PutCampaign(c)
		})
		f := newFake("fake")
		r := opening(t, s, f)
		r.talk("Chi", "báo cáo mới", "1", "hạn 14/1", "mở")
		for _, opened := range campaignsOf(t, s) {
			if opened.ID == c.ID {
				continue
			}
			if people, some := opened.Assigned("sach"); !some || len(people) != 1 || people[0] != "p1" {
				t.Errorf("sach: %v %v", people, some)
			}
		}
		r.stop()
	})
	bubble(t, "only admins open, whatever the dialogue says, and only what is in the library", func(t *testing.T, s storage.Store) {
		addPeople(t, s, admin("Chi"), staff("An"), approver("Dũng"))
		f := newFake("fake")
		tmpl := mustTemplate(t)
		cfg := bot.Config{Store: s, Draft: plainDraft, Library: []*report.Template{tmpl}}
		version := tmpl.Version
		cfg.Step = func(s conversation.State, e conversation.Event) (conversation.State, []conversation.Effect) {
			switch e.Kind {
			case conversation.Said:
				return s, []conversation.Effect{conversation.Open{Campaign: report.Campaign{Template: tmpl.ID, Version: version}}}
			case conversation.Unopened:
				return s, []conversation.Effect{conversation.Say{Message: chat.Message{Text: "unopened"}}}
			}
			return s, nil
		}
		r := startWith(t, cfg, f)
		r.talk("An", "x")
		r.talk("Dũng", "x")
		if n := len(campaignsOf(t, s)); n != 0 || r.Stats().Failed != 2 {
			t.Errorf("%d campaigns, %d failures", n, r.Stats().Failed)
		}
		version = "another"
		r.talk("Chi", "x")
		if n := len(campaignsOf(t, s)); n != 0 || count(f, "Chi", "unopened") != 1 {
			t.Errorf("%d campaigns of a template that nobody knows", n)
		}
		r.stop()
	})
}

// TestSecretNoticeLeavesNothing: of a notice that is marked as secret nothing is in the file
// of the store, whoever sends it, in whatever state and font, and when handling fails; nor in the log.
func TestSecretNoticeLeavesNothing(t *testing.T) {
	t.Parallel()
	marked := strings.Replace(paper, "Số: 12", "Độ: TỐI MẬT\nSố: 12", 1)
	if _, ok := notice.Secret(marked); !ok {
		marked = "TỐI MẬT\n" + paper
	}
	words := []string{"báo cáo công tác thư viện", "12/UBND-VX", "16 giờ", "Kính gửi: Các", "b¸o c¸o c«ng t¸c"}
	path := filepath.Join(t.TempDir(), "thuky.db")
	var log bytes.Buffer
	synctest.Test(t, func(t *testing.T) {
		s := mustOpen(t, path)
		addPeople(t, s, admin("Chi"), staff("An"))
		f := newFake("fake")
		crash := false
		cfg := bot.Config{
			Store: s, Draft: plainDraft, Library: []*report.Template{mustTemplate(t)},
			Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
			Step: func(s conversation.State, e conversation.Event) (conversation.State, []conversation.Effect) {
				if crash && e.Kind == conversation.Said {
					panic("for the test")
				}
				return conversation.Step(s, e)
			},
			Extract: asText,
		}
		cfg.Transports = []chat.Transport{&archive{f, gives(marked)}}
		r := startWith(t, cfg)
		r.talk("Chi", marked, "công văn", marked, "công văn", tcvn3(marked), "báo cáo mới", marked, tcvn3(marked), "1")
		r.talk("An", marked)
		caption := shows("Chi", "a.docx")
		caption.Text = marked
		r.take(shows("Chi", "cong-van.docx"))
		synctest.Wait()
		r.take(caption)
		edited := says("Chi", marked)
		edited.Kind = chat.Edited
		r.take(edited)
		if n := count(f, "Chi", "dấu chỉ độ mật"); n < 8 {
			t.Errorf("Chi is refused %d times: %q", n, f.texts("Chi"))
		}
		crash = true
		r.talk("Chi", tcvn3(marked))
		r.talk("Chi", marked)
		if r.Stats().Failed != 2 {
			t.Errorf("%d failures", r.Stats().Failed)
		}
		r.stop()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, where := range []struct {
		name string
		data []byte
	}{{"the store", file}, {"the log", log.Bytes()}} {
		for _, w := range words {
			if bytes.Contains(where.data, []byte(w)) {
				t.Errorf("%q is in %s", w, where.name)
			}
		}
	}
	// The same search finds what is no secret.
	s := mustOpen(t, path)
	defer s.Close() //nolint:errcheck // read only
	r := bot.New(bot.Config{Store: s})
	if err := r.Accept(context.Background(), []chat.Update{says("Chi", paper)}); err != nil {
		t.Fatal(err)
	}
	if file, err = os.ReadFile(path); err != nil || !bytes.Contains(file, []byte(words[0])) {
		t.Errorf("the search finds nothing: %v", err)
	}
}

// tcvn3 writes text as a page in the old font gives it.
func tcvn3(text string) string {
	var b strings.Builder
	for _, r := range text {
		from := r
		for _, want := range []rune{unicode.ToLower(r), r} {
			for c := rune(0xa1); c < 0x100 && r > 0x7f; c++ {
				if notice.FromTCVN3(string(c)) == string(want) {
					from = c
				}
			}
		}
		b.WriteRune(from)
	}
	return b.String()
}
