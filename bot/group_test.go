package bot_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// linked is a fake with group chats.
type linked struct {
	*fake
	link string
}

func (l *linked) Link() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.link
}

func (l *linked) setLink(link string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.link = link
}

// group is an update of a group; by is the name of who did it, "" for nobody known.
func group(kind chat.UpdateKind, id, by, text string) chat.Update {
	u := says(id, text)
	u.Kind, u.Name = kind, "Hội đồng trường"
	if by != "" {
		u.By = at(by)
	}
	return u
}

func movedTo(u chat.Update, id string) chat.Update {
	u.To = at(id)
	return u
}

func groupsOf(t *testing.T, s storage.Store) (all []storage.Group) {
	t.Helper()
	view(t, s, func(tx storage.Tx) error {
		all = nil
		for g, err := range tx.Groups() {
			if err != nil {
				return err
			}
			all = append(all, g)
		}
		return nil
	})
	return all
}

// inGroups runs a Runtime with the real dialogue on a platform with groups.
func inGroups(t *testing.T, s storage.Store) (*running, *linked) {
	t.Helper()
	l := &linked{newFake("fake"), "https://t.me/x"}
	c := config(s)
	c.Step, c.Transports = conversation.Step, []chat.Transport{l}
	return startWith(t, c), l
}

func hear(t *testing.T, f *linked, id string, want ...string) {
	t.Helper()
	synctest.Wait()
	got := f.texts(id)
	ok := len(got) == len(want)
	for i := range want {
		ok = ok && strings.Contains(got[i], want[i])
	}
	if !ok {
		t.Errorf("group %s heard %q, want %q", id, got, want)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sent = slices.DeleteFunc(f.sent, func(m sentMessage) bool { return m.to.ID == id })
}

func TestGroup(t *testing.T) {
	t.Parallel()
	bubble(t, "told of a moved deadline, once for several moves, and not of what it never heard of", func(t *testing.T, s storage.Store) {
		until(t, "2026-06-01 08:00")
		c := due(t, s, "2026-06-12", admin("An"), staff("Bình"))
		r, f := inGroups(t, s)
		r.take(group(chat.GroupJoined, "-5", "An", ""))
		hear(t, f, "-5", "em chào cả nhà", "hạn nộp thứ Sáu 12/6/2026")
		time.Sleep(10 * time.Minute)
		move(t, s, c.ID, "2026-06-16")
		move(t, s, c.ID, "2026-06-19")
		time.Sleep(2 * time.Minute)
		hear(t, f, "-5", "Dạ, báo cáo «Báo cáo thư viện (năm 2024)» đổi hạn: hạn nộp nay là thứ Sáu 19/6/2026 ạ.")
		time.Sleep(time.Hour)
		move(t, s, c.ID, "2026-06-19")
		time.Sleep(time.Hour)
		hear(t, f, "-5")
		move(t, s, c.ID, "2026-06-12")
		time.Sleep(2 * time.Minute)
		hear(t, f, "-5", "12/6/2026")
		r.take(group(chat.GroupJoined, "-6", "An", ""))
		hear(t, f, "-6", "em chào cả nhà", "hạn nộp thứ Sáu 12/6/2026")
		time.Sleep(time.Hour)
		hear(t, f, "-6")
		r.stop()
	})
	bubble(t, "let in by an admin, told of each campaign once, and of its end once", func(t *testing.T, s storage.Store) {
		first := school(t, s, admin("An"), staff("Bình"))
		r, f := inGroups(t, s)
		r.take(group(chat.GroupJoined, "-5", "An", ""))
		hear(t, f, "-5", "em chào cả nhà", "có báo cáo mới: «Báo cáo thư viện (năm 2024)»")
		time.Sleep(10 * time.Minute)
		var second report.Campaign
		update(t, s, func(tx storage.Tx) (err error) {
			second, err = bot.OpenCampaign(tx, mustTemplate(t), report.Campaign{Period: "năm 2025"}, time.Now())
			return err
		})
		time.Sleep(2 * time.Minute)
		hear(t, f, "-5", "có báo cáo mới: «Báo cáo thư viện (năm 2025)»")
		r.take(group(chat.GroupJoined, "-5", "An", ""), group(chat.GroupJoined, "-5", "", ""))
		update(t, s, func(tx storage.Tx) error {
			_, err := bot.CloseCampaign(tx, first.ID, bot.Actor{}, time.Now())
			return err
		})
		time.Sleep(10 * time.Minute)
		hear(t, f, "-5", "đã đóng")
		for range 2 { // what is opened again and closed again is no news
			update(t, s, func(tx storage.Tx) error {
				_, err := bot.ReopenCampaign(tx, nil, first.ID, bot.Actor{}, time.Now())
				return err
			})
			time.Sleep(2 * time.Minute)
			update(t, s, func(tx storage.Tx) error {
				_, err := bot.CloseCampaign(tx, first.ID, bot.Actor{}, time.Now())
				return err
			})
			time.Sleep(2 * time.Minute)
		}
		hear(t, f, "-5")
		r.stop()
		r, f = inGroups(t, s)
		time.Sleep(time.Hour)
		hear(t, f, "-5")
		r.stop()
		if g := groupsOf(t, s); len(g) != 1 || g[0].By != "p1" || g[0].Title != "Hội đồng trường" || !slices.Equal(g[0].Told, []string{first.ID, second.ID}) || !slices.Equal(g[0].Ended, []string{first.ID}) {
			t.Errorf("groups %+v", g)
		}
	})
	bubble(t, "the link is waited for", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		r, f := inGroups(t, s)
		f.setLink("")
		r.take(group(chat.GroupText, "-5", "An", "/nhom"))
		time.Sleep(5 * time.Minute)
		hear(t, f, "-5", "trong tin nhắn riêng với em ạ")
		f.setLink("https://t.me/x")
		time.Sleep(2 * time.Minute)
		hear(t, f, "-5", "(https://t.me/x)")
		r.stop()
	})
	bubble(t, "without an admin one sentence a day", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"), staff("Bình"))
		r, f := inGroups(t, s)
		for range 26 {
			r.take(group(chat.GroupJoined, "-5", "", ""), group(chat.GroupText, "-5", "Bình", "/tiendo"), group(chat.GroupText, "-5", "", "/nhom"), group(chat.GroupPress, "-5", "Bình", ""))
			time.Sleep(time.Hour)
		}
		hear(t, f, "-5", "gõ /nhom tại đây", "gõ /nhom tại đây")
		r.stop()
		if g := groupsOf(t, s); len(g) != 0 {
			t.Errorf("groups %+v", g)
		}
	})
	bubble(t, "progress is for who may see it, names only by the settings", func(t *testing.T, s storage.Store) {
		c := school(t, s, admin("An"), staff("Bình"), staff("Cúc"))
		update(t, s, func(tx storage.Tx) error {
			c.Deadline = workday.DateOf(time.Now().AddDate(0, 0, -3))
			return errors.Join(tx.PutCampaign(c), tx.PutParticipation(storage.Participation{Campaign: c.ID, Person: "p2", Started: time.Now(), Submitted: time.Now()}),
				tx.PutParticipation(storage.Participation{Campaign: c.ID, Person: "p3", Started: time.Now()}),
				tx.PutGroup(storage.Group{Address: at("-5"), By: "p1", At: time.Now(), Told: []string{c.ID}}))
		})
		r, f := inGroups(t, s)
		r.take(group(chat.GroupText, "-5", "An", "tiến độ"))
		hear(t, f, "-5", "1/2 người đã gửi")
		for range 5 {
			r.take(group(chat.GroupText, "-5", "Bình", "tiến độ"), group(chat.GroupText, "-5", "", "tiến độ"))
		}
		hear(t, f, "-5", "khi người phụ trách hỏi")
		r.stop()
		cfg := config(s)
		cfg.GroupNames, cfg.Transports = true, []chat.Transport{f}
		r = startWith(t, cfg)
		r.take(group(chat.GroupText, "-5", "An", "/tiendo"))
		hear(t, f, "-5", "chưa gửi: Cúc")
		r.stop()
		update(t, s, func(tx storage.Tx) error { // who is away is not late
			p, err := tx.Person("p3")
			p.Away = &report.Away{Since: time.Now()}
			return errors.Join(err, tx.PutPerson(p))
		})
		r = startWith(t, cfg)
		r.take(group(chat.GroupText, "-5", "An", "/tiendo"))
		hear(t, f, "-5", "1/1 người đã gửi")
		r.stop()
	})
	bubble(t, "taken out: forgotten, with all that waited", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		r, f := inGroups(t, s)
		var open atomic.Bool
		f.send = func(context.Context, chat.Address, chat.Message) error {
			if open.Load() {
				return nil
			}
			return &chat.SendError{Class: chat.Throttled, RetryAfter: time.Hour, Err: errors.New("x")}
		}
		r.take(group(chat.GroupJoined, "-5", "An", ""))
		time.Sleep(2 * time.Minute)
		if n := len(outbox(t, s)); n == 0 {
			t.Fatal("nothing waits")
		}
		r.take(group(chat.GroupLeft, "-5", "An", ""))
		open.Store(true)
		time.Sleep(3 * time.Hour)
		hear(t, f, "-5")
		if g := groupsOf(t, s); len(g) != 0 || r.Stats().Queued != 0 || len(outbox(t, s)) != 0 || len(deadLetters(t, s)) != 0 {
			t.Errorf("groups %+v, outbox %q", g, outbox(t, s))
		}
		// A group that was never let in leaves nothing either.
		r.take(group(chat.GroupJoined, "-7", "", ""), group(chat.GroupLeft, "-7", "", ""), group(chat.GroupLeft, "-5", "An", ""))
		hear(t, f, "-7")
		if n := len(outbox(t, s)); n != 0 {
			t.Errorf("%d messages wait", n)
		}
		r.stop()
	})
	bubble(t, "moved: what waits goes to the new address, nothing is said twice", func(t *testing.T, s storage.Store) {
		c := school(t, s, admin("An"))
		r, f := inGroups(t, s)
		f.send = func(_ context.Context, to chat.Address, _ chat.Message) error {
			if to.ID == "-5" {
				return &chat.SendError{Class: chat.Throttled, RetryAfter: time.Hour, Err: errors.New("x")}
			}
			return nil
		}
		r.take(group(chat.GroupJoined, "-5", "An", ""))
		time.Sleep(2 * time.Minute)
		for range 2 {
			r.take(movedTo(group(chat.GroupMoved, "-5", "", ""), "-100"))
		}
		time.Sleep(3 * time.Hour)
		hear(t, f, "-5")
		hear(t, f, "-100", "em chào cả nhà", "có báo cáo mới")
		if g := groupsOf(t, s); len(g) != 1 || g[0].Address != at("-100") || !slices.Equal(g[0].Told, []string{c.ID}) {
			t.Errorf("groups %+v", g)
		}
		r.take(movedTo(group(chat.GroupMoved, "-9", "", ""), "An"), movedTo(group(chat.GroupMoved, "-100", "", ""), ""))
		r.stop()
	})
	bubble(t, "let in and moved in one batch", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		r, f := inGroups(t, s)
		r.take(group(chat.GroupJoined, "-5", "An", ""), movedTo(group(chat.GroupMoved, "-5", "", ""), "-100"), group(chat.GroupJoined, "-8", "An", ""), group(chat.GroupLeft, "-8", "An", ""))
		hear(t, f, "-5")
		hear(t, f, "-8")
		hear(t, f, "-100", "em chào cả nhà", "có báo cáo mới")
		r.stop()
		if g := groupsOf(t, s); len(g) != 1 || g[0].Address != at("-100") {
			t.Errorf("groups %+v", g)
		}
	})
	bubble(t, "a group that cannot be written to is forgotten", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		r, f := inGroups(t, s)
		f.send = func(context.Context, chat.Address, chat.Message) error {
			return &chat.SendError{Class: chat.Unreachable, Err: errors.New("x")}
		}
		r.take(group(chat.GroupJoined, "-5", "An", ""))
		time.Sleep(time.Minute)
		if g := groupsOf(t, s); len(g) != 0 {
			t.Errorf("groups %+v", g)
		}
		r.stop()
	})
	bubble(t, "presses are acknowledged", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		r, f := inGroups(t, s)
		u := group(chat.GroupPress, "-5", "An", "")
		u.PressID = "77"
		r.take(group(chat.GroupJoined, "-5", "An", ""), u)
		synctest.Wait()
		if !slices.ContainsFunc(f.sent, func(m sentMessage) bool { return m.m.Ack == "77" && m.m.Toast != "" && m.m.Plain() == "" }) {
			t.Errorf("said %+v", f.sent)
		}
		r.stop()
	})
}

// TestGroupChatter: no words of a group reach the store, and no answer is taken there.
func TestGroupChatter(t *testing.T) {
	t.Parallel()
	path := t.TempDir() + "/thuky.db"
	synctest.Test(t, func(t *testing.T) {
		s := mustOpen(t, path)
		school(t, s, admin("An"), staff("Bình"))
		r, _ := inGroups(t, s)
		r.take(says("Bình", "bắt đầu"))
		for _, id := range []string{"-5", "-6"} { // one that is let in, one that is not
			if id == "-5" {
				r.take(group(chat.GroupJoined, id, "An", ""))
			}
			for _, by := range []string{"An", "Bình", "Lạ", ""} {
				r.take(group(chat.GroupText, id, by, "chuyện riêng của nhóm"), group(chat.Ignored, id, by, "chuyện riêng của nhóm"))
			}
		}
		update(t, s, func(tx storage.Tx) error {
			for a, err := range tx.Answers("thu-vien-2000-1") {
				t.Errorf("answer %+v %v", a, err)
			}
			for c, err := range tx.Conversations() {
				if err != nil || strings.HasPrefix(c.Address.ID, "-") {
					t.Errorf("conversation %+v %v", c, err)
				}
			}
			return nil
		})
		r.stop()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	file, err := os.ReadFile(path)
	if err != nil || bytes.Contains(file, []byte("chuyện riêng")) {
		t.Errorf("the store holds words of a group (%v)", err)
	}
}
