package conversation

import (
	"fmt"
	"strings"

	"thuky/report"
	"thuky/vntext"
)

// What is said about who answers which question.

const (
	textGivenToNobody = "Chưa giao cho ai."
	textLaterOn       = "Làm xong báo cáo này mình làm tiếp, hoặc thầy/cô gõ «đổi báo cáo» ạ."
	textWholeSchool   = "cả trường"
	textAllOfIt       = "cả báo cáo"
	textNotGiven      = "chưa giao"
	textWhichOfThem   = "Dạ, thầy/cô giao cho ai trong những người này ạ?"
	textWhichPart     = "Dạ, thầy/cô giao câu nào ạ?"
	textHowToAssign   = "Thầy/cô gõ, ví dụ: «mục III.2 giao cô Mận», «câu 7-12 giao tổ 3», «câu 7 giao cả trường», «câu 7 bỏ giao» ạ."
	textStays         = "Câu đang làm vẫn giữ nguyên ạ."
)

// NameOfGone stands for the name of somebody who has left: it is not kept.
const NameOfGone = "người đã rời trường"

const (
	labelAssign, wordAssign = "Phân công", "phân công"
	labelWholeSchool        = "Cả trường"
	labelNotGiven           = "Chưa giao"
	labelEachQuestion       = "Giao từng câu"
)

func labelGive(section string) string   { return "Giao mục " + section }
func wordSection(section string) string { return "mục " + section }
func wordGive(section string) string    { return "giao mục " + section }

func textAssignHead(c report.Campaign) string   { return "Phân công: " + campaignLabel(c) }
func textSectionNamed(section string) string    { return "mục " + section }
func textQuestionNamed(name string) string      { return "câu «" + name + "»" }
func textUnitOf(name string, people int) string { return fmt.Sprintf("%s (%d người)", name, people) }

const textGiveAfterOpen = "Dạ, báo cáo này chưa mở nên em chưa giao câu cho ai được. Thầy/cô gõ «mở» để mở trước, rồi gõ lại câu giao giúp em ạ."

func textGiveToWhom(what string) string {
	return "Dạ, " + what + " giao cho ai ạ? Thầy/cô chọn, hoặc gõ tên; nhiều người thì cách nhau bằng dấu phẩy."
}

// textQuestions is "câu 3, 5–8".
func textQuestions(numbers []int) string {
	var parts []string
	for i := 0; i < len(numbers); {
		j := i
		for j+1 < len(numbers) && numbers[j+1] == numbers[j]+1 {
			j++
		}
		if j > i+1 {
			parts = append(parts, fmt.Sprintf("%d–%d", numbers[i], numbers[j]))
		} else {
			parts = append(parts, joinNumbers(numbers[i:j+1]))
		}
		i = j + 1
	}
	return "câu " + strings.Join(parts, ", ")
}

func textNoQuestionToGive(n, of int) string {
	return fmt.Sprintf("Dạ, không có câu %d; các câu đánh số từ 1 đến %d. Ví dụ: «câu %d giao tổ 3» ạ.", n, of, of)
}

func textNoSectionToGive(section, heading, sections int) string {
	if section <= sections {
		return fmt.Sprintf("Dạ, mục %s không có phần %d. Thầy/cô gõ «phân công» để xem các mục ạ.", vntext.Roman(section), heading)
	}
	return fmt.Sprintf("Dạ, báo cáo không có mục %s; các mục từ I đến %s. Ví dụ: «mục I giao tổ 3» ạ.", vntext.Roman(section), vntext.Roman(sections))
}

func textNobodyNamed(name string) string {
	return "Dạ, em chưa thấy ai hay tổ nào tên «" + clip(name, 40) + "» trong danh sách của trường."
}

// toText is "giao cả trường", "giao cho Lò Thị Ươm", "chưa giao cho ai".
func toText(to string) string {
	switch to {
	case textNotGiven:
		return "chưa giao cho ai"
	case textWholeSchool:
		return "giao cả trường"
	}
	return "giao cho " + to
}

func textAssignedAlready(what, to string) string {
	return fmt.Sprintf("Dạ, %s trước nay vẫn %s nên em không thay đổi gì ạ.", what, toText(to))
}

// textAssigned is what an admin hears of an assignment. kept are those whose answers do
// not count any more; self tells that the admin has questions now.
func textAssigned(c report.Campaign, what, to string, kept []string, self bool) string {
	text := fmt.Sprintf("✓ «%s»: %s nay %s.", campaignLabel(c), what, toText(to))
	if len(kept) > 0 {
		text += fmt.Sprintf(" %s đã trả lời: em giữ nguyên và gợi ý cho người mới.", strings.Join(kept, ", "))
	}
	if self {
		text += " Thầy/cô gõ «trả lời báo cáo» để trả lời phần của mình."
	}
	return text + " Em báo những người liên quan ạ."
}

// textGained tells of new questions: what, why, until when, how many. by is "" when an
// answer of somebody made them apply.
func textGained(c report.Campaign, by string, n int, places string) string {
	if by == "" {
		return fmt.Sprintf("Dạ, theo một câu trả lời mới, «%s» cần thầy/cô trả lời thêm %d câu (mục %s)%s ạ.", campaignLabel(c), n, places, dueText(c))
	}
	return fmt.Sprintf("Dạ, %s giao thầy/cô %d câu (mục %s) của «%s»%s ạ.%s", by, n, places, campaignLabel(c), dueText(c), becauseText(c))
}

// textLost tells of questions that are others' now. asked and left are how many the
// person is still asked, and how many of them are open.
func textLost(c report.Campaign, by string, lost []*report.Question, name func(*report.Question) string, asked, left int) string {
	what := fmt.Sprintf("%d câu", len(lost))
	if len(lost) <= 3 {
		names := make([]string, len(lost))
		for i, q := range lost {
			names[i] = "«" + name(q) + "»"
		}
		what = "câu " + strings.Join(names, ", ")
	}
	text := fmt.Sprintf("Dạ, %s đổi phân công: %s của «%s» không còn là phần của thầy/cô. Những gì đã viết em vẫn giữ.", by, what, campaignLabel(c))
	switch {
	case asked == 0:
		return text + " Thầy/cô không phải trả lời báo cáo này nữa ạ."
	case left == 0:
		return text + " Các câu còn lại thầy/cô đã trả lời đủ ạ."
	}
	return text + fmt.Sprintf(" Thầy/cô còn %d/%d câu ạ.", left, asked)
}

func textNoLongerYours(name string) string {
	return fmt.Sprintf("Dạ, câu «%s» nay giao người khác nên tin vừa rồi em chưa ghi ạ. Những gì thầy/cô đã trả lời vẫn được giữ.", name)
}

func textNothingAsked(c report.Campaign) string {
	return "Dạ, «" + campaignLabel(c) + "» hiện chưa có câu nào cần thầy/cô trả lời. Khi có, em sẽ nhắn ngay ạ."
}

func textUngiven(what string) string {
	return "- Chưa có người trả lời: " + what + " (thầy/cô gõ «phân công» ạ)"
}

func textPutAside(part string) string { return "Không còn được giao, em giữ lại – " + part }

func textTogether(q *report.Question, v report.Value) string { return "Cộng: " + q.Bare(v) }

// maxOffer is how much of last period's text is shown; «Sửa» sends all of it.
const maxOffer = 1200

func textOffer(q *report.Question, o offer) string {
	v, label := o.value, "Gợi ý: "
	switch {
	case o.kind == ofEarlier:
		label = "Kỳ trước ghi: "
	case o.kind == ofOther && o.by != "":
		label = o.by + " đã ghi: "
	case o.kind == ofOther:
		label = "Người được giao trước đã ghi: "
	}
	if q.Type == "longtext" && v.Text != nil {
		return strings.TrimSpace(label) + "\n" + clipLines(*v.Text, maxOffer)
	}
	return label + valueText(q, v, maxOffer)
}
