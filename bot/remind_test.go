package bot_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/conversation"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

func mustPlanner(t testing.TB) *remind.Planner {
	t.Helper()
	calendar, err := workday.New(workday.SaturdaySunday)
	if err != nil {
		t.Fatal(err)
	}
	return &remind.Planner{Policy: remind.Default(), Calendar: calendar, Zone: bot.ICT()}
}

// until sleeps until a time of the clock of Vietnam.
func until(t testing.TB, text string) {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, bot.ICT())
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Until(at))
	synctest.Wait()
}

// reminding starts a Runtime with the real dialogue.
func reminding(t *testing.T, s storage.Store, f *fake) *running {
	t.Helper()
	return startWith(t, bot.Config{Store: s, Draft: plainDraft, Reminders: mustPlanner(t)}, f)
}

// due opens a campaign with a deadline and adds people.
func due(t testing.TB, s storage.Store, deadline string, people ...report.Person) report.Campaign {
	t.Helper()
	c := school(t, s, people...)
	move(t, s, c.ID, deadline)
	return c
}

func move(t testing.TB, s storage.Store, id, deadline string) {
	t.Helper()
	day, err := workday.ParseISO(deadline)
	if err != nil {
		t.Fatal(err)
	}
	update(t, s, func(tx storage.Tx) error {
		_, err := bot.SetDeadline(tx, mustPlanner(t), id, day, "", bot.Actor{}, time.Now())
		return err
	})
}

// nudges gives when somebody got a reminder, and of how much.
func nudges(f *fake, name string) (all []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, m := range f.sent {
		if m.to.ID == name && strings.HasPrefix(m.m.Text, "Dạ, em nhắc") {
			all = append(all, m.at.In(bot.ICT()).Format("Mon 2/1 15:04"))
		}
	}
	return all
}

func wantNudges(t *testing.T, f *fake, name string, want ...string) {
	t.Helper()
	if got := nudges(f, name); !slices.Equal(got, want) {
		t.Errorf("%s was reminded\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// last gives the last words to somebody.
func (f *fake) last(name string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, m := range slices.Backward(f.sent) {
		if m.to.ID == name {
			return m.m.Lead + m.m.Text
		}
	}
	return ""
}

func TestRemind(t *testing.T) {
	t.Parallel()
	bubble(t, "three days, and late", func(t *testing.T, s storage.Store) {
		until(t, "2026-05-26 10:00") // a Tuesday
		due(t, s, "2026-05-29", staff("An"), staff("Bình"), admin("Chi"))
		f := newFake("fake")
		r := reminding(t, s, f)
		until(t, "2026-05-28 12:00")
		r.take(says("Bình", "12"), says("Bình", "30"), says("Bình", "gửi"))
		until(t, "2026-06-30 10:00")
		r.stop()
		wantNudges(t, f, "An", "Thu 28/5 07:30", "Fri 29/5 07:30", "Fri 29/5 15:00",
			"Mon 1/6 07:30", "Tue 2/6 07:30", "Wed 3/6 07:30", "Thu 4/6 07:30", "Fri 5/6 07:30")
		wantNudges(t, f, "Bình", "Thu 28/5 07:30")
		var told []string
		for _, text := range f.texts("Chi") {
			if strings.Contains(text, "chưa gửi") {
				told = append(told, text)
			}
		}
		if len(told) != 2 || !strings.Contains(told[0], "Bình: còn 2/2 câu (mục I), giao ngày 26/5") || strings.Contains(told[1], "Bình") || !strings.Contains(told[1], "quá hạn") {
			t.Errorf("the admin heard %q", told)
		}
	})
	bubble(t, "one message over all reports, with a button that opens the next question", func(t *testing.T, s storage.Store) {
		until(t, "2026-05-26 10:00")
		due(t, s, "2026-05-29", staff("An"))
		second := due(t, s, "2026-05-29")
		f := newFake("fake")
		r := reminding(t, s, f)
		until(t, "2026-05-28 08:00")
		wantNudges(t, f, "An", "Thu 28/5 07:30")
		f.mu.Lock()
		m := f.sent[len(f.sent)-1].m
		f.mu.Unlock()
		if !strings.Contains(m.Text, "còn 2 báo cáo") || !strings.Contains(m.Text, "hết ngày thứ Sáu 29/5/2026") || len(m.Choices) != 1 {
			t.Errorf("got %+v", m)
		}
		press := says("An", "")
		press.Kind, press.Choice, press.PressID = chat.Press, m.Choices[0].ID, "p"
		r.take(press)
		if got := f.last("An"); !strings.Contains(got, "Có bao nhiêu sách?") {
			t.Errorf("the button brought %q", got)
		}
		update(t, s, func(tx storage.Tx) error {
			_, err := bot.CloseCampaign(tx, second.ID, bot.Actor{}, time.Now())
			return err
		})
		until(t, "2026-05-29 08:00")
		r.stop()
		if got := f.last("An"); !strings.Contains(got, "em nhắc") || strings.Contains(got, "báo cáo ạ") {
			t.Errorf("after one was closed: %q", got)
		}
	})
	bubble(t, "down at the time: once afterwards while it is of use", func(t *testing.T, s storage.Store) {
		until(t, "2026-05-26 10:00")
		due(t, s, "2026-05-29", staff("An"))
		f := newFake("fake")
		r := reminding(t, s, f)
		until(t, "2026-05-27 10:00")
		r.stop()
		until(t, "2026-05-28 21:00")
		r = reminding(t, s, f) // in the quiet hours: not now, and by the morning the next is due
		until(t, "2026-05-29 08:00")
		r.stop()
		until(t, "2026-05-29 16:00")
		for range 3 {
			r = reminding(t, s, f)
			time.Sleep(5 * time.Minute)
			r.stop()
		}
		wantNudges(t, f, "An", "Fri 29/5 07:30", "Fri 29/5 16:00")
	})
	bubble(t, "the deadline moves: told once, planned anew", func(t *testing.T, s storage.Store) {
		until(t, "2026-05-26 10:00")
		c := due(t, s, "2026-05-29", staff("An"))
		f := newFake("fake")
		r := reminding(t, s, f)
		until(t, "2026-05-27 21:00")
		move(t, s, c.ID, "2026-06-01")
		move(t, s, c.ID, "2026-06-02") // thought better of it
		until(t, "2026-05-28 12:00")
		if got := f.last("An"); !strings.Contains(got, "hạn nộp nay là hết ngày thứ Ba 2/6/2026") {
			t.Errorf("got %q", got)
		}
		until(t, "2026-06-03 06:00")
		r.stop()
		wantNudges(t, f, "An", "Thu 28/5 07:30", "Mon 1/6 07:30", "Tue 2/6 07:30", "Tue 2/6 15:00")
	})
	bubble(t, "wishes", func(t *testing.T, s storage.Store) {
		until(t, "2026-05-26 10:00")
		due(t, s, "2026-05-29", staff("An"), staff("Bình"), staff("Em"))
		f := newFake("fake")
		r := reminding(t, s, f)
		until(t, "2026-05-27 19:00")
		r.take(says("An", "nhắc em sau 2 giờ"), says("Bình", "tắt nhắc đến mai"), says("Em", "tat nhac"))
		if got := f.last("An"); !strings.Contains(got, "7 giờ 30, thứ Năm 28/5/2026") {
			t.Errorf("got %q", got)
		}
		until(t, "2026-05-29 06:00")
		r.take(says("Bình", "tắt nhắc"))
		until(t, "2026-05-29 10:00")
		r.take(says("Em", "bật nhắc"))
		until(t, "2026-05-30 08:00") // a Saturday: what was asked for comes all the same
		r.take(says("An", "nhắc lại sau 30 phút"))
		until(t, "2026-05-30 12:00")
		r.stop()
		wantNudges(t, f, "An", "Thu 28/5 07:30", "Fri 29/5 07:30", "Fri 29/5 15:00", "Sat 30/5 08:30")
		wantNudges(t, f, "Bình", "Thu 28/5 07:30")
		wantNudges(t, f, "Em", "Fri 29/5 15:00")
	})
	bubble(t, "who changes an answer after sending owes it again", func(t *testing.T, s storage.Store) {
		until(t, "2026-05-26 10:00")
		due(t, s, "2026-05-29", staff("An"))
		f := newFake("fake")
		r := reminding(t, s, f)
		r.take(says("An", "1"), says("An", "2"), says("An", "gửi"))
		until(t, "2026-05-28 10:00")
		wantNudges(t, f, "An")
		r.take(says("An", "sửa 1"), says("An", "5"))
		until(t, "2026-05-29 10:00")
		r.stop()
		wantNudges(t, f, "An", "Fri 29/5 07:30")
		if got := f.last("An"); !strings.Contains(got, "đã trả lời đủ 2 câu, còn gõ «gửi»") {
			t.Errorf("got %q", got)
		}
	})
	bubble(t, "who was removed, and who cannot be reached", func(t *testing.T, s storage.Store) {
		until(t, "2026-05-26 10:00")
		c := due(t, s, "2026-05-29", staff("An"), staff("Bình"))
		f := newFake("fake")
		r := reminding(t, s, f)
		until(t, "2026-05-27 10:00")
		update(t, s, func(tx storage.Tx) error { _, err := bot.RemovePerson(tx, "p1", time.Now()); return err })
		r.take(chat.Update{Key: "block", Kind: chat.Blocked, Address: at("Bình")})
		until(t, "2026-05-28 09:00")
		r.take(chat.Update{Key: "unblock", Kind: chat.Unblocked, Address: at("Bình")})
		until(t, "2026-05-29 06:00")
		r.stop()
		wantNudges(t, f, "An")
		wantNudges(t, f, "Bình", "Thu 28/5 09:01")
		view(t, s, func(tx storage.Tx) error {
			for row := range tx.RemindersOf(c.ID, "p1") {
				t.Errorf("left %+v", row)
			}
			return nil
		})
	})
	bubble(t, "the platform is away until the night", func(t *testing.T, s storage.Store) {
		until(t, "2026-05-26 10:00")
		due(t, s, "2026-05-29", staff("An"))
		f := newFake("fake")
		away := false
		f.send = func(context.Context, chat.Address, chat.Message) error {
			if away {
				return sendError(chat.Temporary)
			}
			return nil
		}
		r := reminding(t, s, f)
		until(t, "2026-05-29 10:00")
		away = true
		until(t, "2026-05-29 22:00")
		away = false
		until(t, "2026-05-31 22:00")
		r.stop()
		wantNudges(t, f, "An", "Thu 28/5 07:30", "Fri 29/5 07:30")
		if left := outbox(t, s); len(left) > 0 {
			t.Errorf("left %q", left)
		}
	})
	bubble(t, "an older store is planned at the start", func(t *testing.T, s storage.Store) {
		until(t, "2026-05-26 10:00")
		c := due(t, s, "2026-05-29", staff("An"))
		f := newFake("fake")
		r := start(t, s, f) // a release without reminders
		r.stop()
		r = reminding(t, s, f)
		until(t, "2026-05-28 10:00")
		r.stop()
		wantNudges(t, f, "An", "Thu 28/5 07:30")
		view(t, s, func(tx storage.Tx) error {
			row, err := tx.Reminder(c.ID, "p1", "before-1")
			if err != nil || row.Outcome != storage.ReminderSent || row.Done.IsZero() {
				t.Errorf("got %+v, %v", row, err)
			}
			return nil
		})
	})
	bubble(t, "a dialogue that fails at it is not asked again", func(t *testing.T, s storage.Store) {
		until(t, "2026-05-26 10:00")
		due(t, s, "2026-05-29", staff("An"))
		f := newFake("fake")
		r := startWith(t, bot.Config{Store: s, Draft: plainDraft, Reminders: mustPlanner(t), Step: func(st conversation.State, e conversation.Event) (conversation.State, []conversation.Effect) {
			if e.Kind == conversation.Reminded {
				panic("always")
			}
			return conversation.Step(st, e)
		}}, f)
		until(t, "2026-05-28 23:00")
		r.stop()
		if got := failures(t, s); len(got) != 1 {
			t.Errorf("%d failures, want 1", len(got))
		}
	})
}

// TestSetDeadline: what it refuses.
func TestSetDeadline(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	c := school(t, s)
	day := workday.Date{Year: 2026, Month: 5, Day: 29}
	for i, test := range []struct {
		id   string
		want string
	}{{"none", "not found"}, {c.ID, "<nil>"}, {c.ID, "<nil>"}} {
		update(t, s, func(tx storage.Tx) error {
			got, err := bot.SetDeadline(tx, mustPlanner(t), test.id, day, "11:00", bot.Actor{}, time.Now())
			if !strings.Contains(fmt.Sprint(err), test.want) || err == nil && (got.Deadline != day || got.DeadlineHour != "11:00") {
				t.Errorf("%d: %+v, %v", i, got, err)
			}
			return nil
		})
	}
	update(t, s, func(tx storage.Tx) error {
		n := 0
		for e := range tx.Audit(c.ID) {
			if e.Action == "campaign-deadline" {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%d entries in the audit, want 1", n)
		}
		_, err := bot.CloseCampaign(tx, c.ID, bot.Actor{}, time.Now())
		return err
	})
	update(t, s, func(tx storage.Tx) error {
		if _, err := bot.SetDeadline(tx, nil, c.ID, day.AddDays(1), "", bot.Actor{}, time.Now()); err == nil {
			t.Error("a closed campaign took a deadline")
		}
		return nil
	})
}
