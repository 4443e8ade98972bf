package report

import (
	"fmt"
	"strings"
)

// fileKindText names what a template calls a kind.
func fileKindText(family string) string {
	switch family {
	case "photo":
		return "ảnh"
	case "pdf":
		return "tệp PDF"
	case "word":
		return "tệp Word"
	case "excel":
		return "tệp Excel"
	case "powerpoint":
		return "tệp PowerPoint"
	}
	return "tệp"
}

// FileKindsText lists what a question takes: "ảnh, tệp PDF".
func (q *Question) FileKindsText() string {
	names := make([]string, 0, len(fileKinds))
	for _, kind := range q.FileKinds() {
		names = append(names, fileKindText(kind))
	}
	return strings.Join(names, ", ")
}

func fileCount(n int, kinds []string) string {
	return fmt.Sprintf("%d tệp (%s)", n, strings.Join(kinds, ", "))
}

// fileLine is a file in a list. One without a caption stands there by its name.
func fileLine(n int, f File) string {
	if f.Caption == "" {
		return fmt.Sprintf("%d. %s (%s, chưa có chú thích)", n, f.Name, f.KindText())
	}
	return fmt.Sprintf("%d. %s (%s)", n, f.Caption, f.KindText())
}

func filesCount(p *Problem, has int) string {
	if p.Code == TooFewFiles {
		return fmt.Sprintf("Câu này cần ít nhất %s tệp, mới có %d", p.Min, has)
	}
	return fmt.Sprintf("Câu này nhận tối đa %s tệp, đang có %d", p.Max, has)
}

func unknownFileKind(name, suggestion string, kinds []string) string {
	if suggestion == "" {
		return fmt.Sprintf("loại tệp «%s» không có; các loại dùng được: %s", name, strings.Join(kinds, ", "))
	}
	return nearest(fmt.Sprintf("loại tệp «%s» không có", name), suggestion)
}

func badFileLimit(key string, least, most int) string {
	return fmt.Sprintf("«%s» của loại «files» phải là số nguyên từ %d đến %d", key, least, most)
}

const (
	captionLimit = "300" // MaxCaption

	noFileKinds      = "«kinds» để trống; hãy ghi loại tệp được nhận, ví dụ kinds = [\"photo\", \"pdf\"], hoặc bỏ khóa"
	appendixNoPhotos = "«appendix» là tên phụ lục của ảnh, mà «kinds» không nhận ảnh; hãy thêm \"photo\" hoặc bỏ khóa"
)
