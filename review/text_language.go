package review

import "fmt"

// What is said about language.

const (
	textLookalike = "Trong chữ có ký tự của bảng chữ cái khác, trông giống chữ Việt; gõ lại."
	textToneStyle = "Dấu thanh đặt khác với các chữ cùng vần trong báo cáo; dùng một kiểu."
)

func textConfusion(s Severity, right string) string {
	switch s {
	case Error:
		return fmt.Sprintf("Viết sai: «%s».", right)
	case Hint:
		return fmt.Sprintf("Nay viết là «%s».", right)
	}
	return fmt.Sprintf("Có phải là «%s»?", right)
}

func textSyllable(word string) string {
	return fmt.Sprintf("Tiếng Việt không có chữ «%s».", word)
}

func textHookTilde(word, right string) string {
	return fmt.Sprintf("Nhầm dấu hỏi với dấu ngã: không có chữ «%s», chỉ có «%s».", word, right)
}

const (
	textTwoSpaces    = "Hai dấu cách liền nhau."
	textSpaceBefore  = "Không có dấu cách trước dấu này."
	textSpaceAfter   = "Không có dấu cách sau dấu mở ngoặc."
	textNoSpace      = "Thiếu dấu cách sau dấu câu."
	textEllipsis     = "Dấu ba chấm viết liền sau chữ, không có dấu phẩy hay dấu cách ở trước, và chỉ có ba chấm."
	textEndSign      = "Đoạn chưa có dấu kết thúc."
	textSentenceCase = "Đầu câu viết hoa."
	textDoubled      = "Chữ gõ hai lần."
	textDash         = "Gạch nối viết một kiểu: dấu «-», có dấu cách hai bên hoặc không bên nào, như các chỗ khác trong báo cáo."
)

func textUnpaired(open, end string) string {
	if open == end {
		return fmt.Sprintf("Dấu ngoặc kép %s lẻ, thiếu dấu mở hoặc đóng.", open)
	}
	return fmt.Sprintf("Dấu %s và %s không đủ cặp.", open, end)
}

const textAbbreviation = "Chữ viết tắt chưa được viết đầy đủ ở lần đầu."

func textAbbreviationTwo(short, long, other string, paragraph int) string {
	return fmt.Sprintf("«%s» thường là «%s», nhưng đoạn %d lại có «%s»; viết đầy đủ.", short, long, paragraph, other)
}

const (
	textCountOfCount = "Một con số không tăng «về số lượng»; bỏ phần nói hai lần."
	textSuperlative  = "Chữ này đã có nghĩa cao nhất; bỏ «nhất»."
	textSaidTwice    = "Nói hai lần một ý; bỏ bớt một."
	textOrganise     = "«Tổ chức» một văn bản thì chưa đủ nghĩa: tổ chức thực hiện."
	textCommas       = "Các chỗ đặt dấu phẩy khác nhau; viết «ban, ngành, đoàn thể»."
)

func textVariant(count int, right string) string {
	return fmt.Sprintf("Chỉ có một lần; %d chỗ khác viết «%s».", count, right)
}

func textCapital(right string) string {
	return fmt.Sprintf("Viết hoa theo Nghị định 30/2020/NĐ-CP: «%s».", right)
}

func textCapitalMixed(right string) string {
	return fmt.Sprintf("Trong báo cáo lúc viết hoa, lúc viết thường; dùng một cách: «%s».", right)
}

func textUnit(unit string) string {
	return fmt.Sprintf("«%s» không có tên riêng theo sau thì viết thường.", unit)
}

func textQuotation(best string) string {
	return fmt.Sprintf("Tên trong ngoặc kép ở các chỗ khác viết «%s».", best)
}

func textName(right string) string {
	return fmt.Sprintf("Tên đúng là «%s».", right)
}

func textTermMixed(best string, count int) string {
	return fmt.Sprintf("Báo cáo dùng nhiều cách gọi; %d chỗ khác là «%s».", count, best)
}
