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
