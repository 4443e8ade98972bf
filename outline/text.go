package outline

import (
	"fmt"
	"strings"

	"thuky/report"
)

// The words that people read: in the template, in its comments, in messages.

const (
	kindOfReport = "báo cáo"

	reportTitle     = "BÁO CÁO"
	reportSymbol    = "BC"
	sectionContents = "NỘI DUNG BÁO CÁO"
	openingNotice   = "Thực hiện {{notice}}."
	openingSchool   = "{{school}} báo cáo {{period}} như sau:"

	textLookOver     = "Đây là bản nháp: xem lại từng câu, sửa hoặc bỏ câu chưa hợp, rồi chạy «thuky template check»."
	textOpeningMade  = "đoán: đoạn mở đầu viết theo mẫu chung, xin sửa cho hợp"
	textNoSubject    = "đoán: không thấy tên báo cáo nên lấy tên tệp làm trích yếu, xin sửa «title» và «subject»"
	textLeftHeadings = "bỏ: các đề mục cấp trên dài quá nên không in kèm câu này"

	textNothingFormer = "lưu ý: dưới đề mục này không có nội dung kỳ trước"

	textEmpty      = "tệp không có chữ nào; cần đề cương có các đề mục, ví dụ «I. KẾT QUẢ», «1. Công tác …»"
	textNoHeadings = "không thấy đề mục nào; mỗi đề mục cần đứng đầu dòng, có số hoặc gạch đầu dòng, ví dụ «I. KẾT QUẢ», «1. Công tác …», «- Tổng số …»"

	guessDay        = "ngày … tháng … năm"
	guessUnderCount = "mục trên là số đếm"
	guessYesNo      = "có … không"
	guessBoxes      = "ô đánh dấu"

	promptAnything = "Thầy/cô cho biết nội dung mục này ạ?"
	helpWishes     = `Không có thì trả lời "Không".`
)

func textPlace(line int, word bool) string {
	if word {
		return fmt.Sprintf("đoạn %d", line)
	}
	return fmt.Sprintf("dòng %d", line)
}

func textHeading(number string) string { return "mục " + number }

var kindNames = map[Kind]string{
	KindOutline: "đề cương", KindReport: "báo cáo kỳ trước", KindNotice: "đề cương trong công văn", KindList: "danh sách câu hỏi", KindXLSForm: "biểu XLSForm",
}

// Name names the kind in Vietnamese.
func (k Kind) Name() string { return kindNames[k] }

func textMadeFrom(name string, kind Kind) string {
	if name == "" {
		return fmt.Sprintf("Mẫu lập từ %s.", kind.Name())
	}
	return fmt.Sprintf("Mẫu lập từ %s: %s.", kind.Name(), name)
}

func textMoreNotes(n int) string {
	return fmt.Sprintf("còn %d lưu ý nữa, xem trong tệp mẫu", n)
}

func textTooLong(limit int) string {
	return fmt.Sprintf("đề cương dài quá %d KB chữ; hãy chỉ giữ phần đề cương, bỏ phụ lục và số liệu", limit>>10)
}

func textTooManyLines(limit int) string {
	return fmt.Sprintf("đề cương có quá %d dòng; hãy chỉ giữ phần đề cương", limit)
}

func textTooManyQuestions(limit int) string {
	return fmt.Sprintf("quá %d câu hỏi; hãy tách thành nhiều mẫu", limit)
}

func textIDTaken(id, free string) string {
	return fmt.Sprintf("lưu ý: id «%s» đã có mẫu khác dùng nên đặt là «%s»", id, free)
}

func textRenumbered(was, now string) string {
	return fmt.Sprintf("lưu ý: số «%s» của đề cương in thành «%s» (các phần luôn đánh số I., II., …)", was, now)
}

func textMadeSection(heading string) string {
	return fmt.Sprintf("đoán: các ý đứng ngoài đề mục được xếp vào phần «%s»", heading)
}

var typeNames = map[string]string{
	text: "một dòng chữ", longtext: "đoạn văn", integer: "số nguyên", decimal: "số thập phân", percent: "phần trăm", date: "ngày",
	choice: "chọn một", choices: "chọn nhiều", yesno: "có/không",
	table: "bảng",
}

func textTablePrompt(about string) string {
	if about == "" {
		return "Thầy/cô điền giúp em bảng này ạ?"
	}
	return "Thầy/cô điền giúp em bảng «" + about + "» ạ?"
}

// textTableMade says which columns a table was given.
func textTableMade(columns []report.Column) string {
	all := make([]string, len(columns))
	for i, c := range columns {
		kind := typeNames[c.Type]
		if c.Total {
			kind += ", có tổng"
		}
		all[i] = fmt.Sprintf("«%s» %s", clip(c.Heading, 40), kind)
	}
	return "đoán: câu hỏi dạng bảng, các cột: " + strings.Join(all, "; ") + ". Các dòng có sẵn không chép theo"
}

func textGuessed(kind, why string) string {
	return fmt.Sprintf("đoán: %s, vì có chữ «%s»", typeNames[kind], clip(oneLine(why), 60))
}

func textGuessedRole(role, why string) string {
	return fmt.Sprintf("đoán: giao cho «%s», vì có chữ «%s»", role, why)
}

// maxRows is how many rows of a table stand in a comment.
const maxRows = 6

func textTable(rows []string) string {
	shown := make([]string, 0, maxRows)
	for _, r := range rows[:min(len(rows), maxRows)] {
		shown = append(shown, strings.Join(strings.Fields(strings.ReplaceAll(r, "\t", " | ")), " "))
	}
	more := ""
	if len(rows) > maxRows {
		more = fmt.Sprintf(" / … (%d dòng)", len(rows))
	}
	return "bỏ: bảng (muốn hỏi cả bảng thì dùng loại table): " + clip(strings.Join(shown, " / "), 400) + more
}

func textOpeningNotice(line string) string {
	return fmt.Sprintf("lưu ý: đoạn «%s» thay bằng «%s»", line, openingNotice)
}

func textOpeningKept(line string) string {
	return fmt.Sprintf("lưu ý: giữ đoạn mở đầu «%s», xin sửa số và năm của văn bản", line)
}

func textOpeningLeft(line string) string {
	return fmt.Sprintf("bỏ: đoạn mở đầu «%s»", line)
}

func textFormerLong(limit int) string {
	return fmt.Sprintf("bỏ: nội dung kỳ trước dài quá %d ký tự, phần sau bị cắt", limit)
}

func textLeftOut(key, was, why string) string {
	return fmt.Sprintf("bỏ: %s «%s»: %s", key, clip(oneLine(was), maxQuote), oneLine(why))
}

func textCannotSettle(why string) string {
	if why == "" {
		return "không lập được mẫu dùng được từ tệp này; hãy soạn đề cương gọn hơn"
	}
	return "không lập được mẫu dùng được từ tệp này: " + why
}

// titleOf is what a report is called in lists.
func titleOf(subject string) string {
	if subject == "" {
		return "Báo cáo"
	}
	return "Báo cáo " + lower(subject, false)
}

func doing(what string) string       { return "việc " + what }
func promptTell(what string) string  { return "Thầy/cô cho biết " + what + " ạ?" }
func promptOrder(what string) string { return "Thầy/cô " + what + " ạ." }
func promptPart(what string) string {
	return "Thầy/cô viết giúp phần " + strings.TrimPrefix(what, "phần ") + " ạ."
}
func promptHowMany(what string) string { return upperFirst(what) + ": bao nhiêu ạ?" }
func promptShare(what string) string {
	return "Thầy/cô cho biết " + what + " là bao nhiêu phần trăm ạ?"
}
func promptYesNo(what string) string  { return upperFirst(what) + ": có hay không ạ?" }
func promptChoice(what string) string { return upperFirst(what) + ": thầy/cô chọn ý nào ạ?" }

func promptChoices(what string) string {
	return upperFirst(what) + ": thầy/cô chọn những ý nào ạ?"
}
func promptWishes(what string) string { return "Thầy/cô có " + what + " gì không ạ?" }

func isWish(prompt string) bool {
	return strings.HasPrefix(prompt, "Thầy/cô có ") && strings.HasSuffix(prompt, " gì không ạ?")
}

func promptUnder(above, what string) string {
	return fmt.Sprintf("%s – %s: bao nhiêu ạ?", upperFirst(above), what)
}
