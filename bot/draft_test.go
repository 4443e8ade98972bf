package bot_test

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/render"
	"thuky/report"
	"thuky/storage"
)

func TestDraft(t *testing.T) {
	t.Parallel()
	bubble(t, "admins get it once everybody has submitted, each submit once", func(t *testing.T, s storage.Store) {
		c := school(t, s, staff("An"), staff("Bình"), admin("Chi"), report.Person{Name: "Dũng", Role: report.Approver})
		f := newFake("fake")
		r := start(t, s, f)
		r.take(says("An", "save 1"), says("Bình", "save 2"))
		r.take(says("An", "submit"))
		if got := drafts(f); len(got) != 0 {
			t.Errorf("before Bình has submitted: %q", got)
		}
		submit := says("Bình", "submit")
		r.take(submit)
		r.take(submit)
		want := []string{
			"Chi: draft of " + c.ID + ` by "Bình" with 1 gaps`,
			"Dũng: draft of " + c.ID + ` by "Bình" with 1 gaps`,
		}
		got := drafts(f)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		for _, m := range f.sent {
			if m.m.File != nil && (m.m.File.Name != "BÁO CÁO Kết quả công tác thư viện.docx" || !strings.HasPrefix(string(m.m.File.Data), "draft ")) {
				t.Errorf("file %q with %q", m.m.File.Name, m.m.File.Data)
			}
		}
		r.stop()
		r = start(t, s, f)
		time.Sleep(time.Hour)
		r.stop()
		if got := drafts(f); len(got) != 2 {
			t.Errorf("after a restart: %q", got)
		}
	})
	bubble(t, "an unreachable admin gets none, one who left is not waited for", func(t *testing.T, s storage.Store) {
		school(t, s, staff("An"), staff("Bình"), admin("Chi"), admin("Dũng"))
		f := newFake("fake")
		r := start(t, s, f)
		block := says("Chi", "")
		block.Kind = chat.Blocked
		r.take(says("An", "save 1"), says("Bình", "save 2"), block)
		update(t, s, func(tx storage.Tx) error { _, err := bot.RemovePerson(tx, "p2", time.Now()); return err })
		r.take(says("An", "submit"))
		r.stop()
		if got := drafts(f); len(got) != 1 || !strings.HasPrefix(got[0], "Dũng: ") {
			t.Errorf("got %q", got)
		}
	})
	bubble(t, "who wrote everything gets it, who sits at the terminal does, an admin does", func(t *testing.T, s storage.Store) {
		terminal := report.Person{Name: "Em", Role: report.Staff, Addresses: []report.Contact{{Address: "terminal:1"}}}
		school(t, s, staff("An"), admin("Chi"), terminal)
		f, term := newFake("fake"), newFake("terminal")
		r := start(t, s, f, term)
		r.take(says("An", "save 1"), says("An", "submit"))
		got := drafts(f)
		slices.Sort(got)
		if len(got) != 2 || !strings.Contains(got[0], `An: draft of thu-vien-`) || !strings.Contains(got[0], `by ""`) {
			t.Errorf("An and Chi: %q", got)
		}
		u, v := says("", "save 2"), says("", "submit")
		u.Address = chat.Address{Platform: "terminal", ID: "1"}
		v.Address = u.Address
		r.take(u, v)
		if got := drafts(term); len(got) != 1 || !strings.Contains(got[0], `by ""`) {
			t.Errorf("terminal: %q", got)
		}
		before := len(drafts(f))
		time.Sleep(time.Second)
		r.take(says("An", "save 3"), says("An", "submit")) // no longer alone: only Chi
		if got := drafts(f)[before:]; len(got) != 1 || !strings.HasPrefix(got[0], "Chi: ") {
			t.Errorf("An, not alone: %q", got)
		}
		before = len(drafts(f))
		r.take(says("Chi", "submit"))
		if got := drafts(f)[before:]; len(got) != 1 || !strings.Contains(got[0], `by ""`) {
			t.Errorf("Chi: %q", got)
		}
		r.stop()
	})
	bubble(t, "an admin who looked in and wrote nothing is not waited for", func(t *testing.T, s storage.Store) {
		school(t, s, staff("An"), staff("Bình"), admin("Chi"))
		f := newFake("fake")
		r := start(t, s, f)
		r.take(says("Chi", "begin"), says("Bình", "begin"), says("An", "save 1"), says("An", "submit"))
		if got := drafts(f); len(got) != 1 || !strings.HasPrefix(got[0], "An: ") {
			t.Errorf("Bình is waited for: %q", got)
		}
		r.take(says("Bình", "submit"))
		if got := drafts(f)[1:]; len(got) != 1 || !strings.HasPrefix(got[0], "Chi: ") {
			t.Errorf("Chi alone is not: %q", got)
		}
		r.take(says("Chi", "save 2"), says("Bình", "save 3"), says("Bình", "submit"))
		if got := drafts(f)[2:]; len(got) != 0 {
			t.Errorf("Chi, who writes too, is waited for: %q", got)
		}
		r.stop()
	})
	bubble(t, "of several who submit at once the admins get one draft, of who submits again another", func(t *testing.T, s storage.Store) {
		school(t, s, staff("An"), staff("Bình"), staff("Giang"), admin("Chi"))
		f := newFake("fake")
		r := start(t, s, f)
		r.take(says("An", "save 1"), says("Bình", "save 2"), says("Giang", "save 3"))
		r.take(says("An", "submit"), says("Bình", "submit"), says("Giang", "submit"))
		if got := drafts(f); len(got) != 1 || !strings.HasPrefix(got[0], "Chi: ") {
			t.Errorf("got %q, want one for Chi", got)
		}
		time.Sleep(time.Minute)
		r.take(says("Bình", "submit"))
		if got := drafts(f)[1:]; len(got) != 1 || !strings.HasPrefix(got[0], "Chi: ") {
			t.Errorf("submitted again: %q, want one for Chi", got)
		}
		r.stop()
	})
	bubble(t, "who is not asked everything gets no draft with the gaps of others", func(t *testing.T, s storage.Store) {
		c := school(t, s, staff("An"), staff("Bình"), admin("Chi"))
		update(t, s, func(tx storage.Tx) error {
			c.Assignments = []report.Assignment{{Question: "sach", People: []string{"p1"}}, {Question: "ban", People: []string{"p2"}}}
			return tx.PutCampaign(c)
		})
		f := newFake("fake")
		r := start(t, s, f)
		r.take(says("An", "save 1"), says("An", "submit"))
		r.stop()
		if got := drafts(f); len(got) != 0 {
			t.Errorf("got %q", got)
		}
	})
	bubble(t, "a draft that fails is tried again", func(t *testing.T, s storage.Store) {
		school(t, s, staff("An"))
		f := newFake("fake")
		cfg := config(s)
		tries := 0
		cfg.Draft = func(w io.Writer, d *render.Document) error {
			switch tries++; tries {
			case 1:
				return errors.New("for the test")
			case 2:
				panic("for the test")
			}
			return plainDraft(w, d)
		}
		r := startWith(t, cfg, f)
		r.take(says("An", "save 1"), says("An", "submit"))
		if got := drafts(f); len(got) != 0 {
			t.Errorf("got %q at once", got)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		r.stop()
		if got := drafts(f); len(got) != 1 || tries != 3 {
			t.Errorf("got %q after %d tries", got, tries)
		}
	})
	bubble(t, "a draft that always fails is set aside, with a word to the submitter", func(t *testing.T, s storage.Store) {
		school(t, s, staff("An"))
		f := newFake("fake")
		cfg := config(s)
		tries := 0
		cfg.Draft = func(io.Writer, *render.Document) error { tries++; return errors.New("for the test") }
		r := startWith(t, cfg, f)
		r.take(says("An", "save 1"), says("An", "submit"))
		time.Sleep(24 * time.Hour)
		synctest.Wait()
		r.stop()
		if last := f.texts("An"); tries != 8 || !strings.Contains(last[len(last)-1], "chưa lập được bản dự thảo") {
			t.Errorf("%d tries, last words %q", tries, last[len(last)-1])
		}
		update(t, s, func(tx storage.Tx) error {
			if _, err := tx.ClaimJob(time.Now().AddDate(200, 0, 0), time.Now()); err != nil {
				t.Errorf("the job is not kept: %v", err)
			}
			return nil
		})
	})
	bubble(t, "a job whose taker crashed is done when its lease ends", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		accept(t, bot.New(config(s)), says("An", "save 1"), says("An", "submit"))
		update(t, s, func(tx storage.Tx) error {
			_, err := tx.ClaimJob(time.Now(), time.Now().Add(2*time.Minute))
			return err
		})
		f := newFake("fake")
		r := start(t, s, f)
		time.Sleep(time.Minute)
		synctest.Wait()
		if got := drafts(f); len(got) != 0 {
			t.Errorf("got %q under the lease of another", got)
		}
		time.Sleep(3 * time.Minute)
		synctest.Wait()
		r.stop()
		if got := drafts(f); len(got) != 1 {
			t.Errorf("got %q", got)
		}
	})
}

// drafts are the drafts sent, as "name: words".
func drafts(f *fake) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var all []string
	for _, s := range f.sent {
		if s.m.File != nil {
			all = append(all, s.to.ID+": "+s.m.Text)
		}
	}
	return all
}
