package web

import (
	"fmt"
	"strings"
)

// The words of the pages about what goes on behind: messages, sessions, backups.
const (
	menuMessages     = "Tin nhắn"
	menuBackups      = "Sao lưu"
	menuStanding     = "Tình trạng"
	menuSessions     = "Phiên"
	titleMessages    = "Tin nhắn"
	titleSessions    = "Các trình duyệt đang mở"
	titleBackups     = "Sao lưu"
	titleStanding    = "Tình trạng"
	textBackupFailed = "Dạ, chưa tạo được bản sao lưu. Thầy/cô nhờ người quản trị máy xem ổ đĩa còn chỗ không và nhật ký của chương trình giúp em ạ."
)

// textWhyUnsent says in words why a message was not sent; the error itself is for the log.
func textWhyUnsent(problem string) string {
	switch {
	case problem == "":
		return ""
	case strings.Contains(problem, "unreachable"):
		return "người nhận đã chặn hoặc không còn dùng kênh này"
	case strings.Contains(problem, "closed"):
		return "kênh chỉ cho nhắn sau khi người nhận nhắn trước"
	case strings.Contains(problem, "budget"):
		return "đã hết số tin của tháng"
	case strings.Contains(problem, "rejected"):
		return "kênh không nhận tin này"
	case strings.Contains(problem, "denied"):
		return "kênh từ chối bot, cần xem lại mã của bot"
	case strings.Contains(problem, "throttled"):
		return "kênh yêu cầu chờ"
	}
	return "chưa kết nối được với kênh"
}

// textSize is a size of a file.
func textSize(bytes int64) string {
	switch {
	case bytes < 1<<10:
		return fmt.Sprintf("%d byte", bytes)
	case bytes < 1<<20:
		return fmt.Sprintf("%d KB", bytes>>10)
	}
	return strings.Replace(fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20)), ".", ",", 1)
}
