package conversation

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseAssign(t *testing.T) {
	t.Parallel()
	order := func(what, whom string) Order { return Order{Task: taskAssign, What: what, Whom: whom} }
	nobody := func(what string) Order { return Order{Task: taskAssign, What: what, Nobody: true} }
	for text, want := range map[string]Order{
		"phân công":             {Task: taskAssign},
		"Xem phan cong.":        {Task: taskAssign},
		"/phancong":             {Task: taskAssign},
		"mục III.2 giao cô Mận": order("mục III.2", "cô Mận"),
		"muc iii giao to 3":     order("muc iii", "to 3"),
		"câu 7, 8 giao tổ 3":    order("câu 7, 8", "tổ 3"),

		"câu 7-12 giao thầy Đỗ và cô Ươm":     order("câu 7-12", "thầy Đỗ và cô Ươm"),
		"câu 7 giao cho cô Mận giúp em nhé":   order("câu 7", "cô Mận"),
		"giao câu 7 cho cô Mận":               order("câu 7", "cô Mận"),
		"giao cô Mận câu 7 và 9":              order("câu 7 và 9", "cô Mận"),
		"giao mục II":                         order("mục II", ""),
		"phân công mục II cho tổ 1":           order("mục II", "tổ 1"),
		"chuyển câu 3 cho thầy Đỗ":            order("câu 3", "thầy Đỗ"),
		"tất cả giao cả trường":               order("tất cả", "cả trường"),
		"ca bao cao giao co Uom":              order("ca bao cao", "co Uom"),
		"câu 7 giao cả trường":                order("câu 7", "cả trường"),
		"câu 7 bỏ giao":                       nobody("câu 7"),
		"cau 7 chua giao":                     nobody("cau 7"),
		"bỏ giao mục I, câu 9":                nobody("mục I, câu 9"),
		"câu 7 đến 9 giao cô Mận, thầy Đỗ ạ.": order("câu 7 đến 9", "cô Mận, thầy Đỗ"),
	} {
		got, ok := parseOrder(text)
		if diff := cmp.Diff(want, got); !ok || diff != "" {
			t.Errorf("%q: %v, -want +got:\n%s", text, ok, diff)
		}
	}
	for _, text := range []string{
		"Giao thông thuận lợi", "giao cho tổ 3 phụ trách thư viện", "giáo viên câu 7", "Mục tiêu giao cho tổ 3", "câu chuyện giao lưu",
		"Câu lạc bộ giao cô Mận", "Tất cả học sinh giao nộp bài", "câu 7", "mục III", "câu 7 giao", "câu 0 giao cô Mận", "câu 12-7 giao cô Mận",
		"câu 7- giao cô Mận", "mục III.2-IV giao cô Mận", "mục tám giao cô Mận", "câu 7.2 giao cô Mận", "câu 7 giao\ncô Mận", "bỏ giao",
		"chuyển lớp", "phân công lao động", "toàn bộ", "câu 99999 giao cô Mận", "câu 7 8giao cô", "phần lớn giao cô Mận",
	} {
		if got, ok := parseOrder(text); ok {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

func TestParseTargets(t *testing.T) {
	t.Parallel()
	all := cmp.AllowUnexported(target{})
	for text, want := range map[string][]target{
		"câu 7":                  {{from: 7, to: 7}},
		"câu 7, 8 và 10–12":      {{from: 7, to: 7}, {from: 8, to: 8}, {from: 10, to: 12}},
		"câu 7 đến câu 9":        {{from: 7, to: 9}},
		"mục III.2, IV":          {{section: 3, toSection: 3, heading: 2}, {section: 4, toSection: 4}},
		"mục 3.2":                {{section: 3, toSection: 3, heading: 2}},
		"mục I-III":              {{section: 1, toSection: 3}},
		"mục I, câu 5":           {{section: 1, toSection: 1}, {from: 5, to: 5}},
		"các câu 5; 6":           {{from: 5, to: 5}, {from: 6, to: 6}},
		"tất cả các câu":         {{all: true}},
		"phần xii.10":            {{section: 12, toSection: 12, heading: 10}},
		"câu số 3":               {{from: 3, to: 3}},
		"mục II . 3":             nil,
		"câu":                    nil,
		"7":                      nil,
		"":                       nil,
		"mục I - câu 3":          nil,
		"câu 7 - 9 - 12":         nil,
		"câu +7":                 nil,
		strings.Repeat("câu", 9): nil,
	} {
		if diff := cmp.Diff(want, parseTargets(text), all); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestSplitNames(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"cô Mận":                     {"cô Mận"},
		"thầy Đỗ và cô Ươm":          {"thầy Đỗ", "cô Ươm"},
		"thay Do va co Uom, to 3, 4": {"thay Do", "co Uom", "to 3", "to 4"},
		" , và ; ":                   nil,
		"tổ 3 & kế toán":             {"tổ 3", "kế toán"},
	} {
		if diff := cmp.Diff(want, splitNames(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// FuzzParseAssign: no words bring the reading down, and what is read names something.
func FuzzParseAssign(f *testing.F) {
	for _, s := range []string{"mục III.2 giao cô Mận", "câu 7-12 giao tổ 3", "bỏ giao câu 7", "giao cho", "câu - giao", "mục . giao a", "phân công", "giao cô Mận câu 7"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		o, ok := parseAssign(text)
		if ok && o.What != "" && len(parseTargets(o.What)) == 0 {
			t.Errorf("%q: %q names nothing", text, o.What)
		}
		if ok && o.What == "" && (o.Whom != "" || o.Nobody) {
			t.Errorf("%q is read as %+v", text, o)
		}
		for _, want := range parseTargets(text) {
			if want.to < want.from || want.toSection < want.section {
				t.Errorf("%q: %+v", text, want)
			}
		}
	})
}
