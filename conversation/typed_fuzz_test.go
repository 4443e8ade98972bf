package conversation

import (
	"testing"
	"unicode/utf8"

	"thuky/workday"
)

// FuzzTyped: what reads short orders reads whatever is typed, without a panic, and takes
// nothing from elsewhere than what was typed.
func FuzzTyped(f *testing.F) {
	for _, text := range []string{
		"quyền riêng tư", "từ chối yêu cầu 3: chưa rõ", "đã xử lý 3", "xóa hết dữ liệu của em", "/rutdongy@thuky_bot", "dời hạn 5/6 11 giờ", "thêm 2 ngày",
		"nhắc 3", "gợi ý 2, 3", "/tiendo", "sửa 5", "trước 16h30 ngày 5/6", "7: 5/6/2024", "\t.", "\v", "\u3000.", "!\u2003…",
	} {
		f.Add(text)
	}
	today := workday.Date{Year: 2026, Month: 11, Day: 28}
	f.Fuzz(func(t *testing.T, text string) {
		if words := orderWords(text); !utf8.ValidString(words) && utf8.ValidString(text) {
			t.Errorf("%q is folded to %q", text, words)
		}
		if n, ok := requestNumber(text); ok && n < 0 {
			t.Errorf("%q names the request %d", text, n)
		}
		if n, reason, ok := readDenial(text); ok && (n < 0 || len(reason) > len(text)) {
			t.Errorf("%q: request %d, %q", text, n, reason)
		}
		if numbers, _ := leadingNumbers(text); len(numbers) > len(text) {
			t.Errorf("%q: %d numbers", text, len(numbers))
		}
		parseWish(text)
		greets(text)
		defers(text)
		wonders(text)
		asksDue(text)
		likeCode(text)
		parseWhen(text, today)
		for _, open := range []bool{false, true} {
			if _, n := parseCommand(text, open); n < 0 {
				t.Errorf("%q: number %d", text, n)
			}
		}
	})
}
