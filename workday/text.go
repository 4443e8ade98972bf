package workday

import (
	"fmt"
	"time"
)

// The names of days as the law gives them.
const (
	textNewYear        = "Tết Dương lịch"
	textKings          = "Giỗ Tổ Hùng Vương (10/3 âm lịch)"
	textVictory        = "Ngày Chiến thắng"
	textLabour         = "Ngày Quốc tế Lao động"
	textNational       = "Quốc khánh"
	textNationalSecond = "Quốc khánh (ngày liền kề)"
	textCulture        = "Ngày Văn hóa Việt Nam"

	textLabourCode      = "BLLĐ 2019 Đ.112"
	textCultureLaw      = "Nghị quyết 28/2026/QH16 Đ.2"
	textCompensationLaw = "Đ.111 k.3"
)

// textTet names a day of Tết by how far it is from the first.
func textTet(offset int) string {
	if offset < 0 {
		return fmt.Sprintf("Tết Nguyên đán (trước mùng 1: %d ngày)", -offset)
	}
	return fmt.Sprintf("Tết Nguyên đán (mùng %d)", offset+1)
}

func textCompensationFor(name string, d Date) string {
	return fmt.Sprintf("%s (nghỉ bù cho %s %s)", name, dayNames[d.Weekday()], shortDate(d))
}

func textMakeUpFor(d Date) string { return "Làm bù cho " + shortDate(d) }
func textSwappedFor(d Date) string {
	return fmt.Sprintf("Nghỉ hoán đổi (làm bù %s)", shortDate(d))
}

func textRest(d time.Weekday) string {
	if d == time.Sunday {
		return "Chủ nhật, nghỉ hằng tuần"
	}
	return "thứ Bảy, nghỉ hằng tuần"
}

func shortDate(d Date) string { return fmt.Sprintf("%02d/%d", d.Day, d.Month) }
func longDate(d Date) string  { return fmt.Sprintf("%02d/%02d/%04d", d.Day, d.Month, d.Year) }

// Words names a kind of day.
func (k Kind) Words() string {
	if w, ok := kindWords[k]; ok {
		return w[0]
	}
	if k == Rest {
		return "nghỉ hằng tuần"
	}
	return "ngày làm việc"
}

// Words names a status, as it stands in sheets.
func (s Status) Words() string {
	if w, ok := statusWords[s]; ok {
		return w[0]
	}
	return "chưa có lịch"
}

// The words of sheets, first the one that is written; the others are read too.
var (
	kindWords = map[Kind][]string{
		Holiday:     {"nghỉ lễ", "nghi le", "nghỉ", "nghi"},
		Compensated: {"nghỉ bù", "nghi bu"},
		Swapped:     {"hoán đổi", "hoan doi", "nghỉ hoán đổi", "nghi hoan doi"},
		MakeUp:      {"làm bù", "lam bu"},
		Removed:     {"bỏ", "bo"},
	}
	statusWords = map[Status][]string{
		Official:    {"chính thức", "chinh thuc"},
		Statutory:   {"theo luật", "theo luat"},
		Provisional: {"dự kiến", "du kien"},
	}
	keyWords = map[key][]string{
		keyPair:     {"đổi với", "doi voi"},
		keyFor:      {"bù cho", "bu cho"},
		keyWhen:     {"khi nghỉ", "khi nghi"},
		keyStatus:   {"tình trạng", "tinh trang"},
		keySource:   {"nguồn", "nguon"},
		keyNote:     {"ghi chú", "ghi chu"},
		keyAudience: {"áp dụng", "ap dung"},
	}
	yearWords = []string{"năm ", "nam "}
)

func textCoverage(year int, s Status, open string) string {
	switch s {
	case Official:
		if open == "" {
			return ""
		}
		return fmt.Sprintf("Lịch nghỉ năm %d đã có thông báo chính thức, %s.", year, open)
	case Provisional:
		if open != "" {
			open = " (" + open + ")"
		}
		return fmt.Sprintf("Lịch nghỉ năm %d mới là dự kiến vì chưa có thông báo chính thức%s; ngày nghỉ Tết và các ngày hoán đổi có thể khác.", year, open)
	case Statutory:
		return fmt.Sprintf("Chưa có lịch nghỉ năm %d: chỉ tính các ngày lễ theo luật; ngày nghỉ Tết là dự kiến, ngày hoán đổi chưa biết.", year)
	case Partial:
		return fmt.Sprintf("Chưa có lịch nghỉ năm %d: chỉ tính các ngày lễ dương lịch theo luật; chưa biết ngày Tết, Giỗ Tổ và ngày hoán đổi.", year)
	default:
		return fmt.Sprintf("Không có lịch nghỉ năm %d (chỉ có từ %d đến %d): chỉ trừ ngày nghỉ hằng tuần.", year, FirstYear, LastYear)
	}
}

const (
	textExampleDay  = "31/8/2026 | hoán đổi | Nghỉ dịp Quốc khánh | đổi với: 22/8/2026"
	textExampleYear = "năm 2027 | chính thức"
)

// String gives the problem as people read it.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.Text
	}
	return fmt.Sprintf("dòng %d: %s", p.Line, p.Text)
}

func textBadDate(word string) string {
	return fmt.Sprintf("“%s” không phải là một ngày. Viết ngày như 31/8/2026 hoặc 2026-08-31.", word)
}

func textWrongWeekday(d Date, said string) string {
	return fmt.Sprintf("%s là %s, không phải %s. Sửa lại ngày hoặc thứ, ví dụ: %s %s.", longDate(d), dayNames[d.Weekday()], said, dayNames[d.Weekday()], longDate(d))
}

func textYearOutside(year int) string {
	return fmt.Sprintf("năm %d nằm ngoài lịch. Chỉ nhận từ năm %d đến năm %d, ví dụ 2027.", year, FirstYear, LastYear)
}

func textNoKind() string { return "thiếu loại ngày. Viết như: " + textExampleDay }

func textBadKind(word string) string {
	return fmt.Sprintf("không có loại ngày “%s”. Các loại: nghỉ lễ, nghỉ bù, hoán đổi, làm bù, bỏ. Ví dụ: %s", word, textExampleDay)
}

func textNoName() string { return "thiếu tên của ngày. Viết như: " + textExampleDay }

func textBadKey(word string) string {
	return fmt.Sprintf("không hiểu phần “%s”. Các phần thêm: đổi với, bù cho, khi nghỉ, tình trạng, nguồn, ghi chú, áp dụng. Ví dụ: %s", word, textExampleDay)
}

func textKeyTwice(name string) string {
	return fmt.Sprintf("phần “%s” được viết hai lần; chỉ giữ một.", name)
}

func textKeyEmpty(name string) string {
	return fmt.Sprintf("phần “%s” còn trống. Viết như: %s", name, textExampleDay)
}

func textKeyNotFor(name string, k Kind) string {
	return fmt.Sprintf("ngày “%s” không có phần “%s”. Ví dụ: %s", k.Words(), name, textExampleDay)
}

func textBadStatus(word string) string {
	return fmt.Sprintf("không có tình trạng “%s”. Viết một trong: chính thức, theo luật, dự kiến.", word)
}

func textBadWeek(word string) string {
	return fmt.Sprintf("“%s” không phải là ngày nghỉ hằng tuần. Viết: khi nghỉ: T7,CN hoặc khi nghỉ: CN.", word)
}

func textNoPair() string {
	return "ngày hoán đổi cần ngày làm bù. Viết như: " + textExampleDay
}

func textNoFor() string {
	return "ngày nghỉ bù cần ngày lễ được bù. Viết như: 27/4/2026 | nghỉ bù | Nghỉ bù Giỗ Tổ | bù cho: 26/4/2026"
}

func textNotWeekend(d Date) string {
	return fmt.Sprintf("%s là %s; ngày làm bù phải là T7 hoặc CN. Ví dụ: %s", longDate(d), dayNames[d.Weekday()], textExampleDay)
}

func textForNotWeekend(d Date) string {
	return fmt.Sprintf("%s là %s; chỉ nghỉ bù cho ngày lễ trùng T7 hoặc CN. Ví dụ: 27/4/2026 | nghỉ bù | Nghỉ bù Giỗ Tổ | bù cho: 26/4/2026", longDate(d), dayNames[d.Weekday()])
}

func textOnSunday(d Date, k Kind) string {
	return fmt.Sprintf("%s là CN nên không thể là ngày “%s”. Ví dụ: %s", longDate(d), k.Words(), textExampleDay)
}

func textSamePair(d Date) string {
	return fmt.Sprintf("%s không thể đổi với chính nó. Ví dụ: %s", longDate(d), textExampleDay)
}

func textTwice(d Date, line int) string {
	return fmt.Sprintf("ngày %s đã có ở dòng %d; mỗi ngày chỉ viết một lần.", longDate(d), line)
}

func textYearTwice(year, line int) string {
	return fmt.Sprintf("năm %d đã có ở dòng %d; mỗi năm chỉ viết một lần.", year, line)
}

func textOtherYear(d Date, year int) string {
	return fmt.Sprintf("ngày %s không thuộc năm %d. Viết ngày của năm khác dưới dòng “năm %d | chính thức”, hoặc trước mọi dòng “năm”.", longDate(d), year, d.Year)
}

func textRemovedInYear() string {
	return "lịch của cả một năm chỉ ghi các ngày có nghỉ hoặc làm bù; dòng “bỏ” chỉ dùng trước mọi dòng “năm”, ví dụ: 23/11/2026 | bỏ"
}

func textBadYear(word string) string {
	return fmt.Sprintf("“%s” không phải là một năm. Viết như: %s", word, textExampleYear)
}

func textNotText() string {
	return "có ký tự không đọc được. Hãy lưu tệp ở dạng văn bản UTF-8 rồi thử lại."
}

func textTooLong(most int) string {
	return fmt.Sprintf("quá dài (nhiều nhất %d ký tự). Viết như: %s", most, textExampleDay)
}

func textTooManyLines(most int) string {
	return fmt.Sprintf("tệp quá dài (nhiều nhất %d dòng). Hãy chia thành nhiều tệp, mỗi năm một tệp như 2027.txt.", most)
}
