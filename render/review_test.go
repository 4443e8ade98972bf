package render

import (
	"strings"
	"testing"

	"thuky/report"
	"thuky/review"
	"thuky/workday"
)

const reviewed = `
id = "thu"
title = "Thư viện"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Công tác thư viện {{period}}"
recipients = ["Phòng Văn hóa - Xã hội (báo cáo)"]

[[sections]]
id = "a"
heading = "KẾT QUẢ"

  [[sections.questions]]
  id = "sach"
  type = "integer"
  prompt = "Số sách?"
  print = "Thư viện có {{sach}} quyển theo {{ke_hoach}}."

  [[sections.questions]]
  id = "ke_hoach"
  type = "text"
  prompt = "Kế hoạch?"
  print = ""

  [[sections.questions]]
  id = "nhan_xet"
  type = "longtext"
  heading = "nhận xét về phòng đọc"
  prompt = "Nhận xét?"
`

// TestForReview: findings over our own tree name the question and the person of every
// paragraph, and a suggestion is carried out in the answer.
func TestForReview(t *testing.T) {
	t.Parallel()
	tmpl, err := report.ReadTemplate("thu.toml", []byte(reviewed))
	if err != nil {
		t.Fatal(err)
	}
	remarks := "Phòng đọc *rất* sáng.\n- Không còn phiến hà cho bạn đọc của trường"
	answer := func(question, person string, v report.Value) report.Answer {
		return report.Answer{Campaign: "c", Question: question, Person: person, Value: v, Revision: 1}
	}
	d := Build(Input{
		Template: tmpl, School: report.School{Name: "Trường Hoa Sen", Superior: "UBND xã Hoa Sen", Symbol: "THHS", Place: "Hoa Sen", SignerTitle: "HIỆU TRƯỞNG"},
		Campaign: report.Campaign{ID: "c", Period: "năm 2026"},
		Answers: []report.Answer{
			answer("sach", "man", report.NumberValue(120)), answer("ke_hoach", "do", report.TextValue("Chỉ thị số 12/CTTTg ngày 05 tháng 3 năm 2026 của Thủ tướng Chính phủ về thư viện")),
			answer("nhan_xet", "chi", report.TextValue(remarks)),
		},
	})
	text := ForReview(d)
	sources := map[string]review.Source{}
	for _, p := range text.Paragraphs {
		sources[p.Text] = p.Source
		if strings.HasPrefix(p.Text, "Phòng đọc") && (len(p.Italic) != 1 || p.Text[p.Italic[0].Start:p.Italic[0].End] != "rất") {
			t.Errorf("italics %v of %q", p.Italic, p.Text)
		}
	}
	for line, want := range map[string]review.Source{
		"I. KẾT QUẢ": {}, "1. nhận xét về phòng đọc": {Question: "nhan_xet"}, "Phòng đọc rất sáng.": {Question: "nhan_xet", Person: "chi"},
	} {
		if got, known := sources[line]; !known || got != want {
			t.Errorf("%q is of %+v, %v; want %+v", line, got, known, want)
		}
	}
	where := map[review.Code]review.Finding{}
	for _, f := range review.Check(review.Input{Text: text}) {
		where[f.Code] = f
	}
	if f := where[review.HeadingCase]; f.Place.Source != (review.Source{Question: "nhan_xet"}) {
		t.Errorf("the heading is of %+v", f.Place.Source)
	}
	if f := where[review.IdentifierForm]; f.Place.Source != (review.Source{Question: "ke_hoach", Person: "do"}) || f.Suggest != "12/CT-TTg" {
		t.Errorf("the identifier is of %+v, with %q", f.Place.Source, f.Suggest)
	} else if got, ok := f.Edit.Apply("Chỉ thị số 12/CTTTg ngày 05 tháng 3 năm 2026 của Thủ tướng Chính phủ về thư viện"); !ok || !strings.HasPrefix(got, "Chỉ thị số 12/CT-TTg ngày") {
		t.Errorf("the answer in the sentence became %q, %v", got, ok)
	} else if _, ok := f.Edit.Apply("Chỉ thị số 12/CTTTg"); ok {
		t.Error("another answer was taken for it")
	}
	f := where[review.Confusion]
	if f.Place.Source != (review.Source{Question: "nhan_xet", Person: "chi"}) || f.Edit == nil {
		t.Fatalf("got %+v", f)
	}
	got, ok := f.Edit.Apply(remarks)
	if want := strings.Replace(remarks, "phiến hà", "phiền hà", 1); !ok || got != want {
		t.Errorf("got %q, %v; want %q", got, ok, want)
	}
}

// TestForReview_table: what is wrong in a row of a table is said of the person whose row it is.
func TestForReview_table(t *testing.T) {
	t.Parallel()
	tmpl, err := report.ReadTemplate("thu.toml", []byte(strings.Replace(reviewed, `  [[sections.questions]]
  id = "sach"`, `  [[sections.questions]]
  id = "lop"
  type = "table"
  prompt = "Các lớp?"
  columns = [{ id = "ten", heading = "Lớp", type = "text" }, { id = "ss", heading = "Sĩ số", type = "integer", total = true }, { id = "nu", heading = "Nữ", type = "integer", total = true }]
  [[sections.questions]]
  id = "sach"`, 1)))
	if err != nil {
		t.Fatal(err)
	}
	rows := func(person, text string) report.Answer {
		r, problem := tmpl.Question("lop").Parse(text, workday.Date{Year: 2026, Month: 5, Day: 1})
		if problem != nil {
			t.Fatal(problem)
		}
		return report.Answer{Campaign: "c", Question: "lop", Person: person, Value: r.Value, Revision: 1}
	}
	d := Build(Input{Template: tmpl, Campaign: report.Campaign{ID: "c"}, Answers: []report.Answer{rows("man", "5A; 30; 14"), rows("chi", "5B; ; \n5C; 18; 20")}})
	var got []string
	for _, f := range review.Check(review.Input{Text: ForReview(d), Template: tmpl}) {
		if f.Code == review.Sum {
			got = append(got, f.Place.Source.Question+" "+f.Place.Source.Person+" "+f.Quote+" "+f.Message)
		}
	}
	if want := "lop chi 20 «5C»: «Nữ» là 20, lớn hơn «Sĩ số» là 18."; len(got) != 1 || got[0] != want {
		t.Errorf("got %q, want %s", got, want)
	}
}
