package bot_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

// TestRemarks: what the checks find comes with a draft to those who oversee reports, and is
// carried out or put aside by its number; the page sees what was put aside in chat, and the
// other way round.
func TestRemarks(t *testing.T) {
	t.Parallel()
	has := func(t *testing.T, f *fake, name string, words ...string) {
		t.Helper()
		got := last(t, f, name).m.Plain()
		for _, w := range words {
			if !strings.Contains(got, w) {
				t.Errorf("%s is told %q, want %q", name, got, w)
			}
		}
	}
	bubble(t, "carried out and put aside", func(t *testing.T, s storage.Store) {
		c := school(t, s, staff("An"), admin("Chi"), approver("Dũng"))
		cfg := config(s)
		cfg.Step = nil
		f := newFake("fake")
		r := startWith(t, cfg, f)
		r.talk("An", "Không còn phiến hà, những nhiễu bạn đọc", "Có 30 bộ bàn ghế", "gửi")
		if got := strings.Join(f.texts("An"), "\n"); len(drafts(f)) != 3 || strings.Contains(got, "soát") {
			t.Errorf("%d drafts; An, who wrote it all, is told %q", len(drafts(f)), got)
		}
		for _, name := range []string{"Chi", "Dũng"} {
			has(t, f, name, "2 điểm cần sửa, ", "- câu 1 (An): «phiến hà» → «phiền hà»\n- câu 1 (An): «những nhiễu» → «nhũng nhiễu»", "Gõ «gợi ý»")
		}
		r.talk("An", "gợi ý", "sửa theo gợi ý 1", "bỏ qua gợi ý 1")
		has(t, f, "An", "dành cho người phụ trách")

		// Both suggestions are about one answer: its first change leaves the second possible.
		r.talk("Chi", "goi y", "sua theo goi y 1")
		has(t, f, "An", "Không còn phiền hà, những nhiễu bạn đọc", "Lý do: Sửa theo gợi ý khi soát bản thảo: ")
		has(t, f, "Chi", "✓ Đã sửa câu 1 (An) theo gợi ý 1", "Gợi ý 2/")
		r.talk("Chi", "gợi ý 2 được")
		a := answerOf(t, s, c.ID, "sach", "p1")
		if *a.Value.Text != "Không còn phiền hà, nhũng nhiễu bạn đọc" || a.Revision != 3 || a.Author != "p2" {
			t.Errorf("the answer is %q, revision %d by %s", *a.Value.Text, a.Revision, a.Author)
		}

		// The approver has the list of the draft as it was: nothing is changed by it.
		r.talk("Dũng", "sửa theo gợi ý 2")
		has(t, f, "Dũng", "đã khác lúc em soát")
		if again := answerOf(t, s, c.ID, "sach", "p1"); again.Revision != 3 {
			t.Errorf("revision %d", again.Revision)
		}

		// What is put aside is put aside for all, in chat and on the page.
		r.talk("Chi", "gợi ý")
		list := last(t, f, "Chi").m.Plain()
		number := numberOf(t, list, "chưa có chức vụ")
		r.talk("Chi", "bỏ qua gợi ý "+number)
		aside, err := r.Aside(context.Background(), at("Dũng"), c.ID)
		if err != nil || len(aside) != 1 {
			t.Fatalf("put aside: %v, %v", aside, err)
		}
		r.talk("Dũng", "bản thảo", "gợi ý")
		has(t, f, "Dũng", "Gợi ý soát bản thảo")
		if got := last(t, f, "Dũng").m.Plain(); strings.Contains(got, "chưa có chức vụ") || strings.Contains(got, "hà»") {
			t.Errorf("Dũng is shown %q", got)
		}
		for key := range aside {
			if err := r.PutAside(context.Background(), at("Dũng"), c.ID, key, "x", true); err != nil {
				t.Fatal(err)
			}
		}
		r.talk("Chi", "gợi ý "+number)
		if got := last(t, f, "Chi").m.Plain(); strings.Contains(got, "đã bỏ qua") {
			t.Errorf("after the page took it back: %q", got)
		}
		r.talk("Chi", "bản thảo", "gợi ý")
		has(t, f, "Chi", "chưa có chức vụ")

		// Whatever is found, a report without gaps is approved.
		r.talk("Dũng", "duyệt")
		has(t, f, "Dũng", "duyệt bản 1", "Em soát bản thảo")
		r.talk("Dũng", "1")
		versionOf(t, s, c.ID, 1)

		// The list outlives a restart, and not the draft by much.
		r.stop()
		r = startWith(t, cfg, f)
		r.talk("Dũng", "gợi ý")
		has(t, f, "Dũng", "Gợi ý soát bản thảo")
		time.Sleep(100 * 24 * time.Hour)
		r.talk("Dũng", "gợi ý 1")
		has(t, f, "Dũng", "em gửi bản thảo")
		r.stop()

		var actions []string
		view(t, s, func(tx storage.Tx) error {
			for e, err := range tx.Audit(c.ID) {
				if err != nil {
					return err
				}
				if e.Action == "amend" || strings.HasPrefix(e.Action, "finding") {
					actions = append(actions, e.Action+" "+e.Person)
				}
			}
			return nil
		})
		if want := []string{"amend p2", "amend p2", "finding-aside p2", "finding-back p3"}; !slices.Equal(actions, want) {
			t.Errorf("audit: %q, want %q", actions, want)
		}
	})
	bubble(t, "who answers while the draft is read is not overwritten", func(t *testing.T, s storage.Store) {
		c := school(t, s, staff("An"), admin("Chi"))
		cfg := config(s)
		cfg.Step = nil
		f := newFake("fake")
		r := startWith(t, cfg, f)
		r.talk("An", "Không còn phiến hà bạn đọc", "Có 30 bộ bàn ghế", "gửi", "sửa 1", "Không còn phiến hà bạn đọc. Đã thêm 2 tủ")
		r.talk("Chi", "sửa theo gợi ý 1")
		if got := last(t, f, "Chi").m.Plain(); !strings.Contains(got, "đã khác lúc em soát") {
			t.Errorf("Chi is told %q", got)
		}
		if a := answerOf(t, s, c.ID, "sach", "p1"); *a.Value.Text != "Không còn phiến hà bạn đọc. Đã thêm 2 tủ" {
			t.Errorf("the answer is %q", *a.Value.Text)
		}
		r.stop()
	})
	bubble(t, "one message of 2,000 units", func(t *testing.T, s storage.Store) {
		school(t, s, staff("An"), admin("Chi"))
		cfg := config(s)
		cfg.Step = nil
		f := newFake("fake")
		f.caps = chat.Capabilities{MaxText: 2000}
		r := startWith(t, cfg, f)
		r.talk("An", strings.Repeat("Không còn phiến hà và những nhiễu ở nơi này. ", 30), "Có 30 bộ bàn ghế", "gửi")
		for _, line := range []string{"goi y", "gợi ý tiếp", "gợi ý 3", "sửa theo gợi ý 3"} {
			before := len(f.texts("Chi"))
			r.talk("Chi", line)
			if n := len(f.texts("Chi")) - before; n != 1 {
				t.Errorf("%q: %d messages", line, n)
			}
		}
		r.stop()
	})
}

func answerOf(t *testing.T, s storage.Store, campaign, question, person string) (a report.Answer) {
	t.Helper()
	view(t, s, func(tx storage.Tx) (err error) {
		a, err = tx.Answer(campaign, question, person)
		return err
	})
	return a
}

// numberOf gives the number of the remark of a list that holds the words.
func numberOf(t *testing.T, list, words string) string {
	t.Helper()
	for line := range strings.Lines(list) {
		if n, rest, ok := strings.Cut(line, ". "); ok && strings.Contains(rest, words) {
			return n
		}
	}
	t.Fatalf("no %q in %q", words, list)
	return ""
}
