package report

import (
	"testing"

	"thuky/workday"
)

func TestNoticeCitation(t *testing.T) {
	t.Parallel()
	day := workday.Date{Year: 2026, Month: 2, Day: 5}
	for _, c := range []struct {
		notice          *Notice
		citation, short string
	}{
		{
			&Notice{Kind: "công văn", Number: "64/UBND-VHXH", Issued: day, Issuer: "Ủy ban nhân dân xã Hoa Sen", Subject: "báo cáo công tác thư viện"},
			"Công văn số 64/UBND-VHXH ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân xã Hoa Sen về việc báo cáo công tác thư viện", "Công văn số 64/UBND-VHXH",
		},
		{&Notice{Kind: "kế hoạch", Number: "8/KH-UBND"}, "Kế hoạch số 8/KH-UBND", "Kế hoạch số 8/KH-UBND"},
		{&Notice{Kind: "công văn", Issuer: "Sở Giáo dục và Đào tạo", Subject: "V/v thống kê đầu năm."}, "Công văn của Sở Giáo dục và Đào tạo về việc thống kê đầu năm", ""},
		{&Notice{Number: "1/TB"}, "Văn bản số 1/TB", "Văn bản số 1/TB"},
		{&Notice{Kind: "ý kiến", Number: "1", Subject: "Về việc họp"}, "Ý kiến số 1 về việc họp", "Ý kiến số 1"},
		{&Notice{Kind: "công văn"}, "", ""},
		{&Notice{}, "", ""},
		{nil, "", ""},
	} {
		if got := c.notice.Citation(); got != c.citation {
			t.Errorf("citation %q, want %q", got, c.citation)
		}
		if got := c.notice.Short(); got != c.short {
			t.Errorf("short %q, want %q", got, c.short)
		}
	}
}

func TestNilText(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Không", "không", "KHÔNG.", "khong", "ko", "k", "kô", "khg", "hông", "hem", "Không có", "không có.", "ko có", "k co",
		"chưa có", "Chưa", "0", "0?", "Không ạ", "dạ không có ạ", " không \n", "Kho\u0302ng", "không có gì",
	} {
		if !NilText(text) {
			t.Errorf("%q is not taken as nil", text)
		}
	}
	for _, text := range []string{
		"", " ", "Có", "Không có học sinh bỏ học", "chữa", "khống", "cô", "không cố", "Không, nhưng cần thêm máy tính", "10", "00",
		"khó", "Kho", "- Không có đơn thư", "hồng",
	} {
		if NilText(text) {
			t.Errorf("%q is taken as nil", text)
		}
	}
}

func TestPlaceholders(t *testing.T) {
	t.Parallel()
	upper := func(name string) string { return "<" + name + "}} {{b}}>" }
	for _, c := range []struct {
		text, expanded string
		names          int
		stray          bool
	}{
		{"", "", 0, false},
		{"không có gì", "không có gì", 0, false},
		{"{{a}}", "<a}} {{b}}>", 1, false},
		{"x {{a}} y {{ b }} {{a}}", "x <a}} {{b}}> y <b}} {{b}}> <a}} {{b}}>", 2, false},
		{"{{a", "{{a", 0, true},
		{"a}}", "a}}", 0, true},
		{"{{}}", "{{}}", 0, true},
		{"{{a b}}", "{{a b}}", 0, true},
		{"{{{a}}", "{<a}} {{b}}>", 1, false},
		{"{{a}} }}", "<a}} {{b}}> }}", 1, true},
		{"{a} { {b} }", "{a} { {b} }", 0, false},
	} {
		if got := Expand(c.text, upper); got != c.expanded {
			t.Errorf("expand %q: got %q, want %q", c.text, got, c.expanded)
		}
		if got := Placeholders(c.text); len(got) != c.names {
			t.Errorf("names of %q: got %q, want %d", c.text, got, c.names)
		}
		if got := strayBraces(c.text); got != c.stray {
			t.Errorf("stray braces in %q: got %v, want %v", c.text, got, c.stray)
		}
	}
}
