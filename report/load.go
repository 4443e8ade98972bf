package report

import (
	"slices"

	"thuky/vntext"
)

// Load is how many questions a person is asked.
type Load struct {
	Name      string
	Questions int
	Away      bool // not in the chat yet: told when they come
}

// Loads counts the questions of a campaign, and those of each person who is asked some,
// by name. What depends on other answers is counted.
func Loads(t *Template, c *Campaign, people []Person) (asked int, loads []Load) {
	people = slices.Clone(people)
	slices.SortStableFunc(people, func(a, b Person) int { return vntext.CompareNames(a.Name, b.Name) })
	n := make([]int, len(people))
	for _, q := range t.questions {
		if q.Computed() {
			continue
		}
		asked++
		for i := range people {
			if c.Asks(q.ID, &people[i]) {
				n[i]++
			}
		}
	}
	for i, p := range people {
		if n[i] > 0 {
			loads = append(loads, Load{p.Name, n[i], p.Joined.IsZero()})
		}
	}
	return asked, loads
}
