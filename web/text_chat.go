package web

import (
	"fmt"
	"strings"
	"time"

	"thuky/report"
	"thuky/vntext"
)

// The words of the chat.
const (
	titleLine      = "Cả tin"
	textPictureAlt = "Ảnh xem trước của tệp"

	textNothingWritten = "Dạ, ô trả lời đang trống. Thầy/cô viết câu trả lời rồi bấm «Gửi» giúp em ạ."
	textAnswerTooLong  = "Dạ, câu trả lời dài quá 200.000 chữ cái nên chưa gửi được. Nội dung vẫn còn trong ô; thầy/cô chia làm hai lần gửi giúp em ạ."
	textNoLine         = "Dạ, tin này không có trong cuộc trò chuyện của thầy/cô, hoặc không còn nữa ạ."
)

// The words of one's own answers.
const menuOwn = "Của tôi"

// textChannel names the platform over which something came.
func textChannel(platform string) string {
	switch platform {
	case Platform:
		return "trang web"
	case "telegram":
		return "Telegram"
	case "zalo":
		return "Zalo"
	case "zalooa":
		return "Zalo OA"
	case "terminal":
		return "máy này"
	case "cli":
		return "dòng lệnh"
	}
	return platform
}

// textFix is what people type to change an answer.
func textFix(place string) string { return "sửa " + place }

// The words about files.
const (
	titleHandIn = "Gửi tệp cho thư ký"

	textFileName    = "Tệp"
	textFileGone    = "Dạ, tệp này không còn được giữ: tệp gửi lên được xóa sau khi đọc xong, các tệp khác được giữ 90 ngày. Cần lại thì thầy/cô nhắn thư ký ạ."
	textNoPicture   = "Dạ, không có ảnh này ạ."
	textNoFile      = "Dạ, chưa có tệp nào được chọn. Thầy/cô chọn ảnh hoặc tệp rồi bấm «Gửi tệp» giúp em ạ."
	textManyUploads = "Dạ, có nhiều tệp được gửi liên tiếp quá. Thầy/cô chờ vài phút rồi gửi tiếp giúp em ạ."
	textLinkBad     = "Dạ, liên kết này không đúng: có thể đã bị cắt mất một đoạn khi chép. Thầy/cô mở lại liên kết trong tin của thư ký giúp em ạ."
	textLinkEnded   = "Dạ, liên kết này đã hết hạn. Thầy/cô nhắn thư ký để nhận liên kết mới ạ."

	textKinds = "ảnh, PDF, Word, Excel, PowerPoint và tệp chữ (.txt, .csv)"
)

// textLineDay is the head above the lines of a day: "Thứ Sáu, 27/11/2026".
func textLineDay(t time.Time) string {
	day := weekdays[t.Weekday()]
	return strings.ToUpper(day[:1]) + day[1:] + t.Format(", 02/01/2006")
}

func textWhole(letters int) string {
	return fmt.Sprintf("Xem cả tin (%s chữ cái)", vntext.FormatNumber(float64(letters)))
}

// textFileAbout is what stands under the name of a file: "PDF · 1,2 MB".
func textFileAbout(kind string, size int64) string {
	if size <= 0 {
		return kind
	}
	about := textSize(size)
	if kind != "" {
		about = kind + " · " + about
	}
	return about
}

func textFileTooLarge(name string) string {
	return fmt.Sprintf("Dạ, tệp «%s» lớn quá 20 MB nên em chưa nhận được. Thầy/cô gửi ảnh nhẹ hơn, hoặc chia tệp ra giúp em ạ.", name)
}

func textFileRefused(name string, empty bool) string {
	if empty {
		return fmt.Sprintf("Dạ, tệp «%s» không có nội dung. Thầy/cô chọn lại giúp em ạ.", name)
	}
	return fmt.Sprintf("Dạ, em chưa nhận được tệp «%s». Em nhận %s ạ.", name, textKinds)
}

// textCalled is how somebody is spoken of on a page that others may see, too: "cô Mai".
func textCalled(p report.Person) string {
	words := strings.Fields(p.Name)
	if len(words) == 0 {
		return ""
	}
	call := p.Call
	if call == "" {
		call = "thầy/cô"
	}
	return call + " " + words[len(words)-1]
}
