package web

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thuky/report"
)

// TestPieces: whatever places a reading names, the text of a notice stays whole, and every
// place within it is marked and begins with its number once.
func TestPieces(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("aờ\n đx")), 0, 60, -1).Draw(t, "text")
		n := len([]rune(text))
		spans := map[report.Field]report.Span{}
		for _, f := range planFields {
			if rapid.Bool().Draw(t, string(f.name)) {
				spans[f.name] = report.Span{Start: rapid.IntRange(-2, 64).Draw(t, "start"), End: rapid.IntRange(-2, 64).Draw(t, "end")}
			}
		}
		var whole strings.Builder
		starts, at := map[int]int{}, 0
		for _, p := range pieces(text, spans) {
			for _, s := range p.Starts {
				starts[s.Number]++
				if span := spans[planFields[s.Number-1].name]; span.Start != at {
					t.Fatalf("%v begins at %d", span, at)
				}
			}
			whole.WriteString(p.Text)
			at += len([]rune(p.Text))
		}
		if whole.String() != text {
			t.Fatalf("got %q, want %q", whole.String(), text)
		}
		for f, s := range spans {
			want := 0
			if s.Start >= 0 && s.Start < s.End && s.End <= n {
				want = 1
			}
			if got := starts[fieldNumber(f)]; got != want {
				t.Fatalf("%s at %v of %d begins %d times", f, s, n, got)
			}
		}
	})
}

// TestCompareLines: what is the same is left out far from changes, and counted.
func TestCompareLines(t *testing.T) {
	t.Parallel()
	same := func(n int) []string {
		var all []string
		for i := range n {
			all = append(all, "đoạn "+strings.Repeat("x", i+1))
		}
		return all
	}
	a := same(9)
	b := append([]string{}, a...)
	b[4] = "đoạn khác hẳn"
	rows, none := compareLines(a, b)
	left, shown := 0, 0
	for _, r := range rows {
		if left += r.Left; r.Left == 0 {
			shown++
		}
	}
	if none || left != 6 || shown < 3 {
		t.Errorf("%d left out, %d shown, none %v: %+v", left, shown, none, rows)
	}
	if rows, none := compareLines(a, a); !none || len(rows) != 1 || rows[0].Left != 9 {
		t.Errorf("the same: %+v, %v", rows, none)
	}
	if rows, none := compareLines(nil, nil); !none || len(rows) != 0 {
		t.Errorf("nothing: %+v", rows)
	}
}
