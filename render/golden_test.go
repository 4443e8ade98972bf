package render_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"thuky/render"
	"thuky/render/markdown"
	"thuky/report"
	"thuky/workday"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestBuild reads testdata/*.txtar: a template, a campaign with its school as
// JSON, the answers one a line, and what comes out as Markdown with its gaps.
func TestBuild(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files (%v)", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			d := render.Build(inputOf(t, archive))
			want := &txtar.Archive{Comment: archive.Comment}
			for _, f := range archive.Files {
				switch f.Name {
				case "template.toml", "campaign.json", "answers":
					want.Files = append(want.Files, f)
				}
			}
			want.Files = append(want.Files, txtar.File{Name: "want.md", Data: markdownOf(t, d)}, txtar.File{Name: "gaps", Data: gapsOf(d)})
			if *update {
				if err := os.WriteFile(file, txtar.Format(want), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(txtar.Format(archive)), string(txtar.Format(want))); diff != "" {
				t.Errorf("%s (-want +got; -update rewrites it):\n%s", file, diff)
			}
		})
	}
}

func markdownOf(t *testing.T, d *render.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := markdown.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gapsOf(d *render.Document) []byte {
	var b bytes.Buffer
	for _, g := range d.Gaps {
		fmt.Fprintf(&b, "%s %s %v %s %q\n", g.Kind, g.Place, g.Missing, g.Text, g.Reason)
	}
	return b.Bytes()
}

func inputOf(t *testing.T, archive *txtar.Archive) render.Input {
	t.Helper()
	var in render.Input
	for _, f := range archive.Files {
		switch f.Name {
		case "template.toml":
			in.Template = readTemplate(t, f.Data)
		case "campaign.json":
			given := struct {
				Campaign *report.Campaign
				School   *report.School
				Names    *map[string]string
			}{&in.Campaign, &in.School, &in.Names}
			if err := json.Unmarshal(f.Data, &given); err != nil {
				t.Fatalf("campaign.json: %v", err)
			}
		case "answers":
			for i, line := range strings.Split(strings.TrimSpace(string(f.Data)), "\n") {
				if line != "" {
					in.Answers = append(in.Answers, answerOf(t, in.Template, i, line))
				}
			}
		}
	}
	return in
}

func readTemplate(t testing.TB, source []byte) *report.Template {
	t.Helper()
	template, err := report.ReadTemplate("template.toml", source)
	if err != nil {
		t.Fatal(err)
	}
	return template
}

// answerOf reads "question person sign value". The sign says what the value is:
// = text (as a Go string), # number, @ date, ? yes or no, + choices divided by
// "|", : a table as it is typed (as a Go string), & files as JSON, - a skip with its reason, -! an accepted one. Answers come a minute after
// each other.
func answerOf(t *testing.T, tmpl *report.Template, line int, text string) report.Answer {
	t.Helper()
	fields := strings.SplitN(text, " ", 4)
	if len(fields) == 3 {
		fields = append(fields, "")
	}
	if len(fields) != 4 {
		t.Fatalf("answer %q: want question, person, sign, value", text)
	}
	a := report.Answer{
		Campaign: "c1", Question: fields[0], Person: fields[1], Revision: 1,
		At: time.Date(2026, 5, 4, 8, line, 0, 0, time.UTC),
	}
	value := fields[3]
	var err error
	switch fields[2] {
	case "=":
		var s string
		s, err = strconv.Unquote(value)
		a.Value = report.TextValue(s)
	case "#":
		var n float64
		n, err = strconv.ParseFloat(value, 64)
		a.Value = report.NumberValue(n)
	case "@":
		var d workday.Date
		d, err = workday.ParseISO(value)
		a.Value = report.DateValue(d)
	case "?":
		a.Value = report.YesValue(value == "yes")
	case "+":
		a.Value = report.ListValue(strings.Split(value, "|"))
	case ":":
		var s string
		s, err = strconv.Unquote(value)
		r, problem := tmpl.Question(fields[0]).Parse(s, workday.Date{Year: 2026, Month: 5, Day: 4})
		if problem != nil {
			err = fmt.Errorf("problem %+v", problem)
		}
		a.Value = r.Value
	case "&":
		err = json.Unmarshal([]byte(value), &a.Value.Files)
	case "-", "-!":
		a.Skipped, a.Reason, a.Accepted = true, value, fields[2] == "-!"
	default:
		err = fmt.Errorf("no such sign %q", fields[2])
	}
	if err != nil {
		t.Fatalf("answer %q: %v", text, err)
	}
	return a
}
