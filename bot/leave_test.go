package bot_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
)

func TestLeaving(t *testing.T) {
	t.Parallel()
	bubble(t, "who is taken off the list hears of it once, and so does who stood in", func(t *testing.T, s storage.Store) {
		until(t, "2026-06-01 08:00")
		c := due(t, s, "2026-06-12", admin("Chi"), staff("Mận"), staff("Đỗ"))
		give(t, s, c.ID, "ban", "p2")
		give(t, s, c.ID, "sach", "p2")
		f := newFake("fake")
		r := reminding(t, s, f)
		r.talk("Mận", "gọi em là cô", "em nghỉ nhờ thầy Đỗ", "1")
		if kinds := waiting(t, s, c.ID, "p3"); len(kinds) == 0 {
			t.Error("who stands in is not reminded")
		}
		r.talk("Chi", "bo co Man khoi danh sach", "1")
		for _, told := range [][2]string{{"Mận", "đã bỏ tên cô khỏi danh sách"}, {"Đỗ", "không cần trả lời thay cô Mận nữa"}} {
			if n := count(f, told[0], told[1]); n != 1 {
				t.Errorf("%s heard %q %d times: %q", told[0], told[1], n, f.texts(told[0]))
			}
		}
		if strings.Contains(last(t, f, "Mận").m.Plain(), "Chi") {
			t.Errorf("who was removed is told a name: %q", last(t, f, "Mận").m.Plain())
		}
		if kinds := waiting(t, s, c.ID, "p3"); len(kinds) > 0 {
			t.Errorf("who stood in is still to be reminded: %v", kinds)
		}
		until(t, "2026-06-20 08:00")
		for _, name := range []string{"Mận", "Đỗ"} {
			wantNudges(t, f, name)
		}
		if got := r.Stats(); got.Failed != 0 || len(failures(t, s)) > 0 {
			t.Errorf("%d failures: %+v", got.Failed, failures(t, s))
		}
		r.stop()
	})
	bubble(t, "the last one who had not sent leaves: all is in", func(t *testing.T, s storage.Store) {
		until(t, "2026-06-01 08:00")
		due(t, s, "2026-06-12", admin("Chi"), report.Person{Name: "Em", Role: report.Approver}, staff("Mận"), staff("Đỗ"), staff("An"))
		f := newFake("fake")
		r := reminding(t, s, f)
		r.talk("Mận", "12", "30", "gửi")
		r.talk("Chi", "bo thay Do khoi danh sach", "1")
		if n := count(f, "Chi", "đã đủ"); n != 0 {
			t.Error("An has not sent")
		}
		r.talk("Chi", "bo co An khoi danh sach", "1")
		for _, name := range []string{"Chi", "Em"} {
			if n := count(f, name, "đã đủ: 1/1 người đã gửi"); n != 1 {
				t.Errorf("%s heard %d times that all is in: %q", name, n, f.texts(name))
			}
		}
		want(t, f, "Em", "đã đủ", "em gửi bản thảo")
		r.talk("Chi", "bo co Man khoi danh sach", "1")
		if n := count(f, "Chi", "đã đủ"); n != 1 {
			t.Errorf("heard %d times", n)
		}
		if got := r.Stats(); got.Failed != 0 || len(failures(t, s)) > 0 {
			t.Errorf("%d failures: %+v", got.Failed, failures(t, s))
		}
		r.stop()
	})
	bubble(t, "from the command line", func(t *testing.T, s storage.Store) {
		c := school(t, s, admin("Chi"), staff("Mận"), staff("Đỗ"))
		give(t, s, c.ID, "sach", "p2")
		f := newFake("fake")
		r := startWith(t, bot.Config{Store: s}, f)
		r.talk("Mận", "em nghỉ nhờ thầy Đỗ", "1")
		r.stop()
		update(t, s, func(tx storage.Tx) error {
			if _, err := bot.RemovePerson(tx, "p1", time.Now()); !errors.Is(err, bot.ErrLastAdmin) {
				t.Errorf("the last admin was removed: %v", err)
			}
			gone, err := bot.RemovePerson(tx, "p2", time.Now())
			if err != nil {
				return err
			}
			return bot.AnnounceRemoval(tx, gone, bot.ICT(), time.Now())
		})
		r = startWith(t, bot.Config{Store: s}, f)
		for _, told := range [][2]string{{"Mận", "đã bỏ tên thầy/cô"}, {"Đỗ", "không cần trả lời thay Mận nữa"}, {"Chi", "Mận đã rời danh sách"}} {
			if n := count(f, told[0], told[1]); n != 1 {
				t.Errorf("%s heard %q %d times: %q", told[0], told[1], n, f.texts(told[0]))
			}
		}
		r.stop()
	})
	bubble(t, "who leaves vacates questions, stands in no more, and is a stranger", func(t *testing.T, s storage.Store) {
		c := school(t, s, admin("Chi"), staff("Mận"), staff("Đỗ"))
		give(t, s, c.ID, "sach", "p2", "p3")
		give(t, s, c.ID, "ban", "p3")
		f := newFake("fake")
		r := startWith(t, bot.Config{Store: s}, f)
		r.talk("Mận", "em nghỉ nhờ thầy Đỗ", "1")
		r.talk("Đỗ", "rời khỏi", "2", "rời khỏi", "1")
		if _, ok := personOf(t, s, "Đỗ"); ok {
			t.Error("still on the list")
		}
		if p := person(t, s, "p2"); p.Away.StandIn != "" {
			t.Errorf("stand-in %+v", p.Away)
		}
		want(t, f, "Chi", "Đỗ đã rời danh sách", "câu 2", "Mận nay chờ")
		view(t, s, func(tx storage.Tx) error {
			c, err := tx.Campaign(c.ID)
			sach, _ := c.Assigned("sach")
			ban, some := c.Assigned("ban")
			if !slices.Equal(sach, []string{"p2"}) || !some || len(ban) > 0 {
				t.Errorf("assigned %v, %v", sach, ban)
			}
			if state, _ := tx.Conversation(at("Đỗ")); state != nil {
				t.Errorf("state %s", state)
			}
			return err
		})
		r.talk("Đỗ", "hai")
		want(t, f, "Đỗ", "chưa có tên")
		r.talk("Chi", "rời khỏi")
		want(t, f, "Chi", "người phụ trách duy nhất")
		r.talk("Chi", "co Man lam quan tri", "1", "bo co Man khoi danh sach", "1")
		if count(f, "Mận", "Chi giao thầy/cô làm người phụ trách") != 1 {
			t.Errorf("told %q", f.texts("Mận"))
		}
		if _, ok := personOf(t, s, "Mận"); ok {
			t.Error("still on the list")
		}
		r.stop()
	})
}
