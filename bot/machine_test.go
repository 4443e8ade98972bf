package bot_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"thuky/bot"
	"thuky/bot/wire/wiretest"
	"thuky/report"
	"thuky/storage"
)

// TestMachine: a copy that fails is tried again every ten minutes, admins hear of it and of a
// full disk once a day and in the hours of reminders, nobody else does, and both are in the log.
func TestMachine(t *testing.T) {
	t.Parallel()
	bubble(t, "", func(t *testing.T, s storage.Store) {
		until(t, "2026-11-25 01:30")
		school(t, s, admin("chi"), staff("man"))
		var fails, low atomic.Bool
		var asked, tried, made atomic.Int64
		fails.Store(true)
		log := &wiretest.Log{}
		f := newFake("fake")
		c := config(s)
		c.Step, c.Log, c.Reminders = nil, log.Logger(), mustPlanner(t)
		c.Copies = func(_ context.Context, now time.Time) (bool, error) {
			asked.Add(1)
			if now.In(bot.ICT()).Hour() < 2 {
				return false, nil
			}
			tried.Add(1)
			if fails.Load() {
				return false, errors.Join(&report.Refusal{Text: "ổ đĩa đã đầy"}, errors.New("no space"))
			}
			made.Add(1)
			return true, nil
		}
		c.Disk = func() (bot.Disk, error) { return bot.Disk{Free: 200 << 20, Low: low.Load()}, nil }
		r := startWith(t, c, f)
		defer r.stop()
		heard := func(name, words string) (n int) {
			for _, text := range f.texts(name) {
				n += strings.Count(text, words)
			}
			return n
		}
		until(t, "2026-11-25 06:00")
		if n := tried.Load(); n < 20 || n > 26 {
			t.Errorf("tried %d times in four hours, want every ten minutes", n)
		}
		if n := heard("", "chưa sao lưu được"); n != 0 {
			t.Errorf("told %d times in the night", n)
		}
		until(t, "2026-11-25 12:00")
		low.Store(true)
		until(t, "2026-11-26 12:00")
		if n := heard("chi", "chưa sao lưu được kho dữ liệu: ổ đĩa đã đầy"); n != 2 {
			t.Errorf("the admin was told %d times in two days: %q", n, f.texts("chi"))
		}
		if n := heard("chi", "chỉ còn 200 MB"); n != 2 {
			t.Errorf("the admin was told of the disk %d times in two days", n)
		}
		if n := heard("man", "sao lưu") + heard("man", "ổ đĩa"); n != 0 {
			t.Errorf("staff were told %d times", n)
		}
		fails.Store(false)
		low.Store(false)
		until(t, "2026-11-27 12:00")
		if heard("chi", "chưa sao lưu được") != 2 || heard("chi", "chỉ còn 200 MB") != 2 || made.Load() == 0 {
			t.Errorf("told again after it was mended, or no copy: %d", made.Load())
		}
		for _, want := range []string{"could not be copied", "no space", "nearly full", "room on the disk", "the store was copied", "hash="} {
			if !strings.Contains(log.String(), want) {
				t.Errorf("the log lacks %q", want)
			}
		}
	})
}
