package conversation

import "testing"

// TestPoliteCommands: people write "ạ" and "em" around what they order, in a text that is
// being written as everywhere; what only holds such a word stays an answer.
func TestPoliteCommands(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text string
		open bool
		want command
		n    int
	}{
		{"xong ạ", true, cmdDone, 0},
		{"xong a", true, cmdDone, 0},
		{"Xong rồi em ạ.", true, cmdDone, 0},
		{"em xong roi", true, cmdDone, 0},
		{"dạ xong", true, cmdDone, 0},
		{"đã xong", true, cmdDone, 0},
		{"xong r", true, cmdDone, 0},
		{"xong nhé em", true, cmdDone, 0},
		{"bo qua nhe", true, cmdSkip, 0},
		{"dạ bỏ qua câu này ạ", true, cmdSkip, 0},
		{"cho em bo qua", true, cmdSkip, 0},
		{"quay lai em oi", true, cmdBack, 0},
		{"giúp em với", true, cmdHelp, 0},
		{"giup toi voi a", true, cmdHelp, 0},
		{"xem lại ạ", true, cmdReview, 0},
		{"cho em xem lai", true, cmdReview, 0},
		{"gửi ạ", true, cmdSend, 0},
		{"gửi luôn đi em", true, cmdSend, 0},
		{"sua cau 7 nhe", true, cmdFix, 7},
		{"em muốn sửa câu 7 ạ", true, cmdFix, 7},
		{"tam dung nhe", true, cmdPause, 0},
		{"dừng ạ", true, cmdPause, 0},
		{"tiếp đi em", true, cmdResume, 0},
		{"câu tiếp theo ạ", true, cmdSkip, 0},
		{"nhu nam ngoai a", true, cmdKeep, 0},
		{"Như kỳ trước ạ", true, cmdKeep, 0},
		{`"bỏ qua"`, true, cmdSkip, 0},
		{"«xong»", true, cmdDone, 0},
		{"“quay lại”", true, cmdBack, 0},
		{"gõ «bỏ qua»", true, cmdSkip, 0},
		{"go xong", true, cmdDone, 0},
		{"«Xong» là từ hay dùng", true, noCommand, 0},
		{`"`, true, noCommand, 0},
		{"hết rồi ạ", false, cmdDone, 0},
		{"vậy thôi ạ", false, cmdDone, 0},
		{"??", true, cmdHelp, 0},

		{"hết rồi ạ", true, noCommand, 0},
		{"đã gửi", true, noCommand, 0},
		{"em gửi rồi", true, noCommand, 0},
		{"da gui roi", true, noCommand, 0},
		{"đã sửa ạ", true, noCommand, 0},
		{"sữa ạ", true, noCommand, 0},
		{"đúng ạ", false, noCommand, 0},
		{"dung a", false, noCommand, 0},
		{"Huy ạ", true, noCommand, 0},
		{"em Huy", false, noCommand, 0},
		{"thoi a", true, noCommand, 0},
		{"em", true, noCommand, 0},
		{"Hướng dẫn các em", true, noCommand, 0},
		{"không bỏ qua ạ", true, noCommand, 0},
		{"7 em", true, noCommand, 0},
	} {
		if got, n := parseCommand(tt.text, tt.open); got != tt.want || n != tt.n {
			t.Errorf("%q (open %v) is %q %d, want %q %d", tt.text, tt.open, got, n, tt.want, tt.n)
		}
	}
}

func TestSmallTalk(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"alo", "alo em oi", "cảm ơn em nhiều nhé", "cam on ban nha", "dạ em cảm ơn ạ", "vâng ạ", "ok em nhé", "chào em ạ", "👍👍", "...", "cám ơn"} {
		if !greets(text) && !wordless(text) {
			t.Errorf("%q is not small talk", text)
		}
	}
	for _, text := range []string{"em", "cảm ơn phụ huynh", "12", "cô Lan", "không", "ok 12"} {
		if greets(text) || wordless(text) {
			t.Errorf("%q is small talk", text)
		}
	}
}

// TestClosingLine: the last line of a text ends it with the polite words around it.
func TestClosingLine(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Một đoạn.\nxong": "Một đoạn.", "Một đoạn.\nXong ạ.": "Một đoạn.", "Một đoạn.\nem xong rồi ạ": "Một đoạn.", "Một đoạn.\nxong rồi": "Một đoạn.",
	} {
		if body, ended := cutDone(text); body != want || !ended {
			t.Errorf("%q gives %q, %v", text, body, ended)
		}
	}
	for _, text := range []string{"xong ạ", "Một đoạn.\nViệc này đã làm xong", "Một đoạn.\nhết"} {
		if body, ended := cutDone(text); body != text || ended {
			t.Errorf("%q gives %q, %v", text, body, ended)
		}
	}
}
