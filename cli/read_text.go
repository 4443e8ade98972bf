package cli

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"thuky/notice"
	"thuky/workday"
)

// The words about reading notices.

const (
	textReadLong = `Đọc một công văn, kế hoạch, thông báo … và in những gì văn bản nói: số, ký hiệu, ngày, cơ
quan ban hành, trích yếu, nơi gửi báo cáo, kỳ báo cáo, các thời hạn và đề cương, kèm chữ
gốc. Chỗ nào không chắc được nêu ở “Cần xem lại”. Không có gì được lưu vào kho dữ liệu.

Đọc được .txt, .md, .docx, .pdf; .doc, .rtf, .odt cần LibreOffice; bản chụp, bản quét (.jpg, .png,
.pdf) cần tesseract-ocr và tesseract-ocr-vie. “-” là đọc từ đầu vào chuẩn.`
	textPasteHere = "Hãy dán chữ của công văn vào đây, xong thì xuống dòng rồi bấm Ctrl+D."

	textReadKind       = "Loại văn bản"
	textReadNumber     = "Số, ký hiệu"
	textReadIssued     = "Ngày ban hành"
	textReadIssuer     = "Cơ quan ban hành"
	textReadSubject    = "Trích yếu"
	textReadRecipients = "Kính gửi"
	textReadSendTo     = "Gửi báo cáo về"
	textReadPeriod     = "Kỳ báo cáo"
	textReadOutline    = "Đề cương:"
	textReadDoubts     = "Cần xem lại:"
	textNotSaid        = "(không thấy trong văn bản)"

	textSubjectOCR = "Nhận dạng chữ"
	textOCRMissing = "Chưa có tesseract với tiếng Việt."
	textFixOCR     = "Khi cần đọc công văn là bản quét, bản chụp, trên Debian, Ubuntu: sudo apt-get install tesseract-ocr tesseract-ocr-vie."
)

func textOCRFine(path string) string { return "tesseract, có tiếng Việt (" + path + ")" }

// textItem writes the number of a heading as outlines do: "I.", "2.", "a)", "–".
func textItem(number string) string {
	last, _ := utf8.DecodeLastRuneInString(number)
	switch {
	case unicode.IsLower(last):
		return number + ")"
	case unicode.IsUpper(last) || unicode.IsDigit(last):
		return number + "."
	}
	return number
}

func textFrom(quoted string) string { return "← “" + quoted + "”" }

func textReadDeadline(i, all int) string {
	if all == 1 {
		return "Thời hạn"
	}
	return fmt.Sprintf("Thời hạn %d", i+1)
}

func textCannotRead(path string, err error) string {
	if path == "-" {
		path = "đầu vào chuẩn"
	}
	return fmt.Sprintf("Không đọc được %s: %s. Hãy kiểm tra lại đường dẫn; “-” là đọc từ đầu vào chuẩn.", path, reason(err))
}

func textReadStopped(path string) string {
	return fmt.Sprintf("Đã dừng khi đang đọc %s.", path)
}

func textSecret(word string) string {
	return fmt.Sprintf("Văn bản có dấu “%s” nên không được đọc và không có gì được lưu. Văn bản mật phải xử lý theo quy định về bảo vệ bí mật nhà nước, không đưa vào tin nhắn.", word)
}

func textConverted(encoding string) string {
	return fmt.Sprintf("Văn bản dùng phông chữ cũ (%s), đã chuyển sang Unicode để đọc; xin xem lại chữ.", encoding)
}

// fieldNames are the fields of a reading as people know them.
var fieldNames = map[string]string{
	"kind": textReadKind, "number": textReadNumber, "issued": textReadIssued, "issuer": textReadIssuer, "subject": textReadSubject,
	"recipients": textReadRecipients, "send_to": textReadSendTo, "period": textReadPeriod, "outline": "Đề cương", doubtText: "Văn bản",
	"deadline": "Thời hạn", "deadlines": "Thời hạn",
}

// textField names a field of a reading as people know it.
func textField(field string) string {
	name, rest, _ := strings.Cut(field, "[")
	number := ""
	if n, _, ok := strings.Cut(rest, "]"); ok {
		var i int
		if _, err := fmt.Sscan(n, &i); err == nil {
			number = fmt.Sprintf(" %d", i+1)
		}
	}
	if words := fieldNames[name]; words != "" {
		return words + number
	}
	return field
}

// textDeadline says a deadline in one line.
func textDeadline(d notice.Deadline) string {
	var parts []string
	when := ""
	if !d.Date.IsZero() {
		when = weekdayDate(d.Date)
		if d.Time != "" {
			when = d.Time + " " + when
		}
	}
	rule := notice.RuleText(d.Rule)
	switch {
	case when != "" && rule != "":
		parts = append(parts, rule+", lần tới "+when)
	case when+rule != "":
		parts = append(parts, when+rule)
	default:
		parts = append(parts, "chưa rõ ngày")
	}
	if d.What != "" {
		parts = append(parts, d.What)
	}
	if !d.Effective.IsZero() && d.Effective != d.Date {
		parts = append(parts, "ngày làm việc cuối cùng: "+weekdayDate(d.Effective))
	}
	return strings.Join(parts, " – ")
}

// weekdays are the days of the week, from Sunday.
var weekdays = [...]string{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"}

func weekdayDate(d workday.Date) string { return weekdays[d.Weekday()] + " " + dateText(d) }
