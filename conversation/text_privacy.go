package conversation

import (
	"fmt"
	"strings"

	"thuky/report"
	"thuky/workday"
)

// What is said about people's data. The notice is one screen of a phone; whoever changes a
// word of it has everybody asked anew.

const (
	labelAgree   = "Đồng ý"
	labelDecline = "Không đồng ý"

	textNoticeAgain = "Dạ, em vẫn cần thầy/cô trả lời câu này trước: thầy/cô có đồng ý cho em lưu dữ liệu như đã nói ở trên không ạ? Gõ «đồng ý» hoặc «không đồng ý»."
	textNoticeHelp  = "Dạ, theo luật, em chỉ hỏi và ghi khi thầy/cô đồng ý. Mỗi người chỉ phải trả lời một lần ạ."
	textHeld        = "Dạ, em giữ lại tin thầy/cô vừa gửi. Trước khi ghi, em xin hỏi thầy/cô một câu ạ."
	textHeldToo     = "Dạ, em giữ cả tin này ạ."
	textHeldFull    = "Dạ, em chưa giữ thêm được tin này. Thầy/cô trả lời câu dưới đây rồi gửi lại giúp em ạ."
	textAgreed      = "Dạ, em cảm ơn thầy/cô. Cần xem, sửa hay xóa dữ liệu của mình, thầy/cô gõ «quyền riêng tư» ạ."
	textDeclined    = "Dạ, em hiểu ạ. Em không lưu gì của thầy/cô và không nhắn nữa. Phần báo cáo, thầy/cô gửi trực tiếp cho nhà trường; đổi ý thì thầy/cô gõ lại mã mời, hoặc xin mã mới ạ."
	textWithdrawn   = "Dạ, thầy/cô đã rút đồng ý nên em không ghi gì ạ. Muốn dùng lại, thầy/cô gõ «đồng ý». Vẫn dùng được: «dữ liệu của tôi», «xóa dữ liệu»."
	textBackAgain   = "Dạ, em đã ghi thầy/cô đồng ý lại. Em cảm ơn thầy/cô ạ."
	textWithdraw    = "Dạ, khi rút đồng ý, em không hỏi và không nhắc thầy/cô nữa; câu chưa trả lời chờ người phụ trách giao người khác. Câu đã trả lời vẫn ở trong báo cáo của trường. Thầy/cô rút đồng ý phải không ạ?"
	textErase       = "Dạ, khi xóa dữ liệu, em xóa họ tên, tài khoản chat, tin nhắn, tệp và cả những câu thầy/cô đã trả lời; xóa rồi không lấy lại được. Báo cáo đã duyệt là hồ sơ của trường nên vẫn giữ. Thầy/cô muốn xóa phải không ạ?"
	textDetached    = "Dạ, nhà trường đã gỡ tài khoản này theo yêu cầu rút đồng ý của thầy/cô. Em cảm ơn thầy/cô thời gian qua ạ."
	textNoRequests  = "Dạ, sổ yêu cầu về dữ liệu chưa có yêu cầu nào chờ xử lý ạ."
)

func contactOf(p report.Privacy) string {
	if p.Contact == "" {
		return "văn phòng nhà trường"
	}
	return p.Contact
}

// textNotice is what everybody reads before they are asked anything.
func textNotice(p report.Privacy) string {
	kept := "Câu trả lời giữ đến khi nhà trường xóa"
	if p.AnswerMonths > 0 {
		kept = fmt.Sprintf("Câu trả lời giữ %d tháng sau khi đóng báo cáo", p.AnswerMonths)
	}
	return strings.Join([]string{
		"Dạ, em là trợ lý tự động của " + p.School + ". Em xin phép thầy/cô trước khi hỏi:",
		"- Em lưu: họ tên, đơn vị, tài khoản chat, câu trả lời, tệp và giờ gửi.",
		"- Để: lập báo cáo của trường và nhắc hạn.",
		"- Người xem: người phụ trách, người duyệt và quản trị máy của trường. Tin nhắn đi qua ứng dụng chat thầy/cô dùng.",
		"- " + kept + "; báo cáo đã duyệt là hồ sơ của trường, giữ theo quy định lưu trữ.",
		"- Thầy/cô được xem, sửa, rút đồng ý, xóa lúc nào cũng được: gõ «quyền riêng tư».",
		"- Cần hỏi: " + contactOf(p) + ".",
		"Thầy/cô có đồng ý không ạ? Gõ «đồng ý» hoặc «không đồng ý».",
	}, "\n")
}

// textRights says what anybody can do about their data.
func textRights(n Notice) string {
	contact := n.Contact
	if contact == "" {
		contact = contactOf(report.Privacy{})
	}
	return strings.Join([]string{
		"Dạ, về dữ liệu của mình, thầy/cô gõ:",
		"- «dữ liệu của tôi»: xem và tải mọi thứ em đang lưu.",
		"- «sửa thông tin»: sửa điều em đang ghi sai.",
		"- «rút đồng ý»: em không hỏi, không nhắc nữa.",
		"- «xóa dữ liệu»: xóa hết, trong 20 ngày.",
		"Cần hỏi thêm: " + contact + " ạ.",
	}, "\n")
}

func textWantsOut(right report.Right) string {
	if right == report.RightErase {
		return textErase
	}
	return textWithdraw
}

// textRight names a request.
func textRight(r report.Right) string {
	switch r {
	case report.RightErase:
		return "xóa dữ liệu"
	case report.RightWithdraw:
		return "rút đồng ý"
	case report.RightCorrect:
		return "sửa thông tin"
	}
	return "xem dữ liệu"
}

// textRegister lists the requests that wait.
func textRegister(all []report.Request, today workday.Date) string {
	var lines []string
	for _, r := range all {
		if r.Open() {
			lines = append(lines, fmt.Sprintf("%d. %s: %s, nhận %s, hạn %s (%s)", r.ID, requester(r), textAsked(r), numericDay(r.Day), dayText(r.Due), textLeftDays(r.Left(today))))
		}
	}
	if len(lines) == 0 {
		return textNoRequests
	}
	return "Yêu cầu về dữ liệu đang chờ:\n" + strings.Join(lines, "\n") + "\n" + textHowToSettle(firstOpen(all))
}

func firstOpen(all []report.Request) int {
	for _, r := range all {
		if r.Open() {
			return r.ID
		}
	}
	return 1
}

// requester names who asked, as long as that is known.
func requester(r report.Request) string {
	if r.Name == "" {
		return "người đã xóa"
	}
	return r.Name
}

// textAsked names a request, with what is to be corrected.
func textAsked(r report.Request) string {
	if r.Words == "" {
		return textRight(r.Right)
	}
	return textRight(r.Right) + " «" + clip(r.Words, 120) + "»"
}

func textLeftDays(days int) string {
	switch {
	case days < 0:
		return fmt.Sprintf("đã quá hạn %d ngày", -days)
	case days == 0:
		return "hôm nay"
	}
	return fmt.Sprintf("còn %d ngày", days)
}

func textHowToSettle(n int) string {
	return fmt.Sprintf("Làm xong, thầy/cô gõ «đã xử lý %d»; không làm được thì «từ chối yêu cầu %d: lý do» ạ.", n, n)
}

func textNoRequest(n int) string {
	return fmt.Sprintf("Dạ, không có yêu cầu số %d đang chờ xử lý. Thầy/cô gõ «sổ yêu cầu» để xem danh sách ạ.", n)
}

func textSettle(r report.Request) string {
	if r.Right == report.RightCorrect {
		return fmt.Sprintf("Dạ, yêu cầu số %d của %s: «%s». Thầy/cô đã sửa xong phải không ạ?", r.ID, requester(r), r.Words)
	}
	if r.Right == report.RightErase {
		return fmt.Sprintf("Dạ, yêu cầu số %d: em xóa hết dữ liệu của %s, không lấy lại được; báo cáo đã duyệt vẫn giữ. Câu đang giao riêng cần giao người khác. Xóa ngay phải không ạ?", r.ID, requester(r))
	}
	return fmt.Sprintf("Dạ, yêu cầu số %d: em gỡ %s khỏi danh sách và xóa tài khoản chat, tin nhắn; câu trả lời vẫn giữ. Làm ngay phải không ạ?", r.ID, requester(r))
}

// textClaimed tells who asked what comes of it.
func textClaimed(r report.Request) string {
	if r.Right == report.RightCorrect {
		return fmt.Sprintf("Dạ, em đã ghi yêu cầu số %d: sửa thông tin. Nhà trường trả lời thầy/cô chậm nhất %s ạ.", r.ID, dayText(r.Due))
	}
	text := fmt.Sprintf("Dạ, em đã ghi yêu cầu số %d: %s. Từ bây giờ em không hỏi và không nhắc thầy/cô nữa. Nhà trường xử lý xong chậm nhất %s.", r.ID, textRight(r.Right), dayText(r.Due))
	return text + " Đổi ý trước ngày đó, thầy/cô gõ «đồng ý» ạ."
}

// textNewsRequest tells an admin of a request.
func textNewsRequest(n News) string {
	r := *n.Request
	text := fmt.Sprintf("Dạ, %s gửi yêu cầu số %d: %s. Hạn xử lý: %s.", politeName(n.Who), r.ID, textAsked(r), dayText(r.Due))
	if len(n.Duties) > 0 {
		text += " Những câu cần giao người khác:" + textDuties(n.Duties)
	}
	return text + "\n" + textHowToSettle(r.ID) + " Xem tất cả: «sổ yêu cầu»."
}

// textNewsDue reminds admins of requests whose time runs out.
func textNewsDue(all []report.Request, today workday.Date) string {
	for _, r := range all {
		if r.Left(today) < 0 {
			return "Dạ, có yêu cầu về dữ liệu đã quá hạn xử lý.\n" + textRegister(all, today)
		}
	}
	return "Dạ, có yêu cầu về dữ liệu sắp hết hạn xử lý.\n" + textRegister(all, today)
}

func textNewsDone(r report.Request) string {
	switch {
	case r.Dropped:
		return fmt.Sprintf("Dạ, %s đã đồng ý lại nên yêu cầu số %d không cần xử lý nữa ạ.", requester(r), r.ID)
	case r.Refused != "":
		return fmt.Sprintf("Dạ, yêu cầu số %d (%s) của %s đã được từ chối, lý do «%s». Em báo người gửi rồi ạ.", r.ID, textRight(r.Right), requester(r), r.Refused)
	case r.Right == report.RightCorrect:
		return fmt.Sprintf("Dạ, yêu cầu số %d đã xong: sửa thông tin cho %s. Em báo người gửi rồi ạ.", r.ID, requester(r))
	case r.Right == report.RightErase:
		return fmt.Sprintf("Dạ, yêu cầu số %d đã xong: em đã xóa dữ liệu của người gửi. Bản sao lưu làm trước đó vẫn còn dữ liệu cho đến khi được thay ạ.", r.ID)
	}
	return fmt.Sprintf("Dạ, yêu cầu số %d đã xong: em đã gỡ tài khoản của %s ạ.", r.ID, requester(r))
}

func textNewsDeclined(n News) string {
	if n.Who.ID == "" {
		return "Dạ, có một người dùng mã mời trên " + platformName(n.Platform) + " nhưng không đồng ý cho lưu dữ liệu. Em không giữ gì của người đó ạ."
	}
	return "Dạ, " + politeName(n.Who) + " không đồng ý cho lưu dữ liệu nên em không hỏi qua chat. Phần báo cáo, thầy/cô nhận trực tiếp hoặc giao người khác ạ."
}

// textOwn is the short answer to «dữ liệu của tôi».
func textOwn(o Own) string {
	p := o.Person
	lines := []string{"Dạ, em đang lưu về thầy/cô:", "- Họ tên: " + p.Name + "; vai trò: " + textRole(p.Role)}
	if p.Unit != "" {
		lines[1] += "; đơn vị: " + p.Unit
	}
	for _, c := range p.Addresses {
		lines = append(lines, "- Tài khoản: "+textPlatform(c.Address))
	}
	if c := p.Consent; c != nil {
		said := "Đồng ý"
		if !c.Ended.IsZero() {
			said = "Rút đồng ý"
		}
		lines = append(lines, "- "+said+" ngày "+numericDay(o.Consented)+", bản thông báo "+c.Notice)
	}
	lines = append(lines, fmt.Sprintf("- %d câu trả lời trong %d báo cáo, %d tệp", o.Answers, o.Campaigns, o.Files))
	if o.Lines > 0 || o.Sessions > 0 {
		lines = append(lines, fmt.Sprintf("- Trang web: %d tin nhắn, %d trình duyệt đang đăng nhập", o.Lines, o.Sessions))
	}
	lines = append(lines, fmt.Sprintf("- Nhật ký thay đổi: %d dòng", o.Changes))
	if o.Open {
		lines = append(lines, "Bản đầy đủ ở tệp kèm theo. Sửa: «sửa thông tin»; việc khác: «quyền riêng tư» ạ.")
	}
	return strings.Join(lines, "\n")
}
