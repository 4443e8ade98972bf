package web

import (
	"fmt"
	"strings"
	"time"

	"thuky/report"
	"thuky/workday"
)

// The words of the pages about opening a report.
const (
	titleNewReport  = "Mở báo cáo mới"
	titleNotice     = "Công văn của báo cáo"
	titleReading    = "Đang đọc văn bản"
	titleIntakeGone = "Văn bản mật"

	textIntakeReading = "Đang đọc văn bản…"
	textIntakeSecret  = "Văn bản mật, không được giữ lại"
	textIntakeByHand  = "Báo cáo chưa có công văn"

	textSecret       = "Dạ, văn bản này có dấu chỉ độ mật nên em không đọc và không giữ lại phần nào. Văn bản mật phải xử lý theo quy định về bảo vệ bí mật nhà nước, không đưa lên trang này ạ."
	textNothingGiven = "Dạ, thầy/cô chọn tệp công văn, hoặc dán chữ của công văn vào ô, rồi bấm «Đọc công văn» giúp em ạ. Không có công văn thì bấm «Tự điền»."
	textNoReader     = "Máy chủ này chưa đọc được tệp; thầy/cô dán chữ của công văn vào ô giúp em ạ."
	textBusyReading  = "Máy đang đọc nhiều tệp khác nên chưa đọc được tệp vừa gửi. Thầy/cô gửi lại sau ít phút giúp em ạ."
	textInterrupted  = "Việc đọc tệp bị ngắt giữa chừng. Thầy/cô gửi lại tệp giúp em ạ; những mục đã điền vẫn còn."
	textNeedTemplate = "Dạ, thầy/cô chọn mẫu báo cáo giúp em ạ."
	textNoticeKind   = "công văn"
	textSavedPlan    = "Đã lưu, chưa mở báo cáo."
	textLookAgain    = "Dạ, có mục em chưa ghi được; thầy/cô xem chỗ báo đỏ bên dưới giúp em ạ. Các mục khác đã lưu."
	textSeenOther    = "Em đã lưu, chưa mở báo cáo: danh sách người hoặc mẫu vừa thay đổi. Thầy/cô xem lại rồi bấm «Mở báo cáo» lần nữa ạ."
	textClosedNotice = "Dạ, báo cáo này đã đóng nên công văn không sửa được nữa ạ."
	textSavedNotice  = "Đã lưu công văn của báo cáo."
	textNothingCited = "Dạ, công văn chưa có số, ngày, cơ quan hay trích yếu nào để lưu. Thầy/cô điền ít nhất một mục, ví dụ số 764/UBND-HC ạ."
)

// fieldLabels name the fields.
var fieldLabels = map[report.Field]string{
	report.FieldKind: "Loại văn bản", report.FieldNumber: "Số, ký hiệu", report.FieldIssued: "Ngày ban hành",
	report.FieldIssuer: "Cơ quan ban hành", report.FieldSubject: "Trích yếu", report.FieldSendTo: "Nơi nhận báo cáo",
	report.FieldPeriod: "Kỳ báo cáo", report.FieldDeadline: "Hạn nộp", report.FieldInternal: "Hạn nội bộ",
	report.FieldCutOff: "Chốt số liệu", report.FieldTemplate: "Mẫu báo cáo", report.FieldPeople: "Phân công",
}

// fieldHints are examples of what is right.
var fieldHints = map[report.Field]string{
	report.FieldKind: "Ví dụ: công văn, kế hoạch, thông báo.", report.FieldNumber: "Ví dụ: 764/UBND-HC.",
	report.FieldIssuer:  "Ví dụ: Ủy ban nhân dân xã Hoa Sen.",
	report.FieldSubject: "Không cần «V/v». Ví dụ: báo cáo kết quả công tác dân vận.", report.FieldPeriod: "Ví dụ: 06 tháng đầu năm 2026.",
	report.FieldDeadline: "Không có giờ thì tính hết ngày.", report.FieldCutOff: "Số liệu tính đến hết ngày này.",
	report.FieldSendTo: "Theo công văn; chỉ để nhớ, không in vào báo cáo.",
}

// textAhead says how the internal deadline lies.
func textAhead(days int) string {
	if days > 0 {
		return fmt.Sprintf("Thầy cô trả lời trước hạn nộp %d ngày làm việc. Để trống thì theo hạn nộp.", days)
	}
	return "Ngày thầy cô trả lời xong. Để trống thì theo hạn nộp."
}

var weekdays = [7]string{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"}

// textDay is a day with its weekday, and how near it is.
func textDay(d, today workday.Date) string {
	if d.IsZero() {
		return ""
	}
	at := func(d workday.Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
	text := weekdays[at(d).Weekday()] + ", " + textDate(d)
	switch n := int(at(d).Sub(at(today)).Hours()) / 24; {
	case n == 0:
		text += " (hôm nay)"
	case n == 1:
		text += " (ngày mai)"
	case n > 1:
		text += fmt.Sprintf(" (còn %d ngày)", n)
	}
	return text
}

// textMoment is a day with its hour, where it has one.
func textMoment(d workday.Date, hour string) string {
	if hour == "" {
		return textDate(d)
	}
	return hour + " ngày " + textDate(d)
}

func textNoticeLong(letters int) string {
	return fmt.Sprintf("Dạ, văn bản dài quá %d chữ cái. Thầy/cô gửi riêng công văn, không kèm phụ lục giúp em ạ.", letters)
}

func textNoticeCut(letters int) string {
	return fmt.Sprintf("Văn bản dài nên em chỉ đọc %d chữ cái đầu.", letters)
}

func textManyFiles(n int) string {
	if n == 1 {
		return "Dạ, thầy/cô chọn một tệp thôi giúp em ạ."
	}
	return fmt.Sprintf("Dạ, mỗi lần em nhận tối đa %d tệp. Thầy/cô gửi ít hơn giúp em ạ.", n)
}

func textManyIntakes(n int) string {
	return fmt.Sprintf("Dạ, đang có %d văn bản chưa mở báo cáo. Thầy/cô mở hoặc bỏ bớt rồi gửi tiếp giúp em ạ.", n)
}

func textFileFailed(name string) string {
	return "Em chưa đọc được «" + shortName(name) + "» do trục trặc. Thầy/cô gửi lại tệp, hoặc dán chữ của công văn giúp em ạ."
}

func textCutShort(read, of int) string {
	if of == 1 {
		return "Tệp cần nhiều thời gian quá nên em chưa đọc xong. Thầy/cô gửi riêng trang công văn, hoặc dán chữ vào ô giúp em ạ."
	}
	return fmt.Sprintf("Em đọc được %d trong %d tệp thì hết thời gian. Thầy/cô gửi tiếp các tệp còn lại giúp em ạ.", read, of)
}

// textFollowed asks to look again before a report is opened.
func textFollowed(fields []report.Field) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = "«" + fieldLabels[f] + "»"
	}
	return "Em đã lưu, chưa mở báo cáo: " + strings.Join(names, ", ") + " có điểm mới. Thầy/cô xem lại rồi bấm «Mở báo cáo» lần nữa ạ."
}

// shortName is the name of a file as messages hold it.
func shortName(name string) string {
	name = strings.Join(strings.Fields(name), " ")
	if runes := []rune(name); len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return name
}
