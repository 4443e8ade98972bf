package conversation

import (
	"fmt"
	"strings"

	"thuky/report"
	"thuky/workday"
)

// What is typed and said about the archive, and about templates that change.

var archivePhrases = []phrase{
	{text: "xem lưu trữ", task: taskArchive},
	{text: "lưu trữ", task: taskArchive},
	{text: "xem báo cáo cũ", task: taskArchive},
	{text: "báo cáo cũ", task: taskArchive},
	{text: "xem bản đã duyệt", task: taskApproved},
	{text: "bản đã duyệt", task: taskApproved},
	{text: "cập nhật mẫu", task: taskUpdate},
	{text: "đổi sang mẫu mới", task: taskUpdate},
}

const (
	labelUpdate, wordUpdate     = "Cập nhật mẫu", "cập nhật mẫu"
	labelNextPage, wordNextPage = "Xem thêm", "xem thêm"

	textQuestionGone = "Dạ, mẫu báo cáo vừa đổi nên em chưa ghi tin vừa rồi. Thầy/cô xem câu dưới đây giúp em ạ."
	textNoNewer      = "Dạ, các báo cáo đang mở đều theo mẫu mới nhất ạ."
)

func textArchive(from, to, of int) string {
	return fmt.Sprintf("Dạ, báo cáo đã đóng, mới nhất trước (%d–%d trong %d). Thầy/cô chọn báo cáo nào ạ?", from, to, of)
}

func textNoneApproved(c report.Campaign) string {
	return "Dạ, «" + campaignLabel(c) + "» chưa có bản nào được duyệt. Thầy/cô gõ «bản thảo» để xem bản hiện tại ạ."
}

func textArchiveDraft(c report.Campaign) string {
	return "Dạ, «" + campaignLabel(c) + "» chưa có bản nào được duyệt nên em lập bản thảo, xong em gửi ngay ạ."
}

func textNoSuchVersion(c report.Campaign, n, of int) string {
	return fmt.Sprintf("Dạ, «%s» chỉ có bản 1 đến %d, không có bản %d ạ.", campaignLabel(c), of, n)
}

func textHandOut(c report.Campaign, v report.Version, of int, current bool) string {
	text := fmt.Sprintf("Dạ, bản %d của «%s», %s duyệt ngày %s.", v.Number, campaignLabel(c), v.Name, numericDay(workday.DateOf(v.At)))
	if v.Number < of {
		text += fmt.Sprintf(" Bản mới nhất là bản %d.", of)
	} else if !current {
		text += fmt.Sprintf(" Sau đó có thay đổi: cần duyệt bản %d.", v.Number+1)
	}
	return text + " SHA-256: " + v.SHA256
}

// maxListed is how many questions of a kind are listed.
const maxListed = 6

// changesText lists what is asked otherwise, a line for each sort.
func changesText(c report.Changes) string {
	if c.None() {
		return "Các câu hỏi giữ nguyên, chỉ đổi cách trình bày."
	}
	var lines []string
	add := func(head string, list []*report.Question) {
		if len(list) == 0 {
			return
		}
		names := make([]string, 0, len(list))
		for _, q := range list {
			names = append(names, "«"+clip(q.Prompt, 60)+"»")
		}
		shown, more := firstNames(names, maxListed)
		text := fmt.Sprintf("%s (%d): %s", head, len(list), strings.Join(shown, ", "))
		if more > 0 {
			text += fmt.Sprintf(" và %d câu nữa", more)
		}
		lines = append(lines, text+".")
	}
	add("Các câu mới", c.Added)
	add("Các câu đổi cách hỏi", c.Changed)
	add("Các câu bỏ", c.Removed)
	return strings.Join(lines, "\n")
}

func textNewer(c report.Campaign, changes report.Changes) string {
	return fmt.Sprintf("Dạ, mẫu của «%s» đã đổi sau khi mở báo cáo.\n%s\nBáo cáo này vẫn theo mẫu cũ. Muốn theo mẫu mới, thầy/cô gõ «cập nhật mẫu» ạ.", campaignLabel(c), changesText(changes))
}

func textConfirmUpdate(c report.Campaign, changes report.Changes) string {
	return fmt.Sprintf("Dạ, thầy/cô chuyển «%s» sang mẫu mới ạ?\n%s\nCâu trả lời cũ vẫn được giữ; em chỉ hỏi câu mới và câu mà câu trả lời cũ không còn hợp. Ai đã gửi mà còn câu như vậy được báo một lần.", campaignLabel(c), changesText(changes))
}

func textUpdated(c report.Campaign, changes report.Changes) string {
	text := fmt.Sprintf("✓ «%s» nay theo mẫu mới.", campaignLabel(c))
	if n := len(changes.Added); n > 0 {
		text += fmt.Sprintf(" %d câu mới được hỏi mọi thầy cô, trừ khi thầy/cô giao riêng.", n)
	}
	if len(changes.Added)+len(changes.Changed) > 0 {
		text += " Em báo những người đã gửi mà còn câu phải trả lời ạ."
	}
	return text
}
