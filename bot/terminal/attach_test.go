package terminal_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thuky/bot/terminal"
	"thuky/chat"
)

func TestTypedFiles(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write := func(name string, size int) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, bytes.Repeat([]byte("x"), size), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := write("Công văn 764.pdf", 100)
	large, empty := write("to.pdf", 3<<20), write("rong.txt", 0)
	closed := write("khoa.txt", 5)
	if err := os.Chmod(closed, 0); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		line string
		sent bool
		want string // printed, or typed as words when nothing is printed
	}{
		{"/tep " + good, true, ""},
		{"  /TEP   '" + good + "' ", true, ""},
		{`/tệp "` + good + `"`, true, ""},
		{"/te\u0323\u0302p " + good, true, ""},
		{"/tep", false, "gõ thêm đường dẫn"},
		{"/tep ''", false, "gõ thêm đường dẫn"},
		{"/tep " + folder, false, "thư mục"},
		{"/tep " + folder + "/none.pdf", false, "không có tệp này"},
		{"/tep none.pdf", false, "không có tệp này"},
		{"/tep " + strings.Repeat("x", 5000), false, "không có tệp này"},
		{"/tep a\x00b", false, "không có tệp này"},
		{"/tep /dev/zero", false, "không phải tệp thường"},
		{"/tep " + large, false, "nặng 3 MB, quá mức 1 MB"},
		{"/tep " + empty, false, "tệp rỗng"},
		{"'" + good + "'", false, ""}, // on a pipe a line is a message
		{"/tepkhac " + good, false, ""},
		{"tep " + good, false, ""},
	} {
		var got accepted
		var out bytes.Buffer
		tr := terminal.New(terminal.Config{In: strings.NewReader(tt.line + "\n"), Out: &out, Session: "s", Address: here, MaxFile: 1 << 20})
		if err := tr.Run(t.Context(), got.accept); err != nil {
			t.Fatal(err)
		}
		rest := got.updates[1:]
		switch {
		case tt.sent:
			if len(rest) != 1 || rest[0].Kind != chat.Media || rest[0].Media != "file" || rest[0].Message == "" ||
				*rest[0].Attachment != (chat.Attachment{ID: good, Name: "Công văn 764.pdf", Size: 100}) {
				t.Errorf("%.60q: %+v, printed %q", tt.line, rest, out.String())
			}
		case tt.want != "":
			if len(rest) != 0 || !strings.Contains(out.String(), tt.want) {
				t.Errorf("%.60q: %+v, printed %q, want %q", tt.line, rest, out.String(), tt.want)
			}
		case len(rest) != 1 || rest[0].Kind != chat.Text || out.Len() != 0:
			t.Errorf("%.60q: %+v, printed %q, want words", tt.line, rest, out.String())
		}
	}
	if os.Getuid() != 0 { // who may read everything
		var out bytes.Buffer
		tr := terminal.New(terminal.Config{In: strings.NewReader("/tep " + closed + "\n"), Out: &out, Session: "s", Address: here})
		if err := tr.Run(t.Context(), (&accepted{}).accept); err != nil || !strings.Contains(out.String(), "không được phép đọc") {
			t.Errorf("%v, printed %q", err, out.String())
		}
	}
}

// TestDragged: on a terminal a path in quotes is a file, if it is there.
func TestDragged(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a b.txt")
	if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	tr := terminal.New(terminal.Config{Interactive: true, Session: "s", Address: here})
	for line, want := range map[string]bool{
		"'" + path + "'": true, ` "` + path + `" `: true, "'" + path + "x'": false, path: false,
		"'a b.txt'": false, `"Tiên học lễ, hậu học văn"`: false, "'": false, "''": false, `"/` + path + `'`: false,
	} {
		if got, ok := tr.NamesFile(line); ok != want || ok && got != path {
			t.Errorf("%s: %q %v, want %v", line, got, ok, want)
		}
	}
}

// TestFetchGone: a file that changed after it was named is not read beyond the limit.
func TestFetchGone(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a.txt")
	tr := terminal.New(terminal.Config{Session: "s", Address: here})
	var se *chat.SendError
	if _, err := tr.Fetch(t.Context(), path, 10); !errors.As(err, &se) || se.Class != chat.Rejected {
		t.Errorf("gone: %v", err)
	}
	if err := os.WriteFile(path, []byte("mười một chữ"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := tr.Fetch(t.Context(), path, 10); !errors.Is(err, chat.ErrTooLarge) {
		t.Errorf("grown: %v", err)
	}
}
