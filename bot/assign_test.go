package bot_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/render"
	"thuky/report"
	"thuky/storage"
)

// sharedSource is a report that several people answer: numbers, texts, and a question
// that hangs on the answer to another.
const sharedSource = `
id      = "chung"
title   = "Báo cáo chung"
kind    = "BÁO CÁO"
symbol  = "BC"
subject = "Việc chung"

[[sections]]
id = "so"
heading = "SỐ LIỆU"
  [[sections.questions]]
  id = "so_sach"
  type = "integer"
  heading = "Sách"
  prompt = "Có bao nhiêu sách?"
  [[sections.questions]]
  id = "so_ban"
  type = "integer"
  heading = "Bàn"
  prompt = "Có bao nhiêu bàn?"

[[sections]]
id = "loi"
heading = "NHẬN XÉT"
  [[sections.questions]]
  id = "nhan_xet"
  type = "text"
  prompt = "Nhận xét chung?"
  [[sections.questions]]
  id = "vuong"
  type = "yesno"
  prompt = "Có vướng mắc không?"
  [[sections.questions]]
  id = "vuong_gi"
  type = "text"
  prompt = "Vướng mắc gì?"
  when = "vuong"
`

// shared opens that report; assigned are "question: An, Bình".
func shared(t testing.TB, s storage.Store, people []report.Person, assigned ...string) report.Campaign {
	t.Helper()
	tmpl, err := report.ReadTemplate("chung.toml", []byte(sharedSource))
	if err != nil {
		t.Fatal(err)
	}
	var c report.Campaign
	update(t, s, func(tx storage.Tx) (err error) {
		ids := map[string]string{}
		for _, p := range people {
			if p.Addresses == nil {
				p.Addresses = []report.Contact{{Address: "fake:" + p.Name}}
			}
			if p, err = bot.AddPerson(tx, p, time.Now()); err != nil {
				return err
			}
			ids[p.Name] = p.ID
		}
		c = report.Campaign{}
		for _, line := range assigned {
			question, names, _ := strings.Cut(line, ": ")
			var list []string
			for name := range strings.SplitSeq(names, ", ") {
				if name != "" {
					list = append(list, ids[name])
				}
			}
			c.Assign(question, list)
		}
		c, err = bot.OpenCampaign(tx, tmpl, c, time.Now())
		return err
	})
	return c
}

// dialogues is a runtime with the real dialogue.
func dialogues(t *testing.T, s storage.Store, f *fake) *running {
	cfg := config(s)
	cfg.Step = nil
	return startWith(t, cfg, f)
}

// TestAssigned: everybody is asked what is theirs, and the draft takes what counts.
func TestAssigned(t *testing.T) {
	t.Parallel()
	bubble(t, "each answers what is theirs", func(t *testing.T, s storage.Store) {
		c := shared(t, s, []report.Person{staff("An"), staff("Bình"), staff("Cúc"), admin("Chi"), admin("Em")},
			"so_sach: Bình, An", "so_ban: Chi", "nhan_xet: Bình, An", "vuong: An", "vuong_gi: Bình")
		f := newFake("fake")
		r := dialogues(t, s, f)
		for name, want := range map[string]string{"An": "có 3 câu", "Bình": "có 3 câu", "Chi": "có 1 câu"} {
			if got := f.texts(name); len(got) != 1 || !strings.Contains(last(t, f, name).m.Plain(), want) {
				t.Errorf("%s is told %q, want %q", name, last(t, f, name).m.Plain(), want)
			}
		}
		if n := len(f.texts("Cúc")) + len(f.texts("Em")); n != 0 {
			t.Errorf("%d messages to people without a question", n)
		}
		r.talk("Cúc", "alo")
		if got := last(t, f, "Cúc").m.Plain(); !strings.Contains(got, "chưa có báo cáo nào") {
			t.Errorf("Cúc reads %q", got)
		}
		r.talk("An", "120", "Tốt, từ An", "không")
		if got := last(t, f, "An").m.Plain(); !strings.Contains(got, "3. ") || strings.Contains(got, "4. ") {
			t.Errorf("An's review: %q", got)
		}
		r.talk("An", "gửi")
		view(t, s, func(tx storage.Tx) error { // a sum without the part of one is not the sum
			in, err := bot.ReadDraft(tx, report.School{}, c.ID)
			if err == nil && !slices.ContainsFunc(render.Build(in).Gaps, func(g render.Gap) bool {
				return g.Question == "so_sach" && strings.HasPrefix(g.Text, "[Chưa có phần của Bình: ")
			}) {
				t.Errorf("no mark for the part of Bình: %+v", render.Build(in).Gaps)
			}
			return err
		})
		r.talk("Bình", "80")
		if got := last(t, f, "Bình").m; got.Head != "Câu 2/2 · Mục II" { // what An answered decides the third
			t.Errorf("Bình is asked %q", got.Head)
		}
		r.talk("Bình", "Khá, từ Bình", "gửi")
		if n := count(f, "Em", "đã đủ"); n != 0 {
			t.Error("complete without Chi")
		}
		r.talk("Chi", "30", "gửi")
		if n := count(f, "Em", "đã đủ: 3/3 người đã gửi"); n != 1 {
			t.Errorf("Em heard %d times that all is in: %q", n, f.texts("Em"))
		}
		view(t, s, func(tx storage.Tx) error {
			in, err := bot.ReadDraft(tx, report.School{}, c.ID)
			if err != nil {
				return err
			}
			var texts []string
			for _, b := range render.Build(in).Blocks {
				texts = append(texts, b.Text())
			}
			text := strings.Join(texts, "\n")
			if strings.Contains(text, "Chưa có phần") {
				t.Errorf("the draft lacks a part: %s", text)
			}
			if !strings.Contains(text, "Khá, từ Bình\nTốt, từ An") || !strings.Contains(text, "200") {
				t.Errorf("the draft: %s", text)
			}
			return nil
		})
		r.talk("Chi", "tien do")
		got := last(t, f, "Chi").m.Text
		for _, want := range []string{"An: 3/3 câu", "Bình: 2/2 câu", "Chi: 1/1 câu", "I. SỐ LIỆU: 2/2 câu"} {
			if !strings.Contains(got, want) {
				t.Errorf("progress lacks %q: %s", want, got)
			}
		}
		r.talk("Em", "xem cau 1")
		if got := last(t, f, "Em").m.Text; !strings.Contains(got, "Bình: 80\nAn: 120\nCộng: 200") {
			t.Errorf("the first question: %s", got)
		}
		r.stop()
	})
	bubble(t, "a question given to nobody is a gap", func(t *testing.T, s storage.Store) {
		c := shared(t, s, []report.Person{staff("An"), admin("Chi")}, "so_sach: ")
		f := newFake("fake")
		r := dialogues(t, s, f)
		r.talk("An", "30", "Tốt", "không", "gửi")
		if n := count(f, "Chi", "đã đủ"); n != 0 {
			t.Error("complete with a question given to nobody")
		}
		r.talk("Chi", "tiến độ")
		if got := last(t, f, "Chi").m.Text; !strings.Contains(got, "Chưa có người trả lời: câu 1") {
			t.Errorf("progress: %s", got)
		}
		view(t, s, func(tx storage.Tx) error {
			in, err := bot.ReadDraft(tx, report.School{}, c.ID)
			if err == nil && !slices.ContainsFunc(render.Build(in).Gaps, func(g render.Gap) bool { return g.Question == "so_sach" }) {
				t.Error("no gap in the draft")
			}
			return err
		})
		r.stop()
	})
	bubble(t, "a stand-in answers what the absent one has not", func(t *testing.T, s storage.Store) {
		c := shared(t, s, []report.Person{staff("An"), staff("Bình"), admin("Chi")}, "so_sach: An", "so_ban: An", "nhan_xet: An", "vuong: Bình", "vuong_gi: Bình")
		f := newFake("fake")
		r := dialogues(t, s, f)
		r.talk("An", "120")
		update(t, s, func(tx storage.Tx) error {
			an, err := tx.Person("p1")
			if err != nil {
				return err
			}
			an.Away = &report.Away{StandIn: "p2", Since: time.Now()}
			b, err := tx.Person("p2")
			if err != nil {
				return err
			}
			b.StandsFor = []string{"p1"}
			if err := tx.PutPerson(an); err != nil {
				return err
			}
			return tx.PutPerson(b)
		})
		r.talk("Bình", "không")
		if got := last(t, f, "Bình").m; got.Head != "Câu 1/3 · Mục I.2" {
			t.Errorf("Bình is asked %q", got.Plain())
		}
		r.talk("Bình", "30", "Tốt", "gửi")
		if n := count(f, "Chi", "đã đủ"); n != 1 {
			t.Errorf("complete: %d", n)
		}
		noGaps := func(when string) {
			t.Helper()
			view(t, s, func(tx storage.Tx) error {
				in, err := bot.ReadDraft(tx, report.School{}, c.ID)
				if err == nil && len(render.Build(in).Gaps) != 0 {
					t.Errorf("%s: gaps %+v", when, render.Build(in).Gaps)
				}
				return err
			})
		}
		noGaps("while away")
		before := count(f, "An", "Có bao nhiêu bàn?")
		r.talk("Chi", "An đi làm lại")
		noGaps("back again") // what the stand-in answered stays answered
		r.talk("An", "tiếp")
		if n := count(f, "An", "Có bao nhiêu bàn?"); n != before {
			t.Errorf("An is asked again what Bình has answered: %q", f.texts("An"))
		}
		r.stop()
	})
}

// TestAssign: an order changes who answers what, and everybody concerned hears of it once.
func TestAssign(t *testing.T) {
	t.Parallel()
	people := []report.Person{staff("An"), staff("Bình"), staff("Cúc"), admin("Chi")}
	bubble(t, "who gains and who loses", func(t *testing.T, s storage.Store) {
		c := shared(t, s, people, "so_sach: An", "so_ban: An", "nhan_xet: Bình", "vuong: An", "vuong_gi: Bình")
		f := newFake("fake")
		r := dialogues(t, s, f)
		r.talk("An", "120")
		r.talk("Bình", "Tốt", "không có vướng gì", "gửi")
		n := map[string]int{}
		for _, name := range []string{"An", "Bình", "Cúc", "Chi"} {
			n[name] = len(f.texts(name))
		}
		r.talk("Chi", "câu 1-2 giao cô Bình, cuc")
		for name, want := range map[string]string{
			"An": "không còn là phần của thầy/cô", "Bình": "giao thầy/cô 2 câu (mục I)", "Cúc": "giao thầy/cô 2 câu (mục I)", "Chi": "An đã trả lời: em giữ nguyên",
		} {
			got := f.texts(name)
			if len(got) != n[name]+1 || !strings.Contains(last(t, f, name).m.Plain(), want) {
				t.Errorf("%s: %d messages more, last %q, want %q", name, len(got)-n[name], last(t, f, name).m.Plain(), want)
			}
		}
		if got := last(t, f, "Bình").m.Plain(); !strings.Contains(got, "Câu 1/4") || !strings.Contains(got, "An đã ghi: 120") {
			t.Errorf("Bình is asked %q", got)
		}
		view(t, s, func(tx storage.Tx) error {
			for id, sent := range map[string]bool{"p1": false, "p2": false, "p3": false} {
				p, err := tx.Participation(c.ID, id)
				if err != nil || p.Submitted.IsZero() == sent {
					t.Errorf("%s: %+v, %v", id, p, err)
				}
			}
			var notes []string
			for e, err := range tx.Audit(c.ID) {
				if err != nil {
					return err
				}
				if e.Action == "assign" {
					notes = append(notes, e.Question+" "+e.Person+" "+e.Channel+": "+e.Note)
				}
			}
			if !slices.Equal(notes, []string{"so_sach p4 fake: p1 → p2 p3", "so_ban p4 fake: p1 → p2 p3"}) {
				t.Errorf("audit %q", notes)
			}
			return nil
		})
		before := len(f.texts("An")) + len(f.texts("Bình")) + len(f.texts("Cúc"))
		r.talk("Chi", "câu 1, 2 giao Bình và Cúc")
		if after := len(f.texts("An")) + len(f.texts("Bình")) + len(f.texts("Cúc")); after != before {
			t.Error("the same order again told somebody")
		}
		r.talk("Bình", "giữ nguyên", "20", "gửi")
		r.talk("Cúc", "80", "10", "gửi")
		r.talk("An", "có", "gửi")
		if n := count(f, "Bình", "theo một câu trả lời mới"); n != 0 {
			t.Errorf("Bình has answered it: told %d times", n)
		}
		if n := count(f, "Chi", "đã đủ: 3/3"); n != 1 {
			t.Errorf("complete: %d", n)
		}
		view(t, s, func(tx storage.Tx) error {
			in, err := bot.ReadDraft(tx, report.School{}, c.ID)
			if got := texts(in); err == nil && !strings.Contains(got, "200") {
				t.Errorf("the draft: %s", got)
			}
			return err
		})
		r.talk("Chi", "xem câu 1")
		if got := last(t, f, "Chi").m.Text; !strings.Contains(got, "Bình: 120\nCúc: 80\nCộng: 200") || !strings.Contains(got, "em giữ lại – An: 120") {
			t.Errorf("the first question: %q", got)
		}
		r.stop()
	})
	bubble(t, "an answer makes a question apply to who has sent", func(t *testing.T, s storage.Store) {
		shared(t, s, people, "so_sach: An", "so_ban: An", "nhan_xet: Bình", "vuong: An", "vuong_gi: Bình, Cúc")
		f := newFake("fake")
		r := dialogues(t, s, f)
		r.talk("An", "120", "30", "không", "gửi")
		r.talk("Bình", "Tốt", "gửi")
		if n := len(f.texts("Cúc")); n != 1 { // asked before An answered
			t.Errorf("Cúc heard %d times", n)
		}
		if n := count(f, "Chi", "đã đủ: 2/3"); n != 1 {
			t.Errorf("complete: %d, %q", n, f.texts("Chi"))
		}
		r.talk("An", "sửa 3", "có", "gửi")
		if n := count(f, "Bình", "theo một câu trả lời mới"); n != 1 {
			t.Errorf("Bình heard %d times: %q", n, f.texts("Bình"))
		}
		r.talk("An", "sửa 3", "không", "gửi", "sửa 3", "có", "gửi")
		if n := count(f, "Bình", "theo một câu trả lời mới"); n != 1 {
			t.Errorf("Bình heard %d times", n)
		}
		r.talk("Bình", "Thiếu kệ", "gửi")
		r.talk("Cúc", "Thiếu đèn", "gửi")
		if n := count(f, "Chi", "đã đủ: 3/3"); n != 1 {
			t.Errorf("complete: %d, %q", n, f.texts("Chi"))
		}
		r.stop()
	})
	bubble(t, "half a text is kept and offered to who has the question now", func(t *testing.T, s storage.Store) {
		c := shared(t, s, people, "so_sach: An", "so_ban: An", "nhan_xet: An", "vuong: An", "vuong_gi: An")
		f := newFake("fake")
		r := dialogues(t, s, f)
		r.talk("An", "120", "30")
		r.talk("Chi", "mục II giao cho cả trường")
		if n := count(f, "Bình", "giao thầy/cô"); n != 1 {
			t.Errorf("Bình heard %d times", n)
		}
		if n := count(f, "An", "phân công"); n != 0 {
			t.Errorf("An, whose questions stay, heard %d times", n)
		}
		r.talk("Bình", "Tốt", "không", "gửi")
		r.talk("Chi", "câu 3 giao Cúc", "mục II.1 giao Cúc", "câu 99 giao Cúc")
		if got := last(t, f, "Cúc").m.Plain(); strings.Contains(got, "đã ghi") {
			t.Errorf("Cúc, who is in the middle, reads %q", got)
		}
		r.talk("Cúc", "quay lại")
		r.stop()
		view(t, s, func(tx storage.Tx) error {
			got, err := tx.Campaign(c.ID)
			if people, some := got.Assigned("nhan_xet"); !some || !slices.Equal(people, []string{"p3"}) || !slices.Equal(got.Had("nhan_xet"), []string{"p2"}) {
				t.Errorf("%v %v, had by %v", people, some, got.Had("nhan_xet"))
			}
			return err
		})
	})
	bubble(t, "reminders follow", func(t *testing.T, s storage.Store) {
		until(t, "2026-05-26 10:00")
		c := shared(t, s, people, "so_sach: An", "so_ban: An", "nhan_xet: An", "vuong: An", "vuong_gi: An")
		update(t, s, func(tx storage.Tx) error {
			_, err := bot.SetDeadline(tx, nil, c.ID, day(t, "2026-05-29"), "", bot.Actor{}, time.Now())
			return err
		})
		f := newFake("fake")
		r := startWith(t, bot.Config{Store: s, Draft: plainDraft, Reminders: mustPlanner(t)}, f)
		until(t, "2026-05-26 14:00")
		r.talk("Chi", "tất cả giao Bình")
		until(t, "2026-06-02 20:00")
		if n := len(nudges(f, "An")); n != 0 {
			t.Errorf("An was reminded %d times", n)
		}
		if n := len(nudges(f, "Bình")); n < 4 {
			t.Errorf("Bình was reminded %d times", n)
		}
		if n := len(nudges(f, "Cúc")); n != 0 {
			t.Errorf("Cúc was reminded %d times", n)
		}
		if n := count(f, "Chi", "Bình: còn 5/5 câu (mục I, II), giao ngày 26/5"); n != 2 {
			t.Errorf("Chi: %q", f.texts("Chi"))
		}
		r.stop()
	})
	bubble(t, "staff do not assign, and an approved draft stays approved", func(t *testing.T, s storage.Store) {
		c := shared(t, s, people[:2], "so_sach: An", "so_ban: An", "nhan_xet: An", "vuong: An", "vuong_gi: An")
		update(t, s, func(tx storage.Tx) error {
			_, err := bot.AddPerson(tx, report.Person{Name: "Chi", Role: report.Admin, Addresses: []report.Contact{{Address: "fake:Chi"}}}, time.Now())
			return err
		})
		f := newFake("fake")
		r := dialogues(t, s, f)
		r.talk("An", "120", "30")
		r.talk("An", "câu 1 giao Bình") // while a text is asked for
		want(t, f, "An", "dành cho người phụ trách")
		r.talk("An", "Phòng đọc chật.")
		r.talk("An", "không", "gửi")
		r.talk("Chi", "duyệt", "1")
		r.talk("Chi", "câu 3 giao An, Bình", "câu 3 giao An", "tiến độ")
		if got := last(t, f, "Chi").m.Text; !strings.Contains(got, "Bản 1 đã được Chi duyệt.") {
			t.Errorf("progress: %s", got)
		}
		view(t, s, func(tx storage.Tx) error {
			a, err := tx.Answer(c.ID, "nhan_xet", "p1")
			if err == nil && *a.Value.Text != "Phòng đọc chật." {
				t.Errorf("An's words: %q", *a.Value.Text)
			}
			return err
		})
		r.stop()
	})
}

// texts are all lines of a draft.
func texts(in render.Input) string {
	var all []string
	for _, b := range render.Build(in).Blocks {
		all = append(all, b.Text())
	}
	return strings.Join(all, "\n")
}
