package bot

import (
	"fmt"

	"thuky/report"
)

// What the pages say of orders that are not carried out.

const (
	textGapsLeft      = "Dạ, bản thảo còn chỗ chưa có nội dung nên chưa duyệt được ạ."
	textNotApprover   = "Dạ, việc duyệt dành cho người duyệt của trường. Thầy/cô nhờ người duyệt giúp em ạ."
	textNoSheetReader = "Dạ, máy chủ chưa đọc được tệp bảng tính. Thầy/cô mở tệp, chép các ô rồi dán vào bảng giúp em ạ."
	textManyAside     = "Dạ, báo cáo này đã bỏ qua quá nhiều điểm soát nên em chưa ghi thêm được ạ."
)

// textUnopened is said when a report is not opened: first has the same notice; without
// one the template is another now.
func textUnopened(first report.Campaign) string {
	if first.ID == "" {
		return "Dạ, mẫu báo cáo này vừa được thay bằng bản khác nên em chưa mở. Những gì đã nhập vẫn còn; thầy/cô xem lại rồi bấm «Mở báo cáo» lần nữa giúp em ạ."
	}
	return "Dạ, " + first.Notice.Short() + " đã mở báo cáo «" + titleOf(first) + "» nên em không mở thêm ạ."
}

// textNoticeTaken is said when a notice belongs to another report.
func textNoticeTaken(first report.Campaign) string {
	return "Dạ, " + first.Notice.Short() + " đã là công văn của báo cáo «" + titleOf(first) + "» nên em không ghi vào báo cáo này ạ."
}

// titleOf calls a campaign by its title and period.
func titleOf(c report.Campaign) string {
	if c.Period == "" {
		return c.Title
	}
	return c.Title + ", " + c.Period
}

// Why a template is not kept.
const (
	textNoPlaceForTemplates = "Dạ, máy chủ chưa có thư mục mẫu riêng của trường nên em chưa lưu được. Thầy/cô nhờ người quản trị máy đặt templates.folder trong tệp cấu hình giúp em ạ."
	textTemplateTaken       = "Dạ, vừa có mẫu khác được lưu với cùng id nên em chưa lưu. Thầy/cô xem lại mẫu dưới đây rồi lưu giúp em ạ."
	textTemplateNotKept     = "Dạ, em chưa lưu được mẫu do trục trặc kỹ thuật; người quản trị máy đã được báo trong nhật ký. Thầy/cô thử lại sau giúp em ạ."
)

// What is missing where somebody asks for a right on their data, or refuses it.
const (
	textWordsNeeded  = "Dạ, thầy/cô ghi điều cần sửa giúp em. Ví dụ: đơn vị của tôi là tổ 4."
	textReasonNeeded = "Dạ, thầy/cô ghi lý do từ chối; em gửi nguyên văn cho người yêu cầu. Ví dụ: hồ sơ đang được thanh tra."
)

func textTooManyLetters(n, limit int) string {
	return fmt.Sprintf("Dạ, đoạn này dài %d chữ cái, quá %d nên em chưa ghi. Thầy/cô viết gọn lại giúp em ạ.", n, limit)
}

func textNameProblem(p report.NameProblem) string {
	switch p {
	case report.NameDigits:
		return "Dạ, họ tên không có chữ số ạ. Ví dụ: Lê Thị Mận."
	case report.NameShort:
		return "Dạ, họ tên cần ít nhất hai chữ cái ạ. Ví dụ: Lê Thị Mận."
	case report.NameLong:
		return "Dạ, họ tên dài quá 80 chữ nên em chưa ghi ạ. Ví dụ: Lê Thị Mận."
	}
	return "Dạ, họ tên chỉ gồm chữ cái, viết một dòng ạ. Ví dụ: Lê Thị Mận."
}
