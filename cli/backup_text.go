package cli

import "fmt"

const textBackupLong = `Sao lưu kho dữ liệu vào một tệp mới, rồi đọc lại toàn bộ để chắc chắn bản sao dùng được.
Tệp phải chưa có. Dùng được cả khi “thuky serve” đang chạy. Khi cấu hình có nhiều trường mà
không có --school thì TỆP là một thư mục, trong đó mỗi trường được sao lưu vào một tệp riêng.`

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

func textKeptCopies(key string, n int) string {
	return fmt.Sprintf("%s = %d: cần một số từ 0 đến 1000, là số bản sao lưu tự động được giữ, ví dụ 14.", key, n)
}

// The words of doctor about backups and the disk.

const (
	textSubjectBackups = "Sao lưu"
	textSubjectDisk    = "Ổ đĩa"
	textBackupsOff     = "chưa đặt sao lưu tự động"
	textFixBackupsOff  = "Đặt backups.folder và backups.at, tốt nhất là thư mục trên một ổ đĩa khác."
	textFixBackups     = "Xem nhật ký của “thuky serve”, kiểm tra thư mục và chỗ trống; hoặc sao lưu ngay bằng “thuky backup TỆP”."
	textFixBadBackup   = "Chuyển bản hỏng sang nơi khác, sao lưu lại bằng “thuky backup TỆP”, và kiểm tra ổ đĩa."
	textFixFuture      = "Kiểm tra đồng hồ của máy; bản sao lưu ghi sai ngày không được tính và không bị xóa."
	textFixShrunk      = "Kiểm tra storage.url có đúng kho của trường không. Các bản cũ được giữ thêm một tháng."
	textFixDisk        = "Dọn bớt ổ đĩa: khi đầy, trợ lý không ghi được câu trả lời nữa."
	textDiskElsewhere  = "kho dữ liệu nằm ở máy chủ PostgreSQL, không xem từ đây"
	textDiskUnknown    = "không xem được chỗ trống trên hệ điều hành này"
)

func textBackupsNone(folder, at string) string {
	return fmt.Sprintf("%s chưa có bản nào; “thuky serve” tự sao lưu lúc %s hằng ngày", folder, at)
}

func textBackupsLate(c copyFile) string {
	return fmt.Sprintf("bản tự động mới nhất là %s, đã quá hai ngày", c.path)
}

func textBackupBad(c copyFile) string { return c.path + " bị hỏng" }

func textBackupsFine(n int, c soundCopy) string {
	return fmt.Sprintf("%d bản, mới nhất %s, đã đọc lại toàn bộ: %s", n, c.path, textContents(c.Contents))
}

func textBackupsShrunk(c soundCopy) string {
	return fmt.Sprintf("%s nhỏ hơn hẳn các bản trước: %s", c.path, textContents(c.Contents))
}

func textBackupsFuture(c copyFile) string { return c.path + " mang ngày chưa tới" }

func textDisk(free uint64) string {
	return fmt.Sprintf("còn %d MB chỗ trống cho kho dữ liệu", free>>20)
}
