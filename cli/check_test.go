package cli_test

import (
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
		for _, want := range []string{"d.txt: 2 lỗi, ", "LỖI PHẢI SỬA\n  1. Đoạn 7, mục III. KIẾN NGHỊ: Không./. [heading-gap]\n     «III.»: Thiếu mục II giữa I và III.\n     → II.\n"} {
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
