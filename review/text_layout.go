package review

import (
	"fmt"
	"strings"

	"thuky/vntext"
)

// What is said about the layout of a Word file, by Nghị định 30/2020/NĐ-CP.

const (
	textNoPageNumber    = "Chưa đánh số trang: ở giữa, phía trên, từ trang 2."
	textPageNumberPlace = "Số trang đặt ở giữa, phía trên trang giấy."
	textPageNumberFirst = "Trang đầu không hiện số trang."
	textRagged          = "Nội dung canh đều cả hai lề."
	textFlush           = "Dòng đầu mỗi đoạn lùi vào 1 cm hoặc 1,27 cm."
	textTight           = "Khoảng cách giữa các đoạn ít nhất là 6 pt."
	textLines           = "Khoảng cách dòng từ dòng đơn đến 1,5 dòng."
	textMotto           = "Tiêu ngữ viết hoa chữ đầu mỗi cụm, giữa các cụm có gạch nối, có cách chữ."
)

const (
	textSignatureForm     = "Văn bản của cơ quan Nhà nước ghi TM., KT., TL., TUQ. với dấu chấm; dấu gạch chéo là của Đảng."
	textRecipientsForm    = "Mỗi nơi nhận một dòng, có gạch đầu dòng, cuối dòng là dấu chấm phẩy, dòng cuối là dấu chấm."
	textRecipientsArchive = "Dòng cuối của nơi nhận là nơi lưu."
)

func textClosingMissing(missing []string) string {
	return "Phần cuối văn bản chưa có " + list(missing) + "."
}

func textPageSize(width, height float64) string {
	return fmt.Sprintf("Khổ giấy %s × %s mm không phải A4.", vntext.FormatNumber(width), vntext.FormatNumber(height))
}

func textMargins(wrong []string) string {
	return "Lề trang chưa đúng: " + strings.Join(wrong, ", ") + "."
}

func textFont(font string) string {
	return fmt.Sprintf("Phông chữ «%s», không phải Times New Roman", font)
}

func textSize(name string, size float64) string {
	return fmt.Sprintf("Cỡ chữ của %s là %s", name, vntext.FormatNumber(size))
}

func sizeRange(c *component) string {
	if c.least == c.most {
		return vntext.FormatNumber(c.least)
	}
	return vntext.FormatNumber(c.least) + " đến " + vntext.FormatNumber(c.most)
}

// textLook says how a component is to be: "chữ đậm", "canh giữa".
func textLook(name, how string) string { return asCase("A", name) + " phải " + how }

func textTimes(message string, count int) string {
	if count == 1 {
		return message + "."
	}
	return fmt.Sprintf("%s (%d đoạn).", message, count)
}

func textSizesMixed(sizes []float64) string {
	var all []string
	for _, s := range sizes {
		all = append(all, vntext.FormatNumber(s))
	}
	return "Nội dung có nhiều cỡ chữ: " + list(all) + "; dùng một cỡ."
}
