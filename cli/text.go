package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
)

// The words about the command line itself; each command has its own *_text.go.

const (
	textRootShort = "thư ký thu thập báo cáo của trường học qua tin nhắn"
	textRootLong  = `thuky (thư ký) thu thập báo cáo của trường học qua tin nhắn: hỏi từng câu, giữ từng
câu trả lời, rồi ghép thành bản dự thảo .docx đúng thể thức văn bản hành chính.`
	textRootExample = `  thuky chat                        trả lời một báo cáo ngay trên máy này
  thuky serve                       chạy trợ lý trên Zalo, Telegram và trang web
  thuky template list               xem các mẫu báo cáo
  thuky doctor                      kiểm tra máy và cấu hình`

	textFlagDB      = "kho dữ liệu: bolt:`ĐƯỜNG_DẪN`, chỉ đường dẫn, hoặc postgres://… (mặc định theo cấu hình, data/thuky.db)"
	textFlagConfig  = "`TỆP` cấu hình (mặc định config.toml nếu có, hoặc " + systemConfig + ")"
	textFlagHelp    = "in hướng dẫn"
	textFlagVersion = "in phiên bản"
	textFlagJSON    = "in kết quả dạng JSON"

	textHelpUsage        = "Cách dùng:"
	textHelpCommandPlace = "LỆNH [tùy chọn]"
	textHelpFlagsPlace   = "[tùy chọn]"
	textHelpExamples     = "Ví dụ:"
	textHelpCommands     = "Các lệnh:"
	textHelpFlags        = "Tùy chọn:"
	textHelpGlobalFlags  = "Tùy chọn chung:"

	textCompletionLong = `In kịch bản tự điền lệnh cho vỏ lệnh. Ví dụ với bash, thêm dòng này vào ~/.bashrc:

  source <(thuky completion bash)`
)

func textHelpMore(path string) string {
	return fmt.Sprintf("Xem thêm về một lệnh: %s LỆNH --help", path)
}

func textCause(err error) string { return "Chi tiết: " + err.Error() }

func textUnforeseen(err error) string {
	return "Chương trình gặp lỗi chưa lường trước nên chưa làm xong. Hãy chạy “thuky doctor” để kiểm tra.\n" + textCause(err)
}

func textNeedSubcommand(path string, names []string) string {
	return fmt.Sprintf("“%s” cần thêm một lệnh con: %s. Xem: %s --help", path, strings.Join(names, ", "), path)
}

func textUnknownCommand(path, name, near string, names []string) string {
	return fmt.Sprintf("“%s” không có lệnh “%s”.%s Các lệnh: %s.", path, name, didYouMean(near), strings.Join(names, ", "))
}

func textMissingArgument(path, name, use string) string {
	return fmt.Sprintf("“%s” còn thiếu %s. Cách dùng: %s", path, name, useLine(use))
}

func textExtraArgument(path, extra, use string) string {
	return fmt.Sprintf("“%s”: thừa “%s”. Cách dùng: %s (tên có dấu cách phải đặt trong ngoặc kép)", path, extra, useLine(use))
}

func useLine(use string) string { return strings.ReplaceAll(use, "[flags]", textHelpFlagsPlace) }

func textUnknownShell(name, near string) string {
	return fmt.Sprintf("completion: không biết vỏ lệnh “%s”.%s Các vỏ lệnh: bash, zsh, fish, powershell.", name, didYouMean(near))
}

func textUnknownFlag(path, flag, near string) string {
	return fmt.Sprintf("“%s” không có tùy chọn %s.%s Xem: %s --help", path, flag, didYouMean(near), path)
}

func textFlagNeedsValue(flag, value, words string) string {
	return fmt.Sprintf("Tùy chọn %s cần một giá trị: %s %s (%s).", flag, flag, value, words)
}

func textFlagWrongValue(flag, value, kind, words string) string {
	want := "một giá trị khác"
	switch kind {
	case "int":
		want = "một số nguyên như 3"
	case "bool":
		want = "true hoặc false"
	}
	return fmt.Sprintf("Tùy chọn %s không nhận “%s”; cần %s (%s).", flag, value, want, words)
}

func textFlagSyntax(path string, err error) string {
	return fmt.Sprintf("“%s”: tùy chọn viết chưa đúng. Tùy chọn viết như --db TỆP hoặc --db=TỆP. Xem: %s --help\n%s", path, path, textCause(err))
}

func textBadDate(flag, value string) string {
	return fmt.Sprintf("%s: “%s” không phải là một ngày. Viết 2024-05-31 hoặc 31/5/2024.", flag, value)
}

func textNotOneOf(flag, value, near string, allowed []string) string {
	return fmt.Sprintf("%s: không nhận “%s”.%s Giá trị đúng: %s.", flag, value, didYouMean(near), strings.Join(allowed, ", "))
}

func textNeedFlag(path, flag, why string) string {
	return fmt.Sprintf("“%s” cần %s: %s", path, flag, why)
}

// reasons tell in Vietnamese why a file could not be used.
var reasons = []struct {
	err   error
	words string
}{
	{fs.ErrNotExist, "không có tệp hoặc thư mục này"},
	{fs.ErrPermission, "không có quyền"},
	{syscall.EROFS, "ổ đĩa chỉ cho đọc"},
	{fs.ErrExist, "đã có tệp trùng tên"},
	{syscall.EISDIR, "đây là thư mục, không phải tệp"},
	{syscall.ENOTDIR, "một phần của đường dẫn là tệp, không phải thư mục"},
	{syscall.ENOSPC, "ổ đĩa đã đầy"},
	{syscall.ENAMETOOLONG, "tên quá dài"},
	{errTooLong, "tệp dài hơn 1 MB, không phải tệp cần đọc"},
}

// reason gives the words of reasons, or the error itself.
func reason(err error) string {
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			return r.words
		}
	}
	return err.Error()
}

// isFileError tells whether reason has words for the error.
func isFileError(err error) bool {
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			return true
		}
	}
	return false
}
