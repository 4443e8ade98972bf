package xlsx

import "fmt"

// The words for people who sent a file. What is wrong with one is said by package sheet.

func textCell(sheet, name string) string { return fmt.Sprintf("trang «%s», ô %s", sheet, name) }

func textFormula(value string) string {
	if value == "" {
		return "bỏ: ô là công thức chưa có kết quả được lưu"
	}
	return "lưu ý: ô là công thức, chỉ lấy kết quả đã lưu"
}

func textMoreFormulas(n int) string { return fmt.Sprintf("lưu ý: còn %d ô công thức nữa", n) }
