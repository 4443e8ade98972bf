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
		if got := last(t, f, "Chi").m.Text; !strings.Contains(got, "Chưa giao cho ai: mục I.1") {
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
		view(t, s, func(tx storage.Tx) error {
			in, err := bot.ReadDraft(tx, report.School{}, c.ID)
			if err == nil && len(render.Build(in).Gaps) != 0 {
				t.Errorf("gaps %+v", render.Build(in).Gaps)
			}
			return err
		})
		r.stop()
	})
}
