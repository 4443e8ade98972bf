package web

import (
	"fmt"
	"strings"

	"thuky/report"
)

// Words about tables that are filled in on a page.

const (
	// textNone is the answer that there is nothing to list.
	textNone        = "Không"
	textNoneAndRows = "Dạ, bảng có dòng mà ô «Không có gì để ghi» cũng được đánh dấu, nên em chưa ghi. Thầy/cô bỏ một trong hai giúp em ạ."
	textNoRows      = "Dạ, bảng chưa có dòng nào nên em chưa ghi. Không có gì để ghi thì thầy/cô đánh dấu ô «Không có gì để ghi» ạ."
	textChooseSheet = "Dạ, chưa có tệp nào được chọn. Thầy/cô chọn tệp .xlsx hoặc .csv rồi bấm lại giúp em ạ."
	textSumsLeftOut = "Dòng tổng cộng được bỏ qua; bản in tự cộng."
)

// cellHints are what stands in an empty cell, by the type of its column.
var cellHints = map[string]string{"date": "ngày/tháng/năm", "yesno": "Có hoặc Không", "percent": "%"}

func textCellLabel(row int, heading string) string { return fmt.Sprintf("Dòng %d, %s", row, heading) }

// textCellProblem says what is wrong with one cell.
func textCellProblem(p *report.Problem) string {
	why := []rune(strings.Replace(strings.TrimPrefix(textProblem(p), "Dạ, "), "câu này", "ô này", 1))
	return strings.ToUpper(string(why[:1])) + string(why[1:])
}

func textCellRead(text string) string { return "Hiểu là " + text + "." }

// textUnfitRows says why rows are no answer; cells say for themselves what is wrong.
func textUnfitRows(u *report.Unfit, q *report.Question) string {
	if u.Problem != nil && u.Problem.Code == report.BadCells {
		return textBadCells(u.Problem)
	}
	return textUnfit(u, q, "")
}

func textManyRows(limit int) string {
	return fmt.Sprintf("Dạ, bảng tối đa %d dòng nên em chưa thêm các dòng trong tệp ạ.", limit)
}

func textNoRowsInFile(name string) string {
	return fmt.Sprintf("Dạ, em chưa thấy dòng nào của bảng trong tệp «%s». Dòng đầu của bảng trong tệp là tên các cột ạ.", name)
}

func textRowsFromFile(name string) string {
	return fmt.Sprintf("Các dòng lấy từ tệp «%s» đã ở trong bảng dưới đây. Thầy/cô xem lại rồi bấm «Ghi bảng» ạ.", name)
}

func textSumOff(off report.SumOff) string {
	return fmt.Sprintf("Dòng tổng ghi %s là %s, nhưng cộng các dòng được %s. Thầy/cô xem lại giúp em ạ.", off.Heading, off.Written, off.Counted)
}

func textMissingColumns(names string) string {
	return "Tệp không có cột " + names + " nên cột đó để trống."
}

func textIgnoredColumns(names string) string {
	return "Bảng không có cột " + names + " nên cột đó được bỏ qua."
}
