package cli

import (
	"fmt"
	"strings"

	"thuky/workday"
)

// The words about working days and the calendar.

const (
	textDaysUnread   = "Kho dữ liệu không đọc được lúc này (có lẽ “thuky serve” đang chạy) nên chưa tính những ngày trường ghi trong đó."
	textWorkdaysLong = `Lịch làm việc: trừ ngày nghỉ hằng tuần, ngày lễ, nghỉ bù và nghỉ hoán đổi; kể cả ngày làm bù.
Ngày nghỉ hằng tuần đặt ở calendar.rest_days; ngày nghỉ riêng ghi vào tệp trong calendar.folder.`
	textWorkdaysAddLong = `In ngày làm việc thứ N sau NGÀY, dạng 2024-05-31. Không tính chính NGÀY; N âm thì đếm lùi,
N bằng 0 thì in lại NGÀY. NGÀY viết 2024-05-31 hoặc 31/5/2024.`
	textWorkdaysListLong = `In mỗi dòng một ngày: ngày nghỉ lễ, nghỉ bù, nghỉ hoán đổi và ngày làm bù của NĂM.
Khi lịch của năm đó chưa chính thức thì nói rõ ở đầu.`

	textCalendarUnusable = "Không lập được lịch làm việc."
	textSubjectCalendar  = "Lịch nghỉ"
	textFixCalendar      = "Sửa mục [calendar] hoặc tệp lịch theo dòng trên; cách viết ở docs/calendar.md."
	textFixCoverage      = "Khi có thông báo, ghi lịch nghỉ vào một tệp .txt trong calendar.folder; cách viết ở docs/calendar.md."
)

func textBadCount(value string, most int) string {
	return fmt.Sprintf("N: “%s” không phải là số ngày. Viết một số nguyên từ -%d đến %d, ví dụ 3.", value, most, most)
}

func textCountedOut(from workday.Date, n int) string {
	return fmt.Sprintf("Đếm %d ngày làm việc từ %s thì ra ngoài lịch (năm 1 đến năm 9999). Hãy chọn ngày khác, ví dụ 2024-05-31.", n, dateText(from))
}

func textYearNotListed(value string) string {
	return fmt.Sprintf("NĂM: không nhận “%s”. Viết một năm từ %d đến %d, ví dụ 2026.", value, workday.FirstYear, workday.LastYear)
}

func textSameUntil(year int) string {
	return fmt.Sprintf("Các năm sau đó đến %d cũng vậy.", year)
}

// textSpecialDay gives the name of a day, marked when it is not settled.
func textSpecialDay(d workday.Day) string {
	if d.Status == workday.Official {
		return d.Name
	}
	return fmt.Sprintf("%s [%s]", d.Name, d.Status.Words())
}

func textBadRestDays(value string) string {
	return fmt.Sprintf("Cài đặt calendar.rest_days: không nhận “%s”. Giá trị đúng: [\"T7\", \"CN\"] hoặc [\"CN\"].", value)
}

func textCalendarFolder(folder string, err error) string {
	return fmt.Sprintf("Không đọc được thư mục lịch nghỉ %s (calendar.folder): %s.", folder, reason(err))
}

func textSheetTooLarge(name string) string {
	return fmt.Sprintf("%s: không phải tệp lịch nghỉ hoặc lớn hơn 1 MB. Mỗi năm chỉ cần vài chục dòng, ví dụ 2027.txt.", name)
}

func textSheetMistake(name string, line int, words string) string {
	return fmt.Sprintf("%s:%d: %s", name, line, words)
}

// textSheetMistakes lists mistakes, the first of them when there are many.
func textSheetMistakes(all []string) string {
	const most = 20
	if more := len(all) - most; more > 0 {
		all = append(all[:most:most], fmt.Sprintf("… và %d lỗi khác.", more))
	}
	return strings.Join(all, "\n")
}

func textCalendarFine(week workday.Week, year int) string {
	return fmt.Sprintf("có lịch chính thức đến hết năm %d; nghỉ hằng tuần: %s", year, week)
}
