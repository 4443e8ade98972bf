package bot

import (
	"slices"

	"thuky/report"
	"thuky/storage"
)

// crowd is what is read once for a batch that looks at many people, which writes no answer and
// hands out no question.
type crowd struct {
	answered map[string]answered // by campaign, each read at its first use
	rosters  map[string]*roster  // by campaign
}

// answered are the people who answered each question, sorted by their id.
type answered map[string][]string

func newCrowd() *crowd {
	return &crowd{answered: map[string]answered{}, rosters: map[string]*roster{}}
}

// has tells whether there is an answer.
func (w *crowd) has(tx storage.Tx, campaign, question, person string) (bool, error) {
	all, read := w.answered[campaign]
	if !read {
		var err error
		if all, err = answeredIn(tx, campaign); err != nil {
			return false, err
		}
		w.answered[campaign] = all
	}
	_, has := slices.BinarySearch(all[question], person)
	return has, nil
}

func answeredIn(tx storage.Tx, campaign string) (answered, error) {
	all := answered{}
	var question string
	var people []string // of the question
	for id, err := range tx.Answered(campaign) {
		if err != nil {
			return nil, err
		}
		if id.Question != question {
			all[question] = people
			question, people = id.Question, make([]string, 0, len(people))
		}
		people = append(people, id.Person)
	}
	all[question] = people
	return all, nil
}

// roster says who was given the questions of a campaign.
type roster struct {
	groups    []map[string]bool // of people; those who have many questions together are one
	questions map[string]int    // to the place of a group
	byName    bool              // see ledger.byName
}

// roster reads that of a campaign once.
func (l ledger) roster(c *report.Campaign) *roster {
	r := l.crowd.rosters[c.ID]
	if r == nil {
		r = newRoster(c)
		r.byName = l.byName(c)
		l.crowd.rosters[c.ID] = r
	}
	return r
}

func newRoster(c *report.Campaign) *roster {
	r := &roster{questions: make(map[string]int, len(c.Assignments))}
	var last []string // of the last group
	for _, a := range c.Assignments {
		if _, known := r.questions[a.Question]; known {
			continue // as Campaign.Assigned: the first counts
		}
		if len(r.groups) == 0 || !sameList(a.People, last) {
			last = a.People
			group := make(map[string]bool, len(a.People))
			for _, id := range a.People {
				group[id] = true
			}
			r.groups = append(r.groups, group)
		}
		r.questions[a.Question] = len(r.groups) - 1
	}
	return r
}

// sameList is slices.Equal that is quick where it is one list: see report.Campaign.ShareLists.
func sameList(a, b []string) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0] || slices.Equal(a, b))
}

func (r *roster) holds(question, person string) (holds, some bool) {
	i, some := r.questions[question]
	return some && r.groups[i][person], some
}

// names tells whether any question was given to a person, or to somebody they stand in for.
func (r *roster) names(p *report.Person) bool {
	return slices.ContainsFunc(r.groups, func(group map[string]bool) bool {
		return group[p.ID] || slices.ContainsFunc(p.StandsFor, func(id string) bool { return group[id] })
	})
}

// passes tells that a person has nothing to do with a campaign, all of whose questions were
// given to others by name. It is asked before anything is read of them.
func (l ledger) passes(c *report.Campaign, p *report.Person) bool {
	if l.crowd == nil {
		return false
	}
	r := l.roster(c)
	return r.byName && !r.names(p)
}
