package cli

import (
	"fmt"
	"strings"
)

// The words of doctor.

const (
	textDoctorLong = `Kiểm tra mọi thứ thuky cần: cấu hình, kho dữ liệu, việc đang chờ, ổ đĩa, sao lưu, mẫu báo cáo, thư mục bản dự
thảo, mã bot (hỏi thật Telegram, Zalo), đồng hồ, cổng mạng, địa chỉ công khai, phông chữ, LibreOffice; và chỉ cách
sửa. Chạy được cả khi serve đang chạy. Mã thoát là 1 khi có lỗi.`
	textDoctorFine = "Mọi thứ cần thiết đều dùng được."

	textSubjectConfig    = "Cấu hình"
	textSubjectStore     = "Kho dữ liệu"
	textSubjectTemplates = "Mẫu báo cáo"
	textSubjectDrafts    = "Thư mục bản dự thảo"
	textSubjectTelegram  = "Telegram"
	textSubjectFonts     = "Phông chữ"
	textSubjectSoffice   = "LibreOffice"

	textConfigDefaults = "không có tệp cấu hình, dùng các giá trị mặc định"
	textFixConfig      = "So tệp cấu hình với config.example.toml."
	textFixSchool      = "Tên trường đang là tên ví dụ: điền mục [school] trong tệp cấu hình (chưa có tệp thì chép config.example.toml thành config.toml)."

	textFixStoreURL       = "Sửa --db hoặc storage.url, ví dụ bolt:data/thuky.db."
	textFixStore          = "Làm theo dòng trên, rồi chạy lại “thuky doctor”."
	textFixDamaged        = "Dừng “thuky serve” và giữ lại tệp này."
	textFixFolder         = "Cấp quyền ghi cho thư mục, hoặc chọn thư mục khác trong cấu hình."
	textFixTemplateFolder = "Sửa templates.folder trong cấu hình, hoặc tạo thư mục đó."
	textFixTemplates      = "Sửa tệp mẫu; kiểm tra lại bằng “thuky template check TỆP”."

	textTelegramOff = "chưa có mã bot nên không chạy Telegram"
	textFixToken    = "Lấy lại mã bot từ @BotFather (/mybots) và đặt đúng telegram.token."
	textFixNetwork  = "Kiểm tra mạng, telegram.proxy và telegram.api_endpoint."
)

func textCheckup(c checkup) string {
	mark := map[verdict]string{fine: "✓", warning: "!", broken: "✗"}[c.Verdict]
	text := fmt.Sprintf("%s %s: %s", mark, c.Subject, strings.ReplaceAll(c.Found, "\n", "\n    "))
	if c.Advice != "" {
		text += "\n    → " + c.Advice
	}
	return text
}

func textDoctorBad(n int) string {
	return fmt.Sprintf("Có %d mục lỗi, đánh dấu ✗ ở trên.", n)
}

func textConfigRead(path string) string { return "đã đọc " + path }

func textStoreToBe(path string) string {
	return fmt.Sprintf("chưa có, sẽ được tạo ở %s khi chạy lần đầu", path)
}

func textStoreNoRoom(path, folder string, err error) string {
	return fmt.Sprintf("chưa có, và không tạo được %s: thư mục %s: %s", path, folder, reason(err))
}

func textStoreFine(path string, size int64) string {
	return fmt.Sprintf("%s dùng được, đã đọc lại toàn bộ (%d KiB)", path, (size+1023)/1024)
}

func textStoreDamaged(path string, err error) string {
	return fmt.Sprintf("%s bị hỏng: %v", path, err)
}

func textTemplatesFine(n int, folder string) string {
	if folder == "" {
		return fmt.Sprintf("%d mẫu kèm theo chương trình", n)
	}
	return fmt.Sprintf("%d mẫu, kể cả thư mục %s", n, folder)
}

func textDraftsFine(folder string) string { return folder + " ghi được" }

func textTelegramFine(name string) string { return "mã bot đúng, tên bot là @" + name }

func textTelegramRefused(err error) string { return "Telegram không nhận mã bot: " + err.Error() }

func textTelegramUnreachable(err error) string {
	return "không hỏi được Telegram: " + err.Error()
}

// checkupViews are the results of doctor --json.
func checkupViews(all []checkup) any {
	type view struct {
		Subject string `json:"subject"`
		School  string `json:"school,omitempty"`
		State   string `json:"state"` // "ok", "warning", "error"
		Found   string `json:"found"`
		Advice  string `json:"advice"`
	}
	views := []view{}
	for _, c := range all {
		state := map[verdict]string{fine: "ok", warning: "warning", broken: "error"}[c.Verdict]
		views = append(views, view{c.Subject, c.School, state, c.Found, c.Advice})
	}
	return views
}

func textFixTokenNone(variable string) string {
	return fmt.Sprintf("Khi cần: xin mã bot từ @BotFather rồi đặt telegram.token hoặc %s.", variable)
}
