package review

import "fmt"

// What is said about headings and sentences.

func textHeadingFirst(n numbering) string {
	return fmt.Sprintf("Mục đầu tiên ở đây mang số %s, không phải %s.", bare(n, n.value), bare(n, 1))
}

func textHeadingGap(before, n numbering) string {
	missing := bare(n, before.value+1)
	if n.value > before.value+2 {
		missing += " đến " + bare(n, n.value-1)
	}
	return fmt.Sprintf("Thiếu mục %s giữa %s và %s.", missing, bare(n, before.value), bare(n, n.value))
}

func textHeadingRepeat(n numbering, paragraph int) string {
	return fmt.Sprintf("Số %s đã dùng ở đoạn %d.", bare(n, n.value), paragraph)
}

func textHeadingOrder(before, n numbering) string {
	return fmt.Sprintf("Mục %s đứng sau mục %s.", bare(n, n.value), bare(n, before.value))
}

// bare writes a number without its sign.
func bare(n numbering, value int) string {
	n.sign = ""
	return n.as(value)
}

func textHeadingCase(number string) string {
	return fmt.Sprintf("Đề mục «%s» viết hoa chữ đầu.", number)
}

func textSectionEmpty(number string) string {
	return fmt.Sprintf("Mục %s chỉ có đề mục, chưa có nội dung.", number)
}

func textBroken(next int) string {
	return fmt.Sprintf("Câu bị ngắt ở đây và đi tiếp ở đoạn %d (dấu vết của ngắt trang); nối hai đoạn lại.", next)
}
