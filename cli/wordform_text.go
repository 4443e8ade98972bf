package cli

import (
	"fmt"

	"thuky/report"
)

// The words about the school's own Word forms.

const (
	starterName = "mau-word.docx"

	textWordLong = `Báo cáo được in theo Nghị định 30/2020/NĐ-CP. Trường có mẫu Word riêng thì đặt các chỗ điền
như {{subject}}, {{noi_dung}} vào mẫu đó rồi chọn bằng “set”: mọi bản dự thảo từ đó in theo mẫu
của trường. Cách làm và danh sách chỗ điền: docs/mau-word.md.`
	textWordStarterLong = `Ghi một tệp Word đã có đủ chỗ điền, trình bày như bản in thường. Mở bằng Word, sửa theo ý
trường, rồi kiểm tra bằng “check” và chọn bằng “set”.`
	textWordCheckLong = `Kiểm tra các chỗ điền của một mẫu Word: chỗ nào không có tên đó, chưa đóng, đặt sai nơi hoặc
còn thiếu, kèm chữ quanh chỗ đó. Mã thoát là 1 khi mẫu chưa dùng được.`
	textWordSetLong = `Kiểm tra một mẫu Word rồi dùng cho các bản dự thảo từ nay. Không có --template thì mẫu dùng cho
mọi báo cáo chưa có mẫu Word riêng. Báo cáo đã duyệt giữ nguyên bản đã duyệt; muốn có bản theo
mẫu mới thì duyệt lại.`
	textWordRemoveLong = `Thôi dùng mẫu Word đã chọn. Có --template thì thôi mẫu riêng của báo cáo đó; không có thì thôi mẫu
dùng chung. Bản dự thảo sau đó in như thường.`

	textNoForms = "Chưa chọn mẫu Word nào; báo cáo in theo thể thức chung."
)

func textFormColumns() []string { return []string{"BÁO CÁO", "TỆP", "TỪ NGÀY"} }

// textFormFor says whose reports a form is for.
func textFormFor(template string) string {
	if template == "" {
		return "(mọi báo cáo)"
	}
	return template
}

func textFormSummary(path string, result report.FormCheck) string {
	fatal := 0
	for _, problem := range result.Problems {
		if problem.Fatal {
			fatal++
		}
	}
	switch {
	case fatal > 0:
		return fmt.Sprintf("%s: chưa dùng được, có %d chỗ cần sửa.", path, fatal)
	case len(result.Problems) > 0:
		return fmt.Sprintf("%s: dùng được, có %d chỗ điền và %d điều nên xem lại.", path, len(result.Fields), len(result.Problems))
	}
	return fmt.Sprintf("%s: dùng được, có %d chỗ điền.", path, len(result.Fields))
}

// textFormProblem tells one problem on one line.
func textFormProblem(problem report.FormProblem) string {
	text := "- "
	if !problem.Fatal {
		text += "Lưu ý: "
	}
	switch {
	case problem.Where != "" && problem.Quote != "":
		text += fmt.Sprintf("Ở %s, “%s”: ", problem.Where, problem.Quote)
	case problem.Quote != "":
		text += fmt.Sprintf("“%s”: ", problem.Quote)
	case problem.Where != "":
		text += fmt.Sprintf("Ở %s: ", problem.Where)
	}
	return text + problem.Text
}

func textFormSet(name, template string) string {
	if template == "" {
		return fmt.Sprintf("Từ nay các bản dự thảo in theo mẫu Word %s.", name)
	}
	return fmt.Sprintf("Từ nay các bản dự thảo của báo cáo “%s” in theo mẫu Word %s.", template, name)
}

func textFormRemoved(template string) string {
	if template == "" {
		return "Đã thôi dùng mẫu Word chung."
	}
	return fmt.Sprintf("Báo cáo “%s” thôi dùng mẫu Word riêng.", template)
}

func textNoSuchForm(template string) string {
	if template == "" {
		return "Chưa chọn mẫu Word chung nào. Xem: thuky template word list"
	}
	return fmt.Sprintf("Báo cáo “%s” không có mẫu Word riêng. Xem: thuky template word list", template)
}

func textFormUnusable(err error) string {
	return fmt.Sprintf("Lưu ý: mẫu Word của trường không còn dùng được nên bản này in theo thể thức chung. Chi tiết: %v", err)
}
