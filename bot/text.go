package bot

import "fmt"

// The few words that the runtime says itself; all others are in conversation.

// textCrashed is said when the dialogue has no words left.
const textCrashed = "Dạ, em chưa xử lý được tin vừa rồi do trục trặc kỹ thuật; những câu đã trả lời vẫn được giữ. Thầy/cô gửi lại giúp em ạ."

// textDraftFailed is said when a draft could not be made for a long time.
const textDraftFailed = "Dạ, em chưa lập được bản dự thảo báo cáo do trục trặc kỹ thuật. Các câu trả lời vẫn được giữ đầy đủ; người quản trị máy đã được báo trong nhật ký ạ."

// textDraftName is the name of a draft whose report has no title.
const textDraftName = "Báo cáo"

// textPictureName is the file name of the picture of a draft.
const textPictureName = "trang-1.png"

// textUnnamed calls a person whose platform shows no name.
func textUnnamed(id string) string { return "Thầy/cô " + id }

// What the pages refuse to do with people.
const textLastAdmin = "Dạ, đây là quản trị duy nhất của trường. Thầy/cô giao vai quản trị cho một người khác trước giúp em ạ."

func textCannotStandIn(name string) string {
	return fmt.Sprintf("Dạ, %s chưa thể làm thay: người làm thay phải đã vào thư ký và không đang nghỉ. Thầy/cô chọn người khác giúp em ạ.", name)
}

// What is ordered on the pages and not done.
const (
	textClosedCampaign = "Dạ, báo cáo này đã đóng nên em không thay đổi gì. Cần làm tiếp, thầy/cô mở lại báo cáo trước ạ."
	textNoTemplateHere = "Dạ, mẫu của báo cáo này không đọc được nên trang không mở được. Các câu trả lời vẫn được giữ; thầy/cô nhờ người quản trị máy xem nhật ký giúp em ạ."
	textNoComment      = "Dạ, thầy/cô ghi góp ý cho người trả lời giúp em, ví dụ «Bổ sung số liệu học kỳ 1» ạ."
	textNoReason       = "Dạ, thầy/cô ghi lý do sửa giúp em, ví dụ «Theo biên bản kiểm kê» ạ. Em báo lại cho người trả lời."
	textNothingBack    = "Dạ, chưa có câu trả lời nào để trả lại, hoặc người trả lời đã rời danh sách ạ."
	textNotTheirsHere  = "Dạ, câu này không còn giao cho người đó nên em không sửa ạ."
	textNoSkip         = "Dạ, câu này không có ai xin bỏ qua, hoặc đã được đồng ý rồi ạ."
	textSkipAllowed    = "Dạ, câu này được phép bỏ qua nên không cần đồng ý ạ."
	textNoQuestions    = "Dạ, thầy/cô chọn ít nhất một câu để giao giúp em ạ."
	textAddToNobody    = "Dạ, «thêm vào người đang giữ» cần chọn một người hoặc một tổ ạ."
	textHandedAlready  = "Dạ, các câu này đã giao như vậy rồi nên em không thay đổi gì ạ."
	textNoDeadlineDay  = "Dạ, thầy/cô chọn ngày cho hạn nộp giúp em, ví dụ 05/06/2026 ạ."
)

func textTooLongNote(most int) string {
	return fmt.Sprintf("Dạ, phần này dài quá %d chữ cái. Thầy/cô viết gọn lại giúp em ạ.", most)
}

// What stands in the place of what was deleted at somebody's wish.
const (
	textErasedPerson = "(người đã xóa)"
	textErasedWords  = "(đã xóa theo yêu cầu)"
)

// The files with all that is kept of a person.
const (
	textOwnJSON = "du-lieu-cua-toi.json"
	textOwnText = "du-lieu-cua-toi.txt"
)
