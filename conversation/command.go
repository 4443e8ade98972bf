package conversation

import (
	"regexp"
	"strconv"
	"strings"

	"thuky/vntext"
)

// command is what a typed line asks for.
type command string

const (
	noCommand  command = ""
	cmdBack    command = "back"
	cmdSkip    command = "skip"
	cmdPause   command = "pause"
	cmdHelp    command = "help"
	cmdReview  command = "review"
	cmdSend    command = "send"
	cmdFix     command = "fix"
	cmdDone    command = "done"
	cmdKeep    command = "keep"
	cmdEdit    command = "edit"
	cmdRewrite command = "rewrite"
	cmdMore    command = "more"
	cmdResume  command = "resume"
	cmdList    command = "list"
	cmdLater   command = "later"
	cmdRisky   command = "risky"   // "dung", "huy", "thoi" without marks
	cmdUnknown command = "unknown" // a slash word nobody knows
)

// word is one way to type a command.
type word struct {
	text string
	cmd  command
	// weak words are commands only where no free text is expected: in an open
	// question they are content.
	weak bool
}

// The words, with marks. Each is also understood without any marks, but for
// the risky ones, whose bare form means something else too.
var words = []word{
	{text: "quay lại", cmd: cmdBack},
	{text: "lùi lại", cmd: cmdBack},
	{text: "câu trước", cmd: cmdBack},
	{text: "sửa câu trước", cmd: cmdBack},
	{text: "sửa lại câu trước", cmd: cmdBack},
	{text: "câu trước sai", cmd: cmdBack},
	{text: "câu trước nhầm", cmd: cmdBack},
	{text: "nhầm câu trước", cmd: cmdBack},
	{text: "lùi", cmd: cmdBack, weak: true},
	{text: "bỏ qua", cmd: cmdSkip},
	{text: "bỏ qua câu này", cmd: cmdSkip},
	{text: "bq", cmd: cmdSkip},
	{text: "cho qua", cmd: cmdSkip},
	{text: "câu tiếp", cmd: cmdSkip},
	{text: "câu tiếp theo", cmd: cmdSkip},
	{text: "câu sau", cmd: cmdSkip},
	{text: "để sau", cmd: cmdLater},
	{text: "trả lời sau", cmd: cmdLater},
	{text: "để trả lời sau", cmd: cmdLater},
	{text: "tạm dừng", cmd: cmdPause},
	{text: "dừng lại", cmd: cmdPause},
	{text: "dừng", cmd: cmdPause},
	{text: "hủy", cmd: cmdPause},
	{text: "huỷ", cmd: cmdPause},
	{text: "thôi", cmd: cmdPause, weak: true},
	{text: "nghỉ", cmd: cmdPause, weak: true},
	{text: "giúp", cmd: cmdHelp},
	{text: "giúp em", cmd: cmdHelp},
	{text: "giúp tôi", cmd: cmdHelp},
	{text: "trợ giúp", cmd: cmdHelp},
	{text: "hướng dẫn", cmd: cmdHelp},
	{text: "?", cmd: cmdHelp},
	{text: "câu này hỏi gì", cmd: cmdHelp},
	{text: "câu này hỏi gì vậy", cmd: cmdHelp},
	{text: "em không hiểu", cmd: cmdHelp},
	{text: "tôi không hiểu", cmd: cmdHelp},
	{text: "không hiểu câu này", cmd: cmdHelp},
	{text: "tôi không hiểu câu này", cmd: cmdHelp},
	{text: "không biết trả lời", cmd: cmdHelp},
	{text: "tôi không biết trả lời", cmd: cmdHelp},
	{text: "tôi không biết trả lời câu này", cmd: cmdHelp},
	{text: "xem lại", cmd: cmdReview},
	{text: "xem", cmd: cmdReview},
	{text: "còn bao nhiêu câu", cmd: cmdReview},
	{text: "còn bao nhiêu câu nữa", cmd: cmdReview},
	{text: "còn mấy câu", cmd: cmdReview},
	{text: "còn mấy câu nữa", cmd: cmdReview},
	{text: "gửi", cmd: cmdSend},
	{text: "gửi đi", cmd: cmdSend},
	{text: "gửi báo cáo", cmd: cmdSend},
	{text: "nộp", cmd: cmdSend, weak: true},
	{text: "nộp báo cáo", cmd: cmdSend},
	{text: "sửa", cmd: cmdFix},
	{text: "sửa câu", cmd: cmdFix},
	{text: "sửa lại", cmd: cmdFix, weak: true},
	{text: "sai rồi", cmd: cmdFix},
	{text: "nhầm rồi", cmd: cmdFix},
	{text: "lộn rồi", cmd: cmdFix},
	{text: "ghi nhầm", cmd: cmdFix},
	{text: "gõ nhầm", cmd: cmdFix},
	{text: "đổi", cmd: cmdFix, weak: true},
	{text: "nhập lại", cmd: cmdFix, weak: true},
	{text: "xong", cmd: cmdDone},
	{text: "xong rồi", cmd: cmdDone},
	{text: "hết", cmd: cmdDone, weak: true},
	{text: "hết rồi", cmd: cmdDone, weak: true},
	{text: "vậy thôi", cmd: cmdDone, weak: true},
	{text: "thế thôi", cmd: cmdDone, weak: true},
	{text: "chỉ vậy thôi", cmd: cmdDone, weak: true},
	{text: "chỉ thế thôi", cmd: cmdDone, weak: true},
	{text: "vậy là hết", cmd: cmdDone, weak: true},
	{text: "vậy là xong", cmd: cmdDone, weak: true},
	{text: "thế là xong", cmd: cmdDone, weak: true},
	{text: "giữ nguyên", cmd: cmdKeep},
	{text: "giữ", cmd: cmdKeep, weak: true},
	{text: "như cũ", cmd: cmdKeep},
	{text: "vẫn như cũ", cmd: cmdKeep},
	{text: "giữ như cũ", cmd: cmdKeep},
	{text: "như năm ngoái", cmd: cmdKeep},
	{text: "như năm trước", cmd: cmdKeep},
	{text: "như kỳ trước", cmd: cmdKeep},
	{text: "như lần trước", cmd: cmdKeep},
	{text: "giống năm ngoái", cmd: cmdKeep},
	{text: "giống năm trước", cmd: cmdKeep},
	{text: "giống kỳ trước", cmd: cmdKeep},
	{text: "viết mới", cmd: cmdRewrite},
	{text: "viết thêm", cmd: cmdMore},
	{text: "tiếp", cmd: cmdResume},
	{text: "tiếp tục", cmd: cmdResume},
	{text: "làm tiếp", cmd: cmdResume},
	{text: "trả lời tiếp", cmd: cmdResume},
	{text: "bắt đầu", cmd: cmdResume},
	{text: "danh sách", cmd: cmdList, weak: true},
	{text: "đổi báo cáo", cmd: cmdList},
}

var slashWords = map[string]command{
	"quaylai": cmdBack, "lui": cmdBack,
	"boqua": cmdSkip,
	"dung":  cmdPause, "tamdung": cmdPause, "huy": cmdPause,
	"giup": cmdHelp, "giupdo": cmdHelp, "trogiup": cmdHelp, "help": cmdHelp,
	"xem": cmdReview, "xemlai": cmdReview,
	"gui": cmdSend, "nop": cmdSend,
	"sua":  cmdFix,
	"xong": cmdDone,
	"giu":  cmdKeep, "giunguyen": cmdKeep,
	"vietmoi": cmdRewrite, "vietthem": cmdMore,
	"tiep": cmdResume, "start": cmdResume, "batdau": cmdResume,
	"baocao": cmdList, "danhsach": cmdList,
}

// anywhere are the commands that leave a question whatever is asked about it.
var anywhere = map[command]bool{cmdReview: true, cmdFix: true, cmdSend: true, cmdList: true}

// risky are the bare forms that fold to something else: dừng/đúng/dùng,
// hủy/Huy (a name), thôi/thời.
var risky = map[string]bool{"dung": true, "huy": true, "thoi": true}

// rightly and stopping tell "đúng" and "dừng" apart, where they are written with marks.
func rightly(text string) bool {
	return strings.Contains(strings.ToLower(vntext.NFC(text)), "đúng")
}

func stopping(text string) bool {
	return strings.Contains(strings.ToLower(vntext.NFC(text)), "dừng")
}

// assenting tells "dạ" from "đã", where it is written with marks.
func assenting(word string) bool { return word == "dạ" }

// folded finds a word by its bare form.
var folded = func() map[string][]word {
	m := make(map[string][]word, len(words))
	for _, w := range words {
		f := vntext.Fold(w.text)
		m[f] = append(m[f], w)
	}
	return m
}()

// commandQuotes stand around commands where the bot names them, and people copy them along.
const commandQuotes = "\"'“”‘’«»"

// maxCommand is the longest text looked at as a command, in bytes.
const maxCommand = 48

// parseCommand reads a whole message as a command; open says that free text is
// expected, so weak words are content. n is the question number of cmdFix, 0
// when none was given.
func parseCommand(text string, open bool) (cmd command, n int) {
	if len(text) > maxCommand || strings.Contains(text, "\n") {
		return noCommand, 0
	}
	if rest, ok := strings.CutPrefix(text, "/"); ok {
		return parseSlash(rest)
	}
	text = strings.TrimRight(text, " .!…")
	if bare := strings.Trim(text, commandQuotes); bare != "" { // as the bot writes it
		text = strings.TrimRight(bare, " .!…")
	}
	if text == "" {
		return noCommand, 0
	}
	if strings.Trim(text, "?") == "" {
		return cmdHelp, 0
	}
	if cmd, n := exactly(text, open); cmd != noCommand {
		return cmd, n
	}
	return politely(text, open)
}

// fixTo is an order to change an answer that says to what: the question is put again.
var fixTo = regexp.MustCompile(`^(?:sua|doi|ghi|viet|nhap|lam)(?: lai)? cau (?:so )?(\d{1,4})(?: ?[:=] ?| (?:thanh|la|lai) ).{1,60}$`)

// exactly reads a command with nothing around it.
func exactly(text string, open bool) (command, int) {
	bare := vntext.Fold(text)
	if head, num, ok := trailingNumber(bare); ok && (head == "sua" || head == "sua cau" || head == "doi cau" || (head == "doi" && !open)) {
		return cmdFix, num
	}
	if m := fixTo.FindStringSubmatch(bare); m != nil {
		n, _ := strconv.Atoi(m[1]) // four digits at the most
		return cmdFix, n
	}
	if risky[bare] && bare == strings.ToLower(text) {
		if bare == "thoi" && open {
			return noCommand, 0
		}
		return cmdRisky, 0
	}
	for _, w := range folded[bare] {
		if (!w.weak || !open) && spelled(text, w.text, bare) {
			return w.cmd, 0
		}
	}
	return noCommand, 0
}

func parseSlash(rest string) (command, int) {
	name, arg, _ := strings.Cut(rest, " ")
	name, _, _ = strings.Cut(name, "@") // "/xem@thuky_bot" in a group
	name = strings.ToLower(vntext.Fold(name))
	if name == "" || strings.ContainsFunc(name, func(r rune) bool { return r < 'a' || r > 'z' }) {
		return noCommand, 0
	}
	cmd, ok := slashWords[name]
	if !ok {
		return cmdUnknown, 0
	}
	n, _ := strconv.Atoi(strings.TrimSpace(arg))
	return cmd, max(n, 0)
}

// spelled tells whether the typed text is the word with its marks, or with
// whole syllables left bare; "sữa" is not "sửa".
func spelled(typed, want, bare string) bool {
	typed = strings.ToLower(vntext.NFC(typed))
	if typed == want || typed == bare {
		return true
	}
	have, full, plain := strings.Fields(typed), strings.Fields(want), strings.Fields(bare)
	if len(have) != len(full) || len(have) != len(plain) {
		return false
	}
	for i := range have {
		if have[i] != full[i] && have[i] != plain[i] {
			return false
		}
	}
	return true
}

// trailingNumber splits "sua 7", "sua cau 7", "sua7".
func trailingNumber(bare string) (head string, n int, ok bool) {
	i := len(bare)
	for i > 0 && bare[i-1] >= '0' && bare[i-1] <= '9' {
		i--
	}
	if i == len(bare) || i == 0 || len(bare)-i > 4 {
		return "", 0, false
	}
	n, err := strconv.Atoi(bare[i:])
	return strings.TrimSpace(strings.TrimRight(bare[:i], " :.-")), n, err == nil
}

// wholeNumber reads a text that is nothing but a small number: a choice.
func wholeNumber(text string) (int, bool) {
	text = strings.TrimRight(strings.TrimSpace(text), ".)")
	if text == "" || len(text) > 4 {
		return 0, false
	}
	for _, r := range text {
		if r < '0' || r > '9' {
			return 0, false
		}
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

var (
	yesWords = set("co", "dung roi", "ok", "oke", "okie", "u", "uh", "uk", "um", "da", "vang", "dong y", "duoc", "dc",
		"chuan", "chinh xac", "roi", "r", "👍", "✅", "da dung", "dung a", "phai", "co a", "vang a", "y")
	noWords = set("khong", "ko", "k", "kh", "kg", "khg", "hong", "hok", "hem", "khum", "k0", "chua", "chx", "sai", "👎", "❌",
		"khong phai", "khong a", "n", "sai roi", "chua dung", "khong dung")
	smallTalk = set("alo", "chao", "chao em", "chao ban", "em oi", "cam on", "cam on em", "cam on nhe", "ok", "oke", "okie",
		"da", "vang", "uh", "u", "hi", "hello", "xin chao", "test", "em chao", "ok em", "da vang", "hey", "👍", "🙏", "❤️", "😊")
)

func set(list ...string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, s := range list {
		m[s] = true
	}
	return m
}

// says tells whether the text is one of the folded words.
func says(text string, among map[string]bool) bool {
	if len(text) > maxCommand {
		return false
	}
	return among[vntext.Fold(strings.TrimRight(text, " .!…,"))]
}

// startCode reads "/start CODE", the words behind a deep link, or the bare code
// that an invitation gives to type.
func startCode(text string) (code string, ok bool) {
	name, arg, _ := strings.Cut(text, " ")
	name, _, _ = strings.Cut(name, "@")
	if strings.EqualFold(name, "/start") {
		return strings.TrimSpace(arg), true
	}
	return "", false
}
