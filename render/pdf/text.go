package pdf

import (
	"fmt"
	"time"
)

// The words for whoever asked for a page.

const (
	textNoOffice = "Máy chạy thuky chưa có LibreOffice nên chưa xem được bản in. Hãy cài LibreOffice (trên Debian, Ubuntu: sudo apt-get install libreoffice-writer-nogui fonts-liberation2)."
	textFailed   = "LibreOffice không chuyển được bản dự thảo sang PDF. Hãy tải tệp .docx rồi lưu thành PDF bằng Word."
	textNotDrawn = "Không vẽ được trang của tệp PDF này. Hãy tải tệp về rồi mở bằng phần mềm đọc PDF."
)

func textTooSlow(limit time.Duration) string {
	return fmt.Sprintf("LibreOffice không xong sau %d giây nên đã được dừng. Hãy thử lại, hoặc tải tệp .docx rồi lưu thành PDF bằng Word.", int(limit.Seconds()))
}

func textTooLarge(size int) string {
	return fmt.Sprintf("Tệp .docx nặng %d MB, quá mức %d MB nên không chuyển sang PDF. Hãy bớt ảnh trong tệp.", size>>20, MaxBytes>>20)
}
