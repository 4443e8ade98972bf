package cli

import "fmt"

// The words about a store in PostgreSQL.

const (
	textPostgresRefused     = "máy chủ không nhận tên người dùng hoặc mật khẩu; hãy sửa phần NGƯỜI_DÙNG:MẬT_KHẨU trong địa chỉ"
	textPostgresNoDatabase  = "máy chủ chưa có kho tên này; hãy tạo kho (createdb --encoding=UTF8 TÊN), hoặc sửa tên kho trong địa chỉ"
	textPostgresForbidden   = "người dùng này chưa có quyền tạo hoặc dùng các bảng; hãy cấp quyền (GRANT CREATE ON DATABASE … TO …)"
	textPostgresReadOnly    = "máy chủ này chỉ cho đọc (máy dự phòng, hoặc đặt chế độ chỉ đọc); hãy chỉ tới máy chủ chính"
	textPostgresForeign     = "kho này không dùng bảng mã UTF8; hãy tạo kho mới bằng createdb --encoding=UTF8 --template=template0 TÊN"
	textPostgresUnreachable = "không kết nối được tới máy chủ; hãy kiểm tra máy chủ PostgreSQL có đang chạy, tên máy, cổng và tường lửa"
	textPostgresOther       = "máy chủ báo lỗi"
	textPostgresSchool      = "storage.url: tên trường sau school= không dùng được. Viết chữ và số, ví dụ school=hoa-sen."

	textFixPostgres        = "Sửa --db hoặc storage.url, ví dụ postgres://thuky:MẬT_KHẨU@localhost/thuky, rồi chạy lại “thuky doctor”."
	textFixPostgresDamaged = "Giữ nguyên kho này để xem xét, rồi lấy lại bản sao lưu mới nhất vào một kho mới bằng “thuky migrate”."
)

func textPostgresURL(at string) string {
	return fmt.Sprintf("storage.url: địa chỉ %s không đọc được. Viết postgres://NGƯỜI_DÙNG:MẬT_KHẨU@MÁY:5432/KHO; ký tự lạ trong mật khẩu viết dạng %%XX, ví dụ @ là %%40.", at)
}

func textRestorePostgres(order string) string {
	return fmt.Sprintf("restore chỉ thay được kho là một tệp. Với PostgreSQL, hãy tạo một kho mới còn trống rồi chạy: %s", order)
}

func textPostgresBroken(at, why string) string {
	return fmt.Sprintf("Không mở được kho dữ liệu %s: %s.", at, why)
}

func textPostgresFine(at, school string, size int64) string {
	return fmt.Sprintf("%s dùng được, đã đọc lại toàn bộ của trường “%s” (cả kho %d KiB)", at, school, (size+1023)/1024)
}
