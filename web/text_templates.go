package web

import (
	"strings"

	"thuky/report"
)

// The words of the pages about kinds of reports.
const (
	menuTemplates  = "Mẫu báo cáo"
	titleTemplates = "Mẫu báo cáo"

	textTemplateKept     = "Đã lưu mẫu. Báo cáo mở từ nay dùng mẫu này; báo cáo đang mở giữ bản cũ."
	textChooseTemplate   = "Dạ, thầy/cô chọn tệp mẫu (.toml) rồi bấm «Kiểm tra» giúp em ạ."
	textNoTemplateFolder = "Dạ, máy chủ chưa có thư mục mẫu riêng của trường nên em chưa lưu được. Thầy/cô nhờ người quản trị máy đặt templates.folder trong tệp cấu hình giúp em ạ."
	textTemplateBad      = "Dạ, mẫu này không còn đúng. Thầy/cô kiểm tra lại tệp giúp em ạ."
	textMoved            = "Đã chuyển báo cáo sang bản mới của mẫu. Câu trả lời cũ đều được giữ; câu mới được hỏi thêm."
	textEveryone         = "cả trường"

	textFormChosen  = "Đã chọn mẫu Word. Bản thảo từ nay in theo mẫu này; báo cáo đã duyệt giữ nguyên bản đã duyệt, muốn in theo mẫu mới thì duyệt lại."
	textFormDropped = "Đã thôi dùng mẫu Word đó."
	textChooseForm  = "Dạ, thầy/cô chọn tệp Word (.docx) rồi bấm «Kiểm tra» giúp em ạ."
	textStarterFile = "mau-word.docx"
)

// questionTypes name the types of questions.
var questionTypes = map[string]string{
	"text": "một dòng", "longtext": "nhiều đoạn", "integer": "số nguyên", "decimal": "số thập phân", "percent": "phần trăm",
	"date": "ngày", "choice": "chọn một", "choices": "chọn nhiều", "yesno": "có/không", "table": "bảng", "files": "ảnh, tệp",
}

// textTraits says of what type a question is, and what else matters.
func textTraits(q *report.Question) string {
	if q.Computed() {
		return "tự tính: " + q.Compute
	}
	traits := questionTypes[q.Type]
	if q.Unit != "" {
		traits += " (" + q.Unit + ")"
	}
	if len(q.Choices) > 0 {
		traits += ": " + strings.Join(q.Choices, " / ")
	}
	if len(q.Columns) > 0 {
		names := make([]string, len(q.Columns))
		for i, c := range q.Columns {
			names[i] = c.Heading + " (" + c.ID + ")" // what forms call it
		}
		traits += ": " + strings.Join(names, "; ")
	}
	if q.Type == "files" {
		traits += ": " + q.FileKindsText()
	}
	if !q.Needed() {
		traits += "; không bắt buộc"
	}
	if q.When != "" {
		traits += "; chỉ hỏi khi " + q.When
	}
	return traits
}
