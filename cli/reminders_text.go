package cli

import (
	"fmt"
	"strings"
	"time"

	"thuky/remind"
	"thuky/report"
	"thuky/workday"
)

// The words about reminders and deadlines.

const (
	textDeadlineLong = `Đổi hạn của một đợt báo cáo. Lịch nhắc được lập lại ngay; khi “thuky serve” chạy, ai chưa gửi
được báo hạn mới một lần. NGÀY viết 2024-05-31 hoặc 31/5/2024.`
	textPlanHeading    = "Lịch nhắc:"
	textReminderCounts = "Cài đặt reminders: giờ hoặc số lần nhắc ngoài khoảng cho phép (before từ 1 đến 30 ngày, late từ 0 đến 30, last_day nhiều nhất 6 giờ)."
)

func textBadClock(key, value string) string {
	return fmt.Sprintf("%s: không đọc được giờ “%s”. Viết giờ và phút, ví dụ 07:30.", key, value)
}

func textInternalDays(days, most int) string {
	return fmt.Sprintf("campaigns.internal_days = %d: chỉ nhận từ 0 (không có hạn nội bộ) đến %d ngày làm việc, ví dụ 1.", days, most)
}

func textInternalLate(internal, deadline workday.Date) string {
	if deadline.IsZero() {
		return fmt.Sprintf("--internal %s: hạn nội bộ cần có hạn nộp. Thêm --deadline, ví dụ --deadline 31/5/2024.", dateText(internal))
	}
	return fmt.Sprintf("--internal %s: hạn nội bộ phải không muộn hơn hạn nộp %s.", dateText(internal), dateText(deadline))
}

func textQuietAlways(from, until string) string {
	return fmt.Sprintf("Cài đặt reminders: giờ yên lặng từ %s đến %s không chừa giờ nào trong ngày. quiet_until phải sớm hơn quiet_from, ví dụ 07:00 và 20:00.", from, until)
}

func textReminderInQuiet(from, until string) string {
	return fmt.Sprintf("Cài đặt reminders: morning hoặc last_day có giờ nằm trong giờ yên lặng (%s đến %s hôm sau). Hãy chọn giờ khác.", from, until)
}

func textCampaignIsClosed(id string) string {
	return fmt.Sprintf("Đợt báo cáo “%s” đã đóng nên không đổi hạn được.", id)
}

func textDeadlineSet(c report.Campaign) string {
	return fmt.Sprintf("Hạn của “%s” nay là %s.", c.Title, deadlineText(c))
}

// deadlineText gives both deadlines: "31/5/2024 11:00 (hạn nội bộ 30/5/2024)".
func deadlineText(c report.Campaign) string {
	text := dayHourText(c.Deadline, c.DeadlineHour)
	if !c.Internal.IsZero() {
		text += " (hạn nội bộ " + dayHourText(c.Internal, c.InternalHour) + ")"
	}
	return text
}

func dayHourText(day workday.Date, hour string) string {
	if hour == "" {
		return dateText(day)
	}
	return dateText(day) + " " + hour
}

var weekdayNames = [...]string{"CN", "T2", "T3", "T4", "T5", "T6", "T7"}

func textPlanTime(at time.Time, d workday.Date) string {
	return fmt.Sprintf("%s %s %s", at.Format("15:04"), weekdayNames[d.Weekday()], dateText(d))
}

// textKind says what a reminder is for.
func textKind(k remind.Kind) string {
	sort, rest, _ := strings.Cut(string(k), "-")
	switch {
	case k == remind.AdminsBefore:
		return "báo quản trị trước hạn"
	case k == remind.AdminsLate:
		return "báo quản trị khi quá hạn"
	case k == remind.Half:
		return "nửa thời gian"
	case k == remind.Moved:
		return "báo hạn mới"
	case sort == string(remind.Before):
		return "trước " + rest + " ngày làm việc"
	case sort == string(remind.LastDay):
		return "ngày cuối"
	case sort == string(remind.Late):
		return "quá hạn, lần " + rest
	}
	return string(k)
}

func textPlanCount(r plannedReminder) string {
	var parts []string
	for _, part := range []struct {
		n    int
		text string
	}{{r.Planned, "chờ"}, {r.Sent, "đã gửi"}, {r.Other, "không gửi"}} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.text))
		}
	}
	if len(parts) == 0 {
		return "dự kiến"
	}
	return strings.Join(parts, ", ")
}
