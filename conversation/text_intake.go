package conversation

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"thuky/notice"
	"thuky/report"
	"thuky/vntext"
	"thuky/workday"
)

// All that the bot says while a report is opened.

const (
	textUnknownIssuer = "cơ quan khác"
	textNoticeKind    = "công văn"
	textNewReport     = "Báo cáo mới"
	textNothingOpen   = "Dạ, hiện chưa có báo cáo nào đang mở. Thầy/cô gửi công văn vào đây, hoặc gõ «báo cáo mới» để mở báo cáo ạ."
	textPasted        = "Dạ, em thấy đây là một công văn."
	textNoNotice      = "Dạ, em chưa nhận được chữ nào của công văn ạ."
	textNotANotice    = "Dạ, em chưa thấy số, cơ quan, trích yếu hay hạn nộp nào trong văn bản này nên em không giữ lại. Thầy/cô gõ «công văn» rồi gửi lại giúp em, hoặc gõ «báo cáo mới» để tự nhập ạ."
	textSecret        = "Dạ, văn bản này có dấu chỉ độ mật. Em không đọc và không giữ lại phần nào ạ. Văn bản mật phải xử lý theo quy định về bảo vệ bí mật nhà nước, không đưa vào tin nhắn; thầy/cô xóa tin vừa gửi giúp em ạ."
	textIntakeAside   = "Dạ, em để việc mở báo cáo sang một bên. Khi nào làm tiếp, thầy/cô gõ «công văn» ạ."
	textIntakeDropped = "Dạ, em bỏ, chưa mở báo cáo nào ạ."
	textNoTemplates   = "Dạ, em chưa có mẫu báo cáo nào. Thầy/cô nhờ người quản trị máy thêm mẫu giúp em ạ."

	textSendUnicode     = "Dạ, thầy/cô gửi lại bản dùng phông Unicode, hoặc gửi tệp .docx giúp em ạ."
	textConvertOneOrTwo = "Dạ, thầy/cô gõ 1 nếu đúng, 2 để gửi lại ạ."

	textListFoot       = "Đúng cả thì thầy/cô gõ «mở» để mở báo cáo; sửa mục nào thì gõ số mục và nội dung, ví dụ «7: 5/6/2024 11 giờ»; không mở thì gõ «thôi» ạ."
	textNone           = "(chưa có)"
	textNoInternal     = "không đặt (theo hạn nộp)"
	textPeriodGuess    = "em gợi ý theo mẫu và ngày"
	textCutOffDecree   = " (gợi ý theo Nghị định 09/2019/NĐ-CP)"
	textNothingCited   = "mẫu báo cáo này dẫn công văn yêu cầu; chưa ghi số thì chưa duyệt được"
	textNoDeadline     = "chưa có hạn nộp thì em không nhắc ai được"
	textDeadlineBefore = "hạn nộp trước ngày ban hành văn bản"
	textNoPeriod       = "chưa có kỳ báo cáo thì bản thảo còn chỗ trống"
	textCutOffLate     = "ngày chốt sau hạn nộp"
	textIssuedAhead    = "ngày này chưa tới"

	textWhichField     = "Dạ, thầy/cô sửa mục nào ạ?"
	textWhichPeople    = "Chọn cách phân công; sau khi mở vẫn đổi được từng câu ạ."
	textNotYetOpen     = "Dạ, em còn cần thầy/cô trả lời câu này trước khi mở ạ."
	textTemplateGone   = "Dạ, mẫu báo cáo đã chọn không còn nữa."
	textPeopleChanged  = "Dạ, danh sách người vừa thay đổi nên phân công gợi ý cũng đổi. Thầy/cô xem lại giúp em."
	textUnopened       = "Dạ, em chưa mở được báo cáo; những gì đã nhập vẫn còn. Thầy/cô xem lại mẫu báo cáo rồi gõ «mở» lại giúp em ạ."
	labelOpen          = "Mở báo cáo"
	wordOpen           = "mở"
	labelFixField      = "Sửa một mục"
	wordFixField       = "sửa"
	labelConverted     = "Đúng, dùng bản đã chuyển"
	labelSendAgain     = "Chưa đúng, để tôi gửi lại"
	labelSuggested     = "Theo gợi ý"
	labelEverybody     = "Mọi người trả lời tất cả"
	textHelpCollect    = "Dạ, thầy/cô dán hoặc chuyển tiếp chữ của công văn, hay gửi tệp, ảnh chụp; hết thì gõ «xong». Gõ «thôi» để bỏ ạ."
	textHelpCheck      = "Dạ, «mở» để mở báo cáo; «xem lại» để xem cả danh sách; gõ số mục và nội dung để sửa, ví dụ «2: 764/UBND-HC» hay «hạn 5/6»; «8: không» để bỏ trống mục 8; «để sau» để làm việc khác; «thôi» để bỏ ạ."
	textFirstReminders = "Lời nhắc đầu tiên: "
)

// mottos stand beside the name of who issues a notice, on the same lines.
var mottos = []string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC", "ĐẢNG CỘNG SẢN VIỆT NAM"}

// fieldLabels name the fields of the list.
var fieldLabels = [fieldSendTo + 1]string{
	fieldKind: "Loại văn bản", fieldNumber: "Số, ký hiệu", fieldIssued: "Ngày ban hành", fieldIssuer: "Cơ quan ban hành",
	fieldSubject: "Trích yếu", fieldPeriod: "Kỳ báo cáo", fieldDeadline: "Hạn nộp", fieldInternal: "Hạn nội bộ",
	fieldCutOff: "Chốt số liệu", fieldTemplate: "Mẫu báo cáo", fieldPeople: "Phân công", fieldSendTo: "Nơi nhận báo cáo",
}

// fieldExamples are values as they may be typed.
var fieldExamples = [fieldSendTo + 1]string{
	fieldKind: "công văn", fieldNumber: "764/UBND-HC", fieldIssued: "28/5/2024", fieldIssuer: "Ủy ban nhân dân xã Hoa Sen",
	fieldSubject: "báo cáo kết quả công tác dân vận", fieldPeriod: "06 tháng đầu năm 2024", fieldDeadline: "5/6/2024 11 giờ",
	fieldInternal: "4/6/2024, hoặc «không»", fieldCutOff: "14/6/2024, hoặc «không»", fieldTemplate: "1", fieldPeople: "1 hoặc 2",
	fieldSendTo: "Phòng Văn hóa - Xã hội xã Hoa Sen",
}

func textFieldExample(f int) string {
	return "Thầy/cô gõ nội dung mới, ví dụ: " + fieldExamples[f] + "."
}

func textPresentField(label, value string) string { return label + " đang ghi: " + value }

func textFieldSet(label, value string) string {
	return "✓ " + label + ": " + clip(value, 200)
}

// textFieldFollows says what a field has become because of another.
func textFieldFollows(label, value string) string { return "  → " + label + ": " + clip(value, 200) }

func textFieldKept(label string) string { return "✓ Giữ nguyên mục «" + label + "»." }

func textFieldBad(f int, typed string) string {
	return fmt.Sprintf("Dạ, em chưa ghi «%s» vào mục «%s» được. Ví dụ đúng: %s.", clip(typed, 40), fieldLabels[f], fieldExamples[f])
}

func textFieldLong(label string, limit int) string {
	return fmt.Sprintf("Dạ, mục «%s» dài quá %d chữ cái. Thầy/cô viết gọn lại giúp em ạ.", label, limit)
}

func textInternalLate(deadline string) string {
	return "Dạ, hạn nội bộ không thể sau hạn nộp (" + deadline + "). Thầy/cô cho ngày sớm hơn giúp em ạ."
}

// Of the notice of a report that is open.
const (
	labelSaveNotice, wordSaveNotice = "Lưu công văn", "lưu"

	textNoticeUnchanged = "Dạ, em bỏ, công văn của báo cáo vẫn như trước ạ."
	textOfHead          = "Dạ, công văn của báo cáo này đang ghi như sau; thầy/cô đối chiếu giúp em:"
	textOfFoot          = "Sửa mục nào thì gõ số mục và nội dung, ví dụ «2: 764/UBND-HC», hoặc dán chữ, gửi tệp công văn vào đây; đúng cả thì gõ «lưu»; không sửa thì gõ «thôi» ạ."
	textOfAside         = "Dạ, em để việc sửa công văn sang một bên. Khi nào làm tiếp, thầy/cô gõ «sửa công văn» ạ."
	textHelpOf          = "Dạ, «lưu» để ghi công văn vào báo cáo; «xem lại» để xem cả danh sách; gõ số mục và nội dung để sửa, ví dụ «2: 764/UBND-HC»; «để sau» để làm việc khác; «thôi» để bỏ ạ."
	textNothingToSave   = "Dạ, công văn chưa có số, ngày, cơ quan hay trích yếu nào để lưu. Ví dụ: «2: 764/UBND-HC»."
	textNoNoticeThere   = "Dạ, em chưa thấy số, cơ quan hay trích yếu nào trong văn bản vừa gửi nên em không dùng."
)

func (in *Intake) listHead() string {
	if in.Of != "" {
		return textOfHead
	}
	return textListHead(in.Plan.Notice.Citation() != "")
}

func (in *Intake) listFoot() string {
	if in.Of != "" {
		return textOfFoot
	}
	return textListFoot
}

func textAside(of bool) string {
	if of {
		return textOfAside
	}
	return textIntakeAside
}

func textNotUnderstood(of bool) string {
	text := "Dạ, em chưa rõ thầy/cô muốn sửa mục nào. Ví dụ: "
	if !of {
		text += "«7: 5/6/2024 11 giờ», "
	}
	return text + "«số: 764/UBND-HC», «sửa 5»."
}

// textTaken: another report has the notice.
func textTaken(c report.Campaign) string {
	return fmt.Sprintf("Dạ, %s đã là công văn của báo cáo «%s» nên em không dùng cho báo cáo này.", c.Notice.Short(), campaignLabel(c))
}

func (t *turn) textTwin(c report.Campaign) string {
	if t.s.Intake.Of != "" {
		return textTaken(c)
	}
	return textTwice(c)
}

func textNoticeKept(c report.Campaign) string {
	return "Dạ, công văn của «" + campaignLabel(c) + "» vẫn như trước ạ."
}

// textNoticeSaved says what is cited now; approved: a version held until now.
func textNoticeSaved(c report.Campaign, n *report.Notice, approved bool) string {
	text := "✓ Công văn của «" + campaignLabel(c) + "»: " + clip(n.Citation(), 400) + "."
	if approved {
		text += " Bản đã duyệt không còn khớp; thầy/cô duyệt lại giúp em ạ."
	}
	return text
}

func textIntakeWaits(n *report.Notice, of bool) string {
	if of {
		return "Dạ, công văn của báo cáo đang sửa dở. Muốn làm văn bản khác, thầy/cô gõ «lưu» hoặc «thôi» trước ạ."
	}
	if short := n.Short(); short != "" {
		return "Dạ, «" + short + "» đang xem dở. Muốn làm văn bản khác, thầy/cô gõ «thôi» trước ạ."
	}
	return "Dạ, mình làm tiếp báo cáo đang mở dở ạ."
}

// textIntakeFirst: the text that came is kept for later, or to be sent again.
func textIntakeFirst(name string, of, kept bool) string {
	then := "rồi gửi văn bản này lại giúp em ạ."
	if kept {
		then = "rồi em đọc tiếp văn bản vừa gửi ạ."
	}
	if of {
		return "Dạ, công văn của «" + clip(name, 80) + "» còn sửa dở: thầy/cô gõ «lưu» hoặc «thôi» trước, " + then
	}
	return "Dạ, «" + clip(name, 80) + "» còn chờ: thầy/cô gõ «mở» hoặc «thôi» trước, " + then
}

// What speaks against opening a report by a notice.

const textAsksNothing = "Dạ, em không thấy văn bản này yêu cầu báo cáo; nếu đúng vậy thì thầy/cô gõ «thôi» ạ."

// textNoticeAbout: the notice names that of an open report; moved is the deadline it gives, "" for none.
func textNoticeAbout(c report.Campaign, moved string) string {
	text := fmt.Sprintf("Dạ, văn bản này nhắc đến %s của báo cáo đang mở «%s». Nếu không phải báo cáo mới, thầy/cô gõ «thôi», rồi ", c.Notice.Short(), campaignLabel(c))
	if moved != "" {
		return text + "gõ «dời hạn " + moved + "» để đổi hạn; báo cáo bị thu hồi thì gõ «đóng báo cáo» ạ."
	}
	return text + "gõ «đóng báo cáo» nếu báo cáo bị thu hồi, «dời hạn» nếu đổi hạn ạ."
}

// Of a text that may be a notice or an answer.
const (
	labelPastedNotice = "Công văn, để mở báo cáo"
	labelPastedOrder  = "Nội dung của việc đang làm"
	labelPastedDrop   = "Gửi nhầm, bỏ đi"
	wordPastedDrop    = "bỏ"
	textPastedDropped = "Dạ, em bỏ văn bản vừa gửi, chưa ghi vào đâu ạ."
	textPastedEdited  = "✓ Đã sửa văn bản vừa gửi."
	textPastedNow     = "Dạ, giờ đến văn bản thầy/cô gửi lúc trước."
)

func labelPastedAnswer(place int) string { return fmt.Sprintf("Câu trả lời của câu %d", place) }

func textPastedWhat(awaited bool, parts, letters int) string {
	text := fmt.Sprintf("Dạ, em giữ nguyên văn bản vừa gửi (%d tin, %s chữ cái). Văn bản trông như công văn", parts, vntext.FormatNumber(float64(letters)))
	if awaited {
		text += ", mà em đang chờ nội dung khác"
	}
	return text + ". Thầy/cô cho em biết đây là gì ạ? (Còn nữa thì thầy/cô gửi tiếp.)"
}

func textPastedStill(typed string) string {
	return "Dạ, em chưa ghi «" + clip(typed, 60) + "»: thầy/cô chọn cho văn bản vừa gửi trước giúp em ạ."
}

func textPastedLong(letters int) string {
	return fmt.Sprintf("Dạ, văn bản dài quá %s chữ cái nên em chưa ghi tin vừa rồi.", vntext.FormatNumber(float64(letters)))
}

func textIntakeHelp(s Stage, of bool) string {
	if s == stageCheck && of {
		return textHelpOf
	}
	if s == stageCheck {
		return textHelpCheck
	}
	return textHelpCollect
}

func textCheckHint(name string, of bool) string {
	if of {
		return "Dạ, công văn chưa lưu: gõ «lưu» để lưu, «xem lại» để xem, số mục và nội dung để sửa, «thôi» để bỏ ạ."
	}
	return "Dạ, «" + clip(name, 80) + "» chưa mở: gõ «mở» để mở, «xem lại» để xem, số mục và nội dung để sửa, «thôi» để bỏ ạ."
}

// Collecting.

func textCollect(parts, letters, files int) string {
	text := "Dạ, em đang nhận công văn. Thầy/cô dán hoặc chuyển tiếp chữ của công văn (một hay nhiều tin), hay gửi tệp; hết thì gõ «xong» ạ."
	if parts > 0 {
		text = fmt.Sprintf("Dạ, em đã nhận %d phần của công văn (%s chữ cái). Còn nữa thì thầy/cô gửi tiếp, hết thì gõ «xong» để em đọc ạ.", parts, vntext.FormatNumber(float64(letters)))
	}
	if files > 0 {
		text += " " + textFilesUnderway(files)
	}
	return text
}

func textFilesUnderway(n int) string {
	return fmt.Sprintf("Em còn đang đọc %d tệp, thầy/cô chờ em một chút ạ.", n)
}

func textNoticeLong(letters, parts int) string {
	return fmt.Sprintf("Dạ, công văn dài quá %s chữ cái hoặc %d phần nên em chưa ghi phần vừa rồi. Thầy/cô gõ «xong» để em đọc phần trước ạ.", vntext.FormatNumber(float64(letters)), parts)
}

func textNoticePartEdited(i int) string {
	return fmt.Sprintf("✓ Đã sửa phần %d của công văn.", i)
}

func textConverted(encoding, text string) string {
	return "Dạ, văn bản dùng phông chữ cũ (" + encoding + "). Em chuyển thành:\n" + text + "\nChữ như vậy đúng chưa ạ?"
}

func textReadingFile(name string) string {
	if name == "" {
		return "Dạ, em đang đọc tệp, xong em báo ngay ạ."
	}
	return "Dạ, em đang đọc «" + clip(name, 60) + "», xong em báo ngay ạ."
}

func textFileProblem(name string, p ExtractProblem) string {
	file := "tệp"
	if name != "" {
		file = "«" + clip(name, 60) + "»"
	}
	switch p {
	case FileTooLarge:
		return "Dạ, " + file + " lớn quá nên em chưa đọc được. Thầy/cô gửi riêng trang công văn, hoặc dán chữ vào đây giúp em ạ."
	case FileEmpty:
		return "Dạ, trong " + file + " không có chữ nào em đọc được. Thầy/cô dán chữ của công văn vào đây giúp em ạ."
	case FileNeedsOCR:
		return "Dạ, " + file + " là ảnh chụp hay bản quét, mà máy của trường chưa có phần mềm nhận dạng chữ. Thầy/cô gửi tệp .docx, .pdf có chữ, hoặc dán chữ vào đây giúp em ạ."
	case FileNeedsSuit:
		return "Dạ, " + file + " ở định dạng cũ mà máy của trường chưa có LibreOffice để mở. Thầy/cô lưu lại thành .docx, .pdf rồi gửi, hoặc dán chữ vào đây giúp em ạ."
	case FileGone:
		return "Dạ, em không tải được " + file + ". Thầy/cô gửi lại giúp em ạ."
	default:
		return "Dạ, em không mở được " + file + ": tệp hỏng, bị khóa, hoặc không phải văn bản. Thầy/cô gửi .docx, .pdf, .txt, hoặc dán chữ vào đây giúp em ạ."
	}
}

func textFileCut(letters int) string {
	return fmt.Sprintf("Dạ, tệp dài nên em chỉ đọc %s chữ cái đầu.", vntext.FormatNumber(float64(letters)))
}

// The list.

func textListHead(notice bool) string {
	if notice {
		return "Dạ, em đọc công văn như sau; thầy/cô đối chiếu giúp em:"
	}
	return "Dạ, báo cáo sắp mở như sau; thầy/cô bổ sung giúp em:"
}

func textQuoted(quote string) string { return " ← «" + quote + "»" }

func textDoubt(why string) string {
	return "   ⚠ cần xem lại: " + strings.TrimRight(why, ".")
}

func textRuleOnly(rule string) string {
	return "công văn ghi hạn là " + rule + "; thầy/cô nhập ngày cụ thể"
}

func textRuleDated(rule string) string { return "hạn là " + rule + "; em tính ra ngày này" }

func textLikeness(c report.Campaign) string {
	return "đã có một báo cáo cùng mẫu, cùng kỳ đang mở, từ ngày " + c.Opened.Format("2/1/2006")
}

func textNamesake(c report.Campaign) string {
	return fmt.Sprintf("số này trùng với công văn của %s («%s»)", cmp.Or(c.Notice.Issuer, textUnknownIssuer), campaignLabel(c))
}

func textCutOffDeadline(end workday.Date, internal bool) string {
	due := "hạn nộp"
	if internal {
		due = "hạn nội bộ"
	}
	return fmt.Sprintf(" (theo %s; mốc của Nghị định 09/2019/NĐ-CP là %s)", due, numericDay(end))
}

func textDeadlinePast(today workday.Date) string {
	return "hạn này đã qua (hôm nay " + numericDay(today) + ")"
}

func textDeadlineOff(last workday.Date) string {
	return "đây là ngày nghỉ; ngày làm việc cuối cùng trước đó là " + dayText(last)
}

// textSharing says who is asked how much.
func textSharing(asked int, loads []report.Load, assigned bool) string {
	if len(loads) == 0 {
		return fmt.Sprintf("%d câu; chưa có ai trong danh sách để hỏi", asked)
	}
	if !assigned {
		return fmt.Sprintf("%d câu, cả %d người cùng trả lời", asked, len(loads))
	}
	return fmt.Sprintf("%d câu, gợi ý cho %s", asked, textLoads(loads))
}

// textLoads names the first of them.
func textLoads(loads []report.Load) string {
	var names []string
	for i, l := range loads {
		if i == 8 && len(loads) > 9 {
			names = append(names, fmt.Sprintf("và %d người nữa", len(loads)-i))
			break
		}
		name := l.Name
		if l.Away {
			name += " (chưa vào)"
		}
		names = append(names, fmt.Sprintf("%s %d câu", name, l.Questions))
	}
	return strings.Join(names, ", ")
}

func textWhichTemplate(subject string) string {
	if subject == "" {
		return "Dạ, thầy/cô mở báo cáo theo mẫu nào ạ?"
	}
	return "Dạ, em chưa rõ «" + clip(subject, 160) + "» dùng mẫu nào. Thầy/cô chọn giúp em ạ:"
}

// textNoneFits says how a template is added; keeps: the pages can keep one.
func textNoneFits(keeps bool) string {
	if keeps {
		return "Không mẫu nào hợp thì thầy/cô gõ «để sau», thêm mẫu ở trang «Mẫu báo cáo» (gõ «trang web»), xong gõ «công văn» để làm tiếp ạ."
	}
	return "Không mẫu nào hợp thì thầy/cô gõ «để sau», nhờ người quản trị máy thêm mẫu, xong gõ «công văn» để làm tiếp ạ."
}

func textNoSuchTemplate(typed string, n int) string {
	return fmt.Sprintf("Dạ, em chưa thấy mẫu «%s». Thầy/cô gõ số thứ tự từ 1 đến %d giúp em ạ.", typed, n)
}

func textWhichDeadline(n int) string {
	return fmt.Sprintf("Dạ, công văn nêu %d thời hạn. Hạn nào là của báo cáo này ạ? (hoặc gõ ngày khác)", n)
}

func textNoSuchDeadline(n int) string {
	return fmt.Sprintf("Dạ, thầy/cô gõ số từ 1 đến %d, hoặc gõ ngày, ví dụ 5/6/2024 11 giờ ạ.", n)
}

func textDeadlineLine(i int, d notice.Deadline) string {
	text := fmt.Sprintf("%d) %s", i, momentText(d.Date, d.Time))
	if d.What != "" {
		text += ": " + clip(d.What, 80)
	}
	return text + textQuoted(quotation(d.Quote))
}

// textTwice points to the campaign that the same notice has opened.
func textTwice(c report.Campaign) string {
	status := "đang mở"
	if c.Status != report.Open {
		status = "đã đóng"
	}
	issuer := ""
	if c.Notice.Issuer != "" {
		issuer = " của " + c.Notice.Issuer
	}
	text := fmt.Sprintf("Dạ, %s%s đã có báo cáo «%s» (%s, mở ngày %s) nên em không mở thêm.",
		c.Notice.Short(), issuer, campaignLabel(c), status, c.Opened.Format("2/1/2006"))
	if c.Status == report.Open {
		return text + " Thầy/cô gõ «tiến độ» để xem ạ."
	}
	return text + " Các câu trả lời và bản đã duyệt vẫn được giữ ạ."
}

func awayOf(loads []report.Load) int {
	n := 0
	for _, l := range loads {
		if l.Away {
			n++
		}
	}
	return n
}

// textLaunched sums up what was opened.
func textLaunched(c report.Campaign, asked int, loads []report.Load, first time.Time) string {
	lines := []string{fmt.Sprintf("✓ Đã mở báo cáo «%s».", campaignLabel(c))}
	if !c.Deadline.IsZero() {
		lines = append(lines, "Hạn nộp: "+momentText(c.Deadline, c.DeadlineHour)+".")
	}
	if !c.Internal.IsZero() {
		lines = append(lines, "Hạn nội bộ: "+momentText(c.Internal, c.InternalHour)+".")
	}
	switch {
	case len(loads) == 0:
		lines = append(lines, fmt.Sprintf("Có %d câu. Chưa có ai trong danh sách; khi có người vào, em hỏi ngay ạ.", asked))
	case len(c.Assignments) == 0:
		lines = append(lines, fmt.Sprintf("Em báo ngay cho %d người, mỗi người %d câu.", len(loads)-awayOf(loads), asked))
	default:
		lines = append(lines, "Em báo ngay cho: "+textLoads(loads)+".")
	}
	if n := awayOf(loads); n > 0 {
		lines = append(lines, fmt.Sprintf("%d người chưa vào trò chuyện với em; khi vào, em hỏi ngay ạ.", n))
	}
	if !first.IsZero() {
		lines = append(lines, textFirstReminders+first.Format("15:04 2/1/2006")+".")
	}
	return strings.Join(append(lines, "Thầy/cô gõ «tiến độ» lúc nào cũng xem được ạ."), "\n")
}

// becauseText says why a report is written, and up to when figures count.
func becauseText(c report.Campaign) string {
	text := ""
	if short := c.Notice.Short(); short != "" {
		text = " Báo cáo theo " + short
		if c.Notice.Issuer != "" {
			text += " của " + clip(c.Notice.Issuer, 80)
		}
		text += "."
	}
	if !c.CutOff.IsZero() {
		text += " Số liệu chốt đến hết " + numericDay(c.CutOff) + "."
	}
	return text
}
