package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thuky/notice/doctext"
	"thuky/render"
	"thuky/render/docx"
	"thuky/render/markdown"
	"thuky/report"
	"thuky/review"
	"thuky/templates"
	"thuky/workday"
)

// readAnswers reads "id: value"; a line that begins with "=" goes on.
func readAnswers(t *testing.T, tmpl *report.Template) []report.Answer {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "answers", tmpl.ID+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	var answers []report.Answer
	for i, entry := range strings.Split(strings.ReplaceAll(strings.TrimSpace(string(data)), "\n= ", "\n="), "\n") {
		if more, ok := strings.CutPrefix(entry, "="); ok {
			last := &answers[len(answers)-1]
			last.Value = report.TextValue(*last.Value.Text + "\n" + more)
			continue
		}
		id, text, _ := strings.Cut(entry, ": ")
		q := tmpl.Question(id)
		if q == nil {
			t.Fatalf("%s has no question %s", tmpl.ID, id)
		}
		a := report.Answer{Campaign: "c1", Question: id, Person: "p1", At: time.Unix(int64(i), 0), Revision: 1}
		if a.Skipped = text == "bỏ qua"; !a.Skipped {
			reading, problem := q.Parse(text, workday.Date{Year: 2026, Month: 6, Day: 10})
			if problem != nil {
				t.Fatalf("%s: %+v", id, problem)
			}
			a.Value = reading.Value
		}
		answers = append(answers, a)
	}
	return answers
}

// shippedDrafts are the drafts of the shipped templates with sensible answers.
func shippedDrafts(t *testing.T) map[string]*render.Document {
	t.Helper()
	all := make(map[string]*render.Document)
	shipped, err := templates.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, tmpl := range shipped {
		period := "06 tháng đầu năm 2026"
		if strings.Contains(tmpl.ID, "hoc-ky") {
			period = "học kỳ I năm học 2025-2026"
		}
		all[tmpl.ID] = render.Build(render.Input{
			Template: tmpl,
			School:   report.School{Name: "Trường Tiểu học Hoa Sen", Superior: "UBND XÃ HOA SEN", Symbol: "THHS", Place: "Hoa Sen", SignerTitle: "HIỆU TRƯỞNG", Signer: "Lê Thị Mận"},
			Campaign: report.Campaign{
				ID: "c1", Period: period, Opened: time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC), Number: "7", Date: workday.Date{Year: 2026, Month: 6, Day: 18},
				Notice: &report.Notice{Kind: "công văn", Number: "764/UBND-VHXH", Issued: workday.Date{Year: 2026, Month: 5, Day: 28}, Issuer: "Ủy ban nhân dân xã Hoa Sen", Subject: "báo cáo kết quả công tác"},
			},
			Answers: readAnswers(t, tmpl),
		})
	}
	return all
}

// TestShippedDrafts: a draft from a shipped template with sensible answers has no errors,
// in our own tree and in every file that we write; its Word file has the layout of the
// decree.
func TestShippedDrafts(t *testing.T) {
	t.Parallel()
	for id, d := range shippedDrafts(t) {
		if len(d.Gaps) > 0 {
			t.Fatalf("%s has gaps: %+v", id, d.Gaps)
		}
		var word, md bytes.Buffer
		if err := docx.Write(&word, d); err != nil {
			t.Fatal(err)
		}
		if err := markdown.Write(&md, d); err != nil {
			t.Fatal(err)
		}
		read, err := doctext.ReadDraft(t.Context(), id+".docx", word.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		layout := []review.Code{review.PageSize, review.PageMargins, review.PageNumber, review.Font, review.FontSize, review.LayoutLook, review.LayoutText, review.HeadForm, review.HeadMissing}
		for name, text := range map[string]review.Text{"tree": render.ForReview(d), "docx": wordText(read), "md": review.FromMarkdown(md.String())} {
			for _, f := range review.Check(review.Input{Text: text}) {
				bad := f.Severity == review.Error
				for _, code := range layout {
					bad = bad || f.Code == code
				}
				if bad {
					t.Errorf("%s, %s: %+v", id, name, f)
				} else {
					t.Logf("%s, %s: %s %s %d «%s» %s", id, name, f.Severity, f.Code, f.Place.Paragraph, f.Quote, f.Message)
				}
			}
		}
	}
}
