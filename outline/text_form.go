package outline

import "fmt"

// The words about spreadsheets.

const (
	textEmptyBook       = "bảng tính không có nội dung nào đọc được; cần một trang có dòng tiêu đề «STT | Câu hỏi | Loại», hoặc biểu XLSForm có trang «survey»"
	textEmptyList       = "dưới dòng tiêu đề không có câu hỏi nào; mỗi dòng một câu ở cột «Câu hỏi» hoặc «Nội dung»"
	textEmptyForm       = "trang «survey» không có câu hỏi nào dùng được; mỗi câu cần cột «type» và «name», ví dụ «integer | so_hoc_sinh»"
	textRowLeft         = "bỏ: dòng không có câu hỏi"
	textNoChoices       = "đoán: câu chọn chưa có từ hai lựa chọn trở lên nên hỏi bằng một dòng chữ"
	textNoLimits        = "loại câu này không có giới hạn"
	textOrOther         = "bỏ: «or_other» (ý khác); thêm lựa chọn «Khác» nếu cần"
	textComputed        = "lưu ý: câu tự tính, không hỏi và không in; muốn in thì đặt {{id}} vào câu khác"
	textEndWithoutBegin = "bỏ: «end group» không có «begin group»"

	textNoExpression    = "chưa dùng được biểu thức ở đây"
	textWrongSort       = "kiểu dữ liệu hai bên không khớp"
	textEmptyExpression = "biểu thức trống"
	textOpenQuote       = "thiếu dấu nháy đóng"
	textOpenBrace       = "thiếu dấu } của ${…}"
	textOpenBracket     = "thiếu dấu ngoặc đóng"
	textCutOff          = "biểu thức bị cụt"
	textDeep            = "ngoặc lồng nhau quá nhiều"
	textEmptyText       = "chỉ so sánh được một câu với chuỗi rỗng bằng = hoặc !="
	textUseSelected     = "câu chọn nhiều phải dùng selected(…)"
)

func textSheetLeft(name string) string {
	return fmt.Sprintf("bỏ: trang tính «%s» không được đọc", name)
}

func textSectionLeft(heading string) string {
	return fmt.Sprintf("bỏ: phần «%s» không có câu hỏi nào", heading)
}

func textUnknownType(word string) string {
	return fmt.Sprintf("đoán: không hiểu loại «%s» nên đoán theo câu hỏi; các loại: số nguyên, số thập phân, phần trăm, ngày, có/không, chọn một, chọn nhiều, văn bản ngắn, đoạn văn", clip(word, 60))
}

func textBadValue(cell, kind string) string {
	return fmt.Sprintf("bỏ: giá trị «%s» không phải %s", clip(oneLine(cell), 60), typeNames[kind])
}

func textChoiceRow(line int) string {
	return fmt.Sprintf("bỏ: dòng %d của trang «choices» thiếu «list_name» hoặc «name»", line)
}

func textColumnsLeft(names string) string {
	return "bỏ: các cột chưa dùng được của «survey»: " + names
}

func textNoFormType(name string) string {
	return fmt.Sprintf("bỏ: dòng «%s» không có «type»", name)
}

func textRepeat(label string) string {
	return fmt.Sprintf("bỏ: nhóm lặp «%s» chỉ hỏi một lượt", clip(label, maxQuote))
}

func textNote(label string) string {
	return fmt.Sprintf("lưu ý: ghi chú «%s» thành phần hướng dẫn của câu sau", label)
}

func textNoName(kind string) string {
	return fmt.Sprintf("bỏ: câu loại «%s» không có «name»", clip(kind, 60))
}

func textTwiceNamed(name string) string {
	return fmt.Sprintf("bỏ: «name» «%s» đã dùng ở dòng trên", clip(name, 60))
}

func textAppearance(look string) string {
	return fmt.Sprintf("bỏ: cách hiển thị «%s»", clip(oneLine(look), 60))
}

func textFormType(kind, label string) string {
	return fmt.Sprintf("bỏ: loại «%s» chưa hỏi được trong chat, câu «%s»", clip(kind, 60), clip(label, maxQuote))
}

func textFormList(list, name string) string {
	return fmt.Sprintf("bỏ: câu «%s» dùng danh sách «%s» không có trong trang «choices» hoặc có ít hơn hai lựa chọn", clip(name, 60), clip(list, 60))
}

func textUnknownReference(name string) string {
	return fmt.Sprintf("bỏ: ${%s} không phải câu đứng trước", clip(name, 60))
}

func textPatternMessage(message string) string {
	return fmt.Sprintf("bỏ: câu báo lỗi của mẫu chữ «%s»", message)
}

func textStray(sign string) string { return fmt.Sprintf("chưa dùng được «%s»", clip(sign, 40)) }

func textNoChoice(name, question string) string {
	return fmt.Sprintf("câu «%s» không có lựa chọn «%s»", clip(question, 60), clip(name, 60))
}

func textUnknownQuestion(name string) string {
	return fmt.Sprintf("không có câu «%s»", clip(name, 60))
}

func textFunction(name string) string {
	return fmt.Sprintf("chưa dùng được hàm %s(…) như thế này", clip(name, 40))
}
