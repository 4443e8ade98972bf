package cli_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// offeredOrder is the command line in what a program says of a store that was lost.
var offeredOrder = regexp.MustCompile(`(?m)^ {2}thuky (restore .*)$`)

// rendered are the drafts of the campaigns of answered, in the formats that take no other program.
func (d *desk) rendered() string {
	d.t.Helper()
	var all strings.Builder
	for _, format := range []string{"docx", "md", "json"} {
		all.WriteString(d.must("render", "--campaign", "hop-nho-2026-1", "--format", format, "-o", "-"))
	}
	return all.String()
}

// TestServe_onADamagedStore: whatever the file has become, it is kept under another name, no
// empty store takes its place, and what serve offers brings the same drafts back.
func TestServe_onADamagedStore(t *testing.T) {
	t.Parallel()
	d := answered(t)
	want := d.rendered()
	store := d.path("thuky.db")
	if err := os.Mkdir(d.path("backups"), 0o700); err != nil {
		t.Fatal(err)
	}
	good := d.path("backups/2026-11-23-020000.tu-dong.thuky.db")
	d.must("backup", good)
	d.file("backups/2026-11-24-020000.tu-dong.thuky.db", string(mustRead(t, good)[:20_000])) // newer, and worth nothing
	page := os.Getpagesize()
	for name, spoil := range map[string]func(data []byte) []byte{
		"empty":     func([]byte) []byte { return nil },
		"truncated": func(data []byte) []byte { return data[:5*page] }, // a file has room behind its last page: a part of it may be whole
		"zeroed":    func(data []byte) []byte { return make([]byte, len(data)) },
		"torn": func(data []byte) []byte {
			for at := 2 * page; at < len(data); at += page {
				clear(data[at : at+page/2])
			}
			return data
		},
	} {
		t.Run(name, func(t *testing.T) {
			damaged := spoil(mustRead(t, store))
			if err := os.WriteFile(store, damaged, 0o600); err != nil {
				t.Fatal(err)
			}
			if exit, _, stderr := d.run("campaign", "list"); exit != 1 || !strings.Contains(stderr, "bị hỏng") || !strings.Contains(stderr, "thuky restore") {
				t.Errorf("list: exit %d\n%s", exit, stderr)
			}
			if exit, out, _ := d.run("doctor"); exit != 1 || !strings.Contains(out, filepath.Base(good)) {
				t.Errorf("doctor offers nothing:\n%s", out)
			}
			exit, _, stderr := d.run("serve")
			found := offeredOrder.FindStringSubmatch(stderr)
			if exit != 1 || found == nil || !strings.Contains(stderr, "để riêng") || !strings.Contains(stderr, "1 đợt báo cáo") {
				t.Fatalf("serve: exit %d\n%s", exit, stderr)
			}
			aside, err := filepath.Glob(store + ".de-rieng-*")
			if err != nil || len(aside) == 0 {
				t.Fatalf("nothing was set aside: %v", err)
			}
			if !bytes.Equal(mustRead(t, aside[len(aside)-1]), damaged) {
				t.Error("what was set aside is not what was there")
			}
			// Started again and again, by hand or by the system, it makes no store of its own.
			for _, command := range []string{"serve", "chat", "campaign list"} {
				exit, _, stderr := d.run(strings.Fields(command)...)
				if exit != 1 || !strings.Contains(stderr, "để riêng") {
					t.Errorf("%s afterwards: exit %d\n%s", command, exit, stderr)
				}
			}
			if _, err := os.Lstat(store); err == nil {
				t.Error("a store was made in the place of the lost one")
			}
			d.must(strings.Fields(found[1])...)
			if d.rendered() != want {
				t.Error("the drafts are not those of before")
			}
			d.serve().end(t)
		})
	}
	if aside, _ := filepath.Glob(store + ".de-rieng-*"); len(aside) != 4 {
		t.Errorf("set aside: %q, want four", aside)
	}
}

// TestServe_onAStoreThatGoesBad: a file that is spoilt while it is served ends the program, which
// writes nothing more over it; the next start sets it aside.
func TestServe_onAStoreThatGoesBad(t *testing.T) {
	t.Parallel()
	d := answered(t)
	s := d.serve()
	url := address.FindString(s.out.String())
	store := d.path("thuky.db")
	f, err := os.OpenFile(store, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	data := mustRead(t, store)
	clear(data[2*os.Getpagesize():])
	if _, err := f.WriteAt(data, 0); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	response, err := http.Get(url + "/readyz")
	if err == nil { // it may be gone before it answers
		err = response.Body.Close()
		if response.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("/readyz: got %d", response.StatusCode)
		}
	}
	if err != nil {
		t.Log(err)
	}
	if code := <-s.code; code != 1 || !strings.Contains(s.errs.String(), "bị hỏng trong lúc chạy") {
		t.Errorf("serve ended with %d:\n%s", code, s.errs)
	}
	if !bytes.Equal(mustRead(t, store), data) {
		t.Error("it was written to after it had gone bad")
	}
	if exit, _, stderr := d.run("serve"); exit != 1 || !strings.Contains(stderr, "để riêng") {
		t.Errorf("the next start: exit %d\n%s", exit, stderr)
	}
	aside, err := filepath.Glob(store + ".de-rieng-*")
	if err != nil || len(aside) != 1 || !bytes.Equal(mustRead(t, aside[0]), data) {
		t.Errorf("set aside: %q, %v", aside, err)
	}
}

// TestRestore_onAnEmptyMachine: a backup and nothing else gives the same drafts.
func TestRestore_onAnEmptyMachine(t *testing.T) {
	t.Parallel()
	d := answered(t)
	backup := d.path("sao lưu.thuky.db")
	d.must("backup", backup)
	want, before := d.rendered(), mustRead(t, backup)
	fresh := newDesk(t)
	out := fresh.must("restore", backup)
	if !strings.Contains(out, "1 đợt báo cáo") || strings.Contains(out, "giữ ở") {
		t.Errorf("said %q", out)
	}
	if fresh.rendered() != want {
		t.Error("the drafts are not those of before")
	}
	if info, err := os.Stat(fresh.path("thuky.db")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the store: %v, %v", info, err)
	}
	if !bytes.Equal(before, mustRead(t, backup)) {
		t.Error("the backup was changed")
	}
}

func TestRestore(t *testing.T) {
	t.Parallel()
	d := answered(t)
	backup := d.path("copy.db")
	d.must("backup", backup)
	refuse := func(want []string, args ...string) {
		t.Helper()
		exit, _, stderr := d.run(args...)
		if exit != 1 {
			t.Errorf("%q: exit %d", args, exit)
		}
		checkFirstLine(t, stderr, want)
	}
	store := mustRead(t, d.path("thuky.db"))
	refuse([]string{"nowhere.db"}, "restore", d.path("nowhere.db"))
	refuse([]string{"text.txt", "vẫn như cũ"}, "restore", d.file("text.txt", "họp"))
	refuse([]string{"cut.db", "vẫn như cũ"}, "restore", d.file("cut.db", string(mustRead(t, backup)[:30_000])))
	refuse([]string{"sao lưu"}, "restore")
	if exit, _, _ := d.run("restore", "a", "b"); exit != 2 {
		t.Errorf("two files: exit %d", exit)
	}
	if !bytes.Equal(store, mustRead(t, d.path("thuky.db"))) {
		t.Error("a refused restore changed the store")
	}
	running := d.serve()
	refuse([]string{"đang được"}, "restore", backup)
	running.end(t)

	d.lines("có").must("chat") // something newer, which goes aside with the store
	if out := d.must("restore", backup); !strings.Contains(out, ".de-rieng-20261124-120000") {
		t.Errorf("said %q", out)
	}
	if left, _ := filepath.Glob(d.path(".thuky.db*")); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
	if err := os.Mkdir(d.path("backups"), 0o700); err != nil {
		t.Fatal(err)
	}
	d.must("backup", d.path("backups/2026-11-24-020000.thuky.db"))
	d.file("backups/2026-11-24-030000.thuky.db", "hỏng")
	out := d.must("restore")
	for _, want := range []string{"030000.thuky.db  1 KiB   hỏng", "còn nguyên vẹn", "restore " + d.path("backups/2026-11-24-020000.thuky.db")} {
		if !strings.Contains(out, want) {
			t.Errorf("the list lacks %q:\n%s", want, out)
		}
	}
}
