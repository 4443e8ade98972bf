package review

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"thuky/workday"
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

// TestAfter: several suggestions are carried out in one answer, in any order.
func TestAfter(t *testing.T) {
	t.Parallel()
	const line = "Không có phiến hà, những nhiễu. Đã đã xong"
	edit := func(old, with string) Edit {
		i := strings.Index(line, old)
		return Edit{Line: line, Start: i, End: i + len(old), New: with}
	}
	first, second, third := edit("phiến hà", "phiền hà"), edit("những nhiễu", "nhũng nhiễu"), edit("Đã đã", "Đã")
	for _, order := range [][]Edit{{first, second, third}, {third, first, second}, {second, third, first}} {
		text, done := "Một.\n"+line+".\nHai.", []Edit(nil)
		for _, e := range order {
			ok := true
			for _, d := range done {
				if e, ok = e.After(d); !ok {
					t.Fatalf("%+v after %+v", e, d)
				}
			}
			if text, ok = e.Apply(text); !ok {
				t.Fatalf("%+v does not fit into %q", e, text)
			}
			done = append(done, e)
		}
		if want := "Một.\nKhông có phiền hà, nhũng nhiễu. Đã xong.\nHai."; text != want {
			t.Errorf("got %q, want %q", text, want)
		}
	}
	if e, ok := edit("hà, những", "hà. Những").After(first); ok {
		t.Errorf("overlapping edits give %+v", e)
	}
	if e, ok := first.After(Edit{Line: line, Start: 0, End: len(line) + 1}); ok {
		t.Errorf("an edit beyond the line gives %+v", e)
	}
	other := Edit{Line: "Dòng khác", Start: 0, End: 5, New: "Hàng"}
	if e, ok := other.After(first); !ok || e != other {
		t.Errorf("an edit of another line: %+v, %v", e, ok)
	}
}

// TestKey: a finding is known again whatever its place, and not when its words change.
func TestKey(t *testing.T) {
	t.Parallel()
	one := Finding{Code: Confusion, Quote: "phiến hà", Message: "Nhầm chữ.", Place: Place{Paragraph: 3, Source: Source{"viec", "p1"}}}
	moved := one
	moved.Place.Paragraph, moved.Place.Heading = 9, "II. VIỆC"
	if moved.Key() != one.Key() || len(one.Key()) != 24 {
		t.Errorf("keys %q and %q", one.Key(), moved.Key())
	}
	today := Finding{Code: Confusion, Message: textDateEarly(workday.Date{Year: 2026, Month: time.May, Day: 28}, workday.Date{Year: 2026, Month: time.June, Day: 14}), Place: Place{Whole: true}}
	tomorrow := today
	tomorrow.Message = textDateEarly(workday.Date{Year: 2026, Month: time.May, Day: 29}, workday.Date{Year: 2026, Month: time.June, Day: 14})
	if today.Key() != tomorrow.Key() {
		t.Errorf("what was put aside of %q comes back with %q", today.Message, tomorrow.Message)
	}
	for _, change := range []func(*Finding){
		func(f *Finding) { f.Code = Doubled }, func(f *Finding) { f.Quote = "phiến" }, func(f *Finding) { f.Message = "Khác." },
		func(f *Finding) { f.Place.Source.Person = "p2" }, func(f *Finding) { f.Place.Source.Question = "sach" },
	} {
		other := one
		change(&other)
		if other.Key() == one.Key() {
			t.Errorf("%+v has the key of %+v", other, one)
		}
	}
}
