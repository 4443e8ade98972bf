package terminal

import (
	"io"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestWrapKeepsWords: wrapping changes nothing but white space, and no line with
// more than one word is too wide.
func TestWrapKeepsWords(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("aốw-1. \n"))).Draw(t, "text")
		width := rapid.IntRange(0, 60).Draw(t, "width")
		got := wrap(text, width)
		if strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(text), " ") {
			t.Fatalf("wrap(%q, %d) = %q", text, width, got)
		}
		if width < 20 {
			return
		}
		for line := range strings.SplitSeq(got, "\n") {
			if columns(line) > width && len(strings.Fields(line)) > 1 && !strings.Contains(text, line) {
				t.Fatalf("wrap(%q, %d): line %q is too wide", text, width, line)
			}
		}
	})
}

func TestColumns(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"": 0, "abc": 3, "Trường": 6, "Tru\u031bo\u031b\u0300ng": 6} {
		if got := columns(text); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
}

func FuzzPrintable(f *testing.F) {
	f.Add("Dạ, \x1b[31mmàu\x1b[0m\r\n\u202eđảo\xff")
	f.Fuzz(func(t *testing.T, text string) {
		got := printable(text)
		if !utf8.ValidString(got) {
			t.Errorf("%q: not UTF-8", got)
		}
		for _, r := range got {
			if unicode.IsControl(r) && r != '\n' && r != '\t' {
				t.Errorf("%q: control character %q", got, r)
			}
		}
		wrap(got, 30)
	})
}

func FuzzPlainLines(f *testing.F) {
	f.Add("một\r\nhai\n\n\xff")
	f.Add("\ufeff")
	f.Fuzz(func(t *testing.T, text string) {
		read := plainLines(strings.NewReader(text))
		var got []string
		for {
			line, err := read()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, line)
		}
		if len(text) > maxLine {
			return
		}
		want := strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n")
		if want[len(want)-1] == "" {
			want = want[:len(want)-1]
		}
		if text == "\ufeff" {
			want = []string{""}
		}
		if len(got) != len(want) {
			t.Fatalf("%q: got %q, want %q", text, got, want)
		}
		for i := range got {
			if got[i] != strings.TrimSuffix(want[i], "\r") {
				t.Errorf("%q: line %d: got %q, want %q", text, i, got[i], want[i])
			}
		}
	})
}
