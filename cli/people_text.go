package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"thuky/report"
)

// The words about lists of people.

const (
	textImportLong = `Đưa danh sách người từ tệp CSV vào kho dữ liệu, mỗi người chưa vào được một mã mời riêng,
dùng một lần. Dòng đầu là tên cột, thứ tự tuỳ ý: họ tên (hoặc họ đệm và tên), vai, tổ/bộ phận,
xưng hô; hoặc name, role, unit, call. Tệp Excel thì lưu bằng “CSV UTF-8”; dấu phẩy, chấm phẩy hay
tab đều được. Có dòng sai thì không ai được đưa vào. Đưa lại cùng tệp thì vai, tổ và xưng hô được
cập nhật, không thêm người trùng; người chưa vào được mã mới thay mã cũ. Kho dữ liệu chỉ giữ dấu
của mã: mã chỉ hiện một lần này.`

	textListExample     = "Ví dụ:\nhọ tên,vai,tổ,xưng hô\nLê Thị Mận,staff,tổ 3,cô"
	textListTooLarge    = "tệp lớn hơn 1 MB. Danh sách chỉ cần họ tên, vai, tổ và xưng hô."
	textListTooLong     = "tệp có hơn 2000 người. Chia thành nhiều tệp nhỏ hơn."
	textListExcel       = "đây là tệp Excel. Trong Excel chọn “Lưu thành” (Save As), kiểu “CSV UTF-8”, rồi đưa tệp .csv đó."
	textListBinary      = "tệp không phải là chữ. Trong Excel chọn “Lưu thành” (Save As), kiểu “CSV UTF-8”."
	textListEncoding    = "tệp không viết bằng UTF-8. Trong Excel chọn “Lưu thành” (Save As), kiểu “CSV UTF-8”, rồi đưa lại."
	textListEmpty       = "tệp không có dòng nào. " + textListExample
	textListNobody      = "tệp chỉ có dòng tên cột, chưa có người nào. " + textListExample
	textListQuotes      = "dấu nháy kép không khớp: chữ có dấu nháy kép thì viết hai lần, ví dụ \"Tổ \"\"A\"\"\"."
	textListNoName      = "chưa có cột họ tên. Dòng đầu phải là tên cột. " + textListExample
	textListMoreCells   = "dòng có nhiều ô hơn dòng tên cột. Chữ có dấu phẩy thì đặt trong dấu nháy kép, ví dụ \"tổ 3, kế toán\"."
	textListNameEmpty   = "chưa có họ tên. Ví dụ: Lê Thị Mận."
	textListLostMarks   = "có dấu ?, thường do lưu sai bảng mã. Trong Excel lưu bằng “CSV UTF-8”. Ví dụ: Lê Thị Mận."
	textListRole        = "không phải là một vai. Viết admin (quản trị), approver (duyệt) hoặc staff (trả lời)."
	textListCall        = "không phải là cách xưng hô. Viết thầy, cô, anh hoặc chị."
	textListUnit        = "tên tổ cần ngắn (tới 40 chữ) và bắt đầu bằng chữ. Ví dụ: tổ 3."
	textListAmbiguous   = "kho dữ liệu có nhiều người cùng tên này và không ai thuộc tổ đó. Ghi tổ đúng như “thuky person list”."
	textListLastAdmin   = "đây là quản trị duy nhất, không đổi vai được. Giữ vai admin ở dòng này."
	textListNothingDone = "Chưa ai được đưa vào. Sửa các dòng trên rồi chạy lại."
)

func textListUnreadable(path string, err error) string {
	why := err.Error()
	if errors.Is(err, fs.ErrNotExist) {
		why = "không có tệp này. Kiểm tra lại đường dẫn"
	}
	return "Không đọc được danh sách " + path + ": " + why + "."
}

func textListBroken(err error) string { return "không đọc được: " + err.Error() }

func textListLegacy(name, read string) string {
	text := "tệp viết bằng phông " + name + " (trước Unicode)."
	if read != "" {
		text += " Dòng đầu đọc ra là “" + read + "”."
	}
	return text + " Chuyển sang Unicode (ví dụ bằng Unikey, Ctrl+Shift+F9) rồi lưu bằng “CSV UTF-8”."
}

func textListColumnTwice(other string) string {
	return "trùng với cột “" + other + "”. Mỗi thứ chỉ để một cột."
}

func textListOldFont(read string) string {
	return "có vẻ viết bằng phông TCVN3, đọc ra là “" + read + "”. Chuyển sang Unicode (ví dụ bằng Unikey) rồi đưa lại."
}

func textListName(p report.NameProblem) string {
	switch p {
	case report.NameDigits:
		return "họ tên không có chữ số. Ví dụ: Lê Thị Mận."
	case report.NameShort:
		return "họ tên cần ít nhất hai chữ cái. Ví dụ: Lê Thị Mận."
	case report.NameLong:
		return "họ tên dài quá 80 chữ. Ví dụ: Lê Thị Mận."
	}
	return "họ tên chỉ gồm chữ cái. Ví dụ: Lê Thị Mận."
}

func textListDouble(line int) string {
	return fmt.Sprintf("trùng tên và tổ với dòng %d. Bỏ một dòng, hoặc ghi tổ khác nhau.", line)
}

// textListProblem is one line of the report on a list.
func textListProblem(p listProblem) string {
	var b strings.Builder
	if p.line > 0 {
		fmt.Fprintf(&b, "dòng %d", p.line)
	}
	if p.column != "" {
		fmt.Fprintf(&b, ", cột “%s”", p.column)
	}
	if p.words != "" {
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "“%s”", p.words)
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	return b.String() + p.why
}

func textListProblems(path string, problems []listProblem) string {
	var lines []string
	for i, p := range problems {
		if i == maxListProblems {
			lines = append(lines, fmt.Sprintf("… và %d chỗ nữa", len(problems)-i))
			break
		}
		lines = append(lines, path+": "+textListProblem(p))
	}
	return strings.Join(append(lines, textListNothingDone), "\n")
}

func textImportColumns() []string {
	return []string{"TÌNH TRẠNG", "VAI", "ĐƠN VỊ", "MÃ MỜI", "ĐƯỜNG DẪN", "HỌ TÊN"}
}

func textImportState(state string) string {
	switch state {
	case importNew:
		return "mới"
	case importChanged:
		return "cập nhật"
	}
	return "đã có"
}

func textImported(added, changed, same, codes int, expires time.Time) string {
	text := fmt.Sprintf("%d người mới, %d người cập nhật, %d người không đổi.", added, changed, same)
	if codes > 0 {
		text += fmt.Sprintf(" %d mã mời, mỗi mã dùng một lần đến %s; mã chỉ hiện một lần này.", codes, expires.In(vietnam).Format("15:04 2/1/2006"))
	}
	return text
}

func textImportIgnored(columns []string) string {
	return "Không dùng cột: " + strings.Join(columns, ", ") + "."
}

func textCodesColumns() []string {
	return []string{"họ tên", "tổ", "vai", "mã mời", "đường dẫn"}
}

func textCodesWritten(path string, n int) string {
	return fmt.Sprintf("Đã ghi %d mã mời vào %s. Ai có mã là vào được: phát riêng từng người rồi xoá tệp.", n, path)
}
