package conversation

import (
	"fmt"

	"thuky/report"
)

// The words about a template that is made of the outline of a notice.

const (
	labelPropose       = "Lập mẫu từ đề cương"
	wordPropose        = "lập mẫu"
	labelKeepTemplate  = "Lưu mẫu này"
	wordKeepTemplate   = "lưu mẫu"
	labelOtherTemplate = "Chọn mẫu khác"
	wordOtherTemplate  = "mẫu khác"

	textNoProposal      = "Dạ, em chưa lập được mẫu từ đề cương này ạ."
	textProposalFoot    = "Lời hỏi, loại câu và người phụ trách là em đoán theo chữ của đề cương. Thầy/cô xem hết các câu rồi gõ «lưu mẫu» để dùng cho báo cáo này; muốn sửa từng câu thì người quản trị sửa tệp mẫu sau khi lưu ạ."
	textKeepOrOther     = "Dạ, thầy/cô gõ «lưu mẫu» để lưu mẫu em đề nghị, «mẫu khác» để chọn mẫu có sẵn, hoặc «xem lại» để xem các câu ạ."
	textKeepingTemplate = "Dạ, em đang lưu mẫu ạ."
)

// textOutlineOffer says that a template could be made.
func textOutlineOffer(headings int) string {
	return fmt.Sprintf("Công văn có đề cương %d mục; chưa mẫu nào hợp thì em lập mẫu mới từ đề cương đó được ạ.", headings)
}

func textProposal(title string, questions int) string {
	return fmt.Sprintf("Dạ, em đề nghị mẫu «%s», %d câu:", clip(title, 120), questions)
}

func textProposedQuestion(n int, q *report.Question) string {
	line := fmt.Sprintf("%d. %s (%s", n, clip(q.Prompt, 200), proposedTypes[q.Type])
	if q.Role != "" {
		line += "; giao: " + q.Role
	}
	return line + ")"
}

// proposedTypes name the types of questions that outlines give.
var proposedTypes = map[string]string{
	"text": "một dòng", "longtext": "nhiều đoạn", "integer": "số nguyên", "decimal": "số thập phân", "percent": "phần trăm",
	"date": "ngày", "choice": "chọn một", "choices": "chọn nhiều", "yesno": "có/không",
}

func textMoreProposed(n int) string { return fmt.Sprintf("… và %d câu nữa", n) }

func textTemplateKept(title string) string {
	return fmt.Sprintf("Dạ, em đã lưu mẫu «%s».", clip(title, 120))
}
