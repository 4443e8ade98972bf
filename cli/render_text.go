package cli

import "fmt"

// The words about drafts.

const (
	textRenderLong = `Ghi bản dự thảo của một đợt báo cáo từ những câu trả lời đã có. Chỗ còn thiếu được đánh
dấu trong bản thảo. Bản pdf cần LibreOffice trên máy.`
	textSeeCampaigns = "xem các đợt bằng “thuky campaign list”"
	textUseDocx      = "Cũng có thể dùng --format docx rồi mở bằng Word."
)

const textVersionHasFormat = "--version ghi đúng tệp .docx đã duyệt nên không đi cùng --format. Bỏ một trong hai."

func textNoVersion(campaign string, number int, known []int) string {
	if len(known) == 0 {
		return fmt.Sprintf("Đợt “%s” chưa có bản nào được duyệt nên không có bản %d. Người duyệt gõ «duyệt» trong chat; bỏ --version để ghi bản dự thảo.", campaign, number)
	}
	return fmt.Sprintf("Đợt “%s” không có bản %d; các bản đã duyệt: 1 đến %d (xem “thuky campaign show %s”).", campaign, number, known[len(known)-1], campaign)
}

func textVersionSpoilt(campaign string, number int) string {
	return fmt.Sprintf("Bản %d của đợt “%s” không còn đúng SHA-256 lúc duyệt nên không được ghi ra. Kho dữ liệu có thể đã hỏng: hãy chạy “thuky doctor” và dùng bản sao lưu.", number, campaign)
}

func textGaps(n int) string {
	return fmt.Sprintf("Lưu ý: bản dự thảo còn %d chỗ thiếu, được đánh dấu trong bản thảo.", n)
}

func textCannotWrite(path string, err error) string {
	return fmt.Sprintf("Không ghi được %s: %s. Hãy chọn chỗ khác.", path, reason(err))
}

func textCannotRender(format string) string {
	return fmt.Sprintf("Không lập được bản dự thảo dạng %s; đây là lỗi của chương trình. Các câu trả lời vẫn nguyên.", format)
}
