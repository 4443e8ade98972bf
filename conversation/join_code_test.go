package conversation

import "testing"

func TestLikeCode(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"KGZS C4L7 SL6C AFMU", "kgzs c4l7 sl6c afmu", "KGZSC4L7SL6CAFMU", "kgzs-c4l7-sl6c-afm", "ABCD EFGH JKLM NPQR"} {
		if !likeCode(text) {
			t.Errorf("%q is no code", text)
		}
	}
	for _, text := range []string{"alo", "xin hoi chut nha em", "Trường mình nộp báo cáo chưa?", "0912345678", "ABCD EFGH", "12", "lop 4a1 co 32 hoc sinh", ""} {
		if likeCode(text) {
			t.Errorf("%q is a code", text)
		}
	}
}

// TestOrdersAreNoNames: who joins and asks for their data has not said a name.
func TestOrdersAreNoNames(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"xóa dữ liệu", "xoa du lieu", "dữ liệu của tôi", "em xin rút đồng ý ạ", "sua thong tin", "quyền riêng tư"} {
		if !ordersData(text) {
			t.Errorf("%q is no order on data", text)
		}
	}
	for _, text := range []string{"Lê Thị Mận", "Du", "Đồng Ý Nhi"} {
		if ordersData(text) {
			t.Errorf("%q is an order on data", text)
		}
	}
}
