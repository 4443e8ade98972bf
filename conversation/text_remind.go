package conversation

import (
	"fmt"
	"strings"
	"time"

	"thuky/report"
	"thuky/vntext"
	"thuky/workday"
)

// What is said about reminders.

const (
	textNothingOwed  = "Dạ, thầy/cô không còn báo cáo nào phải trả lời nên em không nhắc ạ."
	textCannotRemind = "Dạ, ở đây em chưa tự nhắn trước được nên chưa hẹn nhắc ạ. Các câu trả lời vẫn còn nguyên."
	textLaterRange   = "Dạ, em hẹn được từ 1 phút đến 7 ngày. Ví dụ: «nhắc em sau 2 giờ» ạ."
	textMuted        = "Dạ, em thôi nhắc các báo cáo đang mở. Cần nhắc lại, thầy/cô gõ «bật nhắc» ạ."
	textUnmuted      = "Dạ, em sẽ nhắc lại như trước ạ."
	textBusy         = "Đang bận, thầy/cô gõ «nhắc em sau 2 giờ» hoặc «tắt nhắc đến mai» ạ."
)

func textRemindMe(at time.Time, today workday.Date) string {
	return "Dạ, em sẽ nhắc thầy/cô lúc " + whenText(at, today) + " ạ."
}

func textMutedUntil(at time.Time) string {
	return "Dạ, em thôi nhắc đến " + whenText(at, workday.Date{}) + " ạ."
}

// whenText gives a moment in its own zone: "15 giờ 05", on another day "7 giờ 30,
// thứ Hai 3/6/2024".
func whenText(at time.Time, today workday.Date) string {
	text := clockText(at.Hour(), at.Minute())
	if d := workday.DateOf(at); d != today {
		text += ", " + dayText(d)
	}
	return text
}

func clockText(hour, minute int) string {
	if minute == 0 {
		return fmt.Sprintf("%d giờ", hour)
	}
	return fmt.Sprintf("%d giờ %02d", hour, minute)
}

// deadlineText gives the day and the hour by which staff answer: "hết ngày thứ Sáu
// 31/5/2024", "trước 11 giờ, thứ Sáu 31/5/2024".
func deadlineText(c report.Campaign) string {
	day, hour := c.Due()
	if hour == "" {
		return "hết ngày " + dayText(day)
	}
	return dayHourText(day, hour)
}

// dayHourText leaves the end of the day unsaid.
func dayHourText(day workday.Date, hour string) string {
	if hour == "" {
		return dayText(day)
	}
	return "trước " + clockOf(hour) + ", " + dayText(day)
}

// bothText gives admins the deadline of the staff and that of the report: "hạn nội bộ thứ
// Năm 30/5/2024, hạn nộp thứ Sáu 31/5/2024".
func bothText(c report.Campaign) string {
	text := ""
	if !c.Internal.IsZero() {
		text = "hạn nội bộ " + dayHourText(c.Internal, c.InternalHour)
	}
	if !c.Deadline.IsZero() {
		if text != "" {
			text += ", "
		}
		text += "hạn nộp " + dayHourText(c.Deadline, c.DeadlineHour)
	}
	return text
}

func textReminder(owed []Owed, today workday.Date) string {
	lines := make([]string, 0, len(owed)+2)
	if len(owed) == 1 {
		lines = append(lines, "Dạ, em nhắc thầy/cô: "+owedText(owed[0], today)+".")
	} else {
		lines = append(lines, fmt.Sprintf("Dạ, em nhắc thầy/cô: còn %d báo cáo ạ.", len(owed)))
		for _, o := range owed {
			lines = append(lines, "– "+owedText(o, today)+".")
		}
	}
	return strings.Join(append(lines, textBusy), "\n")
}

func owedText(o Owed, today workday.Date) string {
	text := "«" + campaignLabel(o.Campaign) + "» " + openText(o.Open, o.Of)
	if o.Open == 0 {
		text = fmt.Sprintf("«%s» đã trả lời đủ %d câu, còn gõ «gửi»", campaignLabel(o.Campaign), o.Of)
	}
	switch {
	case o.Reopened:
		text = "«" + campaignLabel(o.Campaign) + "» được mở lại, " + openText(o.Open, o.Of)
	case o.Updated:
		text = "«" + campaignLabel(o.Campaign) + "» có thêm câu hỏi, " + openText(o.Open, o.Of)
	}
	switch day, _ := o.Campaign.Due(); {
	case day.IsZero():
	case o.Late:
		text += ", đã quá " + dueName(o.Campaign) + " " + dayText(day)
	case o.Moved:
		text += ", " + dueName(o.Campaign) + " nay là " + deadlineText(o.Campaign)
	case day == today:
		text += ", " + dueName(o.Campaign) + " hôm nay: " + deadlineText(o.Campaign)
	default:
		text += ", " + dueName(o.Campaign) + " " + deadlineText(o.Campaign)
	}
	return text
}

func openText(open, of int) string { return fmt.Sprintf("còn %d/%d câu", open, of) }

// sinceText says since when somebody has owed what they owe.
func sinceText(p Debtor) string {
	switch {
	case p.Absent:
		return "chưa vào"
	case p.Since.IsZero():
		return "chưa nhận được tin"
	}
	return "giao ngày " + shortDay(p.Since)
}

// maxDebtors is how many people an admin is told of by name.
const maxDebtors = 40

// places names the sections that questions stand in.
func textDebt(d Debt, places func(questions []string) string) string {
	due := bothText(d.Campaign)
	switch internal := !d.Campaign.Internal.IsZero(); {
	case d.Late && internal:
		due = "đã quá " + due
	case d.Late:
		due = "đã quá hạn nộp " + dayText(d.Campaign.Deadline)
	case !internal:
		due = "hạn nộp " + deadlineText(d.Campaign)
	}
	lines := []string{fmt.Sprintf("Dạ, «%s» (%s) còn %s người chưa gửi:",
		campaignLabel(d.Campaign), due, vntext.FormatNumber(float64(len(d.People))))}
	for i, p := range d.People {
		if i == maxDebtors && len(d.People) > maxDebtors+1 {
			lines = append(lines, fmt.Sprintf("… và %d người nữa ạ.", len(d.People)-i))
			break
		}
		owes := openText(p.Open, p.Of)
		if p.Open == 0 {
			owes = fmt.Sprintf("đã trả lời đủ %d câu, chưa gửi", p.Of)
		}
		if at := places(p.Questions); at != "" {
			owes += " (mục " + at + ")"
		}
		lines = append(lines, "– "+p.Name+": "+owes+", "+sinceText(p))
	}
	return strings.Join(lines, "\n")
}
