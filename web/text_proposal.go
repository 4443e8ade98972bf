package web

// The words of the page of a proposed template.
const (
	titleProposal = "Mẫu lập từ đề cương"

	textNoProposal     = "Dạ, em chưa lập được mẫu từ đề cương này. Thầy/cô chọn mẫu có sẵn, hoặc gửi đề cương dạng Word ở trang «Mẫu báo cáo» giúp em ạ."
	textChooseOutline  = "Dạ, thầy/cô chọn tệp đề cương, danh sách câu hỏi hoặc báo cáo cũ rồi bấm «Lập mẫu» giúp em ạ."
	textProposalLarge  = "Dạ, mẫu lập từ tệp này dài quá mức trang này giữ được. Thầy/cô bỏ bớt nội dung của báo cáo cũ, hoặc nhờ người quản trị máy dùng lệnh «thuky template import» giúp em ạ."
	textProposalTaken  = "Dạ, vừa có mẫu khác được lưu với cùng id nên em chưa lưu. Thầy/cô xem lại mẫu dưới đây rồi lưu giúp em ạ."
	textProposalChosen = "Đã lưu mẫu và chọn cho báo cáo này."
)
