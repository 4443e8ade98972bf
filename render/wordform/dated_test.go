package wordform_test

import (
	"slices"
	"testing"

	"thuky/render/wordform"
	"thuky/report"
	"thuky/workday"
)

// TestBodiesInForms: a form may name bodies by their ids, which print as they were called on
// the day of the report; one that nobody knows is a gap.
func TestBodiesInForms(t *testing.T) {
	t.Parallel()
	form := newFile(p("{{org.so-giao-duc}}") + p("Gửi {{org.", "ubnd", "-tien-giang}}, {{Org.superior}}") + p("{{org.khong-co}}") + p("{{noi_dung}}")).bytes(t)
	result, err := wordform.Check(form, []*report.Template{small(t).Template})
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range result.Problems {
		if problem.Fatal {
			t.Errorf("problem: %+v", problem)
		}
	}
	for _, c := range []struct {
		day  workday.Date
		want []string
	}{
		{workday.Date{Year: 2024, Month: 5, Day: 31}, []string{"Sở Giáo dục và Đào tạo", "Gửi Ủy ban nhân dân tỉnh Tiền Giang, UBND XÃ HOA SEN", "[Chưa có: tên cơ quan “khong-co”]"}},
		{workday.Date{Year: 2026, Month: 5, Day: 31}, []string{"Sở Giáo dục và Đào tạo", "Gửi Ủy ban nhân dân tỉnh Đồng Tháp, UBND XÃ HOA SEN", "[Chưa có: tên cơ quan “khong-co”]"}},
	} {
		in := small(t)
		in.Campaign.Date, in.School.Superior = c.day, "UBND XÃ HOA SEN"
		in.School.Organisations = report.ShippedOrganisations()
		if got := textOf(t, checked(t, form, in)["word/document.xml"]); !slices.Equal(got[:3], c.want) {
			t.Errorf("on %s: %q", c.day, got[:3])
		}
		gap := built(t, form, in).Gaps
		if len(gap) != 1 || gap[0].Missing[0] != "org.khong-co" {
			t.Errorf("gaps: %+v", gap)
		}
	}
}
