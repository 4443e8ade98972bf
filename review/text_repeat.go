package review

import "fmt"

// What is said about repeated texts.

// inPlace names a paragraph of the draft.
func inPlace(paragraph int, heading string) string {
	if heading == "" {
		return fmt.Sprintf("đoạn %d", paragraph)
	}
	return fmt.Sprintf("đoạn %d (mục %s)", paragraph, clip(heading, 50))
}

func textRepeatSame(paragraph int, heading string) string {
	return "Trùng nguyên văn với " + inPlace(paragraph, heading) + "; giữ một nơi."
}

func textRepeatDash(paragraph int, heading string) string {
	return "Trùng nguyên văn với " + inPlace(paragraph, heading) + ", chỗ có chỗ không có gạch đầu dòng; giữ một nơi."
}

func textRepeat(paragraph int, heading, words string) string {
	return "Gần như trùng với " + inPlace(paragraph, heading) + ", chỉ khác: " + words + ". Xem chỗ khác có phải lỗi gõ, rồi giữ một nơi."
}

func textRepeatFormer(paragraph int, words string, figures bool) string {
	s := fmt.Sprintf("Chép lại đoạn %d của báo cáo kỳ trước", paragraph)
	if words != "" {
		s += ", chỉ khác: " + words
	}
	if figures {
		return s + "; số liệu trong đoạn có thể là của kỳ trước."
	}
	return s + "."
}

func textRepeatPhrase(paragraph int, heading string) string {
	return "Câu này đã có ở " + inPlace(paragraph, heading) + "."
}
