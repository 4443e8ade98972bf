package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// The words of the audit. Its actions are named where they are written: in bot and in
// enter.go; a test looks for each of them here.

const textOfSchool = "việc chung của trường"

// actionText is an action of the audit in words.
type actionText struct{ Action, Words string }

// actionTexts are the actions in the order in which a filter offers them.
var actionTexts = []actionText{
	{"answer", "trả lời"},
	{"skip", "bỏ qua câu"},
	{"start", "bắt đầu trả lời"},
	{"submit", "gửi báo cáo"},
	{"return", "trả lại câu"},
	{"amend", "sửa hộ câu"},
	{"accept", "đồng ý bỏ qua câu"},
	{"assign", "giao câu"},
	{"approve", "duyệt báo cáo"},
	{"finding-aside", "bỏ qua điểm soát"},
	{"finding-back", "đưa trở lại điểm soát"},
	{"answer-set-aside", "để riêng câu trả lời không còn hợp mẫu"},
	{"campaign-open", "mở báo cáo"},
	{"campaign-close", "đóng báo cáo"},
	{"campaign-reopen", "mở lại báo cáo"},
	{"campaign-deadline", "đổi hạn"},
	{"campaign-notice", "gắn công văn"},
	{"campaign-update", "chuyển sang mẫu mới"},
	{"word-form", "chọn mẫu Word"},
	{"word-form-remove", "thôi dùng mẫu Word"},
	{"invite", "tạo mã mời"},
	{"join", "vào danh sách"},
	{"sign-in", "vào trang web"},
	{"person-add", "thêm người"},
	{"person-import", "nhập danh sách người"},
	{"person-remove", "đưa khỏi danh sách"},
	{"consent", "đồng ý để lưu dữ liệu"},
	{"consent-declined", "không đồng ý để lưu dữ liệu"},
	{"privacy-request", "gửi yêu cầu về dữ liệu"},
	{"privacy-request-dropped", "rút yêu cầu về dữ liệu"},
	{"privacy-request-done", "xử lý yêu cầu về dữ liệu"},
	{"privacy-request-refused", "từ chối yêu cầu về dữ liệu"},
	{"person-erase", "xóa dữ liệu cá nhân"},
	{"answers-expired", "xóa câu trả lời hết hạn lưu"},
	{"audit-expired", "xóa nhật ký hết hạn lưu"},
	{"person-name", "đổi tên"},
	{"person-call", "đổi cách xưng hô"},
	{"person-unit", "đổi tổ"},
	{"person-role", "đổi vai trò"},
	{"person-merge", "nhận là người đã có trong danh sách"},
	{"person-link", "thêm kênh liên lạc"},
	{"person-unlink", "bỏ kênh liên lạc"},
	{"person-away", "báo vắng"},
	{"person-back", "trở lại"},
	{"group-in", "cho vào nhóm"},
	{"group-out", "rời nhóm"},
	{"group-move", "nhóm đổi địa chỉ"},
	{"day", "ghi ngày nghỉ, làm bù"},
	{"day-drop", "bỏ điều đã ghi về một ngày"},
	{"send-again", "gửi lại tin nhắn"},
	{"backup", "sao lưu"},
	{"session-end", "đóng một trình duyệt"},
}

func textAction(action string) string {
	if i := slices.IndexFunc(actionTexts, func(a actionText) bool { return a.Action == action }); i >= 0 {
		return actionTexts[i].Words
	}
	return action
}

func actionChoices(chosen string) (list []choiceRow) {
	for _, a := range actionTexts {
		list = append(list, choiceRow{a.Action, a.Words, a.Action == chosen})
	}
	return list
}

// textNote is the note of an entry as people read it: ids become names, days and roles
// words; hashes say nothing to anybody.
func textNote(e storage.AuditEntry, people []report.Person) string {
	from, to, both := strings.Cut(e.Note, " → ")
	change := func(words func(string) string) string {
		if !both {
			return words(e.Note)
		}
		return cmp.Or(words(from), textBlank) + " → " + cmp.Or(words(to), textBlank)
	}
	switch e.Action {
	case "assign":
		return change(func(holders string) string {
			switch holders {
			case "all":
				return textEverybody
			case "nobody":
				return textNobodyHas
			}
			return strings.Join(nameList(strings.Fields(holders), people), ", ")
		})
	case "person-merge":
		return change(func(id string) string { return nameList([]string{id}, people)[0] })
	case "person-away":
		if to == "" {
			return ""
		}
		return textStandIn(nameList([]string{to}, people)[0])
	case "campaign-deadline":
		return change(textDeadlines)
	case "campaign-notice":
		return change(func(citation string) string {
			if citation == "none" {
				return textNothing
			}
			return citation
		})
	case "campaign-open", "campaign-update", "join", "person-link", "sign-in", "person-back", "send-again":
		return "" // hashes, keys, and who stood in
	case "invite": // "staff, 30 uses"
		role, rest, _ := strings.Cut(e.Note, ", ")
		return strings.Trim(textRoleWord(role)+", "+strings.Replace(rest, " uses", " lượt", 1), ", ")
	case "person-unlink":
		platform, _, _ := strings.Cut(e.Note, ":")
		return textChannel(platform)
	case "person-import":
		role, rest, _ := strings.Cut(e.Note, ",")
		return strings.Trim(textRoleWord(role)+","+rest, ", ")
	case "person-role":
		return change(textRoleWord)
	case "approve":
		number, _, _ := strings.Cut(e.Note, " ")
		return fmt.Sprintf("bản %s", number)
	case "day-drop":
		if day, err := workday.ParseISO(e.Note); err == nil {
			return textWeekday(day)
		}
	}
	return change(func(words string) string { return words })
}

const (
	textNothing = "chưa có"
	textBlank   = "(trống)"
)

func textStandIn(name string) string { return "người làm thay: " + name }

// textRoleWord is a role as the audit writes it.
func textRoleWord(role string) string { return cmp.Or(textRole(report.Role(role)), role) }

// textDeadlines reads deadlines as the audit writes them: "2026-06-05T11:00 (internal
// 2026-06-04)".
func textDeadlines(text string) string {
	words := strings.Fields(strings.NewReplacer("(", " ( ", ")", " ) ").Replace(text))
	for i, w := range words {
		day, hour, _ := strings.Cut(w, "T")
		if day, err := workday.ParseISO(day); err == nil {
			words[i] = strings.TrimSpace(hour + " " + textDate(day))
		}
		switch w {
		case "none":
			words[i] = textNothing
		case "internal":
			words[i] = "nội bộ"
		}
	}
	return strings.NewReplacer("( ", "(", " )", ")").Replace(strings.Join(words, " "))
}
