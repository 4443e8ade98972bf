package cli

import (
	"fmt"
	"strings"

	"thuky/report"
)

// The words about report templates.

const (
	textSeeLog            = "trục trặc được ghi trong nhật ký của chương trình"
	textCannotPrint       = "Không in được kết quả."
	textShippedTemplates  = "Các mẫu báo cáo kèm theo chương trình không đọc được; đây là lỗi của bản phát hành này."
	textTemplateLeftOut   = "Lưu ý: tệp mẫu sau chưa dùng được nên được bỏ qua."
	textTemplateCheckLong = `Kiểm tra một tệp mẫu báo cáo (.toml). Mỗi lỗi in một dòng: tệp, dòng, điều chưa đúng và
cách sửa. Mã thoát là 1 khi có lỗi.`
)

func textTemplateFileTaken(file string) string {
	return fmt.Sprintf("Dạ, thư mục mẫu đã có tệp %s chứa nội dung khác nên em chưa ghi. Thầy/cô đổi id của mẫu, hoặc nhờ người quản trị máy xem lại tệp đó giúp em ạ.", file)
}

func textTemplateNotKept(why string) string {
	return fmt.Sprintf("Dạ, em chưa ghi được mẫu vào thư mục mẫu của trường: %s. Thầy/cô nhờ người quản trị máy xem mục templates.folder giúp em ạ.", why)
}

func textTemplateColumns() []string { return []string{"ID", "SỐ CÂU", "TÊN"} }

func textTemplateFolder(folder string, err error) string {
	return fmt.Sprintf("Không đọc được thư mục mẫu báo cáo %s (templates.folder): %s.", folder, reason(err))
}

func textFileUnreadable(path string, err error) string {
	return fmt.Sprintf("Không đọc được tệp %s: %s.", path, reason(err))
}

func textSameTemplateID(path, id, other string) string {
	return fmt.Sprintf("%s: id “%s” đã có trong %s. Mỗi mẫu cần một id riêng.", path, id, other)
}

func textUnknownTemplate(id, near string, ids []string) string {
	return fmt.Sprintf("Không có mẫu báo cáo “%s”.%s Các mẫu: %s; hoặc chỉ một tệp .toml.", id, didYouMean(near), strings.Join(ids, ", "))
}

func textTemplateGood(path, id string, sections, questions int) string {
	return fmt.Sprintf("%s: đúng. Mẫu “%s” có %d phần, %d câu hỏi.", path, id, sections, questions)
}

func textComputed(q *report.Question) string {
	name := q.Prompt
	if name == "" {
		name = q.Heading
	}
	if name == "" {
		name = q.ID
	}
	return fmt.Sprintf("%s: tự tính %s", name, q.Compute)
}

var questionTypeNames = map[string]string{
	"text":     "một dòng",
	"longtext": "nhiều đoạn",
	"integer":  "số nguyên",
	"decimal":  "số thập phân",
	"percent":  "phần trăm",
	"date":     "ngày",
	"choice":   "chọn một",
	"choices":  "chọn nhiều",
	"yesno":    "có/không",
	"table":    "bảng",
}

// textQuestionTraits says of what type a question is and what else matters.
func textQuestionTraits(q *report.Question) string {
	traits := questionTypeNames[q.Type]
	if q.Unit != "" {
		traits += " " + q.Unit
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
	if !q.Needed() {
		traits += "; không bắt buộc"
	}
	if q.When != "" {
		traits += "; hỏi khi " + q.When
	}
	return traits
}
