package conversation

import (
	"testing"

	"thuky/notice"
	"thuky/report"
	"thuky/workday"
)

// planning is a school with one template and no campaigns.
type planning struct {
	templates []*report.Template
	calendar  *workday.Calendar
	rounds    []report.Campaign
}

func (p planning) Templates() []*report.Template                  { return p.templates }
func (p planning) Rounds() []report.Campaign                      { return p.rounds }
func (p planning) Suggested(*report.Template) []report.Assignment { return nil }
func (p planning) KeepsTemplates() bool                           { return false }
func (p planning) People() []report.Person                        { return nil }
func (p planning) Underway() []report.Campaign                    { return nil }
func (p planning) Calendar() *workday.Calendar                    { return p.calendar }
func (p planning) WithInternal(c report.Campaign) report.Campaign {
	if !c.InternalFixed || c.InternalLate() {
		c.Internal, c.InternalHour, c.InternalFixed = p.calendar.Add(c.Deadline, -1), "", false
	}
	return c
}

func newPlanning(t *testing.T) planning {
	t.Helper()
	calendar, err := workday.New(workday.SaturdaySunday)
	if err != nil {
		t.Fatal(err)
	}
	tmpl, err := report.ReadTemplate("dan-van.toml", []byte(`id = "dan-van"
title = "Báo cáo công tác dân vận 6 tháng"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Kết quả công tác dân vận {{period}}"
match = ["dân vận"]
recipients = ["Như trên"]
opening = ["Thực hiện {{notice}}."]
[[sections]]
id = "mot"
heading = "KẾT QUẢ"
[[sections.questions]]
id = "ket_qua"
type = "longtext"
prompt = "Thầy/cô viết kết quả."
`))
	if err != nil {
		t.Fatal(err)
	}
	return planning{templates: []*report.Template{tmpl}, calendar: calendar}
}

// TestPlanOf: every deadline of a notice can be chosen, with the place of its words.
func TestPlanOf(t *testing.T) {
	t.Parallel()
	w := newPlanning(t)
	text := "ỦY BAN NHÂN DÂN XÃ HOA SEN\nSố: 12/UBND-VX\nHoa Sen, ngày 20 tháng 5 năm 2024\nV/v báo cáo công tác dân vận\nKính gửi: Các trường.\n" +
		"Đề nghị các trường gửi danh sách về Ủy ban nhân dân xã trước ngày 24/5/2024, gửi báo cáo trước 11 giờ ngày 31/5/2024.\n"
	p, found := PlanOf(notice.Read(text, notice.Options{Calendar: w.calendar}), w.templates)
	if !found || len(p.Deadlines) != 2 || p.Campaign.Template != "dan-van" || p.Campaign.Notice.Number != "12/UBND-VX" {
		t.Fatalf("got %+v, %v", p, found)
	}
	runes := []rune(text)
	for i, d := range p.Deadlines {
		if d.Span.End <= d.Span.Start || string(runes[d.Span.Start:d.Span.End]) != d.Quote {
			t.Errorf("deadline %d at %v is not %q", i, d.Span, d.Quote)
		}
	}
	p.TakeDeadline(0)
	if p.Campaign.Deadline.String() != "2024-05-24" || p.Spans[report.FieldDeadline] != p.Deadlines[0].Span {
		t.Errorf("taken: %s at %v", p.Campaign.Deadline, p.Spans[report.FieldDeadline])
	}
	if _, found := PlanOf(notice.Read("Nhà trường có 32 viên chức.", notice.Options{}), w.templates); found {
		t.Error("a remark is a notice")
	}
}

// TestCheckPlan: what is typed is taken or told, what follows follows, and the plan that
// was given stays as it was.
func TestCheckPlan(t *testing.T) {
	t.Parallel()
	w, today := newPlanning(t), workday.Date{Year: 2024, Month: 5, Day: 21}
	given := report.Plan{Campaign: report.Campaign{Template: "dan-van", Notice: &report.Notice{Number: "12/UBND-VX", Issuer: "UBND xã"}}}
	check := CheckPlan(w, today, "", given, map[report.Field]string{
		report.FieldDeadline: "2024-06-01 11:00", report.FieldIssued: "ngày nào đó", report.FieldSendTo: "Phòng Văn hóa - Xã hội", report.FieldPeople: "tất cả",
	})
	c := check.Plan.Campaign
	if c.Deadline.String() != "2024-06-01" || c.DeadlineHour != "11:00" || c.Internal.String() != "2024-05-31" || c.Notice.SendTo != "Phòng Văn hóa - Xã hội" ||
		c.Period != "06 tháng đầu năm 2024" || !check.Plan.Everybody || check.Asked != 1 {
		t.Errorf("got %+v", check)
	}
	if check.Problems[report.FieldIssued] == "" || len(check.Problems) != 1 {
		t.Errorf("problems: %q", check.Problems)
	}
	if len(check.Doubts[report.FieldDeadline]) != 1 || len(check.Doubts[report.FieldPeriod]) != 1 { // a Saturday; a guess
		t.Errorf("doubts: %q", check.Doubts)
	}
	if given.Campaign.Notice.SendTo != "" || given.Fixed != nil {
		t.Error("the given plan was changed")
	}

	// An internal deadline that somebody chose stays until it is too late.
	check = CheckPlan(w, today, "", check.Plan, map[report.Field]string{report.FieldInternal: "2024-05-29"})
	check = CheckPlan(w, today, "", check.Plan, map[report.Field]string{report.FieldDeadline: "2024-05-30"})
	if got := check.Plan.Campaign.Internal.String(); got != "2024-05-29" || check.Ahead != 1 {
		t.Errorf("internal: got %s, %d days ahead", got, check.Ahead)
	}
	late := CheckPlan(w, today, "", check.Plan, map[report.Field]string{report.FieldInternal: "2024-06-03"})
	if late.Problems[report.FieldInternal] == "" || late.Plan.Campaign.Internal.String() != "2024-05-29" {
		t.Errorf("internal after the deadline: %q, %s", late.Problems, late.Plan.Campaign.Internal)
	}
	check = CheckPlan(w, today, "", check.Plan, map[report.Field]string{report.FieldDeadline: "2024-05-28", report.FieldTemplate: "khong-co"})
	if got := check.Plan.Campaign.Internal.String(); got != "2024-05-27" || check.Problems[report.FieldTemplate] == "" {
		t.Errorf("internal: got %s; problems %q", got, check.Problems)
	}

	// The same notice of another report.
	w.rounds = []report.Campaign{{ID: "c1", Notice: &report.Notice{Number: "12/UBND-VX", Issuer: "UBND xã"}}}
	if check := CheckPlan(w, today, "", given, nil); check.Twin == nil || check.Twin.ID != "c1" {
		t.Errorf("twin: %+v", check.Twin)
	}
	if check := CheckPlan(w, today, "c1", given, nil); check.Twin != nil || !check.Plan.Campaign.Internal.IsZero() {
		t.Errorf("of the report itself: %+v", check)
	}
}
