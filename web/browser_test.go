package web_test

import (
	"os"
	"path/filepath"
	"testing"

	"thuky/report"
	"thuky/web/browsertest"
)

// look checks a page as a person meets it: no fault of accessibility, no sideways
// scrolling; with THUKY_SCREENS its picture is written to that folder.
func look(t *testing.T, p *browsertest.Tab, checker, name string) {
	t.Helper()
	for _, v := range p.Violations(checker) {
		t.Errorf("%s: %s", name, v)
	}
	if p.Overflows() {
		t.Errorf("%s: the page is wider than the screen", name)
	}
	if folder := os.Getenv("THUKY_SCREENS"); folder != "" {
		p.Screenshot(filepath.Join(folder, name+".png"))
	}
}

// TestBrowserEnter: how a teacher gets in on a phone.
func TestBrowserEnter(t *testing.T) {
	t.Parallel()
	checker, b := browsertest.Checker(t), browsertest.Open(t)
	s := newSite(t)
	for name, size := range map[string]browsertest.Size{"360": browsertest.Phone, "1280": browsertest.Desktop} {
		p := b.Tab(t, size)
		p.Go(s.url)
		look(t, p, checker, "home-"+name)
		p.Type("#code", s.code(report.Staff))
		p.ClickText("Tiếp tục")
		p.Wait("Chào thầy/cô")
		look(t, p, checker, "enter-"+name)
		p.ClickText("Vào trang")
		p.WaitPath("/tro-chuyen")
		s.settle()
	}
}
