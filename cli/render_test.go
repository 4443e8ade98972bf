package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// answered is a desk with an answered campaign "hop-nho-2026-1".
func answered(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t)
	d.lines("25", "Nhất trí.").must("chat", "--template", d.file("hop-nho.toml", small), "--period", "quý IV năm 2026")
	return d
}

func TestRender(t *testing.T) {
	t.Parallel()
	d := answered(t)
	const id = "hop-nho-2026-1"
	tree := decode[struct {
		Title  string
		Blocks []struct{ Type, Text string }
		Gaps   []any
	}](t, d.must("render", "--campaign", id, "--format", "json"))
	if !strings.Contains(tree.Title, "quý IV năm 2026") || len(tree.Blocks) == 0 || len(tree.Gaps) != 0 {
		t.Errorf("tree: %+v", tree)
	}
	if got := d.must("render", "--campaign", id, "--format", "md"); !strings.Contains(got, "Nhất trí.") {
		t.Errorf("markdown: %s", got)
	}
	out := d.path("ra.docx")
	if got := d.must("render", "--campaign", id, "-o", out); got != out+"\n" {
		t.Errorf("printed %q", got)
	}
	first := mustRead(t, out)
	d.must("render", "--campaign", id, "-o", out) // over the old one
	if !bytes.HasPrefix(first, []byte("PK")) || !bytes.Equal(first, mustRead(t, out)) {
		t.Error("the same campaign gave other bytes, or no .docx")
	}
	if got := d.must("render", "--campaign", id, "-o", "-"); got != string(first) {
		t.Error("“-o -” is not the file")
	}
	if left, err := filepath.Glob(d.path(".ra*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	d.file("plain", "")
	for path, want := range map[string]string{
		d.path("nowhere/ra.docx"): "nowhere", d.folder: "thư mục", d.path("plain/ra.docx"): "plain",
	} {
		code, _, stderr := d.run("render", "--campaign", id, "-o", path)
		if code != 1 {
			t.Errorf("%s: exit %d", path, code)
		}
		checkFirstLine(t, stderr, []string{want})
	}
	code, _, stderr := d.run("render", "--campaign", "hop-nho-2026-2")
	if code != 1 {
		t.Errorf("unknown campaign: exit %d", code)
	}
	checkFirstLine(t, stderr, []string{"“" + id + "”"})
}

func TestRenderGaps(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.must("campaign", "open", "--template", "cai-cach-hanh-chinh")
	code, stdout, stderr := d.run("render", "--campaign", "cai-cach-hanh-chinh-2026-1", "--format", "md")
	if code != 0 || !strings.Contains(stdout, "Chưa có") || !strings.Contains(stderr, "chỗ thiếu") {
		t.Errorf("exit %d\n%s\n%s", code, stdout, stderr)
	}
	code, _, stderr = d.run("render", "--campaign", "cai-cach-hanh-chinh-2026-1", "-o", d.path("nowhere/x.docx"))
	if code != 1 {
		t.Errorf("exit %d", code)
	}
	checkFirstLine(t, stderr, []string{"nowhere"}) // the error, before any note
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// needOffice skips a test where LibreOffice is not installed; CI must have it.
func needOffice(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("soffice"); err == nil {
		return
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("CI must have soffice; “make test” installs it")
	}
	t.Skip("LibreOffice is not installed; “make test” installs it where it can")
}

func TestRenderPDF(t *testing.T) {
	t.Parallel()
	needOffice(t)
	d := answered(t)
	out := d.path("ra.pdf")
	d.must("render", "--campaign", "hop-nho-2026-1", "--format", "pdf", "-o", out)
	if !bytes.HasPrefix(mustRead(t, out), []byte("%PDF-")) {
		t.Error("no PDF")
	}
}

// TestRenderHere: without -o the file lies in the current folder, under a new name
// each time. Not parallel: the current folder is the process's.
func TestRenderHere(t *testing.T) {
	d := answered(t)
	t.Chdir(t.TempDir())
	first := strings.TrimSuffix(d.must("render", "--campaign", "hop-nho-2026-1"), "\n")
	second := strings.TrimSuffix(d.must("render", "--campaign", "hop-nho-2026-1"), "\n")
	if second != strings.TrimSuffix(first, ".docx")+" (2).docx" {
		t.Errorf("got %q and %q", first, second)
	}
	if !bytes.Equal(mustRead(t, first), mustRead(t, second)) {
		t.Error("the same campaign gave other bytes")
	}
}

// TestNoOffice: without LibreOffice, and with one that does not work.
func TestNoOffice(t *testing.T) {
	t.Parallel()
	d := answered(t)
	bin := t.TempDir()
	d.env = append(d.env, "PATH="+bin)
	code, _, stderr := d.run("render", "--campaign", "hop-nho-2026-1", "--format", "pdf")
	if code != 1 {
		t.Errorf("exit %d", code)
	}
	checkFirstLine(t, stderr, []string{"LibreOffice", "--format docx"})
	for _, script := range []string{"#!/bin/sh\necho hỏng >&2\nexit 1\n", "#!/bin/sh\nexit 0\n"} {
		if err := os.WriteFile(filepath.Join(bin, "soffice"), []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
		code, _, stderr = d.run("render", "--campaign", "hop-nho-2026-1", "--format", "pdf", "-o", d.path("x.pdf"))
		if code != 1 {
			t.Errorf("exit %d", code)
		}
		checkFirstLine(t, stderr, []string{"LibreOffice", "--format docx"})
		if _, err := os.Stat(d.path("x.pdf")); err == nil {
			t.Error("a file was left")
		}
	}
}

// The ending of the file says the format, unless --format does.
func TestRender_endings(t *testing.T) {
	t.Parallel()
	d := answered(t)
	const id = "hop-nho-2026-1"
	for name, begins := range map[string]string{"a.md": "UBND", "a.JSON": "{", "a.docx": "PK", "a.txt": "PK", "a": "PK"} {
		d.must("render", "--campaign", id, "-o", d.path(name))
		if got := string(mustRead(t, d.path(name))); !strings.HasPrefix(got, begins) {
			t.Errorf("%s begins with %.10q, want %q", name, got, begins)
		}
	}
	d.must("render", "--campaign", id, "--format", "md", "-o", d.path("b.docx"))
	if got := string(mustRead(t, d.path("b.docx"))); !strings.HasPrefix(got, "UBND") {
		t.Errorf("--format md wrote %.10q", got)
	}
}
