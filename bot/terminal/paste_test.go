package terminal

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// TestPasted: a paste of several lines is one message, in whatever pieces it is read; keys,
// and a paste of one line, are as they were.
func TestPasted(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"gõ tay\r": "gõ tay",
		"\x1b[A\x1b[200~một dòng\r\n\x1b[201~.\r":                      "\x1b[Amột dòng.",
		"\x1b[200~a\r\nb\rc\nd\x1b[201~\r":                             "a\nb\nc\nd",
		"xem: \x1b[200~\na\n\nb\x1b[201~ hết \x1b[200~c\nd\x1b[201~\r": "xem: \na\n\nb\n hết \nc\nd",
		"\x1b[200~x\x1b[31my\x1b[201~\x1b[20~\r":                       "x\x1b[31my\x1b[20~",
		"\x1b[200~chưa\rhết":                                           "chưa\nhết",
		"\x1b":                                                         "\x1b",
	} {
		for name, r := range map[string]io.Reader{"whole": strings.NewReader(in), "halves": iotest.HalfReader(strings.NewReader(in))} {
			p := &pasted{ReadCloser: io.NopCloser(r)}
			typed, err := io.ReadAll(p)
			if got := p.line(strings.TrimSuffix(string(typed), "\r")); err != nil || got != want {
				t.Errorf("%s: %q: typed %q, got %q, %v, want %q", name, in, typed, got, err, want)
			}
		}
	}
	p := &pasted{ReadCloser: io.NopCloser(strings.NewReader("\x1b[200~a\nb\x1b[201~" + "\x1b[200~c\nd\x1b[201~"))}
	typed, err := io.ReadAll(p)
	if err != nil || string(typed) != "[dán 1: 2 dòng][dán 2: 2 dòng]" {
		t.Fatalf("typed %q, %v", typed, err)
	}
	if got := p.line("[dán 2: 2 dòng]"); got != "c\nd" {
		t.Errorf("with the first deleted: got %q", got)
	}
	if got := p.line("[dán 1: 2 dòng]"); got != "[dán 1: 2 dòng]" {
		t.Errorf("a sign that was typed: got %q", got)
	}
}
