package bot_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// webbed is a configuration with web pages.
func webbed(s storage.Store) bot.Config {
	return bot.Config{
		Store: s, Draft: plainDraft,
		WebLink:    func(code string) string { return "https://web/vao/" + code },
		InviteWeb:  func(code string) string { return "https://web/moi/" + code },
		UploadLink: func(to chat.Address) string { return "https://web/tep/" + to.ID },
		Link:       func(code string) string { return "https://t.me/x?start=" + code },
	}
}

// code finds the code behind a link in some words.
func code(t *testing.T, words, link string) string {
	t.Helper()
	_, rest, ok := strings.Cut(words, link)
	if !ok {
		t.Errorf("no %s in %q", link, words)
	}
	rest, _, _ = strings.Cut(rest, "\n")
	return rest
}

func TestContact(t *testing.T) {
	t.Parallel()
	both := func(name string) report.Person { return on(staff(name), "web", "telegram", "zalo") }
	opened := func(t *testing.T, s storage.Store) {
		t.Helper()
		update(t, s, func(tx storage.Tx) error {
			_, err := bot.OpenCampaign(tx, mustTemplate(t), report.Campaign{Period: fmt.Sprint(time.Now())}, time.Now())
			return err
		})
		time.Sleep(2 * time.Minute)
		synctest.Wait()
	}
	bubble(t, "where the person wrote last, in the web chat only where nothing else is", func(t *testing.T, s storage.Store) {
		school(t, s, both("An"), on(staff("Bình"), "web"), on(staff("Chi"), "terminal"))
		w, g, z := newFake("web"), newFake("telegram"), newFake("zalo")
		r := start(t, s, w, g, z)
		heard := func() string {
			return fmt.Sprint(len(w.texts("An")), len(g.texts("An")), len(z.texts("An")), len(w.texts("Bình")))
		}
		want := func(what, want string) {
			t.Helper()
			if got := heard(); got != want {
				t.Errorf("%s: %s, want %s", what, got, want)
			}
		}
		want("at first", "0 1 0 1")
		r.take(from("zalo", "An", "quiet"))
		opened(t, s)
		want("after a word on Zalo", "0 1 1 2")
		r.take(from("web", "An", "quiet"))
		opened(t, s)
		want("after one on the web", "0 1 2 3")
		r.take(from("telegram", "An", "quiet"))
		opened(t, s)
		want("after one on Telegram", "0 2 2 4")
		block := from("telegram", "An", "")
		block.Kind = chat.Blocked
		r.take(block)
		opened(t, s)
		want("Telegram is blocked", "0 2 3 5")
		z.nowSends(failing(&chat.SendError{Class: chat.Throttled, RetryAfter: 5 * time.Hour, All: true, Err: errors.New("429")}))
		r.take(from("zalo", "An", "say 1"))
		opened(t, s)
		want("Zalo has had enough", "1 2 3 6")
		r.stop()
	})
	bubble(t, "a draft goes to all chats of an admin", func(t *testing.T, s storage.Store) {
		school(t, s, staff("An"), on(admin("Dũng"), "web", "telegram"))
		f, w, g := newFake("fake"), newFake("web"), newFake("telegram")
		r := start(t, s, f, w, g)
		r.take(says("An", "save 1"), says("An", "submit"))
		r.stop()
		if len(drafts(w)) != 1 || len(drafts(g)) != 1 {
			t.Errorf("web %q, Telegram %q", drafts(w), drafts(g))
		}
	})
}

func TestWebLink(t *testing.T) {
	t.Parallel()
	bubble(t, "one use, ten minutes, the latest alone", func(t *testing.T, s storage.Store) {
		school(t, s, on(staff("An"), "zalo"))
		z, w := newFake("zalo"), newFake("web")
		z.caps = zaloLike
		r := startWith(t, webbed(s), z, w)
		r.take(from("zalo", "An", "trang web"), from("zalo", "An", "đồng ý"))
		first := code(t, z.last("An"), "https://web/vao/")
		r.take(from("zalo", "An", "/web"))
		second := code(t, z.last("An"), "https://web/vao/")
		for i, test := range []struct {
			wait   time.Duration
			code   string
			enters bool
		}{{0, first, false}, {0, second, true}, {0, second, false}, {11 * time.Minute, "", false}} {
			if test.code == "" {
				r.take(from("zalo", "An", "/web"))
				test.code = code(t, z.last("An"), "https://web/vao/")
			}
			time.Sleep(test.wait)
			browser := fmt.Sprint("browser", i)
			r.take(from("web", browser, "/start "+test.code))
			view(t, s, func(tx storage.Tx) error {
				p, err := tx.PersonByAddress(chat.Address{Platform: "web", ID: browser})
				if (err == nil) != test.enters || err == nil && p.ID != "p1" {
					t.Errorf("%d: %+v, %v", i, p, err)
				}
				return nil
			})
		}
		r.stop()
		if got := z.last("An"); strings.Contains(strings.Join(z.words("An"), "\n"), "bỏ liên kết web") == false {
			t.Errorf("the other chats did not hear of it: %q", got)
		}
		if len(z.words("Lạ")) > 0 {
			t.Error("a stranger got a link")
		}
	})
	bubble(t, "a link that comes late is not sent", func(t *testing.T, s storage.Store) {
		school(t, s, on(staff("An"), "zalo"))
		z := newFake("zalo")
		z.caps = zaloLike
		r := startWith(t, webbed(s), z)
		z.nowSends(failing(&chat.SendError{Class: chat.Throttled, RetryAfter: time.Hour, Err: errors.New("slow")}))
		r.take(from("zalo", "An", "/web"))
		time.Sleep(2 * time.Hour)
		r.stop()
		if got := strings.Join(z.words("An"), "|"); strings.Contains(got, "https://web/vao/") || len(outbox(t, s)) > 0 {
			t.Errorf("got %q", got)
		}
	})
	bubble(t, "an invitation says where its code is used", func(t *testing.T, s storage.Store) {
		school(t, s, on(admin("An"), "zalo"), on(staff("Bình"), "zalo"))
		z := newFake("zalo")
		z.caps = zaloLike
		c := webbed(s)
		c.Limits = map[string]int{"zalo": 3}
		r := startWith(t, c, z)
		r.take(from("zalo", "An", "/moi 2"))
		got := z.last("An")
		for _, want := range []string{"https://t.me/x?start=", "https://web/moi/", "nhắn mã này cho bot trên Zalo"} {
			if !strings.Contains(got, want) {
				t.Errorf("%q lacks %q", got, want)
			}
		}
		ticket := code(t, got, "https://web/moi/")
		r.take(from("zalo", "Chi", ticket), from("zalo", "Dũng", ticket))
		if got := z.last("Dũng"); !strings.Contains(got, "đã đủ người") || !strings.Contains(got, "https://web/moi/"+ticket) {
			t.Errorf("over the limit: %q", got)
		}
		r.take(from("zalo", "An", "/moi"))
		if got := z.last("An"); strings.Contains(got, "nhắn mã này") || !strings.Contains(got, "Zalo đã đủ người") {
			t.Errorf("full: %q", got)
		}
		r.stop()
		heard := 0
		for _, text := range z.words("An") {
			if strings.Contains(text, "Zalo đã đủ 3 người") {
				heard++
			}
		}
		if heard != 1 {
			t.Errorf("the admin heard %d times of it: %q", heard, z.words("An"))
		}
		view(t, s, func(tx storage.Tx) error {
			i, err := tx.Invitation(report.HashCode(ticket))
			if err != nil || i.Uses != 1 {
				t.Errorf("the code is used up: %+v, %v", i, err)
			}
			return nil
		})
	})
	bubble(t, "admins hear of 90 per cent, and again after some have left", func(t *testing.T, s storage.Store) {
		people := []report.Person{admin("An")}
		for i := range 7 {
			people = append(people, on(staff(fmt.Sprint("n", i)), "zalo"))
		}
		school(t, s, people...)
		f, z := newFake("fake"), newFake("zalo")
		ticket := bot.NewCode()
		update(t, s, func(tx storage.Tx) error {
			_, err := bot.Invite(tx, report.Staff, 9, time.Time{}, time.Now(), ticket)
			return err
		})
		c := webbed(s)
		c.Limits = map[string]int{"zalo": 10}
		r := startWith(t, c, f, z)
		said := func() (levels []string) {
			for _, text := range f.words("An") {
				if _, rest, ok := strings.Cut(text, "Dạ, Zalo đã "); ok {
					levels = append(levels, rest[:strings.Index(rest, " người")])
				}
			}
			return levels
		}
		for i := range 4 {
			r.take(from("zalo", fmt.Sprint("m", i), ticket))
		}
		if got, want := said(), []string{"có 9/10", "đủ 10"}; !slices.Equal(got, want) {
			t.Errorf("heard %q, want %q", got, want)
		}
		update(t, s, func(tx storage.Tx) error {
			for _, id := range []string{"p2", "p3", "p4"} {
				if _, err := bot.RemovePerson(tx, id, time.Now()); err != nil {
					return err
				}
			}
			return nil
		})
		for i := range 2 {
			r.take(from("zalo", fmt.Sprint("k", i), ticket))
		}
		if got, want := said(), []string{"có 9/10", "đủ 10", "có 9/10"}; !slices.Equal(got, want) {
			t.Errorf("heard %q, want %q", got, want)
		}
		r.stop()
	})
}

func TestUpload(t *testing.T) {
	t.Parallel()
	shown := func(name, id string) chat.Update {
		u := from("zalo", name, "")
		u.Kind, u.Media = chat.Media, "file"
		if id != "" {
			u.Attachment = &chat.Attachment{ID: id, Name: "a.txt"}
		}
		return u
	}
	bubble(t, "a file that the chat does not carry comes through the browser", func(t *testing.T, s storage.Store) {
		school(t, s, on(admin("An"), "zalo"))
		z := newFake("zalo")
		z.caps = zaloLike
		c := webbed(s)
		var read []string
		c.Extract = func(_ context.Context, _ string, data []byte) (string, conversation.ExtractProblem, error) {
			read = append(read, string(data))
			return "Số: 12/UBND\nV/v báo cáo thư viện", "", nil
		}
		r := startWith(t, c, z)
		r.take(shown("An", ""))
		if got := z.words("An"); !strings.Contains(strings.Join(got, "|"), "https://web/tep/An") {
			t.Errorf("got %q", got)
		}
		update(t, s, func(tx storage.Tx) error {
			return tx.PutArtifact("up/1", storage.Artifact{Name: "a.txt", Created: time.Now(), Data: []byte("công văn")})
		})
		r.take(shown("An", "up/1"))
		if !slices.Equal(read, []string{"công văn"}) {
			t.Errorf("read %q", read)
		}
		view(t, s, func(tx storage.Tx) error {
			if a, err := tx.Artifact("up/1"); err != nil || len(a.Data) > 0 {
				t.Errorf("the bytes are still there: %q, %v", a.Data, err)
			}
			return nil
		})
		r.take(from("zalo", "An", "thôi"))
		r.take(shown("An", "up/1"), shown("An", "up/none"))
		if got := z.words("An"); strings.Count(strings.Join(got, "|"), "không tải được") != 2 || len(read) != 1 {
			t.Errorf("got %q, read %q", got, read)
		}
		time.Sleep(25 * time.Hour)
		view(t, s, func(tx storage.Tx) error {
			if _, err := tx.Artifact("up/1"); !errors.Is(err, storage.ErrNotFound) {
				t.Errorf("the empty artifact is still there: %v", err)
			}
			return nil
		})
		r.stop()
	})
}
