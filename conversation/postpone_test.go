package conversation

import "testing"

func TestDefers(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"chưa có số liệu", "chua co so lieu", "Dạ chưa có số liệu ạ.", "hiện tại em chưa có số liệu", "chưa có đủ số liệu", "số liệu chưa có", "chưa thống kê xong",
		"chưa nắm rõ", "em chưa rõ", "chua biet", "không biết ạ", "ko nho", "de em hoi lai", "để em hỏi lại kế toán", "để em hỏi cô Lan", "de em xem lai da", "cho em kiem tra lai",
		"để mai", "de mai", "để mai em trả lời", "mai em gửi", "lat nua em lam", "de toi nay", "em trả lời sau ạ", "bổ sung sau", "em sẽ báo sau", "đang chờ số liệu",
		"đang chờ số liệu của kế toán", "khi nào có em báo", "có số liệu em gửi sau", "để em tính lại số liệu",
	} {
		if !defers(text) {
			t.Errorf("%q does not put the question off", text)
		}
	}
	for _, text := range []string{
		"chờ hướng dẫn của cấp trên", "Không", "chưa có", "không có", "Để tối ưu hóa công tác quản lý", "cho kết quả tốt", "mai", "12", "Chưa có sân chơi", "chưa biết bơi: 12 em",
		"Không biết chữ: 0", "số liệu đã gửi", "Trường chưa có số liệu về việc này do mới sáp nhập", "tối thứ sáu", "bỏ qua", "để làm gương", "em Lan trả lời sau cùng", "",
	} {
		if defers(text) {
			t.Errorf("%q puts the question off", text)
		}
	}
}
