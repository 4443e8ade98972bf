package conversation

// What «giúp» says of the orders there are: a line for each sort, so that it can be read on
// a phone.

const (
	textHelpShort  = "Dạ, em là thư ký báo cáo của trường. Khi có báo cáo, em hỏi từng câu một; thầy/cô trả lời ngay tại đây ạ."
	textPeopleHelp = "Khi vắng: «em nghỉ, nhờ cô <tên>»; khi về: «em đi làm lại».\nTên và tài khoản: «đổi tên», «gọi em là cô», «liên kết», «bỏ liên kết», «rời khỏi». Trang web: «trang web».\nLời nhắc: «nhắc em sau 2 giờ», «tắt nhắc đến mai», «bật nhắc»."

	textWatchHelp    = "Theo dõi: «tiến độ», «xem câu 7», «phân công», «bản thảo», «bản đã duyệt», «lưu trữ», «lịch nghỉ»."
	textReviewHelp   = "Xem xét: «trả lại câu 7 <tên>: lý do», «sửa hộ câu 7 <tên>: nội dung», «đồng ý bỏ qua câu 7 <tên>», «gợi ý», «sửa theo gợi ý 2», «bỏ qua gợi ý 2», «duyệt»."
	textOpenHelp     = "Mở báo cáo: gửi công văn vào đây (dán chữ, tệp, ảnh) hoặc gõ «công văn»; không có công văn thì «báo cáo mới»."
	textAssignHelp   = "Phân công: «mục III.2 giao cô <tên>», «câu 7, 8 giao tổ 3», «câu 7 giao cả trường», «câu 7 bỏ giao»."
	textRunHelp      = "Hạn: «dời hạn 5/6 11 giờ», «hạn nội bộ 4/6». Báo cáo: «đóng báo cáo», «mở lại báo cáo», «sửa công văn», «cập nhật mẫu»."
	textPeopleDesk   = "Người: «danh sách người», «mời 30 người», «mời người duyệt», «cô <tên> thuộc tổ 3», «cô <tên> làm người duyệt», «cô <tên> nghỉ, nhờ thầy <tên>», «bỏ cô <tên> khỏi danh sách»."
	textDayHelp      = "Lịch: «ngày nghỉ 20/11: kỷ niệm trường», «làm bù 28/11 cho 23/11», «bỏ ngày nghỉ 20/11»."
	textDeskHelpFoot = "Thầy/cô cũng trả lời thì gõ «trả lời báo cáo»; bỏ việc đang làm thì gõ «thôi» ạ."
)

var (
	approverHelp = []string{textWatchHelp, textReviewHelp, textDeskHelpFoot}
	adminHelp    = []string{textOpenHelp, textWatchHelp, textReviewHelp, textAssignHelp, textRunHelp, textPeopleDesk, textDayHelp, textDeskHelpFoot}
)
