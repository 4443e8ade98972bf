package bot_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/report"
	"thuky/storage"
	"thuky/storage/boltstore"
	"thuky/storage/storetest"
)

// privacyOn is a runtime of the real dialogue that asks for consent.
func privacyOn(s storage.Store) bot.Config {
	c := config(s)
	c.Step = nil
	c.Privacy = &report.Privacy{School: "Trường Tiểu học Hoa Sen", AnswerMonths: 24}
	return c
}

// TestConsent: nobody is asked anything before they agreed, whoever does not is let go, and
// what was agreed to is on record with its text.
func TestConsent(t *testing.T) {
	t.Parallel()
	bubble(t, "a newcomer", func(t *testing.T, s storage.Store) {
		c := school(t, s, admin("Chi"))
		code := bot.NewCode()
		update(t, s, func(tx storage.Tx) error {
			_, err := bot.Invite(tx, report.Staff, 2, time.Time{}, time.Now(), code)
			return err
		})
		f := newFake("fake")
		r := startWith(t, privacyOn(s), f)
		join := says("An", "/start "+code)
		join.Name = "Trần Thị An"
		r.take(join)
		if p, _ := personOf(t, s, "An"); p.Consent != nil || strings.Contains(p.Name, "Trần") {
			t.Errorf("before the consent: %+v", p)
		}
		for _, text := range []string{"đồng ý", "Trần Thị An", "cô", "120 cuốn", "30 bộ", "gửi"} {
			r.take(says("An", text))
		}
		r.take(says("Bình", "/start "+code), says("Bình", "không đồng ý"))
		r.stop()
		p, _ := personOf(t, s, "An")
		if p.Consent == nil || p.Consent.Channel != "fake" || !p.Consent.Ended.IsZero() || p.Consent.At.IsZero() {
			t.Fatalf("consent %+v", p.Consent)
		}
		if _, ok := personOf(t, s, "Bình"); ok {
			t.Error("who declined is on the list")
		}
		view(t, s, func(tx storage.Tx) error {
			text, err := tx.Value(storage.NoticeKey(p.Consent.Notice))
			if err != nil || !strings.Contains(string(text), "Hoa Sen") {
				t.Errorf("the text of the notice: %q, %v", text, err)
			}
			if a, err := tx.Answer(c.ID, "sach", p.ID); err != nil || *a.Value.Text != "120 cuốn" {
				t.Errorf("answer %+v, %v", a, err)
			}
			return nil
		})
		if got := strings.Join(f.texts("Chi"), "\n"); !strings.Contains(got, "không đồng ý") {
			t.Errorf("the admin heard %q", got)
		}
	})
}

// TestAgreesAfterAll: who did not agree uses the same code again, the last use of one as well as
// one of several, and a code of their own; and takes none from others by it.
func TestAgreesAfterAll(t *testing.T) {
	t.Parallel()
	for _, uses := range []int{1, 3} {
		bubble(t, fmt.Sprintf("%d uses", uses), func(t *testing.T, s storage.Store) {
			school(t, s, admin("Chi"))
			code := bot.NewCode()
			update(t, s, func(tx storage.Tx) error {
				_, err := bot.Invite(tx, report.Staff, uses, time.Now().AddDate(0, 0, 7), time.Now(), code)
				return err
			})
			r := startWith(t, privacyOn(s), newFake("fake"))
			for range 2 {
				r.take(says("An", code), says("An", "không đồng ý"))
			}
			r.take(says("An", code), says("An", "đồng ý"), says("An", "Trần Thị An"), says("An", "cô"))
			r.stop()
			if p, ok := personOf(t, s, "An"); !ok || p.Consent == nil || p.Name != "Trần Thị An" {
				t.Errorf("person %+v, %v", p, ok)
			}
			view(t, s, func(tx storage.Tx) error {
				left := 0
				for i := range tx.Invitations() {
					left += i.Uses
				}
				if left != uses-1 {
					t.Errorf("%d uses are left of %d", left, uses)
				}
				return nil
			})
		})
	}
}

// TestErase walks the whole store after somebody's data were deleted: neither name nor
// address nor words are left, in any record, nor in the bytes of a copy; the approved report
// and the fact are.
func TestErase(t *testing.T) {
	t.Parallel()
	const secret = "Phòng đọc dột hai chỗ, học sinh phải ngồi chung bàn."
	bubble(t, "everything", func(t *testing.T, s storage.Store) {
		c := school(t, s, admin("Chi"), staff("Nguyễn Thị Xoan"), staff("Dũng"))
		var id string
		address := chat.Address{Platform: "fake", ID: "xoan-4711-0815"}
		page := chat.Address{Platform: "web", ID: "web-xoan-990011"}
		update(t, s, func(tx storage.Tx) error {
			p, err := tx.PersonByAddress(at("Nguyễn Thị Xoan"))
			if err != nil {
				return err
			}
			id = p.ID
			p.Addresses = []report.Contact{{Address: address.String()}, {Address: page.String()}}
			return tx.PutPerson(p)
		})
		f := newFake("fake")
		cfg := privacyOn(s)
		r := startWith(t, cfg, f)
		say := func(text string) {
			u := says("x", text)
			u.Address, u.Name = address, "Nguyễn Thị Xoan"
			r.take(u)
		}
		for _, text := range []string{"chào em", "đồng ý", secret, "30 bộ bàn ghế mới nhận", "gửi", "dữ liệu của tôi"} {
			say(text)
		}
		r.take(says("Chi", "tiến độ"), says("Chi", "đồng ý"), says("Chi", "xem câu 1"))
		update(t, s, func(tx storage.Tx) error { // what only other ways leave
			line := storage.Line{Chat: chat.Address{Platform: "web", ID: "web-chi"}, Key: "a", At: time.Now(), Message: chat.Message{Text: "Nguyễn Thị Xoan: " + secret}}
			own := storage.Line{Chat: page, Key: "b", At: time.Now(), Mine: true, Message: chat.Message{Text: "viết nháp ở trang web", File: &chat.File{Name: "x", Artifact: "line/9"}}}
			for _, err := range []error{
				tx.AddLine(&line), tx.AddLine(&own),
				tx.PutArtifact("line/9", storage.Artifact{Name: "x", Data: []byte("của Xoan")}),
				tx.PutValue(storage.DraftKey(page), []byte("đang viết dở")),
				tx.PutSession(storage.Session{Hash: "h", Address: page}),
				tx.PutFailed(storage.Failed{Key: "f", At: time.Now(), Raw: []byte(`{"text":"` + secret + `"}`)}),
				tx.PutVersion(storage.Approved{Version: report.Version{Campaign: c.ID, Number: 1, SHA256: strings.Repeat("ab", 32)}, Data: []byte("approved bytes")}),
			} {
				if err != nil {
					return err
				}
			}
			return nil
		})
		if found := traces(t, s, id, secret, "Nguyễn Thị Xoan", address.ID, page.ID); len(found) < 8 {
			t.Fatalf("the test finds little before: %q", found)
		}
		for _, text := range []string{"xoa du lieu", "dong y"} {
			say(text)
		}
		r.take(says("Chi", "so yeu cau"))
		if got := strings.Join(f.texts("Chi"), "\n"); !strings.Contains(got, "xóa dữ liệu") || !strings.Contains(got, "còn 20 ngày") {
			t.Errorf("the admin heard %q", got)
		}
		var number string
		view(t, s, func(tx storage.Tx) error {
			all, err := storage.Requests(tx)
			for _, q := range all {
				if q.Right == report.RightErase && q.Open() {
					number = string(rune('0' + q.ID))
				}
			}
			return err
		})
		r.take(says("Chi", "đã xử lý "+number), says("Chi", "1"))
		if got := f.texts(address.ID); len(got) == 0 || !strings.Contains(got[len(got)-1], "đã được xóa") {
			t.Errorf("the person heard last %q", got)
		}
		r.stop()
		for _, found := range traces(t, s, secret[:30], "Phòng đọc dột", "30 bộ bàn ghế mới", "Nguyễn Thị Xoan", address.ID, page.ID, "viết nháp ở", "đang viết dở", "của Xoan") {
			t.Errorf("left behind: %s", found)
		}
		view(t, s, func(tx storage.Tx) error {
			v, err := tx.Version(c.ID, 1)
			if err != nil || string(v.Data) != "approved bytes" {
				t.Errorf("the approved report: %q, %v", v.Data, err)
			}
			var kept []string
			for e := range tx.Audit("") {
				if e.Person == id || e.Whose == id {
					kept = append(kept, e.Action)
				}
			}
			if !strings.Contains(strings.Join(kept, " "), "privacy-request-done") {
				t.Errorf("the audit keeps %q", kept)
			}
			all, err := storage.Requests(tx)
			for _, q := range all {
				if q.Open() || q.Name != "" || q.Person != id {
					t.Errorf("register: %+v", q)
				}
			}
			return err
		})
	})
}

// traces gives where words stand in the records of a store, and in the bytes of a copy.
// The keys of updates, which are forgotten after eight days, may name a web chat.
func traces(t *testing.T, s storage.Store, words ...string) (found []string) {
	t.Helper()
	err := s.(*boltstore.Store).Dump(context.Background(), func(r storage.Raw) error {
		for _, w := range words {
			if r.Kind != "once" && (bytes.Contains(r.Key, []byte(w)) || bytes.Contains(r.Value, []byte(w))) {
				found = append(found, r.Kind+" "+string(r.Key)+": "+w)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	raw := storetest.Compacted(t, s)
	for _, w := range words {
		if bytes.Contains(raw, []byte(w)) {
			found = append(found, "bytes of the copy: "+w)
		}
	}
	return found
}
