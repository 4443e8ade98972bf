package bot_test

import (
	"bytes"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
)

func person(t *testing.T, s storage.Store, id string) report.Person {
	t.Helper()
	var p report.Person
	view(t, s, func(tx storage.Tx) (err error) {
		p, err = tx.Person(id)
		return err
	})
	return p
}

// want checks the last message to a chat.
func want(t *testing.T, f *fake, name string, words ...string) {
	t.Helper()
	got := last(t, f, name).m.Plain()
	for _, w := range words {
		if !strings.Contains(got, w) {
			t.Errorf("%s got %q, want %q in it", name, got, w)
		}
	}
}

func actions(t *testing.T, s storage.Store) (all []string) {
	t.Helper()
	view(t, s, func(tx storage.Tx) error {
		for e, err := range tx.Audit("") {
			if err != nil {
				return err
			}
			if strings.HasPrefix(e.Action, "person-") && e.Action != "person-add" || e.Action == "join" {
				all = append(all, strings.Join(strings.Fields(e.Action+" "+e.Person+" "+e.Whose+" "+e.Note), " "))
			}
		}
		return nil
	})
	return all
}

// give hands a question of the only campaign to people.
func give(t *testing.T, s storage.Store, campaign, question string, ids ...string) {
	t.Helper()
	update(t, s, func(tx storage.Tx) error {
		c, err := tx.Campaign(campaign)
		if err != nil {
			return err
		}
		c.Assign(question, ids)
		return tx.PutCampaign(c)
	})
}

func waiting(t *testing.T, s storage.Store, campaign, id string) (kinds []remind.Kind) {
	t.Helper()
	view(t, s, func(tx storage.Tx) error {
		for r, err := range tx.RemindersOf(campaign, id) {
			if err != nil {
				return err
			}
			if r.Done.IsZero() {
				kinds = append(kinds, r.Kind)
			}
		}
		return nil
	})
	return kinds
}

// listed puts somebody on the list who has not joined.
func listed(t *testing.T, s storage.Store, p report.Person) report.Person {
	t.Helper()
	update(t, s, func(tx storage.Tx) (err error) {
		all, err := bot.ImportPeople(tx, []report.Person{p}, bot.Actor{}, time.Now(), time.Now().AddDate(0, 0, 7))
		p = all[0].Person
		return err
	})
	return p
}

func TestJoining(t *testing.T) {
	t.Parallel()
	bubble(t, "who is on the list is asked, becomes that person, and admins hear of it once", func(t *testing.T, s storage.Store) {
		c := school(t, s, admin("Chi"))
		listed(t, s, report.Person{Name: "Lê Thị Mận", Role: report.Staff, Unit: "tổ 3"})
		code := bot.NewCode()
		update(t, s, func(tx storage.Tx) error {
			_, err := bot.Invite(tx, report.Staff, 2, time.Time{}, time.Now(), code)
			return err
		})
		f := newFake("fake")
		r := startWith(t, bot.Config{Store: s, Draft: plainDraft}, f)
		r.talk("man", "/start "+code, "trường mình có báo cáo chưa?")
		want(t, f, "man", "chữ cái", "họ tên")
		r.talk("man", "lê thị mận")
		want(t, f, "man", "có phải là Lê Thị Mận (tổ 3)")
		r.talk("man", "dạ phải", "1")
		want(t, f, "man", "xưng hô")
		r.talk("man", "cô")
		want(t, f, "man", "cô Lê Thị Mận", "Câu 1/2")
		p, _ := personOf(t, s, "man")
		if p.ID != "p2" || p.Unit != "tổ 3" || p.Call != "cô" || p.Joined.IsZero() {
			t.Errorf("person %+v", p)
		}
		if got := count(f, "Chi", "cô Lê Thị Mận (tổ 3) vừa vào"); got != 1 {
			t.Errorf("the admin heard %d times of it", got)
		}
		r.talk("man", "một trăm")
		view(t, s, func(tx storage.Tx) error {
			_, err := tx.Answer(c.ID, "sach", "p2")
			return err
		})
		r.stop()
		if got, want := actions(t, s), []string{"join p3", "person-merge p2 p3 p3 → p2", "person-call p2 → cô"}; !slices.EqualFunc(got, want, strings.HasPrefix) {
			t.Errorf("audit %q, want %q", got, want)
		}
		view(t, s, func(tx storage.Tx) error {
			for i := range tx.Invitations() {
				if i.Person != "" {
					t.Errorf("the code of one who has joined is left: %+v", i)
				}
			}
			return nil
		})
	})
	bubble(t, "a second chat by a code, and codes that are wrong", func(t *testing.T, s storage.Store) {
		school(t, s, admin("Chi"), staff("Mận"))
		f := newFake("fake")
		r := startWith(t, bot.Config{Store: s, Link: func(code string) string { return "https://t.me/x?start=" + code }}, f)
		code := func() string {
			r.talk("Mận", "lien ket")
			_, link, _ := strings.Cut(last(t, f, "Mận").m.Plain(), "start=")
			return strings.Fields(link)[0]
		}
		first := code()
		second := code()
		r.talk("man2", first)
		want(t, f, "man2", "chưa nhận ra mã")
		r.talk("Chi", second)
		want(t, f, "Chi", "của người khác")
		r.talk("man2", second)
		want(t, f, "man2", "đã nối tài khoản")
		if got := count(f, "Mận", "vừa nối thêm"); got != 1 {
			t.Errorf("the first chat heard %d times of it", got)
		}
		p, _ := personOf(t, s, "man2")
		if p.ID != "p2" || len(p.Addresses) != 2 {
			t.Errorf("person %+v", p)
		}
		late := code()
		time.Sleep(31 * time.Minute)
		r.talk("man3", late)
		want(t, f, "man3", "«liên kết» ở tài khoản cũ")
		r.talk("Mận", "bo lien ket", "1")
		if p, ok := personOf(t, s, "man2"); ok {
			t.Errorf("person %+v", p)
		}
		r.stop()
	})
	bubble(t, "attempts are counted, logged without names, and end", func(t *testing.T, s storage.Store) {
		school(t, s, staff("Mận"))
		var log bytes.Buffer
		f := newFake("fake")
		r := startWith(t, bot.Config{Store: s, Log: slog.New(slog.NewTextHandler(&log, nil))}, f)
		for range 25 {
			r.talk("Lạ", bot.NewCode())
			r.talk("Mận", "/start "+bot.NewCode())
		}
		code := bot.NewCode()
		update(t, s, func(tx storage.Tx) error {
			_, err := bot.Invite(tx, report.Staff, 2, time.Time{}, time.Now(), code)
			return err
		})
		r.talk("Lạ", code)
		if _, ok := personOf(t, s, "Lạ"); ok {
			t.Error("the 26th code of an hour is looked at")
		}
		if got := len(f.texts("Lạ")); got != 7 {
			t.Errorf("a stranger got %d answers, want 7", got)
		}
		if got := strings.Count(log.String(), "refused"); got != 51 || r.Stats().Refused != 51 {
			t.Errorf("%d refusals logged, %d counted", got, r.Stats().Refused)
		}
		if strings.Contains(log.String(), "Lạ") || strings.Contains(log.String(), "Mận") {
			t.Error("a name is in the log")
		}
		time.Sleep(time.Hour)
		r.talk("Lạ", code)
		want(t, f, "Lạ", "họ tên")
		r.stop()
	})
	bubble(t, "invitations from a chat", func(t *testing.T, s storage.Store) {
		school(t, s, admin("Chi"), staff("Mận"))
		f := newFake("fake")
		r := startWith(t, bot.Config{Store: s, Link: func(code string) string { return "https://t.me/x?start=" + code }}, f)
		r.talk("Chi", "mời 2 người duyệt", "1")
		_, link, _ := strings.Cut(last(t, f, "Chi").m.Plain(), "start=")
		code := strings.Fields(link)[0]
		for _, name := range []string{"a", "b", "c"} {
			r.talk(name, "/start "+code)
		}
		if p, _ := personOf(t, s, "b"); p.Role != report.Approver {
			t.Errorf("b is %+v", p)
		}
		if _, ok := personOf(t, s, "c"); ok {
			t.Error("a code for two lets in three")
		}
		r.talk("Mận", "mời 2 người duyệt")
		if got := last(t, f, "Mận").m.Plain(); strings.Contains(got, "mã") {
			t.Errorf("staff invite: %q", got)
		}
		r.stop()
	})
}

func TestAbsence(t *testing.T) {
	t.Parallel()
	bubble(t, "a stand-in is told and asked, reminders stop, and all comes back", func(t *testing.T, s storage.Store) {
		until(t, "2026-06-01 08:00")
		c := due(t, s, "2026-06-12", admin("Chi"), staff("Mận"), staff("Đỗ"), staff("Ươm"))
		give(t, s, c.ID, "ban", "p2")
		f := newFake("fake")
		r := reminding(t, s, f)
		until(t, "2026-06-01 08:05")
		if len(waiting(t, s, c.ID, "p2")) == 0 {
			t.Fatal("nothing is planned")
		}
		r.talk("Mận", "em nghi, nho thay Do")
		want(t, f, "Mận", "Đỗ trả lời thay", "1 câu", "12/6/2026")
		r.talk("Mận", "1")
		if got := waiting(t, s, c.ID, "p2"); len(got) > 0 {
			t.Errorf("%v are planned for one who is away", got)
		}
		if p := person(t, s, "p3"); !slices.Equal(p.StandsFor, []string{"p2"}) {
			t.Errorf("stand-in %+v", p)
		}
		if count(f, "Đỗ", "nhờ thầy/cô trả lời thay") != 1 || count(f, "Chi", "Mận nghỉ, nhờ Đỗ làm thay") != 1 {
			t.Errorf("told: %q, %q", f.texts("Đỗ"), f.texts("Chi"))
		}
		r.talk("Đỗ", "em nghỉ, nhờ cô Mận")
		if count(f, "Đỗ", "cũng đang nghỉ") != 1 {
			t.Errorf("told %q", f.texts("Đỗ"))
		}
		r.talk("Mận", "hai mươi")
		want(t, f, "Mận", "đang ghi thầy/cô nghỉ")
		before := len(f.texts("Mận"))
		until(t, "2026-06-11 16:00")
		if got := f.texts("Mận"); len(got) != before {
			t.Errorf("reminded while away: %q", got[before:])
		}
		r.talk("Mận", "em di lam lai")
		want(t, f, "Mận", "như trước")
		if p := person(t, s, "p3"); len(p.StandsFor) > 0 {
			t.Errorf("stand-in %+v", p)
		}
		if count(f, "Đỗ", "đi làm lại") != 1 || len(waiting(t, s, c.ID, "p2")) == 0 {
			t.Errorf("told %q, planned %v", f.texts("Đỗ"), waiting(t, s, c.ID, "p2"))
		}
		r.stop()
		if got, want := actions(t, s), []string{"person-away p2 → p3", "person-back p2 p3 →"}; !slices.EqualFunc(got, want, strings.HasPrefix) {
			t.Errorf("audit %q, want %q", got, want)
		}
	})
	bubble(t, "another stand-in takes the place of the first", func(t *testing.T, s storage.Store) {
		c := school(t, s, admin("Chi"), staff("Mận"), staff("Đỗ"), staff("Ươm"))
		give(t, s, c.ID, "ban", "p2")
		f := newFake("fake")
		r := startWith(t, bot.Config{Store: s}, f)
		r.talk("Mận", "em nghỉ nhờ thầy Đỗ", "1", "em nghỉ nhờ cô Ươm", "1")
		if count(f, "Đỗ", "không cần trả lời thay Mận nữa") != 1 || count(f, "Ươm", "trả lời thay") != 1 {
			t.Errorf("told %q %q", f.texts("Đỗ"), f.texts("Ươm"))
		}
		if a, b := person(t, s, "p3"), person(t, s, "p4"); len(a.StandsFor) > 0 || !slices.Equal(b.StandsFor, []string{"p2"}) {
			t.Errorf("stand-ins %v, %v", a.StandsFor, b.StandsFor)
		}
		r.talk("Chi", "bo co Man khoi danh sach", "1")
		if p := person(t, s, "p4"); len(p.StandsFor) > 0 {
			t.Errorf("stands in for one who left: %v", p.StandsFor)
		}
		want(t, f, "Chi", "câu 2")
		r.stop()
	})
	bubble(t, "an admin does it for somebody; a stand-in who is away themself has no wards", func(t *testing.T, s storage.Store) {
		school(t, s, admin("Chi"), admin("Em"), staff("Mận"), staff("Đỗ"))
		f := newFake("fake")
		r := startWith(t, bot.Config{Store: s}, f)
		r.talk("Chi", "co Man nghi, nho thay Do", "1")
		if count(f, "Mận", "Chi ghi thầy/cô nghỉ") != 1 || count(f, "Đỗ", "trả lời thay") != 1 || count(f, "Em", "(Chi ghi)") != 1 {
			t.Errorf("told %q %q %q", f.texts("Mận"), f.texts("Đỗ"), f.texts("Em"))
		}
		r.talk("Đỗ", "tôi nghỉ")
		want(t, f, "Đỗ", "Phần đang làm thay Mận")
		r.talk("Đỗ", "đồng ý")
		if p := person(t, s, "p3"); p.Away == nil || p.Away.StandIn != "" {
			t.Errorf("ward %+v", p.Away)
		}
		if count(f, "Em", "làm thay cho Mận nay chờ") != 1 {
			t.Errorf("told %q", f.texts("Em"))
		}
		r.talk("Chi", "co Man di lam lai")
		if p := person(t, s, "p3"); p.Away != nil || count(f, "Mận", "đã đi làm lại") != 1 {
			t.Errorf("%+v, told %q", p, f.texts("Mận"))
		}
		r.stop()
	})
}

// TestListed: who is on the list and has not joined is no error anywhere, and admins see it.
func TestListed(t *testing.T) {
	t.Parallel()
	bubble(t, "somebody without an address is given a question", func(t *testing.T, s storage.Store) {
		until(t, "2026-06-01 08:00")
		c := due(t, s, "2026-06-12", admin("Chi"), staff("Đỗ"))
		p := listed(t, s, report.Person{Name: "Lê Thị Mận", Unit: "tổ 3"})
		give(t, s, c.ID, "ban", p.ID)
		f := newFake("fake")
		r := reminding(t, s, f)
		until(t, "2026-06-13 08:00")
		r.talk("Chi", "danh sach nguoi")
		want(t, f, "Chi", "Lê Thị Mận, tổ 3, người trả lời (chưa vào)")
		r.talk("Chi", "tien do")
		want(t, f, "Chi", "Lê Thị Mận: 0/2 câu, chưa vào")
		r.talk("Chi", "moi co Man")
		want(t, f, "Chi", "mã mời riêng của Lê Thị Mận")
		code := strings.ReplaceAll(strings.Split(last(t, f, "Chi").m.Plain(), "\n")[1], " ", "")
		r.talk("man", code, "1", "1")
		want(t, f, "man", "thầy Lê Thị Mận", "Câu 1/2")
		if got := r.Stats(); got.Failed != 0 {
			t.Errorf("%d failures: %+v", got.Failed, failures(t, s))
		}
		r.stop()
	})
}

// TestUnheard: admins hear of who was given questions and has not heard of them.
func TestUnheard(t *testing.T) {
	t.Parallel()
	bubble(t, "who has not joined or cannot be reached is in the escalations", func(t *testing.T, s storage.Store) {
		until(t, "2026-05-25 10:00")
		c := due(t, s, "2026-05-29", admin("Chi"), staff("Đỗ"), staff("An"))
		p := listed(t, s, report.Person{Name: "Lê Thị Mận"})
		give(t, s, c.ID, "sach", "p2", p.ID)
		give(t, s, c.ID, "ban", "p3")
		update(t, s, func(tx storage.Tx) error {
			an, err := tx.Person("p3")
			if err != nil {
				return err
			}
			an.Addresses[0].Unreachable = true
			return tx.PutPerson(an)
		})
		f := newFake("fake")
		r := reminding(t, s, f)
		until(t, "2026-05-28 08:00")
		want(t, f, "Chi", "còn 3 người chưa gửi", "– Đỗ: còn 1/1 câu (mục I.1), giao ngày 25/5", "– Lê Thị Mận: còn 1/1 câu (mục I.1), chưa vào", "– An: còn 1/1 câu (mục I.2), chưa nhận được tin")
		r.talk("Đỗ", "12", "gửi")
		until(t, "2026-06-01 08:00") // all who heard of it have sent
		want(t, f, "Chi", "đã quá hạn", "còn 2 người chưa gửi", "– Lê Thị Mận")
		r.stop()
	})
	bubble(t, "nobody has heard of it when it is opened", func(t *testing.T, s storage.Store) {
		addPeople(t, s, admin("Chi"))
		p := listed(t, s, report.Person{Name: "Lê Thị Mận", Role: report.Staff})
		f := newFake("fake")
		r := opening(t, s, f)
		head, body, _ := strings.Cut(paper, "Kính gửi")
		r.talk("Chi", head, "Kính gửi"+body, "xong", "1", "mo")
		all := campaignsOf(t, s)
		if len(all) != 1 {
			t.Fatalf("%d campaigns", len(all))
		}
		r.talk("Chi", "câu 1, 2 giao cô Mận", "1")
		until(t, "2000-01-12 08:00")
		want(t, f, "Chi", "còn 1 người chưa gửi", p.Name+": còn 2/2 câu", "chưa vào")
		r.stop()
	})
}
