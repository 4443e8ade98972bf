package review

import (
	"strings"

	"thuky/report"
	"thuky/vntext"
)

// Reason is the reason with which suggestions are carried out in an answer.
func Reason(messages ...string) string {
	return vntext.Clip("Sửa theo gợi ý khi soát bản thảo: "+strings.Join(messages, " "), report.MaxReason)
}
