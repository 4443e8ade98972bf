package cli_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"thuky/cli"
)

// terminal opens a pseudo-terminal: ours is where the person types and reads.
func terminal(t *testing.T) (ours, theirs *os.File) {
	t.Helper()
	ours, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("no terminals here: %v", err)
	}
	t.Cleanup(func() { ours.Close() }) //nolint:errcheck // nothing is kept
	raw, err := ours.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	var number int
	var failed error
	if err := raw.Control(func(fd uintptr) {
		if failed = unix.IoctlSetPointerInt(int(fd), unix.TIOCSPTLCK, 0); failed == nil {
			number, failed = unix.IoctlGetInt(int(fd), unix.TIOCGPTN)
		}
	}); err != nil || failed != nil {
		t.Fatal(err, failed)
	}
	theirs, err = os.OpenFile("/dev/pts/"+strconv.Itoa(number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no terminals here: %v", err)
	}
	return ours, theirs
}

// atTerminal runs a command line with somebody at a terminal who types what is given.
func (d *desk) atTerminal(typed string, args ...string) (code int, screen, stderr string) {
	d.t.Helper()
	return d.interrupted("", typed, args...)
}

// interrupted is atTerminal with an end from outside, as by Ctrl-C or SIGTERM, as soon as the
// screen shows some words; "" is none.
func (d *desk) interrupted(at, typed string, args ...string) (code int, screen, stderr string) {
	d.t.Helper()
	ctx, cancel := context.WithCancel(d.t.Context())
	defer cancel()
	ours, theirs := terminal(d.t)
	if _, err := io.WriteString(ours, typed); err != nil {
		d.t.Fatal(err)
	}
	seen := make(chan string)
	go func() {
		var all []byte
		chunk := make([]byte, 4096)
		for {
			n, err := ours.Read(chunk)
			all = append(all, chunk[:n]...)
			if at != "" && bytes.Contains(all, []byte(at)) {
				cancel()
			}
			if err != nil { // nobody holds the other side
				break
			}
		}
		seen <- string(all)
	}()
	var errs bytes.Buffer
	code = cli.Run(ctx, args, cli.Env{
		Stdin: theirs, Stdout: theirs, Stderr: &errs, Environ: d.env,
		Now: func() time.Time { return noon },
	})
	if _, err := io.WriteString(ours, "\n"); err != nil { // whoever still waits for a key holds the terminal
		d.t.Fatal(err)
	}
	if err := theirs.Close(); err != nil {
		d.t.Fatal(err)
	}
	return code, <-seen, errs.String()
}

// A script means what it says; a person at a terminal is asked before what cannot be
// taken back.
func TestSureAtTerminal(t *testing.T) {
	t.Parallel()
	d, id, _ := privacyDesk(t, false)
	backup := d.path("copy.db")
	d.must("backup", backup)
	aside := func() int {
		found, err := filepath.Glob(d.path("thuky.db.de-rieng-*"))
		if err != nil {
			t.Fatal(err)
		}
		return len(found)
	}
	for _, no := range []string{"\n", "có\n", "\x04"} {
		code, screen, stderr := d.atTerminal(no, "restore", backup)
		if code != 1 || !strings.Contains(screen, "«thay»") || !strings.Contains(stderr, "vẫn dùng được") || aside() != 0 {
			t.Errorf("restore, typed %q: exit %d, %d stores aside\n%s%s", no, code, aside(), screen, stderr)
		}
		code, screen, stderr = d.atTerminal(no, "erase", "--person", id)
		if code != 1 || !strings.Contains(screen, id) || !strings.Contains(stderr, "Chưa xóa gì") || !strings.Contains(d.must("person", "list"), id+" ") {
			t.Errorf("erase, typed %q: exit %d\n%s%s", no, code, screen, stderr)
		}
	}
	if code, screen, stderr := d.atTerminal("thay\n", "restore", backup); code != 0 || aside() != 1 {
		t.Errorf("restore: exit %d, %d stores aside\n%s%s", code, aside(), screen, stderr)
	}
	if code, screen, stderr := d.atTerminal("xoa\n", "erase", "--person", id); code != 0 || strings.Contains(d.must("person", "list"), id+" ") {
		t.Errorf("erase: exit %d\n%s%s", code, screen, stderr)
	}
}

// Ctrl-C and SIGTERM end what is asked before a chat at once, without another key.
func TestChatAtTerminal_interrupted(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	template := d.file("hop-nho.toml", small)
	for at, typed := range map[string]string{
		"Gõ số: ":     "",
		"Kỳ báo cáo?": "",
	} {
		args := []string{"chat", "--db", filepath.Join(t.TempDir(), "x.db"), "--template", template}
		if at == "Gõ số: " {
			args = args[:3]
		}
		if code, screen, stderr := d.interrupted(at, typed, args...); code != 0 || stderr != "" || !strings.Contains(screen, at) {
			t.Errorf("at %q: exit %d\n%s%s", at, code, screen, stderr)
		}
	}
}

// What is written about a person is for its owner alone.
func TestExport_forTheOwner(t *testing.T) {
	t.Parallel()
	d, id, _ := privacyDesk(t, false)
	d.must("export", "--person", id, "-o", d.path("own.json"))
	for _, name := range []string{"own.json", "own.txt"} {
		if info, err := os.Stat(d.path(name)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	if printed, written := d.must("export", "--person", id, "-o", "-"), string(mustRead(t, d.path("own.json"))); printed != written {
		t.Errorf("printed %.60q, written %.60q", printed, written)
	}
}
