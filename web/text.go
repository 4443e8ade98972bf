package web

import (
	"fmt"
	"time"

	"thuky/workday"
)

// The words of the menu and the titles.
const (
	menuChat   = "Trò chuyện"
	titleHome  = "Vào trang của trường"
	titleEnter = "Vào trang của trường"
)

// What cannot be done, and why.
const (
	textNotFound     = "Dạ, không có trang này, hoặc thứ thầy/cô tìm không còn nữa."
	textConflict     = "Dạ, nội dung này vừa được người khác thay đổi. Thầy/cô tải lại trang để xem bản mới rồi làm lại giúp em ạ."
	textNotRunning   = "Dạ, hệ thống đang khởi động lại. Thầy/cô thử lại sau ít phút giúp em ạ. Những gì đã gửi đều được giữ."
	textNotStored    = "Dạ, máy chưa ghi được tin vừa rồi. Nội dung vẫn còn trong ô dưới đây; thầy/cô bấm gửi lại sau ít phút giúp em ạ."
	textFailure      = "Dạ, trang gặp trục trặc và đã được ghi lại. Những gì đã gửi trước đó vẫn được giữ; thầy/cô thử lại giúp em ạ."
	textSignIn       = "Dạ, thầy/cô chưa vào trang. Thầy/cô mở lại liên kết được mời, hoặc nhắn «trang web» cho thư ký để nhận liên kết mới ạ."
	textForbidden    = "Dạ, trang này dành cho người quản lý báo cáo. Nếu thầy/cô cần xem, nhờ quản trị của trường giúp em ạ."
	textSlower       = "Dạ, có quá nhiều yêu cầu cùng lúc. Thầy/cô chờ một phút rồi thử lại giúp em ạ."
	textBadForm      = "Dạ, trình duyệt gửi lên một biểu mẫu không đọc được. Thầy/cô tải lại trang rồi gửi lại giúp em ạ."
	textCrossSite    = "Dạ, yêu cầu này đến từ một trang khác nên không được nhận. Thầy/cô mở trang của trường rồi làm lại giúp em ạ."
	textBadCode      = "Dạ, liên kết hoặc mã này không dùng được: có thể đã hết hạn hoặc đã dùng rồi. Thầy/cô nhắn «trang web» cho thư ký, hoặc nhờ quản trị của trường cấp liên kết mới ạ."
	textTypeCode     = "Dạ, mã mời gồm chữ và số, ví dụ ABCD2345EFGH6789. Thầy/cô quay lại và nhập mã giúp em ạ."
	textOtherBrowser = "Dạ, liên kết này phải được mở và bấm vào trong cùng một trình duyệt. Thầy/cô mở lại liên kết giúp em ạ."
	textBrowser      = "Trình duyệt"
)

func textTooLarge(limit int64) string {
	return fmt.Sprintf("Dạ, nội dung gửi lên lớn quá, tối đa %d MB. Thầy/cô chia nhỏ ra, hoặc gửi ảnh nhẹ hơn giúp em ạ.", max(limit>>20, 1))
}

// textTime is a moment, in the zone of the school.
func textTime(t time.Time) string { return t.Format("15:04 02/01/2006") }

// textDate is a day as it is written everywhere: 05/06/2024; "" for none.
func textDate(d workday.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%d", d.Day, int(d.Month), d.Year)
}
