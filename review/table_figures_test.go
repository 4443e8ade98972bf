package review

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTableFigures: figures of tables that contradict each other are found by the names of
// columns and rows; where the names leave it open, nothing is said.
func TestTableFigures(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		table string
		want  []string
	}{
		"women over all":    {"Lớp|Sĩ số|Nữ\n5A|18|20\n5B|30|14", []string{"«5A»: «Nữ» là 20, lớn hơn «Sĩ số» là 18."}},
		"men and women":     {"TT|Lớp|Tổng số HS|Nam|Nữ\n1|5A|30|15|14\n2|5B|28|14|14", []string{"«5A»: «Tổng số HS» ghi 30, nhưng «Nam» 15 + «Nữ» 14 = 29."}},
		"two groups":        {"Khối|Học sinh|Nữ|Giáo viên|Trong đó nữ\n1|100|50|5|6\n2|90|95|5|5", []string{"«Khối 1»: «Trong đó nữ» là 6, lớn hơn «Giáo viên» là 5.", "«Khối 2»: «Nữ» là 95, lớn hơn «Học sinh» là 90."}},
		"minorities":        {"Lớp|Tổng số|Nữ|Dân tộc\n5A|30|15|31", []string{"«5A»: «Dân tộc» là 31, lớn hơn «Tổng số» là 30."}},
		"women of whom":     {"Đơn vị|Tổng số|Giáo viên|Nữ\nTổ 1|30|20|22", nil},
		"women of members":  {"Đơn vị|Giáo viên|Đảng viên|Nữ\nTổ 1|20|10|15", nil},
		"two rows of names": {"Lớp|Học sinh||Ghi chú\n|Tổng số|Nữ|\n5A|18|20|", []string{"«5A»: «Nữ» là 20, lớn hơn «Tổng số» là 18."}},
		"counted columns":   {"Lớp|Tổng số|Nữ\n(1)|(2)|(3)\n5A|18|20", []string{"«5A»: «Nữ» là 20, lớn hơn «Tổng số» là 18."}},
		"downwards":         {"Nội dung|Số lượng|Ghi chú\nTổng số học sinh|412|\n- Trong đó: Nữ|421|\n- Dân tộc thiểu số|3|", []string{"«Số lượng»: «- Trong đó: Nữ» là 421, lớn hơn «Tổng số học sinh» là 412."}},
		"a wrong sum":       {"Lớp|Số tiết|Tỉ lệ\n5A|12|90\n5B|8|80\nTổng cộng|21|85", []string{"Cột «Số tiết» cộng lại là 20, dòng tổng ghi 21."}},
		"a wrong sum above": {"Khối|Sĩ số\nToàn trường|200\nKhối 1|99\nKhối 2|100", []string{"Cột «Sĩ số» cộng lại là 199, dòng tổng ghi 200."}},
		"thousands":         {"Nguồn|Kinh phí (đồng)\nNgân sách|1.200.000\nXã hội hóa|300.000\nCộng|1.600.000", []string{"Cột «Kinh phí (đồng)» cộng lại là 1.500.000, dòng tổng ghi 1.600.000."}},
		"decimals":          {"Nguồn|Kinh phí\nA|1,26\nB|2,5\nCộng|3,76", nil},
		"rounded":           {"Nguồn|Kinh phí\nA|1,3\nB|2,5\nCộng|3,7", nil},
		"wrong decimals":    {"Nguồn|Kinh phí\nA|1,3\nB|2,5\nCộng|4,8", []string{"Cột «Kinh phí» cộng lại là 3,8, dòng tổng ghi 4,8."}},
		"blank cells":       {"Lớp|Số tiết\n5A|12\n5B|\n5C|-\n5D|3\nCộng|15", nil},
		"sums of some":      {"Lớp|Sĩ số\n1A|20\n1B|21\nCộng khối 1|41\n2A|30\nCộng khối 2|30\nTổng cộng|71", nil},
		"grades of classes": {"Khối, lớp|Sĩ số\nKhối 1|41\n1A|20\n1B|21\nKhối 2|30\n2A|30\nTổng cộng|71", nil},
		"parts of rows":     {"TT|Nội dung|Số lượng\n1|Giáo viên|20\n-|Hợp đồng|5\n2|Nhân viên|3\n|Tổng cộng|23", nil},
		"roman and digits":  {"TT|Nội dung|Kinh phí\nI|Chi thường xuyên|50\n1|Lương|40\n2|Khác|10\nII|Mua sắm|20\n|Tổng|70", nil},
		"a list of parts":   {"Nội dung|Số lượng\nTổng số|412\nNữ|200\nKhuyết tật|3\nHộ nghèo|20", nil},
		"averages":          {"Lớp|Điểm trung bình|Năm\n5A|7|2025\n5B|9|2025\nTổng|8|2025", nil},
		"percentages":       {"Lớp|Nữ|TL%\n5A|12|40\n5B|18|60\nTổng|30|50", nil},
		"words":             {"Lớp|Chủ nhiệm|Sĩ số\n5A|Lê Thị Nữ|30\n5B|Nam|28", nil},
		"ratios":            {"Lớp|Tổng số|Nữ\n5A|30/31|31/30", nil},
		"no names":          {"5A|18|20\n5B|30|31", nil},
		"right":             {"TT|Lớp|Sĩ số|Nam|Nữ|Dân tộc\n1|5A|30|16|14|2\n2|5B|28|14|14|\n|Tổng cộng|58|30|28|2", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines := []string{"# BÁO CÁO", "**Việc**", "## I. KẾT QUẢ", ""}
			for row := range strings.SplitSeq(c.table, "\n") {
				lines = append(lines, "|"+row+"|")
			}
			var got []string
			for _, f := range Check(Input{Text: FromMarkdown(strings.Join(lines, "\n"))}) {
				if f.Code == Sum {
					got = append(got, f.Message)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
