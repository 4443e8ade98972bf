package conversation

import (
	"fmt"
	"strconv"
	"strings"

	"thuky/report"
	"thuky/vntext"
	"thuky/workday"
)

// All that the bot says to admins and approvers, and because of them.

const (
	textNotTheirs     = "Dạ, phần này dành cho người phụ trách báo cáo. Thầy/cô cần gì thì nhắn văn phòng trường giúp em ạ."
	textNotAnswered   = "Chưa trả lời."
	textNoneOpen      = "Dạ, hiện không có báo cáo nào đang mở ạ."
	textNobodyYet     = "Chưa có ai tham gia báo cáo này."
	textBySection     = "Theo mục:"
	textNumberOfList  = "Dạ, em chưa rõ thầy/cô chọn dòng nào. Thầy/cô gõ số thứ tự giúp em ạ."
	textNumberPlease  = "Dạ, em cần số của câu ạ."
	textOneOrTwo      = "Dạ, thầy/cô gõ 1 để duyệt, 2 để chưa duyệt ạ."
	textDropped       = "Dạ, em dừng việc đó ạ."
	textWhichCampaign = "Dạ, báo cáo nào ạ?"
	textAnAdmin       = "người phụ trách"
	textLineBack      = "   ↩ được trả lại, chờ thầy/cô viết lại"
	textFirstThis     = "Dạ, mình chốt câu này trước đã ạ."
	textWhenReady     = " Câu đang làm vẫn giữ nguyên; khi nào tiện, thầy/cô gõ «làm lại» ạ."
	textNotApprover   = "Dạ, báo cáo này do người duyệt của trường duyệt ạ."
	textAwaits        = "\nBản này chờ thầy/cô duyệt: gõ «duyệt» ạ."
)

const (
	labelProgress, wordProgress = "Tiến độ", "tiến độ"
	labelDraft, wordDraft       = "Bản thảo", "bản thảo"
	labelApprove, wordApprove   = "Duyệt", "duyệt"
	labelRework, wordRework     = "Làm lại câu này", "làm lại"
	labelDropIt, wordDropIt     = "Thôi", "thôi"
	labelReturn                 = "Trả lại"
	labelAmend                  = "Sửa hộ"
	labelAccept                 = "Đồng ý bỏ qua"
	labelNotYet                 = "Chưa duyệt"
)

func labelApproveNow(n int) string { return fmt.Sprintf("Duyệt bản %d", n) }

func wordReturn(n int) string { return fmt.Sprintf("trả lại câu %d", n) }
func wordAmend(n int) string  { return fmt.Sprintf("sửa hộ câu %d", n) }
func wordAccept(n int) string { return fmt.Sprintf("đồng ý bỏ qua câu %d", n) }

func textAtDesk(open []report.Campaign, shares func(string) []report.Share) string {
	lines := []string{"Dạ, em chào thầy/cô. Báo cáo đang mở:"}
	for _, c := range open {
		lines = append(lines, "- "+campaignLabel(c)+bothDueText(c)+": "+textSentOf(shares(c.ID)))
	}
	return strings.Join(append(lines, "Thầy/cô gõ «giúp» để xem các việc em làm được ạ."), "\n")
}

// textNoOrder: the words of who oversees reports were no order, and no answer is awaited.
func textNoOrder(typed string) string {
	if strings.HasPrefix(vntext.Fold(typed), "nhac ") {
		return "Dạ, em tự nhắc người chưa gửi theo lịch, chưa nhắc riêng từng người được ạ."
	}
	return "Dạ, em chưa hiểu «" + clip(typed, 60) + "» nên chưa làm gì và không ghi lại ạ."
}

// textSentOf is "2/5 người đã gửi".
func textSentOf(shares []report.Share) string {
	sent, of := report.SentOf(shares)
	return fmt.Sprintf("%d/%d người đã gửi", sent, of)
}

func textProgressHead(c report.Campaign) string { return "Tiến độ: " + campaignLabel(c) }

func textDeadline(c report.Campaign, today workday.Date, shares []report.Share) string {
	text := textSentOf(shares)
	switch {
	case c.Deadline.IsZero():
	case c.Deadline.Compare(today) < 0:
		text += "; đã quá hạn nộp " + dayText(c.Deadline)
	case !c.Internal.IsZero():
		text += "; " + bothText(c)
	case c.Deadline == today:
		text += "; hạn nộp là hôm nay"
	default:
		text += "; hạn nộp " + dayText(c.Deadline)
	}
	return text + "."
}

func bothDueText(c report.Campaign) string {
	if text := bothText(c); text != "" {
		return ", " + text
	}
	return ""
}

func textShare(s report.Share, n, of int, deadline workday.Date, late bool, back []int) string {
	text := fmt.Sprintf("- %s: %d/%d câu, ", s.Person.Name, n, of)
	switch {
	case !s.Sent.IsZero() && !deadline.IsZero() && deadline.Compare(s.Sent) < 0:
		text += "gửi trễ " + shortDay(s.Sent)
	case !s.Sent.IsZero():
		text += "đã gửi " + shortDay(s.Sent)
	case s.Person.Away != nil:
		text += "đang vắng"
	case s.Gone:
		text += "câu đã trả lời vẫn giữ"
	case s.Person.Joined.IsZero() && len(s.Answers) == 0:
		text += "chưa vào"
	case late:
		text += "chưa gửi, trễ hạn"
	default:
		text += "chưa gửi"
	}
	if len(back) > 0 {
		text += "; chờ làm lại câu " + joinNumbers(back)
	}
	if s.Person.Unheard() {
		text += textUnheard
	}
	return text
}

// textUnheard stands behind somebody whom the platform lets nobody write to.
const textUnheard = "; chưa nhận được tin nhắc, cần tự nhắn cho em trước"

func shortDay(d workday.Date) string { return fmt.Sprintf("%d/%d", d.Day, int(d.Month)) }

func joinNumbers(list []int) string {
	words := make([]string, len(list))
	for i, n := range list {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, ", ")
}

func textSection(i int, heading string, n, of int, late bool) string {
	text := fmt.Sprintf("- %s. %s: %d/%d câu", vntext.Roman(i), clip(heading, 40), n, of)
	if late && n < of {
		text += ", trễ hạn"
	}
	return text
}

func textApprovedState(v report.Version, current bool) string {
	if current {
		return fmt.Sprintf("Bản %d đã được %s duyệt.", v.Number, v.Name)
	}
	return fmt.Sprintf("Bản %d đã duyệt, nhưng sau đó có thay đổi: cần duyệt bản %d.", v.Number, v.Number+1)
}

// wholeAnswer is an answer with every letter of it.
func wholeAnswer(q *report.Question, a report.Answer) string {
	switch {
	case a.Skipped && a.Reason != "" && a.Accepted:
		return "bỏ qua, lý do: " + a.Reason + " (đã đồng ý)"
	case a.Skipped && a.Reason != "":
		return "bỏ qua, lý do: " + a.Reason
	case a.Skipped:
		return "bỏ qua"
	}
	return q.Bare(a.Value)
}

// textOneAnswer is what one person wrote to a question.
func textOneAnswer(s report.Share, q *report.Question, a report.Answer, author string) string {
	name := s.Person.Name
	if a.Author != s.Person.ID {
		name += " (" + author + " sửa)"
	}
	if _, returned := s.Returned(q.ID); returned {
		name += " (đã trả lại)"
	}
	text := wholeAnswer(q, a)
	if strings.Contains(text, "\n") {
		return name + ":\n" + text
	}
	return name + ": " + text
}

func textOpenNames(names []string) string {
	return "Chưa trả lời: " + strings.Join(names, ", ") + "."
}

func textWhichQuestion(task Task) string {
	switch task {
	case taskReturn:
		return "Dạ, thầy/cô trả lại câu số mấy ạ?"
	case taskAmend:
		return "Dạ, thầy/cô sửa hộ câu số mấy ạ?"
	case taskAccept:
		return "Dạ, thầy/cô đồng ý bỏ qua câu số mấy ạ?"
	}
	return "Dạ, thầy/cô xem câu số mấy ạ?"
}

func textWhichPerson(task Task, n int) string {
	switch task {
	case taskReturn:
		return fmt.Sprintf("Dạ, thầy/cô trả lại câu %d của ai ạ?", n)
	case taskAmend:
		return fmt.Sprintf("Dạ, thầy/cô sửa hộ câu %d của ai ạ?", n)
	}
	return fmt.Sprintf("Dạ, thầy/cô đồng ý cho ai bỏ qua câu %d ạ?", n)
}

func textNeedText(task Task, n int) string {
	if task == taskReturn {
		return fmt.Sprintf("Dạ, thầy/cô góp ý gì cho câu %d ạ? Em chuyển nguyên văn.", n)
	}
	return fmt.Sprintf("Dạ, thầy/cô gõ nội dung mới của câu %d ạ.", n)
}

func textNeedReason(n int) string {
	return fmt.Sprintf("Dạ, vì sao sửa câu %d ạ? Em ghi lại và báo người trả lời.", n)
}

func textNobodyFits(task Task, n int) string {
	switch task {
	case taskAccept:
		return fmt.Sprintf("Dạ, câu %d không có ai xin bỏ qua ạ.", n)
	case taskReturn:
		return fmt.Sprintf("Dạ, câu %d chưa có câu trả lời nào để trả lại ạ.", n)
	}
	return "Dạ, báo cáo này chưa có ai tham gia ạ."
}

// textNotOf: the person who was named has not answered, or has not asked to leave it out.
func textNotOf(task Task, n int, name string) string {
	if task == taskAccept {
		return fmt.Sprintf("Dạ, %s không xin bỏ qua câu %d ạ.", name, n)
	}
	return fmt.Sprintf("Dạ, %s chưa trả lời câu %d nên chưa có gì để trả lại ạ.", name, n)
}

func textNoSuchName(name string) string {
	return "Dạ, em chưa thấy «" + clip(name, 40) + "» trong những người trả lời câu này."
}

func textGaveBack(n int, name string, c report.Campaign) string {
	return fmt.Sprintf("Dạ, em đã trả lại câu %d cho %s («%s»). Có câu trả lời mới, em báo thầy/cô ngay ạ.", n, name, campaignLabel(c))
}

func textReturned(by string, place int, c report.Campaign) string {
	return fmt.Sprintf("Dạ, %s nhờ thầy/cô xem lại câu %d của «%s».", by, place, campaignLabel(c))
}

func textGivenBack(comment string) string { return "Góp ý: " + comment }

func textOldAnswer(q *report.Question, a report.Answer) string {
	text := wholeAnswer(q, a)
	if strings.Contains(text, "\n") {
		return "Đang ghi:\n" + clipLines(text, maxOffer)
	}
	return "Đang ghi: " + clip(text, maxOffer)
}

func textReworked(by string, n int, name string, c report.Campaign) string {
	return fmt.Sprintf("Dạ, %s đã trả lời lại câu %d («%s», %s):", by, n, name, campaignLabel(c))
}

func textAmendUnclear(words string) string {
	return "Dạ, em chưa rõ số hay ngày trong «" + clip(words, 40) + "». Thầy/cô viết rõ hơn giúp em ạ."
}

func textAmendedHere(n int, name string, q *report.Question, v report.Value) string {
	return fmt.Sprintf("✓ Đã sửa hộ câu %d của %s: %s. Em báo người trả lời ạ.", n, name, strings.TrimRight(valueText(q, v, 120), "."))
}

func textAmended(by string, place int, c report.Campaign, q *report.Question, a report.Answer, note string) string {
	return fmt.Sprintf("Dạ, %s đã sửa câu %d của thầy/cô trong «%s». Lý do: %s.\nNay ghi: %s",
		by, place, campaignLabel(c), strings.TrimRight(note, "."), wholeAnswer(q, a))
}

func textAccepted(n int, name, reason string) string {
	return fmt.Sprintf("✓ Đã đồng ý để %s bỏ qua câu %d (%s).", name, n, clip(reason, 120))
}

func textDrafting(c report.Campaign) string {
	return "Dạ, em đang lập bản thảo «" + campaignLabel(c) + "», xong em gửi ngay ạ."
}

func textChecking(c report.Campaign) string {
	return "Dạ, em kiểm tra bản thảo «" + campaignLabel(c) + "» rồi hỏi lại thầy/cô ngay ạ."
}

func textComplete(c report.Campaign, shares []report.Share) string {
	late := 0
	for _, s := range shares {
		if due, _ := c.Due(); !due.IsZero() && due.Compare(s.Sent) < 0 {
			late++
		}
	}
	text := fmt.Sprintf("Dạ, báo cáo «%s» đã đủ: %s", campaignLabel(c), textSentOf(shares))
	if late > 0 {
		text += fmt.Sprintf(", %d người gửi trễ", late)
	}
	return text + "."
}

func textHasGaps(c report.Campaign, gaps []string, lacks Lacks) string {
	lines := []string{fmt.Sprintf("Dạ, chưa duyệt được «%s» vì bản thảo còn %d chỗ thiếu:", campaignLabel(c), len(gaps))}
	for i, gap := range gaps {
		if i == 12 && len(gaps) > 13 {
			lines = append(lines, fmt.Sprintf("… và %d chỗ nữa", len(gaps)-i))
			break
		}
		lines = append(lines, clip(gap, 160))
	}
	if lacks.Skips {
		lines = append(lines, "Câu xin bỏ qua có lý do thì gõ «đồng ý bỏ qua câu …» ạ.")
	}
	if lacks.Notice {
		lines = append(lines, "Báo cáo chưa gắn công văn: người phụ trách gõ «gắn công văn» ạ.")
	}
	return strings.Join(lines, "\n")
}

func textConfirmApproval(c report.Campaign, n int, shares []report.Share) string {
	text := fmt.Sprintf("Dạ, thầy/cô duyệt bản %d của «%s» như tệp này ạ?", n, campaignLabel(c))
	if sent, of := report.SentOf(shares); of > sent {
		text += fmt.Sprintf(" Lưu ý: còn %d người chưa gửi.", of-sent)
	}
	switch {
	case c.Number == "" && c.Date.IsZero():
		text += "\nSố và ngày để trống, văn thư ghi sau khi ký."
	case c.Number == "":
		text += "\nSố để trống, văn thư ghi sau khi ký."
	case c.Date.IsZero():
		text += "\nNgày để trống, văn thư ghi sau khi ký."
	}
	return text
}

func textNotApproved(c report.Campaign) string {
	return "Dạ, em chưa duyệt «" + campaignLabel(c) + "». Khi nào duyệt, thầy/cô gõ «duyệt» ạ."
}

func textAlreadyApproved(c report.Campaign, v report.Version) string {
	return fmt.Sprintf("Dạ, «%s» đã được %s duyệt (bản %d), từ đó chưa có thay đổi nào ạ.", campaignLabel(c), v.Name, v.Number)
}

func textApproved(c report.Campaign, n int, by, sum string) string {
	return fmt.Sprintf("Dạ, %s đã duyệt bản %d của «%s». Em gửi bản chính thức. SHA-256: %s", by, n, campaignLabel(c), sum)
}

func textOutdated(c report.Campaign) string {
	return "Dạ, «" + campaignLabel(c) + "» vừa có thay đổi sau khi em lập bản thảo nên em chưa duyệt. Thầy/cô gõ «duyệt» để xem bản mới ạ."
}
