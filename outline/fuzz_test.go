package outline_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thuky/outline"
	"thuky/report"
)

// FuzzText: whatever is handed over becomes a template that passes, or is refused in words.
func FuzzText(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text), false, byte(0))
	}
	f.Add("# A\n## I. {{x}} }}{{\n- số: ......%\n| a | b |\n", true, byte(1))
	f.Add("I. X: ....... người; nữ: ...... ; ngày ... tháng ... năm ...\n1) \"\"\" \\ \x01\n+ ☐ ☐ ☐", false, byte(2))
	f.Fuzz(func(t *testing.T, text string, markdown bool, as byte) {
		o := outline.Options{Name: "x.txt", Markdown: markdown, Word: as%2 == 1}
		switch as % 3 {
		case 1:
			o.As = outline.KindReport
		case 2:
			o.As = outline.KindOutline
		}
		r, err := outline.Text(text, o)
		passes(t, r, err)
	})
}

// passes: a result passes its check, an error has words.
func passes(t *testing.T, r *outline.Result, err error) {
	t.Helper()
	var bad *outline.Error
	switch {
	case err == nil:
		if _, err := report.ReadTemplate("x.toml", r.Template.Source()); err != nil {
			t.Errorf("%v\n%s", err, r.Template.Source())
		}
	case !errors.As(err, &bad):
		t.Errorf("an error without words: %v", err)
	case strings.Contains(err.Error(), "không lập được mẫu"):
		t.Errorf("a draft that cannot be mended: %v", err)
	}
}

// FuzzForm: whatever stands in the cells of a form or a list.
func FuzzForm(f *testing.F) {
	f.Add("select_one m", "a", "A ${a}", "${a} = 1 and (. < 2)", "if(${a} > 1, 2, 3)", "m|x|X\nm|y|Y")
	f.Add("calculate", "b", "B", "regex(., '(')", "${b} + 1", "")
	f.Add("begin group", "g", "{{", "selected(${a}, 'x')", "'", "m|x|\nm|x|")
	f.Fuzz(func(t *testing.T, kind, name, label, expression, other, choices string) {
		clean := strings.NewReplacer("|", "/", "\n", " ")
		for i, s := range []*string{&kind, &name, &label, &expression, &other} {
			if *s = clean.Replace(*s); i > 4 {
				return
			}
		}
		rows := []string{
			"type|name|label|relevant|constraint|calculation|default|required", "integer|a|Số lớp",
			strings.Join([]string{kind, name, label, expression, expression, other, other, other}, "|"), "calculate|z|Z|||" + other, "text|y|Y|" + expression,
		}
		lists := append([]string{"list_name|name|label"}, strings.Split(choices, "\n")...)
		r, err := outline.Spreadsheet(outline.Book{Sheets: []outline.Sheet{sheet("survey", rows...), sheet("choices", lists...)}}, outline.Options{Name: "x.xlsx"})
		passes(t, r, err)
		r, err = outline.Spreadsheet(outline.Book{Sheets: []outline.Sheet{sheet("a", "Phần|Câu hỏi|Loại|Lựa chọn|Đơn vị|Kỳ trước|Tối đa",
			strings.Join([]string{name, label, kind, expression, other, other, other}, "|"), "|Số lớp")}}, outline.Options{Name: "x.xlsx"})
		passes(t, r, err)
	})
}
