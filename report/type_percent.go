package report

import "thuky/workday"

// percentKind is a percentage, kept as the number written: 98,5 % is 98.5.
type percentKind struct{}

func (percentKind) name() string   { return "percent" }
func (percentKind) keys() []string { return []string{"min", "max"} }

func (percentKind) parse(q *Question, text string, _ workday.Date) (Reading, *Problem) {
	n, confirm, problem := readNumber(q, text)
	if problem != nil {
		return Reading{}, problem
	}
	value, other := n.Value, n.Other
	switch {
	case n.Percent != nil: // "26/32 (81,25%)": the words give it themselves
		confirm = confirm || *n.Percent != value
		value, other = *n.Percent, nil
	case n.Of != nil:
		value, other = ratio(n), nil
	case n.Unit != "": // "12 hs" counts, and is no percent
		confirm = true
	}
	return q.readings(Reading{Value: NumberValue(value + 0), Confirm: confirm}, other)
}

func (percentKind) format(_ *Question, v Value) string {
	if v.Number == nil {
		return ""
	}
	return numberText(v) + "%"
}

func (percentKind) example(*Question) string { return "98,5%" }
func (percentKind) sample() any              { return float64(0) }
func (percentKind) operand(v Value) any      { return numberOperand(v) }

func (percentKind) result(_ *Question, out any) (Value, bool) {
	f, ok := numberResult(out, 2)
	if !ok {
		return Value{}, false
	}
	return NumberValue(f), true
}

func (percentKind) literal(q *Question, written any) (Value, bool) {
	return decimalKind{}.literal(q, written)
}
