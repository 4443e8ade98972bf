package cli

import "fmt"

const textBackupLong = `Sao lưu kho dữ liệu vào một tệp mới, rồi đọc lại toàn bộ để chắc chắn bản sao dùng được.
Tệp phải chưa có. Dùng được cả khi “thuky serve” đang chạy.`

func textBackupExists(path string) string {
	return fmt.Sprintf("Không sao lưu vào %s: đã có tệp trùng tên. Hãy chọn tên khác, ví dụ có ngày tháng.", path)
}

func textBackupFailed(path string, err error) string {
	why := "bản sao chưa đúng nên đã được bỏ; kho dữ liệu vẫn nguyên"
	if isFileError(err) {
		why = reason(err)
	}
	return fmt.Sprintf("Chưa sao lưu được vào %s: %s. Hãy kiểm tra thư mục và chỗ trống trên ổ đĩa.", path, why)
}

func textBackedUp(path string) string {
	return fmt.Sprintf("Đã sao lưu và kiểm tra lại: %s", path)
}
