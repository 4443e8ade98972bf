package report

// CellState is how far one person is with one question of a campaign.
type CellState string

// The states.
const (
	CellNone     CellState = ""         // it is not theirs, and they have not answered it
	CellMoot     CellState = "moot"     // it is theirs, and does not apply by what was answered
	CellWaiting  CellState = "waiting"  // they have not answered yet
	CellLate     CellState = "late"     // nor in time
	CellAnswered CellState = "answered" //
	CellCarried  CellState = "carried"  // answered by what was answered last time
	CellSkipped  CellState = "skipped"  // for good: it may be skipped, or an admin accepted that
	CellPending  CellState = "pending"  // skipped, and no admin has accepted that yet
	CellReturned CellState = "returned" // given back, and not written again
	CellAside    CellState = "aside"    // answered, but the question is not theirs any more
)

// CellStates are all states in the order in which legends list them.
var CellStates = []CellState{CellAnswered, CellCarried, CellWaiting, CellLate, CellReturned, CellPending, CellSkipped, CellMoot, CellNone, CellAside}

// Done tells whether nothing is expected of the person.
func (s CellState) Done() bool {
	return s == CellAnswered || s == CellCarried || s == CellSkipped || s == CellPending
}

// Open tells whether an answer is expected of the person.
func (s CellState) Open() bool { return s == CellWaiting || s == CellLate || s == CellReturned }

// Cells are the states of one person in the questions of the template that are not
// computed, in their order. late: the day by which the staff answer is over.
func (b *Board) Cells(s Share, late bool) []CellState {
	cells := make([]CellState, 0, len(b.Template.questions))
	lookup := b.LookupOf(s, nil)
	for _, q := range b.Template.questions {
		if q.Computed() {
			continue
		}
		a, answered := s.Answer(q.ID)
		_, returned := s.Returned(q.ID)
		state := CellNone
		switch {
		case !s.Asks(q.ID) && answered:
			state = CellAside
		case !s.Asks(q.ID):
		case !b.Template.Applies(q, lookup):
			state = CellMoot
		case answered && returned:
			state = CellReturned
		case answered && a.Waits(q):
			state = CellPending
		case answered && a.Skipped:
			state = CellSkipped
		case answered && a.Carried:
			state = CellCarried
		case answered:
			state = CellAnswered
		case s.Gone, s.Person.Away != nil: // nobody waits for them
		case late:
			state = CellLate
		default:
			state = CellWaiting
		}
		cells = append(cells, state)
	}
	return cells
}
