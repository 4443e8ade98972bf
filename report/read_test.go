package report

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// TestBadTemplates reads every "<name>.toml" of testdata/bad.txtar and compares
// the whole error with "<name>.want". "@head" stands for a good head.
func TestBadTemplates(t *testing.T) {
	t.Parallel()
	file := filepath.Join("testdata", "bad.txtar")
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, f := range archive.Files {
		want[f.Name] = string(f.Data)
	}
	var rewritten []txtar.File
	for _, f := range archive.Files {
		name, ok := strings.CutSuffix(f.Name, ".toml")
		if !ok {
			continue
		}
		t.Run(name, func(t *testing.T) {
			source := strings.Replace(string(f.Data), "@head\n", head, 1)
			_, err := ReadTemplate(f.Name, []byte(source))
			if err == nil {
				t.Fatal("read without an error")
			}
			got := err.Error() + "\n"
			rewritten = append(rewritten, f, txtar.File{Name: name + ".want", Data: []byte(got)})
			if *update {
				return
			}
			if diff := cmp.Diff(want[name+".want"], got); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
	if *update {
		archive.Files = rewritten
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestReadTemplate_foreignBytes(t *testing.T) {
	t.Parallel()
	good := head + "[[sections]]\n[[sections.questions]]\nid = \"a\"\ntype = \"text\"\nprompt = \"A?\"\n"
	for _, c := range []struct{ name, source, want string }{
		{"empty", "", "f.toml:1: " + fileEmpty},
		{"blank", " \n\n", "f.toml:1: " + fileEmpty},
		{"comment only", "# chưa có gì\n", "f.toml:1: thiếu khóa «id»"},
		{"nul", "id = \"a\"\n\x00", "f.toml:2: " + fileZero},
		{"utf-16", "\xff\xfei\x00d\x00", "f.toml:1: " + fileNotUTF8},
		{"latin", "id = \"a\"\ntitle = \"B\xe1o\"", "f.toml:2: " + fileNotUTF8},
		{"huge", strings.Repeat("#", maxTemplate+1), "f.toml:1: " + fileTooLarge},
		{"deep", "id = " + strings.Repeat("[", 500_000), "f.toml:1: sai cú pháp TOML"},
		{"word document", "PK\x03\x04 nội dung", "f.toml:1: sai cú pháp TOML"},
	} {
		_, err := ReadTemplate("f.toml", []byte(c.source))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s…", c.name, err, c.want)
		}
	}
	for name, source := range map[string]string{
		"byte order mark": "\ufeff" + good,
		"windows lines":   strings.ReplaceAll(good, "\n", "\r\n"),
	} {
		if _, err := ReadTemplate("f.toml", []byte(source)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadTemplate_manyProblemsAreCut(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(head + "[[sections]]\n")
	for range 2000 {
		b.WriteString("[[sections.questions]]\nsai = 1\n")
	}
	_, err := ReadTemplate("f.toml", []byte(b.String()))
	var te *TemplateError
	if !errors.As(err, &te) || len(te.Problems) != maxProblems {
		t.Fatalf("got %v", err)
	}
}

func TestReadTemplate_textsAreNFC(t *testing.T) {
	t.Parallel()
	tm := mustRead(t, head+"[[sections]]\n[[sections.questions]]\nid = \"a\"\ntype = \"choice\"\nprompt = \"A?\"\n"+
		"choices = [\"To\u0302\u0301t\", \"Kha\u0301\"]\n")
	if diff := cmp.Diff([]string{"Tốt", "Khá"}, tm.Question("a").Choices); diff != "" {
		t.Errorf("choices (-want +got):\n%s", diff)
	}
}

// TestTemplateJSON prints the keys of the contract, defaults included.
func TestTemplateJSON(t *testing.T) {
	t.Parallel()
	tm := mustRead(t, `id = "thu-vien"
title = "Báo cáo công tác thư viện"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Kết quả công tác thư viện {{period}}"
[[sections]]
id = "co_so"
heading = "CƠ SỞ VẬT CHẤT"
[[sections.questions]]
id = "dien_tich"
type = "decimal"
prompt = "Diện tích phòng thư viện?"
unit = "m²"
min = 1
print = ""
[[sections.questions]]
id = "ngay"
type = "date"
prompt = "Ngày kiểm kê?"
max = 2030-12-31
default = "2026-01-05"
required = false
`)
	got, err := json.MarshalIndent(tm, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "id": "thu-vien",
  "title": "Báo cáo công tác thư viện",
  "kind": "BÁO CÁO",
  "symbol": "BC",
  "subject": "Kết quả công tác thư viện {{period}}",
  "addressees": [],
  "recipients": [],
  "opening": [],
  "closing": [],
  "sections": [
    {
      "id": "co_so",
      "heading": "CƠ SỞ VẬT CHẤT",
      "questions": [
        {
          "id": "dien_tich",
          "type": "decimal",
          "prompt": "Diện tích phòng thư viện?",
          "print": "",
          "unit": "m²",
          "required": true,
          "min": 1
        },
        {
          "id": "ngay",
          "type": "date",
          "prompt": "Ngày kiểm kê?",
          "required": false,
          "max": "2030-12-31",
          "default": "2026-01-05"
        }
      ]
    }
  ],
  "version": "` + tm.Version + `"
}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("json (-want +got):\n%s", diff)
	}
}

// TestFieldsAreTheStructs keeps the key tables and the structs together.
func TestFieldsAreTheStructs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		of     any
		fields []field
	}{
		{Template{}, templateFields}, {Section{}, sectionFields}, {Question{}, questionFields}, {Column{}, columnFields},
	} {
		var tags, keys []string
		typ := reflect.TypeOf(c.of)
		for i := range typ.NumField() {
			if tag := typ.Field(i).Tag.Get("toml"); tag != "" && tag != "-" {
				tags = append(tags, tag)
				if name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ","); name != tag {
					t.Errorf("%s.%s: json %q, toml %q", typ.Name(), typ.Field(i).Name, name, tag)
				}
			}
		}
		for _, f := range c.fields {
			keys = append(keys, f.key)
		}
		if diff := cmp.Diff(tags, keys); diff != "" {
			t.Errorf("%s (-struct +table):\n%s", typ.Name(), diff)
		}
	}
}

func TestVersionIsTheContent(t *testing.T) {
	t.Parallel()
	source := head + "[[sections]]\n[[sections.questions]]\nid = \"a\"\ntype = \"text\"\nprompt = \"A?\"\n"
	one, again, other := mustRead(t, source), mustRead(t, source), mustRead(t, source+"\n")
	if one.Version != again.Version || one.Version == other.Version || len(one.Version) != 64 {
		t.Errorf("versions %s, %s, %s", one.Version, again.Version, other.Version)
	}
	if string(one.Source()) != source {
		t.Errorf("source %q, want %q", one.Source(), source)
	}
}

func TestTextsAreClean(t *testing.T) {
	t.Parallel()
	for _, s := range []string{fileTooLarge, fileEmpty, noSections, strayBracesText, checkFailed, exprNoRanges, unknownKey("a", "b", nil)} {
		if !utf8.ValidString(s) || strings.Contains(s, "  ") {
			t.Errorf("%q", s)
		}
	}
}

// FuzzReadTemplate checks that no file panics, that every error names the file,
// and that what is read can be asked, printed and read again.
func FuzzReadTemplate(f *testing.F) {
	shipped, err := filepath.Glob("../templates/*.toml")
	if err != nil || len(shipped) == 0 {
		f.Fatalf("no templates to begin with: %v", err)
	}
	for _, file := range shipped {
		source, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(source)
	}
	archive, err := txtar.ParseFile(filepath.Join("testdata", "bad.txtar"))
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range archive.Files {
		f.Add([]byte(strings.Replace(string(file.Data), "@head\n", head, 1)))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		tm, err := ReadTemplate("f.toml", source)
		if err != nil {
			var te *TemplateError
			if !errors.As(err, &te) || len(te.Problems) == 0 || !strings.HasPrefix(err.Error(), "f.toml:") {
				t.Fatalf("error without a place: %v", err)
			}
			if last := te.Problems[len(te.Problems)-1].Line; last > slices.Max([]int{1, strings.Count(string(source), "\n") + 1}) {
				t.Fatalf("line %d is behind the end", last)
			}
			return
		}
		if _, err := json.Marshal(tm); err != nil {
			t.Fatalf("json: %v", err)
		}
		get := func(string) (Value, bool) { return Value{}, false }
		for _, q := range tm.Questions() {
			tm.Applies(q, get)
			tm.Compute(q, get)
			tm.Check(q, Value{}, get)
			tm.ChecksNaming(q)
			q.DefaultValue()
			q.Parse("1", today)
		}
		again, err := ReadTemplate("f.toml", tm.Source())
		if err != nil || again.Version != tm.Version {
			t.Fatalf("read again: %v", err)
		}
	})
}

// TestReadTemplate_limitsAreNumbers: no answer could be compared with these, and
// JSON does not hold them.
func TestReadTemplate_limitsAreNumbers(t *testing.T) {
	t.Parallel()
	for _, limit := range []string{"inf", "-inf", "nan"} {
		_, err := ReadTemplate("x.toml", []byte(head+"[[sections]]\n[[sections.questions]]\nid = \"a\"\ntype = \"integer\"\nprompt = \"A?\"\nmax = "+limit+"\n"))
		if err == nil || !strings.Contains(err.Error(), "«max»") {
			t.Errorf("max = %s: got %v", limit, err)
		}
	}
}
