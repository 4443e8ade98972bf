package cli

import (
	"fmt"
	"strings"

	"thuky/report"
	"thuky/storage"
)

// The words about campaigns.

const (
	textNoCampaigns = "Chưa có đợt báo cáo nào. Mở một đợt bằng “thuky campaign open --template ID”, hoặc trả lời ngay bằng “thuky chat”."
	textStoreFailed = "Kho dữ liệu đọc hoặc ghi không được. Hãy chạy “thuky doctor” để kiểm tra."
	textUpdateLong  = `Chuyển một đợt báo cáo đang mở sang bản mới của mẫu. Câu trả lời cũ được giữ; chỉ hỏi câu mới và câu mà câu trả lời
cũ không còn hợp. Ai đã gửi mà còn câu như vậy được báo một lần khi “thuky serve” chạy.`
	textPeopleHeading    = "Người trả lời:"
	textQuestionsHeading = "Câu hỏi:"
	textVersionsHeading  = "Các bản đã duyệt (ghi ra bằng “thuky render --campaign ID --version N -o TỆP”):"
)

func textCampaignColumns() []string {
	return []string{"ID", "TRẠNG THÁI", "ĐÃ TRẢ LỜI", "HẠN", "KỲ", "TÊN"}
}

func textStatus(s report.CampaignStatus) string {
	if s == report.Closed {
		return "đã đóng"
	}
	return "đang mở"
}

func textUnknownCampaign(id, near string, ids []string) string {
	if len(ids) == 0 {
		return fmt.Sprintf("Không có đợt báo cáo “%s”: kho này chưa có đợt nào. Mở một đợt bằng “thuky campaign open --template ID”.", id)
	}
	const shown = 5
	list := strings.Join(ids[:min(shown, len(ids))], ", ")
	if len(ids) > shown {
		list += ", … (xem “thuky campaign list”)"
	}
	return fmt.Sprintf("Không có đợt báo cáo “%s”.%s Các đợt: %s.", id, didYouMean(near), list)
}

func textProgress(done, of int) string { return fmt.Sprintf("%d/%d câu", done, of) }

func textPart(part storage.Participation) string {
	switch {
	case !part.Submitted.IsZero():
		return "đã gửi lúc " + part.Submitted.In(vietnam).Format("15:04 2/1/2006")
	case !part.Started.IsZero():
		return "đang trả lời, bắt đầu " + part.Started.In(vietnam).Format("2/1/2006")
	default:
		return "chưa bắt đầu"
	}
}

func textVersion(v report.Version) string {
	return v.Name + " duyệt lúc " + v.At.In(vietnam).Format("15:04 2/1/2006")
}

// textAnswerMark says in a word whether a question has been answered; settled: by all who
// were to.
func textAnswerMark(answers []report.Answer, settled bool) string {
	switch {
	case len(answers) == 0:
		return "chưa"
	case !settled:
		return "chưa đủ"
	}
	mark := ""
	for _, a := range answers {
		if !a.Skipped {
			return "xong"
		}
		mark = "bỏ qua"
	}
	return mark
}

func textClosedNoUpdate(id string) string {
	return fmt.Sprintf("Đợt báo cáo “%s” đã đóng nên không cập nhật mẫu được.", id)
}

// textCampaignUpdated says what is asked otherwise now.
func textCampaignUpdated(c report.Campaign, changes report.Changes, same bool) string {
	if same {
		return fmt.Sprintf("“%s” đã theo bản mới nhất của mẫu, không có gì thay đổi.", c.ID)
	}
	lines := []string{fmt.Sprintf("“%s” nay theo bản mới của mẫu %s (%s).", c.ID, c.Template, shortVersion(c.Version))}
	for _, part := range []struct {
		head string
		list []*report.Question
	}{{"câu mới", changes.Added}, {"câu đổi cách hỏi", changes.Changed}, {"câu bỏ", changes.Removed}} {
		for _, q := range part.list {
			lines = append(lines, "  "+part.head+": "+q.Prompt)
		}
	}
	return strings.Join(lines, "\n")
}
