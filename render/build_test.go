package render_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"thuky/render"
	"thuky/report"
	"thuky/vntext"
)

const longTemplate = `
id = "t"
title = "Thử"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Việc {{period}}"
opening = ["Thực hiện {{notice}}."]
[[sections]]
id = "a"
heading = "MỘT"
  [[sections.questions]]
  id = "mot"
  type = "longtext"
  heading = "Đầu"
  prompt = "Một?"
  [[sections.questions]]
  id = "hai"
  type = "longtext"
  prompt = "Hai?"
[[sections]]
id = "b"
heading = "HAI"
  [[sections.questions]]
  id = "ba"
  type = "text"
  prompt = "Ba?"
  print = "Câu: {{ba}} hết."
  [[sections.questions]]
  id = "bon"
  type = "integer"
  prompt = "Bốn?"
`

// words makes foreign text: Vietnamese, stars, dashes, braces and mark-up.
var words = rapid.StringOfN(rapid.SampledFrom([]rune("aă ệ\n*-+.;:[]{}<>&_'\"1/ 👍\u0301\tKhông")), 0, 40, -1)

func drawAnswers(rt *rapid.T) []report.Answer {
	var list []report.Answer
	for i := range rapid.IntRange(0, 8).Draw(rt, "n") {
		a := report.Answer{
			Campaign: "c1", Question: rapid.SampledFrom([]string{"mot", "hai", "ba", "bon", "gone"}).Draw(rt, "question"),
			Person: rapid.SampledFrom([]string{"p1", "p2"}).Draw(rt, "person"), Revision: i,
			At: time.Unix(int64(rapid.IntRange(0, 3).Draw(rt, "at")), 0),
		}
		switch {
		case rapid.IntRange(0, 4).Draw(rt, "skip") == 0:
			a.Skipped, a.Reason, a.Accepted = true, words.Draw(rt, "reason"), rapid.Bool().Draw(rt, "accepted")
		case a.Question == "bon":
			a.Value = report.NumberValue(float64(rapid.IntRange(-5, 5000).Draw(rt, "number")))
		default:
			a.Value = report.TextValue(words.Draw(rt, "text"))
		}
		list = append(list, a)
	}
	return list
}

// plainOf drops stars, spaces at the ends and the end of a sentence: what the layout may change.
func plainOf(text string) string {
	return strings.TrimRight(strings.TrimSpace(strings.ReplaceAll(text, "*", "")), ". \t")
}

func TestBuildKeepsEveryAnswer(t *testing.T) {
	t.Parallel()
	template := readTemplate(t, []byte(longTemplate))
	rapid.Check(t, func(rt *rapid.T) {
		in := render.Input{Template: template, Campaign: report.Campaign{ID: "c1"}, Answers: drawAnswers(rt)}
		d := render.Build(in)
		byQuestion := map[string][]string{}
		for _, b := range d.Blocks {
			s := b.From()
			byQuestion[s.Question] = append(byQuestion[s.Question], plainOf(b.Text()))
			if s.Place == "" {
				rt.Errorf("%T %q has no source", b, b.Text())
			}
		}
		latest := map[string]report.Answer{}
		for _, a := range in.Answers {
			latest[a.Question+a.Person] = a // revisions grow
		}
		for _, a := range latest {
			if a.Skipped || a.Value.Text == nil || a.Question == "gone" {
				continue
			}
			for line := range strings.SplitSeq(vntext.Clean(*a.Value.Text), "\n") {
				if want := plainOf(line); !strings.Contains(strings.Join(byQuestion[a.Question], "\n"), want) {
					rt.Errorf("%s: %q is not in %q", a.Question, want, byQuestion[a.Question])
				}
			}
		}
		marks := 0
		for _, b := range d.Blocks {
			marks += strings.Count(b.Text(), "[Chưa có") + strings.Count(b.Text(), "[…]")
		}
		if len(d.Gaps) == 0 || marks < len(d.Gaps) {
			rt.Errorf("%d gaps, %d marks", len(d.Gaps), marks)
		}

		shuffled := in
		shuffled.Answers = rapid.Permutation(in.Answers).Draw(rt, "order")
		if diff := cmp.Diff(jsonOf(rt, d), jsonOf(rt, render.Build(shuffled))); diff != "" {
			rt.Errorf("another order of answers gives another document:\n%s", diff)
		}
	})
}

func jsonOf(t interface{ Fatalf(string, ...any) }, d *render.Document) string {
	data, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		t.Fatalf("marshal: %v", err)
	}
	return string(data)
}

func TestDocumentJSON(t *testing.T) {
	t.Parallel()
	in := render.Input{
		Template: readTemplate(t, []byte(longTemplate)),
		Campaign: report.Campaign{ID: "c1", Opened: time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)},
		School:   report.School{Name: "Trường Tiểu học Hoa Sen", Symbol: "THHS", Place: "Hoa Sen", SignerTitle: "HIỆU TRƯỞNG"},
		Names:    map[string]string{"p1": "Nguyễn Văn Ổi"},
		Answers: []report.Answer{
			{Question: "mot", Person: "p1", Value: report.TextValue("- Một *hai*."), Revision: 2, Carried: true},
			{Question: "bon", Person: "p2", Value: report.NumberValue(3)},
			{Question: "bon", Person: "p1", Value: report.NumberValue(4)},
		},
	}
	type source struct {
		Place, Campaign, Question string
		Persons                   []string
		Parts                     []struct {
			Question, Person, Name, Text string
			Revision                     int
			Carried                      bool
		}
	}
	var got struct {
		Title, Creator, Created, Campaign, Template, Version string
		Blocks                                               []struct {
			Type, Text string
			Source     source
			Runs       []map[string]any
		}
		Gaps []map[string]any
	}
	data := jsonOf(t, render.Build(in))
	if err := json.Unmarshal([]byte(data), &got); err != nil {
		t.Fatal(err)
	}
	var types []string
	for _, b := range got.Blocks {
		types = append(types, b.Type)
		if b.Text == "" || b.Source.Place == "" {
			t.Errorf("block %+v has no text or no source", b)
		}
	}
	want := strings.Fields("head title paragraph heading heading list_item paragraph heading paragraph paragraph recipients signature")
	if diff := cmp.Diff(want, types); diff != "" {
		t.Errorf("types (-want +got):\n%s", diff)
	}
	item := got.Blocks[5]
	if item.Text != "- Một hai." || len(item.Runs) != 3 || item.Runs[1]["italic"] != true {
		t.Errorf("list item: %+v", item)
	}
	if s := item.Source; s.Question != "mot" || s.Campaign != "c1" || !slices.Equal(s.Persons, []string{"p1"}) ||
		s.Parts[0].Name != "Nguyễn Văn Ổi" || s.Parts[0].Revision != 2 || !s.Parts[0].Carried {
		t.Errorf("source of the list item: %+v", s)
	}
	sum := got.Blocks[9]
	if s := sum.Source; sum.Text != "7./." || !slices.Equal(s.Persons, []string{"p1", "p2"}) || s.Parts[0].Text != "4" || s.Parts[1].Text != "3" {
		t.Errorf("sum: %+v", sum)
	}
	if len(got.Gaps) != 4 || got.Created != "2026-05-04T08:00:00Z" || got.Creator != "Trường Tiểu học Hoa Sen" || got.Version == "" {
		t.Errorf("document: %+v", got)
	}
	for _, key := range []string{`"place"`, `"kind"`, `"text"`} {
		if !strings.Contains(data[strings.Index(data, `"gaps"`):], key) {
			t.Errorf("gaps have no %s", key)
		}
	}
}

func FuzzBuild(f *testing.F) {
	template := readTemplate(f, []byte(longTemplate))
	for _, s := range []string{"*a* b", "- a\n+ b", "Không.", "{{bon}}", "*", "a\r\nb", "\xff*\u0301*", "[…]", "* *a*b* *", strings.Repeat("*a ", 50)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		answers := []report.Answer{
			{Question: "mot", Person: "p1", Value: report.TextValue(text)},
			{Question: "ba", Person: "p1", Value: report.TextValue(text)},
			{Question: "hai", Person: "p1", Skipped: true, Reason: text},
		}
		d := render.Build(render.Input{Template: template, Campaign: report.Campaign{Period: text}, School: report.School{Name: text, SignerTitle: text}, Answers: answers})
		for _, b := range d.Blocks {
			if p, ok := b.(*render.Paragraph); ok {
				for _, r := range p.Runs {
					if strings.ContainsAny(r.Text, "\n\r") || r.Text == "" {
						t.Errorf("run %q of %q", r.Text, b.Text())
					}
				}
			}
		}
		stars := 0
		for _, b := range d.Blocks {
			stars += strings.Count(b.Text(), "*")
		}
		if in := strings.Count(text, "*"); stars > 0 && in == 0 {
			t.Errorf("stars appeared from %q", text)
		}
	})
}

func TestManySections(t *testing.T) {
	t.Parallel()
	var source strings.Builder
	source.WriteString("id = \"t\"\ntitle = \"Thử\"\nkind = \"BÁO CÁO\"\nsymbol = \"BC\"\nsubject = \"Việc\"\n")
	for i := range 49 {
		fmt.Fprintf(&source, "[[sections]]\nid = \"s%d\"\nheading = \"M\"\n[[sections.questions]]\nid = \"q%d\"\ntype = \"text\"\nprompt = \"?\"\n", i, i)
	}
	d := render.Build(render.Input{Template: readTemplate(t, []byte(source.String()))})
	got := map[int]string{}
	for _, b := range d.Blocks {
		if h, ok := b.(*render.Heading); ok {
			got[len(got)+1] = h.Number
		}
	}
	for n, want := range map[int]string{1: "I.", 4: "IV.", 9: "IX.", 14: "XIV.", 40: "XL.", 49: "XLIX."} {
		if got[n] != want {
			t.Errorf("section %d is %q, want %q", n, got[n], want)
		}
	}
}
