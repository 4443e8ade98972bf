package cli_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

// slipped is an invented draft with a section left out and an identifier without hyphen.
const slipped = `Số: 07/BC-THHS

Hoa Sen, ngày 31 tháng 5 năm 2026

BÁO CÁO

Kết quả công tác thư viện 06 tháng đầu năm 2026

I. KẾT QUẢ

Trường thực hiện *nghiêm túc* Chỉ thị số 12/CTTTg ngày 05 tháng 3 năm 2026 của Thủ tướng Chính phủ về phòng cháy.

III. KIẾN NGHỊ: Không./.
`

// checked is what "check --json" prints.
type checked struct {
	Findings []struct {
		Code, Severity, Quote, Message, Suggest string
		Place                                   struct {
			Paragraph int
			Heading   string
		}
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for name, data := range map[string]string{"a.txt": slipped, "b.md": slipped, "c.docx": wordFile(t, slipped)} {
		t.Run(name, func(t *testing.T) {
			code, out, errs := d.run("check", "--json", d.file(name, data))
			if code != 1 || errs != "" {
				t.Fatalf("exit %d, stderr %q; want 1 and nothing", code, errs)
			}
			got := decode[checked](t, out)
			places := map[string]int{}
			for _, f := range got.Findings {
				places[f.Code+" "+f.Severity+" "+f.Quote+" "+f.Suggest+" "+f.Place.Heading] = f.Place.Paragraph
			}
			if n := places["heading-gap error III. II. III. KIẾN NGHỊ: Không./."]; n != 7 {
				t.Errorf("the missing section is at %d of\n%s", n, out)
			}
			if n := places["identifier-form error 12/CTTTg 12/CT-TTg I. KẾT QUẢ"]; n != 6 {
				t.Errorf("the identifier is at %d of\n%s", n, out)
			}
		})
	}
	t.Run("for people", func(t *testing.T) {
		code, out, _ := d.run("check", d.file("d.txt", slipped))
		for _, want := range []string{"d.txt: 2 lỗi, ", "LỖI PHẢI SỬA\n  1. Đoạn 7, mục III. KIẾN NGHỊ: Không./.: thiếu số thứ tự của mục [heading-gap]\n     «III.»: Thiếu mục II giữa I và III.\n     → II.\n"} {
			if !strings.Contains(out, want) || code != 1 {
				t.Errorf("exit %d, no %q in\n%s", code, want, out)
			}
		}
	})
	t.Run("nothing wrong", func(t *testing.T) {
		if code, out, _ := d.run("check", "--json", d.file("e.txt", "Trường thực hiện tốt.")); code != 0 || !strings.Contains(out, `"findings": []`) {
			t.Errorf("exit %d, %s", code, out)
		}
	})
	t.Run("wrong use", func(t *testing.T) {
		if code, _, errs := d.run("check", "--date", "hôm qua", d.file("f.txt", slipped)); code != 2 || !strings.Contains(errs, "--date") {
			t.Errorf("exit %d, %s", code, errs)
		}
		if code, _, errs := d.run("check", d.path("none.txt")); code != 1 || !strings.Contains(errs, "none.txt") {
			t.Errorf("exit %d, %s", code, errs)
		}
		if code, _, errs := d.run("check"); code != 2 || !strings.Contains(errs, "TỆP") {
			t.Errorf("exit %d, %s", code, errs)
		}
	})
}

// TestCheckBeside: the report of the period before, and the headings of a template.
func TestCheckBeside(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	const line = "Nhà trường vận động được 24 suất học bổng cho học sinh có hoàn cảnh khó khăn ở ba thôn."
	now, before := d.file("now.md", "## I. KẾT QUẢ\n\n"+line+"\n"), d.file("before.txt", "I. KẾT QUẢ\n\n"+line+"\n")
	for _, c := range []struct{ want, flag, value string }{
		{"repeat-former", "--former", before}, {"question-missing", "--template", "so-ket-hoc-ky-1"},
	} {
		code, out, errs := d.run("check", "--json", c.flag, c.value, now)
		found := false
		for _, f := range decode[checked](t, out).Findings {
			found = found || f.Code == c.want
		}
		if code != 0 || errs != "" || !found {
			t.Errorf("%s: exit %d, stderr %q, no %s in\n%s", c.flag, code, errs, c.want, out)
		}
	}
	if code, _, errs := d.run("check", "--template", "khong-co", now); code != 1 || !strings.Contains(errs, "khong-co") {
		t.Errorf("exit %d, %s", code, errs)
	}
}

// TestCheckLayout: what the decree says about pages and fonts is looked at in Word files.
func TestCheckLayout(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	run := func(font, size, text string) string {
		return `<w:p><w:r><w:rPr><w:rFonts w:ascii="` + font + `"/><w:sz w:val="` + size + `"/></w:rPr><w:t>` + text + `</w:t></w:r></w:p>`
	}
	body := run("Arial", "28", "BÁO CÁO") + run("Times New Roman", "28", "Công tác thư viện năm 2026") +
		run("Times New Roman", "24", "Trường có 12 lớp học, 340 học sinh, 24 giáo viên, một thư viện và hai sân chơi rộng cho các em.") +
		`<w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1134"/></w:sectPr>`
	w, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(`<w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	code, out, _ := d.run("check", "--json", d.file("a.docx", b.String()))
	got := map[string]string{}
	for _, f := range decode[checked](t, out).Findings {
		got[f.Code] += f.Message
	}
	for code, want := range map[string]string{
		"page-size": "215,9 × 279,4 mm", "font": "«Arial»", "font-size": "nội dung là 12", "layout-look": "Tên loại văn bản phải là chữ đậm", "layout-text": "canh đều",
	} {
		if !strings.Contains(got[code], want) {
			t.Errorf("%s says %q, want %q", code, got[code], want)
		}
	}
	if code != 1 {
		t.Errorf("exit %d, want 1: the page is not A4", code)
	}
}
