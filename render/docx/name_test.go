package docx

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSplitName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]string{
		"":                             nil,
		"TRƯỜNG TIỂU HỌC HOA":          {"TRƯỜNG TIỂU HỌC HOA"},
		"TRƯỜNG TIỂU HỌC HOA SEN HỒNG": {"TRƯỜNG TIỂU HỌC", "HOA SEN HỒNG"},
		"TRƯỜNG TIỂU HỌC VÀ TRUNG HỌC CƠ SỞ NGUYỄN THỊ MINH KHAI":         {"TRƯỜNG TIỂU HỌC", "VÀ TRUNG HỌC CƠ SỞ", "NGUYỄN THỊ MINH KHAI"},
		"TRƯỜNG TRUNG HỌC CƠ SỞ VÀ TRUNG HỌC PHỔ THÔNG ĐỐC BINH":          {"TRƯỜNG TRUNG HỌC", "CƠ SỞ VÀ TRUNG HỌC", "PHỔ THÔNG", "ĐỐC BINH"},
		"TRƯỜNG PHỔ THÔNG DÂN TỘC NỘI TRÚ NGUYỄN THỊ MINH KHAI - TÔ HIỆU": {"TRƯỜNG PHỔ THÔNG", "DÂN TỘC NỘI TRÚ", "NGUYỄN THỊ MINH KHAI", "- TÔ HIỆU"},
		"TRƯỜNG THCS VÀ THPT ĐỐC BINH":                                    {"TRƯỜNG THCS VÀ THPT", "ĐỐC BINH"},
		"ỦY BAN NHÂN DÂN XÃ TÂN THÀNH":                                    {"ỦY BAN NHÂN DÂN", "XÃ TÂN THÀNH"},
		"SỞ GIÁO DỤC VÀ ĐÀO TẠO":                                          {"SỞ GIÁO DỤC VÀ ĐÀO TẠO"},
		"SỞ GIÁO DỤC VÀ ĐÀO TẠO ĐỒNG THÁP":                                {"SỞ GIÁO DỤC VÀ ĐÀO TẠO", "ĐỒNG THÁP"},
		strings.Repeat("Đ", 60):                                           {strings.Repeat("Đ", 60)},
	} {
		f := faceBold
		if strings.HasPrefix(name, "ỦY BAN") || strings.HasPrefix(name, "SỞ") {
			f = faceRegular
		}
		if diff := cmp.Diff(want, splitName(name, f)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestSplitNameKeepsWords(t *testing.T) {
	t.Parallel()
	words := rapid.SliceOf(rapid.SampledFrom(strings.Fields("TRƯỜNG TIỂU HỌC VÀ TRUNG CƠ SỞ NGUYỄN ĐỆ & - W ĐƯỜNGĐƯỜNGĐƯỜNGĐƯỜNGĐƯỜNG")))
	rapid.Check(t, func(rt *rapid.T) {
		name := strings.Join(words.Draw(rt, "words"), " ")
		lines := splitName(name, faceBold)
		if got := strings.Join(lines, " "); got != name {
			rt.Errorf("got %q, want %q", got, name)
		}
		for _, line := range lines {
			if textWidth(faceBold, headSize, line) > headWidth && strings.Contains(line, " ") {
				rt.Errorf("line %q does not fit", line)
			}
		}
	})
}

// TestTextWidth: widths that were measured with the font, in millimetres.
func TestTextWidth(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		face face
		size float64
		text string
		want float64
	}{
		{faceBold, 12, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 88.3},
		{faceBold, 13, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 95.7},
		{faceBold, 14, "Độc lập - Tự do - Hạnh phúc", 60.5},
		{faceItalic, 14, "Tân Hồng, ngày 31 tháng 5 năm 2024", 75.2},
		{faceRegular, 13, "ỦY BAN NHÂN DÂN XÃ TÂN THÀNH", 78.5},
		{faceRegular, 72, "\u0301", 0},
		{faceRegular, 72, "漢", 25.4},
	} {
		if got := textWidth(c.face, c.size, c.text) * 25.4 / 72; math.Abs(got-c.want) > 0.06 {
			t.Errorf("%s: got %.2f mm, want %.1f mm", c.text, got, c.want)
		}
	}
}
