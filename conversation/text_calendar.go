package conversation

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"thuky/vntext"
	"thuky/workday"
)

// What is typed and said about the calendar.

// calendarPhrases are the ways to type these orders; the longer ones stand first.
var calendarPhrases = []phrase{
	{text: "xem lịch nghỉ", task: taskCalendar},
	{text: "lịch nghỉ", task: taskCalendar},
	{text: "thêm ngày nghỉ", task: taskDayOff},
	{text: "thêm ngày làm bù", task: taskMakeUp},
	{text: "thêm làm bù", task: taskMakeUp},
	{text: "bỏ ngày nghỉ", task: taskDropDay},
	{text: "xóa ngày nghỉ", task: taskDropDay},
	{text: "bỏ ngày làm bù", task: taskDropDay},
	{text: "bỏ làm bù", task: taskDropDay},
	{text: "ngày nghỉ", task: taskDayOff},
	{text: "làm bù", task: taskMakeUp},
}

const (
	textNoCalendar = "Dạ, ở đây em chưa có lịch nghỉ ạ."
	textReplanned  = " Em lập lại lịch nhắc của các báo cáo đang mở ạ."
)

func textCalendarHead(year int) string { return fmt.Sprintf("Lịch nghỉ năm %d", year) }

func textCalendarDay(d workday.Day, corrected bool) string {
	text := fmt.Sprintf("- %s %s: %s", workday.WeekdayName(d.Date.Weekday()), shortDay(d.Date), d.Name)
	switch d.Kind {
	case workday.MakeUp:
		text = fmt.Sprintf("- %s %s: đi làm. %s", workday.WeekdayName(d.Date.Weekday()), shortDay(d.Date), d.Name)
	case workday.Swapped:
		if !strings.Contains(vntext.Fold(d.Name), "lam bu") {
			text += fmt.Sprintf(" (làm bù %s)", shortDay(d.Pair))
		}
	}
	if corrected {
		text += " (trường ghi)"
	}
	return text
}

func textCalendarHint(year int) string {
	return fmt.Sprintf("Thêm hoặc bỏ ngày: «ngày nghỉ 20/11/%d: kỷ niệm trường», «bỏ ngày nghỉ 20/11/%d» ạ.", year, year)
}

func textNoSuchYear(year, now int) string {
	return fmt.Sprintf("Dạ, em không có lịch năm %d (chỉ từ %d đến %d). Thầy/cô gõ như «lịch nghỉ %d» ạ.", year, workday.FirstYear, workday.LastYear, now)
}

func textDayExample(task Task, year int) string {
	switch task {
	case taskMakeUp:
		return fmt.Sprintf("Dạ, làm bù ngày nào ạ? Thầy/cô viết như «làm bù thứ Bảy 28/11/%d» hoặc «làm bù 28/11/%d cho 23/11/%d».", year, year, year)
	case taskDropDay:
		return fmt.Sprintf("Dạ, bỏ ngày nào ạ? Thầy/cô viết như «bỏ ngày nghỉ 23/11/%d».", year)
	}
	return fmt.Sprintf("Dạ, nghỉ ngày nào ạ? Thầy/cô viết như «ngày nghỉ 20/11/%d: kỷ niệm trường» hoặc «thêm ngày nghỉ 23/11/%d: nghỉ hoán đổi, làm bù 28/11/%d».", year, year, year)
}

func textNoCalendarDay(words string, year int) string {
	return fmt.Sprintf("Dạ, em chưa rõ ngày trong «%s». Thầy/cô viết như «ngày nghỉ 20/11/%d: kỷ niệm trường» giúp em ạ.", clip(words, 40), year)
}

func textWrongDay(problem string) string {
	return "Dạ, em chưa ghi: " + strings.TrimRight(problem, ".") + "."
}

// oneName is what a day is called that was given no name.
func oneName(name string, kind workday.Kind) string {
	if name != "" {
		return name
	}
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

// pairKey names the other day in the line of a sheet.
func pairKey(kind workday.Kind) string {
	if kind == workday.Compensated {
		return "bù cho: "
	}
	return "đổi với: "
}

func textDaySame(d workday.Day) string {
	return fmt.Sprintf("Dạ, %s đã ghi là «%s» nên em không thay đổi gì ạ.", dayText(d.Date), d.Name)
}

func textRestAnyway(d workday.Day) string {
	return fmt.Sprintf("Dạ, %s vốn là ngày nghỉ hằng tuần nên em không ghi gì. Nghỉ thêm ngày khác thì thầy/cô ghi ngày đó ạ.", dayText(d.Date))
}

func textDayPut(was, d workday.Day) string {
	text := fmt.Sprintf("✓ %s: %s", capital(dayText(d.Date)), dayKindText(d))
	if was.Kind != "" && was.Kind != workday.Rest && was.Name != "" {
		text += " (trước là «" + was.Name + "»)"
	}
	return text + "." + textReplanned
}

// dayKindText says what a day is.
func dayKindText(d workday.Day) string {
	switch {
	case d.Kind == workday.MakeUp && d.Pair.IsZero():
		return "đi làm, «" + d.Name + "»"
	case d.Kind == workday.MakeUp:
		return "đi làm thay " + dayText(d.Pair) + ", «" + d.Name + "»"
	case d.Kind == workday.Swapped:
		return "nghỉ, làm bù " + dayText(d.Pair) + ", «" + d.Name + "»"
	case d.Kind == workday.Removed:
		return "không còn là ngày nghỉ hay làm bù"
	}
	return "nghỉ, «" + d.Name + "»"
}

func textCorrectionDropped(d workday.Day) string {
	return fmt.Sprintf("✓ Đã bỏ điều trường ghi cho %s (%s); từ nay tính theo lịch chung.", dayText(d.Date), dayKindText(d)) + textReplanned
}

func textDayDropped(was workday.Day) string {
	return fmt.Sprintf("✓ %s không còn là «%s».", capital(dayText(was.Date)), was.Name) + textReplanned
}

func textNothingToDrop(day workday.Date, was workday.Day) string {
	if was.Kind == workday.Rest {
		return fmt.Sprintf("Dạ, %s là ngày nghỉ hằng tuần nên em không bỏ được. Trường đi làm hôm đó thì thầy/cô gõ «làm bù %s» ạ.", dayText(day), numericDay(day))
	}
	return fmt.Sprintf("Dạ, %s vốn là ngày làm việc thường nên em không thay đổi gì ạ.", dayText(day))
}

// textMissingSchedule asks admins for the schedule of the next year.
func textMissingSchedule(year int, note string) string {
	return fmt.Sprintf("Dạ, %s Khi có thông báo nghỉ lễ, Tết năm %d, thầy/cô nhờ người quản trị máy đặt tệp lịch vào thư mục lịch nghỉ, hoặc gõ từng ngày như «ngày nghỉ 20/11/%d: kỷ niệm trường» để hạn và lịch nhắc được tính đúng ạ.",
		lowerFirst(note), year, year)
}

func lowerFirst(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(r)) + text[size:]
}
