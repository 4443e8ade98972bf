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
