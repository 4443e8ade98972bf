package conversation

import (
	"fmt"
	"slices"
	"strings"

	"thuky/report"
)

// What the bot says about files.

const (
	textFilesHow     = "Dạ, thầy/cô gửi thêm tệp vào đây, «xóa 2» để bỏ tệp số 2, «chú thích 2: …» để ghi chú thích, «thay tệp 2» để đổi tệp khác ạ."
	textFilesHere    = "Dạ, thầy/cô gửi ảnh hoặc tệp ngay vào cuộc trò chuyện này giúp em ạ."
	textPupils       = "(Ảnh thấy rõ mặt học sinh chỉ gửi khi cha mẹ đã đồng ý, học sinh từ 7 tuổi cũng đồng ý; chưa có thì chụp không rõ mặt.)"
	textStrayDropped = "✓ Em không dùng các tệp đó ạ."
)

// maxListedFiles is how many files one message lists.
const maxListedFiles = 12

func textFilesWanted(q *report.Question) string {
	size := q.MaxSize() >> 20
	count := fmt.Sprintf("tối đa %d tệp", q.MaxFiles())
	switch least := q.MinFiles(); {
	case least > 0 && least == q.MaxFiles():
		count = fmt.Sprintf("đúng %d tệp", least)
	case least > 0:
		count = fmt.Sprintf("từ %d đến %d tệp", least, q.MaxFiles())
	}
	return fmt.Sprintf("(Gửi %s; %s, mỗi tệp không quá %d MB. Gửi hết thì gõ «xong».)", q.FileKindsText(), count, size)
}

// textFilesCame lists the files that have just come.
func textFilesCame(files []report.File, fresh map[string]bool) string {
	var lines []string
	for i, f := range files {
		if fresh[f.Hash] {
			lines = append(lines, fileLine(i+1, f))
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return fmt.Sprintf("✓ Dạ đã nhận %d tệp:\n", len(lines)) + listed(lines)
}

// listed keeps a list short.
func listed(lines []string) string {
	if more := len(lines) - maxListedFiles; more > 0 {
		lines = append(slices.Clone(lines[:maxListedFiles]), fmt.Sprintf("(… và %d tệp nữa)", more))
	}
	return strings.Join(lines, "\n")
}

func fileLine(n int, f report.File) string {
	if f.Caption == "" {
		return fmt.Sprintf("%d. %s (%s)", n, clip(f.Name, 60), f.KindText())
	}
	return fmt.Sprintf("%d. %s (%s)", n, clip(f.Caption, 80), f.KindText())
}

// textFilesSoFar says which files there are and what can be done. known: they have just been
// listed.
func textFilesSoFar(q *report.Question, files []report.File, known bool) string {
	text := "Câu này có " + q.Summary(report.FilesValue(files))
	if known {
		text += "."
	} else {
		lines := make([]string, len(files))
		for i, f := range files {
			lines[i] = fileLine(i+1, f)
		}
		text += ":\n" + listed(lines)
	}
	text += "\n"
	if bare := uncaptioned(files); len(bare) > 0 {
		text += fmt.Sprintf("Chú thích: gõ «%d: …». ", bare[0])
	}
	if len(files) < q.MaxFiles() {
		text += "Gửi thêm, «xóa 1» để bỏ, hoặc «xong»."
	} else {
		text += fmt.Sprintf("Đã đủ %d tệp; «xóa 1» để bỏ, hoặc «xong».", q.MaxFiles())
	}
	return text
}

func textNoFilesYet(q *report.Question) string {
	return "Câu này chưa có tệp nào. " + strings.Trim(textFilesWanted(q), "()")
}

func textNoFiles(q *report.Question) string {
	if q.MinFiles() > 0 {
		return "Dạ, câu này cần tệp: thầy/cô gửi vào đây giúp em; chưa có thì gõ «bỏ qua» ạ."
	}
	return "Dạ, câu này cần tệp: thầy/cô gửi vào đây giúp em; không có thì gõ «không» ạ."
}

func textFilesComing(n int) string {
	return fmt.Sprintf("Dạ, em đang tải %d tệp, xong em ghi ngay ạ.", n)
}

func textCaptionLater(n int) string {
	return fmt.Sprintf("Dạ, em đang tải %d tệp; xong em ghi chú thích này ạ.", n)
}

func textFilesTwice(n int) string {
	return fmt.Sprintf("Dạ, %d tệp đã có từ trước nên em không ghi lần nữa ạ.", n)
}

func textNoSuchFile(n, has int) string {
	if has == 0 {
		return "Dạ, câu này chưa có tệp nào ạ."
	}
	return fmt.Sprintf("Dạ, không có tệp số %d; câu này có %d tệp ạ.", n, has)
}

func textCaptionLong(limit int) string {
	return fmt.Sprintf("Dạ, chú thích dài quá %d chữ cái nên em chưa ghi. Thầy/cô viết gọn lại giúp em ạ.", limit)
}

func textCaptionWhich(has int) string {
	if has == 1 {
		return "Dạ, tệp này có chú thích rồi; muốn đổi thì gõ «1: …» ạ."
	}
	return "Dạ, các tệp đều có chú thích rồi; muốn đổi thì gõ số của tệp, ví dụ «2: …» ạ."
}

func textCaptioned(files []report.File, list []int) string {
	if len(list) == 1 {
		f := files[list[0]-1]
		return fmt.Sprintf("✓ Chú thích tệp %d: %s", list[0], clip(f.Caption, 120))
	}
	same := true
	for _, n := range list {
		same = same && files[n-1].Caption == files[list[0]-1].Caption
	}
	if same {
		return fmt.Sprintf("✓ Chú thích %d tệp: %s", len(list), clip(files[list[0]-1].Caption, 120))
	}
	return fmt.Sprintf("✓ Đã ghi chú thích của %d tệp.", len(list))
}

func textUncaptioned(n int) string {
	return fmt.Sprintf("Lưu ý: %d tệp chưa có chú thích; quay lại câu này để ghi thêm ạ.", n)
}

func textFilesDeleted(files []report.File, list []int) string {
	names := make([]string, len(list))
	for i, n := range list {
		names[i] = clip(files[n-1].Label(), 40)
	}
	return fmt.Sprintf("✓ Đã bỏ %d tệp: %s", len(list), strings.Join(names[:min(len(names), maxListedFiles)], "; "))
}

func textFileReplace(n int, f report.File) string {
	return fmt.Sprintf("Dạ, thầy/cô gửi tệp thay cho tệp %d (%s) giúp em ạ. Chú thích vẫn giữ.", n, clip(f.Label(), 60))
}

func textFilesUpload(q *report.Question, link string) string {
	return "Dạ, thầy/cô gửi " + q.FileKindsText() + " ở đây giúp em ạ:\n" + link
}

func textFilesAdded(n, place, has int) string {
	return fmt.Sprintf("✓ Đã thêm %d tệp vào câu %d (nay có %d tệp).", n, place, has)
}

// Files that came outside of a question.

func labelInto(place int, name string) string {
	return fmt.Sprintf("Vào câu %d: %s", place, clip(name, 24))
}

func wordInto(place int) string { return fmt.Sprintf("vào câu %d", place) }

func textIntoPlace(place int, name string) string {
	return fmt.Sprintf("«vào câu %d» (%s)", place, clip(name, 60))
}

func textStray(files []report.File, places []string) string {
	names := make([]string, 0, 3)
	for _, f := range files[:min(len(files), 3)] {
		names = append(names, clip(f.Label(), 40))
	}
	what := fmt.Sprintf("%d tệp", len(files))
	if len(files) == 1 {
		what = "tệp"
	}
	text := fmt.Sprintf("Dạ, em giữ %s thầy/cô gửi (%s", what, strings.Join(names, "; "))
	if len(files) > len(names) {
		text += "; …"
	}
	text += ")."
	if len(places) == 0 {
		return text + " Thầy/cô mở lại báo cáo có câu hỏi cần tệp rồi gửi lần nữa giúp em ạ."
	}
	return text + " Tệp thuộc câu nào ạ? Gõ " + strings.Join(places, ", ") + "; không dùng thì gõ «bỏ tệp này»."
}

func textStrayFull(limit int) string {
	return fmt.Sprintf("Dạ, em đang giữ %d tệp chưa biết thuộc câu nào. Thầy/cô gõ «vào câu …» trước giúp em ạ.", limit)
}

func textNoFilesThere(n int) string {
	return fmt.Sprintf("Dạ, câu %d không nhận tệp ạ.", n)
}

// textNames joins the names of files.
func textNames(a, b string) string {
	switch {
	case b == "" || strings.Contains(a, b) || len(a) > 120:
		return a
	case a == "":
		return b
	}
	return a + ", " + b
}

// textFileRefused says why files are not taken, and what would be right. q may be nil.
func textFileRefused(q *report.Question, r Refused) string {
	name := "tệp"
	if r.Name != "" {
		name = "tệp «" + clip(r.Name, 120) + "»"
	}
	kinds, size := "ảnh, tệp PDF, tệp Word, tệp Excel", int64(report.MaxFileSize>>20)
	if q != nil {
		kinds, size = q.FileKindsText(), q.MaxSize()>>20
	}
	switch r.Why {
	case report.FileWrongKind:
		return fmt.Sprintf("Dạ, em chưa nhận %s: câu này chỉ nhận %s ạ.", name, kinds)
	case report.FileUnknown:
		return fmt.Sprintf("Dạ, em chưa nhận %s vì không đúng loại. Các loại nhận được: %s ạ.", name, kinds)
	case report.FileTooBig:
		return fmt.Sprintf("Dạ, em chưa nhận %s vì lớn quá %d MB. Thầy/cô gửi bản nhẹ hơn, hoặc chia nhỏ giúp em ạ.", name, size)
	case report.FileHEIC:
		return fmt.Sprintf("Dạ, %s là ảnh HEIC của iPhone, em chưa mở được. Thầy/cô gửi lại dưới dạng ảnh (không phải tệp), hoặc chọn Cài đặt → Camera → Định dạng → «Tương thích nhất» rồi chụp lại giúp em ạ.", name)
	case report.FileBroken:
		return fmt.Sprintf("Dạ, %s bị hỏng, em không mở được. Thầy/cô gửi lại giúp em ạ.", name)
	case report.FileHuge:
		return fmt.Sprintf("Dạ, ảnh trong %s quá lớn (hơn 50 triệu điểm ảnh). Thầy/cô gửi ảnh nhỏ hơn giúp em ạ.", name)
	case report.FileMacros:
		return fmt.Sprintf("Dạ, em không nhận %s vì trong tệp có chương trình (macro) hoặc tệp bị hỏng. Thầy/cô lưu thành PDF, hoặc tệp thường không có macro, rồi gửi lại giúp em ạ.", name)
	case report.FileNoRoom:
		return "Dạ, báo cáo này đã đủ dung lượng tệp nên em chưa nhận thêm được. Thầy/cô bỏ bớt tệp, hoặc báo văn phòng giúp em ạ."
	case report.FileEmpty:
		return fmt.Sprintf("Dạ, %s không có nội dung. Thầy/cô chọn lại giúp em ạ.", name)
	case fileOver:
		most := report.MaxFiles
		if q != nil {
			most = q.MaxFiles()
		}
		return fmt.Sprintf("Dạ, câu này nhận tối đa %d tệp nên em chưa nhận %s. Thầy/cô «xóa» bớt rồi gửi lại giúp em ạ.", most, name)
	}
	return fmt.Sprintf("Dạ, em chưa tải được %s. Thầy/cô gửi lại giúp em ạ.", name)
}
