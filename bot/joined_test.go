package bot_test

import (
	"fmt"
	"testing"
	"time"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
)

// TestJoinedTogether: of a school that joins in an hour admins hear in few messages, and of
// everybody in one of them.
func TestJoinedTogether(t *testing.T) {
	t.Parallel()
	bubble(t, "the first few at once, the others together", func(t *testing.T, s storage.Store) {
		until(t, "2026-06-01 08:00")
		school(t, s, admin("Chi"), admin("Dũng"))
		f := newFake("fake")
		r := startWith(t, bot.Config{Store: s}, f)
		invite := func(code string, role report.Role) {
			update(t, s, func(tx storage.Tx) error {
				_, err := bot.Invite(tx, role, 50, time.Now().AddDate(0, 0, 7), time.Now(), code)
				return err
			})
		}
		invite("ABCD2345EFGH", report.Staff)
		invite("WXYZ2345EFGH", report.Admin)
		few := []string{"Hà Thị Na", "Hà Thị Mơ", "Hà Thị Lê", "Hà Thị Lựu", "Hà Thị Cam"}
		names := []string{"Trần Văn Đỗ", "Lò Thị Ươm", "Bùi Văn Cúc"}
		join := func(i int, code, name string) {
			who := fmt.Sprintf("m%d", i)
			r.talk(who, code, name, "cô")
		}
		for i, name := range few {
			join(10+i, "ABCD2345EFGH", name)
			if n := count(f, "Chi", "cô "+name+" vừa vào"); n != 1 {
				t.Fatalf("of %s is told %d times: %q", name, n, f.texts("Chi"))
			}
		}
		for i, name := range names[:2] {
			time.Sleep(time.Minute)
			join(i+1, "ABCD2345EFGH", name)
		}
		time.Sleep(time.Minute)
		join(3, "WXYZ2345EFGH", names[2]) // an admin does not hear of themself
		if n := count(f, "Chi", "vừa vào"); n != len(few) {
			t.Errorf("told at once of all: %q", f.texts("Chi"))
		}
		time.Sleep(40 * time.Minute)
		for _, who := range []string{"Chi", "Dũng"} {
			if n := count(f, who, "thêm 3 người vừa vào: cô Trần Văn Đỗ; cô Lò Thị Ươm; cô Bùi Văn Cúc, vai người phụ trách ạ."); n != 1 {
				t.Errorf("%s heard of the others %d times: %q", who, n, f.texts(who))
			}
		}
		if n := count(f, "m3", "thêm 2 người vừa vào: cô Trần Văn Đỗ; cô Lò Thị Ươm ạ."); n != 1 {
			t.Errorf("the new admin heard %q", f.texts("m3"))
		}
		time.Sleep(2 * time.Hour)
		join(5, "ABCD2345EFGH", "Vũ Thị Lan")
		if n := count(f, "Chi", "cô Vũ Thị Lan vừa vào"); n != 1 {
			t.Errorf("later the first is told at once again: %q", f.texts("Chi"))
		}
		if got := r.Stats(); got.Failed != 0 || len(failures(t, s)) > 0 {
			t.Errorf("%d failures: %+v", got.Failed, failures(t, s))
		}
		r.stop()
	})
}
