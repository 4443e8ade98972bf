package report

import (
	"fmt"
	"strings"

	"thuky/workday"
)

// What is said about a file of organisations.

const organisationsTooLarge = "tệp cơ quan lớn hơn 1 MiB; hãy bỏ bớt những cơ quan trường không gửi, không nhận văn bản"

func tooManyOrganisations(limit int) string {
	return fmt.Sprintf("tệp có quá %d cơ quan; hãy bỏ bớt những cơ quan trường không gửi, không nhận văn bản", limit)
}

func numericDate(d workday.Date) string {
	return fmt.Sprintf("%d/%d/%d", d.Day, int(d.Month), d.Year)
}

func reservedOrganisationID(id string) string {
	return fmt.Sprintf("id «%s» dành cho cơ quan chủ quản của trường; hãy chọn id khác, ví dụ «ubnd-xa-hoa-sen»", id)
}

func badOrganisationID(id string) string {
	return fmt.Sprintf("id «%s» chỉ được gồm a-z, 0-9 và «-», bắt đầu bằng chữ hoặc số, tối đa 60 ký tự, ví dụ «ubnd-xa-hoa-sen»", id)
}

func badOrganisationKind(kind OrganisationKind, kinds []OrganisationKind) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = string(k)
	}
	return fmt.Sprintf("kind «%s» không có; dùng một trong: %s (không ghi là «%s»)", kind, strings.Join(names, ", "), OneBody)
}

func onlyOfSchools(key string) string {
	return fmt.Sprintf("khóa «%s» chỉ dùng cho trường; thêm kind = \"%s\" hoặc bỏ khóa", key, OneSchool)
}

func badOrganisationDay(key, text string) string {
	return fmt.Sprintf("«%s» phải là một ngày có thật, không phải «%s»; ví dụ %s = 2025-06-30 hoặc %s = \"30/6/2025\"", key, text, key, key)
}

func endsBeforeItBegins(from, until workday.Date) string {
	return fmt.Sprintf("ngày cuối %s đứng trước ngày đầu %s; đổi lại «from» và «until»", numericDate(until), numericDate(from))
}

func needsUntil(key string) string {
	return fmt.Sprintf("có «%s» mà không có «until»; thêm ngày cuối cùng còn tên này, ví dụ until = 2025-06-30", key)
}

func unknownOrganisation(id, suggestion string) string {
	return nearest(fmt.Sprintf("không có cơ quan nào có id «%s»; thêm [[organisation]] với id ấy, hoặc sửa id", id), suggestion)
}

func ownSuccessor(id string) string {
	return fmt.Sprintf("«%s» không thể thay cho chính mình; cơ quan chỉ đổi tên thì ghi thêm một [[organisation]] cùng id với from là ngày mang tên mới", id)
}

func successorEnded(id string, last, until workday.Date) string {
	return fmt.Sprintf("cơ quan thay thế «%s» chỉ có đến ngày %s, không sau ngày %s; xem lại «until» của hai cơ quan", id, numericDate(last), numericDate(until))
}

func overlapping(id string, line int, from workday.Date) string {
	example := "2025-06-30"
	if !from.IsZero() {
		example = from.AddDays(-1).String()
	}
	return fmt.Sprintf("«%s» đã có tên khác ở dòng %d trong cùng thời gian; mỗi ngày chỉ có một tên: ghi ngày cuối của tên trước, ví dụ until = %s", id, line, example)
}

func otherKind(id string, line int) string {
	return fmt.Sprintf("«%s» có kind khác ở dòng %d; các tên của một cơ quan phải cùng kind", id, line)
}

func successorsBeforeEnd(id string, line int) string {
	return fmt.Sprintf("«%s» còn một tên sau đó ở dòng %d; «successors» chỉ ghi ở tên cuối cùng", id, line)
}

func successorCircle(path []string) string {
	return fmt.Sprintf("các cơ quan thay nhau thành vòng: %s; hãy bỏ một «successors»", strings.Join(path, " → "))
}
