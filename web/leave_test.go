package web_test

import (
	"net/http"
	"testing"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
)

// TestLeft: of somebody who is taken off the list nothing is kept that only their browser
// showed.
func TestLeft(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.join(report.Admin, "Trần Văn Nam")
	b, other := s.join(report.Staff, "Lê Thị Mai"), s.join(report.Staff, "Phạm Thị Lan")
	b.script("/tro-chuyen", "text", "xin chào")
	b.script("/tro-chuyen/nhap", "text", "đang viết")
	other.script("/tro-chuyen/nhap", "text", "cũng đang viết")
	s.settle()
	a, who, kept := s.chat("Lê Thị Mai"), s.person("Lê Thị Mai"), len(s.lines("Phạm Thị Lan"))
	s.update(func(tx storage.Tx) error {
		_, err := bot.RemovePerson(tx, who.ID, s.clock())
		return err
	})
	s.view(func(tx storage.Tx) error {
		for l := range tx.LinesAfter(a, 0) {
			t.Errorf("line %+v", l)
		}
		if draft, err := tx.Value(storage.DraftKey(a)); err == nil {
			t.Errorf("draft %q", draft)
		}
		for session := range tx.Sessions() {
			if session.Address == a {
				t.Errorf("session %+v", session)
			}
		}
		return nil
	})
	if got := b.get("/tro-chuyen"); got.status != http.StatusUnauthorized {
		t.Errorf("got %d", got.status)
	}
	if got := len(s.lines("Phạm Thị Lan")); got != kept {
		t.Errorf("%d lines of somebody else, want %d", got, kept)
	}
	if got := other.get("/tro-chuyen"); got.status != http.StatusOK {
		t.Errorf("somebody else: got %d", got.status)
	}
}
