package endtoend

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReadPDF reads a PDF twice: the second time the compiled reader comes from the cache.
func TestReadPDF(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("soffice"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("CI must have soffice; “make test” installs it")
		}
		t.Skip("LibreOffice is not installed; no PDF is read")
	}
	o := newOffice(t)
	file := func(name, text string) string {
		path := filepath.Join(o.dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	order := file("a.txt", "ỦY BAN NHÂN DÂN\nHUYỆN SEN HỒNG\nSố: 215/UBND-VP\nV/v báo cáo công tác dân vận\n\n"+
		"Sen Hồng, ngày 27 tháng 5 năm 2024\n\nKính gửi: Các trường trực thuộc.\n\n"+
		"Báo cáo gửi về Phòng Nội vụ trước ngày 02/6/2024 để tổng hợp./.\n")
	made := exec.CommandContext(t.Context(), "soffice", "-env:UserInstallation=file://"+filepath.Join(o.dir, "profile"),
		"--headless", "--infilter=Text (encoded):UTF8", "--convert-to", "pdf:writer_pdf_Export", "--outdir", o.dir, order)
	if out, err := made.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	read := func(name string) (string, string, error) {
		cmd := exec.CommandContext(t.Context(), program, "read", "--json", name)
		cmd.Dir, cmd.Env = o.dir, o.env
		var stderr strings.Builder
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		return string(out), stderr.String(), err
	}
	first, stderr, err := read("a.pdf")
	var got struct {
		Number    string
		Deadlines []struct{ Date, Effective string }
	}
	if err != nil || json.Unmarshal([]byte(first), &got) != nil {
		t.Fatalf("%v: %s %s", err, stderr, first)
	}
	// 2 June is a Sunday, the last day on which a person can act the Friday before.
	if got.Number != "215/UBND-VP" || len(got.Deadlines) != 1 || got.Deadlines[0].Date != "2024-06-02" || got.Deadlines[0].Effective != "2024-05-31" {
		t.Errorf("got %+v", got)
	}
	kept, err := filepath.Glob(filepath.Join(o.dir, ".cache/thuky/pdfium/*"))
	if err != nil || len(kept) == 0 {
		t.Errorf("nothing was kept for the next time: %v", err)
	}
	again, stderr, err := read("a.pdf")
	if diff := cmp.Diff(first, again); err != nil || diff != "" {
		t.Errorf("%v: %s\n%s", err, stderr, diff)
	}
	whole, err := os.ReadFile(filepath.Join(o.dir, "a.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	torn := file("torn.pdf", string(whole[:len(whole)/2]))
	if _, stderr, err = read(torn); err == nil || !strings.Contains(stderr, "torn.pdf") || !strings.Contains(stderr, "hỏng") {
		t.Errorf("a torn file: %v: %s", err, stderr)
	}
}
