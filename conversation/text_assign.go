package conversation

import (
	"fmt"

	"thuky/report"
)

// What is said about who answers which question.

const textGivenToNobody = "Chưa giao cho ai."

func textNoLongerYours(name string) string {
	return fmt.Sprintf("Dạ, câu «%s» nay giao người khác nên tin vừa rồi em chưa ghi ạ. Những gì thầy/cô đã trả lời vẫn được giữ.", name)
}

func textNothingAsked(c report.Campaign) string {
	return "Dạ, «" + campaignLabel(c) + "» hiện chưa có câu nào cần thầy/cô trả lời. Khi có, em sẽ nhắn ngay ạ."
}

func textUngiven(places string) string {
	return "- Chưa giao cho ai: mục " + places + " (thầy/cô gõ «phân công» ạ)"
}

func textPutAside(part string) string { return "Không còn được giao, em giữ lại – " + part }

func textTogether(q *report.Question, v report.Value) string { return "Cộng: " + q.Bare(v) }
