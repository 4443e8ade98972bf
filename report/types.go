package report

import (
	"thuky/workday"
)

// kind is what one question type does. Kinds have no state.
type kind interface {
	name() string
	// keys lists the question keys that only some types understand.
	keys() []string
	// parse reads what a person typed; never fails otherwise than by a problem.
	parse(q *Question, text string, today workday.Date) (Reading, *Problem)
	// format gives the printed form, without unit. v may be of another type
	// (a stored answer of an older template): then it is "".
	format(q *Question, v Value) string
	// example is an answer that would do, made up where the template has none.
	example(q *Question) string
	// sample has the Go type of the value in expressions.
	sample() any
	// operand gives the value in expressions, nil for a value of another type.
	operand(v Value) any
	// result turns what an expression gave into a value.
	result(q *Question, out any) (Value, bool)
	// literal reads a value written in the template file (default).
	literal(q *Question, written any) (Value, bool)
}

// kinds are the question types that can be used. A new type is one file and
// one line here.
var kinds = []kind{
	textKind{},
	longTextKind{},
	integerKind{},
	decimalKind{},
	percentKind{},
	dateKind{},
	choiceKind{},
	choicesKind{},
	yesNoKind{},
	tableKind{},
	filesKind{},
}

// kindOf gives the question type of that name, nil if there is none.
func kindOf(name string) kind {
	for _, k := range kinds {
		if k.name() == name {
			return k
		}
	}
	return nil
}

// Types lists the names of the question types that can be used.
func Types() []string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.name()
	}
	return names
}
