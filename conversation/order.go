package conversation

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
)

// Task is what an order of an admin is about.
type Task string

// The tasks.
const (
	taskProgress Task = "progress"
	taskView     Task = "view"
	taskReturn   Task = "return"
	taskAmend    Task = "amend"
	taskAccept   Task = "accept"
	taskDraft    Task = "draft"
	taskApprove  Task = "approve"
	taskAnswer   Task = "answer" // an admin begins to answer, too
	taskRework   Task = "rework" // a person turns to what was given back
	taskNotice   Task = "notice" // a notice is handed over
	taskNew      Task = "new"    // a report is opened by hand
	taskAssign   Task = "assign" // who answers what: looked at, or changed
)

// Need is what an order still waits for.
type Need string

// The needs. An Order without one only says what was looked at last.
const (
	needCampaign Need = "campaign"
	needNumber   Need = "number"
	needPerson   Need = "person"
	needText     Need = "text"   // the comment of a return, the new words of an answer
	needReason   Need = "reason" // why an answer is changed
	needConfirm  Need = "confirm"
	needWhom     Need = "whom"  // to whom the questions are given
	needWhich    Need = "which" // which of several people of a name
	needPart     Need = "part"  // which of the questions
)

// Order is what an admin asked for, as far as it is known.
type Order struct {
	Task     Task   `json:"task"`
	Needs    Need   `json:"needs,omitempty"`
	Campaign string `json:"campaign,omitempty"`
	Number   int    `json:"number,omitempty"` // of the question, as it was typed
	Question string `json:"question,omitempty"`
	Name     string `json:"name,omitempty"` // of the person, as it was typed
	Person   string `json:"person,omitempty"`
	Text     string `json:"text,omitempty"`
	Note     string `json:"note,omitempty"`
	// Offered are the campaigns or persons to choose from.
	Offered []string   `json:"offered,omitempty"`
	File    *chat.File `json:"file,omitempty"` // the draft to confirm
	Basis   string     `json:"basis,omitempty"`
	// Of an assignment: what and whom as they were typed, and as far as they are found.
	What      string   `json:"what,omitempty"`
	Whom      string   `json:"whom,omitempty"`
	Questions []string `json:"questions,omitempty"`
	People    []string `json:"people,omitempty"`
	All       bool     `json:"all,omitempty"`    // to all of the staff
	Nobody    bool     `json:"nobody,omitempty"` // to nobody
	// Of the remarks on a draft: which of them, or that the list goes on.
	Numbers []int `json:"numbers,omitempty"`
	Next    bool  `json:"next,omitempty"`
}

// phrase is one way to type an order.
type phrase struct {
	text string
	task Task
	// Of tasks about a question: whether its number may be left out.
	bare bool
	// says stands for what is typed behind it.
	says string
}

// The longer ones stand first: the first that fits counts.
var phrases = slices.Concat(runningPhrases, calendarPhrases, archivePhrases, remarkPhrases, []phrase{
	{text: "xem bản thảo", task: taskDraft},
	{text: "bản thảo", task: taskDraft},
	{text: "xem dự thảo", task: taskDraft},
	{text: "dự thảo", task: taskDraft},
	{text: "xem tiến độ", task: taskProgress},
	{text: "tiến độ", task: taskProgress},
	{text: "duyệt báo cáo", task: taskApprove},
	{text: "phê duyệt", task: taskApprove},
	{text: "duyệt", task: taskApprove},
	{text: "trả lời báo cáo", task: taskAnswer},
	{text: "gửi công văn mới", task: taskNotice},
	{text: "gửi công văn", task: taskNotice},
	{text: "nhận công văn", task: taskNotice},
	{text: "chuyển công văn", task: taskNotice},
	{text: "công văn mới", task: taskNotice},
	{text: "công văn", task: taskNotice},
	{text: "sửa công văn", task: taskCorrect},
	{text: "gắn công văn", task: taskCorrect},
	{text: "mở báo cáo mới", task: taskNew},
	{text: "mở báo cáo", task: taskNew},
	{text: "báo cáo mới", task: taskNew},
	{text: "làm lại câu này", task: taskRework},
	{text: "làm lại", task: taskRework},
	{text: "đồng ý bỏ qua câu", task: taskAccept, bare: true},
	{text: "đồng ý bỏ qua", task: taskAccept, bare: true},
	{text: "chấp nhận bỏ qua câu", task: taskAccept, bare: true},
	{text: "trả lại câu", task: taskReturn, bare: true},
	{text: "trả lại", task: taskReturn, bare: true},
	{text: "sửa hộ câu", task: taskAmend, bare: true},
	{text: "sửa hộ", task: taskAmend, bare: true},
	{text: "xem câu", task: taskView, bare: true},
	{text: "xem", task: taskView},
})

// openers are the phrases by their first word, without marks: most texts begin with
// none of them.
var openers = func() map[string][]phrase {
	m := map[string][]phrase{}
	for _, p := range phrases {
		first, _, _ := strings.Cut(vntext.Fold(p.text), " ")
		m[first] = append(m[first], p)
	}
	return m
}()

// firstWord is the first word of a text without marks, "" for one too long for an order.
// By it most texts can be told to be none.
func firstWord(text string) string {
	if i := strings.IndexFunc(text, unicode.IsSpace); i >= 0 {
		text = text[:i]
	}
	if len(text) > maxCommand {
		return ""
	}
	return vntext.Fold(strings.TrimRight(text, ".!…"))
}

var slashTasks = map[string]Task{
	"tiendo": taskProgress, "banthao": taskDraft, "duthao": taskDraft, "duyet": taskApprove,
	"phancong": taskAssign,
	"tralai":   taskReturn, "suaho": taskAmend, "dongy": taskAccept, "traloi": taskAnswer, "lamlai": taskRework,
	"doihan": taskDeadline, "giahan": taskDeadline, "hannoibo": taskInternal, "dongbaocao": taskClose, "molai": taskReopen,
	"congvan": taskNotice, "suacongvan": taskCorrect, "gancongvan": taskCorrect, "baocaomoi": taskNew, "mobaocao": taskNew,
	"luutru": taskArchive, "bandaduyet": taskApproved, "capnhatmau": taskUpdate,
	"goiy": taskRemarks, "suagoiy": taskApply, "boquagoiy": taskAside, "hienlaigoiy": taskBackAgain,
	"lichnghi": taskCalendar, "ngaynghi": taskDayOff, "lambu": taskMakeUp,
}

// ofQuestion tells whether a task is about one question.
func (task Task) ofQuestion() bool {
	return task == taskView || task == taskReturn || task == taskAmend || task == taskAccept
}

// maxOrder is the longest order, in bytes: that of a whole new answer.
const maxOrder = 4 * maxLong

// parseOrder reads a whole message as an order.
func parseOrder(text string) (Order, bool) {
	if len(text) > maxOrder {
		return Order{}, false
	}
	if rest, ok := strings.CutPrefix(text, "/"); ok {
		name, rest, _ := strings.Cut(rest, " ")
		name, _, _ = strings.Cut(name, "@")
		name = strings.ToLower(vntext.Fold(name))
		if task, ok := slashTasks[name]; ok {
			return readOrder(phrase{task: task, bare: true}, rest)
		}
		if rest = strings.TrimSpace(rest); name == "xem" && rest != "" {
			return readOrder(phrase{task: taskView}, rest)
		}
		return Order{}, false
	}
	first := firstWord(text)
	if assignOpeners[first] {
		if o, ok := parseAssign(text); ok {
			return o, true
		}
	}
	for _, p := range openers[first] {
		if rest, ok := cutPhrase(text, p.text); ok {
			if o, ok := readOrder(p, rest); ok {
				return o, true
			}
		}
	}
	return Order{}, false
}

// cutPhrase takes a phrase, with or without marks, off the beginning of a text.
func cutPhrase(text, want string) (rest string, ok bool) {
	n := strings.Count(want, " ") + 1
	rest = text
	var head []string
	for range n {
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
		i := strings.IndexFunc(rest, unicode.IsSpace)
		if i < 0 {
			i = len(rest)
		}
		head = append(head, rest[:i])
		rest = rest[i:]
	}
	typed := strings.Join(head, " ")
	if rest == "" {
		typed = strings.TrimRight(typed, " .!…")
	}
	return rest, len(typed) <= 2*len(want) && spelled(typed, want, vntext.Fold(want))
}

// readOrder reads what stands behind the phrase: "7", "7 Mận: lý do".
func readOrder(p phrase, rest string) (Order, bool) {
	if p.says != "" {
		rest += " " + p.says
	}
	if o, ok, mine := readRunning(p.task, rest); mine {
		return o, ok
	}
	if p.task.ofRemarks() {
		return readRemarks(p.task, rest)
	}
	o := Order{Task: p.task}
	rest = strings.TrimSpace(rest)
	if !p.task.ofQuestion() {
		return o, strings.Trim(rest, " .!…") == ""
	}
	if after, ok := cutPhrase(rest, "câu"); ok {
		rest = strings.TrimSpace(after)
	}
	i := 0
	for i < len(rest) && rest[i] >= '0' && rest[i] <= '9' {
		i++
	}
	if i == 0 {
		return o, p.bare && strings.Trim(rest, " .!…") == ""
	}
	n, err := strconv.Atoi(rest[:min(i, 5)])
	tail := rest[i:]
	if r := strings.TrimLeft(tail, " .:,-–\n\t"); tail != "" && r == tail {
		return o, false // "7a"
	}
	o.Number = n
	if p.task == taskView {
		return o, err == nil && strings.Trim(tail, " .!…") == ""
	}
	if strings.HasPrefix(strings.TrimSpace(tail), ":") {
		o.Text = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(tail), ":"))
		return o, err == nil
	}
	tail = strings.Trim(tail, " .,-–\n\t")
	name, words, cut := strings.Cut(tail, ":")
	if name = strings.TrimSpace(name); cut && len(strings.Fields(name)) <= 6 && !strings.Contains(name, "\n") {
		o.Name, o.Text = name, strings.TrimSpace(words)
	} else {
		o.Text = tail // a name or words: only the people can tell
	}
	return o, err == nil
}

// honorifics are left off a typed name.
var honorifics = set("co", "thay", "em", "anh", "chi", "ban", "bac", "chu")

// named gives the shares whose person a typed name may mean; see namedAmong.
func named(shares []report.Share, typed string) []report.Share {
	people := make([]report.Person, len(shares))
	for i := range shares {
		people[i] = shares[i].Person
	}
	var list []report.Share
	for _, i := range namedAmong(people, typed) {
		list = append(list, shares[i])
	}
	return list
}

// namedAmong gives the places of the people whom a typed name may mean: those whose
// given name or full name ends like it, else those whose name holds its words.
func namedAmong(people []report.Person, typed string) (found []int) {
	words := strings.Fields(vntext.Fold(strings.Trim(typed, " .,:")))
	for len(words) > 1 && honorifics[words[0]] {
		words = words[1:]
	}
	if len(words) == 0 {
		return nil
	}
	var holds []int
	for i := range people {
		name := strings.Fields(vntext.Fold(people[i].Name))
		if n := len(name) - len(words); n >= 0 && slices.Equal(name[n:], words) {
			found = append(found, i)
		}
		if !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(name, w) }) {
			holds = append(holds, i)
		}
	}
	if len(found) == 0 {
		return holds
	}
	marked := slices.DeleteFunc(slices.Clone(found), func(i int) bool { // "Mận" is not "Mẫn"
		return !strings.HasSuffix(strings.ToLower(vntext.NFC(people[i].Name)), strings.ToLower(vntext.NFC(words0(typed, len(words)))))
	})
	if len(marked) > 0 {
		return marked
	}
	return found
}

// words0 gives the last n words of a typed name, with their marks.
func words0(typed string, n int) string {
	words := strings.Fields(strings.Trim(typed, " .,:"))
	return strings.Join(words[max(len(words)-n, 0):], " ")
}
