package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestManual: every command has a page, and man renders it without a warning.
func TestManual(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	folder := filepath.Join(t.TempDir(), "man")
	d.must("manual", folder)
	pages, err := filepath.Glob(filepath.Join(folder, "*.1"))
	if err != nil || len(pages) < 30 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for _, name := range []string{"thuky", "thuky-serve", "thuky-campaign-open"} {
		data, err := os.ReadFile(filepath.Join(folder, name+".1"))
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{".TH ", "TÊN", "CÁCH DÙNG", "MÃ THOÁT", `\-\-config`} {
			if !strings.Contains(string(data), want) {
				t.Errorf("%s has no %q", name, want)
			}
		}
	}
	groff, err := exec.LookPath("groff")
	if err != nil {
		t.Skip("groff is not installed: the pages are not rendered")
	}
	for _, page := range pages {
		out, err := exec.CommandContext(t.Context(), groff, "-man", "-Tutf8", "-Kutf8", "-ww", "-z", page).CombinedOutput()
		if err != nil || strings.Contains(string(out), "warning") || strings.Contains(string(out), "error") {
			t.Errorf("%s: %v\n%s", filepath.Base(page), err, out)
		}
	}
	if code, _, stderr := d.run("manual", filepath.Join(pages[0], "x")); code != 1 || !strings.Contains(stderr, "Không ghi được") {
		t.Errorf("into a file: %d %s", code, stderr)
	}
}
