package xlsx

import "fmt"

// The words for people who sent a file.

func textEmpty(name string) string {
	return fmt.Sprintf("%s: tệp rỗng, không có gì để đọc. Hãy gửi lại tệp Excel (.xlsx).", name)
}

func textTooLarge(name string) string {
	return fmt.Sprintf("%s: tệp nặng quá %d MB. Hãy chép riêng danh sách câu hỏi sang tệp mới.", name, MaxBytes>>20)
}

func textProtected(name string) string {
	return fmt.Sprintf("%s: tệp có mật khẩu nên không mở được. Hãy mở bằng Excel, bỏ mật khẩu rồi lưu lại.", name)
}

func textOld(name string) string {
	return fmt.Sprintf("%s: dạng Excel cũ (.xls, .xlsb) chưa đọc được. Hãy mở bằng Excel rồi lưu thành .xlsx.", name)
}

func textNoSpreadsheet(name string) string {
	return fmt.Sprintf("%s: đây không phải bảng tính Excel (.xlsx). Hãy mở bằng Excel rồi lưu thành .xlsx.", name)
}

func textDamaged(name string) string {
	return fmt.Sprintf("%s: tệp Excel bị hỏng hoặc tải về chưa hết. Hãy mở bằng Excel rồi lưu lại thành .xlsx mới.", name)
}

func textMissing(name, part string) string {
	return fmt.Sprintf("%s: tệp Excel bị hỏng (thiếu %s). Hãy mở bằng Excel rồi lưu lại thành .xlsx mới.", name, part)
}

func textDamagedSheet(name, sheet string, line int) string {
	return fmt.Sprintf("%s: trang tính «%s» bị hỏng ở dòng %d. Hãy mở bằng Excel rồi lưu lại thành .xlsx mới.", name, sheet, line)
}

func textBomb(name string) string {
	return fmt.Sprintf("%s: nội dung bung ra quá lớn so với một danh sách câu hỏi nên không mở. Hãy chép riêng danh sách sang tệp mới.", name)
}

func textTooLong(name, sheet string, line, limit int) string {
	return fmt.Sprintf("%s: trang tính «%s» có nội dung hoặc định dạng ở dòng %d, nhiều nhất là %d dòng. Hãy xóa các dòng thừa, hoặc chép riêng danh sách sang tệp mới.", name, sheet, line, limit)
}

func textTooWide(name, sheet string, line, limit int) string {
	return fmt.Sprintf("%s: trang tính «%s», dòng %d: có ô ở ngoài %d cột đầu. Hãy xóa các cột thừa, hoặc chép riêng danh sách sang tệp mới.", name, sheet, line, limit)
}

func textCell(sheet, name string) string { return fmt.Sprintf("trang «%s», ô %s", sheet, name) }

func textFormula(value string) string {
	if value == "" {
		return "bỏ: ô là công thức chưa có kết quả được lưu"
	}
	return "lưu ý: ô là công thức, chỉ lấy kết quả đã lưu"
}

func textMoreFormulas(n int) string { return fmt.Sprintf("lưu ý: còn %d ô công thức nữa", n) }
