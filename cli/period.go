package cli

import (
	"fmt"
	"strings"
	"time"

	"thuky/report"
	"thuky/vntext"
)

// suggestPeriod gives the period that a report of the template, made on a day, is
// most likely about. What kind of period it is follows from the template's words.
func suggestPeriod(t *report.Template, now time.Time) string {
	year, month := now.Year(), now.Month()
	words := vntext.Fold(strings.Join([]string{t.ID, t.Title, t.Subject}, " "))
	words = strings.ReplaceAll(words, "-", " ")
	switch {
	case strings.Contains(words, "hoc ky") || strings.Contains(words, "nam hoc"):
		begin := year // of the school year, which starts in August
		if month < time.August {
			begin--
		}
		whole := fmt.Sprintf("năm học %d-%d", begin, begin+1)
		switch {
		case strings.Contains(words, "hoc ky 1") || strings.Contains(words, "hoc ky i ") || strings.HasSuffix(words, "hoc ky i"):
			return "học kỳ I " + whole
		case strings.Contains(words, "hoc ky"):
			return "học kỳ II " + whole
		}
		return whole
	case strings.Contains(words, "6 thang") || strings.Contains(words, "sau thang"):
		switch {
		case month <= time.February:
			return fmt.Sprintf("06 tháng cuối năm %d", year-1)
		case month <= time.August:
			return fmt.Sprintf("06 tháng đầu năm %d", year)
		}
		return fmt.Sprintf("06 tháng cuối năm %d", year)
	default:
		// In the first month of a quarter the one before is being reported.
		before := now.AddDate(0, 0, 1-now.Day()).AddDate(0, -1, 0)
		return fmt.Sprintf("quý %s năm %d", roman((int(before.Month())-1)/3+1), before.Year())
	}
}
