package review

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDocumented: docs/checks.md lists every code with its severity, in order, and no other.
func TestDocumented(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join("..", "docs", "checks.md"))
	if err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\| (\\w+) \\|").FindAllStringSubmatch(string(data), -1) {
		got = append(got, m[1]+" "+m[2])
	}
	for _, r := range rules {
		want = append(want, fmt.Sprintf("%s %s", r.code, r.severity))
		if r.title == "" {
			t.Errorf("%s has no title", r.code)
		}
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("docs/checks.md lists\n%s\nwant\n%s", g, w)
	}
}

// told lists findings as "code paragraph «quote» → suggestion".
func told(in Input) []string {
	var all []string
	for _, f := range Check(in) {
		all = append(all, fmt.Sprintf("%s %d «%s» → %s", f.Code, f.Place.Paragraph, f.Quote, f.Suggest))
	}
	return all
}

// checkCase is a text, and all that is found in it.
type checkCase struct {
	name, text string
	want       []string
}

func runCases(t *testing.T, cases []checkCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			compare(t, Input{Text: FromPlain(c.text)}, c.want)
		})
	}
}

func compare(t *testing.T, in Input, want []string) {
	t.Helper()
	if got, want := strings.Join(told(in), "\n"), strings.Join(want, "\n"); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestApply(t *testing.T) {
	t.Parallel()
	text := FromPlain("Thực hiện *nghiêm* Chỉ thị số 33/CTTTg.")
	edit := Edit{Line: text.Paragraphs[0].Text, Start: strings.Index(text.Paragraphs[0].Text, "33"), New: "33/CT-TTg"}
	edit.End = edit.Start + len("33/CTTTg")
	for _, c := range []struct {
		name, answer, want string
		ok                 bool
	}{
		{"with stars", "Một.\nThực hiện *nghiêm* Chỉ thị số 33/CTTTg.\nHai.", "Một.\nThực hiện *nghiêm* Chỉ thị số 33/CT-TTg.\nHai.", true},
		{"without full stop", "  Thực hiện nghiêm Chỉ thị số 33/CTTTg", "  Thực hiện nghiêm Chỉ thị số 33/CT-TTg", true},
		{"changed meanwhile", "Thực hiện Chỉ thị số 33/CTTTg.", "Thực hiện Chỉ thị số 33/CTTTg.", false},
		{"twice", "Thực hiện nghiêm Chỉ thị số 33/CTTTg.\nThực hiện nghiêm Chỉ thị số 33/CTTTg.", "Thực hiện nghiêm Chỉ thị số 33/CTTTg.\nThực hiện nghiêm Chỉ thị số 33/CTTTg.", false},
		{"empty", "", "", false},
	} {
		if got, ok := edit.Apply(c.answer); got != c.want || ok != c.ok {
			t.Errorf("%s: got %q, %v; want %q, %v", c.name, got, ok, c.want, c.ok)
		}
	}
}
