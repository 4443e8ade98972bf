package web_test

import (
	"net/http"
	"strings"
	"testing"

	"thuky/report"
)

// TestPanic: a page that fails in the worst way is told to its visitor and logged, and the
// others go on. Without a writer of HTML the draft page is such a page.
func TestPanic(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.join(report.Admin, "Trần Văn Nam")
	c := s.open(small)
	got := b.get("/quan-ly/bao-cao/" + c.ID + "/ban-thao")
	if got.status != http.StatusInternalServerError || !strings.Contains(got.body, "trục trặc") {
		t.Errorf("got %d\n%s", got.status, got.body)
	}
	if !strings.Contains(s.log.String(), "panic: ") {
		t.Error("it is not logged")
	}
	if got := b.get("/quan-ly"); got.status != http.StatusOK {
		t.Errorf("the next page: got %d", got.status)
	}
}
