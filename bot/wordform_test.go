package bot_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot"
	"thuky/render"
	"thuky/render/docx"
	"thuky/render/wordform"
	"thuky/report"
	"thuky/storage"
)

// inForm writes as the program does.
func inForm(w io.Writer, d *render.Document) error {
	if d.Form != nil {
		return wordform.Write(w, d)
	}
	return docx.Write(w, d)
}

// formOf is a form with a line of its own before the text.
func formOf(t *testing.T, words string) report.WordForm {
	t.Helper()
	d := render.FormStarter(report.School{})
	d.Blocks = append([]render.Block{&render.Paragraph{Runs: []render.Run{{Text: words}}}}, d.Blocks...)
	var b bytes.Buffer
	if err := docx.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	f, err := wordform.Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return report.WordForm{Name: "mau.docx", Fields: f.Fields(), Data: b.Bytes()}
}

func textOfFile(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestWordForm(t *testing.T) {
	t.Parallel()
	bubble(t, "drafts and approvals are of the form, and change with it", func(t *testing.T, s storage.Store) {
		c := school(t, s, staff("An"), admin("Chi"))
		cfg := config(s)
		cfg.Step, cfg.Draft = nil, inForm
		f := newFake("fake")
		r := startWith(t, cfg, f)
		set := func(words string) {
			update(t, s, func(tx storage.Tx) error {
				_, err := bot.SetWordForm(tx, formOf(t, words), bot.Actor{}, time.Now())
				return err
			})
		}
		set("Mẫu thứ nhất {{period}}")
		r.talk("An", "120 cuốn", "30 bộ", "gửi")
		if m := last(t, f, "Chi").m; m.File == nil || !strings.Contains(textOfFile(t, m.File.Data), "Mẫu thứ nhất năm 2024") {
			t.Fatalf("the draft is not of the form: %q", m.Text)
		}
		r.talk("Chi", "duyệt")
		set("Mẫu thứ hai") // under the approver's eyes
		r.talk("Chi", "1")
		if m := last(t, f, "Chi").m; !strings.Contains(m.Text, "vừa có thay đổi") {
			t.Errorf("the approval of another form: %q", m.Text)
		}
		r.talk("Chi", "duyệt", "1")
		v := versionOf(t, s, c.ID, 1)
		if !strings.Contains(textOfFile(t, v.Data), "Mẫu thứ hai") {
			t.Error("what is approved is not of the second form")
		}
		// Artifacts are forgotten after 95 days, forms are not. Nothing runs but for the last
		// of them: the minutes of all would take longer than everything else here.
		r.stop()
		time.Sleep(94 * 24 * time.Hour)
		r = startWith(t, cfg, f)
		time.Sleep(25*time.Hour + time.Minute)
		synctest.Wait()
		r.talk("Chi", "bản thảo")
		if m := last(t, f, "Chi").m; m.File == nil || !strings.Contains(textOfFile(t, m.File.Data), "Mẫu thứ hai") {
			t.Errorf("after 95 days: %q", m.Text)
		}
		update(t, s, func(tx storage.Tx) error { return bot.RemoveWordForm(tx, "", bot.Actor{}, time.Now()) })
		r.talk("Chi", "bản thảo")
		if m := last(t, f, "Chi").m; m.File == nil || strings.Contains(textOfFile(t, m.File.Data), "Mẫu thứ") {
			t.Errorf("without a form: %q", m.Text)
		}
		r.stop()
		if got := versionOf(t, s, c.ID, 1); !bytes.Equal(got.Data, v.Data) {
			t.Error("approved bytes have changed")
		}
	})
	bubble(t, "what only the form lacks is a gap", func(t *testing.T, s storage.Store) {
		school(t, s, staff("An"), admin("Chi"))
		cfg := config(s)
		cfg.Step, cfg.Draft = nil, inForm
		f := newFake("fake")
		r := startWith(t, cfg, f)
		update(t, s, func(tx storage.Tx) error {
			_, err := bot.SetWordForm(tx, formOf(t, "Theo {{notice}}, {{cu}}"), bot.Actor{}, time.Now())
			return err
		})
		r.talk("An", "120 cuốn", "30 bộ", "gửi")
		r.talk("Chi", "duyệt")
		if m := last(t, f, "Chi").m; m.File != nil || !strings.Contains(m.Plain(), "[Chưa có: công văn yêu cầu]") || !strings.Contains(m.Plain(), "[Chưa có: cu]") {
			t.Errorf("a form that lacks something can be approved: %q", m.Plain())
		}
		r.stop()
	})
}

// TestChosenForm: a template's own form comes before that for all, and its bytes are kept
// as long as somebody needs them.
func TestChosenForm(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	all, own := formOf(t, "chung"), formOf(t, "riêng")
	own.Template = "x"
	again := own
	again.Template = "y"
	update(t, s, func(tx storage.Tx) error {
		for _, f := range []report.WordForm{all, own, again} {
			if _, err := bot.SetWordForm(tx, f, bot.Actor{Person: "p1", Channel: "web"}, time.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	words := func(template string) (text string) {
		view(t, s, func(tx storage.Tx) error {
			text = ""
			f, err := storage.WordForm(tx, template)
			if errors.Is(err, storage.ErrNotFound) {
				return nil
			}
			text = textOfFile(t, f.Data)
			return err
		})
		return text
	}
	remove := func(template string) {
		update(t, s, func(tx storage.Tx) error { return bot.RemoveWordForm(tx, template, bot.Actor{}, time.Now()) })
	}
	if !strings.Contains(words("x"), "riêng") || !strings.Contains(words("z"), "chung") {
		t.Error("the wrong form")
	}
	remove("x")
	if !strings.Contains(words("x"), "chung") || !strings.Contains(words("y"), "riêng") {
		t.Error("after x has none of its own")
	}
	remove("y")
	remove("")
	if words("y") != "" {
		t.Error("a form is left")
	}
	err := s.Update(t.Context(), func(tx storage.Tx) error { return bot.RemoveWordForm(tx, "", bot.Actor{}, time.Now()) })
	if !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	view(t, s, func(tx storage.Tx) error {
		list, err := storage.WordForms(tx)
		if len(list) > 0 {
			t.Errorf("left: %+v", list)
		}
		n := 0
		for e := range tx.Audit("") {
			if strings.HasPrefix(e.Action, "word-form") {
				n++
			}
		}
		if n != 6 {
			t.Errorf("%d entries in the audit", n)
		}
		return err
	})
}
