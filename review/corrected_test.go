package review

import (
	"slices"
	"strings"
	"testing"
)

// correction changes a line of the reference report, as a careful clerk would.
type correction struct {
	line     int
	old, new string // new takes the place of every old; all of the line where old is ""
}

const gone = "\x00" // the line goes

var corrections = []correction{
	{1, "", "UBND XÃ HOA SEN\nTRƯỜNG TIỂU HỌC HOA SEN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"},
	{3, "Số: /", "Số: 15/"},
	{5, "tháng 05", "tháng 5"},
	{11, "đầu năm 2024.", "đầu năm 2024,"},
	{19, "Phòng Giáo dục - Đào tạo và UBND xã", "Phòng Giáo dục và Đào tạo và Ủy ban nhân dân xã"},
	{21, " cả về chất lượng và số lượng", ""},
	{23, " – Xóa", " - xóa"},
	{23, "hoá", "hóa"},
	{25, "chuyên viên", "chuyển biến"},
	{27, "Hội thi cấp Huyện", "hội thi cấp huyện"},
	{31, "", "1. Công tác chỉ đạo, quán triệt, triển khai văn bản của cấp trên"},
	{33, "nhân dân Huyện", "nhân dân huyện"},
	{37, "", "2. Công tác quán triệt, tuyên truyền, phổ biến, tập huấn"},
	{43, "bầu cử đại biểu Quốc hội khóa XV và đại biểu HĐND các cấp nhiệm kỳ 2021- 2026; ", ""},
	{43, " – xã hội", " - xã hội"},
	{43, "33-NQ/TW", "33-NQ/TW ngày 09 tháng 6 năm 2014 của Ban Chấp hành Trung ương"},
	{43, "102/NQ-CP", "102/NQ-CP ngày 31 tháng 12 năm 2014"},
	{45, "công đoàn, đoàn thanh niên", "Công đoàn, Đoàn Thanh niên"},
	{45, "Thi đua yêu nước, cơ quan", "thi đua yêu nước, xây dựng cơ quan"},
	{45, "giữ vững chính trị nội bộ", "bảo vệ chính trị nội bộ"},
	{45, "điều lệ đảng", "Điều lệ Đảng"},
	{45, "Ban chấp hành", "Ban Chấp hành"},
	{49, "", "1. Kết quả thực hiện Chỉ thị số 33/CT-TTg và Kế hoạch số 22-KH/BDVHU-UBND"},
	{51, "Nhà trường chủ động", "Thực hiện Chỉ thị số 33/CT-TTg và Kế hoạch số 22-KH/BDVHU-UBND, nhà trường chủ động"},
	{51, "ngành đoàn thể", "ngành, đoàn thể"},
	{51, "nhân dân", "Nhân dân"},
	{51, "kinh tế-xã hội", "kinh tế - xã hội"},
	{51, "SGK, BHYT, BHTN", "sách giáo khoa, bảo hiểm y tế, bảo hiểm tai nạn"},
	{53, "", "2. Kết quả nâng cao hiệu lực, hiệu quả công tác quản lý"},
	{57, "phiến hà", "phiền hà"},
	{59, "những thiếu", "nhũng nhiễu"},
	{61, "Hàng năm", "Hằng năm"},
	{63, "phụ huynh", "cha mẹ"},
	{67, "", "3. Hoạt động tuyên truyền, giáo dục về công tác dân vận"},
	{69, "6 tháng", "06 tháng"},
	{69, "phụ huynh", "cha mẹ"},
	{69, ",...", "."},
	{73, ",...", "."},
	{79, "", "5. Kết quả cải cách hành chính, chuyển đổi số"},
	{81, " Kịp thời xử lý và chủ động khắc phục khi phát hiện có phản ánh phiền hà của người dân.", ""},
	{83, "", gone},
	{85, "UBND Tỉnh của Chủ tịch UBND Tỉnh", "Chủ tịch Ủy ban nhân dân tỉnh"},
	{87, "", gone},
	{89, "", gone},
	{91, "Thực hiện tốt việc cài đặt định danh điện tử mức độ 2, mô hình", "Xây dựng mô hình"},
	{95, "", "6. Kết quả thực hiện quy định về đạo đức công vụ"},
	{98, "", gone}, // the break of a page
	{105, "tiếp dân", "tiếp công dân"},
	{105, "nhân dân", "Nhân dân"},
	{107, "nhân dân", "Nhân dân"},
	{109, "Cha mẹ", "cha mẹ"},
	{111, "tiếp dân", "tiếp công dân"},
	{111, "Cha mẹ", "cha mẹ"},
	{111, "ban ngành đoàn thể", "ban, ngành, đoàn thể"},
	{113, "trong năm", "trong kỳ"},
	{115, "", "8. Công tác phối hợp với Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội"},
	{117, "nhân dân", "Nhân dân"},
	{121, "V.", "IV."},
	{123, "ưu điểm", "Ưu điểm"},
	{129, "GDPT", "giáo dục phổ thông"},
	{129, "Cha mẹ", "cha mẹ"},
	{131, "Tiếng việt", "Tiếng Việt"},
	{131, "vẽ, ...", "vẽ..."},
	{135, "Trong năm không có đơn thư khiếu nại, tố cáo. ", ""},
	{145, "VI.", "V."},
	{151, "", "Tiếp tục thực hiện Chỉ thị số 33/CT-TTg và Kế hoạch số 22-KH/BDVHU-UBND."},
	{153, "", gone},
	{155, "dân vận khéo", "Dân vận khéo"},
	{163, "", gone},
	{165, "- ", ""},
	{167, "- ", ""},
	{167, "nhân dân", "Nhân dân"},
	{169, "- ", ""},
	{171, "- ", ""},
	{173, "- ", ""},
	{175, "VII.", "VI."},
	{175, "Không", "Không./."},
	{179, "- Phòng", "- Ủy ban nhân dân huyện (báo cáo);\n- Phòng"},
	{181, "BGH", "Ban Giám hiệu"},
}

// corrected applies the corrections.
func corrected(t testing.TB, text string) string {
	t.Helper()
	lines := strings.Split(text, "\n")
	for _, c := range corrections {
		line := &lines[c.line-1]
		switch {
		case c.old == "":
			*line = c.new
		case !strings.Contains(*line, c.old):
			t.Fatalf("line %d has no %q", c.line, c.old)
		default:
			*line = strings.ReplaceAll(*line, c.old, c.new)
		}
	}
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return l == gone }), "\n")
}

// TestCorrected: of a copy in which the defects are mended next to nothing is said.
func TestCorrected(t *testing.T) {
	t.Parallel()
	found := Check(Input{Text: FromPlain(corrected(t, reference(t)))})
	for _, f := range found {
		t.Logf("%s %s %d «%s» %s", f.Severity, f.Code, f.Place.Paragraph, f.Quote, f.Message)
	}
	if len(found) > 3 {
		t.Errorf("%d findings, want at most 3", len(found))
	}
}
