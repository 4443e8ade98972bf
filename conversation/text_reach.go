package conversation

import (
	"fmt"
	"strings"

	"thuky/vntext"
)

// What is said about the ways to people: the web pages, what a platform carries, files that
// it does not carry.

const (
	textAutomated  = "Dạ, em là trợ lý tự động của nhà trường; em lưu họ tên, tài khoản chat và những gì thầy/cô trả lời để lập báo cáo ạ."
	textConfirmWeb = "Dạ, thầy/cô muốn lấy liên kết vào trang web phải không ạ?"
	textNoWeb      = "Dạ, trường chưa dùng trang web; mọi việc thầy/cô làm ngay tại đây ạ."
)

// platformName is how a platform is called.
func platformName(platform string) string {
	switch platform {
	case "zalooa":
		return "Zalo OA"
	case "web":
		return "trang web"
	}
	return capital(platform)
}

func platformNames(platforms []string) string {
	names := make([]string, len(platforms))
	for i, p := range platforms {
		names[i] = platformName(p)
	}
	return strings.Join(names, ", ")
}

func textNewsWeb(link string) string {
	if link == "" {
		return textNoWeb
	}
	return fmt.Sprintf("Dạ, thầy/cô mở liên kết này để vào trang web (dùng một lần, trong %d phút):\n%s\nLiên kết này là của riêng thầy/cô, xin đừng chuyển cho ai ạ.", WebMinutes, link)
}

func textNewsSpent(n News) string {
	text := "Dạ, tháng này trợ lý đã dùng gần hết số tin " + platformName(n.Platform) +
		" nên em không trả lời ở đây được nữa; những gì thầy/cô nhắn em vẫn ghi."
	if n.Link == "" {
		return text + " Từ ngày đầu tháng sau em trả lời lại ạ."
	}
	return text + fmt.Sprintf(" Thầy/cô làm tiếp trên trang web (dùng một lần, trong %d phút):\n%s\nCần liên kết mới, thầy/cô gõ «/web» ạ.", WebMinutes, n.Link)
}

func textNewsBudget(n News) string {
	used := fmt.Sprintf("%s/%s tin %s", vntext.FormatNumber(float64(n.Count)), vntext.FormatNumber(float64(n.Of)), platformName(n.Platform))
	if n.Spent {
		return "Dạ, tháng này em đã gửi " + used + ". Từ nay đến hết tháng em chỉ gửi qua đó lời nhắc ngày hạn, câu được trả lại và liên kết vào trang web; " +
			"câu trả lời của mọi người em vẫn ghi đủ ạ."
	}
	return fmt.Sprintf("Dạ, tháng này em đã gửi %s (%d %%). Khi gần hết, em chỉ gửi lời nhắc ngày hạn, câu được trả lại và liên kết vào trang web; "+
		"thầy/cô nhắc mọi người dùng kênh khác giúp em ạ.", used, n.Count*100/max(n.Of, 1))
}

func textNewsFull(n News) string {
	if n.Count < n.Of {
		return fmt.Sprintf("Dạ, %s đã có %d/%d người. Khi đủ, người mới cần vào bằng kênh khác, ví dụ trang web ạ.", platformName(n.Platform), n.Count, n.Of)
	}
	return fmt.Sprintf("Dạ, %s đã đủ %d người nên em không nhận thêm ở đó. Người mới cần vào bằng kênh khác, ví dụ trang web ạ.", platformName(n.Platform), n.Of)
}

func textPlatformFull(platform, link string) string {
	text := "Dạ, trợ lý trên " + platformName(platform) + " đã đủ người nên em chưa nhận thêm thầy/cô ở đây được."
	if link == "" {
		return text + " Thầy/cô hỏi văn phòng trường cách vào khác giúp em ạ."
	}
	return text + " Mã của thầy/cô vẫn dùng được trên trang web ạ:\n" + link
}

func textUpload(link string) string {
	return "Dạ, ở đây em chưa nhận được tệp. Thầy/cô gửi tệp qua liên kết này giúp em ạ:\n" + link
}
