package report

import (
	"strings"
	"unicode/utf8"

	"thuky/vntext"
	"thuky/workday"
)

// textKind is a text of one message, taken character for character.
type textKind struct{}

func (textKind) name() string   { return "text" }
func (textKind) keys() []string { return []string{"pattern"} }

func (textKind) parse(q *Question, text string, _ workday.Date) (Reading, *Problem) {
	return parseText(q, text, MaxText)
}

// parseText keeps the words as they are, without white space around them.
func parseText(q *Question, text string, limit int) (Reading, *Problem) {
	text = strings.TrimSpace(vntext.Clean(text))
	if text == "" {
		return Reading{}, q.problem(Empty)
	}
	if utf8.RuneCountInString(text) > limit {
		p := q.problem(TooLong)
		p.Max = vntext.FormatNumber(float64(limit))
		return Reading{}, p
	}
	if !q.matches(text) {
		return Reading{}, q.problem(BadPattern)
	}
	return Reading{Value: TextValue(text)}, nil
}

func (textKind) format(_ *Question, v Value) string { return textOf(v) }
func (textKind) example(*Question) string           { return "" }
func (textKind) sample() any                        { return "" }
func (textKind) operand(v Value) any                { return textOperand(v) }

func (textKind) result(_ *Question, out any) (Value, bool)      { return textResult(out) }
func (textKind) literal(q *Question, written any) (Value, bool) { return textLiteral(q, written) }

func textOf(v Value) string {
	if v.Text == nil {
		return ""
	}
	return *v.Text
}

func textOperand(v Value) any {
	if v.Text == nil {
		return nil
	}
	return *v.Text
}

func textResult(out any) (Value, bool) {
	s, ok := out.(string)
	if !ok || utf8.RuneCountInString(s) > MaxLongText {
		return Value{}, false
	}
	return TextValue(vntext.NFC(s)), true
}

func textLiteral(q *Question, written any) (Value, bool) {
	s, ok := written.(string)
	if !ok || strings.TrimSpace(s) == "" || !q.matches(strings.TrimSpace(s)) {
		return Value{}, false
	}
	return TextValue(strings.TrimSpace(s)), true
}
