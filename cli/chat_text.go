package cli

import (
	"fmt"

	"thuky/report"
)

// The words around a chat; all the rest is said by the dialogue.

const (
	textChatLong = `Trả lời một báo cáo ngay trên máy này. Đợt báo cáo đang mở của mẫu đó được làm tiếp; chưa có
thì mở đợt mới. Trả lời đến đâu giữ đến đó: gõ “tạm dừng” hoặc Ctrl-D để nghỉ, lần sau chạy
lại là tiếp đúng câu đang dở. Gửi xong, bản dự thảo .docx được ghi vào thư mục drafts.

Gõ /tep rồi đường dẫn (hoặc kéo tệp vào cửa sổ) để gửi tệp công văn.

Khi đầu vào không phải bàn phím: mỗi dòng là một tin nhắn.`
	textChooseTemplate = "Thầy/cô làm báo cáo nào ạ?"
	textNumberPrompt   = "Gõ số: "
	textNameHere       = "Thầy/cô"
	textChatHint       = "Gõ “giúp” để xem các lệnh, “/tep ĐƯỜNG-DẪN” để gửi một tệp công văn. Ctrl-D để nghỉ lúc nào cũng được, câu trả lời vẫn được giữ.\n"
	textGoodbye        = "Các câu trả lời đã được giữ. Chạy lại “thuky chat” để tiếp tục. Chào thầy/cô ạ."
	textChatBroken     = "Cuộc trò chuyện phải dừng vì kho dữ liệu không ghi được. Những câu đã được báo là đã ghi vẫn còn. Hãy kiểm tra ổ đĩa rồi chạy lại."
)

func textTemplateChoice(n int, title string, questions int) string {
	return fmt.Sprintf("  %d. %s (%d câu)", n, title, questions)
}

func textNumberAgain(most int) string {
	return fmt.Sprintf("Xin gõ một số từ 1 đến %d ạ.", most)
}

func textPeriodPrompt(suggested string) string {
	return fmt.Sprintf("Kỳ báo cáo? (Enter để lấy “%s”) ", suggested)
}

func textDefaultTemplate(t *report.Template) string {
	return fmt.Sprintf("Mẫu báo cáo: %s (%s); chọn mẫu khác bằng --template.", t.Title, t.ID)
}

func textDraftsFolder(folder string, err error) string {
	return fmt.Sprintf("Không ghi được vào thư mục bản dự thảo %s: %s. Hãy chọn thư mục khác bằng --out.", folder, reason(err))
}

func textDraftNotSaved(folder, campaign string, err error) string {
	return fmt.Sprintf("Chưa ghi được bản dự thảo vào %s: %s. Các câu trả lời vẫn nguyên; lấy lại bằng “thuky render --campaign %s -o TỆP”.", folder, reason(err), campaign)
}
