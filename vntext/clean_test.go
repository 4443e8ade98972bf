package vntext

import (
	"encoding/xml"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ in, want string }{
		"nothing":             {"", ""},
		"ascii":               {"  two  spaces\tand a tab ", "  two  spaces\tand a tab "},
		"NFC stays":           {"Trường Tiểu học Tân Thành A1", "Trường Tiểu học Tân Thành A1"},
		"NFD":                 {norm.NFD.String("Trường Tiểu học Đồng Tháp"), "Trường Tiểu học Đồng Tháp"},
		"mark after a letter": {"hòa", "hòa"},
		"two marks":           {"ê\u0301\u0323", norm.NFC.String("ê\u0301\u0323")},
		"mark at the start":   {"\u0301a", "\u0301a"},
		"CRLF":                {"một\r\nhai\rba\n\r\n", "một\nhai\nba\n\n"},
		"CR CR LF":            {"a\r\r\nb", "a\n\nb"},
		"line breaks of Word": {"a\vb\fc\u2028d\u2029e\u0085f", "a\nb\nc\nd\ne\nf"},
		"spaces":              {"a\u00a0b\u2009c\u202fd\u3000e\u1680f", "a b c d e f"},
		"blank letters":       {"\u3164\u2800", "  "},
		"zero width":          {"a\u200bb\u200cc\u200dd\u2060e\ufefff", "abcdef"},
		"zero width inside":   {"a\u200b\u0301", "á"},
		"soft hyphen":         {"dân\u00advận", "dânvận"},
		"direction":           {"\u202eabc\u202c\u2066d\u2069\u200f", "abcd"},
		"controls":            {"a\x00b\x1b[0mc\x7fd\u0080e", "ab[0mcde"},
		"broken bytes":        {"a\xffb\xc3", "ab"},
		"broken letter":       {"\xe1\xbb", ""},
		"surrogate bytes":     {"a\xed\xa0\x80b", "ab"},
		"replacement":         {"a\ufffdb", "ab"},
		"no characters":       {"a\ufffe\uffffb\U0001ffffc\ufdd0", "abc"},
		"emoji":               {"👍🏽 ✅️ 👩‍🏫 👨‍👩‍👧", "👍🏽 ✅️ 👩‍🏫 👨‍👩‍👧"},
		"quotation marks":     {"“Dân vận khéo” – ‘a’ … •", "“Dân vận khéo” – ‘a’ … •"},
		"other scripts":       {"тест 한국 ½ m²", "тест 한국 ½ m²"},
		"marks in heaps":      {"a" + strings.Repeat("\u0316", 100) + "b", "a" + strings.Repeat("\u0316", maxMarks) + "b"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := Clean(tt.in); got != tt.want {
				t.Errorf("Clean(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestClean_referenceReport(t *testing.T) {
	t.Parallel()
	text := referenceReport(t)
	if got := Clean(text); got != strings.ReplaceAll(text, "\u00a0", " ") {
		t.Error("the reference report changes")
	}
	if got := Clean(norm.NFD.String(text)); got != Clean(text) {
		t.Error("the decomposed reference report does not come back")
	}
}

func referenceReport(t testing.TB) string {
	text, err := os.ReadFile("../../shared/seed/bao-cao-dan-van-2024.txt")
	if err != nil {
		t.Skip("no reference report beside the repository")
	}
	return string(text)
}

func TestFold(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                       "",
		" \t\n ":                 "",
		"Quay Lại ":              "quay lai",
		"ĐỒNG THÁP":              "dong thap",
		"đúng":                   "dung",
		"dừng":                   "dung",
		"hoà":                    "hoa",
		"hòa":                    "hoa",
		"Ủy  ban\r\nnhân\tdân":   "uy ban nhan dan",
		norm.NFD.String("Đường"): "duong",
		"already folded":         "already folded",
		" spaces  inside ":       "spaces inside",
		"bỏ\u00a0qua\u200b":      "bo qua",
		"1️⃣":                    "1",
		"✅️":                     "✅",
		"ẮẰẲẴẶắằẳẵặ":             "aaaaaaaaaa",
		"ỲÝỶỸỴ":                  "yyyyy",
		"Çñß":                    "cnß",
		"한국":                     "한국",
		"a\x00b":                 "ab",
		"x\u001fy":               "xy",
		"\xffA":                  "a",
		"ok?!":                   "ok?!",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

// everyRune yields all runes of the planes in use.
func everyRune(yield func(rune) bool) {
	for _, span := range [][2]rune{{0, 0x1ffff}, {0x2f800, 0x2fa1f}, {0xe0000, 0xe01ef}, {0xffffd, 0x100001}, {0x10fffd, unicode.MaxRune}} {
		for r := span[0]; r <= span[1]; r++ {
			if !yield(r) {
				return
			}
		}
	}
}

// The quick way must agree with the careful one on every character there is.
func TestFold_quickAgreesWithCareful(t *testing.T) {
	t.Parallel()
	for r := range everyRune {
		if utf8.ValidRune(r) {
			for _, s := range []string{string(r), "A" + string(r) + " b", "ă" + string(r)} {
				if quick, careful := Fold(s), foldSlowly(s); quick != careful {
					t.Fatalf("Fold(%q) = %q, want %q", s, quick, careful)
				}
			}
		}
	}
}

func TestClean_quickAgreesWithCareful(t *testing.T) {
	t.Parallel()
	for r := range everyRune {
		if utf8.ValidRune(r) {
			for _, s := range []string{string(r), "a" + string(r) + "\u0301b"} {
				if quick, careful := Clean(s), cleanCarefully(s); quick != careful {
					t.Fatalf("Clean(%q) = %q, want %q", s, quick, careful)
				}
				if got, want := NFC(s), norm.NFC.String(s); got != want {
					t.Fatalf("NFC(%q) = %q, want %q", s, got, want)
				}
			}
		}
	}
}

func TestUpper(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                             "",
		"Trường Tiểu học Tân Thành A1": "TRƯỜNG TIỂU HỌC TÂN THÀNH A1",
		"đồng tháp":                    "ĐỒNG THÁP",
		norm.NFD.String("ủy ban"):      "ỦY BAN",
		"kết quả 98,5% – “khéo”":       "KẾT QUẢ 98,5% – “KHÉO”",
	} {
		if got := Upper(in); got != want {
			t.Errorf("Upper(%q) = %q, want %q", in, got, want)
		}
	}
}

func cleanCarefully(s string) string {
	text, _ := scrub(s)
	return thin(norm.NFC.String(text))
}

// drawText gives Vietnamese words with all the dirt that comes along.
func drawText(t *rapid.T) string {
	pieces := []string{
		"Trường", "Tiểu học", "ủy ban", "đồng", "hoà", " ", "  ", "\n", "\r\n", "\r", "\t", "\u00a0", "\u200b", "\u200d", "\ufeff", "\u00ad",
		"\u0301", "\u0323", "\u031b", "\xff", "\xe1\xbb", "👩‍🏫", "👍🏽", "\ufe0f", "“", "…", "한", "ᄀ", "ᅡ", "\x00", "\u0344", "K", "İ", "ẞ", "2/9",
	}
	return strings.Join(rapid.SliceOf(rapid.OneOf(rapid.SampledFrom(pieces), rapid.String())).Draw(t, "pieces"), "")
}

func TestClean_properties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		checkClean(t, drawText(t))
	})
}

type failer interface {
	Errorf(format string, args ...any)
}

func checkClean(t failer, s string) {
	once := Clean(s)
	if twice := Clean(once); twice != once {
		t.Errorf("Clean(%q) = %q, again %q", s, once, twice)
	}
	if !utf8.ValidString(once) || !norm.NFC.IsNormalString(once) || strings.ContainsAny(once, "\r\u00a0\u200b\ufeff\u00ad\ufffd") {
		t.Errorf("Clean(%q) = %q", s, once)
	}
	var back string
	if err := xml.Unmarshal([]byte("<a>"+strings.NewReplacer("<", "", "&", "", ">", "").Replace(once)+"</a>"), &back); err != nil {
		t.Errorf("Clean(%q) does not fit into XML: %v", s, err)
	}
	if careful := cleanCarefully(s); once != careful {
		t.Errorf("Clean(%q) = %q, want %q", s, once, careful)
	}
	folded := Fold(s)
	if twice := Fold(folded); twice != folded {
		t.Errorf("Fold(%q) = %q, again %q", s, folded, twice)
	}
	if got := Fold(once); got != folded {
		t.Errorf("Fold(%q) = %q, after Clean %q", s, folded, got)
	}
	if quick := folded; quick != foldSlowly(s) {
		t.Errorf("Fold(%q) = %q, want %q", s, quick, foldSlowly(s))
	}
	if folded != strings.TrimSpace(folded) || strings.Contains(folded, "  ") || strings.ContainsAny(folded, "\n\t\u0301đ") {
		t.Errorf("Fold(%q) = %q", s, folded)
	}
	if got := NFC(s); got != norm.NFC.String(s) {
		t.Errorf("NFC(%q) = %q", s, got)
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"Trường\u00a0Tiểu học\r\n", "a\u200b\u0301", "👩‍🏫\ufe0f\u200d", "\xff\xe1\xbb", "ᄀ\u0301ᅡ", "\u212aİ\u0344", "\r\r\n\u2028"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkClean(t, s) })
}

// paragraph is about 4 KB of composed Vietnamese.
var paragraph = strings.Repeat("Tập thể cán bộ, giáo viên, nhân viên nhà trường thực hiện tốt “Dân vận khéo” – năm học 2023-2024. ", 32)

func BenchmarkClean(b *testing.B) {
	for name, s := range map[string]string{
		"ascii":     "quay lai",
		"word":      "quay lại",
		"paragraph": paragraph,
		"nbsp":      paragraph + "\u00a0.",
		"emoji":     paragraph + "👍",
		"NFD":       norm.NFD.String(paragraph),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				Clean(s)
			}
		})
	}
}

func BenchmarkFold(b *testing.B) {
	for name, s := range map[string]string{"folded": "quay lai", "word": "Quay Lại ", "sentence": paragraph[:120], "emoji": "👍", "NFD": norm.NFD.String("Quay Lại")} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Fold(s)
			}
		})
	}
}

func TestClean_allocatesNothingForCleanText(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { Clean(paragraph); Fold("quay lai"); NFC(paragraph) }); n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}
