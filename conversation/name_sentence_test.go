package conversation

import "testing"

// TestSaidNotNamed: sentences and orders are told from names, of all peoples, with their
// marks and without.
func TestSaidNotNamed(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"Lê Thị Mận", "le thi man", "LÊ THỊ MẬN", "Nguyễn Văn Được", "nguyen van duoc", "nguyễn văn được", "Trần Thị Là", "Khổng Minh Tới", "khong minh toi", "Nguyễn Thị Sao",
		"Đỗ Thị Cần", "do thi can", "Nay H'Nhung", "nay h'nhung", "Và Bá Sùng", "va ba sung", "Lò Thị Chờ", "Y Ngông Niê", "H'Hen Niê", "Ksor Phước", "Giàng A Páo", "Hồ A Phải",
		"Tòng Thị Phóng", "Cao Bá Quát", "Tôn Nữ Thị Ninh", "Nguyễn Thị Thu Hiểu", "Vũ Thị Hỏi", "Trịnh Thị Thấy", "Hợi", "Sa", "Mã A Lềnh", "Thân Nhân Trung", "Phó Đức Phương",
		"Bế Văn Đàn", "Chị Hợi", "Linh Thị Bao", "Rơ Châm Jeh", "Duyệt Thị Hoa", "An Thị Thanh", "Nhan Thi Toi", "Em Nguyễn", "Co Lieng Rot", "lục vân tiên", "Hoàng Thị Nào",
	} {
		if saidNotNamed(name) {
			t.Errorf("%q is a name", name)
		}
	}
	for _, words := range []string{
		"tôi chưa hiểu", "toi chua hieu", "em chao nha truong", "chào em", "xin chào", "báo cáo này nộp cho ai", "bao cao nay nop cho ai", "cho tôi hỏi", "cho toi hoi chut", "em không biết",
		"em khong biet lam sao", "do em khong biet lam", "lại phải gõ tên à em", "tiến độ", "tien do", "ai cũng được", "gửi nhầm rồi", "gui nham roi", "đang họp em nhé", "sao lại hỏi tên",
		"Thầy cô cần làm gì", "báo cáo", "bao cao", "phải làm thế nào", "la sao em", "thấy lạ quá cô ơi",
	} {
		if !saidNotNamed(words) {
			t.Errorf("%q is a sentence", words)
		}
	}
}
