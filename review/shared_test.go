package review

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thuky/report"
)

// real are reports as schools write them, with the period that each is about, that
// of the one before it and of the one after it. They are read where they are, and
// not kept here.
var real = []struct{ file, before, period, after string }{
	{"../../seed/bao-cao-dan-van-2024.txt", "06 tháng đầu năm 2023", "06 tháng đầu năm 2024", "06 tháng đầu năm 2025"},
	{"cd-thcs-tran-phu-dai-loc-2022.txt", "năm học 2020-2021", "năm học 2021-2022", "năm học 2022-2023"},
	{"th-chau-giang-a-danvankheo-2017.txt", "năm 2016", "năm 2017", "năm 2018"},
	{"th-hop-thanh-a-qcdc-2014.txt", "năm 2013", "năm 2014", "năm 2015"},
	{"th-minh-hoa-thtt-hk1-2012.txt", "học kỳ I năm học 2010-2011", "học kỳ I năm học 2011-2012", "học kỳ I năm học 2012-2013"},
	{"thcs-hai-van-hk1-2015.txt", "học kỳ I năm học 2014-2015", "học kỳ I năm học 2015-2016", "học kỳ I năm học 2016-2017"},
	{"thpt-phan-boi-chau-hk1-2021.txt", "học kỳ I năm học 2019-2020", "học kỳ I năm học 2020-2021", "học kỳ I năm học 2021-2022"},
}

// TestStaleReports: in a report of its own period next to nothing is out of date; read
// a period later, what names the period is found.
func TestStaleReports(t *testing.T) {
	t.Parallel()
	folder := filepath.Join("..", "..", "shared", "data", "reports")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the collected reports are not on this machine; the invented ones of TestStale decide")
	}
	lines, alarms, carried := 0, 0, 0
	for _, r := range real {
		data, err := os.ReadFile(filepath.Join(folder, r.file))
		if err != nil {
			t.Error(err)
			continue
		}
		lines += strings.Count(string(data), "\n")
		own := Stale(string(data), report.Campaign{Period: r.period}, report.Campaign{Period: r.before})
		later := Stale(string(data), report.Campaign{Period: r.after}, report.Campaign{Period: r.period})
		alarms, carried = alarms+len(own), carried+len(later)
		t.Logf("%s: in its period %q, a period later %q", r.file, quotes(own), quotes(later))
	}
	t.Logf("%d lines: %d places in their own period, %d a period later", lines, alarms, carried)
	if alarms > 0 || carried < 39 {
		t.Errorf("%d false alarms, %d places found later", alarms, carried)
	}
}
