package sheet

import (
	"fmt"

	"thuky/vntext"
)

// The words for people who sent a file.

const (
	textNameless  = "tệp bảng tính"
	textYes       = "TRUE" // as spreadsheets show them
	textNo        = "FALSE"
	textSheetName = "Trang"
)

func textEmpty(name string) string {
	return fmt.Sprintf("%s: tệp rỗng, không có ô nào có chữ. Hãy mở tệp xem lại rồi gửi lại.", name)
}

func textTooLarge(name string, limit int) string {
	return fmt.Sprintf("%s: tệp nặng quá %d MB. Hãy chép riêng bảng cần nộp sang tệp mới rồi gửi lại.", name, limit>>20)
}

func textManyRows(name, sheet string, limit int) string {
	return fmt.Sprintf("%s: %scó quá %s dòng. Hãy xóa các dòng thừa ở cuối, hoặc chia thành nhiều tệp.", name, textSheet(sheet), vntext.FormatNumber(float64(limit)))
}

func textManyColumns(name, sheet string, limit int) string {
	return fmt.Sprintf("%s: %scó quá %d cột. Hãy xóa các cột thừa ở bên phải rồi gửi lại.", name, textSheet(sheet), limit)
}

func textManySheets(name string, limit int) string {
	return fmt.Sprintf("%s: tệp có quá %d trang tính. Hãy chép riêng trang cần nộp sang tệp mới rồi gửi lại.", name, limit)
}

func textLongCell(name, cell string, limit int) string {
	return fmt.Sprintf("%s: ô %s dài quá %s chữ cái. Hãy viết gọn lại rồi gửi lại.", name, cell, vntext.FormatNumber(float64(limit)))
}

func textManyWords(name string) string {
	return fmt.Sprintf("%s: tệp có quá nhiều chữ. Hãy chép riêng bảng cần nộp sang tệp mới rồi gửi lại.", name)
}

func textProtected(name string) string {
	return fmt.Sprintf("%s: tệp có mật khẩu nên chưa đọc được. Hãy lưu lại bản không có mật khẩu rồi gửi lại.", name)
}

func textOld(name string) string {
	return fmt.Sprintf("%s: chưa đọc được dạng Excel cũ này (.xls, .xlsb). Hãy mở bằng Excel, chọn «Lưu thành» loại .xlsx rồi gửi lại.", name)
}

func textNotSheet(name string) string {
	return fmt.Sprintf("%s: đây không phải bảng tính đọc được. Hãy gửi tệp .xlsx, hoặc .csv (UTF-8).", name)
}

func textNotWorkbook(name string) string {
	return fmt.Sprintf("%s: đây không phải bảng tính Excel (.xlsx). Hãy mở bằng Excel, chọn «Lưu thành» loại .xlsx rồi gửi lại.", name)
}

func textDamaged(name string) string {
	return fmt.Sprintf("%s: tệp bị hỏng nên chưa đọc được. Hãy mở bằng Excel, lưu lại rồi gửi lại.", name)
}

func textDamagedSheet(name, sheet string, row int) string {
	return fmt.Sprintf("%s: %sbị hỏng ở dòng %d. Hãy mở bằng Excel, lưu lại rồi gửi lại.", name, textSheet(sheet), row)
}

func textSheet(name string) string {
	if name == "" {
		return "tệp "
	}
	return "trang «" + vntext.Clip(name, 40) + "» "
}
