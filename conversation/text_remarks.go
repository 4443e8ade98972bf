package conversation

import (
	"fmt"
	"strconv"
	"strings"

	"thuky/report"
	"thuky/review"
)

// What the bot says of what was found in a draft.

const (
	textUnlooked     = "Em chưa soát được lỗi trong bản này; thầy/cô đọc kỹ giúp em ạ."
	textNoRemarks    = "Em đã soát bản thảo, không thấy điểm nào cần xem ạ."
	textApproveLater = "Dạ, em chưa duyệt vội; xem xong, thầy/cô gõ «duyệt» ạ."
	textIsFixed      = "Gợi ý này đã được sửa trong câu trả lời ạ."
	textRemarkNumber = "Dạ, em cần số của gợi ý ạ, ví dụ 2 hoặc 2, 3."
	textManyAside    = "Dạ, báo cáo này đã bỏ qua quá nhiều gợi ý nên em không ghi thêm được ạ."
)

const (
	labelRemarks, wordRemarks         = "Xem gợi ý", "gợi ý"
	labelRemarksNext, wordRemarksNext = "Gợi ý tiếp", "gợi ý tiếp"
	labelApply                        = "Sửa theo gợi ý"
	labelAside                        = "Bỏ qua gợi ý"
)

func wordRemark(n int) string  { return fmt.Sprintf("gợi ý %d", n) }
func labelRemark(n int) string { return fmt.Sprintf("Gợi ý %d", n) }
func wordApply(n int) string   { return fmt.Sprintf("sửa theo gợi ý %d", n) }
func wordAside(n int) string   { return fmt.Sprintf("bỏ qua gợi ý %d", n) }

// severityNames say how much a remark matters.
var severityNames = map[review.Severity]string{review.Error: "cần sửa", review.Warning: "nên xem", review.Hint: "góp ý nhỏ"}

// textRemarks says how much was found.
func textRemarks(count map[review.Severity]int, listed bool) string {
	var parts []string
	for _, s := range []review.Severity{review.Error, review.Warning, review.Hint} {
		if n := count[s]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d điểm %s", n, severityNames[s]))
		}
	}
	text := "Em soát bản thảo: " + strings.Join(parts, ", ")
	if listed {
		return text + "."
	}
	return text + " ạ."
}

func textRemarksMore(more int, listed bool) string {
	if more > 0 && listed {
		return fmt.Sprintf("Còn %d điểm khác. Gõ «gợi ý» để xem từng điểm, sửa hay bỏ qua ạ.", more)
	}
	return "Gõ «gợi ý» để xem từng điểm, sửa hay bỏ qua ạ."
}

func textRemarksBesides(n int) string {
	return fmt.Sprintf("Ngoài ra, em soát thấy %d điểm nên xem: gõ «gợi ý» ạ.", n)
}

func textOfQuestion(n int, whose string) string {
	if whose == "" {
		return fmt.Sprintf("câu %d", n)
	}
	return fmt.Sprintf("câu %d (%s)", n, whose)
}

func textUnder(heading string, whole bool) string {
	switch {
	case whole:
		return "cả bản thảo"
	case heading == "":
		return "phần đầu"
	}
	return "mục «" + clip(heading, 40) + "»"
}

// maxRemark is the length of a remark in a list.
const maxRemark = 140

// textRemark is a remark in a line: «what stands there» → «what could», else what is the matter.
func textRemark(place string, r Remark) string {
	text := place + ": "
	switch {
	case r.Quote != "" && r.Suggest != "":
		text += "«" + clip(r.Quote, 50) + "» → «" + clip(r.Suggest, 50) + "»"
	case r.Quote != "":
		text += "«" + clip(r.Quote, 40) + "» – " + r.Message
	default:
		text += r.Message
	}
	return clip(strings.Join(strings.Fields(text), " "), maxRemark)
}

func textNumberedRemark(n int, place string, r Remark) string {
	return strconv.Itoa(n) + ". " + textRemark(place, r)
}

func textRemarksHead(c report.Campaign, open, of int) string {
	text := fmt.Sprintf("Gợi ý soát bản thảo «%s»: %d điểm", clip(campaignLabel(c), 80), of)
	if open < of {
		text += fmt.Sprintf(", còn %d", open)
	}
	return text
}

func textRemarksFoot(left int) string {
	text := "Gõ «gợi ý 2» để xem kỹ, «sửa theo gợi ý 2», «bỏ qua gợi ý 2» ạ."
	if left > 0 {
		return fmt.Sprintf("… còn %d điểm ở phần sau: «gợi ý tiếp».\n", left) + text
	}
	return text
}

func textRemarkHead(n, of int, s review.Severity, place string) string {
	return fmt.Sprintf("Gợi ý %d/%d · %s · %s", n, of, severityNames[s], place)
}

func textRemarkWhole(r Remark, place string) string {
	lines := []string{r.Message}
	if r.Under != "" && !strings.Contains(place, clip(r.Under, 40)) {
		lines = append([]string{"Ở mục: " + clip(r.Under, 100)}, lines...)
	}
	if r.Quote != "" {
		lines = append(lines, "Đang ghi: «"+clip(r.Quote, 200)+"»")
	}
	if r.Suggest != "" {
		lines = append(lines, "Gợi ý: «"+clip(r.Suggest, 200)+"»")
	}
	return strings.Join(lines, "\n")
}

func textIsAside(n int) string {
	return fmt.Sprintf("Gợi ý này đã bỏ qua; đưa trở lại thì gõ «hiện lại gợi ý %d» ạ.", n)
}

func textWhichRemark(task Task) string {
	switch task {
	case taskAside:
		return "Dạ, thầy/cô bỏ qua gợi ý số mấy ạ?"
	case taskBackAgain:
		return "Dạ, thầy/cô đưa gợi ý số mấy trở lại ạ?"
	}
	return "Dạ, thầy/cô sửa theo gợi ý số mấy ạ?"
}

func textNoSuchRemark(of int) string {
	return fmt.Sprintf("Dạ, bản thảo này có gợi ý từ 1 đến %d ạ.", of)
}

func textApplied(numbers []int, place string, r Remark, own bool) string {
	text := fmt.Sprintf("✓ Đã sửa %s theo gợi ý %s", place, joinNumbers(numbers))
	if len(numbers) == 1 && r.Quote != "" && r.Suggest != "" {
		text += ": «" + clip(r.Quote, 50) + "» → «" + clip(r.Suggest, 50) + "»"
	}
	if own {
		return text + "."
	}
	return text + ". Em báo người trả lời ạ."
}

func textChangedSince(numbers []int) string {
	return fmt.Sprintf("Dạ, câu trả lời của gợi ý %s đã khác lúc em soát nên em không sửa. Thầy/cô gõ «bản thảo» để em soát lại ạ.", joinNumbers(numbers))
}

func textUnfitSuggestion(numbers []int, question int) string {
	return fmt.Sprintf("Dạ, sửa theo gợi ý %s thì câu trả lời không còn hợp với câu hỏi nên em chưa sửa; thầy/cô gõ «sửa hộ câu %d» ạ.", joinNumbers(numbers), question)
}

func textByHand(numbers []int) string {
	return fmt.Sprintf("Dạ, gợi ý %s cần người sửa, em không tự sửa được ạ.", joinNumbers(numbers))
}

func textFixedAlready(n int) string { return fmt.Sprintf("Dạ, gợi ý %d đã sửa rồi ạ.", n) }

func textNowAside(numbers []int, back bool) string {
	if back {
		return "✓ Đã đưa gợi ý " + joinNumbers(numbers) + " trở lại."
	}
	return "✓ Đã bỏ qua gợi ý " + joinNumbers(numbers) + " cho báo cáo này."
}

func textAsideAlready(numbers []int, back bool) string {
	if back {
		return "Dạ, gợi ý " + joinNumbers(numbers) + " đang có trong danh sách ạ."
	}
	return "Dạ, gợi ý " + joinNumbers(numbers) + " đã bỏ qua từ trước ạ."
}

func textAllSettled(n int) string {
	return fmt.Sprintf("Dạ, cả %d gợi ý đã sửa hoặc bỏ qua. Thầy/cô gõ «bản thảo» để em soát bản mới ạ.", n)
}

func textLooking(c report.Campaign) string {
	return "Dạ, em lập và soát bản thảo «" + campaignLabel(c) + "» rồi gửi kèm gợi ý ngay ạ."
}
