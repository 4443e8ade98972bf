package bot_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

func day(t testing.TB, iso string) workday.Date {
	t.Helper()
	d, err := workday.ParseISO(iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// held is a planner with an internal deadline one working day before.
func held(t testing.TB) *remind.Planner {
	p := mustPlanner(t)
	p.InternalDays = 1
	return p
}

// TestInternalDeadline: reminders aim at the internal deadline, and staff hear of no other.
func TestInternalDeadline(t *testing.T) {
	t.Parallel()
	bubble(t, "the three-day notice", func(t *testing.T, s storage.Store) {
		until(t, "2024-05-28 10:00")
		school(t, s, staff("An"), admin("Chi"))
		update(t, s, func(tx storage.Tx) error {
			c := report.Campaign{Deadline: day(t, "2024-05-31")}
			bot.PlanInternal(held(t), &c, day(t, "2024-05-28"))
			for open := range tx.Campaigns() {
				c.ID = open.ID
			}
			_, err := bot.SetDeadline(tx, held(t), c.ID, c.Deadline, "", bot.Actor{}, time.Now())
			if got, _ := tx.Campaign(c.ID); got.Internal != c.Internal || got.Internal != day(t, "2024-05-30") {
				t.Errorf("internal deadline %s", got.Internal)
			}
			return err
		})
		f := newFake("fake")
		r := startWith(t, bot.Config{Store: s, Draft: plainDraft, Reminders: held(t)}, f)
		until(t, "2024-06-30 10:00")
		r.stop()
		wantNudges(t, f, "An", "Wed 29/5 07:30", "Thu 30/5 07:30", "Thu 30/5 15:00",
			"Fri 31/5 07:30", "Mon 3/6 07:30", "Tue 4/6 07:30", "Wed 5/6 07:30", "Thu 6/6 07:30")
		for _, text := range f.texts("An") {
			if strings.Contains(text, "31/5") || strings.Contains(text, "nội bộ") {
				t.Errorf("staff heard %q", text)
			}
		}
		told := slices.DeleteFunc(f.texts("Chi"), func(text string) bool { return !strings.Contains(text, "chưa gửi") })
		if len(told) != 2 || !strings.Contains(told[0], "(hạn nội bộ thứ Năm 30/5/2024, hạn nộp thứ Sáu 31/5/2024)") ||
			!strings.Contains(told[1], "đã quá hạn nội bộ thứ Năm 30/5/2024") {
			t.Errorf("the admin heard %q", told)
		}
	})
	bubble(t, "a new deadline that leaves the staff their day is no news to them", func(t *testing.T, s storage.Store) {
		until(t, "2024-05-27 10:00")
		c := school(t, s, staff("An"))
		f := newFake("fake")
		r := startWith(t, bot.Config{Store: s, Draft: plainDraft, Reminders: held(t)}, f)
		set := func(deadline, internal string) {
			update(t, s, func(tx storage.Tx) error {
				_, err := bot.SetDeadline(tx, held(t), c.ID, day(t, deadline), "", bot.Actor{Person: "p9", Channel: "fake"}, time.Now())
				if err == nil && internal != "" {
					_, err = bot.SetInternal(tx, held(t), c.ID, day(t, internal), "11:00", bot.Actor{}, time.Now())
				}
				return err
			})
		}
		set("2024-06-03", "2024-05-31")
		until(t, "2024-05-27 12:00")
		n := len(nudges(f, "An"))
		set("2024-06-04", "")
		until(t, "2024-05-28 12:00")
		if got := nudges(f, "An"); n != 1 || len(got) != 1 || !strings.Contains(f.last("An"), "hạn trả lời nay là trước 11 giờ, thứ Sáu 31/5/2024") {
			t.Errorf("%d, then %d: %q", n, len(got), f.last("An"))
		}
		set("2024-05-30", "") // before the day that was chosen: it follows again
		r.stop()
		view(t, s, func(tx storage.Tx) error {
			got, err := tx.Campaign(c.ID)
			if got.Internal != day(t, "2024-05-29") || got.InternalHour != "" || got.InternalFixed {
				t.Errorf("got %+v", got)
			}
			var last storage.AuditEntry
			for e := range tx.Audit(c.ID) {
				last = e
			}
			if last.Person != "p9" || last.Channel != "fake" || last.Note != "2024-06-04 (internal 2024-05-31T11:00) → 2024-05-30 (internal 2024-05-29)" {
				t.Errorf("audit %+v", last)
			}
			return err
		})
		update(t, s, func(tx storage.Tx) error {
			if _, err := bot.SetInternal(tx, held(t), c.ID, day(t, "2024-06-05"), "", bot.Actor{}, time.Now()); !errors.Is(err, bot.ErrInternalLate) {
				t.Errorf("after the deadline: %v", err)
			}
			return nil
		})
	})
}

// TestClose: an admin closes a report in the chat and opens it again. Whoever is concerned
// hears of it once, wherever they are; nobody hears of it in the quiet hours.
func TestClose(t *testing.T) {
	t.Parallel()
	about := func(f *fake, name, word string) (n int) {
		f.mu.Lock()
		defer f.mu.Unlock()
		for _, m := range f.sent {
			if m.to.ID == name && strings.Contains(m.m.Lead+m.m.Text, word) {
				n++
			}
		}
		return n
	}
	for _, hour := range []string{"10:00", "20:30"} {
		bubble(t, "at "+hour, func(t *testing.T, s storage.Store) {
			until(t, "2026-05-26 10:00")
			c := due(t, s, "2026-05-29", staff("An"), staff("Bình"), staff("Em"), staff("Giang"), admin("Chi"))
			f := newFake("fake")
			r := reminding(t, s, f)
			// An is in the middle, Bình has sent, Em is elsewhere, Giang is in another report.
			r.take(says("An", "12"), says("Bình", "12"), says("Bình", "30"), says("Bình", "gửi"))
			update(t, s, func(tx storage.Tx) error { return tx.PutConversation(at("Em"), nil) })
			until(t, "2026-05-27 "+hour)
			r.take(says("Chi", "dong bao cao"))
			if got := f.last("Chi"); !strings.Contains(got, "3 người chưa gửi: An, Em, Giang") {
				t.Errorf("the admin was asked %q", got)
			}
			r.take(says("Chi", "1"))
			time.Sleep(2 * time.Minute)
			if n := about(f, "Em", "đã đóng"); (n == 0) != (hour == "20:30") {
				t.Errorf("Em heard of it %d times at %s", n, hour)
			}
			r.stop()
			r = reminding(t, s, f)
			until(t, "2026-05-28 06:00")
			r.take(says("Giang", "alo")) // before the morning
			until(t, "2026-05-28 12:00")
			for name, want := range map[string]int{"An": 1, "Bình": 0, "Em": 1, "Giang": 1} {
				if n := about(f, name, "đã đóng"); n != want {
					t.Errorf("%s heard of it %d times, want %d: %q", name, n, want, f.texts(name))
				}
			}
			wantNudges(t, f, "An")
			view(t, s, func(tx storage.Tx) error {
				var last storage.AuditEntry
				for e := range tx.Audit(c.ID) {
					last = e
				}
				if last.Action != "campaign-close" || last.Person != "p5" || last.Channel != "fake" {
					t.Errorf("audit %+v", last)
				}
				return nil
			})
			r.take(says("Chi", "mở lại báo cáo"), says("Chi", "có"), says("Chi", "doi han 2/6"))
			time.Sleep(2 * time.Minute)
			for name, want := range map[string]int{"An": 1, "Bình": 0, "Em": 1, "Giang": 1} {
				if n := about(f, name, "được mở lại"); n != want {
					t.Errorf("%s heard %d times that it goes on, want %d: %q", name, n, want, f.texts(name))
				}
			}
			if got := f.last("Em"); !strings.Contains(got, "«Báo cáo thư viện (năm 2024)» được mở lại, còn 2/2 câu, hạn nộp nay là hết ngày thứ Ba 2/6/2026") {
				t.Errorf("got %q", got)
			}
			r.take(says("An", "30"))
			until(t, "2026-06-01 08:00")
			r.stop()
			wantNudges(t, f, "Em", "Thu 28/5 12:01", "Mon 1/6 07:30")
		})
	}
}
