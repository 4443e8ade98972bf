package markdown

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thuky/render"
)

func TestWrite(t *testing.T) {
	t.Parallel()
	text := func(s string) []render.Run { return []render.Run{{Text: s}} }
	for _, c := range []struct {
		name   string
		blocks []render.Block
		want   string
	}{
		{"empty", nil, ""},
		{
			"head without superior",
			[]render.Block{&render.Head{School: "A*", Number: "Số: /BC-A_B", Country: "C", Motto: "M", Date: "x, ngày"}},
			"**A\\***  \nSố: /BC-A_B\n\n**C**  \n**M**  \n*x, ngày*\n",
		},
		{"heading", []render.Block{&render.Heading{Level: 1, Number: "I.", Runs: []render.Run{{Text: "A:", Bold: true}, {Text: " Không"}}}}, "## I. A: Không\n"},
		{
			"runs",
			[]render.Block{&render.Paragraph{Runs: []render.Run{{Text: "a "}, {Text: " b ", Italic: true}, {Text: "[…]", Mark: true}, {Text: "c", Bold: true, Italic: true}}}},
			"a  *b* **[…]*****c***\n",
		},
		{"title", []render.Block{&render.Title{Kind: "BÁO CÁO", Subject: []render.Run{{Text: "Việc "}, {Text: "[a]", Mark: true}}}}, "# BÁO CÁO\n\n**Việc [a]**\n"},
		{"list", []render.Block{
			&render.Paragraph{Runs: text("1. a")}, &render.ListItem{Runs: text("  - # b")}, &render.ListItem{Runs: text("+ c")}, &render.Paragraph{Runs: text("    d")},
		}, "1\\. a\n\n- \\# b\n+ c\n\nd\n"},
		{"addressee", []render.Block{&render.Addressees{Label: "Kính gửi:", Items: [][]render.Run{text("A")}}}, "Kính gửi: A\n"},
		{"recipients", []render.Block{
			&render.Recipients{Label: "Nơi nhận:", Items: [][]render.Run{text("- A;"), text("- B.")}},
			&render.Signature{Titles: []string{"KT. A", "B"}},
		}, "***Nơi nhận:***\n\n- A;\n- B.\n\n**KT. A**  \n**B**\n"},
		{"line ends", []render.Block{&render.Paragraph{Runs: text("a\nb\tc\x00")}}, "a b c\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			if err := Write(&b, &render.Document{Blocks: c.blocks}); err != nil {
				t.Fatal(err)
			}
			if b.String() != c.want {
				t.Errorf("got:\n%q\nwant:\n%q", b.String(), c.want)
			}
		})
	}
}

func TestLineStart(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"# a": `\# a`, "> a": `\> a`, "- a": `\- a`, "-a": "-a", "---": `\---`, "===": `\===`, "+ a": `\+ a`, "+5 điểm": "+5 điểm",
		"1. a": `1\. a`, "12) a": `12\) a`, "1.234 em": "1.234 em", "2026": "2026", "5.": `5\.`, "~~~": `\~~~`, "| a |": `\| a |`, "": "", "    a": "a",
	} {
		if got := lineStart(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// TestEscapeIsUndone: without the backslashes that a reader of Markdown drops, the
// text is what it was.
func TestEscapeIsUndone(t *testing.T) {
	t.Parallel()
	letters := rapid.StringOf(rapid.SampledFrom([]rune("aệ1\\`*_[]<>&;#~!.()-+ ")))
	rapid.Check(t, func(rt *rapid.T) {
		text := letters.Draw(rt, "text")
		got := escape(text)
		if back := unescape(got); back != text {
			rt.Errorf("%q became %q, read as %q", text, got, back)
		}
		for i := range len(got) {
			if strings.IndexByte("*`[<", got[i]) >= 0 && !escaped(got, i) {
				rt.Errorf("%q has a bare %c", got, got[i])
			}
		}
	})
}

func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte("\\`*_[<&~", s[i+1]) >= 0 {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// escaped tells whether an odd number of backslashes stands before s[i].
func escaped(s string, i int) bool {
	n := 0
	for i-n > 0 && s[i-n-1] == '\\' {
		n++
	}
	return n%2 == 1
}

type brokenWriter struct{}

var errBroken = errors.New("disk full")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestWriteErrors(t *testing.T) {
	t.Parallel()
	d := &render.Document{Blocks: []render.Block{&render.Title{Kind: "A"}}}
	if err := Write(brokenWriter{}, d); !errors.Is(err, errBroken) {
		t.Errorf("got %v, want %v", err, errBroken)
	}
}
