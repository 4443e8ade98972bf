package cli_test

import (
	"os"
	"strings"
	"testing"
)

// TestKey: a store is sealed, opens with its key only, gets another key, and is opened again.
func TestKey(t *testing.T) {
	t.Parallel()
	d := answered(t).bare() // without LibreOffice, which takes doctor seconds
	render := func() string { return d.must("render", "--campaign", "hop-nho-2026-1", "--format", "md", "-o", "-") }
	want := render()
	bare := d.env
	with := func(key string) { d.env = append(bare[:len(bare):len(bare)], "THUKY_STORAGE_KEY_FILE="+key) }
	refuses := func(words string) {
		t.Helper()
		before := mustRead(t, d.path("thuky.db"))
		exit, _, stderr := d.run("campaign", "list")
		if exit != 1 || !strings.Contains(stderr, words) || strings.Count(stderr, "storage.key_file") == 0 {
			t.Errorf("exit %d\n%s", exit, stderr)
		}
		if string(mustRead(t, d.path("thuky.db"))) != string(before) {
			t.Error("the store was changed")
		}
	}
	if err := os.Mkdir(d.path("khoa"), 0o700); err != nil {
		t.Fatal(err)
	}
	one, two := d.path("khoa/mot"), d.path("khoa/hai")
	if out := d.must("key", "new", one); !strings.Contains(out, "MẤT KHÓA LÀ MẤT DỮ LIỆU") {
		t.Errorf("said %q", out)
	}
	d.must("key", "new", two)
	if info, err := os.Stat(one); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key has mode %v, %v", info.Mode(), err)
	}
	if exit, _, stderr := d.run("key", "new", one); exit != 1 || !strings.Contains(stderr, "Đã có tệp") {
		t.Errorf("over a key: exit %d\n%s", exit, stderr)
	}
	if out := d.must("doctor"); !strings.Contains(out, "✓ Khóa của kho: không dùng") {
		t.Errorf("doctor says %s", out)
	}
	old := d.path("truoc.thuky.db")
	d.must("backup", old)

	with(one)
	refuses("chưa mã hóa")
	d.env = bare
	if out := d.must("key", "change", "--to", one); !strings.Contains(out, one) {
		t.Errorf("said %q", out)
	}
	refuses("chưa có khóa")
	with(two)
	refuses("khóa khác")
	with(one)
	if render() != want {
		t.Error("the drafts are not those of before")
	}
	if out := d.must("doctor"); !strings.Contains(out, "✓ Khóa của kho: đang dùng") || !strings.Contains(out, "✓ Nhật ký") {
		t.Errorf("doctor says %s", out)
	}

	// A key that lies badly.
	beside := d.file("ben-canh", string(mustRead(t, one)))
	with(beside)
	if out := d.must("doctor"); !strings.Contains(out, "! Khóa của kho: ") || !strings.Contains(out, "cùng thư mục") {
		t.Errorf("doctor says %s", out)
	}
	if err := os.Chmod(one, 0o644); err != nil {
		t.Fatal(err)
	}
	with(one)
	if out := d.must("doctor"); !strings.Contains(out, "chmod 600") {
		t.Errorf("doctor says %s", out)
	}

	// One that was cut, mistyped, or is gone.
	text := string(mustRead(t, one))
	for _, bad := range []string{"", text[:len(text)-10], strings.Replace(text, "= ", "= f", 1), "thuky"} {
		with(d.file("khoa/hong", bad))
		refuses("bị cắt, gõ sai")
	}
	with(d.path("khoa/khong-co"))
	refuses("Không đọc được tệp khóa")
	// Typed off paper.
	with(d.file("khoa/go-tay", strings.ToUpper(strings.Join(strings.Fields(text[strings.LastIndex(text, ".\n")+1:]), "  \n"))))
	d.must("campaign", "list")

	with(one)
	d.must("key", "change", "--to", two)
	with(two)
	d.must("key", "change", "--to", two)
	copied := d.path("sau.thuky.db")
	d.must("backup", copied)
	if render() != want {
		t.Error("the drafts are not those of before")
	}
	for _, args := range [][]string{{"key", "change"}, {"key", "change", "--off", "--to", two}} {
		if exit, _, _ := d.run(args...); exit != 2 {
			t.Errorf("%v: exit %d, want 2", args, exit)
		}
	}
	d.must("key", "change", "--off")
	d.env = bare
	if render() != want {
		t.Error("the drafts are not those of before")
	}

	// Copies: of before the key, and with it.
	if exit, _, stderr := d.run("restore", "--replace", copied); exit != 1 || !strings.Contains(stderr, "chưa có khóa") {
		t.Errorf("a sealed copy without its key: exit %d\n%s", exit, stderr)
	}
	with(two)
	d.must("restore", "--replace", copied)
	if render() != want {
		t.Error("the drafts are not those of before")
	}
	d.env = bare
	d.must("restore", "--replace", old)
	if render() != want {
		t.Error("the drafts are not those of before")
	}
}
