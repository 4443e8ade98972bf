package doctext

import (
	"fmt"
	"strings"
)

// The words for people who sent a file.

// vietnameseLetters are the letters beyond ASCII that Vietnamese has.
const vietnameseLetters = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"

const (
	textNameless = "tệp đã gửi"
	textAnyScan  = "bản quét"

	textScannedNote = "Văn bản được nhận dạng từ ảnh nên có thể sai chữ; xin kiểm tra lại số, ký hiệu và ngày tháng."
	textMended      = "Tệp có vài ký tự hỏng, được thay bằng dấu \ufffd; xin xem lại."
	textInstallOCR  = "cài tesseract-ocr tesseract-ocr-vie (trên Debian, Ubuntu: sudo apt-get install tesseract-ocr tesseract-ocr-vie)"
)

func textEmpty(name string) string {
	return fmt.Sprintf("%s: tệp rỗng, không có chữ nào để đọc. Hãy kiểm tra tệp rồi gửi lại, hoặc dán chữ của văn bản.", name)
}

func textNoText(name string) string {
	return fmt.Sprintf("%s: không tìm thấy chữ nào trong tệp. Hãy kiểm tra tệp, hoặc dán chữ của văn bản.", name)
}

func textTooLarge(name string, size int) string {
	return fmt.Sprintf("%s: tệp nặng %d MB, quá mức %d MB. Hãy gửi riêng công văn (không kèm phụ lục), hoặc dán chữ của công văn.", name, size>>20, MaxBytes>>20)
}

// TextTooLarge says that a file is over MaxBytes, for whoever stops reading it there.
func TextTooLarge(name string) string {
	return fmt.Sprintf("%s: tệp nặng quá %d MB. Hãy gửi riêng công văn (không kèm phụ lục), hoặc dán chữ của công văn.", shortName(name), MaxBytes>>20)
}

func textTooManyPages(name string, pages int) string {
	return fmt.Sprintf("%s: tệp có %d trang, quá mức %d trang. Hãy tách riêng phần công văn rồi gửi lại.", name, pages, MaxPages)
}

func textTooSlow(name string) string {
	return fmt.Sprintf("%s: đọc quá lâu nên đã dừng. Hãy gửi riêng phần công văn, hoặc dán chữ của công văn.", name)
}

func textNotText(name string) string {
	return fmt.Sprintf("%s: đây không phải tệp văn bản đọc được. Hãy gửi tệp .docx, .pdf, .txt (UTF-8) hoặc ảnh .jpg, .png.", name)
}

func textGuessed(encoding string) string {
	return fmt.Sprintf("Tệp không theo UTF-8; đã đọc theo bảng mã %s.", encoding)
}

func textOtherImage(name string) string {
	return fmt.Sprintf("%s: chưa đọc được dạng ảnh này. Hãy lưu ảnh thành .jpg hoặc .png rồi gửi lại.", name)
}

func textHTML(name string) string {
	return fmt.Sprintf("%s: đây là trang web (HTML). Hãy chép chữ của công văn rồi dán, hoặc lưu thành .docx.", name)
}

func textArchive(name string) string {
	return fmt.Sprintf("%s: đây là tệp nén. Hãy giải nén rồi gửi riêng tệp công văn.", name)
}

func textNoWord(name string) string {
	return fmt.Sprintf("%s: đây không phải tệp Word (.docx). Hãy mở bằng Word rồi lưu thành .docx.", name)
}

func textZip(name string) string {
	return fmt.Sprintf("%s: đây là tệp nén, bên trong không phải văn bản Word. Hãy giải nén rồi gửi riêng tệp công văn (.docx, .pdf).", name)
}

func textSpreadsheet(name string) string {
	return fmt.Sprintf("%s: đây là bảng tính Excel. Hãy gửi tệp công văn (.docx, .pdf), hoặc dán chữ của công văn.", name)
}

func textSlides(name string) string {
	return fmt.Sprintf("%s: đây là tệp trình chiếu PowerPoint. Hãy gửi tệp công văn (.docx, .pdf), hoặc dán chữ của công văn.", name)
}

func textProtected(name string) string {
	return fmt.Sprintf("%s: tệp có mật khẩu nên không mở được. Hãy bỏ mật khẩu rồi gửi lại, hoặc dán chữ của công văn.", name)
}

func textDamaged(name string) string {
	return fmt.Sprintf("%s: tệp bị hỏng hoặc tải về chưa hết. Hãy tải lại tệp rồi gửi lại.", name)
}

func textDamagedPart(name, part string, line int) string {
	return fmt.Sprintf("%s: tệp Word bị hỏng (%s, dòng %d). Hãy mở bằng Word rồi lưu lại thành .docx mới.", name, part, line)
}

func textMissingPart(name, part string) string {
	return fmt.Sprintf("%s: tệp Word bị hỏng (thiếu %s). Hãy mở bằng Word rồi lưu lại thành .docx mới.", name, part)
}

func textBomb(name string) string {
	return fmt.Sprintf("%s: nội dung bung ra quá lớn so với một công văn nên không mở. Hãy gửi riêng phần công văn.", name)
}

func textNeedOffice(name, ext string) string {
	return fmt.Sprintf("%s: muốn đọc tệp %s thì máy chạy thuky phải có LibreOffice (sudo apt-get install libreoffice-writer-nogui). Hoặc mở tệp bằng Word rồi lưu thành .docx.", name, ext)
}

func textOfficeFailed(name string) string {
	return fmt.Sprintf("%s: LibreOffice không mở được tệp này (tệp hỏng hoặc có mật khẩu). Hãy mở bằng Word rồi lưu thành .docx.", name)
}

func textOfficeSlow(name string) string {
	return fmt.Sprintf("%s: LibreOffice đọc quá %d giây nên đã dừng. Hãy mở bằng Word rồi lưu thành .docx.", name, int(officeLimit.Seconds()))
}

func textNeedOCR(name string) string {
	return fmt.Sprintf("%s: đây là bản chụp hoặc bản quét, chưa có phần mềm nhận dạng chữ trên máy. Hãy %s, hoặc dán chữ của công văn.", name, textInstallOCR)
}

func textNeedVietnamese(name string) string {
	return fmt.Sprintf("%s: phần mềm nhận dạng chữ trên máy chưa biết tiếng Việt. Hãy %s, hoặc dán chữ của công văn.", name, textInstallOCR)
}

func textOCRFailed(name string) string {
	return fmt.Sprintf("%s: không nhận dạng được chữ trong ảnh. Hãy chụp lại cho thẳng và rõ, hoặc dán chữ của công văn.", name)
}

func textOCRSlow(name string) string {
	return fmt.Sprintf("%s: nhận dạng chữ trong ảnh quá lâu nên đã dừng. Hãy gửi riêng từng trang, hoặc dán chữ của công văn.", name)
}

func textHugeImage(name string, width, height int) string {
	return fmt.Sprintf("%s: ảnh quá lớn (%d×%d điểm). Hãy chụp hoặc quét lại ở mức 200–300 dpi.", name, width, height)
}

func textPagesUnread(pages []int) string {
	return fmt.Sprintf("Trang %s là ảnh nên chưa đọc được; muốn đọc, hãy %s.", listed(pages), textInstallOCR)
}

func textPagesLeft(read int) string {
	return fmt.Sprintf("Tệp có nhiều trang ảnh; chỉ %d trang ảnh đầu được nhận dạng.", read)
}

func textEngineFailed(name string) string {
	return fmt.Sprintf("%s: bộ đọc PDF không chạy được trên máy này. Hãy lưu tệp thành .docx, hoặc dán chữ của công văn.", name)
}

// listed writes page numbers: "1, 2, 5".
func listed(pages []int) string {
	var words []string
	for _, p := range pages {
		words = append(words, fmt.Sprint(p))
	}
	return strings.Join(words, ", ")
}
