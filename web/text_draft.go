package web

import (
	"fmt"

	"thuky/render"
	"thuky/review"
)

// The words of the pages about drafts and versions.
const (
	titleDraft    = "Bản thảo"
	titleDraftPut = "Bản thảo dạng chữ"
	titleVersions = "Các bản đã duyệt"
	titleCompare  = "So sánh hai bản"
	titlePDF      = "Đang dựng PDF"

	textDraftChanged  = "Dạ, bản thảo vừa thay đổi sau khi thầy/cô mở trang nên em chưa duyệt. Thầy/cô xem lại bản mới dưới đây rồi duyệt giúp em ạ."
	textReadFirst     = "Dạ, thầy/cô đánh dấu «Tôi đã đọc toàn bộ bản thảo này» trước khi duyệt giúp em ạ."
	textFindingGone   = "Dạ, chỗ này vừa được sửa hoặc không còn nữa nên em chưa làm gì. Danh sách dưới đây là của bản thảo bây giờ ạ."
	textFixed         = "Đã sửa theo gợi ý và ghi lý do. Người trả lời được báo."
	textNotFixed      = "Dạ, câu trả lời sau khi sửa không còn hợp với câu hỏi nên em chưa sửa. Thầy/cô mở câu hỏi để sửa giúp em ạ."
	textPutAside      = "Đã bỏ qua điểm này cho báo cáo này."
	textTakenBack     = "Đã đưa điểm này trở lại danh sách."
	textNoPDF         = "Dạ, máy chủ này chưa dựng được PDF. Thầy/cô tải tệp .docx giúp em ạ."
	textPagesLater    = "Máy đang bận nên chưa dựng được các trang in. Thầy/cô tải lại trang sau ít phút; bản dạng chữ ở dưới vẫn đầy đủ."
	textPagesFailed   = "Các trang in chưa dựng được. Bản dạng chữ ở dưới vẫn đầy đủ."
	textPageElsewhere = "Dạ, trang này thuộc một bản thảo cũ. Thầy/cô tải lại trang bản thảo giúp em ạ."
	textChooseTwo     = "Dạ, thầy/cô chọn hai bản để so sánh giúp em ạ."
	textNow           = "Bản thảo hiện tại"
)

// severityWords say how much a finding matters.
var severityWords = map[review.Severity]string{review.Error: "cần sửa", review.Warning: "nên xem", review.Hint: "gợi ý"}

// textGap says what a gap is and what helps.
func textGap(g render.Gap) string {
	switch g.Kind {
	case render.Skipped:
		if g.Reason != "" {
			return "Câu này được bỏ qua, lý do: " + g.Reason + ". Quản trị đồng ý bỏ qua, hoặc có câu trả lời, thì mới duyệt được."
		}
		return "Câu này được bỏ qua. Quản trị đồng ý bỏ qua, hoặc có câu trả lời, thì mới duyệt được."
	case render.NotComputed:
		return "Chưa tính được vì còn thiếu số liệu."
	case render.NotFilled:
		return "Báo cáo hoặc cấu hình của trường còn thiếu thông tin này."
	}
	return "Chưa có câu trả lời."
}

// textVersion names an approved version.
func textVersion(n int) string { return fmt.Sprintf("Bản duyệt %d", n) }

func textApproved(n int) string {
	return fmt.Sprintf("Đã duyệt bản %d. Quản trị và người duyệt đều được báo, kèm tệp.", n)
}
