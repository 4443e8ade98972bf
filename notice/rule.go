package notice

import (
	"fmt"
	"regexp"
	"strings"

	"thuky/vntext"
)

// OfReport is the place of the deadline of the report itself among those of a notice:
// the first that speaks of a report, else the first with a date; -1 for none.
func OfReport(all []Deadline) int {
	first := -1
	for i, d := range all {
		if d.Date.IsZero() {
			continue
		}
		if strings.Contains(vntext.Fold(d.What), "bao cao") {
			return i
		}
		if first < 0 {
			first = i
		}
	}
	return first
}

// rules say the rules of deadlines that return, or hang on an event.
var rules = []struct {
	form  *regexp.Regexp
	words string
}{
	{regexp.MustCompile(`^monthly:(\d+)$`), "ngày $1 hằng tháng"},
	{regexp.MustCompile(`^monthly:(\d+)-(\d+)$`), "từ ngày $1 đến ngày $2 hằng tháng"},
	{regexp.MustCompile(`^yearly:(\d+)-(\d+)$`), "ngày $2/$1 hằng năm"},
	{regexp.MustCompile(`^yearly-next:(\d+)-(\d+)$`), "ngày $2/$1 năm sau"},
	{regexp.MustCompile(`^no-year:(\d+)-(\d+)$`), "ngày $2/$1 (không ghi năm)"},
	{regexp.MustCompile(`^period-last-month:(\d+)$`), "ngày $1 tháng cuối của kỳ báo cáo"},
	{regexp.MustCompile(`^quarter-last-month:(\d+)$`), "ngày $1 tháng cuối quý"},
	{regexp.MustCompile(`^next-month:(\d+)$`), "ngày $1 tháng sau"},
	{regexp.MustCompile(`^next-quarter-first-month:(\d+)$`), "ngày $1 tháng đầu quý sau"},
	{regexp.MustCompile(`^daily:(.+)$`), "$1 hằng ngày"},
	{regexp.MustCompile(`^workdays:(\d+) after (.+)$`), "trong $1 ngày làm việc kể từ $2"},
	{regexp.MustCompile(`^workdays:(\d+) before (.+)$`), "trước $2 $1 ngày làm việc"},
	{regexp.MustCompile(`^days:(\d+) after (.+)$`), "trong $1 ngày kể từ $2"},
	{regexp.MustCompile(`^days:(\d+) before (.+)$`), "trước $2 $1 ngày"},
	{regexp.MustCompile(`^hours:(\d+) after (.+)$`), "trong $1 giờ kể từ $2"},
	{regexp.MustCompile(`^immediately after (.+)$`), "ngay sau $1"},
	{regexp.MustCompile(`^weekly:(\w+)$`), "$1 hằng tuần"},
	{regexp.MustCompile(`^weekly-next:(\w+)$`), "$1 tuần sau"},
	{regexp.MustCompile(`^per-event:(.+)$`), "theo từng việc ($1)"},
}

// ruleWords are the words inside rules.
var ruleWords = map[string]string{
	"period-end": "hết kỳ báo cáo", "data-cutoff": "ngày chốt số liệu", "receipt": "ngày nhận được", "event": "khi có sự việc",
	"mon": "thứ Hai", "tue": "thứ Ba", "wed": "thứ Tư", "thu": "thứ Năm", "fri": "thứ Sáu", "sat": "thứ Bảy", "sun": "Chủ nhật",
}

// RuleText says a rule in words; one that is not known stays as it is.
func RuleText(rule string) string {
	for _, r := range rules {
		m := r.form.FindStringSubmatch(rule)
		if m == nil {
			continue
		}
		words := r.words
		for i, part := range m[1:] {
			if known := ruleWords[part]; known != "" {
				part = known
			}
			words = strings.ReplaceAll(words, fmt.Sprintf("$%d", i+1), part)
		}
		return words
	}
	return rule
}
