package bot_test

import (
	"strings"
	"testing"

	"thuky/storage"
)

// TestNoticeOfOpen: an admin gives an open report its notice in chat; that is audited, and
// what was approved before does not hold any more.
func TestNoticeOfOpen(t *testing.T) {
	t.Parallel()
	bubble(t, "in chat", func(t *testing.T, s storage.Store) {
		c := school(t, s, staff("An"), admin("Chi"))
		cfg := config(s)
		cfg.Step = nil
		f := newFake("fake")
		r := startWith(t, cfg, f)
		r.talk("An", "120 cuốn", "30 bộ", "gửi", "gắn công văn", "/gancongvan")
		r.talk("Chi", "duyệt", "1", "gan cong van", "2: 7/UBND", "4: UBND xã Hoa Sen", "lưu")
		if m := last(t, f, "Chi").m; !strings.Contains(m.Text, "7/UBND") && !strings.Contains(m.Lead, "7/UBND") {
			t.Errorf("Chi reads %q", m.Plain())
		}
		if n := count(f, "Chi", "không còn khớp"); n != 1 {
			t.Errorf("the approved version still holds: %q", last(t, f, "Chi").m.Plain())
		}
		r.talk("Chi", "sửa công văn", "2: 8/UBND", "lưu", "duyệt", "1")
		if v := versionOf(t, s, c.ID, 2); v.Number != 2 {
			t.Errorf("approved again: %+v", v.Version)
		}
		r.stop()
		var notes []string
		view(t, s, func(tx storage.Tx) error {
			got, err := tx.Campaign(c.ID)
			if err != nil {
				return err
			}
			if n := got.Notice; n == nil || n.Number != "8/UBND" || n.Issuer != "UBND xã Hoa Sen" {
				t.Errorf("notice %+v", n)
			}
			for e, err := range tx.Audit(c.ID) {
				if err != nil {
					return err
				}
				if e.Action == "campaign-notice" {
					notes = append(notes, e.Person+" "+e.Note)
				}
			}
			return nil
		})
		if len(notes) != 2 || !strings.HasPrefix(notes[0], "p2 ") || !strings.Contains(notes[1], "7/UBND của UBND xã Hoa Sen → Công văn số 8/UBND") {
			t.Errorf("audit %q", notes)
		}
	})
}
