package bot_test

import (
	"strings"
	"sync/atomic"
	"testing"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
)

// TestLibrary: a template that changes while the bot runs is told of once, and is there
// for an admin to move a report to.
func TestLibrary(t *testing.T) {
	t.Parallel()
	bubble(t, "while it runs", func(t *testing.T, s storage.Store) {
		until(t, "2026-05-25 10:00")
		c := due(t, s, "2026-06-05", staff("An"), admin("Chi"))
		var edited atomic.Bool
		f := newFake("fake")
		r := startWith(t, bot.Config{
			Store: s, Draft: plainDraft, Reminders: mustPlanner(t), Library: []*report.Template{mustTemplate(t)},
			LibraryRenewed: func() ([]*report.Template, bool) {
				return []*report.Template{newerTemplate(t)}, edited.Swap(false)
			},
		}, f)
		until(t, "2026-05-25 11:00")
		r.talk("Chi", "cap nhat mau")
		if n := count(f, "Chi", "đã đổi sau khi mở"); n != 0 {
			t.Errorf("told %d times before it changed", n)
		}
		edited.Store(true)
		until(t, "2026-05-25 11:02")
		want(t, f, "Chi", "đã đổi sau khi mở", "Các câu mới (1): «Có bao nhiêu kệ?»")
		until(t, "2026-05-25 18:00")
		if n := count(f, "Chi", "đã đổi sau khi mở"); n != 1 {
			t.Errorf("told %d times", n)
		}
		r.talk("Chi", "cap nhat mau", "1")
		if got := f.last("Chi"); !strings.Contains(got, "nay theo mẫu mới") {
			t.Errorf("got %q", got)
		}
		r.stop()
		view(t, s, func(tx storage.Tx) error {
			got, err := tx.Campaign(c.ID)
			if err == nil && got.Version != newerTemplate(t).Version {
				t.Errorf("version %s", got.Version)
			}
			return err
		})
	})
}
