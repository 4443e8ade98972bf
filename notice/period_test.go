package notice

import (
	"testing"

	"thuky/workday"
)

// TestPeriodAndCutOff: months in the subject are the period, also where the text names
// the day up to which figures are counted.
func TestPeriodAndCutOff(t *testing.T) {
	t.Parallel()
	head := func(issued, subject string) string {
		return "ỦY BAN NHÂN DÂN\nXÃ HOA SEN\n\nSố: 764/UBND-VX\nHoa Sen, ngày " + issued + "\nV/v " + subject + "\n\nKính gửi: Các trường.\n\n"
	}
	for _, c := range []struct{ issued, subject, text, period, cutOff string }{
		{"25 tháng 11 năm 2026", "báo cáo công tác dân vận 06 tháng cuối năm 2026", "Số liệu tính đến ngày 30/11/2026.", "06 tháng cuối năm 2026", "2026-11-30"},
		{"25 tháng 11 năm 2026", "báo cáo công tác dân vận 06 tháng cuối năm 2026", "Số liệu tính đến 30/11.", "06 tháng cuối năm 2026", "2026-11-30"},
		{"05 tháng 01 năm 2027", "báo cáo công tác pháp chế quý IV năm 2026", "Số liệu tính đến hết ngày 31/12.", "quý IV năm 2026", "2026-12-31"},
		{"05 tháng 6 năm 2026", "báo cáo cải cách hành chính quý II năm 2026", "Số liệu từ ngày 15/3/2026 đến ngày 14/6/2026.", "quý II năm 2026", "2026-06-14"},
		{"05 tháng 9 năm 2026", "báo cáo tình hình đầu năm học 2026 - 2027", "Số liệu tính đến ngày 20/9/2026.", "tính đến ngày 20/9/2026", "2026-09-20"},
		{"05 tháng 6 năm 2026", "báo cáo công tác dân vận 06 tháng đầu năm 2026", "Báo cáo gửi trước ngày 10/6/2026.", "06 tháng đầu năm 2026", ""},
	} {
		r := Read(head(c.issued, c.subject)+c.text+"\n\nNơi nhận:\n- Như trên.\n", Options{})
		want, _ := workday.ParseISO(c.cutOff) // zero without one
		if r.Period != c.period || r.CutOff != want {
			t.Errorf("%s, %s: period %q, cut-off %v", c.subject, c.text, r.Period, r.CutOff)
		}
	}
}
