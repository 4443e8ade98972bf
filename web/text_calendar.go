package web

import (
	"fmt"
	"strings"

	"thuky/workday"
)

// The words of the calendar.

const (
	textNoCalendar = "Dạ, ở đây em chưa có lịch nghỉ ạ."
	textWhichKind  = "Dạ, thầy/cô chọn loại ngày giúp em: nghỉ, nghỉ hoán đổi, làm bù hay nghỉ bù ạ."
	textRemovedDay = "trường ghi: không còn là ngày nghỉ hay làm bù"
)

// textCoverage says how far the schedule of a year can be relied on.
func textCoverage(status workday.Status) string {
	switch status {
	case workday.Official:
		return "có lịch chính thức"
	case workday.Statutory:
		return "theo luật, chưa có thông báo"
	case workday.Provisional:
		return "dự kiến"
	case workday.Partial:
		return "chỉ có lễ dương lịch"
	}
	return "chưa có lịch"
}

func toneOfStatus(status workday.Status) string {
	switch status {
	case workday.Official:
		return "good"
	case workday.Statutory, workday.Provisional:
		return "warn"
	}
	return "bad"
}

// textDayName is what a day is called that was given no name.
func textDayName(kind workday.Kind) string {
	switch kind {
	case workday.Swapped:
		return "Nghỉ hoán đổi"
	case workday.Compensated:
		return "Nghỉ bù"
	case workday.MakeUp:
		return "Làm bù"
	}
	return "Ngày nghỉ của trường"
}

// textDayKind is a kind of day as the form offers it.
func textDayKind(kind workday.Kind) string {
	switch kind {
	case workday.Swapped:
		return "Nghỉ hoán đổi (có ngày làm bù)"
	case workday.MakeUp:
		return "Đi làm bù"
	case workday.Compensated:
		return "Nghỉ bù cho ngày lễ trùng thứ Bảy, Chủ nhật"
	}
	return "Nghỉ (lễ, ngày nghỉ của trường)"
}

func textWrongDay(problem string) string {
	return "Dạ, em chưa ghi: " + strings.TrimRight(problem, ".") + "."
}

func textDaySame(d workday.Day) string {
	return fmt.Sprintf("Dạ, %s đã ghi là «%s» nên em không thay đổi gì ạ.", textWeekday(d.Date), d.Name)
}

func textRestAnyway(d workday.Day) string {
	return fmt.Sprintf("Dạ, %s vốn là ngày nghỉ hằng tuần nên em không ghi gì. Nghỉ thêm ngày khác thì thầy/cô ghi ngày đó ạ.", textWeekday(d.Date))
}
