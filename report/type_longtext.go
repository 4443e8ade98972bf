package report

import "thuky/workday"

// longTextKind is a text of several paragraphs, divided by "\n"; it may come
// as several messages, which the dialogue joins before it is parsed.
type longTextKind struct{}

func (longTextKind) name() string   { return "longtext" }
func (longTextKind) keys() []string { return []string{"pattern"} }

func (longTextKind) parse(q *Question, text string, _ workday.Date) (Reading, *Problem) {
	return parseText(q, text, MaxLongText)
}

func (longTextKind) format(_ *Question, v Value) string { return textOf(v) }
func (longTextKind) example(*Question) string           { return "" }
func (longTextKind) sample() any                        { return "" }
func (longTextKind) operand(v Value) any                { return textOperand(v) }

func (longTextKind) result(_ *Question, out any) (Value, bool)      { return textResult(out) }
func (longTextKind) literal(q *Question, written any) (Value, bool) { return textLiteral(q, written) }
