package cli

import (
	"fmt"
	"strings"
)

// The words about settings.

func didYouMean(near string) string {
	if near == "" {
		return ""
	}
	return fmt.Sprintf(" Có phải “%s” không?", near)
}

func textConfigUnreadable(path string, err error) string {
	return fmt.Sprintf("Không đọc được tệp cấu hình %s: %s. Hãy kiểm tra --config, hoặc chép config.example.toml thành tệp này.", path, reason(err))
}

func textSystemConfigDenied(path string) string {
	return fmt.Sprintf("Máy này có cấu hình của thuky ở %s nhưng tài khoản hiện tại không được đọc. Hãy chạy: sudo -u thuky thuky LỆNH; hoặc chỉ tệp khác bằng --config TỆP.", path)
}

func textUnknownKey(path string, line int, key, near string) string {
	return fmt.Sprintf("%s:%d: không có khóa “%s”.%s Các khóa đúng ở trong config.example.toml.", path, line, key, didYouMean(near))
}

func textBadTOML(path string, line, column int, key, detail string) string {
	place := path
	if line > 0 {
		place = fmt.Sprintf("%s:%d:%d", path, line, column)
	}
	about := "viết chưa đúng cú pháp TOML"
	if key != "" {
		about = fmt.Sprintf("khóa “%s” có giá trị không đúng kiểu hoặc viết chưa đúng", key)
	}
	return fmt.Sprintf("%s: %s. Hãy so với config.example.toml.\nChi tiết: %s", place, about, detail)
}

func textUnknownEnv(name, near string) string {
	return fmt.Sprintf("Lưu ý: biến môi trường %s không phải là một cài đặt nên được bỏ qua.%s", name, didYouMean(near))
}

func textSecretFile(name, path string, err error) string {
	return fmt.Sprintf("%s: không đọc được tệp %s: %s. Biến này phải là đường dẫn tới tệp chứa giá trị bí mật.", name, path, reason(err))
}

func textBadEnv(name, value string) string {
	return fmt.Sprintf("%s: không nhận “%s”. Hãy ghi giá trị cùng kiểu như trong config.example.toml, ví dụ 30, true hoặc 07:30.", name, value)
}

func textNotAllowed(key, value string, allowed []string, near string) string {
	return fmt.Sprintf("Cài đặt %s: không nhận “%s”.%s Giá trị đúng: %s.", key, value, didYouMean(near), strings.Join(allowed, ", "))
}

func textBadRate(key string, value float64) string {
	return fmt.Sprintf("Cài đặt %s: %g không hợp lệ. Hãy ghi một số từ 0 (không giới hạn) đến 1000.", key, value)
}

func textBadURL(key, value string) string {
	return fmt.Sprintf("Cài đặt %s: “%s” không phải là địa chỉ. Địa chỉ đúng có dạng https://ten-mien.", key, value)
}

func textBadProxy(key string) string {
	return fmt.Sprintf("Cài đặt %s: địa chỉ proxy chưa đúng. Địa chỉ đúng có dạng http://may:cong hoặc socks5://may:cong.", key)
}
