package cli

import "fmt"

// The words of doctor about fonts and LibreOffice.

const (
	textNoFontMatch = "không hỏi được hệ thống về phông chữ (chưa có fc-match)"
	textFixFonts    = "Cài phông cùng cỡ với Times New Roman, trên Debian, Ubuntu: sudo apt-get install fontconfig fonts-liberation2 (bản mới không có gói này thì cài fonts-liberation). Cần khi xuất PDF."
	textFixOldFont  = "Cài bản có đủ chữ Việt: sudo apt-get install fonts-liberation2 (bản mới không có gói này thì cài fonts-liberation), rồi chạy fc-cache -f."

	textSofficeMissing   = "chưa cài, nên chưa xuất được PDF và chưa xem được bản in"
	textFixSoffice       = "Khi cần, trên Debian, Ubuntu: sudo apt-get install libreoffice-writer-nogui fonts-liberation2."
	textFixSofficeBroken = "Thường là thiếu phần soạn văn bản; trên Debian, Ubuntu: sudo apt-get install libreoffice-writer-nogui."

	// textTrialPage is the page that LibreOffice is tried with.
	textTrialPage = "Trang thử của thuky."
)

func textPoorFont(font string) string {
	return fmt.Sprintf("Times New Roman đang được thay bằng %s, chữ sẽ lệch khi xuất PDF", font)
}

func textOldFont(font string) string {
	return fmt.Sprintf("Times New Roman hiện bằng %s, nhưng là bản cũ thiếu chữ Việt (như “ạ”), bản PDF sẽ lẫn hai phông", font)
}

func textFontFine(font string) string {
	return fmt.Sprintf("Times New Roman hiện bằng %s, đủ chữ Việt", font)
}

func textSofficeFine(path string) string {
	return fmt.Sprintf("%s chuyển được .docx sang PDF", path)
}

func textSofficeBroken(path string) string {
	return fmt.Sprintf("%s có trên máy nhưng không chuyển được .docx sang PDF", path)
}
