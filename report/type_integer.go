package report

import (
	"math"

	"thuky/vntext"
	"thuky/workday"
)

// integerKind is a whole number.
type integerKind struct{}

func (integerKind) name() string   { return "integer" }
func (integerKind) keys() []string { return []string{"min", "max"} }

func (integerKind) parse(q *Question, text string, _ workday.Date) (Reading, *Problem) {
	n, confirm, problem := readNumber(q, text)
	if problem != nil {
		return Reading{}, problem
	}
	value := n.Value
	if n.Other != nil && value != math.Trunc(value) && *n.Other == math.Trunc(*n.Other) {
		value = *n.Other // of two readings the whole one is meant
	}
	if value != math.Trunc(value) {
		return Reading{}, q.problem(NotInteger)
	}
	if problem := q.limit(value); problem != nil {
		return Reading{}, problem
	}
	r := Reading{Value: NumberValue(value + 0), Confirm: confirm || n.Percent != nil}
	if n.Other != nil && *n.Other != value && *n.Other == math.Trunc(*n.Other) && q.limit(*n.Other) == nil {
		r.Confirm = true
		r.Others = []Value{NumberValue(*n.Other)}
	}
	return r, nil
}

func (integerKind) format(_ *Question, v Value) string { return numberText(v) }
func (integerKind) example(*Question) string           { return "26" }
func (integerKind) sample() any                        { return float64(0) }
func (integerKind) operand(v Value) any                { return numberOperand(v) }

func (integerKind) result(_ *Question, out any) (Value, bool) {
	f, ok := numberResult(out, 6)
	if !ok || f != math.Trunc(f) {
		return Value{}, false
	}
	return NumberValue(f), true
}

func (integerKind) literal(q *Question, written any) (Value, bool) {
	f, ok := numberOf(written)
	if !ok || f != math.Trunc(f) || q.limit(f) != nil {
		return Value{}, false
	}
	return NumberValue(f), true
}

func numberText(v Value) string {
	if v.Number == nil {
		return ""
	}
	return vntext.FormatNumber(*v.Number)
}
