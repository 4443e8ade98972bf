package cli

import (
	"fmt"
	"io/fs"
)

// The words about the key of the store.
const (
	textSubjectKey = "Khóa của kho"
	textKeyLong    = `Với một tệp khóa (storage.key_file), họ tên, tài khoản chat, tin nhắn, nhật ký, tệp kèm nằm trong kho và trong bản sao lưu
ở dạng mã hóa. Những gì không mã hóa: docs/security.md.
MẤT KHÓA LÀ MẤT DỮ LIỆU: không ai mở lại được, kể cả từ bản sao lưu. Chép khóa ra giấy, cất ở nơi khác.`
	textKeyNewExample = "  thuky key new /etc/thuky/kho.khoa"
	textKeyChangeLong = `Ghi lại toàn bộ kho bằng khóa mới, rồi đổi storage.key_file trong cấu hình. Khóa cũ lấy từ storage.key_file hiện nay (trống: kho
chưa mã hóa). Dừng “thuky serve” trước, ở mọi máy. Bị ngắt giữa chừng thì kho vẫn nguyên như cũ: chạy lại.
Bản sao lưu làm trước đó vẫn theo khóa cũ, hoặc chưa mã hóa: giữ khóa cũ chừng nào còn giữ chúng.`
	textKeyChangeExample = "  thuky key change --to /etc/thuky/kho.khoa\n  thuky key change --off"
	textKeyChangeFlags   = "“thuky key change” cần --to TỆP (khóa mới) hoặc --off (thôi mã hóa)."
	textFlagKeyTo        = "`TỆP` khóa mới"
	textFlagKeyOff       = "thôi mã hóa"
	textKeyHead          = `# Khóa của kho dữ liệu thuky. Mất khóa này là mất họ tên, tài khoản chat, tin nhắn trong kho và trong mọi bản sao lưu.
# Chép ra giấy và cất ở nơi khác; không để cùng thư mục với kho hay bản sao lưu.
`
	textKeyOff       = "không dùng: họ tên và tài khoản chat trong kho đọc được; nên để kho trên ổ đĩa mã hóa"
	textFixKey       = "Đặt lại storage.key_file; khóa chép trên giấy gõ lại được vào một tệp, khoảng trắng thế nào cũng được."
	textFixKeyBeside = "Chuyển tệp khóa sang thư mục khác, sửa storage.key_file: ai chép được thư mục ấy là có cả kho lẫn khóa."
	textFixOtherKey  = "Giữ khóa cũ chừng nào còn giữ các bản sao lưu ấy. “thuky backup TỆP” làm ngay một bản theo khóa mới."
)

func textKeyExists(path string) string {
	return fmt.Sprintf("Đã có tệp %s nên chưa tạo khóa; hãy chọn tên khác để khỏi mất khóa cũ.", path)
}

func textKeyUnwritten(path string, err error) string {
	return fmt.Sprintf("Không ghi được tệp khóa %s: %s.", path, reason(err))
}

func textKeyMade(path string) string {
	return fmt.Sprintf(`Đã tạo khóa ở %s (chỉ người chạy lệnh này đọc được).
MẤT KHÓA LÀ MẤT DỮ LIỆU: in hoặc chép tệp này ra giấy và cất ở nơi khác, trước khi làm gì tiếp.
Kho mới: đặt storage.key_file = "%s". Kho đang có: dừng “thuky serve”, chạy “thuky key change --to %s”, rồi đặt như trên.`, path, path, path)
}

func textKeyUnreadable(path string, err error) string {
	return fmt.Sprintf("Không đọc được tệp khóa %s (storage.key_file): %s.", path, reason(err))
}

func textKeyDamaged(path string) string {
	return fmt.Sprintf("Tệp khóa %s (storage.key_file) bị cắt, gõ sai, hoặc không phải là khóa: cần 16 nhóm 4 chữ số (0-9, a-f), rồi dấu = và 4 chữ số kiểm tra, như “thuky key new” ghi.", path)
}

func textStoreSealed(at string) string {
	return fmt.Sprintf("%s được mã hóa mà chưa có khóa nên không mở; không có gì bị thay đổi. Hãy đặt storage.key_file là tệp khóa của kho này.", at)
}

func textStoreNotSealed(at string) string {
	return fmt.Sprintf("%s chưa mã hóa mà cấu hình có khóa (storage.key_file) nên không mở; không có gì bị thay đổi. "+
		"Để mã hóa: để trống storage.key_file, chạy “thuky key change --to TỆP_KHÓA”, rồi đặt lại storage.key_file.", at)
}

func textStoreOtherKey(at string) string {
	return fmt.Sprintf("%s được mã hóa bằng khóa khác nên không mở; không có gì bị thay đổi. Hãy đặt storage.key_file là khóa của kho này.", at)
}

func textKeySame(at string) string {
	return fmt.Sprintf("%s đã theo đúng khóa này từ trước, không cần làm gì.", at)
}

func textKeyNotChanged(at string) string {
	return fmt.Sprintf("Chưa đổi được khóa của %s; kho vẫn nguyên như cũ. Hãy kiểm tra chỗ trống trên ổ đĩa rồi chạy lại.", at)
}

func textKeyChanged(at, file string) string {
	if file == "" {
		return fmt.Sprintf("%s không còn mã hóa. Để trống storage.key_file trong cấu hình rồi chạy lại “thuky serve”.", at)
	}
	return fmt.Sprintf(`%s đã được mã hóa bằng khóa trong %s và đã kiểm tra lại.
Đặt storage.key_file = "%s" rồi chạy lại “thuky serve”. MẤT KHÓA LÀ MẤT DỮ LIỆU: giữ một bản trên giấy ở nơi khác.
Các bản sao lưu cũ vẫn như cũ; dấu vết của kho cũ còn trên ổ đĩa đến khi bị ghi đè.`, at, file, file)
}

func textKeyOn(path string) string {
	return "đang dùng khóa trong " + path + "; giữ một bản trên giấy ở nơi khác"
}

func textKeyBeside(path string) string {
	return path + " nằm cùng thư mục với kho hoặc bản sao lưu"
}

func textKeyTooOpen(path string, mode fs.FileMode) string {
	return fmt.Sprintf("%s: người dùng khác của máy đọc được (%04o)", path, mode)
}

func textFixKeyMode(path string) string { return "Chạy: chmod 600 " + path }

func textBackupOtherKey(c copyFile) string {
	return c.path + " theo khóa khác với khóa hiện nay"
}
