package docx_test

import (
	"flag"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thuky/render"
	"thuky/render/wordml/wordmltest"
	"thuky/report"
	"thuky/workday"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const twoTables = `
id = "t"
title = "Thử"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Kết quả bồi dưỡng giáo viên {{period}}"
closing = ["Trên đây là báo cáo của {{school}}."]
[[sections]]
id = "a"
heading = "KẾT QUẢ BỒI DƯỠNG"
  [[sections.questions]]
  id = "mo_dau"
  type = "text"
  prompt = "Mở đầu?"
  [[sections.questions]]
  id = "bang"
  type = "table"
  heading = "Giáo viên đã bồi dưỡng"
  prompt = "Danh sách?"
  columns = [
    { id = "ten", heading = "Họ và tên", type = "text" },
    { id = "tiet", heading = "Số tiết", type = "integer", total = true },
    { id = "ti_le", heading = "Tỉ lệ dự (%)", type = "percent" },
    { id = "ngay", heading = "Ngày hoàn thành", type = "date" },
    { id = "ghi_chu", heading = "Ghi chú", type = "text" },
  ]
[[sections]]
id = "b"
heading = "KINH PHÍ"
  [[sections.questions]]
  id = "kinh_phi"
  type = "table"
  heading = "Kinh phí theo từng nguồn"
  prompt = "Kinh phí?"
  columns = [
    { id = "noi_dung", heading = "Nội dung hoạt động", type = "text" },
    { id = "don_vi", heading = "Đơn vị phối hợp thực hiện", type = "text" },
    { id = "ngan_sach", heading = "Ngân sách nhà nước cấp (đồng)", type = "decimal", total = true },
    { id = "xa_hoi", heading = "Nguồn xã hội hóa (đồng)", type = "decimal", total = true },
    { id = "khac", heading = "Nguồn hợp pháp khác (đồng)", type = "decimal", total = true },
    { id = "so_gv", heading = "Số giáo viên tham gia (người)", type = "integer", total = true },
    { id = "so_hs", heading = "Số học sinh tham gia (học sinh)", type = "integer", total = true },
    { id = "bat_dau", heading = "Ngày bắt đầu", type = "date" },
    { id = "ket_thuc", heading = "Ngày kết thúc", type = "date" },
    { id = "xong", heading = "Đã quyết toán", type = "yesno" },
    { id = "ghi_chu", heading = "Ghi chú", type = "text" },
  ]
  [[sections.questions]]
  id = "ket"
  type = "longtext"
  heading = "Đánh giá"
  prompt = "Đánh giá?"
`

// tables is a report with a table that stands upright and one that lies on its side.
func tables(t testing.TB, rows int) render.Input {
	t.Helper()
	in := render.Input{Template: readTemplate(t, []byte(twoTables)), Campaign: campaign, School: school}
	answer := func(id, text string) {
		r, problem := in.Template.Question(id).Parse(text, workday.Date{Year: 2026, Month: 5, Day: 1})
		if problem != nil {
			t.Fatalf("%s: %+v", id, problem)
		}
		in.Answers = append(in.Answers, report.Answer{Campaign: "c1", Question: id, Person: "p1", Value: r.Value, Revision: 1})
	}
	var upright, wide []string
	for i := range rows {
		upright = append(upright, fmt.Sprintf("%s; %d; %d,5%%; %d/%d/2026; %s", names[i%len(names)], 12+i, 90-i%20, 1+i%28, 1+i%12, notes[i%len(notes)]))
		wide = append(wide, fmt.Sprintf("Tập huấn chuyên đề số %d; Phòng Văn hóa - Xã hội; %d; %d; %d; %d; %d; 0%d/5/2026; 15/5/2026; có; %s",
			i+1, 12_500_000+i*1000, 3_000_000, i*250_000, 20+i, 350+i, 1+i%9, notes[i%len(notes)]))
	}
	answer("mo_dau", "Nhà trường đã tổ chức bồi dưỡng theo kế hoạch.")
	answer("bang", strings.Join(upright, "\n"))
	answer("kinh_phi", strings.Join(wide, "\n"))
	answer("ket", strings.Repeat("Công tác bồi dưỡng đạt kết quả tốt.\n", 6))
	return in
}

var (
	names = []string{"Lê Thị Mận", "Nguyễn Hoàng Phương Thảo Vy", "Trần Văn Ổi", "Hà Thị Bưởi", "Lò Văn Sung"}
	notes = []string{"", "Dự trực tuyến *theo nhóm* tại điểm trường lẻ", "Đạt", "-"}
)

// TestTables compares the pages of the tables with what was looked at.
func TestTables(t *testing.T) {
	t.Parallel()
	data := write(t, render.Build(tables(t, 3)))
	checkParts(t, data)
	body := parse(t, "document", openParts(t, data)["word/document.xml"]).Child("body")
	var b strings.Builder
	on := false
	for _, n := range body.Children {
		if n.Child("pPr", "pStyle").Attrs["val"] == "MucLaMa" {
			on = true
		}
		if on {
			writeTree(&b, n, "")
		}
	}
	golden(t, filepath.Join("testdata", "tables.txt"), b.String())
}

// writeTree writes a tree as indented lines.
func writeTree(b *strings.Builder, n *wordmltest.Node, indent string) {
	b.WriteString(indent + n.Name)
	for _, name := range sorted(n.Attrs) {
		fmt.Fprintf(b, " %s=%s", name, n.Attrs[name])
	}
	if n.Text != "" && n.Name == "t" {
		fmt.Fprintf(b, " %q", n.Text)
	}
	b.WriteByte('\n')
	for _, c := range n.Children {
		writeTree(b, c, indent+" ")
	}
}

func sorted(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
