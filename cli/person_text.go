package cli

import (
	"fmt"
	"strings"
	"time"

	"thuky/bot"
	"thuky/report"
)

// The words about people and invitations.

const (
	textNoPeople   = "Chưa có ai. Mời người đầu tiên bằng “thuky person invite --role admin”."
	textInviteLong = `Tạo mã mời. Người được mời mở đường dẫn Telegram, hoặc gửi mã cho trợ lý. Kho dữ liệu
chỉ giữ dấu của mã, nên mã chỉ hiện một lần này.`
	textNotJoined    = "chưa vào"
	textIsAway       = "đang nghỉ"
	textSeeTemplates = "xem các mẫu bằng “thuky template list”"
	textNoticeKind   = "công văn"
)

func textPersonColumns() []string {
	return []string{"ID", "VAI", "ĐƠN VỊ", "NỀN TẢNG", "HỌ TÊN"}
}

func textRole(r report.Role) string {
	switch r {
	case report.Admin:
		return "quản trị"
	case report.Approver:
		return "duyệt"
	case report.Staff:
		return "trả lời"
	}
	return string(r)
}

func textPersonRemoved(gone bot.Removal) string {
	lines := []string{fmt.Sprintf("Đã bỏ %s (%s). Câu trả lời của người này vẫn được giữ.", gone.Person.Name, gone.Person.ID)}
	for _, d := range gone.Vacant {
		lines = append(lines, fmt.Sprintf("Chưa có người trả lời trong %s: %s.", d.Campaign.ID, strings.Join(d.Questions, ", ")))
	}
	if len(gone.Orphans) > 0 {
		lines = append(lines, "Không còn người làm thay cho: "+strings.Join(gone.Orphans, ", ")+".")
	}
	return strings.Join(lines, "\n")
}

func textLastAdmin(id string) string {
	return fmt.Sprintf(`Không bỏ “%s”: đây là quản trị duy nhất đã vào. Mời thêm một quản trị trước bằng “thuky person invite --role admin”, rồi bỏ sau khi người đó vào.`, id)
}

func textUnknownPerson(id, near string) string {
	return fmt.Sprintf("Không có người “%s”.%s Xem mã của từng người: “thuky person list”.", id, didYouMean(near))
}

func textBadUses(uses, most int) string {
	return fmt.Sprintf("--uses: %d không hợp lệ. Viết một số từ 1 đến %d.", uses, most)
}

func textBadSpan(flag, value string) string {
	return fmt.Sprintf("%s: “%s” không phải là một thời hạn. Viết 30m (phút), 12h (giờ), 7d (ngày) hoặc 2w (tuần), không quá một năm.", flag, value)
}

func textInvited(v inviteView, role report.Role, expires time.Time) string {
	text := fmt.Sprintf("Mã mời:   %s\nVai:      %s\nSố người: %d\nHết hạn:  %s", v.Code, textRole(role), v.Uses, expires.In(vietnam).Format("15:04 2/1/2006"))
	if v.Links.Telegram != nil {
		text += "\nTelegram: " + *v.Links.Telegram
	}
	if v.Links.Zalo != nil {
		text += "\n" + textInvitedZalo(*v.Links.Zalo)
	}
	if v.Links.Web != nil {
		text += "\nTrang web: " + *v.Links.Web
	}
	return text
}

func textCampaignOpened(c report.Campaign, questions int) string {
	return fmt.Sprintf("Đã mở đợt báo cáo %s: %s (%d câu, hạn %s).", c.ID, c.Title, questions, deadlineText(c))
}

func textCampaignClosed(c report.Campaign, answered, questions int) string {
	return fmt.Sprintf("Đã đóng đợt báo cáo %s: %s (%s).", c.ID, c.Title, textProgress(answered, questions))
}
