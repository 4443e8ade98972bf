package render

import (
	"strings"
	"testing"
	"time"

	"thuky/report"
	"thuky/review"
	"thuky/workday"
)

// TestFindings: what is missing is told by the gaps alone, what matters more comes first, and
// the words of an earlier time are found once.
func TestFindings(t *testing.T) {
	t.Parallel()
	tmpl, err := report.ReadTemplate("thu.toml", []byte(reviewed))
	if err != nil {
		t.Fatal(err)
	}
	d := Draft{Former: report.Campaign{ID: "b", Period: "năm 2025"}, Input: Input{
		Template: tmpl, School: report.School{Name: "Trường Hoa Sen", Symbol: "THHS", Place: "Hoa Sen", SignerTitle: "HIỆU TRƯỞNG"},
		Campaign: report.Campaign{ID: "c", Period: "năm 2026"},
		Answers: []report.Answer{
			{Campaign: "c", Question: "nhan_xet", Person: "chi", Revision: 1, Value: report.TextValue("Trong năm 2025, phòng đọc mở cửa cả tuần.\nKhông còn phiến hà [...] cho bạn đọc.")},
		},
	}}
	d.Document = Build(d.Input)
	if len(d.Document.Gaps) == 0 {
		t.Fatal("the draft has no gaps")
	}
	seen := map[review.Code]int{}
	rank := 0
	for _, f := range d.Findings(must(workday.NewDate(2026, time.June, 1))(t)) {
		seen[f.Code]++
		if f.Code == review.Gap && !strings.Contains(f.Quote, "...") {
			t.Errorf("a gap is a finding, too: «%s»", f.Quote)
		}
		if f.Code == review.Confusion && (!f.Fixable() || f.Place.Source != review.Source{Question: "nhan_xet", Person: "chi"}) {
			t.Errorf("fixable %v, of %+v", f.Fixable(), f.Place.Source)
		}
		now := map[review.Severity]int{review.Error: 0, review.Warning: 1, review.Hint: 2}[f.Severity]
		if now < rank {
			t.Errorf("%s %s stands behind what matters less", f.Severity, f.Code)
		}
		rank = now
	}
	if seen[review.NumberMissing]+seen[review.DateMissing] != 0 {
		t.Errorf("the clerk's places are found: %v", seen)
	}
	if seen[review.Gap] != 1 || seen[review.Confusion] != 1 || seen[review.StaleYear]+seen[review.StalePeriod] != 1 {
		t.Errorf("found %v", seen)
	}
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
