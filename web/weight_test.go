package web_test

import (
	"regexp"
	"testing"
)

// TestChatIsLight: the page of the chat, with all that it loads, is small before anything
// was said: a cheap phone on a slow network opens it in a moment.
func TestChatIsLight(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.signedIn("Lê Thị Mai")
	p := b.get("/tro-chuyen")
	total := len(p.body)
	for _, m := range regexp.MustCompile(`(?:src|href)="(/static/[^"]+)"`).FindAllStringSubmatch(p.body, -1) {
		total += len(b.get(m[1]).body)
	}
	if total > 60_000 {
		t.Errorf("%d bytes, want at most 60,000", total)
	}
	t.Logf("%d bytes", total)
}
