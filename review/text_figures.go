package review

import (
	"fmt"
	"strings"

	"thuky/vntext"
)

// What is said about figures and dates.

const (
	textMonthZero   = "Chỉ tháng 1 và tháng 2 có số 0 đứng trước (Nghị định 30/2020/NĐ-CP)."
	textDateZeros   = "Ngày dưới 10 và tháng 1, tháng 2 có số 0 đứng trước (Nghị định 30/2020/NĐ-CP)."
	textDateInvalid = "Không có ngày này."
	textShares      = "Các tỉ lệ trong đoạn không tính từ cùng một tổng số; tính lại."
	textNumberStyle = "Số thập phân viết bằng dấu phẩy, ký hiệu % viết liền."
)

func textWeekday(date, day string) string {
	return fmt.Sprintf("Ngày %s là %s.", date, day)
}

func textPercent(ratio, right string) string {
	return fmt.Sprintf("%s là %s.", ratio, right)
}

func textSum(total float64, parts []float64, sum float64) string {
	var all []string
	for _, n := range parts {
		all = append(all, vntext.FormatNumber(n))
	}
	return fmt.Sprintf("Tổng ghi %s, nhưng %s = %s.", vntext.FormatNumber(total), strings.Join(all, " + "), vntext.FormatNumber(sum))
}

func textFigureMixed(before string, paragraph int) string {
	return fmt.Sprintf("Ở đoạn %d con số này là %s.", paragraph, before)
}

// textWhere names a row or a column of a table.
func textWhere(where string) string {
	if where == "" {
		return ""
	}
	return "«" + vntext.Clip(where, 40) + "»: "
}

func textPartOver(where, part string, n float64, whole string, all float64) string {
	return fmt.Sprintf("%s«%s» là %s, lớn hơn «%s» là %s.", textWhere(where), vntext.Clip(part, 40), vntext.FormatNumber(n), vntext.Clip(whole, 40), vntext.FormatNumber(all))
}

func textRowSum(where, whole string, all float64, woman string, w float64, man string, m float64) string {
	return fmt.Sprintf("%s«%s» ghi %s, nhưng «%s» %s + «%s» %s = %s.", textWhere(where), vntext.Clip(whole, 40), vntext.FormatNumber(all), vntext.Clip(man, 40), vntext.FormatNumber(m), vntext.Clip(woman, 40), vntext.FormatNumber(w), vntext.FormatNumber(m+w))
}

func textColumnSum(name string, sum, written float64) string {
	return fmt.Sprintf("Cột «%s» cộng lại là %s, dòng tổng ghi %s.", vntext.Clip(name, 40), vntext.FormatNumber(sum), vntext.FormatNumber(written))
}
