package bot_test

import (
	"testing"

	"thuky/report"
	"thuky/storage"
)

// TestCompleteByOrder: an order that takes the last questions that were waited for off
// somebody brings the draft to all who oversee, once.
func TestCompleteByOrder(t *testing.T) {
	t.Parallel()
	bubble(t, "questions given to who has answered them", func(t *testing.T, s storage.Store) {
		until(t, "2026-06-01 08:00")
		due(t, s, "2026-06-12", admin("Chi"), report.Person{Name: "Em", Role: report.Approver}, staff("Mận"), staff("An"))
		f := newFake("fake")
		r := reminding(t, s, f)
		r.talk("Mận", "12", "30", "gửi")
		r.talk("Chi", "giao cau 1 cho co Man", "1")
		if n := count(f, "Chi", "đã đủ"); n != 0 {
			t.Errorf("An owes the other question: %q", f.texts("Chi"))
		}
		r.talk("Chi", "giao cau 2 cho co Man", "1")
		for _, name := range []string{"Chi", "Em"} {
			if n := count(f, name, "đã đủ: 1/1 người đã gửi"); n != 1 {
				t.Errorf("%s heard %d times that all is in: %q", name, n, f.texts(name))
			}
		}
		r.talk("Chi", "giao cau 2 cho co Man va thay An", "1")
		r.talk("Chi", "giao cau 2 cho co Man", "1")
		for _, name := range []string{"Chi", "Em"} {
			if n := count(f, name, "đã đủ"); n != 1 {
				t.Errorf("%s heard again of what has not changed: %q", name, f.texts(name))
			}
		}
		if got := r.Stats(); got.Failed != 0 || len(failures(t, s)) > 0 {
			t.Errorf("%d failures: %+v", got.Failed, failures(t, s))
		}
		r.stop()
	})
	bubble(t, "a role that is not waited for", func(t *testing.T, s storage.Store) {
		until(t, "2026-06-01 08:00")
		due(t, s, "2026-06-12", admin("Chi"), staff("Mận"), staff("An"))
		f := newFake("fake")
		r := reminding(t, s, f)
		r.talk("Mận", "12", "30", "gửi")
		r.talk("Chi", "An lam quan tri", "1")
		if n := count(f, "Chi", "đã đủ: 1/1 người đã gửi"); n != 1 {
			t.Errorf("heard %d times that all is in: %q", n, f.texts("Chi"))
		}
		r.stop()
	})
}
