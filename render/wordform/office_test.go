package wordform_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"thuky/render"
	"thuky/render/wordform"
	"thuky/render/wordml/wordmltest"
	"thuky/report"
)

// needOffice skips the test where LibreOffice or poppler is not installed; the machine
// that decides must have them.
func needOffice(t *testing.T) {
	t.Helper()
	for _, tool := range []string{"soffice", "pdftotext"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("CI must have %s (LibreOffice Writer and poppler-utils): %v", tool, err)
			}
			t.Skipf("%s is not installed; the pages are not checked", tool)
		}
	}
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// convert turns files into another kind with one start of LibreOffice.
func convert(t *testing.T, kind string, files map[string][]byte) string {
	t.Helper()
	dir, out := t.TempDir(), t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", kind, "--outdir", out}
	for name, data := range files {
		file := filepath.Join(dir, strings.ReplaceAll(name, " ", "-")+".docx")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	run(t, "soffice", args...)
	return out
}

// TestOffice: filled forms open in LibreOffice, with the words on their pages; and forms
// that LibreOffice has saved can be filled.
func TestOffice(t *testing.T) {
	t.Parallel()
	needOffice(t)
	forms, filled := map[string][]byte{"starter": starter(t), "columns": newFile(columnsForm).bytes(t)}, map[string][]byte{}
	for name, c := range awkward() {
		forms[name] = c.file.bytes(t)
	}
	// Only forms that are whole files for other programs, too, are saved by it.
	saved := convert(t, "docx:MS Word 2007 XML", map[string][]byte{
		"starter": forms["starter"], "table": forms["table"], "blocks": forms["blocks"], "header and footer": forms["header and footer"],
		"text boxes": forms["text boxes"], "content controls": forms["content controls"], "comments": forms["comments"], "columns": forms["columns"],
	})
	inputOf := func(name string) (render.Input, []string) {
		if strings.HasSuffix(name, "columns") {
			return classes(t, "5A & 5B; 1200\n5C; 8"), []string{"Các lớp đã mở: 5A & 5B, 5C (cộng 1.208 tiết).", "1 Lớp 5A & 5B (Trần Văn Nam) 1.200", "2 Lớp 5C (Trần Văn Nam) 8"}
		}
		return small(t), []string{"I. NỘI DUNG", "Sách & báo <mới> đủ cho mọi lớp.", "Phòng đọc sạch.", "II. KIẾN NGHỊ, ĐỀ XUẤT: Không./."}
	}
	entries, err := os.ReadDir(saved)
	if err != nil || len(entries) != 8 {
		t.Fatalf("LibreOffice saved %d files (%v)", len(entries), err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(saved, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		name := "saved-" + strings.TrimSuffix(e.Name(), ".docx")
		in, _ := inputOf(name)
		result, err := wordform.Check(data, []*report.Template{in.Template})
		if err != nil || !result.Usable() {
			t.Errorf("%s: %v %+v", name, err, result.Problems)
			continue
		}
		forms[name] = data
	}
	for name, form := range forms {
		in, _ := inputOf(name)
		filled[name] = fill(t, form, in)
		checkedAgain(t, name, form, filled[name])
	}
	dir := convert(t, "pdf", filled)
	for name := range filled {
		file := filepath.Join(dir, strings.ReplaceAll(name, " ", "-")+".pdf")
		text := strings.Join(strings.Fields(run(t, "pdftotext", "-layout", "-enc", "UTF-8", file, "-")), " ")
		_, words := inputOf(name)
		for _, want := range words {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the pages do not show %q: %s", name, want, text)
			}
		}
		if strings.Contains(strings.Replace(text, "{{gone}}", "", 1), "{{") { // that one is struck out
			t.Errorf("%s: a placeholder is left: %s", name, text)
		}
	}
}

// checkedAgain is checked for a form that somebody else wrote: only what was not so before
// is a problem.
func checkedAgain(t *testing.T, name string, form, filled []byte) {
	t.Helper()
	_, before := partsOf(t, form)
	_, after := partsOf(t, filled)
	old, now := problemsOf(t, before["word/document.xml"]), problemsOf(t, after["word/document.xml"])
	for problem, n := range now {
		if n > old[problem] {
			t.Errorf("%s: %s (%d times, was %d)", name, problem, n, old[problem])
		}
	}
}

func problemsOf(t *testing.T, part []byte) map[string]int {
	t.Helper()
	all := map[string]int{}
	root := wordmltest.Parse(t, "document", part)
	for _, problem := range append(wordmltest.Problems(root), wordmltest.Duplicates(root)...) {
		all[problem]++
	}
	return all
}
