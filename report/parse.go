package report

import (
	"thuky/workday"
)

// Reading is what a person's words say as an answer.
type Reading struct {
	Value Value
	// Confirm asks for a read-back before the value is taken: the words are
	// ambiguous, or part of them was worked out.
	Confirm bool
	Others  []Value // other readings of the same words, at most 3
}

// ProblemCode says what is wrong with an answer. The wording lives in conversation.
type ProblemCode string

// The problems of answers.
const (
	NotNumber   ProblemCode = "not-number"
	NotInteger  ProblemCode = "not-integer"
	NotDate     ProblemCode = "not-date"
	NoSuchDay   ProblemCode = "no-such-day" // Day: 31/6
	NotChoice   ProblemCode = "not-choice"
	NotYesNo    ProblemCode = "not-yesno"
	TooSmall    ProblemCode = "too-small"     // below Min
	TooLarge    ProblemCode = "too-large"     // above Max
	BadPattern  ProblemCode = "pattern"       // does not match Pattern
	Empty       ProblemCode = "empty"         // no words at all
	TooLong     ProblemCode = "too-long"      // more characters than Max
	RatioWrong  ProblemCode = "ratio-wrong"   // "26/32 (90%)": the percent is Example
	BadCells    ProblemCode = "bad-cells"     // of a table: Cells
	TooManyRows ProblemCode = "too-many-rows" // than Max
	SheetError  ProblemCode = "sheet-error"   // of a cell: a formula, or what one failed with

	NotFiles     ProblemCode = "not-files"      // words where files are asked for
	TooFewFiles  ProblemCode = "too-few-files"  // fewer than Min
	TooManyFiles ProblemCode = "too-many-files" // more than Max
)

// Problem says why words are no answer to a question.
type Problem struct {
	Code     ProblemCode
	Min, Max string // the limits as people read them, "" where there is none
	Example  string // an answer that would do, may be empty
	Choices  []string
	Pattern  string
	Day      string        // that no calendar has, as it was typed
	Cells    []CellProblem // of a table: the first of those that are wrong
	Wrong    int           // how many are
	Rows     int           // among how many rows
}

// The most characters that one answer may have.
const (
	MaxText     = 4_000
	MaxLongText = 100_000
)

// Parse reads what a person typed. The reading is good when problem is nil.
// today gives dates without a year their year.
func (q *Question) Parse(text string, today workday.Date) (reading Reading, problem *Problem) {
	k := kindOf(q.Type)
	if k == nil {
		return Reading{}, q.problem(Empty) // unreachable: ReadTemplate refuses unknown types
	}
	return k.parse(q, text, today)
}

// problem fills in what helps to mend every kind of problem.
func (q *Question) problem(code ProblemCode) *Problem {
	p := &Problem{Code: code, Example: q.Example, Pattern: q.Pattern, Choices: q.Choices}
	p.Min, p.Max = q.limitText(q.Min), q.limitText(q.Max)
	if p.Example == "" {
		if k := kindOf(q.Type); k != nil {
			p.Example = k.example(q)
		}
	}
	return p
}
