package conversation

import "fmt"

// What admins hear of the machine.

func textNewsCopies(why string) string {
	if why == "" {
		why = "nhật ký trên máy có ghi lý do"
	}
	return fmt.Sprintf("Dạ, em chưa sao lưu được kho dữ liệu: %s. Các câu trả lời vẫn được ghi như thường; "+
		"thầy/cô nhờ người quản trị máy chạy «thuky doctor» giúp em ạ. Em vẫn thử lại.", why)
}

func textNewsDisk(mib int) string {
	return fmt.Sprintf("Dạ, ổ đĩa của máy chạy trợ lý chỉ còn %d MB. Khi hết chỗ em không ghi được câu trả lời nữa; "+
		"thầy/cô nhờ người quản trị máy dọn bớt ổ đĩa giúp em ạ.", mib)
}
