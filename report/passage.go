package report

// Passage is a place of the draft where an answer is printed.
type Passage struct {
	Under []string // the headings above it
	Text  string
}
