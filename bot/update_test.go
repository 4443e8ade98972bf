package bot_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

// newerTemplate is the small template with "ban" as a choice and one question more.
func newerTemplate(t testing.TB) *report.Template {
	t.Helper()
	old := mustTemplate(t)
	source := string(old.Source())
	i := strings.Index(source, `id = "ban"`)
	if i < 0 {
		t.Fatal("the small template has no question ban")
	}
	j := i + strings.Index(source[i:], "type = ")
	k := j + strings.IndexByte(source[j:], '\n')
	source = source[:j] + "type = \"choice\"\nchoices = [\"đủ\", \"thiếu\"]" + source[k:]
	source += "\n  [[sections.questions]]\n  id = \"ke\"\n  type = \"text\"\n  prompt = \"Có bao nhiêu kệ?\"\n"
	updated, err := report.ReadTemplate(old.ID+".toml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	return updated
}

// TestUpdateTemplate: admins hear once that a template has changed, and move a report to
// it. Answers are kept, only what is new or does not fit any more is asked, and who had
// sent is told once.
func TestUpdateTemplate(t *testing.T) {
	t.Parallel()
	bubble(t, "in chat", func(t *testing.T, s storage.Store) {
		until(t, "2026-05-25 10:00")
		c := due(t, s, "2026-06-05", staff("An"), staff("Bình"), staff("Em"), admin("Chi"))
		f := newFake("fake")
		r := reminding(t, s, f)
		r.take(says("An", "12"), says("An", "30"), says("An", "gửi"), says("Bình", "7"))
		r.stop()
		until(t, "2026-05-25 21:00")
		for range 3 {
			r = startWith(t, bot.Config{Store: s, Draft: plainDraft, Reminders: mustPlanner(t), Library: []*report.Template{newerTemplate(t)}}, f)
			until(t, time.Now().In(bot.ICT()).Add(7*time.Hour).Format("2006-01-02 15:04"))
			r.stop()
		}
		var told []string
		for _, m := range f.sent {
			if strings.Contains(m.m.Text, "đã đổi sau khi mở") {
				told = append(told, m.to.ID+m.at.In(bot.ICT()).Format(" 2/1 15:04 ")+m.m.Text)
			}
		}
		if len(told) != 1 || !strings.HasPrefix(told[0], "Chi 26/5 07:00") || !strings.Contains(told[0], "Các câu mới (1): «Có bao nhiêu kệ?»") ||
			!strings.Contains(told[0], "đổi cách hỏi (1): «Có bao nhiêu bàn?»") {
			t.Errorf("the admins heard %q", told)
		}
		until(t, "2026-05-27 09:00")
		r = startWith(t, bot.Config{Store: s, Draft: plainDraft, Reminders: mustPlanner(t), Library: []*report.Template{newerTemplate(t)}}, f)
		r.take(says("Chi", "cap nhat mau"), says("Chi", "1"))
		if got := f.last("Chi"); !strings.Contains(got, "nay theo mẫu mới") {
			t.Errorf("got %q", got)
		}
		time.Sleep(2 * time.Minute)
		if got := f.last("An"); !strings.Contains(got, "có thêm câu hỏi, còn 2/3 câu") {
			t.Errorf("An heard %q", got)
		}
		if n := len(nudges(f, "Bình")); n != 0 {
			t.Errorf("Bình, who had not sent, was told %d times", n)
		}
		r.take(says("Bình", "30")) // to a question that is a choice now
		if got := f.last("Bình"); !strings.Contains(got, "mẫu báo cáo vừa đổi") || !strings.Contains(got, "Có bao nhiêu bàn?") {
			t.Errorf("Bình heard %q", got)
		}
		r.take(says("An", "trả lời tiếp"), says("An", "thiếu"), says("An", "ba"), says("An", "gửi"))
		time.Sleep(48 * time.Hour)
		r.stop()
		if n := len(nudges(f, "An")); n != 1 {
			t.Errorf("An was written to %d times, want once", n)
		}
		view(t, s, func(tx storage.Tx) error {
			got, err := tx.Campaign(c.ID)
			if err != nil || got.Version != newerTemplate(t).Version {
				t.Errorf("%+v, %v", got, err)
			}
			a, err := tx.Answer(c.ID, "ban", "p1")
			if err != nil || *a.Value.Text != "thiếu" {
				t.Errorf("ban: %+v, %v", a, err)
			}
			if a, err = tx.Answer(c.ID, "sach", "p1"); err != nil || a.Revision != 1 {
				t.Errorf("sach: %+v, %v", a, err)
			}
			aside, err := tx.Answer(c.ID, report.Aside("ban", c.Version), "p1")
			if err != nil || aside.Revision != 1 {
				t.Errorf("set aside: %+v, %v", aside, err)
			}
			in, err := bot.ReadDraft(tx, report.School{}, c.ID)
			if err != nil || in.Template.Version != newerTemplate(t).Version {
				t.Errorf("the draft is of %q, %v", in.Template.Version, err)
			}
			return nil
		})
	})
	t.Run("refused", func(t *testing.T) {
		t.Parallel()
		s := newStore(t)
		c := school(t, s)
		update(t, s, func(tx storage.Tx) error {
			if got, err := bot.UpdateCampaign(tx, nil, c.ID, mustTemplate(t), bot.Actor{}, time.Now()); err != nil || got.Version != c.Version {
				t.Errorf("the same version: %+v, %v", got, err)
			}
			_, err := bot.CloseCampaign(tx, c.ID, bot.Actor{}, time.Now())
			return err
		})
		update(t, s, func(tx storage.Tx) error {
			if _, err := bot.UpdateCampaign(tx, nil, c.ID, newerTemplate(t), bot.Actor{}, time.Now()); !errors.Is(err, storage.ErrConflict) {
				t.Errorf("a closed campaign: %v", err)
			}
			return nil
		})
	})
}

// TestArchive: the approved bytes of a closed report come again, also when the file was
// forgotten since; of one that nobody approved comes the draft.
func TestArchive(t *testing.T) {
	t.Parallel()
	bubble(t, "approved", func(t *testing.T, s storage.Store) {
		until(t, "2026-05-25 10:00")
		c := school(t, s, staff("An"), admin("Chi"))
		f := newFake("fake")
		r := reminding(t, s, f)
		r.take(says("An", "12"), says("An", "30"), says("An", "gửi"))
		r.take(says("Chi", "duyệt"))
		r.take(says("Chi", "1"))
		r.take(says("Chi", "ban da duyet"))
		r.take(says("Chi", "đóng báo cáo"), says("Chi", "1"))
		update(t, s, func(tx storage.Tx) error { return tx.PruneArtifacts(time.Now().Add(time.Hour)) })
		r.take(says("Chi", "lưu trữ"), says("Chi", "1"))
		r.stop()
		var approved storage.Approved
		view(t, s, func(tx storage.Tx) (err error) {
			approved, err = tx.Version(c.ID, 1)
			return err
		})
		var files []chat.File
		for _, m := range f.sent {
			if m.to.ID == "Chi" && m.m.File != nil && strings.Contains(m.m.Text, "bản 1") {
				files = append(files, *m.m.File)
			}
		}
		if len(files) < 3 {
			t.Fatalf("%d files", len(files))
		}
		for _, file := range files[len(files)-2:] {
			if !bytes.Equal(file.Data, approved.Data) || file.Name != approved.File {
				t.Errorf("%s has %d bytes, want those of the approved version, %d", file.Name, len(file.Data), len(approved.Data))
			}
		}
	})
}
