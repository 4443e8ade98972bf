package report

import (
	"slices"
	"strings"

	"thuky/workday"
)

// Assignment says who answers one question of a campaign. Its lists may be shared with other
// assignments: they are replaced, not changed in place.
type Assignment struct {
	Question string `json:"question"`
	// People are ids, in the order in which their texts are joined. Nobody: the
	// question waits for an admin to give it to somebody.
	People []string `json:"people"`
	// Had are those who had it before. What they answered is kept, and offered to
	// the People.
	Had []string `json:"had,omitempty"`
}

// Assigned gives the people that a question was given to. some is false for a
// question that was never given to anybody: all of the staff answer it.
func (c *Campaign) Assigned(question string) (people []string, some bool) {
	for i := range c.Assignments {
		if c.Assignments[i].Question == question {
			return c.Assignments[i].People, true
		}
	}
	return nil, false
}

// Holders writes who has a question: "all", "nobody", or ids divided by spaces.
func (c *Campaign) Holders(question string) string {
	switch people, some := c.Assigned(question); {
	case !some:
		return "all"
	case len(people) == 0:
		return "nobody"
	default:
		return strings.Join(people, " ")
	}
}

// Handing gives questions of a campaign to people.
type Handing struct {
	Campaign  string
	Questions []string
	// Seen are the Holders of each question as they were seen before.
	Seen map[string]string
	// People are ids; with nobody in it, and without All, the questions wait for an admin.
	People []string
	All    bool // everybody answers
	// Add leaves the questions with those who have them, too.
	Add bool
}

// Had are the people who had a question before it was given to those who have it.
func (c *Campaign) Had(question string) []string {
	for i := range c.Assignments {
		if c.Assignments[i].Question == question {
			return c.Assignments[i].Had
		}
	}
	return nil
}

// Assign gives a question to people, in place of those who had it; had are more who
// had it. The slices of c before are left alone.
func (c *Campaign) Assign(question string, people []string, had ...string) {
	i := slices.IndexFunc(c.Assignments, func(a Assignment) bool { return a.Question == question })
	c.Assignments = slices.Clone(c.Assignments)
	if i < 0 {
		i = len(c.Assignments)
		c.Assignments = append(c.Assignments, Assignment{})
	}
	old := c.Assignments[i]
	a := Assignment{Question: question, People: slices.Clone(people)}
	for _, id := range slices.Concat(old.Had, old.People, had) {
		if !slices.Contains(people, id) && !slices.Contains(a.Had, id) {
			a.Had = append(a.Had, id)
		}
	}
	c.Assignments[i] = a
}

// Replace puts one person in the place of another who has a question.
func (c *Campaign) Replace(question, person, by string) {
	people, _ := c.Assigned(question)
	var next []string
	for _, id := range people {
		if id == person {
			id = by
		}
		if !slices.Contains(next, id) {
			next = append(next, id)
		}
	}
	c.Assign(question, next)
}

// Unassign opens a question to all of the staff again.
func (c *Campaign) Unassign(question string) {
	c.Assignments = slices.DeleteFunc(slices.Clone(c.Assignments), func(a Assignment) bool { return a.Question == question })
}

// Asks tells whether a person is asked a question: it was given to them or to
// somebody they stand in for, or it was given to nobody in particular and they are
// of the staff. Nobody who is away is asked.
func (c *Campaign) Asks(question string, p *Person) bool {
	if p.Away != nil {
		return false
	}
	people, some := c.Assigned(question)
	if !some {
		return p.Role == Staff
	}
	if slices.Contains(people, p.ID) {
		return true
	}
	return slices.ContainsFunc(p.StandsFor, func(id string) bool { return slices.Contains(people, id) })
}

// Due is the day, and the hour where there is one, by which the staff answer.
func (c *Campaign) Due() (day workday.Date, hour string) {
	if !c.Internal.IsZero() {
		return c.Internal, c.InternalHour
	}
	return c.Deadline, c.DeadlineHour
}
