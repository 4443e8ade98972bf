package render_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"thuky/render"
	"thuky/report"
	"thuky/review"
	"thuky/workday"
)

const datedTemplate = `
id = "t"
title = "Thử"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Công tác thư viện"
addressees = ["{{org.superior}}"]
recipients = ["UBND huyện Sen Hồng (báo cáo)", "Phòng Nội vụ (báo cáo)", "Phòng Văn hóa - Xã hội (báo cáo)", "{{org.ubnd-xa-dong-sen}}", "Lưu: VT"]
opening = ["Thực hiện {{notice}}.", "{{school}} báo cáo {{org.superior}} như sau:"]
[[sections]]
id = "a"
heading = "MỘT"
  [[sections.questions]]
  id = "mot"
  type = "text"
  prompt = "Một?"
`

const datedBodies = `
[[organisation]]
id = "ubnd-huyen-sen-hong"
name = "Ủy ban nhân dân huyện Sen Hồng"
until = 2025-06-30
successors = ["ubnd-xa-hoa-sen"]
[[organisation]]
id = "ubnd-xa-dong-sen"
name = "Ủy ban nhân dân xã Đồng Sen"
until = 2025-06-30
successors = ["ubnd-xa-hoa-sen"]
[[organisation]]
id = "ubnd-xa-hoa-sen"
name = "Ủy ban nhân dân xã Hoa Sen"
from = 2025-07-01
[[organisation]]
id = "truong"
kind = "school"
name = "Trường Tiểu học Đồng Sen 1"
symbol = "THĐS1"
place = "Sen Hồng"
superior = "ubnd-huyen-sen-hong"
until = 2025-06-30
[[organisation]]
id = "truong"
kind = "school"
name = "Trường Tiểu học Hoa Sen"
symbol = "THHS"
place = "Hoa Sen"
superior = "ubnd-xa-hoa-sen"
from = 2025-07-01
`

// datedInput is a report of a school that was moved and renamed on 1 July 2025.
func datedInput(t *testing.T, date workday.Date) render.Input {
	t.Helper()
	template, err := report.ReadTemplate("t.toml", []byte(datedTemplate))
	if err != nil {
		t.Fatal(err)
	}
	table, err := report.ReadOrganisations("co-quan.toml", []byte(datedBodies), report.ShippedOrganisations())
	if err != nil {
		t.Fatal(err)
	}
	text := "Có sách."
	return render.Input{
		Template: template,
		Campaign: report.Campaign{
			ID: "c1", Template: "t", Date: date, Opened: time.Date(2024, 5, 2, 8, 0, 0, 0, time.UTC),
			Notice: &report.Notice{Kind: "công văn", Number: "764/UBND", Issued: workday.Date{Year: 2024, Month: 5, Day: 2}, Issuer: "UBND huyện Sen Hồng", Subject: "báo cáo"},
		},
		School: report.School{
			Name: "Trường Tiểu học Hoa Sen", Superior: "UBND XÃ HOA SEN", Symbol: "THHS", Place: "Hoa Sen", SignerTitle: "HIỆU TRƯỞNG", Organisations: table,
		},
		Answers: []report.Answer{{Campaign: "c1", Question: "mot", Person: "p1", Revision: 1, Value: report.Value{Text: &text}}},
	}
}

// TestNamesOfTheDay: the same report, printed for two dates, has the names of each; the notice
// is cited with the name of its own date in both.
func TestNamesOfTheDay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		date workday.Date
		want []string
	}{
		{workday.Date{Year: 2024, Month: 5, Day: 31}, []string{
			"UBND HUYỆN SEN HỒNG\nTRƯỜNG TIỂU HỌC ĐỒNG SEN 1\nSố:       /BC-THĐS1", "Sen Hồng, ngày 31 tháng 5 năm 2024",
			"Kính gửi: UBND huyện Sen Hồng", "của UBND huyện Sen Hồng về việc", "Trường Tiểu học Đồng Sen 1 báo cáo UBND huyện Sen Hồng như sau",
			"- Như trên;\n- UBND huyện Sen Hồng (báo cáo);\n- Phòng Nội vụ (báo cáo);\n- Phòng Văn hóa - Xã hội (báo cáo);\n- Ủy ban nhân dân xã Đồng Sen;\n- Lưu: VT.",
		}},
		{workday.Date{Year: 2026, Month: 5, Day: 31}, []string{
			"UBND XÃ HOA SEN\nTRƯỜNG TIỂU HỌC HOA SEN\nSố:       /BC-THHS", "Hoa Sen, ngày 31 tháng 5 năm 2026",
			"Kính gửi: UBND xã Hoa Sen", "của UBND huyện Sen Hồng về việc", "Trường Tiểu học Hoa Sen báo cáo UBND xã Hoa Sen như sau",
			"- Như trên;\n- UBND xã Hoa Sen (báo cáo);\n- Phòng Văn hóa - Xã hội (báo cáo);\n- Ủy ban nhân dân xã Hoa Sen;\n- Lưu: VT.",
		}},
	} {
		d := render.Build(datedInput(t, c.date))
		var all []string
		for _, b := range d.Blocks {
			all = append(all, b.Text())
		}
		text := strings.Join(all, "\n")
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q:\n%s", c.date, want, text)
			}
		}
		if len(d.Gaps) > 0 {
			t.Errorf("gaps: %+v", d.Gaps)
		}
	}
}

// TestUnknownBody: a body that the table lacks is a gap, not a guess.
func TestUnknownBody(t *testing.T) {
	t.Parallel()
	in := datedInput(t, workday.Date{Year: 2026, Month: 5, Day: 31})
	in.School.Organisations = report.ShippedOrganisations()
	d := render.Build(in)
	if len(d.Gaps) != 1 || d.Gaps[0].Text != "[Chưa có: tên cơ quan “ubnd-xa-dong-sen”]" || !slices.Equal(d.Gaps[0].Missing, []string{"org.ubnd-xa-dong-sen"}) {
		t.Errorf("gaps: %+v", d.Gaps)
	}
}

// TestOtherNames: what is printed by the date alone is told, and nothing where that changes nothing.
func TestOtherNames(t *testing.T) {
	t.Parallel()
	in := datedInput(t, workday.Date{Year: 2026, Month: 5, Day: 31})
	if got := in.OtherNames(); len(got) != 3 || got[0] != [2]string{"UBND huyện Sen Hồng (báo cáo)", "UBND xã Hoa Sen (báo cáo)"} || got[2] != [2]string{"ubnd-xa-dong-sen", "Ủy ban nhân dân xã Hoa Sen"} {
		t.Errorf("got %q", got)
	}
	in = datedInput(t, workday.Date{Year: 2024, Month: 5, Day: 31})
	if got := in.OtherNames(); len(got) != 1 {
		t.Errorf("of its time: %q", got)
	}
}

// TestStarterOfNames: the form of a school whose names change with the date has them as
// placeholders, not in letters.
func TestStarterOfNames(t *testing.T) {
	t.Parallel()
	school := datedInput(t, workday.Date{}).School
	head := render.FormStarter(school).Blocks[0].Text()
	if !strings.HasPrefix(head, "{{superior}}\n{{school_caps}}\n") {
		t.Errorf("the head is %q", head)
	}
	school.Organisations = report.ShippedOrganisations()
	if head := render.FormStarter(school).Blocks[0].Text(); !strings.HasPrefix(head, "UBND XÃ HOA SEN\nTRƯỜNG TIỂU HỌC HOA SEN\n") {
		t.Errorf("without names of its own: %q", head)
	}
}

// TestOldReportIsNotStale: an old report that is laid out again is judged by its own date, one
// without a date by the day on which it is looked at.
func TestOldReportIsNotStale(t *testing.T) {
	t.Parallel()
	today := workday.Date{Year: 2026, Month: 11, Day: 20}
	stale := func(in render.Input) (n int) {
		d := render.Draft{Input: in, Document: render.Build(in)}
		for _, f := range d.Findings(today) {
			if f.Code == review.StaleBody {
				n++
			}
		}
		return n
	}
	if n := stale(datedInput(t, workday.Date{Year: 2024, Month: 5, Day: 31})); n > 0 {
		t.Errorf("the report of 2024 names %d bodies that are gone", n)
	}
	if n := stale(datedInput(t, workday.Date{Year: 2026, Month: 5, Day: 31})); n > 0 {
		t.Errorf("the report of 2026 names %d bodies that are gone", n)
	}
	if n := stale(datedInput(t, workday.Date{})); n == 0 { // begun in 2024, and not sent since
		t.Error("nothing is said about a report that was never dated")
	}
}
