package bot

import (
	"slices"
	"testing"

	"thuky/conversation"
	"thuky/render"
	"thuky/report"
)

// TestGaps: a mark that says nothing by itself names its questions, and what may be done
// about the gaps is said only where it helps.
func TestGaps(t *testing.T) {
	t.Parallel()
	tmpl, err := report.ReadTemplate("tien.toml", []byte(`
id = "tien"
title = "Báo cáo tiền"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Tiền"
opening = ["Thực hiện {{notice}}, trường báo cáo:"]
[[sections]]
id = "so"
heading = "SỐ"
  [[sections.questions]]
  id = "tien"
  type = "integer"
  prompt = "Chi bao nhiêu tiền?"
  print = "Trường đã chi {{tien}} đồng."
  [[sections.questions]]
  id = "ly_do"
  type = "text"
  prompt = "Chi cho việc gì?"
`))
	if err != nil {
		t.Fatal(err)
	}
	skip := report.Answer{Question: "ly_do", Person: "p1", Skipped: true, Reason: "chưa rõ", Revision: 1}
	sum := report.Answer{Question: "tien", Person: "p1", Value: report.NumberValue(3), Revision: 1}
	skippedSum := report.Answer{Question: "tien", Person: "p1", Skipped: true, Reason: "chưa có", Revision: 1}
	told := report.Answer{Question: "ly_do", Person: "p1", Value: report.TextValue("Sửa mái."), Revision: 1}
	for _, c := range []struct {
		name    string
		notice  *report.Notice
		answers []report.Answer
		marks   []string
		lacks   conversation.Lacks
	}{
		{
			"all is open", nil, nil,
			[]string{"[Chưa có: công văn yêu cầu]", "[…] Chi bao nhiêu tiền?", "[Chưa có nội dung: Chi cho việc gì?]"},
			conversation.Lacks{Notice: true},
		},
		{
			"skipped", &report.Notice{Kind: "công văn", Number: "1/UBND"},
			[]report.Answer{sum, skip},
			[]string{"[Chưa có nội dung: Chi cho việc gì? – lý do: chưa rõ]"},
			conversation.Lacks{Skips: true},
		},
		{
			"a sentence without its number", &report.Notice{Number: "1/UBND"},
			[]report.Answer{skippedSum, told},
			nil,
			conversation.Lacks{Skips: true},
		},
	} {
		d := render.Build(render.Input{Template: tmpl, Campaign: report.Campaign{Notice: c.notice}, Answers: c.answers, School: report.School{Name: "a", Place: "b", Signer: "c"}})
		if got := marks(d); c.marks != nil && !slices.Equal(got, c.marks) || slices.Contains(got, "[…]") {
			t.Errorf("%s: %q", c.name, got)
		}
		if got := lacks(d); got != c.lacks {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}
