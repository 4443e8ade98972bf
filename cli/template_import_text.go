package cli

import (
	"fmt"

	"thuky/outline"
)

// The words about templates that are made of outlines.

const textStandardInput = "đề cương"

const textTemplateImportLong = `Lập một mẫu báo cáo (.toml) từ tệp của trường: đề cương (.docx, .txt, .md, .pdf), công văn có
đề cương, danh sách câu hỏi Excel (.xlsx), biểu XLSForm, hoặc báo cáo kỳ trước đã xong (nội
dung cũ thành câu trả lời gợi ý «Giữ nguyên»). Loại câu hỏi, lời hỏi và người phụ trách là
đoán theo chữ trong tệp; chỗ đoán và chỗ bỏ đều ghi chú trong mẫu. Xem lại mẫu, sửa cho hợp
rồi mới đưa vào thư mục mẫu (templates.folder).`

func textImportThere(path string) string {
	return fmt.Sprintf("Đã có tệp %s nên chưa ghi. Đặt tên khác, hoặc thêm --force để ghi đè.", path)
}

func textTemplateImported(path string, r *outline.Result, questions int) string {
	return fmt.Sprintf("%s: đã lập mẫu “%s” từ %s, có %d phần, %d câu hỏi, %d lưu ý. Xem lại rồi chạy: thuky template check %s",
		path, r.Template.ID, r.Kind.Name(), len(r.Template.Sections), questions, len(r.Notes), path)
}
