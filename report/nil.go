package report

import (
	"slices"
	"strings"

	"thuky/vntext"
)

// nilWords are the lone answers that mean "nothing to report", folded.
var nilWords = []string{
	"khong", "ko", "k", "kh", "kg", "k0", "khg", "khong co", "ko co", "k co", "kh co", "khg co",
	"hong", "hong co", "hok", "hok co", "hem", "hem co", "khum", "khum co",
	"chua", "chua co", "khong co gi", "ko co gi", "k co gi", "khong a", "ko a", "khong co a", "ko co a", "chua co a",
	"da khong", "da ko", "da khong co", "da ko co", "da khong a", "da ko a", "da khong co a", "da ko co a",
	"da chua", "da chua co", "da chua co a", "0",
}

// nilMarked are the words with marks that may stand in a nil answer. Others
// ("chữa", "khống", "hồng") only fold to the same letters.
var nilMarked = []string{"không", "kô", "khôg", "hông", "hổng", "có", "chưa", "gì", "dạ", "ạ"}

// NilText tells whether the whole text is a lone nil answer: "Không", "ko",
// "không có", "chưa có.", "0".
func NilText(text string) bool {
	if len(text) > 60 {
		return false
	}
	text = strings.ToLower(strings.Trim(vntext.NFC(text), " \t\r\n.,;:!?…"))
	if !slices.Contains(nilWords, vntext.Fold(text)) {
		return false
	}
	return !slices.ContainsFunc(strings.Fields(text), func(word string) bool {
		return word != vntext.Fold(word) && !slices.Contains(nilMarked, word)
	})
}
