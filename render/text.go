package render

import (
	"fmt"
	"strings"
)

// All Vietnamese that a draft holds beside the template and the answers.

const (
	country = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
	motto   = "Độc lập - Tự do - Hạnh phúc"

	numberLabel = "Số: "
	numberBlank = "      " // behind the label: room for the clerk's hand
	placeBlank  = "…………"
	dateBlank   = "ngày     tháng     năm "
	yearBlank   = "    "

	addresseesLabel = "Kính gửi:"
	recipientsLabel = "Nơi nhận:"
	asAbove         = "Như trên"
	archive         = "Lưu: VT"

	starterTitle = "Mẫu Word của trường"
	rowNumber    = "TT" // số thứ tự
	totalLabel   = "Tổng cộng"

	holeMark = "[…]"
	endSign  = "./."

	missingNotice = "công văn yêu cầu"
	missingPeriod = "kỳ báo cáo"
	missingSchool = "tên trường"
	missingPlace  = "địa danh"
	missingSigner = "người ký"
)

// How the last recipient begins, folded.
const (
	archiveWord   = "luu"
	archiveOffice = "vt"
)

// appendixLabel stands over the photos of a question.
const (
	appendixLabel = "Phụ lục"
	photosTitle   = "Ảnh minh chứng"
)

// PhotoLost stands behind the caption of a photo whose bytes are not there.
const PhotoLost = "[Không còn tệp ảnh này]"

// itemNumber stands before a file in the list.
func itemNumber(n int) string { return fmt.Sprintf("%d) ", n) }

func photoLabel(n int) string   { return fmt.Sprintf("Ảnh %d", n) }
func photoLabelIn(n int) string { return fmt.Sprintf("ảnh %d", n) }

// appendixWith is the line under the title of an appendix.
func appendixWith(kind, number, date, issuer string) string {
	return fmt.Sprintf("(Kèm theo %s số %s %s của %s)", kind, number, date, issuer)
}

// fewFilesMark stands under a list of files that is too short.
func fewFilesMark(what string, has int, want string) string {
	return fmt.Sprintf("[Còn thiếu tệp: %s – cần ít nhất %s, mới có %d]", what, want, has)
}

func openMark(what string) string { return "[Chưa có nội dung: " + what + "]" }

func skippedMark(what string, reasons []string) string {
	if len(reasons) == 0 {
		return openMark(what)
	}
	return "[Chưa có nội dung: " + what + " – lý do: " + strings.Join(reasons, "; ") + "]"
}

// partMark stands behind a text or a sum that lacks the parts of some.
func partMark(what string, names []string) string {
	return "[Chưa có phần của " + strings.Join(names, ", ") + ": " + what + "]"
}

func missingOrganisation(id string) string { return "tên cơ quan “" + id + "”" }

func missingMark(what string) string { return "[Chưa có: " + what + "]" }
