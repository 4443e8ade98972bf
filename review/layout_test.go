package review

import (
	"fmt"
	"strings"
	"testing"
)

// wordDraft is a report as a Word file shows it, set by the rules.
func wordDraft() Text {
	center := func(size float64, bold, italic bool) *Look {
		return &Look{Font: "Times New Roman", Size: size, Bold: bold, Italic: italic, Align: "center", Line: 1}
	}
	body := func() *Look {
		return &Look{Font: "Times New Roman", Size: 14, Align: "both", FirstLine: 12.7, After: 6, Line: 1.2}
	}
	t := Text{Layout: &Layout{Pages: []Page{{Width: 210, Height: 297, Top: 20, Bottom: 20, Left: 30, Right: 15, Number: "header", NumberAlign: "center"}}}}
	add := func(text string, look *Look) {
		t.Paragraphs = append(t.Paragraphs, Paragraph{Text: text, Look: look})
	}
	add("UBND XÃ HOA SEN", center(13, false, false))
	add("TRƯỜNG TIỂU HỌC HOA SEN", center(13, true, false))
	add("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", center(13, true, false))
	add("Độc lập - Tự do - Hạnh phúc", center(14, true, false))
	add("Số: 07/BC-THHS", center(13, false, false))
	add("Hoa Sen, ngày 18 tháng 12 năm 2025", center(14, false, true))
	add("BÁO CÁO", center(14, true, false))
	add("Công tác thư viện năm 2025", center(14, true, false))
	heading := body()
	heading.Bold = true
	add("I. KẾT QUẢ", heading)
	add(strings.Repeat("Thư viện mở cửa đều vào các buổi sáng, cho mượn nhiều sách hay. ", 30)+"Hết năm, sổ sách khớp./.", body())
	add("Nơi nhận:", &Look{Font: "Times New Roman", Size: 12, Bold: true, Italic: true, Align: "left"})
	add("- Lưu: VT.", &Look{Font: "Times New Roman", Size: 11, Align: "left"})
	add("HIỆU TRƯỞNG", center(14, true, false))
	add("Lê Thị Mận", center(14, true, false))
	return t
}

// TestLayout: what is changed from the rules is found, and nothing else.
func TestLayout(t *testing.T) {
	t.Parallel()
	page := func(f func(*Page)) func(Text) { return func(t Text) { f(&t.Layout.Pages[0]) } }
	look := func(i int, f func(*Look)) func(Text) { return func(t Text) { f(t.Paragraphs[i].Look) } }
	for _, c := range []struct {
		name   string
		change func(Text)
		want   string
	}{
		{"by the rules", func(Text) {}, ""},
		{"letter paper", page(func(p *Page) { p.Width, p.Height = 215.9, 279.4 }), "page-size Khổ giấy 215,9 × 279,4 mm không phải A4."},
		{"a page for a wide table", page(func(p *Page) { p.Width, p.Height, p.Left = 297, 210, 20 }), ""},
		{"margins", page(func(p *Page) { p.Left, p.Right = 25.4, 25.4 }), "page-margins Lề trang chưa đúng: trái 25,4 mm, phải 25,4 mm."},
		{"number below", page(func(p *Page) { p.Number = "footer" }), "page-number Số trang đặt ở giữa, phía trên trang giấy."},
		{"number on page 1", page(func(p *Page) { p.NumberFirst = true }), "page-number Trang đầu không hiện số trang."},
		{"no number", page(func(p *Page) { p.Number = "" }), "page-number Chưa đánh số trang: ở giữa, phía trên, từ trang 2."},
		{"another font", look(9, func(l *Look) { l.OtherFonts = []string{"Calibri"} }), "font Phông chữ «Calibri», không phải Times New Roman."},
		{"small text", look(9, func(l *Look) { l.Size = 12 }), "font-size Cỡ chữ của nội dung là 12."},
		{"superior in bold", look(0, func(l *Look) { l.Bold = true }), "layout-look Tên cơ quan chủ quản phải là chữ không đậm."},
		{"date upright", look(5, func(l *Look) { l.Italic = false }), "layout-look Địa danh và ngày, tháng, năm phải là chữ nghiêng."},
		{"title at the left", look(6, func(l *Look) { l.Align = "left" }), "layout-look Tên loại văn bản phải canh giữa."},
		{"list of recipients too large", look(11, func(l *Look) { l.Size = 14 }), "font-size Cỡ chữ của danh sách nơi nhận là 14."},
		{"text ragged and flush", look(9, func(l *Look) { l.Align, l.FirstLine = "left", 0 }), "layout-text Nội dung canh đều cả hai lề. | layout-text Dòng đầu mỗi đoạn lùi vào 1 cm hoặc 1,27 cm."},
		{"text too tight", look(9, func(l *Look) { l.After, l.Line = 0, 2 }), "layout-text Khoảng cách giữa các đoạn ít nhất là 6 pt. | layout-text Khoảng cách dòng từ dòng đơn đến 1,5 dòng."},
	} {
		text := wordDraft()
		c.change(text)
		var got []string
		for _, f := range Check(Input{Text: text}) {
			got = append(got, fmt.Sprintf("%s %s", f.Code, f.Message))
		}
		if s := strings.Join(got, " | "); s != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, s, c.want)
		}
	}
}

// TestAppendix: what stands behind the signature is neither looked at as one nor as text.
func TestAppendix(t *testing.T) {
	t.Parallel()
	text := strings.Join([]string{
		"BÁO CÁO", "Kết quả lễ khai giảng năm học 2026 - 2027", "I. KẾT QUẢ", "Nhà trường tổ chức lễ trang trọng./.",
		"Nơi nhận:", "- Lưu: VT.", "HIỆU TRƯỞNG", "Lê Thị Mận",
		"Phụ lục I", "HÌNH ẢNH LỄ KHAI GIẢNG", "(Kèm theo Báo cáo số 12/BC-THHS ngày 5 tháng 9 năm 2026 của Trường Tiểu học Hoa Sen)", "Ảnh 1. Lễ chào cờ",
	}, "\n")
	d := newDraft(Input{Text: FromPlain(text)})
	for i, want := range []Part{Title, Subject, "", "", Recipients, Recipients, Signature, Signature, Appendix, Appendix, Appendix, Appendix} {
		if got := d.paras[i].part; want != "" && got != want {
			t.Errorf("%q is %s, want %s", d.paras[i].Text, got, want)
		}
	}
}
