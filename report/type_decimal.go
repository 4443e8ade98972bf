package report

import "thuky/workday"

// decimalKind is a number with or without decimals.
type decimalKind struct{}

func (decimalKind) name() string   { return "decimal" }
func (decimalKind) keys() []string { return []string{"min", "max"} }

func (decimalKind) parse(q *Question, text string, _ workday.Date) (Reading, *Problem) {
	n, confirm, problem := readNumber(q, text)
	if problem != nil {
		return Reading{}, problem
	}
	r := Reading{Value: NumberValue(n.Value + 0), Confirm: confirm || n.Percent != nil}
	return q.readings(r, n.Other)
}

// readings weighs the two readings of a number such as "1.234" against the
// limits: only one left is the one that is meant.
func (q *Question) readings(r Reading, other *float64) (Reading, *Problem) {
	problem := q.limit(*r.Value.Number)
	if other == nil || *other == *r.Value.Number || q.limit(*other) != nil {
		if problem != nil {
			return Reading{}, problem
		}
		return r, nil
	}
	if problem != nil {
		return Reading{Value: NumberValue(*other), Confirm: true}, nil
	}
	r.Confirm, r.Others = true, []Value{NumberValue(*other)}
	return r, nil
}

func (decimalKind) format(_ *Question, v Value) string { return numberText(v) }
func (decimalKind) example(*Question) string           { return "12,5" }
func (decimalKind) sample() any                        { return float64(0) }
func (decimalKind) operand(v Value) any                { return numberOperand(v) }

func (decimalKind) result(_ *Question, out any) (Value, bool) {
	f, ok := numberResult(out, 6) // hides 0.1+0.2 = 0.30000000000000004
	if !ok {
		return Value{}, false
	}
	return NumberValue(f), true
}

func (decimalKind) literal(q *Question, written any) (Value, bool) {
	f, ok := numberOf(written)
	if !ok || q.limit(f) != nil {
		return Value{}, false
	}
	return NumberValue(f), true
}
