package conversation

import (
	"fmt"
	"strings"

	"thuky/report"
)

// All that the bot says in group chats. Before an admin lets it in there it names nothing
// of the school.

const (
	textGroupNotYet = "Dạ, em chào cả nhà. Người phụ trách gõ /nhom tại đây thì em mới làm việc trong nhóm này ạ."
	textGroupToast  = "Dạ, thầy/cô nhắn riêng cho em giúp em ạ."
)

// maxGroupNames is how many names of one report stand in a group message.
const maxGroupNames = 30

// groupLink is how people come to the private chat.
func groupLink(link string) string {
	if link == "" {
		return "trong tin nhắn riêng với em"
	}
	return "trong tin nhắn riêng với em (" + link + ")"
}

func textGroupWelcome(link string) string {
	return "Dạ, em chào cả nhà. Từ nay có báo cáo mới em báo ở nhóm này; câu trả lời em chỉ nhận " + groupLink(link) +
		" ạ. Người phụ trách gõ /tiendo để em báo tiến độ tại đây."
}

func textGroupIn(link string) string {
	return "Dạ, em đang ở nhóm này ạ. Người phụ trách gõ /tiendo để em báo tiến độ; câu trả lời em chỉ nhận " + groupLink(link) + " ạ."
}

func textGroupPrivate(link string) string {
	return "Dạ, trong nhóm em không ghi câu trả lời. Thầy/cô trả lời " + groupLink(link) + " giúp em ạ."
}

func textGroupNotAsked(link string) string {
	return "Dạ, tiến độ chung em báo khi người phụ trách hỏi. Phần của mình, thầy/cô xem " + groupLink(link) + " ạ."
}

func textGroupOpened(c report.Campaign, link string) string {
	return "Dạ, có báo cáo mới: «" + campaignLabel(c) + "»" + dueText(c) + ". Thầy/cô trả lời " + groupLink(link) + " giúp em ạ."
}

func textGroupDeadline(c report.Campaign) string {
	day, hour := c.Due()
	if day.IsZero() {
		return "Dạ, báo cáo «" + campaignLabel(c) + "» nay không đặt hạn ạ."
	}
	return "Dạ, báo cáo «" + campaignLabel(c) + "» đổi hạn: " + dueName(c) + " nay là " + dayHourText(day, hour) + " ạ."
}

func textGroupEnded(c report.Campaign) string {
	return "Dạ, báo cáo «" + campaignLabel(c) + "» đã đóng. Em cảm ơn thầy/cô ạ."
}

func textGroupProgress(p GroupProgress, names bool) string {
	text := fmt.Sprintf("- %s: %d/%d người đã gửi%s", campaignLabel(p.Campaign), p.Sent, p.Of, dueText(p.Campaign))
	switch {
	case !p.Late || len(p.Owing) == 0:
		return text + "."
	case !names:
		return text + fmt.Sprintf("; đã quá hạn, còn %d người chưa gửi.", len(p.Owing))
	}
	shown := p.Owing
	more := ""
	if len(shown) > maxGroupNames {
		more = fmt.Sprintf(" và %d người nữa", len(shown)-maxGroupNames)
		shown = shown[:maxGroupNames]
	}
	return text + "; đã quá hạn, chưa gửi: " + strings.Join(shown, ", ") + more + "."
}
