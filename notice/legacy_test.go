package notice

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

const legacyPlain = "Ủy ban nhân dân xã Hoa Sen đề nghị các trường gửi báo cáo kết quả thực hiện công tác dân vận trước ngày 15 tháng 6 năm 2026 để tổng hợp; những đơn vị chưa nộp kỳ trước cũng thực hiện như vậy."

// vowels of Vietnamese with all their tones.
const letters = "àảãáạằẳẵắặăầẩẫấậâèẻẽéẹềểễếệêìỉĩíịòỏõóọồổỗốộôờởỡớợơùủũúụừửữứựưỳỷỹýỵđ"

func toTCVN3(text string) string {
	back := map[rune]rune{}
	for b, r := range tcvn3Table {
		if r != 0 {
			back[r] = rune(b)
		}
	}
	return strings.Map(func(r rune) rune {
		if b, ok := back[r]; ok {
			return b
		}
		if b, ok := back[unicode.ToLower(r)]; ok {
			return b
		}
		return r
	}, text)
}

func toVNI(text string) string {
	back := map[string]string{}
	for _, base := range "aeiouyôöñæóòîAEIOUYÔÖÑÆÓÒÎíìÍÌ" {
		back[FromVNI(string(base))] = string(base)
		for mark := range vniTone {
			back[FromVNI(string([]rune{base, mark}))] = string([]rune{base, mark})
		}
		for mark := range vniRoof {
			back[FromVNI(string([]rune{base, mark}))] = string([]rune{base, mark})
		}
	}
	var b strings.Builder
	for _, r := range text {
		if code, ok := back[string(r)]; ok {
			b.WriteString(code)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func TestLegacyLetters(t *testing.T) {
	t.Parallel()
	for _, r := range letters {
		if got := FromTCVN3(toTCVN3(string(r))); got != string(r) {
			t.Errorf("TCVN3 %c came back as %q", r, got)
		}
		for _, c := range []rune{r, unicode.ToUpper(r)} {
			if got := FromVNI(toVNI(string(c))); got != string(c) {
				t.Errorf("VNI %c came back as %q", c, got)
			}
		}
	}
}

func TestLegacy(t *testing.T) {
	t.Parallel()
	small := strings.Replace(legacyPlain, "Ủ", "U\u0309", 1)
	for encoding, text := range map[string]string{TCVN3: toTCVN3(legacyPlain), VNI: toVNI(legacyPlain)} {
		got, name, ok := Legacy(text)
		if !ok || name != encoding || !strings.EqualFold(got, legacyPlain) {
			t.Errorf("%s read as %q %v: %s", encoding, name, ok, got)
		}
		if _, name, ok := Legacy(got); ok {
			t.Errorf("converted %s is taken for %s", encoding, name)
		}
	}
	for _, text := range []string{
		"", legacyPlain, small, "Uy ban nhan dan xa Hoa Sen de nghi cac truong gui bao cao",
		"Où êtes-vous né, mon frère? À l'été, ñandú señor año", "© 2026 Acme®, 5 µm, «quoted» text",
	} {
		if got, name, ok := Legacy(text); ok {
			t.Errorf("%q is taken for %s: %s", text, name, got)
		}
	}
	if got := FromTCVN3("Uû ban nh©n d©n"); got != "Uỷ ban nhân dân" {
		t.Errorf("got %q", got)
	}
	if got := FromTCVN3("Tr\u00ad\u00eang ®Ò nghÞ B¸O C¸O"); got != "Trường đề nghị BÁO CÁO" {
		t.Errorf("got %q", got)
	}
}

func FuzzLegacy(f *testing.F) {
	for _, text := range []string{legacyPlain, toTCVN3(legacyPlain), toVNI(legacyPlain), "", "\xff\xadø", "aøøø©"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, name, ok := Legacy(text)
		if ok != (name != "") || !ok && got != "" || !utf8.ValidString(got) {
			t.Errorf("%q: %q %q %v", text, got, name, ok)
		}
		FromTCVN3(text)
		FromVNI(text)
	})
}
