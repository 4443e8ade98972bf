package cli

import (
	"fmt"

	"thuky/report"
	"thuky/workday"
)

// The words of what is about personal data.
const (
	textSubjectPrivacy = "Dữ liệu cá nhân"
	textFixAsk         = "đặt privacy.ask = true để hỏi sự đồng ý theo Luật Bảo vệ dữ liệu cá nhân"
	textFixRetention   = "mục [retention] có số 0: dữ liệu đó giữ mãi; nên đặt thời hạn"
	textPrivacyLong    = "Sổ yêu cầu về dữ liệu cá nhân: ai yêu cầu gì, hạn đến ngày nào, đã xử lý chưa. Cách trả lời: docs/privacy.md."
	textOwnExportLong  = "Ghi mọi thứ đang lưu về một người ra tệp JSON và tệp chữ, để trả lời yêu cầu xem dữ liệu."
	textEraseLong      = "Xóa một người và mọi dữ liệu của người đó; báo cáo đã duyệt vẫn giữ. Không lấy lại được. Ở cửa sổ lệnh thì hỏi lại trước\nkhi xóa, trừ khi có --yes; trong kịch bản thì xóa ngay."
	textNoRequests     = "Sổ chưa có yêu cầu nào."
	textFlagPerson     = "`MÃ` người (xem: thuky person list)"
	textFlagYes        = "xóa, không hỏi lại"
	textFlagOwnOut     = "ghi vào `TỆP` này (.json; tệp .txt nằm cạnh); “-” là in JSON ra"
	textEraseDropped   = "Chưa xóa gì. Gõ đúng chữ «xóa» khi được hỏi, hoặc thêm --yes."
	wordErase          = "xóa"
	textSeePeople      = "xem mã của từng người bằng “thuky person list”"
	textFlagReason     = "`LÝ_DO`, gửi nguyên văn cho người yêu cầu"
	textReasonNeeded   = "cần --reason \"LÝ DO\", ví dụ: --reason \"hồ sơ đang được thanh tra\""
)

func textEraseAsk(id, name string) string {
	return fmt.Sprintf("Xóa %s (%s) và mọi dữ liệu của người này? Xóa rồi không lấy lại được.\nGõ «%s» rồi Enter để xóa, gõ khác để thôi: ", name, id, wordErase)
}

func textBadContact(limit int) string {
	return fmt.Sprintf("privacy.contact phải là một dòng, nhiều nhất %d chữ; ví dụ: văn phòng nhà trường, 0277 123 456", limit)
}

func textBadRetention(key string, n int64, limit int) string {
	return fmt.Sprintf("%s = %d: phải từ 0 đến %d; 0 là giữ mãi, ví dụ 24", key, n, limit)
}

func textRetention(c PrivacyConfig, r RetentionConfig) string {
	asks := "có hỏi sự đồng ý"
	if !c.Ask {
		asks = "không hỏi sự đồng ý"
	}
	long := func(n int, unit string) string {
		if n == 0 {
			return "mãi"
		}
		return fmt.Sprintf("%d %s", n, unit)
	}
	return fmt.Sprintf("%s; giữ câu trả lời %s, tin trên trang web %s, nhật ký %s, tin lỗi %s, tệp tạm %s", asks,
		long(r.AnswersMonths, "tháng"), long(r.TranscriptsMonths, "tháng"), long(r.AuditMonths, "tháng"), long(r.FailedDays, "ngày"), long(r.FilesDays, "ngày"))
}

func textRequest(r report.Request, day string, today workday.Date) string {
	state := fmt.Sprintf("đang chờ, còn %d ngày", r.Left(today))
	switch left := r.Left(today); {
	case r.Refused != "":
		state = "từ chối " + day + ": " + r.Refused
	case r.Kept > 0:
		state = fmt.Sprintf("xong %s, giữ %d báo cáo đã duyệt", day, r.Kept)
	case r.Dropped:
		state = "đã rút lại"
	case !r.Done.IsZero():
		state = "xong " + day
	case left == 0:
		state = "đang chờ, hôm nay là hạn"
	case left < 0:
		state = fmt.Sprintf("đang chờ, quá hạn %d ngày", -left)
	}
	name := r.Name
	if name == "" {
		name = "(đã xóa)"
	}
	right := map[report.Right]string{
		report.RightView: "xem dữ liệu", report.RightWithdraw: "rút đồng ý", report.RightErase: "xóa dữ liệu", report.RightCorrect: "sửa thông tin",
	}[r.Right]
	if r.Words != "" {
		right += " «" + r.Words + "»"
	}
	return fmt.Sprintf("%d\t%s\t%s\t%s\tnhận %s\thạn %s\t%s", r.ID, r.Person, name, right, textDay(r.Day), textDay(r.Due), state)
}

func textDay(d workday.Date) string { return fmt.Sprintf("%02d/%02d/%d", d.Day, int(d.Month), d.Year) }

func textNoRequest(id string) string {
	return fmt.Sprintf("không có yêu cầu số %s đang chờ; xem: thuky privacy list", id)
}

func textRequestDone(r report.Request) string {
	return fmt.Sprintf("Đã xử lý yêu cầu số %d.", r.ID)
}

func textRequestRefused(r report.Request) string {
	return fmt.Sprintf("Đã từ chối yêu cầu số %d. Người yêu cầu được báo lý do khi thuky chạy.", r.ID)
}

func textReasonLong(n, limit int) string {
	return fmt.Sprintf("lý do dài %d chữ cái, quá %d; viết gọn lại", n, limit)
}

func textErasedPerson(id string) string {
	return fmt.Sprintf("Đã xóa dữ liệu của %s. Bản sao lưu làm trước đó vẫn còn dữ liệu cho đến khi được thay.", id)
}

func textOwnWritten(json, text string) string { return "Đã ghi " + json + " và " + text + "." }

const textEraseLastAdmin = "đây là người phụ trách duy nhất; giao vai quản trị cho người khác trước"
