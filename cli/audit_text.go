package cli

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"thuky/storage"
)

// The words about the chain of the audit.
const (
	textSubjectAudit    = "Nhật ký"
	textAuditLong       = "Nhật ký ghi ai đã làm gì, lúc nào. Mỗi dòng mang mã của dòng trước, nên sửa, bỏ, chèn, đổi chỗ một dòng đều lộ ra."
	textAuditVerifyLong = `Đọc lại mọi dòng nhật ký và chỉ ra dòng nào đã bị sửa, bỏ, chèn, đổi chỗ. Đối chiếu với bản sao lưu nguyên vẹn mới
nhất, hoặc bản chỉ bằng --with. Số và mã của dòng cuối in ra có thể chép vào sổ giấy để đối chiếu về sau.
Mã thoát là 1 khi có chỗ sai. Nhật ký chứng tỏ điều gì, không chứng tỏ điều gì: docs/security.md.`
	textAuditExample  = "  thuky audit verify\n  thuky audit verify --with sao-luu/2026-06-01-020000.tu-dong.thuky.db"
	textFlagAuditWith = "đối chiếu với bản sao lưu trong `TỆP` này"
	textAuditNone     = "chưa có"
	textAuditEmpty    = "chưa có dòng nào"
	textAuditBusy     = "“thuky serve” đang dùng kho; dừng nó rồi chạy “thuky audit verify”, hoặc kiểm tra một bản sao lưu bằng --db"
	textAuditUnread   = "chưa đọc được vì kho chưa mở được"
	textFixAudit      = "Chạy “thuky audit verify” để xem đủ. Giữ nguyên kho và mọi bản sao lưu, xem ai vào được máy. " +
		"Vừa khôi phục một bản cũ hơn thì chỗ khác với bản sao lưu là do việc đó."
)

func textAuditNoCopy(path string) string {
	return fmt.Sprintf("Không đọc được bản sao lưu %s: cần một tệp do “thuky backup” hoặc “thuky serve” ghi.", path)
}

func textAuditOldCopy(path string) string {
	return fmt.Sprintf("Bản sao lưu %s có từ trước khi nhật ký có chuỗi mã nên không đối chiếu được; hãy chọn bản mới hơn.", path)
}

// textAuditFine says that nothing is wrong.
func textAuditFine(a audited) string {
	f := a.found
	if f.Head.Number == 0 && f.Older == 0 {
		return textAuditEmpty
	}
	if f.Head.Number == 0 {
		return fmt.Sprintf("%d dòng từ trước khi có chuỗi mã; chuỗi bắt đầu từ dòng kế tiếp", f.Older)
	}
	text := fmt.Sprintf("%d dòng từ %s còn nguyên, dòng cuối số %d, mã %.16s", f.Entries, textMoment(f.Since), f.Head.Number, f.Head.Hash)
	if a.copy != "" {
		text += "; khớp với bản sao lưu " + filepath.Base(a.copy)
	}
	return text
}

// textAuditProblems lists some of what is wrong.
func textAuditProblems(a audited, most int) string {
	var lines []string
	for i, p := range a.found.Problems {
		if i == most {
			lines = append(lines, fmt.Sprintf("và %d chỗ nữa", len(a.found.Problems)-most))
			break
		}
		lines = append(lines, textAuditProblem(p, a.copy))
	}
	return strings.Join(lines, "\n")
}

// textAudit is the whole of audit verify.
func textAudit(a audited) string {
	f := a.found
	var lines []string
	if f.Head.Number > 0 {
		lines = append(lines,
			fmt.Sprintf("Nhật ký có %d dòng, từ %s.", f.Entries, textMoment(f.Since)),
			fmt.Sprintf("Dòng cuối: số %d, mã %s", f.Head.Number, f.Head.Hash))
	}
	if f.Older > 0 {
		lines = append(lines, fmt.Sprintf("%d dòng ghi từ trước khi có chuỗi mã: không kiểm tra được.", f.Older))
	}
	if f.Erased > 0 || f.Removed > 0 {
		lines = append(lines, fmt.Sprintf("Theo yêu cầu hoặc hết hạn lưu: %d dòng đã xóa lời, %d dòng đã bỏ.", f.Erased, f.Removed))
	}
	if a.copy != "" {
		lines = append(lines, "Đã đối chiếu với "+a.copy+".")
	}
	if len(f.Problems) == 0 {
		return strings.Join(append(lines, "Không thấy chỗ nào bị sửa."), "\n")
	}
	lines = append(lines, fmt.Sprintf("Có %d chỗ sai:", len(f.Problems)))
	return strings.Join(append(lines, textAuditProblems(a, mostAuditProblemsAll), textFixAudit), "\n")
}

func textAuditProblem(p storage.AuditProblem, against string) string {
	against = "bản sao lưu " + filepath.Base(against)
	entry := fmt.Sprintf("dòng %d (%s)", p.Number, textEntryPlace(p))
	stretch := fmt.Sprintf("dòng %d", p.Number)
	if p.To > p.Number {
		stretch = fmt.Sprintf("dòng %d đến %d", p.Number, p.To)
	}
	after := ""
	if !p.At.IsZero() {
		after = ", sau dòng ghi lúc " + textMoment(p.At)
	}
	switch p.Kind {
	case storage.AuditAltered:
		return entry + ": không còn như lúc ghi, đã bị sửa hoặc đổi chỗ"
	case storage.AuditMissing:
		return "thiếu " + stretch + after
	case storage.AuditCut:
		return "phần cuối bị cắt: thiếu " + stretch + after
	case storage.AuditInserted:
		return entry + ": bị chèn vào, không do thuky ghi"
	case storage.AuditNoHead:
		if p.Number == 0 {
			return "số và mã của dòng cuối bị mất hoặc bị sửa"
		}
		return fmt.Sprintf("số và mã của dòng cuối từng bị mất: chuỗi bắt đầu lại ở dòng %d", p.Number)
	case storage.AuditErased:
		return fmt.Sprintf("một trong những dòng đã xóa lời không còn như lúc xóa (lần xóa sau cùng: %s)", entry)
	case storage.AuditDoubted:
		return fmt.Sprintf("khi xóa dữ liệu lúc %s, nhật ký đã sai từ trước: %s", textMoment(p.At),
			textAuditProblem(storage.AuditProblem{Kind: p.Was, Number: p.Number}, ""))
	case storage.AuditBehind:
		return fmt.Sprintf("%s có đến dòng %d, kho chỉ có đến dòng %d", against, p.To, p.Number)
	case storage.AuditOther:
		return fmt.Sprintf("%s: khác với %s, nhật ký đã bị viết lại", entry, against)
	}
	return string(p.Kind)
}

// textEntryPlace says when and in which report an entry was written, as far as it is known.
func textEntryPlace(p storage.AuditProblem) string {
	text := textMoment(p.At)
	if p.Campaign != "" {
		text += ", báo cáo " + p.Campaign
	}
	return text
}

func textMoment(at time.Time) string {
	if at.IsZero() {
		return "không rõ lúc nào"
	}
	return at.In(vietnam).Format("15:04 2/1/2006")
}
