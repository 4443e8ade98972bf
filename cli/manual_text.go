package cli

import "fmt"

// What the pages for man say.
const (
	textManualLong = `Ghi mỗi lệnh một trang hướng dẫn (thuky.1, thuky-serve.1, …) vào THƯ_MỤC, để đọc bằng
lệnh man. Gói cài đặt đã có sẵn các trang này.`
	textManualName         = "TÊN"
	textManualSynopsis     = "CÁCH DÙNG"
	textManualDescription  = "MÔ TẢ"
	textManualCommands     = "CÁC LỆNH"
	textManualFlags        = "TÙY CHỌN"
	textManualGlobalFlags  = "TÙY CHỌN CHUNG"
	textManualExamples     = "VÍ DỤ"
	textManualFiles        = "TỆP"
	textManualConfig       = "Cấu hình trong thư mục hiện tại, nếu có."
	textManualSystemConfig = "Cấu hình của máy, dùng khi thư mục hiện tại không có config.toml."
	textManualExit         = "MÃ THOÁT"
	textManualExitCodes    = "0: xong. 1: không làm được, hoặc thứ được kiểm tra có lỗi. 2: gõ lệnh sai."
	textManualSeeAlso      = "XEM THÊM"
)

func textManualUnwritable(path string) string {
	return fmt.Sprintf("Không ghi được %s. Hãy chọn một thư mục ghi được, ví dụ: thuky manual /tmp/man", path)
}
