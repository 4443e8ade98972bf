package report

import (
	"slices"
	"strconv"
	"strings"

	"thuky/vntext"
	"thuky/workday"
)

// choiceKind is one of the template's choices; its value is the label.
type choiceKind struct{}

func (choiceKind) name() string   { return "choice" }
func (choiceKind) keys() []string { return []string{"choices"} }

func (choiceKind) parse(q *Question, text string, _ workday.Date) (Reading, *Problem) {
	text = strings.TrimSpace(vntext.Clean(text))
	if text == "" {
		return Reading{}, q.problem(Empty)
	}
	found := findChoice(q.Choices, text)
	if len(found) == 0 {
		found = findChoice(q.Choices, withoutCourtesy(text))
	}
	part := false
	if len(found) == 0 {
		found = choiceWith(q.Choices, withoutCourtesy(text))
		part = true
	}
	if len(found) == 0 {
		return Reading{}, q.problem(NotChoice)
	}
	r := Reading{Value: TextValue(q.Choices[found[0]]), Confirm: part || len(found) > 1}
	for _, i := range found[1:min(len(found), 4)] {
		r.Others = append(r.Others, TextValue(q.Choices[i]))
	}
	return r, nil
}

// choiceWith gives the one choice in which the words of text stand, if only one has them.
func choiceWith(choices []string, text string) []int {
	words := vntext.Fold(strings.TrimRight(text, " .,;"))
	if words == "" || strings.ContainsAny(words, "0123456789") {
		return nil
	}
	var found []int
	for i, c := range choices {
		if strings.Contains(" "+vntext.Fold(c)+" ", " "+words+" ") {
			found = append(found, i)
		}
	}
	if len(found) > 1 {
		return nil
	}
	return found
}

// findChoice gives the positions of the choices that text may mean, the likeliest
// first: by its words, by its number from 1, by words that only it begins with.
func findChoice(choices []string, text string) []int {
	var found []int
	add := func(i int) {
		if !slices.Contains(found, i) {
			found = append(found, i)
		}
	}
	text = strings.TrimSpace(text)
	if i := slices.Index(choices, text); i >= 0 {
		add(i)
	} else if i := slices.IndexFunc(choices, func(c string) bool { return strings.EqualFold(c, text) }); i >= 0 {
		add(i)
	} else {
		folded := vntext.Fold(text)
		for i, c := range choices {
			if folded != "" && vntext.Fold(c) == folded {
				add(i)
			}
		}
	}
	if i, ok := choiceNumber(text, len(choices)); ok {
		add(i)
		return found
	}
	if len(found) > 0 {
		return found
	}
	folded := vntext.Fold(strings.TrimRight(text, " .,;"))
	for i, c := range choices {
		if folded != "" && strings.HasPrefix(vntext.Fold(c), folded) {
			add(i)
		}
	}
	if len(found) > 1 {
		return nil // begins several: say so rather than guess
	}
	return found
}

// withoutCourtesy leaves out "dạ" and "vâng" before a choice, "ạ" and "nhé" behind.
func withoutCourtesy(text string) string {
	words := strings.Fields(text)
	polite := func(word string, list ...string) bool {
		return slices.Contains(list, strings.ToLower(strings.Trim(word, ",.!")))
	}
	for len(words) > 0 && polite(words[0], "dạ", "da", "vâng", "vang") {
		words = words[1:]
	}
	for len(words) > 0 && polite(words[len(words)-1], "ạ", "nhé", "nha") || len(words) > 1 && polite(words[len(words)-1], "a", "nhe", "em") {
		words = words[:len(words)-1]
	}
	return strings.TrimRight(strings.Join(words, " "), " ,.!")
}

// choiceNumber reads "2", "2.", "(2)", "số 2" as a position.
func choiceNumber(text string, n int) (int, bool) {
	folded := strings.Trim(vntext.Fold(text), "().,; ")
	for _, word := range []string{"so ", "muc ", "cau ", "y "} {
		folded = strings.TrimPrefix(folded, word)
	}
	i, err := strconv.Atoi(strings.TrimSpace(folded))
	if err != nil || i < 1 || i > n || strings.HasPrefix(folded, "+") {
		return 0, false
	}
	return i - 1, true
}

func (choiceKind) format(_ *Question, v Value) string { return textOf(v) }

func (choiceKind) example(q *Question) string {
	if len(q.Choices) == 0 {
		return ""
	}
	return q.Choices[0]
}

func (choiceKind) sample() any         { return "" }
func (choiceKind) operand(v Value) any { return textOperand(v) }

func (choiceKind) result(q *Question, out any) (Value, bool) {
	s, ok := out.(string)
	if !ok || !slices.Contains(q.Choices, s) {
		return Value{}, false
	}
	return TextValue(s), true
}

func (k choiceKind) literal(q *Question, written any) (Value, bool) { return k.result(q, written) }
