package cli

import (
	"fmt"
	"net"
	"time"
)

// The words of serve.

const (
	textServeLong = `Chạy trợ lý trên các nền tảng đã cấu hình, các lời nhắc và trang web, cho tới khi bị dừng bằng
Ctrl-C hoặc SIGTERM. In địa chỉ trên máy này; khi chưa có người quản trị thì in đường dẫn và mã mời
dùng một lần cho người quản trị đầu tiên. Nhật ký ghi ra lỗi chuẩn (stderr).`
	textTelegramSettings = "Cài đặt [telegram] chưa đúng nên chưa chạy được. Hãy so với config.example.toml."
	textWebhookNeedsWeb  = "telegram.mode = \"webhook\" cần máy chủ web: hãy đặt web.listen, hoặc đổi sang telegram.mode = \"poll\"."
	textComeAgain        = "Dạ, trang này đang được mở lại. Thầy/cô tải lại sau ít phút ạ."
	textNoSuchPage       = "Dạ, không có trang này ạ."
	textNoSchoolServed   = "Không trường nào chạy được nên chương trình dừng. Hãy xem nhật ký, hoặc chạy “thuky doctor”."
	textWebBroken        = "Máy chủ web phải dừng. Hãy kiểm tra web.listen rồi chạy lại."
	textServeBroken      = "Trợ lý phải dừng vì một nền tảng không chạy tiếp được. Hãy chạy “thuky doctor” để biết cách sửa."
)

func textCannotListenMetrics(address string) string {
	return fmt.Sprintf("Không mở được địa chỉ số liệu %s: đang được chương trình khác dùng hoặc viết chưa đúng. Hãy đổi metrics.listen, ví dụ 127.0.0.1:9180, hoặc để trống nếu không cần.", address)
}

func textCannotListen(address string) string {
	return fmt.Sprintf("Không mở được máy chủ web ở %s: địa chỉ đang được chương trình khác dùng hoặc viết chưa đúng. Hãy đổi web.listen, hoặc để trống nếu không cần.", address)
}

func textListening(at net.Addr) string {
	return "Địa chỉ trên máy này: http://" + nearAddress(at.String())
}

func textServePlatform(mode string) string {
	if mode == "webhook" {
		return "Telegram: bật, nhận tin qua webhook."
	}
	return "Telegram: bật, tự hỏi tin mới."
}

func textServingSchools(served, all, pid int) string {
	return fmt.Sprintf("Đang chạy %d/%d trường (tiến trình %d). Dừng bằng Ctrl-C.", served, all, pid)
}

func textServeRunning(pid int) string {
	return fmt.Sprintf("Đang chạy (tiến trình %d). Dừng bằng Ctrl-C.", pid)
}

// textFirstAdmin is printed once: the store keeps only a mark of the code.
func textFirstAdmin(code string, telegram *string, page string, expires time.Time) string {
	text := fmt.Sprintf("Chưa có người quản trị. Mã mời người quản trị đầu tiên (dùng một lần, tới %s): %s", expires.In(vietnam).Format("15:04 2/1/2006"), code)
	if page != "" {
		text += "\nMở đường dẫn này trong trình duyệt để nhận quyền quản trị: " + page
	}
	if telegram != nil {
		return text + "\nHoặc trên Telegram: " + *telegram
	}
	return text + "\nHoặc gửi mã này cho bot trên Telegram hoặc Zalo, khi kênh đó đã bật."
}

func textServeNoPlatform(variable string) string {
	return fmt.Sprintf("Telegram: chưa bật. Đặt telegram.token trong config.toml hoặc biến %s.", variable)
}
