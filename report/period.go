package report

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"thuky/vntext"
	"thuky/workday"
)

// SuggestPeriod gives the period that a report of the template, made on a day, is
// most likely about. What kind of period it is follows from the template's words.
func SuggestPeriod(t *Template, day workday.Date) string {
	year, month := day.Year, day.Month
	words := vntext.Fold(strings.Join([]string{t.ID, t.Title, t.Subject}, " "))
	words = strings.ReplaceAll(words, "-", " ")
	switch {
	case strings.Contains(words, "hoc ky") || strings.Contains(words, "nam hoc"):
		begin := year // of the school year, which starts in August
		if month < time.August {
			begin--
		}
		whole := fmt.Sprintf(periodSchoolYear, begin, begin+1)
		switch {
		case strings.Contains(words, "hoc ky 1") || strings.Contains(words, "hoc ky i ") || strings.HasSuffix(words, "hoc ky i"):
			return periodTerm1 + whole
		case strings.Contains(words, "hoc ky"):
			return periodTerm2 + whole
		}
		return whole
	case strings.Contains(words, "6 thang") || strings.Contains(words, "sau thang"):
		switch {
		case month <= time.February:
			return fmt.Sprintf(periodSecondHalf, year-1)
		case month <= time.August:
			return fmt.Sprintf(periodFirstHalf, year)
		}
		return fmt.Sprintf(periodSecondHalf, year)
	default:
		// In the first month of a quarter the one before is being reported.
		before := workday.Date{Year: year, Month: month, Day: 1}.AddDays(-1)
		return fmt.Sprintf(periodQuarter, vntext.Roman((int(before.Month)-1)/3+1), before.Year)
	}
}

// The wordings of periods.
const (
	periodSchoolYear = "năm học %d-%d"
	periodTerm1      = "học kỳ I "
	periodTerm2      = "học kỳ II "
	periodFirstHalf  = "06 tháng đầu năm %d"
	periodSecondHalf = "06 tháng cuối năm %d"
	periodQuarter    = "quý %s năm %d"
)

// periodForms are the periods that Nghị định 09/2019/NĐ-CP, Điều 12 counts from the
// 15th to the 14th, as they are written; the last month follows from the words.
var periodForms = []struct {
	form  *regexp.Regexp
	month func(words string) int
}{
	{regexp.MustCompile(`\b0?6 thang dau\b|\bsau thang dau\b`), func(string) int { return 6 }},
	{regexp.MustCompile(`\b0?6 thang cuoi\b|\bsau thang cuoi\b`), func(string) int { return 12 }},
	{regexp.MustCompile(`\b0?9 thang( dau)?\b|\bchin thang( dau)?\b`), func(string) int { return 9 }},
	{regexp.MustCompile(`\bquy (iv|i{1,3}|[1-4])\b`), func(q string) int {
		n := strings.Index("1234", q) + 1
		if n == 0 {
			n = map[string]int{"i": 1, "ii": 2, "iii": 3, "iv": 4}[q]
		}
		return 3 * n
	}},
	{regexp.MustCompile(`\bthang (0?[1-9]|1[0-2])\b`), func(m string) int {
		n, _ := strconv.Atoi(m)
		return n
	}},
	{regexp.MustCompile(`^(?:ca )?nam 20\d\d$`), func(string) int { return 12 }},
}

var yearForm = regexp.MustCompile(`\b20\d\d\b`)

// CutOff gives the last day on which figures count for a period, by Nghị định
// 09/2019/NĐ-CP. It is not ok for periods that the decree does not know.
func CutOff(period string) (workday.Date, bool) {
	words := vntext.Fold(period)
	years := yearForm.FindAllString(words, 2)
	if len(years) != 1 || strings.Contains(words, "nam hoc") || strings.Contains(words, "hoc ky") {
		return workday.Date{}, false
	}
	year, _ := strconv.Atoi(years[0])
	for _, p := range periodForms {
		m := p.form.FindStringSubmatch(words)
		if m == nil {
			continue
		}
		return workday.Date{Year: year, Month: time.Month(p.month(m[len(m)-1])), Day: 14}, true
	}
	return workday.Date{}, false
}
