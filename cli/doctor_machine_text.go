package cli

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"
	"time"
)

// The words of doctor about the machine and the running program.

const (
	textSubjectRunning = "Chương trình"
	textSubjectClock   = "Đồng hồ"
	textSubjectPorts   = "Cổng mạng"
	textSubjectPublic  = "Địa chỉ công khai"
	textSubjectSecrecy = "Quyền xem tệp"

	textRunningUnknown   = "chưa xem được; làm theo mục Kho dữ liệu ở trên trước"
	textServing          = "serve đang chạy, không có việc nào kẹt"
	textNotServing       = "serve chưa chạy; chạy bằng “thuky serve” (gói cài sẵn: “sudo systemctl start thuky”)"
	textNotReady         = "serve đang chạy nhưng chưa nhận việc: đang khởi động, đang dừng, hoặc gặp lỗi"
	textFixNotReady      = "Chờ một phút rồi chạy lại “thuky doctor”; vẫn vậy thì xem nhật ký (“journalctl -u thuky -n 50”)."
	textFixReload        = "Sửa tệp cấu hình, chạy “thuky doctor” để kiểm tra, rồi nạp lại (“sudo systemctl reload thuky”). Trong lúc đó serve vẫn chạy theo cấu hình cũ."
	textFixRemindersLate = "Xem nhật ký (“journalctl -u thuky -n 50”); nếu đồng hồ máy vừa chỉnh thì chờ 15 phút."
	textFixGivenUp       = "Mở trang quản lý, mục “Tin nhắn”, xem lý do và gửi lại hoặc bỏ."

	textFixClock   = "Bật chỉnh giờ tự động: “sudo timedatectl set-ntp true”, rồi xem lại bằng “timedatectl”."
	textPortsNone  = "không mở cổng nào (web.listen, metrics.listen để trống)"
	textPublicNone = "chưa đặt web.public_url: trang web chỉ mở được trên máy này"

	textFixCertificate = "Gia hạn chứng chỉ; dùng Caddy thì khởi động lại Caddy và xem nhật ký của nó."

	textSecrecyFine    = "người dùng khác trên máy không xem được cấu hình, kho và bản sao lưu"
	textSecrecyUnknown = "hệ điều hành này không xem được bằng cách của thuky"
)

func joinLines(lines []string) string { return strings.Join(lines, "\n") }

func textStoreServed(path string) string {
	return path + " đang được serve dùng; bản sao lưu mới nhất được đọc lại ở mục Sao lưu"
}

func textReloadFailed(why string) string {
	return "lần nạp lại cấu hình gần nhất không được: " + why
}

func textRemindersLate(n int) string {
	return fmt.Sprintf("%d lời nhắc đáng lẽ đã gửi mà chưa gửi", n)
}

func textGivenUp(dead, failed int) string {
	var parts []string
	if dead > 0 {
		parts = append(parts, fmt.Sprintf("%d tin không gửi được", dead))
	}
	if failed > 0 {
		parts = append(parts, fmt.Sprintf("%d tin nhận vào không xử lý được", failed))
	}
	return strings.Join(parts, ", ")
}

func textStuck(platform string, n int, waits time.Duration) string {
	return fmt.Sprintf("%d tin chờ gửi qua %s, tin lâu nhất đã %s", n, platformName(platform), textWaits(waits))
}

func textWaits(d time.Duration) string {
	if d < 2*time.Hour {
		return fmt.Sprintf("%d phút", int(d.Minutes()))
	}
	if d < 48*time.Hour {
		return fmt.Sprintf("%d giờ", int(d.Hours()))
	}
	return fmt.Sprintf("%d ngày", int(d.Hours()/24))
}

func textFixStuck(platform string) string {
	return "Xem mục " + platformName(platform) + " bên dưới. Tin vẫn được giữ và tự gửi khi đường truyền trở lại; trong lúc đó thầy cô trả lời được qua trang web."
}

// platformName is how a platform is called in the checks.
func platformName(platform string) string {
	switch platform {
	case "telegram":
		return textSubjectTelegram
	case "zalo":
		return "Zalo"
	case "zalooa":
		return "Zalo OA"
	case "web":
		return "trang web"
	default:
		return platform
	}
}

func textClockFine(now time.Time) string { return "đúng, " + now.Format("15:04 ngày 2/1/2006") }

func textClockUnknown(now time.Time) string {
	return now.Format("15:04 ngày 2/1/2006") + " (chưa có nơi nào để so)"
}

func textClockOff(now time.Time, off time.Duration) string {
	way := "nhanh"
	if off < 0 {
		way = "chậm"
	}
	return fmt.Sprintf("máy đang là %s, %s %s so với giờ trên mạng; lời nhắc sẽ sai giờ", now.Format("15:04 ngày 2/1/2006"), way, textWaits(off.Abs()))
}

func textPortFree(key, address string) string {
	return fmt.Sprintf("%s %s còn trống", key, address)
}

func textPortOurs(key, address string) string {
	return fmt.Sprintf("%s %s đang được serve dùng", key, address)
}

func textPortTaken(key, address string) string {
	return fmt.Sprintf("%s %s đang bị một chương trình khác dùng", key, address)
}

func textPortBad(key, address string, err error) string {
	return fmt.Sprintf("%s %s không mở được: %s", key, address, reason(err))
}

func textFixPort(address string) string {
	_, port, _ := net.SplitHostPort(address)
	return fmt.Sprintf("Tìm chương trình đó bằng “sudo ss -ltnp | grep :%s”, hoặc đổi sang cổng khác, ví dụ 127.0.0.1:8081.", port)
}

func textFixAddress(key string) string {
	return "Sửa " + key + ", ví dụ 127.0.0.1:8080."
}

func textPublicLater(address string) string {
	return address + ": chưa thử được vì serve chưa chạy"
}

func textPublicFine(address string) string { return address + " mở được" }

// whyUnreachable says in words why an address does not answer, and what the machine said of it.
func whyUnreachable(err error) string {
	var slow net.Error
	switch {
	case errors.Is(err, errName):
		return "không tìm thấy tên miền này"
	case errors.Is(err, errCertificate):
		return "chứng chỉ https hết hạn hoặc không hợp lệ (" + lastLine(err) + ")"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "máy ở địa chỉ ấy không nhận kết nối"
	case errors.As(err, &slow) && slow.Timeout():
		return "không có trả lời trong 10 giây"
	}
	return lastLine(err)
}

// lastLine is the part of an error that the machine said itself.
func lastLine(err error) string {
	text := err.Error()
	return text[strings.LastIndexByte(text, '\n')+1:]
}

func textPublicBad(address, why string) string {
	return fmt.Sprintf("%s không mở được: %s", address, why)
}

func textPublicStranger(address string) string {
	return address + " mở được nhưng không dẫn tới thuky"
}

func textCertificateSoon(address string, at time.Time) string {
	return fmt.Sprintf("%s mở được; chứng chỉ hết hạn %s", address, at.In(vietnam).Format("ngày 2/1/2006"))
}

func textFixPublicStranger(listen string) string {
	return "Cho máy chủ web đứng trước (Caddy, nginx) chuyển tiếp tới " + listen + ", xem docs/operations.md."
}

// textFixPublic says what to do where the address cannot be reached.
func textFixPublic(err error) string {
	switch {
	case errors.Is(err, errName):
		return "Tên miền chưa trỏ về máy này: sửa bản ghi DNS, hoặc sửa web.public_url."
	case errors.Is(err, errCertificate):
		return textFixCertificate
	default:
		return "Xem máy chủ web đứng trước (Caddy, nginx) có chạy không (“systemctl status caddy”), tường lửa và bộ định tuyến có mở cổng 443 không."
	}
}

func textReadable(paths []string) string {
	return "người dùng khác trên máy xem được " + strings.Join(paths, ", ")
}

func textFixReadable(paths []string) string {
	return "Gõ: chmod o-rwx " + strings.Join(paths, " ")
}
