package bot

import (
	"slices"

	"thuky/report"
	"thuky/storage"
)

// Standing is what there is of a campaign, counted as the draft and the chat count it.
type Standing struct {
	// Answers are those that count, by question, in the order in which they are printed:
	// not those of people who do not have the question any more.
	Answers map[string][]report.Answer
	open    map[string]bool // somebody still owes their part
}

// Settled tells whether all of whom a question was given to have answered or skipped it;
// somebody has, where it was given to nobody in particular.
func (s Standing) Settled(question string) bool {
	return len(s.Answers[question]) > 0 && !s.open[question]
}

// StandingOf counts the answers to the questions of a template in a campaign.
func StandingOf(tx storage.Tx, c report.Campaign, t *report.Template) (Standing, error) {
	s := Standing{Answers: map[string][]report.Answer{}, open: map[string]bool{}}
	returned := map[storage.AnswerID]bool{}
	for part, err := range tx.Participations(c.ID) {
		if err != nil {
			return s, err
		}
		for _, r := range part.Returns {
			returned[storage.AnswerID{Question: r.Question, Person: part.Person}] = true
		}
	}
	owing, err := owingParts(tx, c)
	if err != nil {
		return s, err
	}
	all := map[string][]report.Answer{}
	for a, err := range tx.Answers(c.ID) {
		if err != nil {
			return s, err
		}
		all[a.Question] = append(all[a.Question], a)
	}
	l := ledger{tx: tx, templates: new(templates)}
	for _, q := range t.Questions() {
		if q.Computed() {
			continue
		}
		counted := all[q.ID]
		_, given := c.Assigned(q.ID)
		if given {
			if counted, err = l.answers(&c, q.ID); err != nil {
				return s, err
			}
		}
		s.Answers[q.ID] = counted
		back := func(a report.Answer) bool { return returned[storage.AnswerID{Question: q.ID, Person: a.Person}] }
		s.open[q.ID] = len(owing[q.ID]) > 0 || given && slices.ContainsFunc(counted, back) ||
			!slices.ContainsFunc(counted, func(a report.Answer) bool { return !back(a) })
	}
	return s, nil
}
