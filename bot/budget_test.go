package bot_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

// counted gives a count of the present month.
func counted(t *testing.T, s storage.Store, key func(platform, month string) string, platform string) (n int) {
	t.Helper()
	view(t, s, func(tx storage.Tx) (err error) {
		n, err = storage.Count(tx, key(platform, storage.Month(time.Now().In(bot.ICT()))))
		return err
	})
	return n
}

// on gives somebody chats, "platform:Name" each.
func on(p report.Person, platforms ...string) report.Person {
	p.Addresses = nil
	for _, platform := range platforms {
		p.Addresses = append(p.Addresses, report.Contact{Address: platform + ":" + p.Name})
	}
	return p
}

// from makes an update of a platform.
func from(platform, name, text string) chat.Update {
	u := says(name, text)
	u.Address.Platform = platform
	return u
}

// few is a platform of the sort of Zalo that carries few messages a month.
func few(name string, budget, reserve int) *fake {
	f := newFake(name)
	f.caps = chat.Capabilities{MaxText: 2000, Budget: budget, Reserve: reserve}
	return f
}

// put fills the outbox.
func put(t *testing.T, s storage.Store, rows ...storage.Outgoing) {
	t.Helper()
	update(t, s, func(tx storage.Tx) error {
		for _, o := range rows {
			o.Created = time.Now()
			if o.Message.Text == "" {
				o.Message.Text = o.Key
			}
			if err := tx.Enqueue(&o); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestBudget(t *testing.T) {
	t.Parallel()
	bubble(t, "ordinary messages stop at the reserve, vital ones wait for the next month", func(t *testing.T, s storage.Store) {
		until(t, "2026-11-20 10:00")
		for i := range 20 {
			put(t, s, storage.Outgoing{Key: fmt.Sprintf("n%02d", i), To: at(fmt.Sprint(i))})
			put(t, s, storage.Outgoing{Key: fmt.Sprintf("v%02d", i), To: at(fmt.Sprint("v", i)), Vital: true, Low: true, NotBefore: time.Now().Add(time.Second)})
		}
		put(t, s, storage.Outgoing{Key: "late", To: at("late"), Vital: true, Low: true, NotBefore: time.Now().Add(2 * time.Second), Expires: time.Now().Add(time.Hour)})
		f := few("fake", 12, 4)
		r := start(t, s, f)
		time.Sleep(3 * time.Second)
		if ordinary := slices.IndexFunc(f.texts(""), func(s string) bool { return s[0] == 'v' }); len(f.texts("")) != 12 || ordinary != 8 {
			t.Errorf("sent %q", f.texts(""))
		}
		if got := r.Budgets(); len(got) != 1 || got[0] != (bot.Budget{Platform: "fake", Month: "2026-11", Sent: 12, Budget: 12, Reserve: 4}) {
			t.Errorf("budgets %+v", got)
		}
		r.stop()
		if n, d := counted(t, s, storage.SentKey, "fake"), counted(t, s, storage.DroppedKey, "fake"); n != 12 || d != 12 {
			t.Errorf("counted %d sent, %d dropped", n, d)
		}
		if left := outbox(t, s); len(left) != 17 || r.Stats().Dropped != 12 {
			t.Errorf("left %q, stats %+v", left, r.Stats())
		}
		r = start(t, s, f) // the count outlives it
		until(t, "2026-11-30 23:59")
		if got := len(f.texts("")); got != 12 {
			t.Errorf("%d sent before the month was over", got)
		}
		until(t, "2026-12-01 00:00")
		r.stop()
		if got := f.texts("")[12:]; len(got) != 12 || slices.Contains(got, "late") || counted(t, s, storage.SentKey, "fake") != 12 {
			t.Errorf("in the next month: %q", got)
		}
	})
	bubble(t, "a bigger budget frees what waits at the next start", func(t *testing.T, s storage.Store) {
		put(t, s, storage.Outgoing{Key: "a", To: at("An"), Vital: true}, storage.Outgoing{Key: "b", To: at("Bình"), Vital: true})
		f := few("fake", 1, 0)
		start(t, s, f).stop()
		f.caps.Budget = 2
		start(t, s, f).stop()
		if got := f.texts(""); len(got) != 2 {
			t.Errorf("got %q", got)
		}
	})
	bubble(t, "what fails is not counted, what is merged counts once", func(t *testing.T, s storage.Store) {
		for i := range 30 {
			put(t, s, storage.Outgoing{Key: fmt.Sprint(i), To: at("An")})
		}
		f := few("fake", 10, 0)
		f.send = failing(sendError(chat.Temporary), sendError(chat.Temporary))
		r := start(t, s, f)
		time.Sleep(time.Minute)
		r.stop()
		if n := counted(t, s, storage.SentKey, "fake"); n != 2 || len(f.sent) != 2 || len(outbox(t, s)) != 0 {
			t.Errorf("counted %d, sent %q", n, f.words(""))
		}
	})
	bubble(t, "a spoiled count is counted anew", func(t *testing.T, s storage.Store) {
		until(t, "2026-11-20 10:00")
		put(t, s, storage.Outgoing{Key: "a", To: at("An")})
		update(t, s, func(tx storage.Tx) error { return tx.PutValue(storage.SentKey("fake", "2026-11"), []byte("many")) })
		f := few("fake", 10, 0)
		start(t, s, f).stop()
		if n := counted(t, s, storage.SentKey, "fake"); n != 1 || len(f.sent) != 1 {
			t.Errorf("counted %d", n)
		}
	})
	bubble(t, "the platform itself has had enough: what is vital waits, and nothing is lost", func(t *testing.T, s storage.Store) {
		until(t, "2026-05-26 10:00")
		due(t, s, "2026-05-29", staff("An"))
		f := few("fake", 100, 10)
		r := reminding(t, s, f)
		until(t, "2026-05-29 07:00")
		f.nowSends(failing(&chat.SendError{Class: chat.Throttled, RetryAfter: 4 * time.Hour, All: true, Err: errors.New("429")}))
		until(t, "2026-05-29 12:00")
		r.stop()
		wantNudges(t, f, "An", "Thu 28/5 07:30", "Fri 29/5 11:30")
	})
}

// TestSpent: what people hear of it, with the real dialogue.
func TestSpent(t *testing.T) {
	t.Parallel()
	run := func(t *testing.T, s storage.Store, link bool, transports ...*fake) *running {
		c := bot.Config{Store: s, Draft: plainDraft, Reminders: mustPlanner(t)}
		if link {
			c.WebLink = func(code string) string { return "https://web/vao/" + code }
		}
		return startWith(t, c, transports...)
	}
	use := func(t *testing.T, s storage.Store, platform string, n int) {
		update(t, s, func(tx storage.Tx) error {
			return tx.PutValue(storage.SentKey(platform, storage.Month(time.Now().In(bot.ICT()))), fmt.Append(nil, n))
		})
	}
	bubble(t, "whoever writes is told once a month where to go on, and the answers are kept", func(t *testing.T, s storage.Store) {
		until(t, "2026-11-20 10:00")
		c := school(t, s, on(staff("An"), "zalo"), on(staff("Bình"), "zalo"))
		f := few("zalo", 100, 10)
		use(t, s, "zalo", 88)
		r := run(t, s, true, f)
		r.take(from("zalo", "An", "12")) // its two announcements and the last reply use up the rest
		r.take(from("zalo", "An", "30"), from("zalo", "An", "gửi"))
		time.Sleep(time.Minute)
		var notices []string
		for _, text := range f.words("An") {
			if strings.Contains(text, "tháng này trợ lý đã dùng gần hết số tin Zalo") {
				notices = append(notices, text)
			}
		}
		if len(notices) != 1 || !strings.Contains(notices[0], "https://web/vao/") || len(f.sent) != 3 {
			t.Errorf("got %q", f.words(""))
		}
		view(t, s, func(tx storage.Tx) error {
			a, err := tx.Answer(c.ID, "ban", "p1")
			if err != nil || *a.Value.Text != "30" {
				t.Errorf("answer %+v, %v", a, err)
			}
			n := 0
			for i := range tx.Invitations() {
				if n++; i.Person != "p1" || time.Until(i.Expires) > 10*time.Minute {
					t.Errorf("invitation %+v", i)
				}
			}
			if n != 1 {
				t.Errorf("%d invitations", n)
			}
			return nil
		})
		r.stop()
		r = run(t, s, true, f)
		r.take(from("zalo", "An", "tiếp"), from("zalo", "Bình", "12"))
		r.take(from("zalo", "An", "/web"))
		time.Sleep(time.Minute)
		got := f.words("")[3:]
		if len(got) != 2 || !strings.Contains(got[0], "dùng gần hết") || !strings.Contains(got[1], "mở liên kết này để vào trang web") {
			t.Errorf("later: %q", got)
		}
		until(t, "2026-12-02 10:00")
		r.take(from("zalo", "An", "xem lại"))
		r.stop()
		if got := f.last("An"); strings.Contains(got, "dùng gần hết") || got == "" {
			t.Errorf("in the next month: %q", got)
		}
	})
	bubble(t, "a record of it that is spoiled costs one more notice, and no answer", func(t *testing.T, s storage.Store) {
		until(t, "2026-11-20 10:00")
		school(t, s, on(staff("An"), "zalo"))
		use(t, s, "zalo", 95)
		update(t, s, func(tx storage.Tx) error { return tx.PutValue("spent/zalo/2026-11", []byte("x")) })
		f := few("zalo", 100, 10)
		r := run(t, s, true, f)
		r.take(from("zalo", "An", "12"), from("zalo", "An", "30"))
		r.stop()
		if got := f.words("An"); len(got) != 1 || len(failures(t, s)) > 0 {
			t.Errorf("got %q", got)
		}
	})
	bubble(t, "without web pages, when it goes on", func(t *testing.T, s storage.Store) {
		until(t, "2026-11-20 10:00")
		school(t, s, on(staff("An"), "zalo"))
		f := few("zalo", 10, 5)
		use(t, s, "zalo", 5)
		r := run(t, s, false, f)
		r.take(from("zalo", "An", "/web"))
		r.stop()
		if got := strings.Join(f.words("An"), "|"); !strings.Contains(got, "Từ ngày đầu tháng sau") || !strings.Contains(got, "trường chưa dùng trang web") {
			t.Errorf("got %q", got)
		}
	})
	bubble(t, "reminders are not piled up, but for those of the last day", func(t *testing.T, s storage.Store) {
		until(t, "2026-05-26 10:00")
		c := due(t, s, "2026-05-29", on(staff("An"), "zalo"), on(staff("Bình"), "zalo", "telegram"), on(staff("Chi"), "zalo", "web"), on(admin("Dũng"), "zalo"))
		z, g, w := few("zalo", 100, 10), newFake("telegram"), newFake("web")
		r := run(t, s, true, z, g, w)
		until(t, "2026-05-27 10:00")
		r.stop()
		use(t, s, "zalo", 90)
		r = run(t, s, true, z, g, w)
		until(t, "2026-05-30 10:00")
		r.stop()
		wantNudges(t, z, "An", "Fri 29/5 07:30", "Fri 29/5 15:00")
		wantNudges(t, g, "Bình", "Thu 28/5 07:30")
		wantNudges(t, w, "Chi", "Thu 28/5 07:30")
		view(t, s, func(tx storage.Tx) error {
			for row, err := range tx.Reminders(c.ID) {
				if err != nil {
					return err
				}
				want := storage.ReminderSent
				if row.Person == "p1" && row.Kind == "before-1" || row.Person == "*" && row.Kind == "admins-before" {
					want = storage.ReminderSpent
				}
				if !row.Done.IsZero() && row.Outcome != want {
					t.Errorf("%s of %s: %s, want %s", row.Kind, row.Person, row.Outcome, want)
				}
			}
			return nil
		})
	})
	bubble(t, "admins are warned once, over another platform where there is one", func(t *testing.T, s storage.Store) {
		until(t, "2026-11-20 10:00")
		school(t, s, on(admin("An"), "zalo", "telegram"), on(admin("Bình"), "zalo", "web"), on(staff("Chi"), "zalo"))
		z, g, w := few("zalo", 1000, 50), newFake("telegram"), newFake("web")
		for _, used := range []int{500, 700, 750, 900, 949, 950, 999, 999} {
			use(t, s, "zalo", used)
			r := run(t, s, true, z, g, w)
			time.Sleep(3 * time.Minute)
			r.stop()
		}
		warnings := func(f *fake, name string) (all []string) {
			for _, text := range f.words(name) {
				if strings.Contains(text, "tháng này em đã gửi") {
					all = append(all, text[strings.Index(text, "gửi ")+len("gửi "):strings.Index(text, " tin")])
				}
			}
			return all
		}
		want := []string{"700/1.000", "900/1.000", "950/1.000"}
		if got := warnings(g, "An"); !slices.Equal(got, want) {
			t.Errorf("An: %q", got)
		}
		if got := warnings(z, "Bình"); !slices.Equal(got, want) {
			t.Errorf("Bình: %q", got)
		}
		if got := append(warnings(z, "An"), append(warnings(w, ""), warnings(z, "Chi")...)...); len(got) > 0 {
			t.Errorf("others: %q", got)
		}
	})
	bubble(t, "an answer that was given back is worth a message", func(t *testing.T, s storage.Store) {
		until(t, "2026-11-20 10:00")
		school(t, s, on(staff("An"), "zalo"), on(admin("Dũng"), "telegram"))
		z, g := few("zalo", 100, 10), newFake("telegram")
		r := run(t, s, true, z, g)
		r.take(from("zalo", "An", "12"), from("zalo", "An", "30"), from("zalo", "An", "gửi"))
		r.stop()
		use(t, s, "zalo", 90)
		before := len(z.sent)
		r = run(t, s, true, z, g)
		r.take(from("telegram", "Dũng", "trả lại câu 1 An: thiếu số"))
		synctest.Wait()
		r.stop()
		if got := z.words("An")[before:]; len(got) != 1 || !strings.Contains(got[0], "thiếu số") {
			t.Errorf("got %q", got)
		}
	})
}
