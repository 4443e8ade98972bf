package cli

import (
	"fmt"

	"thuky/bot/zalo"
)

// The words about Zalo.

const (
	textSubjectZalo = "Zalo"

	textZaloSettings = "Cài đặt [zalo] chưa đúng nên chưa chạy được. Hãy so với config.example.toml."
	textZaloNeedsWeb = "zalo.mode = \"webhook\" cần máy chủ web: hãy đặt web.listen, hoặc đổi sang zalo.mode = \"poll\"."

	textZaloOff          = "chưa có mã bot nên không chạy Zalo"
	textFixZaloToken     = "Lấy lại mã bot ở “Zalo Bot Manager” và đặt đúng zalo.token."
	textFixZaloNetwork   = "Kiểm tra mạng, zalo.proxy và zalo.api_endpoint."
	textFixZaloHookLeft  = "Khi chạy “thuky serve”, webhook này được gỡ. Nếu chương trình khác đang dùng bot thì dừng nó trước."
	textFixZaloHookOther = "Chạy “thuky serve” để đặt lại webhook; nếu vẫn thế thì có chương trình khác đang dùng bot này."
	textFixZaloLink      = "Đặt zalo.link để lời mời có đường dẫn mở bot: trong Zalo Bot Manager, chọn chia sẻ bot rồi chép đường dẫn."
)

func textServeZalo(mode string) string {
	if mode == zalo.ModeWebhook {
		return "Zalo: bật, nhận tin qua webhook."
	}
	return "Zalo: bật, tự hỏi tin mới."
}

func textZaloFine(me zalo.Self) string {
	groups := "chưa vào được nhóm"
	if me.Groups {
		groups = "vào được nhóm"
	}
	return fmt.Sprintf("mã bot đúng, tên bot là %s, %s", me.Name, groups)
}

func textZaloRefused(err error) string { return "Zalo không nhận mã bot: " + err.Error() }

func textZaloUnreachable(err error) string { return "không hỏi được Zalo: " + err.Error() }

func textZaloHookLeft(at string) string {
	return fmt.Sprintf("; đang có webhook %s, trong khi zalo.mode là \"poll\"", at)
}

func textZaloHookOther(at string) string {
	if at == "" {
		return "; chưa đặt webhook"
	}
	return "; webhook đang là " + at
}

// textInvitedZalo tells how the code of an invitation is used on Zalo: its links carry none.
func textInvitedZalo(link string) string {
	return fmt.Sprintf("Zalo: mở %s rồi gửi mã mời cho bot", link)
}

func textBadPlan(key string, value int) string {
	return fmt.Sprintf("Cài đặt %s: %d không hợp lệ. Hãy ghi một số từ 0 (không giới hạn) trở lên, ví dụ 3000.", key, value)
}

func textBadReserve(reserve, monthly int) string {
	return fmt.Sprintf("Cài đặt zalo.reserve: %d phải nhỏ hơn zalo.monthly_messages (%d), ví dụ 200.", reserve, monthly)
}

func textFixZaloNone(variable string) string {
	return fmt.Sprintf("Khi cần: mở OA “Zalo Bot Manager” trong Zalo, bấm “Tạo bot” (tên bắt đầu bằng “Bot”), rồi đặt zalo.token hoặc %s.", variable)
}
