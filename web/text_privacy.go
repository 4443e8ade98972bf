package web

import "thuky/report"

const (
	titleConsent  = "Thông báo về dữ liệu"
	menuRegister  = "Dữ liệu cá nhân"
	textOwnFile   = "du-lieu-cua-toi"
	textSureFirst = "Thầy/cô đánh dấu vào ô «Tôi đã đọc» của yêu cầu trước khi xử lý giúp em ạ."
)

var textRights = map[report.Right]string{
	report.RightView: "Xem dữ liệu", report.RightWithdraw: "Rút đồng ý", report.RightErase: "Xóa dữ liệu",
	report.RightCorrect: "Sửa thông tin",
}
