package cli_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"strings"
	"testing"
)

// replacedIn gives a Word file with other words in its text.
func replacedIn(t *testing.T, data []byte, old, now string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		to, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "word/document.xml" {
			if !bytes.Contains(part, []byte(old)) {
				t.Fatalf("no %q in %s", old, part)
			}
			part = bytes.ReplaceAll(part, []byte(old), []byte(now))
		}
		if _, err := to.Write(part); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func documentOf(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestTemplateWord: a form is written to begin with, checked, chosen, used and given up.
func TestTemplateWord(t *testing.T) {
	t.Parallel()
	d := answered(t)
	const id = "hop-nho-2026-1"
	if got := d.must("template", "word", "list"); !strings.Contains(got, "Chưa chọn mẫu Word nào") {
		t.Errorf("before: %s", got)
	}
	form := d.path("mau.docx")
	if got := d.must("template", "word", "starter", "-o", form); got != form+"\n" {
		t.Errorf("printed %q", got)
	}
	starter := mustRead(t, form)
	if got := d.must("template", "word", "starter", "-o", "-"); got != string(starter) {
		t.Error("“-o -” is not the file")
	}
	d.must("template", "word", "check", form)
	plain := d.path("thuong.docx")
	d.must("render", "--campaign", id, "-o", plain)

	wrong := d.file("sai.docx", string(replacedIn(t, starter, "{{kind}}", "{{kin}} {{noi_dung}} {{#x}}")))
	code, stdout, _ := d.run("template", "word", "check", wrong)
	if code != 1 || !strings.Contains(stdout, "chưa dùng được") || !strings.Contains(stdout, "{{kind}}") || !strings.Contains(stdout, "chưa được đóng") {
		t.Errorf("a wrong form: exit %d, %s", code, stdout)
	}
	code, stdout, stderr := d.run("template", "word", "set", wrong)
	if code != 1 || stdout != "" {
		t.Errorf("chosen although it is wrong: exit %d, %s", code, stdout)
	}
	checkFirstLine(t, stderr, []string{"sai.docx", "chưa dùng được"})
	code, stdout, _ = d.run("template", "word", "check", "--json", d.file("x.docx", "chữ"))
	result := decode[struct {
		Usable   bool
		Fields   []string
		Problems []struct {
			Fatal bool
			Text  string
		}
	}](t, stdout)
	if code != 1 || result.Usable || result.Fields == nil || len(result.Problems) != 1 || !strings.Contains(result.Problems[0].Text, ".docx") {
		t.Errorf("no Word file: exit %d, %+v", code, result)
	}
	for _, args := range [][]string{
		{"template", "word", "check", d.path("khong-co.docx")},
		{"template", "word", "set", form, "--template", "khong-co"},
		{"template", "word", "remove"},
		{"template", "word", "remove", "--template", "dan-van-6-thang"},
	} {
		if code, _, stderr := d.run(args...); code != 1 || stderr == "" {
			t.Errorf("%v: exit %d, %s", args, code, stderr)
		}
	}

	if err := os.WriteFile(form, replacedIn(t, starter, "Nơi nhận:", "Gửi tới:"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := d.must("template", "word", "set", form); !strings.Contains(got, "mau.docx") {
		t.Errorf("chosen: %s", got)
	}
	d.must("template", "word", "set", form, "--template", "dan-van-6-thang")
	if got := d.must("template", "word", "list"); !strings.Contains(got, "(mọi báo cáo)") || !strings.Contains(got, "dan-van-6-thang") {
		t.Errorf("list: %s", got)
	}
	rows := decode[[]struct {
		Template     *string
		Name, SHA256 string
	}](t, d.must("template", "word", "list", "--json"))
	if len(rows) != 2 || rows[0].Template != nil || *rows[1].Template != "dan-van-6-thang" || rows[0].Name != "mau.docx" {
		t.Errorf("list: %+v", rows)
	}
	out := d.path("ra.docx")
	d.must("render", "--campaign", id, "-o", out)
	if got := documentOf(t, mustRead(t, out)); !strings.Contains(got, "Gửi tới:") || !strings.Contains(got, "Nhất trí.") || strings.Contains(got, "{{") {
		t.Errorf("the draft is not of the form: %s", got)
	}
	d.must("template", "word", "remove")
	d.must("render", "--campaign", id, "-o", out)
	if !bytes.Equal(mustRead(t, out), mustRead(t, plain)) {
		t.Error("without the form the draft is not as before")
	}
}
