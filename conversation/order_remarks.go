package conversation

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"thuky/vntext"
)

// Orders about the remarks on a draft: «gợi ý», «gợi ý 2», «sửa theo gợi ý 2, 5», «gợi ý 2
// được», «bỏ qua gợi ý 2», «hiện lại gợi ý 2».

const (
	taskRemarks   Task = "remarks"   // the list is looked at, or one of it
	taskApply     Task = "apply"     // suggestions are carried out
	taskAside     Task = "aside"     // findings are put aside
	taskBackAgain Task = "backagain" // that is taken back
)

// ofRemarks tells whether a task is about the remarks on a draft.
func (task Task) ofRemarks() bool {
	switch task {
	case taskRemarks, taskApply, taskAside, taskBackAgain:
		return true
	}
	return false
}

var remarkPhrases = []phrase{
	{text: "xem thêm gợi ý", task: taskRemarks, says: "tiếp"},
	{text: "xem các gợi ý", task: taskRemarks},
	{text: "xem gợi ý", task: taskRemarks},
	{text: "gợi ý", task: taskRemarks},
	{text: "sửa theo gợi ý", task: taskApply},
	{text: "sửa gợi ý", task: taskApply},
	{text: "đồng ý gợi ý", task: taskApply},
	{text: "bỏ qua gợi ý", task: taskAside},
	{text: "bỏ gợi ý", task: taskAside},
	{text: "hiện lại gợi ý", task: taskBackAgain},
}

var (
	nextWords  = set("tiep", "tiep theo", "nua", "them", "con lai")
	applyWords = set("sua", "sua di", "sua theo", "sua giup em", "ap dung")
	asideWords = set("bo", "bo qua", "thoi", "de nguyen", "giu nguyen", "khong can", "khong can sua")
)

// maxNumbers is how many remarks may be named at once.
const maxNumbers = 20

// readRemarks reads what stands behind the phrase.
func readRemarks(task Task, rest string) (o Order, ok bool) {
	o = Order{Task: task}
	if len(rest) > 2*maxCommand || strings.Contains(rest, "\n") {
		return o, false
	}
	rest = strings.Trim(rest, " .!…:")
	if rest == "" {
		return o, true
	}
	if task == taskRemarks && says(rest, nextWords) {
		o.Next = true
		return o, true
	}
	numbers, tail := leadingNumbers(rest)
	o.Numbers = numbers
	switch {
	case len(numbers) == 0 || len(numbers) > maxNumbers:
		return o, false
	case tail == "":
		return o, task != taskRemarks || len(numbers) == 1
	case task != taskRemarks:
		return o, false
	case says(tail, applyWords) || says(tail, yesWords) || isMarkedYes(tail):
		o.Task = taskApply
		return o, true
	case says(tail, asideWords) || says(tail, noWords):
		o.Task = taskAside
		return o, true
	}
	return o, false
}

// leadingNumbers reads "2", "số 2, 3 và 5" and what stands behind.
func leadingNumbers(text string) (numbers []int, tail string) {
	between := func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:", r) }
	for {
		text = strings.TrimLeftFunc(text, between)
		i := strings.IndexFunc(text, between)
		if i < 0 {
			i = len(text)
		}
		word := text[:i]
		if n, err := strconv.Atoi(strings.TrimRight(word, ".")); err == nil && n >= 0 && len(word) <= 4 {
			if !slices.Contains(numbers, n) {
				numbers = append(numbers, n)
			}
			text = text[i:]
			continue
		}
		if f := vntext.Fold(word); word != "" && (f == "va" && len(numbers) > 0 || f == "so" && len(numbers) == 0) {
			if more, rest := leadingNumbers(text[i:]); len(more) > 0 {
				for _, n := range more {
					if !slices.Contains(numbers, n) {
						numbers = append(numbers, n)
					}
				}
				return numbers, rest
			}
		}
		return numbers, strings.TrimSpace(text)
	}
}
