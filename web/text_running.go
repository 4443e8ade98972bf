package web

import (
	"fmt"
	"strings"
	"time"

	"thuky/report"
	"thuky/vntext"
	"thuky/workday"
)

// The words of the pages about running campaigns that Go makes.

const (
	menuDesk     = "Báo cáo"
	menuCalendar = "Lịch nghỉ"
	menuJournal  = "Nhật ký"

	titleDesk    = "Các báo cáo"
	titleAssign  = "Phân công"
	titleClose   = "Đóng báo cáo"
	titleReopen  = "Mở lại báo cáo"
	titleJournal = "Nhật ký thay đổi"

	textNobodyHas     = "chưa giao ai"
	textEverybody     = "cả trường"
	textGoneName      = "người đã rời danh sách"
	textByMachine     = "người vận hành máy"
	textUnknownName   = "…"
	textNoDay         = "Dạ, em chưa đọc được ngày. Thầy/cô viết như 05/06/2026 giúp em ạ."
	textNoHour        = "Dạ, em chưa đọc được giờ. Thầy/cô viết như 11:00 hoặc để trống giúp em ạ."
	textDeadlineMoved = "Dạ, hạn vừa được người khác đổi nên em chưa đổi. Hạn hiện nay ghi ở đầu trang; thầy/cô xem lại rồi bấm lần nữa ạ."
	textGiveWhom      = "Dạ, thầy/cô chọn người, tổ hoặc «cả trường» để giao giúp em ạ."
	textNoUnit        = "Dạ, tổ này không còn ai trong danh sách. Thầy/cô chọn lại giúp em ạ."
)

// doneTexts is what a page says after an order, by the value of "xong" in its address.
var doneTexts = map[string]string{
	"han":       "Đã đổi hạn. Ai chưa gửi và có ngày trả lời khác đi thì được báo.",
	"dong":      "Đã đóng báo cáo. Ai chưa gửi thì được báo.",
	"mo-lai":    "Đã mở lại báo cáo. Ai chưa gửi thì được báo. Hạn cũ đã qua thì thầy/cô đặt hạn mới ạ.",
	"giao":      "Đã giao lại. Những người có câu thay đổi thì được báo.",
	"tra-lai":   "Đã trả lại kèm góp ý. Có câu trả lời mới, em báo thầy/cô.",
	"sua":       "Đã sửa hộ và ghi lý do. Người trả lời được báo.",
	"bang":      "Đã ghi bảng.",
	"dong-y":    "Đã đồng ý bỏ qua câu này.",
	"ngay":      "Đã ghi ngày này. Lịch nhắc của các báo cáo đang mở được lập lại.",
	"bo-ngay":   "Đã bỏ ngày này. Lịch nhắc của các báo cáo đang mở được lập lại.",
	"nhu-truoc": "Vẫn như trước, không có gì thay đổi.",
}

// cellText is a state of the matrix: a sign that tells it without colour, the word, and the
// class of the tag.
type cellText struct{ Sign, Word, Tone string }

var cellTexts = map[report.CellState]cellText{
	report.CellNone:     {"·", "không hỏi", "none"},
	report.CellMoot:     {"×", "không áp dụng", "none"},
	report.CellWaiting:  {"○", "chờ trả lời", "warn"},
	report.CellLate:     {"!", "trễ hạn", "bad"},
	report.CellAnswered: {"✓", "đã trả lời", "good"},
	report.CellCarried:  {"=", "giữ nguyên", "good"},
	report.CellSkipped:  {"–", "bỏ qua", "good"},
	report.CellPending:  {"?", "xin bỏ qua", "warn"},
	report.CellReturned: {"↩", "trả lại", "bad"},
	report.CellAside:    {"⇢", "không tính", "none"},
}

// campaignName is how a campaign is called everywhere.
func campaignName(c report.Campaign) string {
	if c.Period == "" || strings.Contains(c.Title, c.Period) {
		return c.Title
	}
	return c.Title + " (" + c.Period + ")"
}

// textWeekday is "thứ Sáu 05/06/2026".
func textWeekday(d workday.Date) string {
	if d.IsZero() {
		return ""
	}
	return weekdays[d.Weekday()] + " " + textDate(d)
}

// textDayHour is "11:00 thứ Sáu 05/06/2026".
func textDayHour(d workday.Date, hour string) string {
	if hour == "" {
		return textWeekday(d)
	}
	return hour + " " + textWeekday(d)
}

// textLeft says how much time is left until a day, and how urgent that is: "" for enough.
func textLeft(calendar *workday.Calendar, day workday.Date, hour string, today workday.Date, clock string) (text, tone string) {
	over := report.Over(day, hour, today, clock)
	if calendar == nil {
		return textLeftPlain(day, today, over)
	}
	switch order := day.Compare(today); {
	case order == 0 && over:
		return "đã qua giờ hạn hôm nay", "bad"
	case order == 0:
		return "hôm nay là hạn", "warn"
	case over:
		if n := calendar.Between(day, today); n > 0 {
			return fmt.Sprintf("trễ %d ngày làm việc", n), "bad"
		}
		return "vừa quá hạn", "bad"
	}
	switch n := calendar.Between(today, day); {
	case n == 0:
		return "không còn ngày làm việc nào trước hạn", "warn"
	case n <= 2:
		return fmt.Sprintf("còn %d ngày làm việc", n), "warn"
	default:
		return fmt.Sprintf("còn %d ngày làm việc", n), ""
	}
}

// textLeftPlain counts all days, where no calendar is known.
func textLeftPlain(day, today workday.Date, over bool) (text, tone string) {
	from, to := today, day
	if day.Compare(today) < 0 {
		from, to = day, today
	}
	n := 0
	for ; from.Compare(to) < 0; from = from.AddDays(1) {
		n++
	}
	switch {
	case n == 0 && over:
		return "đã qua giờ hạn hôm nay", "bad"
	case n == 0:
		return "hôm nay là hạn", "warn"
	case over:
		return fmt.Sprintf("trễ %d ngày", n), "bad"
	}
	return fmt.Sprintf("còn %d ngày", n), ""
}

// textFault says why a day cannot be a deadline.
func textFault(fault report.DeadlineFault, c report.Campaign, day workday.Date, hour string) string {
	switch fault {
	case report.DayPast:
		return fmt.Sprintf("Dạ, %s đã qua nên em chưa đổi hạn. Thầy/cô chọn ngày khác giúp em ạ.", textWeekday(day))
	case report.HourPast:
		return fmt.Sprintf("Dạ, %s hôm nay đã qua nên em chưa đổi hạn. Thầy/cô chọn giờ muộn hơn, ví dụ 16:30 ạ.", hour)
	case report.DayFar:
		return fmt.Sprintf("Dạ, %s xa quá, có lẽ nhầm năm nên em chưa đổi hạn. Thầy/cô xem lại ngày giúp em ạ.", textWeekday(day))
	case report.AfterDeadline:
		return fmt.Sprintf("Dạ, hạn nội bộ %s muộn hơn hạn nộp %s nên em chưa đổi. Thầy/cô chọn ngày hay giờ sớm hơn, hoặc đổi hạn nộp trước ạ.",
			textDayHour(day, hour), textDayHour(c.Deadline, c.DeadlineHour))
	}
	return ""
}

// textUnfit says why words are no answer.
func textUnfit(u *report.Unfit, q *report.Question, typed string) string {
	switch {
	case u.Problem != nil:
		return textProblem(u.Problem)
	case len(u.Readings) > 1:
		return "Dạ, em chưa rõ «" + vntext.Clip(typed, 40) + "» là ạ. Thầy/cô chọn một cách hiểu dưới đây, hoặc viết lại giúp em."
	case len(u.Readings) == 1:
		return "Dạ, em hiểu «" + vntext.Clip(typed, 40) + "» như dưới đây. Đúng thì thầy/cô chọn, không thì viết lại giúp em ạ."
	}
	message := u.Message
	if message == "" {
		message = "Câu trả lời này chưa khớp với các câu khác."
	}
	return fmt.Sprintf("Dạ, em chưa ghi «%s». %s", vntext.Clip(q.Summary(u.Value), 60), message)
}

// textColumns lists what stands in a row of a table.
func textColumns(q *report.Question) string {
	names := make([]string, len(q.Columns))
	for i, c := range q.Columns {
		names[i] = c.Heading
	}
	return strings.Join(names, "; ")
}

// textBadCells says what is wrong with the rows of a table.
func textBadCells(p *report.Problem) string {
	var all []string
	for _, c := range p.Cells {
		if c.Column < 0 {
			all = append(all, fmt.Sprintf("dòng %d có %d ô, nhiều hơn số cột của bảng.", c.Row+1, c.Cells))
			continue
		}
		why := strings.TrimPrefix(textProblem(c.Problem), "Dạ, ")
		all = append(all, fmt.Sprintf("dòng %d, «%s» đang là «%s»: %s", c.Row+1, c.Heading, vntext.Clip(c.Typed, 40), strings.Replace(why, "câu này", "ô này", 1)))
	}
	text := "Dạ, em chưa ghi bảng: " + strings.Join(all, " ")
	if more := p.Wrong - len(p.Cells); more > 0 {
		text += fmt.Sprintf(" Còn %d chỗ nữa.", more)
	}
	return text + " Ví dụ một dòng: " + p.Example
}

func textProblem(p *report.Problem) string {
	switch p.Code {
	case report.BadCells:
		return textBadCells(p)
	case report.TooManyRows:
		return "Dạ, em chưa ghi vì bảng tối đa " + p.Max + " dòng ạ."
	case report.SheetError:
		return "Dạ, câu này đang là công thức hoặc lỗi của Excel, chưa phải kết quả ạ. Không có thì để trống."
	case report.NotFiles:
		return "Dạ, câu này trả lời bằng ảnh hoặc tệp; ở đây chỉ giữ, bỏ tệp và sửa chú thích, hoặc ghi «Không» ạ."
	case report.TooFewFiles:
		return "Dạ, câu này cần ít nhất " + p.Min + " tệp ạ."
	}
	example := func(otherwise string) string {
		if p.Example != "" {
			return " Ví dụ: " + p.Example + "."
		}
		return otherwise
	}
	switch p.Code {
	case report.NotNumber:
		return "Dạ, câu này cần một con số." + example(" Ví dụ: 32 hoặc 1.234,5.")
	case report.NotInteger:
		return "Dạ, câu này cần một số nguyên." + example(" Ví dụ: 32.")
	case report.NotDate:
		return "Dạ, em chưa đọc được ngày này." + example(" Ví dụ: 31/5/2024.")
	case report.NoSuchDay:
		return "Dạ, em chưa ghi vì lịch không có ngày " + p.Day + " ạ." + example("")
	case report.NotChoice:
		return "Dạ, em chưa thấy câu trả lời này trong danh sách: " + strings.Join(p.Choices, "; ") + "."
	case report.NotYesNo:
		return "Dạ, câu này trả lời «có» hoặc «không» ạ."
	case report.TooSmall:
		return "Dạ, em chưa ghi vì phải từ " + p.Min + " trở lên ạ."
	case report.TooLarge:
		return "Dạ, em chưa ghi vì không được quá " + p.Max + " ạ."
	case report.BadPattern:
		return "Dạ, em chưa ghi vì chưa đúng cách viết của câu này." + example("")
	case report.TooLong:
		return "Dạ, em chưa ghi vì dài quá " + p.Max + " chữ cái ạ."
	case report.RatioWrong:
		return "Dạ, em chưa ghi vì tỉ lệ chưa khớp (đúng ra là " + p.Example + ") ạ."
	}
	return "Dạ, câu này chưa có nội dung ạ." + example("")
}

// answerText is an answer with every letter of it.
func answerText(q *report.Question, a report.Answer) string {
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

// typeTexts say what kind of answer a question wants.
var typeTexts = map[string]string{
	"text": "một dòng chữ", "longtext": "đoạn văn", "integer": "số nguyên", "decimal": "số", "percent": "phần trăm", "date": "ngày",
	"choice": "chọn một", "choices": "chọn một hoặc nhiều", "yesno": "có hoặc không", "table": "bảng", "files": "ảnh hoặc tệp",
}

// textPart says how far somebody is with a campaign.
func textPart(s report.Share, due workday.Date, late bool) (text, tone string) {
	switch {
	case !s.Sent.IsZero() && !due.IsZero() && due.Compare(s.Sent) < 0:
		return "gửi trễ " + textShortDay(s.Sent), "warn"
	case !s.Sent.IsZero():
		return "đã gửi " + textShortDay(s.Sent), "good"
	case s.Gone:
		return "đã rời danh sách", ""
	case s.Person.Away != nil:
		return "đang vắng", ""
	case s.Person.Joined.IsZero() && len(s.Answers) == 0:
		return "chưa vào", "warn"
	case late:
		return "chưa gửi, trễ hạn", "bad"
	case len(s.Answers) == 0:
		return "chưa bắt đầu", "warn"
	}
	return "chưa gửi", ""
}

func textShortDay(d workday.Date) string { return fmt.Sprintf("%d/%d", d.Day, int(d.Month)) }

func textMonth(m time.Month) string { return fmt.Sprintf("Tháng %d", int(m)) }

const (
	textDue         = "Hạn nộp"
	textInternalDue = "Hạn nội bộ"
)

func textOwing(name string, open int) string { return fmt.Sprintf("%s (%d câu)", name, open) }

// maxNames is how many names stand in one line.
const maxNames = 12

// textNames joins names, and says how many there are besides.
func textNames(names []string) string {
	if n := len(names); n > maxNames {
		return strings.Join(names[:maxNames], ", ") + fmt.Sprintf(" và %d người nữa", n-maxNames)
	}
	return strings.Join(names, ", ")
}

func textWaitsNobody(n int, name string) string {
	return fmt.Sprintf("Câu %d chưa có ai trả lời: %s", n, name)
}

func textWaitsSkip(n int, who, reason string) string {
	text := fmt.Sprintf("Câu %d: %s xin bỏ qua", n, who)
	if reason != "" {
		text += ", lý do: " + vntext.Clip(reason, 80)
	}
	return text
}

func textWaitsReturned(n int, who, comment string) string {
	return fmt.Sprintf("Câu %d: đã trả lại %s, chờ làm lại (%s)", n, who, vntext.Clip(comment, 80))
}

func textUnit(u report.Unit) string { return fmt.Sprintf("%s (%d người)", u.Name, len(u.People)) }

func textClash(n int, message string) string {
	if message == "" {
		message = "số liệu chưa khớp."
	}
	return fmt.Sprintf("câu %d: %s", n, message)
}

func textAnswersFile(c report.Campaign) string { return "Trả lời " + campaignName(c) }

// textKind says what kind of answer a question wants.
func textKind(q *report.Question) string {
	text := typeTexts[q.Type]
	if q.Unit != "" {
		text += " (" + q.Unit + ")"
	}
	if !q.Needed() {
		text += ", được bỏ qua"
	}
	return text
}

// textWho names somebody of the audit.
func textWho(id string, people []report.Person) string {
	if id == "" {
		return textByMachine
	}
	return nameList([]string{id}, people)[0]
}
