package render

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"thuky/report"
	"thuky/review"
	"thuky/workday"
)

const dividedReport = `id = "thu"
title = "Báo cáo"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Kết quả"
opening = ["Kính báo:"]

[[sections]]
id = "mot"
heading = "KẾT QUẢ"

  [[sections.questions]]
  id = "ke_hoach"
  type = "yesno"
  prompt = "Trường đã có kế hoạch chưa?"

  [[sections.questions]]
  id = "ty_le"
  type = "percent"
  prompt = "Tỷ lệ là bao nhiêu?"
  print = "Tỷ lệ đạt {{ty_le}}."

  [[sections.questions]]
  id = "muc"
  type = "choice"
  choices = ["Tốt", "Khá"]
  prompt = "Tự đánh giá mức nào?"
  print = "Tự đánh giá: {{muc}}."

  [[sections.questions]]
  id = "ho_so"
  type = "integer"
  prompt = "Bao nhiêu hồ sơ?"
  print = "Có {{ho_so}} hồ sơ."
`

// TestDivided: several people who say different things where one can hold are pointed out,
// also where nothing is printed; figures are added, and the same answer twice is one.
func TestDivided(t *testing.T) {
	t.Parallel()
	tmpl, err := report.ReadTemplate("thu.toml", []byte(dividedReport))
	if err != nil {
		t.Fatal(err)
	}
	find := func(answers ...report.Answer) (found []string) {
		d := Draft{Input: Input{
			Template: tmpl, School: report.School{Name: "Trường Hoa Sen", Symbol: "THHS", Place: "Hoa Sen", SignerTitle: "HIỆU TRƯỞNG"},
			Campaign: report.Campaign{ID: "c"}, Answers: answers,
		}}
		d.Document = Build(d.Input)
		for _, f := range d.Findings(must(workday.NewDate(2026, time.June, 1))(t)) {
			if f.Code == review.AnswerDivided {
				found = append(found, fmt.Sprintf("%s %s %s: %s", f.Severity, f.Place.Source.Question, f.Place.Source.Person, f.Message))
			}
		}
		return found
	}
	yes, no := true, false
	say := func(person, question string, v report.Value) report.Answer {
		return report.Answer{Campaign: "c", Question: question, Person: person, Revision: 1, Value: v}
	}
	all := []report.Answer{
		say("chi", "ke_hoach", report.Value{Yes: &yes}), say("do", "ke_hoach", report.Value{Yes: &no}),
		say("chi", "ty_le", report.NumberValue(12)), say("do", "ty_le", report.NumberValue(30)),
		say("chi", "muc", report.TextValue("Tốt")), say("do", "muc", report.TextValue("Khá")),
		say("chi", "ho_so", report.NumberValue(12)), say("do", "ho_so", report.NumberValue(30)),
	}
	want := []string{
		"error ke_hoach : Mỗi người trả lời một khác («Có», «Không»), mà chỉ một ý đúng được. Trả lại hoặc sửa hộ để còn một ý.",
		"error ty_le : Mỗi người trả lời một khác («12%», «30%»), mà chỉ một ý đúng được. Trả lại hoặc sửa hộ để còn một ý.",
		"warning muc : Mỗi người chọn một khác («Tốt», «Khá»); bản thảo ghi cả. Xem lại có đúng vậy không.",
	}
	if got := find(all...); !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
	same := slices.Clone(all)
	same[1], same[3], same[5] = say("do", "ke_hoach", report.Value{Yes: &yes}), say("do", "ty_le", report.NumberValue(12)), report.Answer{Campaign: "c", Question: "muc", Person: "do", Revision: 1, Skipped: true}
	if got := find(same...); len(got) > 0 {
		t.Errorf("the same said twice is found: %q", got)
	}
}
