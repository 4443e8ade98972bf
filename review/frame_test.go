package review

import (
	"fmt"
	"slices"
	"testing"
)

// TestOwnFrames: what surrounds the text of long and crowded reports, as the program sets it,
// is known for what it is.
func TestOwnFrames(t *testing.T) {
	t.Parallel()
	insert := func(at int, p ...Paragraph) func(*Text) {
		return func(t *Text) { t.Paragraphs = slices.Insert(t.Paragraphs, at, p...) }
	}
	name := &Look{Font: "Times New Roman", Size: 13, Align: "center", Line: 1}
	var to []Paragraph
	for i := range 60 {
		to = append(to, Paragraph{Text: fmt.Sprintf("- Trường Tiểu học số %d;", i+1), Look: &Look{Font: "Times New Roman", Size: 11, Align: "left"}})
	}
	cell := &Look{Font: "Times New Roman", Size: 13, Align: "right", Cell: true}
	for _, c := range []struct {
		name   string
		change func(*Text)
	}{
		{"superior on two lines", func(t *Text) {
			t.Paragraphs[0].Text = "ỦY BAN NHÂN DÂN"
			insert(1, Paragraph{Text: "XÃ NGUYỄN THỊ MINH KHAI", Look: name})(t)
		}},
		{"sixty recipients", insert(11, to...)},
		{"recipients under the signature", func(t *Text) {
			insert(11, to[:20]...)(t)
			t.Paragraphs = append(t.Paragraphs, to[20:]...)
			t.Paragraphs = append(t.Paragraphs, t.Paragraphs[31])
			t.Paragraphs = slices.Delete(t.Paragraphs, 31, 32)
		}},
		{"a table at the end", insert(10, Paragraph{Text: "Tổng cộng", Look: cell, Part: Table}, Paragraph{Text: "495", Look: cell, Part: Table})},
	} {
		text := wordDraft()
		c.change(&text)
		if found := Check(Input{Text: text}); len(found) > 0 {
			t.Errorf("%s: %s %s «%s»", c.name, found[0].Code, found[0].Message, found[0].Quote)
		}
	}
}
