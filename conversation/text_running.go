package conversation

import (
	"fmt"
	"strings"
	"time"

	"thuky/report"
	"thuky/workday"
)

// What is typed and said about deadlines and the end of campaigns.

// runningPhrases are the ways to type these orders; the longer ones stand first.
var runningPhrases = []phrase{
	{text: "dời hạn nội bộ", task: taskInternal},
	{text: "đổi hạn nội bộ", task: taskInternal},
	{text: "bỏ hạn nội bộ", task: taskInternal, says: "không"},
	{text: "hạn nội bộ", task: taskInternal},
	{text: "dời hạn nộp", task: taskDeadline},
	{text: "đổi hạn nộp", task: taskDeadline},
	{text: "dời hạn", task: taskDeadline},
	{text: "đổi hạn", task: taskDeadline},
	{text: "lùi hạn", task: taskDeadline},
	{text: "gia hạn", task: taskDeadline},
	{text: "đóng báo cáo", task: taskClose},
	{text: "kết thúc báo cáo", task: taskClose},
	{text: "mở lại báo cáo", task: taskReopen},
}

const (
	labelDeadline, wordDeadline = "Dời hạn", "dời hạn"
	labelClose, wordClose       = "Đóng báo cáo", "đóng báo cáo"
	labelReopen                 = "Mở lại"

	textNoneClosed = "Dạ, chưa có báo cáo nào đã đóng ạ."
	textYesOrNo    = "Dạ, thầy/cô gõ 1 để làm, 2 hoặc «thôi» để bỏ ạ."
)

func labelDay(n int, day workday.Date) string {
	return fmt.Sprintf("+%d: %s", n, dayText(day))
}

func labelClosed(c report.Campaign, versions int, zone *time.Location) string {
	text := campaignLabel(c)
	if !c.ClosedAt.IsZero() {
		text += ", đóng " + numericDay(workday.DateOf(c.ClosedAt.In(zone)))
	}
	if versions > 0 {
		text += fmt.Sprintf(", đã duyệt bản %d", versions)
	}
	return text
}

func textWhichDay(c report.Campaign, internal bool) string {
	now := bothText(c)
	if now == "" {
		now = "chưa có hạn"
	}
	if internal {
		return fmt.Sprintf("Dạ, «%s»: %s. Hạn nội bộ mới là ngày nào ạ? Ví dụ «4/6» hoặc «4/6 11 giờ»; gõ «không» nếu thầy/cô không cần hạn nội bộ.", campaignLabel(c), now)
	}
	return fmt.Sprintf("Dạ, «%s»: %s. Hạn mới là ngày nào ạ? Ví dụ «5/6» hoặc «5/6 11 giờ».", campaignLabel(c), now)
}

func textNoDay(words string, internal bool) string {
	order := "dời hạn"
	if internal {
		order = "hạn nội bộ"
	}
	return fmt.Sprintf("Dạ, em chưa rõ ngày trong «%s». Thầy/cô viết như «%s 5/6» hoặc «%s 5/6 11 giờ» giúp em ạ.", clip(words, 40), order, order)
}

func textNotThatWeekday(day workday.Date) string {
	return fmt.Sprintf("Dạ, %s là %s. Thầy/cô xem lại ngày giúp em ạ.", numericDay(day), weekdays[day.Weekday()])
}

func textDayPast(day workday.Date) string {
	return fmt.Sprintf("Dạ, %s đã qua nên em chưa đổi hạn. Hạn năm khác thì thầy/cô viết cả năm, ví dụ «%d/%d/%d» ạ.", dayText(day), day.Day, int(day.Month), day.Year+1)
}

func textHourPast(day workday.Date, hour string) string {
	return fmt.Sprintf("Dạ, %s hôm nay đã qua nên em chưa đổi hạn. Thầy/cô chọn giờ muộn hơn, ví dụ «%s 16 giờ 30» ạ.", clockOf(hour), shortDay(day))
}

func textDayFar(day workday.Date) string {
	return fmt.Sprintf("Dạ, %s xa quá, có lẽ gõ nhầm năm nên em chưa đổi hạn. Thầy/cô viết lại ngày giúp em ạ.", dayText(day))
}

func textInternalAfter(day workday.Date, hour string, c report.Campaign) string {
	return fmt.Sprintf("Dạ, hạn nội bộ %s muộn hơn hạn nộp %s nên em chưa đổi. Thầy/cô chọn ngày hay giờ sớm hơn, hoặc «dời hạn» trước ạ.", dayHourText(day, hour), dayHourText(c.Deadline, c.DeadlineHour))
}

func textDeadlineSame(c report.Campaign) string {
	return fmt.Sprintf("Dạ, «%s» vẫn như trước: %s ạ.", campaignLabel(c), bothText(c))
}

// textDeadlineSet says what a deadline is now, and who is told.
func textDeadlineSet(was, now report.Campaign, owing []string, off bool) string {
	wasDay, wasHour := was.Due()
	nowDay, nowHour := now.Due()
	sameDue := wasDay == nowDay && wasHour == nowHour
	text := fmt.Sprintf("✓ «%s»: %s", campaignLabel(now), bothText(now))
	if was.Deadline == now.Deadline && was.DeadlineHour == now.DeadlineHour {
		was.Deadline = workday.Date{} // it is said once
	}
	if before := bothText(was); before != "" {
		text += " (trước là " + before + ")"
	}
	text += "."
	if off {
		text += " Ngày này là ngày nghỉ: em nhắc vào ngày làm việc trước đó."
	}
	switch {
	case sameDue:
		text += " Ngày thầy cô phải trả lời không đổi nên em không báo ai ạ."
	case len(owing) > 0:
		text += fmt.Sprintf(" Em báo hạn mới cho %d người chưa gửi ạ.", len(owing))
	default:
		text += " Không còn ai chưa gửi ạ."
	}
	return text
}

func textClosedNoChange(c report.Campaign) string {
	return fmt.Sprintf("Dạ, «%s» đã đóng nên em không thay đổi gì. Cần làm tiếp, thầy/cô gõ «mở lại báo cáo» ạ.", campaignLabel(c))
}

func textStillOpen(c report.Campaign) string {
	return "Dạ, «" + campaignLabel(c) + "» vẫn đang mở ạ."
}

// maxOwing is how many names are listed before something is done.
const maxOwing = 12

func namesText(names []string) string {
	list, more := firstNames(names, maxOwing)
	text := strings.Join(list, ", ")
	if more > 0 {
		text += fmt.Sprintf(" và %d người nữa", more)
	}
	return text
}

func textConfirmClose(c report.Campaign, owing []string) string {
	text := fmt.Sprintf("Dạ, thầy/cô đóng «%s» ạ? ", campaignLabel(c))
	if len(owing) == 0 {
		text += "Không còn ai chưa gửi."
	} else {
		text += fmt.Sprintf("Còn %d người chưa gửi: %s. Em sẽ báo từng người.", len(owing), namesText(owing))
	}
	return text + " Đóng rồi, em không nhận câu trả lời và không nhắc ai nữa; những gì đã trả lời vẫn được giữ."
}

func textClosedNow(c report.Campaign, owing int) string {
	text := fmt.Sprintf("✓ Đã đóng «%s».", campaignLabel(c))
	if owing > 0 {
		text += fmt.Sprintf(" Em báo %d người chưa gửi.", owing)
	}
	return text + " Cần làm tiếp, thầy/cô gõ «mở lại báo cáo» ạ."
}

func textConfirmReopen(c report.Campaign, owing []string, past bool) string {
	text := fmt.Sprintf("Dạ, thầy/cô mở lại «%s» ạ? ", campaignLabel(c))
	if len(owing) == 0 {
		text += "Mọi người đã gửi; mở lại thì sửa được câu trả lời."
	} else {
		text += fmt.Sprintf("Em sẽ báo %d người chưa gửi: %s.", len(owing), namesText(owing))
	}
	if past {
		text += " Hạn cũ đã qua."
	}
	return text
}

func textReopened(c report.Campaign, owing int, past bool) string {
	text := fmt.Sprintf("✓ Đã mở lại «%s».", campaignLabel(c))
	if owing > 0 {
		text += fmt.Sprintf(" Em báo %d người chưa gửi.", owing)
	}
	if past {
		return text + " Hạn cũ đã qua; thầy/cô gõ «dời hạn» để đặt hạn mới ạ."
	}
	return text + " Thầy/cô cần đổi hạn thì gõ «dời hạn» ạ."
}
