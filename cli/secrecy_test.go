package cli_test

import (
	"os"
	"runtime"
	"strings"
	"testing"
)

// TestPasswordsOfOddAddresses: an address with a slip in it is said to be wrong without its password.
func TestPasswordsOfOddAddresses(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"mysql://thuky:mat%khau@host/x", "mysql://thuky:12#mat%khau@host/x", "mysql://thuky:12#matkhau@host/x", "mysql://thuky:12/matkhau@host/x",
		"mysql://thuky:12?matkhau@host/x", "mysql://host/x?user=thuky&password=matkhau", "mysql://thuky:matkhau@host/x", "mysql://ho st:matkhau@host/x",
	} {
		for _, args := range [][]string{{"backup", "b.db", "--db", address}, {"migrate", "--from", address, "--to", "bolt:b.db"}} {
			code, stdout, stderr := newDesk(t).run(args...)
			said := stdout + stderr
			if code != 2 || !strings.Contains(said, "mysql") || strings.Contains(said, "khau") {
				t.Errorf("%s: exit code %d:\n%s", address, code, said)
			}
		}
	}
}

// TestOwnExport_isForItsOwner: what is kept on a person is written so that other users of the machine
// cannot read it, over a file that they could, too.
func TestOwnExport_isForItsOwner(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("there are no modes")
	}
	d, id, _ := privacyDesk(t, false)
	readable := d.file("x.txt", "open to all")
	if err := os.Chmod(readable, 0o644); err != nil {
		t.Fatal(err)
	}
	d.must("export", "--person", id, "--output", d.path("x.json"))
	for _, name := range []string{"x.json", "x.txt"} {
		info, err := os.Stat(d.path(name))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %o", name, info.Mode().Perm())
		}
	}
}

// TestFilesWithoutEnd: a file that a slip has named, such as a device or a film, is not read to its end.
func TestFilesWithoutEnd(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/dev/zero"); err != nil {
		t.Skip("there is no file without an end")
	}
	d := newDesk(t)
	film := d.path("phim.toml")
	if err := os.Symlink("/dev/zero", film); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"template", "check", film}, {"template", "show", "/dev/zero"}, {"template", "list", "--config", film}, {"campaign", "open", "--template", film},
	} {
		if code, stdout, stderr := d.run(args...); code == 0 || !strings.Contains(stdout+stderr, "MB") {
			t.Errorf("%q: exit code %d:\n%s%s", args, code, stdout, stderr)
		}
	}
	if code, stdout, stderr := d.runWith("THUKY_TELEGRAM_TOKEN_FILE=/dev/zero", "template", "list"); code == 0 || !strings.Contains(stdout+stderr, "/dev/zero") {
		t.Errorf("exit code %d:\n%s%s", code, stdout, stderr)
	}
}
