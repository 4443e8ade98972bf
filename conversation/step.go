package conversation

// Step handles one event. It is pure and total: the same state and event give
// the same result, nothing outside is touched, and no input makes it fail.
func Step(s State, e Event) (State, []Effect) {
	return s, nil
}
