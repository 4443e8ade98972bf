package conversation

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"thuky/report"
	"thuky/vntext"
	"thuky/workday"
)

// All that the bot says. Tone: «Dạ», «thầy/cô», «ạ»; short; no blame.

const (
	textCrashed     = "Dạ, em gặp trục trặc khi xử lý tin vừa rồi. Những gì thầy/cô đã trả lời vẫn còn nguyên. Thầy/cô nhắn lại giúp em ạ."
	textNoTemplate  = "Dạ, em chưa mở được mẫu của báo cáo này. Thầy/cô báo giúp người phụ trách ạ. Các câu trả lời vẫn còn nguyên."
	textRefused     = "Dạ, em là trợ lý tự động và chưa có tên thầy/cô trong danh sách. Thầy/cô xin mã mời ở văn phòng trường, rồi gõ mã đó vào đây giúp em ạ."
	textNothing     = "Dạ, hiện chưa có báo cáo nào cần thầy/cô trả lời. Khi có, em sẽ nhắn ngay ạ."
	textChoose      = "Dạ, thầy/cô làm báo cáo nào trước ạ?"
	textChooseAgain = "Dạ, em chưa rõ thầy/cô chọn báo cáo nào. Thầy/cô gõ số thứ tự giúp em ạ."
	textOnlyOne     = "Dạ, hiện chỉ có một báo cáo này ạ."

	textEmpty     = "Dạ, tin vừa rồi không có chữ nên em chưa ghi gì ạ."
	textSmallTalk = "Dạ, em đây ạ."
	textResumed   = "Dạ, mình làm tiếp ạ."
	textPaused    = "Dạ, em dừng ở đây và giữ nguyên mọi câu trả lời. Lúc nào làm tiếp, thầy/cô gõ «tiếp» giúp em ạ."
	textFirst     = "Dạ, đây là câu đầu tiên rồi ạ."

	textAllAnswered    = "Dạ, thầy/cô đã trả lời hết các câu. Thầy/cô xem lại giúp em ạ."
	textNothingWritten = "Dạ, câu này chưa có nội dung. Thầy/cô viết giúp em, hoặc gõ «bỏ qua» ạ."
	textNothingToKeep  = "Dạ, câu này chưa có nội dung nào để giữ ạ."
	textOneMessage     = "Dạ, câu này chỉ cần trả lời một tin, không cần gõ «xong» ạ."
	textCopy           = "Dạ, nội dung cũ ở tin dưới đây. Thầy/cô chép lại, sửa rồi gửi giúp em ạ."
	textReason         = "Dạ, câu này cần có trong báo cáo. Thầy/cô chọn hoặc viết lý do bỏ qua giúp em ạ."
	textTrueOrStop     = "Dạ, «dung» là «đúng» hay «dừng» ạ? Thầy/cô gõ số giúp em."
	textFixHow         = "Dạ, sửa câu trước thì thầy/cô gõ «quay lại»; sửa câu khác thì gõ «sửa» kèm số câu, ví dụ «sửa 3» ạ."
	textSendAgain      = "Dạ, thầy/cô gõ «gửi» để gửi lại bản mới giúp em ạ."
	textEditUnknown    = "Dạ, tin thầy/cô vừa sửa không thuộc câu trả lời nào nên em không thay đổi gì ạ."
	textOldButton      = "Dạ, nút đó thuộc câu trước nên em không thay đổi gì ạ."
	toastOldButton     = "Nút này thuộc câu trước, em không thay đổi gì ạ."
	textReviewHint     = "Dạ, thầy/cô gõ «gửi» để gửi báo cáo, «sửa 7» (hoặc số 7) để sửa câu 7, «xem lại» để xem danh sách ạ."
)

// Labels of buttons, and the words that are typed instead.
const (
	labelKeep, wordKeep         = "Giữ nguyên", "giữ nguyên"
	labelEdit, wordEdit         = "Sửa", "sửa"
	labelRewrite, wordRewrite   = "Viết mới", "viết mới"
	labelMore, wordMore         = "Viết thêm", "viết thêm"
	labelDone, wordDone         = "Xong", "xong"
	labelBack, wordBack         = "Quay lại", "quay lại"
	labelSkip, wordSkip         = "Bỏ qua", "bỏ qua"
	labelHelp, wordHelp         = "Giúp", "giúp"
	labelSend, wordSend         = "Gửi báo cáo", "gửi"
	labelContinue, wordContinue = "Trả lời tiếp", "trả lời tiếp"
	labelFix, wordFix           = "Sửa một câu", "sửa"
	labelReview, wordReview     = "Xem lại", "xem lại"

	labelYes       = "Có"
	labelNo        = "Không"
	labelAgain     = "Nhập lại"
	labelKeepOther = "Giữ câu trả lời kia"
	labelReplace   = "Thay bằng câu này"
	labelPause     = "Tạm dừng"
	labelOther     = "Trả lời lại câu này"
	labelTake      = "Ghi làm câu trả lời"
	labelDrop      = "Không, để tôi trả lời lại"

	labelLater      = "Trả lời sau"
	labelSkipSaying = "Bỏ qua, ghi lý do này"
)

// skipReasons are the reasons offered for a required question.
var skipReasons = []string{"Chưa có số liệu", "Đơn vị không có nội dung này"}

func labelWrite(text string) string { return "Ghi \"" + clip(text, 24) + "\"" }

func campaignLabel(c report.Campaign) string {
	if c.Period == "" || strings.Contains(c.Title, c.Period) {
		return c.Title
	}
	return c.Title + " (" + c.Period + ")"
}

func textWelcome(c report.Campaign, questions int) string {
	return fmt.Sprintf("Dạ, em chào thầy/cô. %s có %d câu%s.%s Em hỏi lần lượt từng câu; trả lời đến đâu em giữ đến đó ạ.",
		campaignLabel(c), questions, dueText(c), becauseText(c))
}

func textWelcomeBack(c report.Campaign, open, of int) string {
	return fmt.Sprintf("Dạ, em chào thầy/cô. %s còn %d/%d câu%s ạ.", campaignLabel(c), open, of, dueText(c))
}

func textAnother(c report.Campaign, questions int) string {
	return fmt.Sprintf("Dạ, có thêm báo cáo mới: %s, %d câu%s.%s Làm xong báo cáo này mình làm tiếp, hoặc thầy/cô gõ «đổi báo cáo» ạ.",
		campaignLabel(c), questions, dueText(c), becauseText(c))
}

func dueText(c report.Campaign) string {
	day, hour := c.Due()
	if day.IsZero() {
		return ""
	}
	return ", " + dueName(c) + " " + dayHourText(day, hour)
}

// dueName is what the staff are told that Due is: the report itself is handed in later
// where it has an internal deadline.
func dueName(c report.Campaign) string {
	if c.Internal.IsZero() {
		return "hạn nộp"
	}
	return "hạn trả lời"
}

func dayText(d workday.Date) string {
	return weekdays[d.Weekday()] + " " + numericDay(d)
}

var weekdays = map[time.Weekday]string{
	time.Sunday: "Chủ nhật", time.Monday: "thứ Hai", time.Tuesday: "thứ Ba", time.Wednesday: "thứ Tư",
	time.Thursday: "thứ Năm", time.Friday: "thứ Sáu", time.Saturday: "thứ Bảy",
}

func textClosed(title string) string {
	if title == "" {
		return "Dạ, báo cáo này đã đóng. Các câu trả lời trước đó vẫn được giữ ạ."
	}
	return fmt.Sprintf("Dạ, báo cáo «%s» đã đóng. Các câu trả lời trước đó vẫn được giữ ạ.", title)
}

func textMedia(kind string) string {
	names := map[string]string{
		"sticker": "nhãn dán", "photo": "hình ảnh", "voice": "tin thoại", "video": "video", "file": "tệp",
		"audio": "tệp âm thanh", "contact": "danh thiếp", "location": "vị trí", "animation": "ảnh động",
	}
	name := names[kind]
	if name == "" {
		name = "nội dung này"
	}
	return "Dạ, em chưa nhận được " + name + ", thầy/cô gõ chữ giúp em ạ. Các câu trả lời vẫn còn nguyên."
}

// Questions.

func textHead(i, of, section, heading int) string {
	return fmt.Sprintf("Câu %d/%d · Mục %s", i, of, sectionName(section, heading))
}

func questionText(q *report.Question) string {
	lines := []string{q.Prompt}
	switch q.Type {
	case "longtext":
		lines = append(lines, "(Gửi một hay nhiều tin đều được; hết ý thì gõ «xong».)")
	case "choices":
		lines = append(lines, "(Chọn một hay nhiều, ví dụ: 1, 3.)")
	case "table":
		lines = append(lines, textColumns(q)...)
	case "files":
		lines = append(lines, textFilesWanted(q))
		if q.TakesPhotos() {
			lines = append(lines, textPupils)
		}
	case "integer", "decimal":
		if q.Unit != "" && !strings.Contains(q.Prompt, q.Unit) {
			lines = append(lines, "(Đơn vị: "+q.Unit+")")
		}
	}
	if q.Example != "" {
		lines = append(lines, "Ví dụ: "+q.Example)
	}
	return strings.Join(lines, "\n")
}

func textPresent(q *report.Question, a report.Answer) string {
	return "Đang ghi: " + answerText(q, a, 300)
}

func textLeftOut(paragraphs int) string { return fmt.Sprintf("(… còn %d đoạn)", paragraphs) }

// textUnknown stands for what is not known yet.
const textUnknown = "…"

// textName is how a question calls what the template names; what it does not
// know it says in general words.
func textName(name string, c report.Campaign) string {
	general, known := "", ""
	switch name {
	case report.NamePeriod:
		general, known = "kỳ này", c.Period
	case report.NameNotice, report.NameNoticeShort:
		general = "công văn yêu cầu"
		if c.Notice != nil {
			known = c.Notice.Short()
		}
	case report.NameSchool:
		general = "nhà trường"
	default:
		general = textUnknown
	}
	if known != "" {
		return known
	}
	return general
}

func tick(on bool) string {
	if on {
		return "☑ "
	}
	return ""
}

func textTicked(label string) string { return "✓ " + label }
func textList(list []string) string  { return strings.Join(list, ", ") }
func textUnknownCommand(cmd string) string {
	return "Dạ, em chưa hiểu lệnh «" + clip(cmd, 24) + "» ạ."
}

// Answers.

func textStored(place int, q *report.Question, v report.Value) string {
	if q.Type == "longtext" {
		return fmt.Sprintf("✓ Đã ghi câu %d (%d đoạn, %d chữ).", place, paragraphs(v), wordCount(v))
	}
	return fmt.Sprintf("✓ Đã ghi câu %d: %s.", place, strings.TrimRight(valueText(q, v, 120), "."))
}

func textEdited(place int, q *report.Question, v report.Value) string {
	return strings.Replace(textStored(place, q, v), "Đã ghi", "Đã sửa", 1)
}

func textPostponed(place int) string {
	return fmt.Sprintf("✓ Câu %d để lại, thầy/cô trả lời sau ạ.", place)
}

func textHalfKept(place int) string {
	return fmt.Sprintf("✓ Em giữ phần đã viết của câu %d.", place)
}
func textKept(place int) string    { return fmt.Sprintf("✓ Giữ nguyên câu %d.", place) }
func textSkipped(place int) string { return fmt.Sprintf("✓ Bỏ qua câu %d.", place) }

func textSkippedFor(place int, reason string) string {
	return fmt.Sprintf("✓ Bỏ qua câu %d, lý do: %s.", place, strings.TrimRight(clip(reason, 120), "."))
}

func textReasonLong(limit int) string {
	return fmt.Sprintf("Dạ, lý do dài quá %d chữ cái. Thầy/cô viết gọn lại giúp em ạ.", limit)
}

func textWriting(parts int) string {
	return fmt.Sprintf("Dạ, câu này thầy/cô đang viết dở (%d tin); viết tiếp hoặc gõ «xong» ạ.", parts)
}

func textCollected(parts, letters int) string {
	return fmt.Sprintf("Dạ, em đã ghi %d tin (%s chữ cái). Thầy/cô viết tiếp, hoặc gõ «xong» ạ.", parts, vntext.FormatNumber(float64(letters)))
}

func textTooLong(limit int) string {
	return fmt.Sprintf("Dạ, câu này đã quá dài (tối đa %s chữ cái) nên em chưa ghi tin vừa rồi. Phần trước vẫn còn; thầy/cô gõ «xong» ạ.",
		vntext.FormatNumber(float64(limit)))
}

func textTooMany(limit int) string {
	return fmt.Sprintf("Dạ, câu này đã có %d tin nên em chưa ghi tin vừa rồi. Thầy/cô gõ «xong», hoặc sửa một tin cũ ạ.", limit)
}

func textPartEdited(i int) string {
	return fmt.Sprintf("✓ Đã sửa tin thứ %d của câu đang viết.", i)
}

func textEditRefused(place int) string {
	return fmt.Sprintf("Câu %d vẫn giữ như trước ạ.", place)
}

func textEditUnclear(place int) string {
	return fmt.Sprintf("Dạ, em chưa rõ số hay ngày trong tin vừa sửa nên câu %d vẫn giữ như trước. Thầy/cô gõ «sửa %d» giúp em ạ.", place, place)
}

func textCheck(q *report.Question, v report.Value, message string) string {
	if message == "" {
		message = "Câu trả lời này chưa khớp với các câu khác."
	}
	return fmt.Sprintf("Dạ, em chưa ghi «%s». %s Thầy/cô nhập lại, hoặc gõ «sửa» kèm số câu cần sửa ạ.",
		valueText(q, v, 60), sentence(message))
}

func textUnfit(place int, message string) string {
	return fmt.Sprintf("Lưu ý câu %d: %s", place, sentence(message))
}

// sentence gives a message a full stop.
func sentence(message string) string {
	if message == "" {
		return "Số liệu chưa khớp."
	}
	if strings.HasSuffix(message, ".") || strings.HasSuffix(message, "ạ") || strings.HasSuffix(message, "?") {
		return message
	}
	return message + "."
}

// Doubts.

func textReadBack(words string, readings int) string {
	if readings > 1 {
		return "Dạ, em chưa rõ «" + clip(words, 40) + "» là ạ:"
	}
	return "Dạ, em hiểu «" + clip(words, 40) + "» như sau, đúng không ạ?"
}

func textClash(q *report.Question, a report.Answer, values []report.Value) string {
	return "Dạ, câu này vừa được trả lời ở nơi khác: " + answerText(q, a, 120) +
		"\nCâu vừa gửi: " + valueText(q, values[0], 120) + "\nThầy/cô chọn giúp em ạ."
}

// textClashFirst: other words came where one of two answers is to be chosen; further:
// they may have been an answer, too.
func textClashFirst(further bool) string {
	if further {
		return "Dạ, câu thầy/cô gửi trước vẫn đang chờ, em chưa ghi. Tin mới đây em cũng chưa ghi: thầy/cô chọn xong rồi gửi lại giúp em ạ."
	}
	return "Dạ, câu thầy/cô vừa gửi vẫn đang chờ, em chưa ghi. Thầy/cô chọn xong rồi mình làm tiếp ạ."
}

func textNil(words string) string {
	return "Dạ, «" + clip(words, 24) + "» là nội dung cần ghi, hay thầy/cô muốn bỏ qua câu này ạ?"
}

// textDefers asks about words that put a question off; writable: they could be its answer.
func textDefers(words string, writable bool) string {
	if writable {
		return "Dạ, «" + clip(words, 48) + "» là nội dung cần ghi, hay thầy/cô để câu này lại ạ?"
	}
	return "Dạ, em chưa ghi «" + clip(words, 48) + "». Thầy/cô trả lời sau, hay bỏ qua câu này ạ?"
}

func textWonders(words string) string {
	return "Dạ, «" + clip(words, 80) + "» là câu trả lời, hay thầy/cô hỏi em ạ? Em là trợ lý tự động; điều em chưa giải thích được, thầy/cô hỏi văn phòng trường giúp em."
}

// textDue tells the deadline.
func textDue(c report.Campaign) string {
	day, _ := c.Due()
	if day.IsZero() {
		return "Dạ, báo cáo này chưa ghi hạn ạ."
	}
	return "Dạ, " + dueName(c) + ": " + deadlineText(c) + " ạ."
}

// nilWords is how a nil answer is written in the report.
func nilWords(typed string) string {
	switch vntext.Fold(strings.TrimRight(typed, " .!")) {
	case "chua", "chx":
		return "Chưa"
	case "chua co":
		return "Chưa có"
	default:
		return "Không"
	}
}

func textDanger(words string) string {
	return "Dạ, «" + clip(words, 24) + "» là thầy/cô muốn dừng, hay là câu trả lời ạ?"
}

func textLate(words string) string {
	return "Tin vừa rồi «" + clip(words, 200) + "» có phải câu trả lời không ạ?"
}

// Review.

func textReviewHead(c report.Campaign) string { return "Xem lại: " + campaignLabel(c) }

func textLine(i int, name string, q *report.Question, a report.Answer, has bool) string {
	value := "chưa trả lời"
	if has {
		value = answerText(q, a, 60)
	}
	return fmt.Sprintf("%d. %s: %s", i, name, value)
}

func textComputed(name string, q *report.Question, v report.Value) string {
	return "   = " + name + ": " + valueText(q, v, 60)
}

func textLineUnfit(message string) string { return "   ⚠ " + sentence(message) }

func textReviewFoot(missing int, sent bool) string {
	switch {
	case missing > 0:
		return fmt.Sprintf("Còn %d câu chưa trả lời. Gõ «trả lời tiếp», hoặc «sửa» kèm số câu ạ.", missing)
	case sent:
		return "Báo cáo đã gửi; thầy/cô sửa câu nào thì gõ «sửa» kèm số câu, rồi gõ «gửi» để gửi lại ạ."
	default:
		return "Thầy/cô gõ «gửi» để gửi báo cáo, hoặc «sửa» kèm số câu ạ."
	}
}

func textWhichFix(of int) string {
	return fmt.Sprintf("Dạ, thầy/cô sửa câu số mấy ạ? (từ 1 đến %d)", of)
}

func textNoSuchQuestion(n, of int) string {
	return fmt.Sprintf("Dạ, không có câu %d; các câu đánh số từ 1 đến %d. Ví dụ: «sửa %d».", n, of, of)
}

func textCannotSend(place int, message string) string {
	return fmt.Sprintf("Dạ, em chưa gửi được vì câu %d chưa khớp: %s Thầy/cô gõ «sửa %d» giúp em ạ.", place, sentence(message), place)
}

func textMissing(places []int) string {
	if len(places) == 1 {
		return fmt.Sprintf("Dạ, em chưa gửi được vì còn câu %d chưa trả lời.", places[0])
	}
	shown := make([]string, 0, 8)
	for i, p := range places {
		if i == 8 {
			shown = append(shown, "…")
			break
		}
		shown = append(shown, strconv.Itoa(p))
	}
	return fmt.Sprintf("Dạ, em chưa gửi được vì còn %d câu chưa trả lời: %s.", len(places), strings.Join(shown, ", "))
}

func textSent(c report.Campaign, others int) string {
	text := "Dạ, em đã nhận đủ báo cáo «" + campaignLabel(c) + "». Em cảm ơn thầy/cô ạ. Cần sửa, thầy/cô gõ «sửa» kèm số câu."
	return text + textOthers(others)
}

func textSentStatus(c report.Campaign, others int) string {
	text := "Dạ, báo cáo «" + campaignLabel(c) + "» đã gửi. Thầy/cô gõ «xem lại» để xem, «sửa» kèm số câu để sửa ạ."
	return text + textOthers(others)
}

func textOthers(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" Còn %d báo cáo khác: gõ «tiếp» để làm ạ.", n)
}

func textDraft(c report.Campaign, by string, gaps []string) string {
	text := "Dạ, em gửi bản thảo «" + campaignLabel(c) + "»."
	if by != "" {
		text = "Dạ, " + by + " đã gửi phần của mình. Em gửi bản thảo «" + campaignLabel(c) + "»."
	}
	if n := len(gaps); n > 0 {
		text += fmt.Sprintf(" Bản thảo còn %d chỗ cần bổ sung, em đã tô màu:", n)
		for i, gap := range gaps {
			if i == 3 && n > 4 {
				return text + fmt.Sprintf("\n… và %d chỗ nữa ạ.", n-i)
			}
			text += "\n" + clip(gap, 120)
		}
	}
	return text
}

func textHelp(p Phase) string {
	switch p {
	case Choosing:
		return "Dạ, thầy/cô gõ số thứ tự của báo cáo cần làm ạ."
	case Reviewed, Sent:
		return "Dạ, «gửi» để gửi báo cáo; «sửa 7» để sửa câu 7; «xem lại» để xem danh sách; «tạm dừng» để nghỉ ạ."
	case Idle:
		return textHelpShort
	default:
		return "Dạ, thầy/cô cứ trả lời câu hỏi; trả lời đến đâu em giữ đến đó. Lúc nào cũng gõ được: «quay lại» (về câu trước), «bỏ qua», «sửa 7» (sửa câu 7), «xem lại», «tạm dừng», «gửi» ạ."
	}
}

// Values in running text.

// answerText is an answer on one line of at most about limit letters.
func answerText(q *report.Question, a report.Answer, limit int) string {
	switch {
	case a.Skipped && a.Reason != "":
		return "bỏ qua (" + clip(a.Reason, 60) + ")"
	case a.Skipped:
		return "bỏ qua"
	}
	return valueText(q, a.Value, limit)
}
