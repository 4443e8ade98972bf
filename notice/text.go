package notice

// Reasons of doubts, as the reader sees them.
const (
	whySlip      = "Chữ số đọc từ bản quét hoặc gõ lệch, xin kiểm tra lại."
	whyYear      = "Năm ghi trong văn bản không đọc được."
	whyNoYear    = "Văn bản không ghi năm; năm được suy ra từ ngày ban hành hoặc ngày nhận."
	whyPast      = "Ngày này đã qua so với ngày ban hành hoặc ngày nhận."
	whyNoSuchDay = "Không có ngày này trong lịch."
	whyWeekday   = "Thứ và ngày không khớp nhau."
	whyMonthEnd  = "Văn bản chỉ ghi tháng; lấy ngày cuối tháng."
	whyEvent     = "Thời hạn tính từ một sự việc, xin nhập ngày cụ thể."
	whySameDay   = "Văn bản ghi “trong ngày”; lấy ngày ban hành."
	whyReceipt   = "Thời hạn tính từ ngày nhận; ngày nhận chưa biết."
	whyLegacy    = "Văn bản dùng phông chữ cũ (%s), cần chuyển mã trước khi đọc."
	whyBlank     = "Văn bản để trống số."
	whyIssued    = "Ngày ban hành không rõ."
	whyOwnNumber = "Số này lấy từ phần nội dung, không phải từ đầu văn bản."
	whyMaybe     = "Có thể là một thời hạn: “%s”."
)
