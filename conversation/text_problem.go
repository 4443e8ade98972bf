package conversation

import (
	"strings"

	"thuky/report"
)

// Why words are no answer.

func textProblem(p *report.Problem) string {
	switch p.Code {
	case report.BadCells:
		return textBadCells(p)
	case report.TooManyRows:
		return "Dạ, em chưa ghi vì bảng tối đa " + p.Max + " dòng ạ."
	case report.NotFiles:
		return "Dạ, câu này trả lời bằng ảnh hoặc tệp, không ghi bằng chữ được ạ. Không có thì ghi «không»."
	case report.TooFewFiles:
		return "Dạ, câu này cần ít nhất " + p.Min + " tệp; thầy/cô gửi thêm giúp em, chưa có thì gõ «bỏ qua» và nói lý do ạ."
	case report.TooManyFiles:
		return "Dạ, câu này nhận tối đa " + p.Max + " tệp; thầy/cô gõ «xóa» kèm số của tệp để bỏ bớt giúp em ạ."
	}
	return "Dạ, " + problemWords(p, "câu này")
}

// problemWords says what is wrong with an answer or a cell, which is what.
func problemWords(p *report.Problem, what string) string {
	example := ""
	if p.Example != "" {
		example = " Ví dụ: " + p.Example + "."
	}
	switch p.Code {
	case report.NotNumber:
		if example == "" {
			example = " Ví dụ: 32 hoặc 1.234,5."
		}
		return what + " cần một con số." + example
	case report.NotInteger:
		if example == "" {
			example = " Ví dụ: 32."
		}
		return what + " cần một số nguyên." + example
	case report.NotDate:
		if example == "" {
			example = " Ví dụ: 31/5/2024."
		}
		return "em chưa đọc được ngày " + dateWhere(what) + "." + example
	case report.NoSuchDay:
		return "em chưa ghi vì lịch không có ngày " + p.Day + " ạ." + example
	case report.NotChoice:
		return "em chưa thấy câu trả lời này trong danh sách. Thầy/cô gõ số thứ tự giúp em ạ."
	case report.SheetError:
		return what + " đang là công thức hoặc lỗi của Excel, chưa phải kết quả ạ. Không có thì để trống."
	case report.NotYesNo:
		return what + " trả lời «có» hoặc «không» ạ."
	case report.TooSmall:
		return "em chưa ghi vì phải từ " + p.Min + " trở lên ạ."
	case report.TooLarge:
		return "em chưa ghi vì không được quá " + p.Max + " ạ."
	case report.BadPattern:
		return "em chưa ghi vì chưa đúng cách viết của " + what + "." + example
	case report.TooLong:
		return "em chưa ghi vì " + tooLongWhat(what) + "dài quá " + p.Max + " chữ cái ạ."
	case report.RatioWrong:
		return "em chưa ghi vì tỉ lệ chưa khớp (đúng ra là " + p.Example + ") ạ."
	default:
		return what + " chưa có nội dung ạ." + example
	}
}

// dateWhere and tooLongWhat fit what is wrong into sentences that begin otherwise.
func dateWhere(what string) string {
	if rest, ok := strings.CutPrefix(what, "câu "); ok {
		return rest
	}
	return "ở " + what
}

func tooLongWhat(what string) string {
	if strings.HasPrefix(what, "câu ") {
		return ""
	}
	return what + " "
}
