package review

import (
	"fmt"
	"strings"
)

// What is said about headings and sentences.

// textDivided: values are what was answered.
func textDivided(values []string) string {
	return "Mỗi người trả lời một khác (" + quotedList(values) + "), mà chỉ một ý đúng được. Trả lại hoặc sửa hộ để còn một ý."
}

func textChosen(values []string) string {
	return "Mỗi người chọn một khác (" + quotedList(values) + "); bản thảo ghi cả. Xem lại có đúng vậy không."
}

func quotedList(values []string) string {
	var list []string
	for i, v := range values {
		if i == 4 && len(values) > 5 {
			list = append(list, "…")
			break
		}
		list = append(list, "«"+clip(v, 60)+"»")
	}
	return strings.Join(list, ", ")
}

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

const (
	textGap          = "Còn chỗ chưa có nội dung."
	textBlank        = "Còn chỗ để trống; điền vào hoặc bỏ đi."
	textEndMark      = "Nội dung văn bản kết thúc bằng dấu «./.»."
	textOpening      = "Câu này chỉ nêu văn bản, chưa thành câu: kết thúc bằng dấu phẩy hoặc dấu chấm phẩy rồi nối với câu sau."
	textRestatedOnly = "Nội dung chỉ nhắc lại đề mục; nêu việc đã làm, số liệu, kết quả."
)

func textRestated(words int) string {
	return fmt.Sprintf("Nhắc lại nguyên văn %d chữ của đề mục ngay bên trên; nêu thẳng việc đã làm.", words)
}

func textUnanswered(missing []string) string {
	const most = 4
	if len(missing) > most {
		missing = append(missing[:most:most], fmt.Sprintf("%d ý khác", len(missing)-most))
	}
	return "Đề mục hỏi nhưng phần dưới chưa thấy nói đến " + list(missing) + "."
}

func textHeadingLong(words int, others []int) string {
	s := fmt.Sprintf("Đề mục dài %d chữ, chép nguyên câu hỏi; rút thành một đề mục ngắn.", words)
	if len(others) == 0 {
		return s
	}
	var all []string
	for _, i := range others {
		all = append(all, fmt.Sprint(i+1))
	}
	return s + " Cũng vậy ở đoạn " + list(all) + "."
}

func textListMixed(plain, items int) string {
	return fmt.Sprintf("Trong mục này %d ý không có gạch đầu dòng, %d ý có; dùng một cách.", plain, items)
}

func textQuestionMissing(heading string) string {
	return fmt.Sprintf("Chưa có mục «%s» của mẫu báo cáo.", heading)
}
