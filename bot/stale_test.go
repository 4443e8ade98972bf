package bot_test

import (
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
)

// TestStaleText: what was written last period is pointed out before it is taken over,
// and to the admin who gets the draft.
func TestStaleText(t *testing.T) {
	t.Parallel()
	bubble(t, "a carried text of last year", func(t *testing.T, s storage.Store) {
		c := school(t, s, staff("An"), admin("Chi")) // a report on 2024
		cfg := config(s)
		cfg.Step = nil
		f := newFake("fake")
		r := startWith(t, cfg, f)
		heard := func(text, want string) {
			t.Helper()
			n := len(f.texts("An"))
			r.take(says("An", text))
			if got := strings.Join(f.texts("An")[n:], "\n"); !strings.Contains(got, want) {
				t.Errorf("%q: got %q, want %q in it", text, got, want)
			}
		}
		r.take(says("An", "alo"), says("An", "Năm 2024 có 120 cuốn."), says("An", "30 bộ"), says("An", "gửi"))
		time.Sleep(time.Hour)
		update(t, s, func(tx storage.Tx) error {
			if _, err := bot.CloseCampaign(tx, c.ID, bot.Actor{}, time.Now()); err != nil {
				return err
			}
			_, err := bot.OpenCampaign(tx, mustTemplate(t), report.Campaign{Period: "năm 2025"}, time.Now())
			return err
		})
		heard("alo", "Có thể đã cũ: «Năm 2024» (năm trước kỳ này).")
		heard("giữ nguyên", "còn nhắc «Năm 2024»")
		heard("vẫn giữ", "Có bao nhiêu bàn")
		heard("giữ nguyên", "2. Bàn: 30 bộ")
		heard("gửi", "đã nhận đủ")
		if got := strings.Join(f.texts("Chi"), "\n"); strings.Count(got, "Có thể còn nhắc kỳ trước: mục I") != 1 {
			t.Errorf("the admin hears %q", got)
		}
		r.stop()
	})
}
