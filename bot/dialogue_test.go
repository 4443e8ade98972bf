package bot_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

// The real dialogue, from the invitation to the draft.
func TestDialogue(t *testing.T) {
	t.Parallel()
	bubble(t, "from the invitation to the draft", func(t *testing.T, s storage.Store) {
		c := school(t, s, admin("Chi"))
		code := bot.NewCode()
		update(t, s, func(tx storage.Tx) error {
			_, err := bot.Invite(tx, report.Staff, 1, time.Time{}, time.Now(), code)
			return err
		})
		cfg := config(s)
		cfg.Step = nil
		f := newFake("fake")
		r := startWith(t, cfg, f)
		r.take(says("Lạ", "xin chào"))
		for _, text := range []string{"/start " + code, "Trần Thị An", "cô", "120 cuốn", "30 bộ", "gửi"} {
			before := len(f.texts("An"))
			r.take(says("An", text))
			if len(f.texts("An")) == before {
				t.Errorf("no reply to %q", text)
			}
		}
		r.stop()
		view(t, s, func(tx storage.Tx) error {
			for question, want := range map[string]string{"sach": "120 cuốn", "ban": "30 bộ"} {
				if a, err := tx.Answer(c.ID, question, "p2"); err != nil || a.Value.Text == nil || *a.Value.Text != want {
					t.Errorf("%s: %+v, %v", question, a, err)
				}
			}
			return nil
		})
		got := map[string]int{}
		for _, m := range f.sent {
			if m.m.File != nil {
				got[m.to.ID]++
			}
			if m.to.ID == "Lạ" && strings.Contains(m.m.Text, "thư viện") {
				t.Errorf("a stranger is told %q", m.m.Text)
			}
		}
		if got["An"] != 1 || got["Chi"] != 1 || len(got) != 2 {
			t.Errorf("drafts %v, want one for An, who wrote all, and one for Chi", got)
		}
	})
	bubble(t, "a draft ordered with the last line is made before the end", func(t *testing.T, s storage.Store) {
		school(t, s, admin("An"))
		f := newFake("fake")
		f.run = func(ctx context.Context, accept chat.Accept) error {
			return accept(ctx, []chat.Update{says("An", "save 1"), says("An", "submit")})
		}
		cfg := config(s)
		cfg.Transports = []chat.Transport{f}
		if err := bot.New(cfg).Run(t.Context()); err != nil {
			t.Error(err)
		}
		if got := drafts(f); len(got) != 1 {
			t.Errorf("got %q", got)
		}
	})
}
