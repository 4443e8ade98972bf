package conversation

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"thuky/vntext"
)

// The words of the orders on data, folded, without the words around them. A text is an order
// only as a whole: an answer that holds such words stays an answer.
var (
	noticeWords = set("quyen rieng tu", "quyenriengtu")
	// topicWords may be the subject of an answer, too.
	topicWords   = set("quyen cua toi", "quyen cua em", "du lieu ca nhan", "bao ve du lieu", "bao ve du lieu ca nhan")
	ownWords     = set("du lieu cua toi", "dulieucuatoi", "du lieu cua em", "du lieu cua minh", "xem du lieu cua toi", "xem du lieu cua em")
	correctWords = set("sua thong tin", "suathongtin", "sua thong tin cua toi", "sua thong tin cua em", "sua thong tin cua minh", "sua thong tin ca nhan",
		"sua du lieu", "suadulieu", "sua du lieu cua toi", "sua du lieu cua em", "sua du lieu ca nhan", "doi thong tin", "doi thong tin cua toi", "doi thong tin cua em")
	endWords   = set("rut dong y", "rutdongy", "rut lai dong y", "rut su dong y", "rut lai su dong y")
	eraseWords = set("xoa du lieu", "xoadulieu", "xoa du lieu cua toi", "xoa du lieu cua em", "xoa du lieu cua minh", "xoa het du lieu", "xoa het du lieu cua toi",
		"xoa het du lieu cua em", "xoa du lieu ca nhan", "xoa thong tin cua toi", "xoa thong tin cua em")
	listWords = set("so yeu cau", "soyeucau", "yeu cau du lieu", "so yeu cau du lieu", "xem so yeu cau")
)

// stayWords leave everything as it was.
var stayWords = func() map[string]bool {
	m := set("khong dong y", "ko dong y", "k dong y", "khong rut", "khong rut nua", "khong xoa", "khong xoa nua", "khong gui", "khong sua", "thoi khong", "thoi a", "khoan", "khoan da")
	for w := range noWords {
		m[w] = true
	}
	return m
}()

// beforeOrders are what people write before an order, folded.
var beforeOrders = set("da", "thua", "em", "toi", "minh", "thay", "co", "xin", "muon", "can", "cho", "hay", "nho", "duoc", "giup")

// orderWords folds a text and leaves off what people write around an order: quotes, polite
// words, the name of the bot behind a slash word. It is empty for what is too long for an
// order.
func orderWords(text string) string {
	if len(text) > 2*maxCommand || strings.Contains(text, "\n") {
		return ""
	}
	words := strings.Fields(vntext.Fold(strings.Trim(text, " .!?,…/\"'«»“”‘’")))
	if len(words) > 0 && strings.HasPrefix(text, "/") {
		words[0], _, _ = strings.Cut(words[0], "@") // "/rutdongy@thuky_bot" in a group
	}
	for len(words) > 1 && politeWords[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

// ordersData tells whether a text is an order on one's data, and thus no name.
func ordersData(text string) bool {
	plain := withoutOpeners(orderWords(text))
	for _, words := range []map[string]bool{noticeWords, topicWords, ownWords, correctWords, endWords, eraseWords} {
		if words[plain] || words[orderWords(text)] {
			return true
		}
	}
	return false
}

// withoutOpeners leaves off what stands before an order.
func withoutOpeners(plain string) string {
	for {
		first, rest, ok := strings.Cut(plain, " ")
		if !ok || !beforeOrders[first] {
			return plain
		}
		plain = rest
	}
}

// settleNumber reads "da xu ly 3", "daxuly 3", "xu ly yeu cau 3".
func settleNumber(plain string) (int, bool) {
	for _, head := range []string{"da xu ly yeu cau so ", "da xu ly yeu cau ", "da xu ly so ", "da xu ly ", "xu ly yeu cau so ", "xu ly yeu cau ", "daxuly "} {
		if rest, ok := strings.CutPrefix(plain, head); ok {
			return requestNumber(rest)
		}
	}
	return 0, false
}

func requestNumber(text string) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && n > 0 && len(text) <= 6
}

// maxDenialOrder is the longest order to refuse a request that is looked at, in bytes: one
// that is too long by far is no order.
const maxDenialOrder = 8 << 10

// readDenial reads "từ chối yêu cầu 3: lý do …", "/tuchoi 3 lý do".
func readDenial(text string) (n int, reason string, ok bool) {
	if len(text) > maxDenialOrder {
		return 0, "", false
	}
	words := strings.Fields(text)
	heads, at := []string{"tu", "choi", "yeu", "cau"}, 0
	if len(words) > 1 && strings.HasPrefix(text, "/") {
		name, _, _ := strings.Cut(vntext.Fold(words[0][1:]), "@")
		if name != "tuchoi" && name != "tuchoiyeucau" {
			return 0, "", false
		}
		at = 1
	} else {
		if !opensWith(words, heads) {
			return 0, "", false
		}
		at = len(heads)
	}
	if at < len(words) && vntext.Fold(words[at]) == "so" {
		at++
	}
	if at >= len(words) {
		return 0, "", false
	}
	number, rest, _ := strings.Cut(words[at], ":")
	if n, ok = requestNumber(strings.TrimRight(number, ".,;")); !ok {
		return 0, "", false
	}
	return n, bareReason(rest + " " + strings.Join(words[at+1:], " ")), true
}

// bareReason makes one line of a reason, without "lý do là" before it.
func bareReason(text string) string {
	words := strings.Fields(strings.TrimLeft(text, " :,;-–"))
	for _, head := range [][]string{{"vi", "ly", "do"}, {"ly", "do", "la"}, {"ly", "do"}} {
		if opensWith(words, head) && len(words) > len(head) {
			words = words[len(head):]
			break
		}
	}
	return strings.TrimLeft(strings.Join(words, " "), " :,;-–")
}

func opensWith(words, head []string) bool {
	for i, h := range head {
		if i >= len(words) || vntext.Fold(strings.TrimRight(words[i], ":,")) != h {
			return false
		}
	}
	return true
}

// tooLong says that a text is longer than a number of letters, "" when it is not.
func tooLong(text string, limit int) string {
	if n := utf8.RuneCountInString(text); n > limit {
		return textWordsLong(n, limit)
	}
	return ""
}
