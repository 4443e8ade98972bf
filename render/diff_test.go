package render_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"thuky/render"
)

// shown writes changes as one reads them: [-removed-] {+added+}.
func shown(changes []render.Change) string {
	var b strings.Builder
	for _, c := range changes {
		fmt.Fprintf(&b, "%s %d %d: ", c.Kind, c.A, c.B)
		for _, p := range c.Pieces {
			switch p.Kind {
			case render.Removed:
				b.WriteString("[-" + p.Text + "-]")
			case render.Added:
				b.WriteString("{+" + p.Text + "+}")
			default:
				b.WriteString(p.Text)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestDiffText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		a, b []string
		want string
	}{
		{"nothing", nil, nil, ""},
		{"the same", []string{"Một.", "Hai."}, []string{"Một.", "Hai."}, "same 0 0: Một.\nsame 1 1: Hai.\n"},
		{"all new", nil, []string{"Một.", ""}, "added -1 0: {+Một.+}\nadded -1 1: {++}\n"},
		{"all gone", []string{"Một."}, nil, "removed 0 -1: [-Một.-]\n"},
		{
			"one between",
			[]string{"Một.", "Ba."},
			[]string{"Một.", "Hai.", "Ba."},
			"same 0 0: Một.\nadded -1 1: {+Hai.+}\nsame 1 2: Ba.\n",
		},
		{
			"a figure",
			[]string{"Toàn trường có 1.234 học sinh, đạt 98,5%."},
			[]string{"Toàn trường có 1.240 học sinh, đạt 98,5%."},
			"edited 0 0: Toàn trường có [-1.234-]{+1.240+} học sinh, đạt 98,5%.\n",
		},
		{
			"a day",
			[]string{"Họp ngày 05/6/2024 tại hội trường."},
			[]string{"Họp ngày 06/6/2024 tại hội trường."},
			"edited 0 0: Họp ngày [-05/6/2024-]{+06/6/2024+} tại hội trường.\n",
		},
		{
			"words at the end",
			[]string{"Nhà trường đã tổ chức họp."},
			[]string{"Nhà trường đã tổ chức họp phụ huynh."},
			"edited 0 0: Nhà trường đã tổ chức họp{+ phụ huynh+}.\n",
		},
		{
			"neighbours are one change",
			[]string{"Lớp một hai học ở phòng 5."},
			[]string{"Lớp ba bốn học ở phòng 5."},
			"edited 0 0: Lớp [-một hai-]{+ba bốn+} học ở phòng 5.\n",
		},
		{
			"written anew",
			[]string{"Nhà trường phối hợp với hội."},
			[]string{"Ngày mai trời mưa to."},
			"removed 0 -1: [-Nhà trường phối hợp với hội.-]\nadded -1 0: {+Ngày mai trời mưa to.+}\n",
		},
		{
			"edits among others",
			[]string{"Đầu.", "Có 25 giáo viên dạy giỏi.", "Bị bỏ đi.", "Cuối."},
			[]string{"Đầu.", "Thêm vào đây.", "Có 27 giáo viên dạy giỏi.", "Cuối."},
			"same 0 0: Đầu.\nadded -1 1: {+Thêm vào đây.+}\nedited 1 2: Có [-25-]{+27+} giáo viên dạy giỏi.\nremoved 2 -1: [-Bị bỏ đi.-]\nsame 3 3: Cuối.\n",
		},
		{
			"two places changed",
			[]string{"Một.", "Hai."},
			[]string{"Hai.", "Một."},
			"added -1 0: {+Hai.+}\nsame 0 1: Một.\nremoved 1 -1: [-Hai.-]\n",
		},
		{"spaces", []string{"a  b c d e"}, []string{"a b c d e"}, "edited 0 0: a[-  -]{+ +}b c d e\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, shown(render.DiffText(c.a, c.b))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// texts makes paragraphs of few words, so that much is the same.
var texts = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "ệ", "1.5", " ", " ", ", ", "\n", ".", "\xff", "u\u0301", "học sinh"}), 0, 12).Draw(t, "words"), "")
}), 0, 9)

// checkChanges proves that changes lead from a to b: every paragraph of both is there
// once, in order, and the pieces are its text.
func checkChanges(t rapid.TB, changes []render.Change, a, b []string) {
	t.Helper()
	nextA, nextB := 0, 0
	for _, c := range changes {
		var inA, inB strings.Builder
		last := render.ChangeKind("")
		for _, p := range c.Pieces {
			if p.Kind != render.Added {
				inA.WriteString(p.Text)
			}
			if p.Kind != render.Removed {
				inB.WriteString(p.Text)
			}
			if p.Kind == last || last == render.Added && p.Kind == render.Removed {
				t.Fatalf("%s after %s: %s", p.Kind, last, shown(changes))
			}
			last = p.Kind
		}
		check := func(list []string, at int, next *int, text string) {
			if at < 0 {
				return
			}
			if at != *next || list[at] != text {
				t.Fatalf("place %d, want %d; %q, want %q\n%s", at, *next, text, list[at], shown(changes))
			}
			*next++
		}
		check(a, c.A, &nextA, inA.String())
		check(b, c.B, &nextB, inB.String())
		want := map[[2]bool]string{{true, false}: "removed", {false, true}: "added", {true, true}: "same edited"}[[2]bool{c.A >= 0, c.B >= 0}]
		if !strings.Contains(want, string(c.Kind)) || c.Kind == "" || (c.Kind == render.Same) != (c.A >= 0 && c.B >= 0 && a[c.A] == b[c.B]) {
			t.Fatalf("%s at %d and %d: %s", c.Kind, c.A, c.B, shown(changes))
		}
	}
	if nextA != len(a) || nextB != len(b) {
		t.Fatalf("%d of %d and %d of %d paragraphs: %s", nextA, len(a), nextB, len(b), shown(changes))
	}
}

// swapped exchanges added and removed, in reading order again.
func swapped(changes []render.Change) []render.Change {
	turn := map[render.ChangeKind]render.ChangeKind{render.Added: render.Removed, render.Removed: render.Added, render.Same: render.Same, render.Edited: render.Edited}
	var all []render.Change
	removed := 0 // where those that were removed go: before what was added beside them
	for _, c := range changes {
		c.Kind, c.A, c.B = turn[c.Kind], c.B, c.A
		pieces := make([]render.Piece, len(c.Pieces))
		for i, p := range c.Pieces {
			pieces[i] = render.Piece{Kind: turn[p.Kind], Text: p.Text}
			if i > 0 && p.Kind == render.Added && c.Pieces[i-1].Kind == render.Removed {
				pieces[i-1], pieces[i] = pieces[i], pieces[i-1]
			}
		}
		c.Pieces = pieces
		if c.Kind == render.Removed {
			all = append(all[:removed:removed], append([]render.Change{c}, all[removed:]...)...)
			removed++
			continue
		}
		all = append(all, c)
		if c.Kind != render.Added {
			removed = len(all)
		}
	}
	return all
}

func TestDiffProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		a := texts.Draw(rt, "a")
		b := texts.Draw(rt, "b")
		if rapid.Bool().Draw(rt, "edited") { // b is a with some paragraphs of its own
			b = append(append([]string{}, a...), b...)
		}
		changes := render.DiffText(a, b)
		checkChanges(rt, changes, a, b)
		if diff := cmp.Diff(shown(swapped(changes)), shown(render.DiffText(b, a))); diff != "" {
			rt.Errorf("the other way round it is not the same (-want +got):\n%s", diff)
		}
		for _, c := range render.DiffText(a, a) {
			if c.Kind != render.Same {
				rt.Errorf("a text differs from itself: %s", shown([]render.Change{c}))
			}
		}
	})
}

// TestDiffLong: texts without anything in common, and texts full of repeats, take bounded time.
func TestDiffLong(t *testing.T) {
	t.Parallel()
	lines := func(n int, text func(i int) string) []string {
		all := make([]string, n)
		for i := range all {
			all[i] = text(i)
		}
		return all
	}
	long := lines(20000, func(i int) string { return fmt.Sprint("đoạn thứ ", i) })
	for name, c := range map[string][2][]string{
		"nothing in common": {long, lines(20000, func(i int) string { return fmt.Sprint("phần khác hẳn ", -i) })},
		"every second":      {long, lines(20000, func(i int) string { return fmt.Sprint("đoạn thứ ", 2*i) })},
		"repeats":           {lines(20000, func(i int) string { return fmt.Sprint(i % 3) }), lines(20000, func(i int) string { return fmt.Sprint(i % 7) })},
		"one huge paragraph": {
			[]string{strings.Join(lines(50000, func(i int) string { return fmt.Sprint("một ", i%7) }), " ")},
			[]string{strings.Join(lines(50000, func(i int) string { return fmt.Sprint("hai ", i%5) }), " ")},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkChanges(t, render.DiffText(c[0], c[1]), c[0], c[1])
		})
	}
}

// TestDiff compares documents: blocks of two kinds are never one edited block.
func TestDiff(t *testing.T) {
	t.Parallel()
	run := func(text string) []render.Run { return []render.Run{{Text: text}} }
	a := &render.Document{Blocks: []render.Block{
		&render.Title{Kind: "BÁO CÁO", Subject: run("Kết quả năm 2025")},
		&render.Heading{Level: 1, Number: "I.", Runs: run("KẾT QUẢ")},
		&render.Paragraph{Runs: run("Có 5 lớp học sạch.")},
	}}
	b := &render.Document{Blocks: []render.Block{
		&render.Title{Kind: "BÁO CÁO", Subject: run("Kết quả năm 2026")},
		&render.Heading{Level: 2, Number: "I.", Runs: run("KẾT QUẢ")},
		&render.ListItem{Runs: run("Có 5 lớp học sạch.")},
		&render.Paragraph{Runs: run("Có 6 lớp học sạch.")},
	}}
	want := "edited 0 0: BÁO CÁO\nKết quả năm [-2025-]{+2026+}\n" +
		"removed 1 -1: [-I. KẾT QUẢ-]\nadded -1 1: {+I. KẾT QUẢ+}\nadded -1 2: {+Có 5 lớp học sạch.+}\n" +
		"edited 2 3: Có [-5-]{+6+} lớp học sạch.\n"
	if diff := cmp.Diff(want, shown(render.Diff(a, b))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// BenchmarkDiff compares a report of the length of the real one, 100 paragraphs of 60
// words, with a copy in which every third paragraph was edited.
func BenchmarkDiff(b *testing.B) {
	var old, edited []string
	for i := range 100 {
		var words []string
		for j := range 60 {
			words = append(words, fmt.Sprint("từ", (i*31+j*j)%400))
		}
		old = append(old, strings.Join(words, " ")+".")
		switch i % 9 {
		case 0:
			words[10], words[40] = "sửa", "khác"
		case 3:
			words = append(words[:20], words[25:]...)
		case 6:
			edited = append(edited, "Một đoạn mới "+fmt.Sprint(i))
		}
		edited = append(edited, strings.Join(words, " ")+".")
	}
	for b.Loop() {
		render.DiffText(old, edited)
	}
}
