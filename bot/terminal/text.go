package terminal

import "fmt"

const (
	textUnnamedFile = "bao-cao"
	prompt          = "› "
	textTryingAgain = "Chưa ghi được, đang thử lại…"
	textLineTooLong = "Dòng này dài quá 1 MiB nên chưa được ghi. Xin chia thành nhiều dòng ngắn hơn."
)

const (
	textWhichFile  = "Thầy/cô gõ thêm đường dẫn của tệp, ví dụ: /tep /home/hoa/cong-van.pdf"
	textNoSuchFile = "không có tệp này"
	textForbidden  = "không được phép đọc"
	textIsFolder   = "đây là thư mục, không phải tệp"
	textNotRegular = "đây không phải tệp thường"
	textEmptyFile  = "tệp rỗng"
)

func textCannotSend(path, reason string) string {
	return fmt.Sprintf("Chưa gửi được %s: %s. Thầy/cô kiểm tra lại đường dẫn, ví dụ: /tep /home/hoa/cong-van.pdf", path, reason)
}

func textFileTooLarge(path string, size, limit int64) string {
	return fmt.Sprintf("Chưa gửi được %s: tệp nặng %d MB, quá mức %d MB. Thầy/cô gửi riêng công văn (không kèm phụ lục), hoặc dán chữ của công văn.", path, (size+1<<20-1)>>20, limit>>20)
}

func textFile(name string) string { return "Tệp: " + name }

func textSaved(path string) string { return "Đã ghi tệp: " + path }

func textNotSaved(name string, err error) string {
	return fmt.Sprintf("Chưa ghi được tệp %s: %v", name, err)
}

// textPasted stands in the line being typed for several lines that were pasted.
func textPasted(n, lines int) string { return fmt.Sprintf("[dán %d: %d dòng]", n, lines) }
