package report

import (
	"slices"
	"strings"

	"thuky/vntext"
	"thuky/workday"
)

// yesNoKind is yes or no.
type yesNoKind struct{}

func (yesNoKind) name() string   { return "yesno" }
func (yesNoKind) keys() []string { return nil }

// The words for yes and no, folded.
var (
	yesWords = []string{
		"co", "dung", "dung roi", "dung vay", "ok", "oke", "okie", "oki", "u", "uh", "uk", "um", "da", "vang",
		"dong y", "duoc", "dc", "chuan", "chinh xac", "roi", "r", "co roi", "👍", "✅", "1", "yes", "y",
	}
	noWords = []string{
		"khong", "ko", "k", "kh", "kg", "khg", "k0", "hong", "hok", "hem", "khum", "khong co", "ko co", "k co",
		"chua", "chua co", "chx", "sai", "khong dung", "khong phai", "👎", "❌", "2", "no",
	}
)

// doubtfulWords are yes or no only with the right marks: "dừng", "dùng",
// "chữa", "dược" and names fold to the same letters.
var doubtfulWords = map[string][]string{
	"dung": {"đúng"}, "duoc": {"được"}, "chua": {"chưa"}, "co": {"có"}, "da": {"dạ"}, "u": {"ừ", "u"},
	"roi": {"rồi"}, "vang": {"vâng"}, "khong": {"không"}, "hong": {"hông", "hổng"}, "chuan": {"chuẩn"},
}

func (yesNoKind) parse(q *Question, text string, _ workday.Date) (Reading, *Problem) {
	text = strings.ToLower(strings.Trim(vntext.Clean(text), " \t\r\n.,;!"))
	if text == "" {
		return Reading{}, q.problem(Empty)
	}
	words := politeless(strings.Fields(text))
	folded := vntext.Fold(strings.Join(words, " "))
	yes := slices.Contains(yesWords, folded)
	if !yes && !slices.Contains(noWords, folded) || len(text) > 100 {
		return Reading{}, q.problem(NotYesNo)
	}
	for _, word := range words {
		plain := vntext.Fold(word)
		if right := doubtfulWords[plain]; right != nil && word != plain && !slices.Contains(right, word) {
			return Reading{}, q.problem(NotYesNo)
		}
	}
	// "dung" without marks may be "đúng" or "dừng": read back.
	return Reading{Value: YesValue(yes), Confirm: folded == "dung" && words[0] == "dung"}, nil
}

// politeless drops the polite words around a yes or no: "dạ … ạ".
func politeless(words []string) []string {
	for len(words) > 1 && slices.Contains([]string{"da", "thua"}, vntext.Fold(words[0])) {
		words = words[1:]
	}
	for len(words) > 1 && slices.Contains([]string{"a", "nhe", "nha", "em", "nghe"}, vntext.Fold(words[len(words)-1])) {
		words = words[:len(words)-1]
	}
	return words
}

func (yesNoKind) format(_ *Question, v Value) string {
	switch {
	case v.Yes == nil:
		return ""
	case *v.Yes:
		return wordYes
	}
	return wordNo
}

func (yesNoKind) example(*Question) string { return wordYes }
func (yesNoKind) sample() any              { return false }

func (yesNoKind) operand(v Value) any {
	if v.Yes == nil {
		return nil
	}
	return *v.Yes
}

func (yesNoKind) result(_ *Question, out any) (Value, bool) {
	yes, ok := out.(bool)
	if !ok {
		return Value{}, false
	}
	return YesValue(yes), true
}

func (k yesNoKind) literal(q *Question, written any) (Value, bool) { return k.result(q, written) }
