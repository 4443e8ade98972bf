package docx_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"thuky/render"
	"thuky/render/docx"
	"thuky/report"
	"thuky/workday"
)

// write gives the bytes of a document.
func write(t testing.TB, d *render.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := docx.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func readTemplate(t testing.TB, source []byte) *report.Template {
	t.Helper()
	template, err := report.ReadTemplate("template.toml", source)
	if err != nil {
		t.Fatal(err)
	}
	return template
}

// school is the invented school of the tests.
var school = report.School{
	Name: "Trường Tiểu học Hoa Sen", Superior: "UBND XÃ HOA SEN", Symbol: "THHS",
	Place: "Hoa Sen", SignerTitle: "HIỆU TRƯỞNG", Signer: "Lê Thị Mận",
}

var campaign = report.Campaign{
	ID: "c1", Period: "06 tháng đầu năm 2026", Opened: time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC),
	Notice: &report.Notice{
		Kind: "công văn", Number: "764/UBND-HC", Issued: workday.Date{Year: 2026, Month: 5, Day: 28},
		Issuer: "Ủy ban nhân dân xã Hoa Sen", Subject: "báo cáo kết quả thực hiện công tác dân vận 06 tháng đầu năm 2026",
	},
}

// shipped is a full-size report: the template of the reference report, every
// question answered at about the length of the real one.
func shipped(t testing.TB) render.Input {
	t.Helper()
	source, err := os.ReadFile("../../templates/dan-van-6-thang.toml")
	if err != nil {
		t.Fatal(err)
	}
	in := render.Input{Template: readTemplate(t, source), Campaign: campaign, School: school}
	for i, q := range in.Template.Questions() {
		a := report.Answer{Campaign: "c1", Question: q.ID, Person: "p1", At: time.Unix(int64(i), 0)}
		switch q.Type {
		case "longtext":
			a.Value = report.TextValue(filler(i, 4))
		case "text", "choice":
			a.Value = report.TextValue(fmt.Sprintf("Kế hoạch số %02d-KH/ĐU ngày 10 tháng 3 năm 2026 của Đảng ủy xã Hoa Sen", i))
		case "integer", "decimal", "percent":
			a.Value = report.NumberValue(float64(i))
		default:
			t.Fatalf("the sample has no %s yet", q.Type)
		}
		if q.Computed() {
			continue
		}
		in.Answers = append(in.Answers, a)
	}
	return in
}

// filler writes n paragraphs of plausible length, all different.
func filler(seed, n int) string {
	lines := make([]string, n)
	for i := range lines {
		start := ""
		if i%3 == 2 {
			start = "- "
		}
		lines[i] = start + fmt.Sprintf("Đoạn %d.%d: ", seed, i) +
			strings.Repeat("nhà trường phối hợp với “*ban, ngành, đoàn thể*” tổ chức tuyên truyền, vận động Nhân dân thực hiện tốt chủ trương, chính sách; ", 2+(seed+i)%4) +
			"được ủng hộ."
	}
	return strings.Join(lines, "\n")
}

// oneQuestion is a template of a single long answer.
const oneQuestion = `
id = "t"
title = "Thử"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Kết quả công tác thư viện {{period}}"
recipients = ["Phòng Văn hóa - Xã hội (báo cáo)", "BGH, Công đoàn (để biết)"]
[[sections]]
id = "a"
heading = "NỘI DUNG"
  [[sections.questions]]
  id = "a"
  type = "longtext"
  prompt = "Nội dung?"
`

// single is a report of one answer.
func single(t testing.TB, text string) render.Input {
	t.Helper()
	return render.Input{
		Template: readTemplate(t, []byte(oneQuestion)), Campaign: campaign, School: school,
		Answers: []report.Answer{{Campaign: "c1", Question: "a", Person: "p1", Value: report.TextValue(text)}},
	}
}
