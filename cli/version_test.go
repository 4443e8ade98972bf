package cli_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
)

// TestVersions approves a report in the terminal and writes the approved bytes,
// which stay when an answer is changed.
func TestVersions(t *testing.T) {
	t.Parallel()
	d := answered(t)
	const id = "hop-nho-2026-1"
	code, _, stderr := d.run("render", "--campaign", id, "--version", "1")
	if code != 1 {
		t.Errorf("before any approval: exit %d", code)
	}
	checkFirstLine(t, stderr, []string{id, "chưa có bản nào được duyệt"})
	d.lines("gửi").must("chat")
	d.lines("duyệt").must("chat")
	d.lines("1").must("chat")

	type version struct {
		Number       int
		SHA256, File string
	}
	show := func() []version {
		return decode[struct{ Versions []version }](t, d.must("campaign", "show", id, "--json")).Versions
	}
	list := show()
	if len(list) != 1 || list[0].Number != 1 {
		t.Fatalf("got %+v", list)
	}
	out := d.path("duyet.docx")
	if got := d.must("render", "--campaign", id, "--version", "1", "-o", out); got != out+"\n" {
		t.Errorf("printed %q", got)
	}
	first := mustRead(t, out)
	if sum := sha256.Sum256([]byte(first)); hex.EncodeToString(sum[:]) != list[0].SHA256 {
		t.Error("the file is not what was approved")
	}
	if text := d.must("campaign", "show", id); !strings.Contains(text, list[0].SHA256) {
		t.Errorf("show: %s", text)
	}
	d.lines("sửa 1", "26", "gửi").must("chat")
	d.lines("duyệt").must("chat")
	d.lines("1").must("chat")
	if list := show(); len(list) != 2 || list[0].SHA256 == list[1].SHA256 {
		t.Errorf("after a change: %+v", list)
	}
	if again := d.must("render", "--campaign", id, "--version", "1", "-o", "-"); !bytes.Equal([]byte(again), []byte(first)) {
		t.Error("version 1 has other bytes now")
	}
	for _, wrong := range [][]string{
		{"render", "--campaign", id, "--version", "3"},
		{"render", "--campaign", id, "--version", "0"},
		{"render", "--campaign", "khong-co", "--version", "1"},
	} {
		if code, stdout, _ := d.run(wrong...); code != 1 || stdout != "" {
			t.Errorf("%s: exit %d, stdout %q", wrong, code, stdout)
		}
	}
	if code, _, _ := d.run("render", "--campaign", id, "--version", "1", "--format", "pdf"); code != 2 {
		t.Errorf("version with a format: exit %d", code)
	}
}
