package vntext

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestCompareNames(t *testing.T) {
	t.Parallel()
	// By given name, then by the full name; tones in the order ngang, huyền, hỏi, ngã, sắc, nặng.
	want := []string{
		"Lê Văn An", "Nguyễn Thị An", "Trần An", "Bùi Thị Ánh", "Hồ Ăn", "Đỗ Ân", "Phan Dũng", "Vũ Dũng", "Mai Văn Đào", "Lý Thị Hòa",
		"Cao Ngọc Lan", "Đặng Ngọc Lan", "Phạm Minh", "Tô Ơn", "Huỳnh Phước", "Nguyễn Văn Tú", "Ngô Yến",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, CompareNames)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("sorted (-want +got):\n%s", diff)
	}
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "An", -1},
		{"An", "", 1},
		{"Lê  Văn An ", "Lê Văn An", 0},
		{norm.NFD.String("Đặng Ngọc Ánh"), "Đặng Ngọc Ánh", 0},
		{"Lê Văn Đào", "Lê Văn Yến", -1},
		{"Dũng", "Đào", -1},
		{"Ánh", "Ăn", -1},
		{"Nguyễn Văn Á", "Nguyễn Văn B", -1},
	} {
		if got := CompareNames(tt.a, tt.b); got != tt.want {
			t.Errorf("CompareNames(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if got := CompareNames(tt.b, tt.a); got != -tt.want {
			t.Errorf("CompareNames(%q, %q) = %d, want %d", tt.b, tt.a, got, -tt.want)
		}
	}
}

func TestCompareNames_orders(t *testing.T) {
	t.Parallel()
	word := rapid.SampledFrom([]string{"An", "Ánh", "Ăn", "Ân", "ân", "Dũng", "Đào", "Hòa", "Hoà", "Ơn", "Yến", "", "x\u0301", "a\u0301"})
	rapid.Check(t, func(t *rapid.T) {
		var names [3]string
		for i := range names {
			names[i] = strings.Join(rapid.SliceOfN(word, 0, 3).Draw(t, "name"), " ")
		}
		a, b, c := names[0], names[1], names[2]
		if CompareNames(a, a) != 0 || CompareNames(a, b) != -CompareNames(b, a) {
			t.Fatalf("%q and %q have no order", a, b)
		}
		if CompareNames(a, b) <= 0 && CompareNames(b, c) <= 0 && CompareNames(a, c) > 0 {
			t.Fatalf("%q ≤ %q ≤ %q, but not the first and the last", a, b, c)
		}
	})
}

func BenchmarkCompareNames(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		CompareNames("Nguyễn Thị Ánh", "Trần Văn Ăn")
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	keys := []string{"prompt", "heading", "type", "required", "choices", "default", "when", "check", "id", "help"}
	for in, want := range map[string]string{
		"prompts": "prompt", "promt": "prompt", "pormpt": "prompt", "tpye": "type", "typ": "type", "requierd": "required", "heding": "heading", "choice": "choices",
		"whne": "when", "WHEN": "when", "hepl": "help", "ID": "id", "di": "id", "xy": "", "": "", "   ": "", "completely": "", "z": "", "defualtt": "default",
		strings.Repeat("prompt", 50): "",
	} {
		if got := Nearest(in, keys); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", in, got, want)
		}
	}
	if got := Nearest("qay lai", []string{"Bỏ qua", "Quay lại"}); got != "Quay lại" {
		t.Errorf("got %q", got)
	}
	if got := Nearest("abc", nil); got != "" {
		t.Errorf("got %q", got)
	}
	if got := Nearest("abcd", []string{"abcx", "abcy"}); got != "abcx" {
		t.Errorf("got %q, want the first of equals", got)
	}
}

func TestDistanceOf(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"abc", "abd", 1}, {"abc", "ab", 1}, {"kitten", "sitting", 3}, {"Đúng", "dung", 0},
	} {
		if got := DistanceOf(tt.a, tt.b); got != tt.want {
			t.Errorf("DistanceOf(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestDistanceOf_properties(t *testing.T) {
	t.Parallel()
	word := rapid.StringMatching(`[a-d]{0,6}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		d := DistanceOf(a, b)
		if d != DistanceOf(b, a) || (d == 0) != (a == b) || d > max(len(a), len(b)) || d < max(len(a)-len(b), len(b)-len(a)) {
			t.Fatalf("DistanceOf(%q, %q) = %d", a, b, d)
		}
	})
}
