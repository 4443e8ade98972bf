package wordform

import (
	"fmt"
	"strings"

	"thuky/render"
)

// All that the maker of a form reads.

const (
	textEmptyFile     = "Tệp rỗng. Thầy/cô gửi lại tệp Word (.docx) giúp em ạ."
	textNotWord       = "Đây không phải tệp Word .docx. Thầy/cô mở bằng Word rồi lưu dạng Word Document (.docx) giúp em ạ."
	textOldWord       = "Tệp là Word đời cũ (.doc) hoặc có mật khẩu nên em chưa đọc được. Thầy/cô mở bằng Word, bỏ mật khẩu, lưu dạng Word Document (.docx) giúp em ạ."
	textDamaged       = "Tệp Word bị hỏng nên em chưa đọc được. Thầy/cô mở bằng Word, lưu lại dạng .docx rồi gửi lại giúp em ạ."
	textOddXML        = "Tệp Word viết theo lối em không đọc được. Thầy/cô mở bằng Word, chọn Lưu thành, loại Word Document (.docx), không chọn Strict, rồi gửi lại giúp em ạ."
	textDotx          = "Đây là mẫu Word (.dotx). Thầy/cô mở ra rồi lưu dạng Word Document (.docx) giúp em ạ."
	textBomb          = "Tệp bung ra quá lớn nên em không nhận. Thầy/cô bỏ bớt hình trong tệp, hoặc nén hình lại rồi gửi lại giúp em ạ."
	textMacros        = "Tệp có macro (chương trình) nên em không nhận, vì lý do an toàn. Thầy/cô lưu dạng Word Document (.docx), không phải .docm, rồi gửi lại giúp em ạ."
	textEmbedded      = "Tệp có đối tượng nhúng (bảng tính, tệp hoặc nút điều khiển chèn vào Word) nên em không nhận, vì lý do an toàn. Thầy/cô thay bằng chữ, bảng hoặc hình rồi gửi lại giúp em ạ."
	textAttached      = "Tệp gắn với một tệp mẫu ở ngoài nên em không nhận, vì lý do an toàn. Thầy/cô vào File, Options, Add-ins, Manage: Templates, bấm Go, thay tệp mẫu bằng Normal, lưu rồi gửi lại giúp em ạ."
	textLinkedPicture = "Tệp có hình lấy từ ngoài (hình liên kết) nên em không nhận, vì lý do an toàn. Thầy/cô chèn thẳng hình vào tệp rồi gửi lại giúp em ạ."
	textExternal      = "Tệp có phần lấy từ ngoài (liên kết tới tệp hoặc máy khác) nên em không nhận, vì lý do an toàn. Thầy/cô bỏ liên kết đó rồi gửi lại giúp em ạ. Địa chỉ trang web và thư điện tử thì dùng được."
	textFetches       = "Tệp có trường tự lấy nội dung từ ngoài (DDE, INCLUDETEXT, LINK …) nên em không nhận, vì lý do an toàn. Thầy/cô chọn trường đó, bấm Ctrl+Shift+F9 để đổi thành chữ, rồi gửi lại giúp em ạ."

	textRevisions  = "Tệp còn vết sửa (Track Changes). Bản in sẽ còn nguyên các vết đó; thầy/cô nên chấp nhận hoặc bỏ hết rồi tải lên lại ạ."
	textComments   = "Tệp còn lời bình (Comments). Bản in sẽ còn nguyên các lời bình đó; thầy/cô nên xóa hết rồi tải lên lại ạ."
	textOutOfReach = "Có «{{» ở chỗ em không điền được (chữ trong SmartArt, WordArt, chữ thay cho hình hoặc mã trường). Thầy/cô đặt chỗ điền trong đoạn văn, ô bảng hoặc hộp chữ thường giúp em ạ."
)

func textFileLarge(megabytes int) string {
	return fmt.Sprintf("Tệp lớn quá %d MB. Thầy/cô nén hình trong tệp lại rồi gửi lại giúp em ạ.", megabytes)
}

// textPart names the part of a form by its root element.
func textPart(root string) string {
	switch root {
	case "hdr":
		return "đầu trang"
	case "ftr":
		return "cuối trang"
	default:
		return "chú thích"
	}
}

func textMoreProblems(n int) string {
	return fmt.Sprintf("Và %d điều nữa. Thầy/cô sửa những chỗ trên trước giúp em ạ.", n)
}

func textSlip(words string) string {
	switch {
	case words == tagOpen:
		return "«{{» này chưa có «}}» đóng lại trong cùng đoạn. Viết đủ như {{subject}}."
	case words == tagClose:
		return "«}}» này không có «{{» mở trước. Viết đủ như {{subject}}."
	}
	return fmt.Sprintf("%s không phải một chỗ điền. Giữa hai cặp ngoặc chỉ có một tên, như {{subject}}.", words)
}

func textNotClosed(open, name string) string {
	return fmt.Sprintf("%s chưa được đóng. Thêm {{/%s}} sau phần cần lặp.", open, name)
}

func textNotOpened(end, name string) string {
	return fmt.Sprintf("%s không có chỗ mở trước nó. Thêm {{#%s}} hoặc {{?%s}} trước phần cần lặp.", end, name, name)
}

func textBlockInLine(open, end string) string {
	return fmt.Sprintf("%s và %s ở chung một đoạn nên phải ôm trọn đoạn đó, không để chữ bên ngoài. Hoặc đặt mỗi chỗ trên một dòng riêng.", open, end)
}

func textBlockApart(open, end string) string {
	return fmt.Sprintf("%s và %s không cùng một chỗ. Đặt cả hai trên hai dòng riêng của cùng một trang hoặc một ô, hoặc trong cùng một hàng của bảng.", open, end)
}

func textWholeTable(open string) string {
	return fmt.Sprintf("%s lặp hết mọi hàng của bảng. Bảng phải còn ít nhất một hàng ở ngoài, như hàng tiêu đề.", open)
}

func textBlockNotes(open string) string {
	return fmt.Sprintf("Trong phần của %s không được có chú thích, lời bình hay ngắt phần trang (section break).", open)
}

func textBlockPictures(open string) string {
	return fmt.Sprintf("Trong phần lặp của %s không được có hình, đường vẽ hay vết sửa; chỉ chữ và bảng.", open)
}

func textUnknown(written, near string) string {
	if near != "" {
		return fmt.Sprintf("Không có chỗ điền %s. Có phải thầy/cô muốn viết {{%s}} không ạ?", written, near)
	}
	return fmt.Sprintf("Không có chỗ điền %s. Tên đúng là tên trong danh sách chỗ điền, hoặc mã của một câu hỏi trong mẫu báo cáo.", written)
}

func textNotEverywhere(written string, titles []string) string {
	return fmt.Sprintf("%s không có trong mẫu báo cáo «%s». Bỏ chỗ này, hoặc chọn mẫu Word này cho riêng một mẫu báo cáo.", written, strings.Join(titles, "», «"))
}

func textOnlyInBlock(written string) string {
	return fmt.Sprintf("%s chỉ dùng được trong phần lặp, giữa {{#tên}} và {{/tên}}.", written)
}

func textBound(written string) string {
	return fmt.Sprintf("%s nằm trong ô nội dung gắn với dữ liệu của tệp; Word sẽ ghi đè lên đó. Bấm chuột phải vào ô, chọn Remove Content Control.", written)
}

func textInField(written string) string {
	return fmt.Sprintf("%s nằm trong một trường của Word; khi cập nhật trường, chữ đã điền sẽ mất. Nên chọn trường đó rồi bấm Ctrl+Shift+F9.", written)
}

func textSingleBraces(written string) string {
	return fmt.Sprintf("%s chỉ có một cặp ngoặc nên được giữ nguyên. Nếu là chỗ điền, viết {%s}.", written, written)
}

func textBodyNoBlock(written string) string {
	return fmt.Sprintf("%s: nội dung báo cáo không lặp được. Chỉ viết {{%s}}.", written, render.FormBody)
}

func textBodyPlace(written string) string {
	return fmt.Sprintf("%s phải ở thân văn bản, không ở đầu trang, cuối trang, chú thích hay hộp chữ.", written)
}

func textBodyAlone(written string) string {
	return fmt.Sprintf("%s phải đứng một mình trong đoạn.", written)
}

func textBodyRepeated(written string) string {
	return fmt.Sprintf("%s không được ở trong phần lặp.", written)
}

func textBodyTwice(written string) string {
	return fmt.Sprintf("%s có hai lần. Nội dung báo cáo chỉ in một lần.", written)
}

func textBodyControl(written string) string {
	return fmt.Sprintf("%s nằm trong ô nội dung chỉ chứa được chữ trơn. Bấm chuột phải vào ô, chọn Remove Content Control.", written)
}

func textNoBody(lacks []string, partly bool) string {
	text := fmt.Sprintf("Thiếu {{%s}}, chỗ in nội dung báo cáo. Viết {{%s}} trên một dòng riêng.", render.FormBody, render.FormBody)
	const most = 8
	if partly {
		more := ""
		if len(lacks) > most {
			lacks, more = lacks[:most], " …"
		}
		text += " Nếu muốn đặt từng câu trả lời thì còn thiếu: {{" + strings.Join(lacks, "}}, {{") + "}}" + more + "."
	}
	return text
}

func textShould(name string) string {
	return fmt.Sprintf("Chưa có {{%s}} (%s). Báo cáo sẽ không in phần này, trừ khi thầy/cô đã viết sẵn trong mẫu.", name, fieldWords[name])
}

// fieldWords name the placeholders that are missed.
var fieldWords = map[string]string{
	"subject": "trích yếu", "number": "số văn bản", "date": "ngày, tháng, năm", "recipients": "nơi nhận", "signer": "người ký",
}

func textNoAddressees(title string) string {
	return fmt.Sprintf("Chưa có {{addressees}} (kính gửi), mà mẫu báo cáo «%s» có nơi kính gửi.", title)
}
