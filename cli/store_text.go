package cli

import (
	"fmt"
	"path/filepath"
)

// The words about the store.

const (
	textNoStoreURL  = "Chưa có kho dữ liệu: --db (hoặc storage.url) đang trống. Viết bolt:data/thuky.db hoặc postgres://NGƯỜI_DÙNG:MẬT_KHẨU@MÁY/KHO."
	textNoStorePath = "--db bolt: còn thiếu đường dẫn tệp. Viết bolt:data/thuky.db."
)

func textUnknownStore(storeURL string) string {
	return fmt.Sprintf("--db: không biết loại kho “%s”. Viết bolt:data/thuky.db hoặc postgres://NGƯỜI_DÙNG:MẬT_KHẨU@MÁY/KHO.", storeURL)
}

func textStoreLocked(path string) string {
	return fmt.Sprintf("Kho dữ liệu %s đang được một chương trình thuky khác dùng. Hãy dừng chương trình kia (ví dụ “thuky serve”) rồi chạy lại, hoặc chọn kho khác bằng --db.", path)
}

func textStoreNewer(path string) string {
	return fmt.Sprintf("Kho dữ liệu %s do một bản thuky mới hơn ghi. Hãy cập nhật chương trình rồi chạy lại.", path)
}

func textStoreBroken(path string, err error) string {
	why := "tệp bị hỏng, hoặc không phải là kho của thuky nên được giữ nguyên; hãy chọn tệp khác bằng --db, hoặc chép bản sao lưu mới nhất vào chỗ này"
	if isFileError(err) {
		why = reason(err) + "; hãy kiểm tra thư mục, hoặc chọn tệp khác bằng --db"
	}
	return fmt.Sprintf("Không mở được kho dữ liệu %s: %s.", path, why)
}

func textStoreFolder(path string) string {
	return fmt.Sprintf("Không mở được kho dữ liệu %s: đây là thư mục. Hãy chỉ một tệp trong đó, ví dụ %s.", path, filepath.Join(path, "thuky.db"))
}

func textNoStore(path string) string {
	return fmt.Sprintf("Chưa có kho dữ liệu ở %s. Kho được tạo khi chạy “thuky chat”, “thuky serve” hoặc “thuky campaign open”; nếu kho ở chỗ khác, hãy dùng --db.", path)
}
