package review

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"thuky/workday"
)

var (
	writtenDate = regexp.MustCompile(`(?i)(?:(thứ hai|thứ ba|thứ tư|thứ năm|thứ sáu|thứ bảy|chủ nhật|thứ [2-7])[,\s]*(?:\()?)?ngày (\d{1,2})(?: tháng (\d{1,2})(?:,? năm (\d{4}))?|\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?(\d{4}))?)`)
	monthAlone  = regexp.MustCompile(`(?i)(?:^|[^\d])\s?(tháng 0([3-9]))(?:\s|[/.,;:)]|$)`)
)

var weekdays = map[string]time.Weekday{
	"thứ hai": time.Monday, "thứ ba": time.Tuesday, "thứ tư": time.Wednesday, "thứ năm": time.Thursday, "thứ sáu": time.Friday, "thứ bảy": time.Saturday, "chủ nhật": time.Sunday,
	"thứ 2": time.Monday, "thứ 3": time.Tuesday, "thứ 4": time.Wednesday, "thứ 5": time.Thursday, "thứ 6": time.Friday, "thứ 7": time.Saturday,
}

// checkDateForms looks whether dates exist, fall on the weekday that is named, and carry
// zeros as the decree wants it: days below 10 and the months 1 and 2, no others.
func checkDateForms(d *draft) {
	for i := range d.paras {
		text := d.paras[i].Text
		if strings.Contains(text, "gày ") {
			for _, m := range writtenDate.FindAllStringSubmatchIndex(text, -1) {
				d.checkDate(i, text, m)
			}
		}
		if strings.Contains(text, "háng 0") {
			for _, m := range monthAlone.FindAllStringSubmatchIndex(text, -1) {
				from, to := m[2], m[3]
				d.replace(DateForm, i, from, to, textMonthZero, text[from:to-2]+text[m[4]:m[5]])
			}
		}
	}
}

func (d *draft) checkDate(i int, text string, m []int) {
	number := func(k int) int {
		if m[2*k] < 0 {
			return 0
		}
		n, _ := strconv.Atoi(text[m[2*k]:m[2*k+1]])
		return n
	}
	day, month, year := number(2), number(3)+number(5), number(4)+number(6)
	if month == 0 {
		return
	}
	from := strings.Index(text[m[0]:m[1]], "gày ") + m[0] - 1
	any := year
	if any == 0 {
		any = 2024 // a leap year: 29/2 may be
	}
	date, err := workday.NewDate(any, time.Month(month), day)
	if err != nil {
		d.add(DateInvalid, i, from, m[1], textDateInvalid, "")
		return
	}
	if m[2] >= 0 && year > 0 {
		named := strings.ToLower(text[m[2]:m[3]])
		if want, known := weekdays[named]; known && date.Weekday() != want {
			d.replace(DateWeekday, i, m[2], m[3], textWeekday(shortDate(date), weekdayName(date.Weekday())), weekdayName(date.Weekday()))
		}
	}
	if m[6] < 0 { // in figures: no rule
		return
	}
	right := fmt.Sprintf("%02d tháng %d", day, month)
	if month < 3 {
		right = fmt.Sprintf("%02d tháng %02d", day, month)
	}
	if is := text[m[4]:m[7]]; is != right && !(month > 2 && strings.HasPrefix(text[m[6]:m[7]], "0") && len(text[m[4]:m[5]]) == 2) {
		d.replace(DateForm, i, m[4], m[7], textDateZeros, right)
	}
}

// weekdayName gives the name of a day of the week as it stands within a sentence.
func weekdayName(day time.Weekday) string {
	return []string{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"}[day]
}
