package outline_test

import (
	"bytes"
	"context"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"thuky/notice/doctext"
	"thuky/outline"
	"thuky/render"
	"thuky/render/docx"
	"thuky/report"
	"thuky/templates"
)

// TestReference: the reference report, as text and as the Word file that the program makes of
// it, gives the sections and questions of the shipped template, in order.
func TestReference(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../shared/seed/bao-cao-dan-van-2024.txt")
	if err != nil {
		t.Skip("the reference report is not at hand: it holds names and stays outside the repository")
	}
	words := norm.NFC.String(string(data))
	fromText, err := outline.Text(words, outline.Options{Name: "bao-cao.txt"})
	if err != nil {
		t.Fatal(err)
	}
	shipped := builtin(t, "dan-van-6-thang")
	sameOutline(t, shipped, fromText)

	file := wordFile(t, fromText.Template)
	read, err := doctext.Text(context.Background(), "bao-cao.docx", file, doctext.Options{})
	if err != nil {
		t.Fatal(err)
	}
	fromWord, err := outline.Text(read.Text, outline.Options{Name: "bao-cao.docx", Word: true})
	if err != nil {
		t.Fatal(err)
	}
	sameOutline(t, shipped, fromWord)
	for i, q := range fromText.Template.Questions() {
		other := fromWord.Template.Questions()[i]
		if was, is := answer(q), answer(other); was != is {
			t.Errorf("%s: the text of last period changed on its way through Word:\n%q\n%q", q.ID, was, is)
		}
	}

	// Without its texts the report is an outline.
	var headings []string
	heading := regexp.MustCompile(`^(?:[IVX]+|\d)\. `)
	for line := range strings.SplitSeq(words, "\n") {
		if heading.MatchString(line) {
			headings = append(headings, line)
		}
	}
	bare, err := outline.Text(strings.Join(headings, "\n"), outline.Options{Name: "de-cuong.txt"})
	if err != nil {
		t.Fatal(err)
	}
	if bare.Kind != outline.KindOutline {
		t.Errorf("the headings alone are taken for %s", bare.Kind)
	}
	sameOutline(t, shipped, bare)
}

func answer(q *report.Question) string {
	v, ok := q.DefaultValue()
	if !ok {
		return ""
	}
	return strings.ReplaceAll(q.Format(v), "*", "") // the text of a Word file has no italics
}

func builtin(t *testing.T, id string) *report.Template {
	t.Helper()
	all, err := templates.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, tmpl := range all {
		if tmpl.ID == id {
			return tmpl
		}
	}
	t.Fatalf("no template %s", id)
	return nil
}

// sameOutline compares the sections, and of each the questions with a heading. A section
// without such has one question.
func sameOutline(t *testing.T, shipped *report.Template, r *outline.Result) {
	t.Helper()
	checkSource(t, r)
	got := r.Template
	if len(got.Sections) != len(shipped.Sections) {
		t.Fatalf("got %d sections, want %d", len(got.Sections), len(shipped.Sections))
	}
	for i := range shipped.Sections {
		want, is := &shipped.Sections[i], &got.Sections[i]
		if is.Heading != want.Heading {
			t.Errorf("section %d: got %q, want %q", i+1, is.Heading, want.Heading)
		}
		var headed []report.Question
		for _, q := range want.Questions {
			if q.Heading != "" {
				headed = append(headed, q)
			}
		}
		if len(headed) == 0 {
			if len(is.Questions) != 1 || is.Questions[0].Heading != "" || is.Questions[0].Type != "longtext" {
				t.Errorf("section %d: got %d questions, want one text", i+1, len(is.Questions))
			}
			continue
		}
		if len(is.Questions) != len(headed) {
			t.Errorf("section %d: got %d questions, want %d", i+1, len(is.Questions), len(headed))
			continue
		}
		for j, q := range headed {
			var pattern strings.Builder
			for _, s := range report.Segments(q.Heading) {
				if s.Name != "" {
					pattern.WriteString(".+") // a document of the year
					continue
				}
				pattern.WriteString(regexp.QuoteMeta(s.Text))
			}
			if found := is.Questions[j]; !regexp.MustCompile("(?i)^"+pattern.String()+"$").MatchString(found.Heading) || found.Type != q.Type {
				t.Errorf("section %d, question %d: got %s %q, want %s %q", i+1, j+1, found.Type, found.Heading, q.Type, q.Heading)
			}
		}
	}
}

// wordFile makes the Word file of a report in which everybody kept the texts of last period.
func wordFile(t *testing.T, tmpl *report.Template) []byte {
	t.Helper()
	in := render.Input{Template: tmpl, Campaign: report.Campaign{ID: "1", Template: tmpl.ID, Period: "06 tháng đầu năm 2024"}}
	for _, q := range tmpl.Questions() {
		if v, ok := q.DefaultValue(); ok {
			in.Answers = append(in.Answers, report.Answer{Campaign: "1", Question: q.ID, Person: "p", Value: v, At: time.Unix(0, 0), Revision: 1})
		}
	}
	var b bytes.Buffer
	if err := docx.Write(&b, render.Build(in)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
