package chat

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var (
	telegramLike = Capabilities{MaxText: 4096, Buttons: true, Edit: true, FilesOut: true}
	zaloLike     = Capabilities{MaxText: 2000}
)

func TestDegrade(t *testing.T) {
	t.Parallel()
	yesNo := []Choice{{ID: "y", Label: "Có"}, {ID: "n", Label: "Không", Row: true}}
	nav := []Choice{{ID: "s", Label: "Bỏ qua", Word: "bỏ qua"}, {ID: "b", Label: "Quay lại", Word: "quay lại"}}
	file := &File{Name: "Báo cáo.docx", MIME: "x", Data: []byte("x")}
	for _, tt := range []struct {
		name string
		in   []Message
		c    Capabilities
		want []Message
	}{
		{"nothing", nil, zaloLike, nil},
		{
			"carried as it is",
			[]Message{{Lead: "a", Head: "b", Text: "c", Choices: yesNo, Edit: "7", Ack: "p", Toast: "t", File: file}},
			telegramLike,
			[]Message{{Lead: "a", Head: "b", Text: "c", Choices: yesNo, Edit: "7", Ack: "p", Toast: "t", File: file}},
		},
		{
			"choices become lines",
			[]Message{{Text: "Có học sinh bỏ học không?", Choices: append(append([]Choice{}, nav...), yesNo...)}},
			zaloLike,
			[]Message{{Text: "Có học sinh bỏ học không?\n\n1. Có\n2. Không\nGõ: \"bỏ qua\" · \"quay lại\""}},
		},
		{"only words to type", []Message{{Head: "Câu 1/3", Choices: nav}}, zaloLike, []Message{{Head: "Câu 1/3", Text: "Gõ: \"bỏ qua\" · \"quay lại\""}}},
		{"choices without words", []Message{{Choices: yesNo}}, zaloLike, []Message{{Text: "1. Có\n2. Không"}}},
		{
			"as many buttons as there may be, lines for the others",
			[]Message{{Text: "Chọn:", Choices: append(append(append([]Choice{}, yesNo...), nav[0], Choice{ID: "3", Label: "Khác"}), nav[1]), Ack: "p"}},
			Capabilities{MaxText: 2000, Buttons: true, MaxButtons: 2},
			[]Message{{Text: "Chọn:\n\n3. Khác\nGõ: \"bỏ qua\" · \"quay lại\"", Choices: yesNo, Ack: "p"}},
		},
		{
			"buttons go with the lines where there is no room under the words",
			[]Message{{Text: "mười hai chữ", Choices: append(append([]Choice{}, yesNo...), nav...), File: file}},
			Capabilities{MaxText: 30, Buttons: true, MaxButtons: 2, FilesOut: true},
			[]Message{{Text: "mười hai chữ"}, {Text: "Gõ: \"bỏ qua\" · \"quay lại\"", Choices: yesNo, File: file}},
		},
		{"no more buttons than there may be", []Message{{Text: "a", Choices: yesNo}}, Capabilities{Buttons: true, MaxButtons: 2}, []Message{{Text: "a", Choices: yesNo}}},
		{"a lone acknowledgement", []Message{{Ack: "p", Toast: "Đã ghi"}}, zaloLike, nil},
		{"a lone acknowledgement with buttons", []Message{{Ack: "p"}}, telegramLike, []Message{{Ack: "p"}}},
		{"an empty message", []Message{{}, {Edit: "4"}}, telegramLike, nil},
		{"no edit", []Message{{Text: "a", Edit: "7"}}, Capabilities{Buttons: true}, []Message{{Text: "a"}}},
		{
			"no files",
			[]Message{{Text: "Bản nháp", File: file}},
			zaloLike,
			[]Message{{Text: "Bản nháp\n\n" + textFile("Báo cáo.docx", "")}},
		},
		{
			"a file with a link",
			[]Message{{Text: "Bản nháp", File: &File{Name: "a.docx", URL: "https://x/y"}}},
			zaloLike,
			[]Message{{Text: "Bản nháp\n\nTệp «a.docx», thầy/cô mở liên kết để tải về:\nhttps://x/y"}},
		},
		{"a picture left out", []Message{{Text: "a", Picture: file}, {Picture: file}}, zaloLike, []Message{{Text: "a"}}},
		{
			"a picture stays, on the last part",
			[]Message{{Text: "một hai. ba bốn", Picture: file}, {Text: "c"}},
			Capabilities{MaxText: 12, Pictures: true},
			[]Message{{Text: "một hai."}, {Text: "ba bốn", Picture: file}, {Text: "c"}},
		},
		{
			"merged, the head stays a head",
			[]Message{{Text: "Dạ, em đã ghi."}, {Head: "Câu 2/3", Text: "Sĩ số?"}},
			zaloLike,
			[]Message{{Lead: "Dạ, em đã ghi.", Head: "Câu 2/3", Text: "Sĩ số?"}},
		},
		{
			"merged after a head",
			[]Message{{Head: "A", Text: "a"}, {Lead: "l", Head: "B", Text: "b"}, {Text: "c"}},
			zaloLike,
			[]Message{{Head: "A", Text: "a\n\nl\n\nB\nb\n\nc"}},
		},
		{
			"files and edits are not merged",
			[]Message{{Text: "a"}, {Text: "b", File: file}, {Text: "c"}, {Text: "d", Edit: "3"}},
			Capabilities{FilesOut: true, Edit: true},
			[]Message{{Text: "a"}, {Text: "b", File: file}, {Text: "c"}, {Text: "d", Edit: "3"}},
		},
		{
			"with a budget, buttons come last and a press first",
			[]Message{{Text: "a", Ack: "p", Toast: "t"}, {Text: "b", Choices: yesNo}, {Text: "c"}, {Text: "d", Ack: "q"}},
			Capabilities{Buttons: true, Budget: 100},
			[]Message{{Lead: "a", Text: "b", Ack: "p", Toast: "t", Choices: yesNo}, {Text: "c"}, {Text: "d", Ack: "q"}},
		},
		{"not merged over the limit", []Message{{Text: "mười chữ"}, {Text: "mười chữ"}}, Capabilities{MaxText: 17}, []Message{{Text: "mười chữ"}, {Text: "mười chữ"}}},
		{
			"split: first part acknowledges and edits, last part has buttons and file",
			[]Message{{Head: "H", Text: "một hai. ba bốn", Choices: yesNo, File: file, Edit: "1", Ack: "p", Toast: "t"}},
			Capabilities{MaxText: 12, Buttons: true, Edit: true, FilesOut: true},
			[]Message{
				{Head: "H", Text: "một hai.", Edit: "1", Ack: "p", Toast: "t"},
				{Text: "ba bốn", Choices: yesNo, File: file},
			},
		},
		{
			"choice lines are kept together",
			[]Message{{Text: "một hai ba bốn", Choices: yesNo}},
			Capabilities{MaxText: 20},
			[]Message{{Text: "một hai ba bốn"}, {Text: "1. Có\n2. Không"}},
		},
		{
			"a head goes with its words",
			[]Message{{Lead: "một hai ba bốn năm", Head: "H", Text: "sáu bảy tám chín"}},
			Capabilities{MaxText: 22, Buttons: true},
			[]Message{{Lead: "một hai ba bốn năm"}, {Head: "H", Text: "sáu bảy tám chín"}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, Degrade(tt.in, tt.c)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestSplit(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text  string
		limit int
		want  []string
	}{
		{"", 5, nil},
		{"abc", 3, []string{"abc"}},
		{"một đoạn\n\nhai đoạn", 12, []string{"một đoạn", "hai đoạn"}},
		{"một dòng\nhai dòng ba", 14, []string{"một dòng", "hai dòng ba"}},
		{"Một câu. Hai câu nữa.", 14, []string{"Một câu.", "Hai câu nữa."}},
		{"(Một câu.) Hai câu nữa.", 16, []string{"(Một câu.)", "Hai câu nữa."}},
		{"một hai ba", 8, []string{"một hai", "ba"}},
		{"một hai", 3, []string{"một", "hai"}},
		{"dàilắmlắm", 4, []string{"dàil", "ắmlắ", "m"}},
		{"a😀😀", 2, []string{"a", "😀", "😀"}},
		{"e\u0302\u0301e\u0302\u0301", 4, []string{"e\u0302\u0301", "e\u0302\u0301"}},
		{"👩‍🏫👩‍🏫", 7, []string{"👩‍🏫", "👩‍🏫"}},
		{"🇻🇳🇻🇳", 6, []string{"🇻🇳", "🇻🇳"}},
		{"👍🏽👍🏽", 5, []string{"👍🏽", "👍🏽"}},
		{"e" + strings.Repeat("\u0301", 5), 3, []string{"e\u0301\u0301", "\u0301\u0301\u0301"}},
		{"A. một hai ba bốn", 12, []string{"A. một hai", "ba bốn"}},
		{"        a        b", 3, []string{"a", "b"}},
		{"\xff\xfe\xfd", 2, []string{"\xff\xfe", "\xfd"}},
	} {
		t.Run(fmt.Sprintf("%q/%d", tt.text, tt.limit), func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, split(tt.text, tt.limit, tt.limit)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestDegradeLosesNothing holds for any messages and any platform.
func TestDegradeLosesNothing(t *testing.T) {
	t.Parallel()
	word := rapid.OneOf(
		rapid.StringMatching(`[a-zăâđêôơư]{1,12}[.,!?]?`),
		rapid.SampledFrom([]string{"nghiêng", "*chữ*", "😀", "👩‍🏫", "🇻🇳", "e\u0302\u0301", "<b>", "&amp;", "1.234,5"}),
		rapid.StringN(1, 60, -1),
	)
	text := rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for range rapid.IntRange(0, 60).Draw(t, "words") {
			b.WriteString(word.Draw(t, "word"))
			b.WriteString(rapid.SampledFrom([]string{" ", " ", "\n", "\n\n", ". "}).Draw(t, "space"))
		}
		return b.String()
	})
	short := rapid.OneOf(rapid.Just(""), rapid.StringMatching(`[A-Z][a-zê ]{0,50}`))
	message := rapid.Custom(func(t *rapid.T) Message {
		m := Message{Lead: short.Draw(t, "lead"), Head: short.Draw(t, "head"), Text: text.Draw(t, "text")}
		for i := range rapid.IntRange(0, 4).Draw(t, "choices") {
			m.Choices = append(m.Choices, Choice{ID: fmt.Sprint(i), Label: "Nhãn", Word: rapid.SampledFrom([]string{"", "gõ"}).Draw(t, "word")})
		}
		if rapid.Bool().Draw(t, "edit") {
			m.Edit = "7"
		}
		return m
	})
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.SliceOfN(message, 0, 5).Draw(t, "messages")
		c := Capabilities{
			MaxText: rapid.SampledFrom([]int{0, 40, 64, 100, 2000, 4096}).Draw(t, "limit"),
			Buttons: rapid.Bool().Draw(t, "buttons"),
			Edit:    rapid.Bool().Draw(t, "edit"),
			Budget:  rapid.SampledFrom([]int{0, 3000}).Draw(t, "budget"),

			MaxButtons: rapid.IntRange(0, 3).Draw(t, "most buttons"),
		}
		buttons := func(m Message) int { // that a message keeps
			switch {
			case !c.Buttons:
				return 0
			case c.MaxButtons > 0:
				return min(c.MaxButtons, len(m.Choices))
			}
			return len(m.Choices)
		}
		out := Degrade(in, c)
		var want, got strings.Builder
		for _, m := range in {
			want.WriteString(m.Plain())
			if n := buttons(m); n < len(m.Choices) {
				want.WriteString(choiceLines(m.Choices, n, m.Plain()))
			}
		}
		choices := 0
		for _, m := range out {
			if plain := m.Plain(); c.MaxText > 0 && Units(plain) > c.MaxText {
				t.Fatalf("a message of %d units, limit %d: %q", Units(plain), c.MaxText, plain)
			}
			if !c.Edit && m.Edit != "" || len(m.Choices) > buttons(m) {
				t.Fatalf("%+v has what %+v cannot carry", m, c)
			}
			got.WriteString(m.Plain())
			choices += len(m.Choices)
		}
		if diff := cmp.Diff(letters(want.String()), letters(got.String())); diff != "" {
			t.Fatalf("words differ (-want +got)\n%s", diff)
		}
		for _, m := range in {
			choices -= buttons(m)
		}
		if choices != 0 {
			t.Fatalf("%d choices too many or too few", choices)
		}
	})
}

// TestSaidAlready: what can be typed is not said a second time under words that say all of
// it.
func TestSaidAlready(t *testing.T) {
	t.Parallel()
	done, back := Choice{ID: "x", Label: "Xong", Word: "xong"}, Choice{ID: "q", Label: "Quay lại", Word: "quay lại"}
	for _, tt := range []struct {
		m    Message
		want string
	}{
		{Message{Text: "Viết tiếp, hoặc gõ «xong» ạ.", Choices: []Choice{done}}, "Viết tiếp, hoặc gõ «xong» ạ."},
		{Message{Lead: "Gõ «xong» ạ.", Text: "Hoặc «quay lại».", Choices: []Choice{done, back}}, "Gõ «xong» ạ.\n\nHoặc «quay lại»."},
		{Message{Text: "Gõ «xong» ạ.", Choices: []Choice{done, back}}, "Gõ «xong» ạ.\n\nGõ: \"xong\" · \"quay lại\""},
		{Message{Text: "Gõ «xong» ạ.", Choices: []Choice{{ID: "1", Label: "Một"}, done}}, "Gõ «xong» ạ.\n\n1. Một"},
		{Message{Text: "Cả tổ đã làm xong.", Choices: []Choice{done}}, "Cả tổ đã làm xong.\n\nGõ: \"xong\""},
	} {
		if out := Degrade([]Message{tt.m}, Capabilities{MaxText: 2000}); len(out) != 1 || out[0].Plain() != tt.want {
			t.Errorf("%+v: got %+v, want %q", tt.m, out, tt.want)
		}
	}
}

// letters is a text without white space.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

func FuzzSplit(f *testing.F) {
	f.Add("Một câu. Hai câu.\n\nBa 😀 câu 🇻🇳.", 9)
	f.Add("e\u0302\u0301\u0302", 2)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		limit = 2 + limit&0xFFF
		var got strings.Builder
		for _, part := range split(text, limit, limit) {
			if Units(part) > limit {
				t.Fatalf("part %q has %d units, limit %d", part, Units(part), limit)
			}
			if utf8.ValidString(text) && !utf8.ValidString(part) {
				t.Fatalf("part %q is cut inside a character", part)
			}
			got.WriteString(part)
		}
		if utf8.ValidString(text) && letters(got.String()) != letters(text) {
			t.Fatalf("got %q, want the letters of %q", got.String(), text)
		}
	})
}

func BenchmarkDegrade(b *testing.B) {
	m := []Message{{Head: "Câu 5/21", Text: strings.Repeat("Nhà trường tổ chức tuyên truyền. ", 40), Choices: []Choice{{ID: "s", Label: "Bỏ qua", Word: "bỏ qua"}}}}
	for b.Loop() {
		Degrade(m, telegramLike)
	}
}
