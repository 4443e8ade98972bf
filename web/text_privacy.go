package web

import (
	"fmt"

	"thuky/report"
)

const (
	titleConsent  = "Thông báo về dữ liệu"
	titleMyData   = "Dữ liệu của tôi"
	titleWithdraw = "Rút đồng ý"
	titleErase    = "Xóa dữ liệu"
	menuRegister  = "Dữ liệu cá nhân"
	textOwnFile   = "du-lieu-cua-toi"
	textSureFirst = "Thầy/cô đánh dấu vào ô «Tôi đã đọc» của yêu cầu trước khi xử lý giúp em ạ."

	textSureOfLeaving = "Dạ, thầy/cô đọc các ý dưới đây rồi đánh dấu «Tôi đã đọc» giúp em ạ."
)

var textRights = map[report.Right]string{
	report.RightView: "Xem dữ liệu", report.RightWithdraw: "Rút đồng ý", report.RightErase: "Xóa dữ liệu",
	report.RightCorrect: "Sửa thông tin",
}

// What the two orders to end it mean.
var (
	textWithdrawing = []string{
		"Em không hỏi và không nhắc thầy/cô nữa, ngay từ bây giờ.",
		"Câu chưa trả lời chờ người phụ trách giao người khác; câu đã trả lời vẫn ở trong báo cáo của trường.",
		"Trong 15 ngày, nhà trường gỡ thầy/cô khỏi danh sách, xóa tài khoản chat và tin nhắn.",
		"Trước đó thầy/cô đổi ý được: gõ «đồng ý» ở trò chuyện.",
	}
	textErasing = []string{
		"Em không hỏi và không nhắc thầy/cô nữa, ngay từ bây giờ.",
		"Trong 20 ngày, nhà trường xóa họ tên, tài khoản chat, tin nhắn, tệp và cả những câu thầy/cô đã trả lời; xóa rồi không lấy lại được.",
		"Báo cáo đã duyệt vẫn giữ, vì là hồ sơ nhà trường phải lưu theo luật. Bản sao lưu cũ hết hạn thì cũng mất.",
		"Muốn giữ một bản, thầy/cô tải dữ liệu về trước. Trong 20 ngày ấy thầy/cô đổi ý được: gõ «đồng ý» ở trò chuyện.",
	}
)

// myDataDone is what the pages about data say after an order.
var myDataDone = map[string]string{
	"ten":      "Đã lưu.",
	"sua":      "Đã gửi nhà trường. Kết quả hiện ở trang này, và em nhắn thầy/cô.",
	"ket-thuc": "Đã ghi yêu cầu. Em không hỏi và không nhắc thầy/cô nữa.",
	"xu-ly":    "Đã xử lý, và đã báo người yêu cầu.",
	"tu-choi":  "Đã từ chối; em gửi lý do cho người yêu cầu.",
}

func textDaysLeft(days int) string {
	switch {
	case days < 0:
		return fmt.Sprintf("quá hạn %d ngày", -days)
	case days == 0:
		return "hôm nay"
	}
	return fmt.Sprintf("còn %d ngày", days)
}

func textWaitingRequests(n, least int) string {
	return fmt.Sprintf("%d yêu cầu về dữ liệu cá nhân đang chờ; hạn gần nhất: %s", n, textDaysLeft(least))
}
