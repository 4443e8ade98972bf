package cli

import (
	"fmt"
	"strings"

	"thuky/notice"
	"thuky/report"
)

// The words about notices that open a campaign.

func textNoNotice(path string) string {
	return fmt.Sprintf("Không đọc được số, cơ quan và trích yếu trong “%s”. Hãy xem “thuky read %s”, hoặc mở đợt bằng --notice-number, --notice-date, --notice-issuer, --notice-subject.", path, path)
}

// textOrder says what was taken from a notice, and what to look at.
func textOrder(c report.Campaign, doubts []notice.Doubt) string {
	lines := []string{
		"Đọc từ công văn (hãy đối chiếu với bản giấy):",
		"  văn bản: " + orDash(c.Notice.Citation()),
		"  kỳ báo cáo: " + orDash(c.Period),
		"  hạn nộp: " + dateText(c.Deadline),
	}
	for _, d := range doubts {
		lines = append(lines, "  cần xem lại: "+d.Why)
	}
	return strings.Join(lines, "\n")
}

func textNoSuggestion(subject string, fit, all []string) string {
	if len(fit) == 0 {
		return fmt.Sprintf("Chưa rõ công văn “%s” cần mẫu nào. Chọn bằng --template; các mẫu: %s.", subject, strings.Join(all, ", "))
	}
	return fmt.Sprintf("Công văn “%s” hợp với nhiều mẫu: %s. Chọn một bằng --template.", subject, strings.Join(fit, ", "))
}

func textNoticeTwice(c report.Campaign) string {
	return fmt.Sprintf("Công văn %s của %s đã có đợt báo cáo “%s” (%s). Xem bằng “thuky campaign show %s”.",
		orDash(c.Notice.Number), orDash(c.Notice.Issuer), c.ID, textStatus(c.Status), c.ID)
}

const textNoticeLong = `Gắn công văn cho một đợt báo cáo đang mở, hoặc sửa công văn đã gắn: số, ngày, cơ quan, trích yếu mà bản dự thảo dẫn ra.
Cờ nào không có thì điều đó giữ nguyên; với --notice thì lấy điều đọc được trong tệp. Bản đã duyệt trước đó không còn khớp
và cần duyệt lại.`

const textSeeNoticeFlags = "số, ngày, cơ quan hoặc trích yếu của công văn, hay --notice TỆP."

func textClosedNoNotice(id string) string {
	return fmt.Sprintf("Đợt báo cáo “%s” đã đóng nên không sửa công văn được.", id)
}

// textNoticeSet says what is cited now; approved: a version was approved before.
func textNoticeSet(c report.Campaign, approved bool) string {
	text := fmt.Sprintf("Công văn của “%s” nay là: %s.", c.ID, c.Notice.Citation())
	if approved {
		text += "\nBản đã duyệt trước đó có thể không còn khớp: xem lại và duyệt bản mới."
	}
	return text
}
