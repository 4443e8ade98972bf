package report

// Refusal is why something that a person asked for is not done, in Vietnamese words for
// them. It is no failure of the program.
type Refusal struct{ Text string }

func (r *Refusal) Error() string { return r.Text }
