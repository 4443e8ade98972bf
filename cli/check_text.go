package cli

import (
	"fmt"

	"thuky/review"
)

// The words about checking drafts.

const textCheckLong = `Soát một bản thảo báo cáo (.docx, .md, .txt; *…* là chữ nghiêng): viện dẫn và số, ký hiệu, số thứ tự
của các mục, đoạn trùng lặp, thời gian và cơ quan đã cũ, số liệu, chính tả, thể thức theo Nghị định
30/2020/NĐ-CP. Tệp không bị thay đổi; mỗi chỗ nêu lý do và, khi có thể, cách sửa.

Mã thoát là 1 khi có lỗi phải sửa, 0 khi chỉ có chỗ cần xem và gợi ý.`

func textCheckKind(path string) string {
	return fmt.Sprintf("Tệp %s không phải bản thảo soát được: cần .docx, .md hoặc .txt.", path)
}

func textCheckCount(path string, found []review.Finding) string {
	if len(found) == 0 {
		return fmt.Sprintf("%s: không thấy chỗ nào cần sửa.", path)
	}
	count := map[review.Severity]int{}
	for _, f := range found {
		count[f.Severity]++
	}
	return fmt.Sprintf("%s: %d lỗi, %d chỗ cần xem, %d gợi ý.", path, count[review.Error], count[review.Warning], count[review.Hint])
}

func textSeverity(s review.Severity) string {
	switch s {
	case review.Error:
		return "LỖI PHẢI SỬA"
	case review.Warning:
		return "CẦN XEM"
	}
	return "GỢI Ý"
}

func textCheckPlace(p review.Place) string {
	switch {
	case p.Whole:
		return "Toàn văn bản"
	case p.Heading == "":
		return fmt.Sprintf("Đoạn %d", p.Paragraph)
	}
	return fmt.Sprintf("Đoạn %d, mục %s", p.Paragraph, p.Heading)
}
