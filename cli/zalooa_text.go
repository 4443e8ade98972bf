package cli

import (
	"fmt"

	"thuky/bot/zalooa"
)

// The words about a Zalo Official Account.

const (
	textSubjectZaloOA = "Zalo OA"

	textServeZaloOA    = "Zalo OA: bật, nhận tin qua webhook " + zalooa.WebhookPath + "."
	textZaloOASettings = "Cài đặt [zalooa] chưa đúng nên chưa chạy được. Hãy so với config.example.toml."
	textZaloOANeedsWeb = "Zalo OA chỉ gửi tin qua webhook nên cần máy chủ web: hãy đặt web.listen, hoặc để trống zalooa.app_id."

	textZaloOAOff         = "không dùng"
	textZaloOABusy        = "“thuky serve” đang chạy và giữ mã truy cập nên chưa hỏi Zalo; xem nhật ký của serve"
	textZaloOAUnproven    = "mã truy cập đã hết hạn hoặc chưa có; serve sẽ đổi mã mới khi chạy lần đầu"
	textFixZaloOAUnproven = "Chạy “thuky serve” rồi xem nhật ký. Nếu không đổi được mã, cấp quyền lại cho ứng dụng theo docs/zalo.md."
	textFixZaloOATokens   = "Cấp quyền lại cho ứng dụng (docs/zalo.md), rồi đặt cặp mã mới vào zalooa.access_token và zalooa.refresh_token. " +
		"Mỗi refresh token chỉ đổi được một lần trong 3 tháng: cần làm lại khi thuky tắt đúng lúc đổi mã, khi dùng lại bản sao lưu cũ, hoặc khi đã nghỉ quá lâu."
	textFixZaloOAApp     = "Trên developers.zalo.me: kích hoạt ứng dụng, đăng ký Official Account API, liên kết OA; với OA: xác thực và gói dịch vụ (docs/zalo.md)."
	textFixZaloOANetwork = "Kiểm tra mạng, zalooa.proxy và các địa chỉ máy chủ ở mục [zalooa]."
	textFixZaloOAAddress = "Đặt web.public_url là địa chỉ https từ bên ngoài, và khai báo webhook " + zalooa.WebhookPath + " của địa chỉ đó cho ứng dụng trên developers.zalo.me."
)

func textZaloOAFine(a zalooa.Account, webhook string) string {
	text := fmt.Sprintf("mã truy cập đúng, OA là “%s” (%s)", a.Name, a.ID)
	if webhook != "" {
		text += ", webhook cần khai báo: " + webhook
	}
	return text
}

func textZaloOARefused(err error) string { return "Zalo từ chối: " + err.Error() }

func textZaloOAUnreachable(err error) string { return "không hỏi được Zalo: " + err.Error() }
