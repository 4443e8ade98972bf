package web

import (
	"fmt"
	"strings"

	"thuky/report"
)

// The words of the pages about people.
const (
	menuPeople      = "Mọi người"
	titlePeople     = "Mọi người"
	titleSheet      = "Mã mời"
	textNotJoined   = "chưa vào"
	textLost        = "không nhận được tin"
	textUnitTooLong = "Dạ, tên tổ dài quá, tối đa 80 ký tự, ví dụ «tổ 3, kế toán»."
	textChooseRole  = "Dạ, thầy/cô chọn một vai: quản trị, người duyệt hoặc người trả lời."
	textAllJoined   = "Dạ, mọi người trong danh sách đều đã vào."
	textChooseList  = "Dạ, thầy/cô chọn một tệp .csv có cột «họ tên» để đưa danh sách vào."
)

// roleChoices are the roles in the order in which a form offers them.
var roleChoices = []struct {
	Role report.Role
	Name string
}{
	{report.Staff, textRole(report.Staff)},
	{report.Approver, textRole(report.Approver)},
	{report.Admin, textRole(report.Admin)},
}

// textRole is "" for what is no role.
func textRole(r report.Role) string {
	switch r {
	case report.Admin:
		return "quản trị"
	case report.Approver:
		return "người duyệt"
	case report.Staff:
		return "người trả lời"
	}
	return ""
}

// textList joins words as a sentence does.
func textList(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " và " + words[len(words)-1]
}

func textAway(standIn string) string {
	if standIn == "" {
		return "đang nghỉ"
	}
	return "đang nghỉ, " + standIn + " làm thay"
}

func textHowMany(most int) string {
	return fmt.Sprintf("Dạ, số người là một số từ 1 đến %d, ví dụ 30.", most)
}

func textQR(name string) string {
	if name == "" {
		return "Mã QR để vào trang"
	}
	return "Mã QR để vào trang của " + name
}

// textListRow says why a row of a list cannot be stored.
func textListRow(line int, name string, lastAdmin bool) string {
	if lastAdmin {
		return fmt.Sprintf("Dòng %d (%s): đây là quản trị duy nhất, chưa thể đổi vai.", line, name)
	}
	return fmt.Sprintf("Dòng %d (%s): trong danh sách đã có nhiều người cùng tên; thầy/cô ghi đúng tổ để phân biệt.", line, name)
}
