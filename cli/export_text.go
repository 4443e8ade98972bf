package cli

import (
	"strings"

	"thuky/report"
)

// The words of the answers as a spreadsheet.

const (
	textExportLong = `Ghi các câu trả lời ra một tệp .xlsx: trang đầu là từng câu của từng người, kèm tình trạng,
người ghi và giờ ghi; mỗi câu dạng bảng có một trang riêng. Với --files thì ghi ảnh và tệp mà
thầy cô đã gửi thành một tệp zip, mỗi câu một thư mục, kèm danh sách. Tệp có dữ liệu cá nhân: chỉ giữ nơi an toàn.`
	textCannotExport = "không ghi được tệp Excel"

	textAnswersSheet  = "Câu trả lời"
	textComputedState = "tự tính"
	textSum           = "Tổng cộng"
)

func textAnswersColumns() []string {
	return []string{"Câu", "Mục", "Nội dung hỏi", "Người trả lời", "Tổ", "Tình trạng", "Trả lời", "Lý do, góp ý", "Người ghi", "Qua", "Lúc", "Lần ghi"}
}

// textCellState says how far one person is with one question.
func textCellState(s report.CellState) string {
	switch s {
	case report.CellMoot:
		return "không áp dụng"
	case report.CellWaiting:
		return "chờ trả lời"
	case report.CellLate:
		return "trễ hạn"
	case report.CellAnswered:
		return "đã trả lời"
	case report.CellCarried:
		return "giữ nguyên kỳ trước"
	case report.CellSkipped:
		return "bỏ qua"
	case report.CellPending:
		return "xin bỏ qua"
	case report.CellReturned:
		return "được trả lại"
	case report.CellAside:
		return "không tính nữa"
	}
	return ""
}

// textPlatform names where an answer came from.
func textPlatform(name string) string {
	switch name {
	case "web":
		return "trang web"
	case "telegram":
		return "Telegram"
	case "zalo":
		return "Zalo"
	case "zalooa":
		return "Zalo OA"
	case "terminal":
		return "máy này"
	case "cli":
		return "dòng lệnh"
	}
	return name
}

func textAnswersFile(c report.Campaign) string {
	return strings.TrimSpace("Trả lời " + c.Title + " " + c.Period)
}
