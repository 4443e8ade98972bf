package bot_test

import (
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
)

// register gives all requests of a store.
func register(t *testing.T, s storage.Store) (all []report.Request) {
	t.Helper()
	view(t, s, func(tx storage.Tx) (err error) {
		all, err = storage.Requests(tx)
		return err
	})
	return all
}

// audited gives the notes of an action in the audit of people.
func audited(t *testing.T, s storage.Store, action string) (notes []string) {
	t.Helper()
	view(t, s, func(tx storage.Tx) error {
		for e, err := range tx.Audit("") {
			if err != nil {
				return err
			}
			if e.Action == action {
				notes = append(notes, e.Note)
			}
		}
		return nil
	})
	return notes
}

func heard(f *fake, name string) string { return strings.Join(f.texts(name), "\n") }

// TestCorrection: what somebody cannot correct themself goes to the register; who asked is
// told what came of it, and goes on answering meanwhile.
func TestCorrection(t *testing.T) {
	t.Parallel()
	bubble(t, "chat", func(t *testing.T, s storage.Store) {
		c := school(t, s, admin("Chi"), admin("Bình"), staff("Mận"))
		f := newFake("fake")
		r := startWith(t, privacyOn(s), f)
		for _, text := range []string{"chào em", "đồng ý", "sửa thông tin", "đơn vị của em là tổ 4", "đồng ý", "120 cuốn"} {
			r.take(says("Mận", text))
		}
		r.take(says("Mận", "/suathongtin"), says("Mận", "đơn vị của em là tổ 4"), says("Mận", "1")) // the same once more
		all := register(t, s)
		if len(all) != 1 || all[0].Right != report.RightCorrect || all[0].Words != "đơn vị của em là tổ 4" || all[0].Left(all[0].Day) != 10 {
			t.Fatalf("register: %+v", all)
		}
		if p, _ := personOf(t, s, "Mận"); p.Withdrew() || p.Away != nil {
			t.Errorf("who asks for a correction is left alone: %+v", p)
		}
		view(t, s, func(tx storage.Tx) error {
			p, _ := personOf(t, s, "Mận")
			if a, err := tx.Answer(c.ID, "sach", p.ID); err != nil || *a.Value.Text != "120 cuốn" {
				t.Errorf("the answer: %+v, %v", a, err)
			}
			return nil
		})
		if got := heard(f, "Chi"); !strings.Contains(got, "sửa thông tin «đơn vị của em là tổ 4»") || !strings.Contains(got, "từ chối yêu cầu 1: lý do") {
			t.Errorf("an admin heard %q", got)
		}
		r.take(says("Chi", "chào"), says("Chi", "đồng ý"), says("Chi", "đã xử lý 1"), says("Chi", "đồng ý"))
		if got := heard(f, "Mận"); !strings.Contains(got, "nhà trường đã sửa «đơn vị của em là tổ 4»") {
			t.Errorf("the person heard %q", got)
		}
		if got := heard(f, "Bình"); !strings.Contains(got, "sửa thông tin cho Mận") {
			t.Errorf("the other admin heard %q", got)
		}
		r.stop()
		if q := register(t, s)[0]; q.Open() || q.Refused != "" || q.Words == "" {
			t.Errorf("settled: %+v", q)
		}
	})
}

// TestRefusal: an admin refuses a request with a reason. The person is told it word for
// word, nothing is deleted, and the register and the audit keep it.
func TestRefusal(t *testing.T) {
	t.Parallel()
	const reason = "hồ sơ đang được thanh tra theo quyết định số 12"
	ask := func(t *testing.T, r *running) {
		for _, text := range []string{"chào em", "đồng ý", "120 cuốn", "xóa dữ liệu", "đồng ý"} {
			r.take(says("Mận", text))
		}
	}
	check := func(t *testing.T, s storage.Store, f *fake, by string) {
		got := heard(f, "Mận")
		for _, want := range []string{"Lý do: «" + reason + "»", "khiếu nại", "yêu cầu số 1 (xóa dữ liệu)"} {
			if !strings.Contains(got, want) {
				t.Errorf("the person heard %q, not %q", got, want)
			}
		}
		if q := register(t, s)[0]; q.Open() || q.Refused != reason || q.By != by {
			t.Errorf("register: %+v", q)
		}
		if notes := audited(t, s, "privacy-request-refused"); len(notes) != 1 || !strings.Contains(notes[0], reason) {
			t.Errorf("audit: %q", notes)
		}
		if p, ok := personOf(t, s, "Mận"); !ok || p.Name != "Mận" || !p.Withdrew() {
			t.Errorf("the person: %+v", p)
		}
	}
	bubble(t, "chat", func(t *testing.T, s storage.Store) {
		school(t, s, admin("Chi"), staff("Mận"))
		f := newFake("fake")
		r := startWith(t, privacyOn(s), f)
		ask(t, r)
		r.take(says("Chi", "chào"), says("Chi", "đồng ý"), says("Chi", "từ chối yêu cầu 1"), says("Chi", reason), says("Chi", "1"))
		by, _ := personOf(t, s, "Chi")
		check(t, s, f, by.ID)
		// The same request once more is another one; agreeing again ends it, once that is confirmed.
		r.take(says("Mận", "xóa dữ liệu"), says("Mận", "đồng ý"), says("Mận", "đồng ý"))
		if q := register(t, s)[1]; !q.Open() {
			t.Errorf("a word typed twice drops the request: %+v", q)
		}
		r.take(says("Mận", "đồng ý"))
		if q := register(t, s)[1]; !q.Dropped {
			t.Errorf("not dropped: %+v", q)
		}
		r.stop()
	})
	bubble(t, "command", func(t *testing.T, s storage.Store) {
		school(t, s, admin("Chi"), staff("Mận"))
		f := newFake("fake")
		r := startWith(t, privacyOn(s), f)
		ask(t, r)
		r.stop()
		update(t, s, func(tx storage.Tx) error {
			_, err := bot.RefuseRequest(tx, 1, reason, time.UTC, time.Now())
			return err
		})
		r = startWith(t, privacyOn(s), f)
		r.take()
		check(t, s, f, "")
		r.stop()
	})
}

// TestEraseWhileOpen: what was given to somebody who is deleted waits for the admins, who are
// told so without the name; what was everybody's is asked of the others; who is the only admin
// is not deleted, and hears what to do.
func TestEraseWhileOpen(t *testing.T) {
	t.Parallel()
	bubble(t, "", func(t *testing.T, s storage.Store) {
		c := school(t, s, admin("Chi"), staff("Nguyễn Thị Xoan"), staff("Dũng"))
		f := newFake("fake")
		r := startWith(t, privacyOn(s), f)
		xoan, _ := personOf(t, s, "Nguyễn Thị Xoan")
		update(t, s, func(tx storage.Tx) error {
			c, err := tx.Campaign(c.ID)
			c.Assignments = []report.Assignment{{Question: "ban", People: []string{xoan.ID}}}
			return errorsOr(err, func() error { return tx.PutCampaign(c) })
		})
		for _, who := range []string{"Nguyễn Thị Xoan", "Chi", "Dũng"} {
			r.take(says(who, "chào em"), says(who, "đồng ý"))
		}
		r.take(says("Chi", "xóa dữ liệu"))
		if got := heard(f, "Chi"); !strings.Contains(got, "người phụ trách duy nhất") || len(register(t, s)) != 0 {
			t.Errorf("the only admin heard %q", got)
		}
		r.take(says("Nguyễn Thị Xoan", "xóa dữ liệu"), says("Nguyễn Thị Xoan", "1"))
		if got := heard(f, "Chi"); !strings.Contains(got, "Những câu cần giao người khác") {
			t.Errorf("on the request the admin heard %q", got)
		}
		before := len(f.texts("Chi"))
		r.take(says("Chi", "đã xử lý 1"), says("Chi", "1"))
		r.stop()
		got := strings.Join(f.texts("Chi")[before+1:], "\n") // after the question, which names her
		if !strings.Contains(got, "(người đã xóa)") || strings.Contains(got, "Xoan") {
			t.Errorf("the admin heard %q", got)
		}
		view(t, s, func(tx storage.Tx) error {
			c, err := tx.Campaign(c.ID)
			for _, a := range c.Assignments {
				for _, id := range a.People {
					if id == xoan.ID {
						t.Error("a question is still hers")
					}
				}
			}
			return err
		})
	})
}
