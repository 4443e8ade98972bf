package conversation

import (
	"fmt"
	"strings"

	"thuky/report"
)

// What is said of corrections, of requests that are refused, and of what is left after a
// deletion.

// textAskCorrect shows what is noted of a person, and asks what is wrong; self tells that
// they may correct some of it themself.
func textAskCorrect(p report.Person, self bool) string {
	facts := []string{"họ tên " + p.Name}
	if p.Call != "" {
		facts = append(facts, "xưng hô «"+p.Call+"»")
	}
	if p.Unit != "" {
		facts = append(facts, "đơn vị "+p.Unit)
	}
	text := "Dạ, em đang ghi: " + strings.Join(facts, "; ") + "."
	if self {
		text += " Sửa được ngay: gõ «đổi tên» hoặc «gọi em là cô»."
	}
	return text + "\nĐiều khác thì thầy/cô viết cần sửa gì, trong một tin; em chuyển nhà trường sửa trong 10 ngày ạ."
}

func textCorrect(words string) string {
	return "Dạ, em chuyển nhà trường yêu cầu sửa: «" + words + "». Thầy/cô gửi phải không ạ?"
}

func textCorrected(r report.Request) string {
	return fmt.Sprintf("Dạ, yêu cầu số %d của thầy/cô đã xong: nhà trường đã sửa «%s» ạ.", r.ID, clip(r.Words, 120))
}

func textAskReason(n int) string {
	return fmt.Sprintf("Dạ, vì sao không làm theo yêu cầu số %d ạ? Thầy/cô viết lý do trong một tin; em gửi nguyên văn cho người yêu cầu.", n)
}

func textDeny(r report.Request, reason string) string {
	return fmt.Sprintf("Dạ, yêu cầu số %d (%s, %s): em ghi từ chối và gửi lý do «%s». Gửi phải không ạ?", r.ID, requester(r), textRight(r.Right), reason)
}

// textDenied tells the person that the school does not do what they asked for.
func textDenied(r report.Request, contact string) string {
	if contact == "" {
		contact = contactOf(report.Privacy{})
	}
	text := fmt.Sprintf("Dạ, nhà trường chưa làm theo yêu cầu số %d (%s) của thầy/cô. Lý do: «%s».", r.ID, textRight(r.Right), r.Refused)
	if r.Right == report.RightWithdraw || r.Right == report.RightErase {
		text += " Em vẫn không hỏi và không nhắc thầy/cô."
	}
	return text + " Thầy/cô thấy chưa thỏa đáng thì hỏi " + contact + ", gửi yêu cầu mới, hoặc khiếu nại theo luật ạ."
}

func textAgain(r report.Request) string {
	return fmt.Sprintf("Dạ, thầy/cô muốn dùng lại và bỏ yêu cầu số %d (%s) phải không ạ?", r.ID, textRight(r.Right))
}

// textErased is the last word to somebody who was deleted; kept is in how many approved
// reports answers of theirs may stand.
func textErased(kept int) string {
	text := "Dạ, dữ liệu của thầy/cô đã được xóa."
	if kept > 0 {
		text += fmt.Sprintf(" Riêng %d báo cáo đã duyệt có phần thầy/cô trả lời thì giữ nguyên, vì đó là hồ sơ nhà trường phải lưu theo luật.", kept)
	}
	return text + " Bản sao lưu cũ hết hạn thì cũng mất. Em cảm ơn thầy/cô thời gian qua ạ."
}

func textWordsLong(n, limit int) string {
	return fmt.Sprintf("Dạ, tin này dài %d chữ cái, quá %d nên em chưa ghi. Thầy/cô viết gọn lại giúp em ạ.", n, limit)
}
