package report

import (
	"slices"
	"strings"
	"unicode"

	"thuky/vntext"
	"thuky/workday"
)

// choicesKind is one or several of the template's choices, in their order.
type choicesKind struct{}

func (choicesKind) name() string   { return "choices" }
func (choicesKind) keys() []string { return []string{"choices"} }

// everything are the words for all choices, folded.
var everything = []string{"tat ca", "het", "tat", "all", "toan bo", "ca", "tat ca cac muc", "tat ca a"}

func (choicesKind) parse(q *Question, text string, _ workday.Date) (Reading, *Problem) {
	text = strings.TrimSpace(vntext.Clean(text))
	r, problem := readChoices(q, text)
	if problem != nil {
		if again, still := readChoices(q, withoutCourtesy(text)); still == nil {
			return again, nil
		}
	}
	return r, problem
}

func readChoices(q *Question, text string) (Reading, *Problem) {
	if text == "" {
		return Reading{}, q.problem(Empty)
	}
	if slices.Contains(everything, strings.TrimRight(vntext.Fold(text), ".!")) && len(findChoice(q.Choices, text)) == 0 {
		return Reading{Value: ListValue(slices.Clone(q.Choices))}, nil
	}
	picked := make([]bool, len(q.Choices))
	confirm := false
	words := cutList(text)
	for i := 0; i < len(words); {
		// The longest run of pieces first: a label may hold commas itself.
		j := len(words)
		if j-i > 12 {
			j = i + 12
		}
		for ; j > i; j-- {
			found := findChoice(q.Choices, text[words[i].from:words[j-1].to])
			if len(found) > 0 {
				picked[found[0]] = true
				confirm = confirm || len(found) > 1
				break
			}
		}
		if j == i {
			return Reading{}, q.problem(NotChoice)
		}
		i = j
	}
	var list []string
	for i, c := range q.Choices {
		if picked[i] {
			list = append(list, c)
		}
	}
	if list == nil {
		return Reading{}, q.problem(NotChoice)
	}
	return Reading{Value: ListValue(list), Confirm: confirm}, nil
}

// piece is a part of a list as bytes of its text.
type piece struct{ from, to int }

// cutList cuts at commas, semicolons, line ends, "+", "&" and the word "và", and
// between numbers that only spaces divide ("1 3").
func cutList(text string) []piece {
	var list []piece
	from := 0
	cut := func(to, next int) {
		s := text[from:to]
		left := len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
		if s = strings.TrimSpace(s); s != "" {
			list = append(list, piece{from + left, from + left + len(s)})
		}
		from = next
	}
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		lower = text // lengths must agree: letters that change size are not in "và"
	}
	for i, r := range text {
		switch {
		case strings.ContainsRune(",;\n+&", r):
			cut(i, i+len(string(r)))
		case strings.HasPrefix(lower[i:], " và ") || strings.HasPrefix(lower[i:], " va "):
			cut(i, i+1+len(strings.Fields(lower[i:])[0]))
		case r == ' ' && digitsEnd(text[from:i]) && digitsBegin(text[i:]):
			cut(i, i+1)
		}
	}
	cut(len(text), len(text))
	return list
}

func digitsEnd(s string) bool {
	s = strings.Trim(s, " .()")
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func digitsBegin(s string) bool {
	s = strings.TrimLeft(s, " (")
	return s != "" && s[0] >= '0' && s[0] <= '9'
}

func (choicesKind) format(_ *Question, v Value) string { return strings.Join(v.List, ", ") }

func (choicesKind) example(q *Question) string {
	if len(q.Choices) > 1 {
		return "1, 2"
	}
	return choiceKind{}.example(q)
}

func (choicesKind) sample() any { return []string{} }

func (choicesKind) operand(v Value) any {
	if v.List == nil {
		return nil
	}
	return v.List
}

func (choicesKind) result(q *Question, out any) (Value, bool) {
	var given []string
	switch l := out.(type) {
	case []string:
		given = l
	case []any:
		for _, one := range l {
			s, ok := one.(string)
			if !ok {
				return Value{}, false
			}
			given = append(given, s)
		}
	default:
		return Value{}, false
	}
	list := []string{}
	for _, c := range q.Choices {
		if slices.Contains(given, c) {
			list = append(list, c)
		}
	}
	for _, s := range given {
		if !slices.Contains(q.Choices, s) {
			return Value{}, false
		}
	}
	return ListValue(list), len(list) > 0
}

func (k choicesKind) literal(q *Question, written any) (Value, bool) { return k.result(q, written) }
