package report

import (
	"fmt"
	"strings"
)

// All that the people who write templates read, in Vietnamese.

const (
	wordYes = "Có"
	// wordAbout is "about", which without marks is "yes".
	wordAbout = "cỡ"
	wordNo    = "Không"

	cellWords = "nội dung" // in examples of rows
	rowNumber = "TT"
	totalSign = "Cộng"

	checkFailed = "Câu trả lời chưa khớp với các câu khác"

	exprNoVariables = "không dùng được «let» và «;»"
	exprNoRanges    = "không dùng được khoảng «..»"

	fileTooLarge = "tệp mẫu báo cáo lớn hơn 1 MiB; một mẫu thường chỉ vài KB"
	fileEmpty    = "tệp mẫu báo cáo trống; cần ít nhất «id», «title», «kind», «symbol», «subject» và một «[[sections]]» có câu hỏi"
	fileNotUTF8  = "tệp không phải văn bản UTF-8; hãy lưu lại tệp với bảng mã UTF-8"
	fileZero     = "tệp có ký tự rỗng (NUL), không phải văn bản; hãy lưu lại tệp dạng văn bản UTF-8"

	noSections       = "mẫu chưa có phần nào; cần ít nhất một «[[sections]]»"
	noQuestions      = "mẫu chưa có câu hỏi nào; cần ít nhất một «[[sections.questions]]»"
	noHeadingToPrint = "phần này chưa có câu hỏi nào; thêm «[[sections.questions]]» hoặc bỏ phần"
	strayBracesText  = "dấu «{{» hoặc «}}» lẻ; tên phải viết liền giữa hai dấu, ví dụ «{{school}}»"
	checkWithout     = "có «check_message» mà không có «check»; thêm «check» hoặc bỏ «check_message»"
	minAboveMax      = "«min» lớn hơn «max»; đổi lại hai giá trị"
)

// nearest adds the suggestion, if there is one.
func nearest(message, suggestion string) string {
	if suggestion == "" {
		return message
	}
	return fmt.Sprintf("%s; gần nhất: «%s»", message, suggestion)
}

func unknownKey(key, suggestion string, keys []string) string {
	if suggestion == "" {
		return fmt.Sprintf("khóa «%s» không có; các khóa dùng được: %s", key, strings.Join(keys, ", "))
	}
	return nearest(fmt.Sprintf("khóa «%s» không có", key), suggestion)
}

func wrongShape(key, want, got string) string {
	return fmt.Sprintf("khóa «%s» phải là %s, không phải %s", key, want, got)
}

func missingKey(key, example string) string {
	return fmt.Sprintf("thiếu khóa «%s», ví dụ: %s", key, example)
}

func emptyKey(key string) string {
	return fmt.Sprintf("khóa «%s» để trống; hãy ghi nội dung hoặc bỏ khóa", key)
}

func tooLongKey(key string, limit int) string {
	return fmt.Sprintf("khóa «%s» dài quá %d ký tự", key, limit)
}

func oneLine(key string) string {
	return fmt.Sprintf("khóa «%s» phải viết trên một dòng", key)
}

func controlCharacter(key string) string {
	return fmt.Sprintf("khóa «%s» có ký tự điều khiển; hãy gõ lại nội dung", key)
}

func badTemplateID(id string) string {
	return fmt.Sprintf("id «%s» của mẫu chỉ được gồm a-z, 0-9, «-» và «_», bắt đầu bằng chữ hoặc số, tối đa %d ký tự, ví dụ «dan-van-6-thang»", id, maxID)
}

func badID(id string) string {
	return fmt.Sprintf("id «%s» chỉ được gồm a-z, 0-9 và «_», tối đa %d ký tự, ví dụ «so_hoc_sinh»", id, maxID)
}

func fixedID(id string) string {
	return fmt.Sprintf("id «%s» trùng tên có sẵn «{{%s}}»; hãy chọn id khác, ví dụ «%s_1»", id, id, id)
}

func duplicateID(id string, line int) string {
	return fmt.Sprintf("id «%s» đã dùng ở dòng %d; mỗi id chỉ dùng một lần", id, line)
}

func unknownType(name, suggestion string, types []string) string {
	if suggestion == "" {
		return fmt.Sprintf("loại câu hỏi «%s» không có; các loại dùng được: %s", name, strings.Join(types, ", "))
	}
	return nearest(fmt.Sprintf("loại câu hỏi «%s» không có", name), suggestion)
}

func keyNotForType(key, typ string, types []string) string {
	if len(types) == 0 {
		return fmt.Sprintf("khóa «%s» chưa dùng được trong bản này; hãy bỏ khóa", key)
	}
	return fmt.Sprintf("khóa «%s» không dùng với loại «%s»; chỉ dùng với: %s", key, typ, strings.Join(types, ", "))
}

func keyNotForList(key, typ string) string {
	return fmt.Sprintf("khóa «%s» không dùng với loại «%s»; hãy bỏ khóa", key, typ)
}

func printOfList(typ string) string {
	return fmt.Sprintf("«print» của loại «%s» chỉ được là \"\" (không in); lời dẫn hãy viết ở «heading» hoặc ở một câu khác", typ)
}

func listedPlaceholder(name, typ string) string {
	return fmt.Sprintf("«{{%s}}» là câu loại «%s», không in được trong một câu; số lượng thì thêm một câu loại «integer» có compute = \"len(%s)\"", name, typ, name)
}

const noColumns = "loại «table» cần «columns», ví dụ columns = [{ id = \"ho_ten\", heading = \"Họ và tên\", type = \"text\" }]"

func manyColumns(limit int) string {
	return fmt.Sprintf("bảng có quá %d cột; hãy chia thành nhiều bảng", limit)
}

func unknownCellType(name, suggestion string, types []string) string {
	if suggestion == "" {
		return fmt.Sprintf("loại «%s» không dùng được cho cột; các loại dùng được: %s", name, strings.Join(types, ", "))
	}
	return nearest(fmt.Sprintf("loại «%s» không dùng được cho cột", name), suggestion)
}

func totalNotForType(typ string, types []string) string {
	return fmt.Sprintf("«total» không dùng với cột loại «%s»; chỉ dùng với: %s", typ, strings.Join(types, ", "))
}

func exprUnknownColumn(name, suggestion string) string {
	return nearest(fmt.Sprintf("nhắc đến «.%s», không phải id của cột nào", name), suggestion)
}

func badLimit(key, typ string) string {
	if typ == "date" {
		return fmt.Sprintf("«%s» của loại «date» phải là ngày, ví dụ \"2024-05-31\"", key)
	}
	return fmt.Sprintf("«%s» của loại «%s» phải là số, ví dụ %s = 0", key, typ, key)
}

func rowCount(n int) string { return fmt.Sprintf("%d dòng", n) }

func totalOf(heading, total string) string { return "tổng " + heading + ": " + total }

func badPattern(err string) string {
	return fmt.Sprintf("«pattern» không phải biểu thức chính quy đúng (%s), ví dụ '\\d{4}-\\d{4}'", err)
}

func fewChoices(typ string) string {
	return fmt.Sprintf("loại «%s» cần «choices» có từ 2 lựa chọn, ví dụ choices = [\"Đạt\", \"Chưa đạt\"]", typ)
}

func manyChoices(limit int) string {
	return fmt.Sprintf("«choices» có quá %d lựa chọn", limit)
}

func duplicateChoice(label string) string {
	return fmt.Sprintf("lựa chọn «%s» có hai lần trong «choices»", label)
}

func badDefault(typ, example string) string {
	return fmt.Sprintf("«default» không hợp với loại «%s» hoặc các giới hạn của câu hỏi, ví dụ %s", typ, example)
}

func badExpression(key, problem string) string {
	return fmt.Sprintf("«%s» %s", key, problem)
}

func unknownPlaceholder(name, suggestion string) string {
	return nearest(fmt.Sprintf("tên «{{%s}}» không có", name), suggestion)
}

func cyclic(path []string) string {
	return fmt.Sprintf("«when» và «compute» gọi nhau thành vòng: %s; hãy bỏ một chỗ", strings.Join(path, " → "))
}

func tooManyQuestions(limit int) string {
	return fmt.Sprintf("mẫu có quá %d câu hỏi; hãy chia thành nhiều mẫu", limit)
}

func notTOML(detail string) string {
	return fmt.Sprintf("sai cú pháp TOML (%s); hãy xem lại dấu ngoặc kép, dấu bằng và dấu ngoặc vuông ở dòng này", detail)
}

func twiceDefined(key string) string {
	return fmt.Sprintf("khóa «%s» có hai lần; hãy bỏ một", key)
}

func exprTooLong(limit int) string { return fmt.Sprintf("dài quá %d ký tự", limit) }

func exprTooManyPredicates(limit int) string {
	return fmt.Sprintf("dùng quá %d hàm duyệt danh sách (all, any, filter, …)", limit)
}

func exprColumn(offset int) string { return fmt.Sprintf(" (ký tự thứ %d)", offset+1) }

func exprSyntax(detail string) string { return fmt.Sprintf("không đọc được: %s", detail) }

func exprMismatch(operator, left, right string) string {
	return fmt.Sprintf("dùng phép «%s» giữa %s và %s, hai loại không hợp nhau", operator, shapeName(left), shapeName(right))
}

const (
	exprTooLarge = "quá phức tạp; hãy chia thành nhiều câu có «compute»"
	exprCutShort = "bị cụt, còn thiếu phần sau"
	exprNotWhole = "có thể cho số lẻ mà câu hỏi là số nguyên; bọc trong round(…), ví dụ round(a / b)"
)

func exprUnknownName(name, suggestion string) string {
	return nearest(fmt.Sprintf("nhắc đến «%s», không phải id của câu hỏi nào", name), suggestion)
}

func exprUnknownFunction(name, suggestion string) string {
	return nearest(fmt.Sprintf("dùng hàm «%s», không có hoặc không được dùng", name), suggestion)
}

func exprUnknownLabel(label, id, suggestion string) string {
	return nearest(fmt.Sprintf("so với «%s», không phải lựa chọn của câu «%s»", label, id), suggestion)
}

func exprWrongType(want, got string) string {
	return fmt.Sprintf("phải cho %s, không phải %s", shapeName(want), shapeName(got))
}

// shapeName names a Go type for people who write templates.
func shapeName(name string) string {
	switch name {
	case "bool":
		return "đúng/sai"
	case "float64", "int":
		return "số"
	case "string":
		return "chữ"
	case "slice", "[]string", "[]interface {}":
		return "danh sách"
	case "nil":
		return "giá trị trống"
	}
	return name
}

// politeOpenings are left out where a prompt serves as a name: the first that fits.
var politeOpenings = []string{
	"Thầy/cô cho biết ", "Thầy/cô cho em biết ", "Thầy/cô viết vài câu về ", "Thầy/cô viết giúp phần ", "Thầy/cô viết giúp em ", "Thầy/cô viết giúp ",
	"Thầy/cô viết về ", "Thầy/cô viết ", "Thầy/cô nhận xét giúp về ", "Thầy/cô nhận xét về ", "Thầy/cô nêu ", "Thầy/cô ",
}

// politeEnd ends a spoken question.
const politeEnd = " ạ"
