package conversation

import "testing"

func TestWonders(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"gui anh duoc khong em", "Câu này ghi cả lớp ghép không?", "ghi số nào vậy em", "là sao em", "tính cả hợp đồng không ạ?", "dc ko", "ghi the nay duoc khong a",
	} {
		if !wonders(text) {
			t.Errorf("%q asks nothing", text)
		}
	}
	for _, text := range []string{
		"Không", "Trường có 12 em", "Công tác dân vận khéo", "Đã vận động 12 em", "Phụ huynh hỏi: có thu tiền không? Nhà trường đã trả lời.", "không có em nào", "Vận động thế nào cũng đạt", "xong",
	} {
		if wonders(text) {
			t.Errorf("%q asks something", text)
		}
	}
	for _, text := range []string{"khi nào hết hạn?", "han nop ngay nao", "may gio het han vay em", "hạn nộp khi nào ạ", "bao giờ phải nộp", "hạn cuối là ngày nào"} {
		if !asksDue(text) {
			t.Errorf("%q does not ask for the deadline", text)
		}
	}
	for _, text := range []string{"hạn chế", "nộp đúng hạn", "Hạn nộp là 31/5", "ngày nào cũng họp"} {
		if asksDue(text) {
			t.Errorf("%q asks for the deadline", text)
		}
	}
}
