package review

import (
	"fmt"
	"strings"

	"thuky/workday"
)

// What is said about identifiers and citations.

const (
	textCitationComma  = "Không có dấu phẩy giữa số, ký hiệu và ngày ban hành."
	textCitationSo     = "Thiếu chữ «số» trước số, ký hiệu của văn bản."
	textCitationSymbol = "Văn bản chỉ có số, thiếu ký hiệu; người đọc không tra được."
	textNumberMissing  = "Chưa có số: văn thư ghi sau khi ký."
	textNumberForm     = "Dòng số, ký hiệu viết như «Số: 07/BC-THHS»: sau chữ «Số» có dấu hai chấm, số dưới 10 có số 0, giữa các nhóm chữ có gạch nối không cách."
	textDateMissing    = "Chưa có ngày, tháng ban hành: ghi khi ký."
)

func textIdentifierSlip(is, usual string) string {
	return fmt.Sprintf("Số, ký hiệu «%s» viết sai: nơi khác trong báo cáo là «%s».", is, usual)
}

func textIdentifierBroken(is string) string {
	return fmt.Sprintf("Số, ký hiệu «%s» sai dạng: giữa tên loại và cơ quan có gạch nối, như 33/CT-TTg.", is)
}

func textIdentifierMixed(is, usual string) string {
	return fmt.Sprintf("Cùng một văn bản mà chỗ này ghi «%s», chỗ khác ghi «%s».", is, usual)
}

func textIdentifierParty(is string) string {
	return fmt.Sprintf("«%s» là của cơ quan Đảng: số nối tên loại bằng gạch nối rồi mới đến gạch chéo.", is)
}

func textIdentifierState(is string) string {
	return fmt.Sprintf("«%s» là của cơ quan Nhà nước: sau số là gạch chéo, giữa tên loại và cơ quan là gạch nối.", is)
}

func textCitationKind(kind, code, want string) string {
	return fmt.Sprintf("Ghi là «%s» nhưng ký hiệu %s là của %s.", kind, code, want)
}

func textTwoIssuers(first, second string) string {
	return fmt.Sprintf("Ghi hai cơ quan ban hành liền nhau: «%s» và «%s». Chỉ giữ cơ quan ký văn bản.", first, second)
}

func textIssuerDrift(doc, first, is string, paragraph int) string {
	return fmt.Sprintf("%s ở đoạn %d là của «%s», ở đây là của «%s».", doc, paragraph, first, is)
}

func textCitationFuture(doc string, of workday.Date) string {
	return fmt.Sprintf("%s có ngày sau ngày của báo cáo (%s).", doc, shortDate(of))
}

func textCitationIncomplete(missing []string) string {
	return "Viện dẫn lần đầu còn thiếu " + list(missing) + "."
}

func textCitationDate(doc string, first workday.Date, paragraph int) string {
	return fmt.Sprintf("%s ở đoạn %d ghi ngày %s, ở đây ghi ngày khác.", doc, paragraph, shortDate(first))
}

func textSubjectDrift(words string, paragraph int) string {
	return fmt.Sprintf("Trích yếu khác với đoạn %d: %s.", paragraph, words)
}

func textSubjectMarks(paragraph int) string {
	return fmt.Sprintf("Trích yếu này ở đoạn %d đặt trong ngoặc kép, ở đây thì không.", paragraph)
}

func textCitationRepeat(paragraph int) string {
	return fmt.Sprintf("Đã viện dẫn đầy đủ ở đoạn %d; từ lần sau chỉ ghi tên loại và số, ký hiệu.", paragraph)
}

func textCitationLate(doc string) string {
	return doc + " nói là «tiếp tục» thực hiện nhưng phần kết quả chưa nhắc đến."
}

func textHeadMissing(missing []string) string {
	return "Phần đầu văn bản chưa có " + list(missing) + "."
}

func shortDate(d workday.Date) string { return fmt.Sprintf("%d/%d/%d", d.Day, d.Month, d.Year) }

// list writes "a, b và c".
func list(all []string) string {
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], ", ") + " và " + all[len(all)-1]
}
