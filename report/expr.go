package report

// questionPrograms are a question's compiled expressions.
type questionPrograms struct{}
