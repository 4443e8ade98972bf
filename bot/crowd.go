package bot

import (
	"slices"

	"thuky/report"
	"thuky/storage"
)

// crowd is what is read once for a batch that looks at many people, which writes no answer and
// hands out no question.
type crowd struct {
	answered map[string]map[storage.AnswerID]bool // by campaign, each read at its first use
	rosters  map[string]*roster                   // by campaign
}

func newCrowd() *crowd {
	return &crowd{answered: map[string]map[storage.AnswerID]bool{}, rosters: map[string]*roster{}}
}

// has tells whether there is an answer.
func (w *crowd) has(tx storage.Tx, campaign string, answer storage.AnswerID) (bool, error) {
	all, read := w.answered[campaign]
	if !read {
		all = make(map[storage.AnswerID]bool, 1024)
		for id, err := range tx.Answered(campaign) {
			if err != nil {
				return false, err
			}
			all[id] = true
		}
		w.answered[campaign] = all
	}
	return all[answer], nil
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
		if len(r.groups) == 0 || !slices.Equal(a.People, last) {
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

func (r *roster) holders(question string) (holds func(id string) bool, some bool) {
	i, some := r.questions[question]
	if !some {
		return nil, false
	}
	group := r.groups[i]
	return func(id string) bool { return group[id] }, true
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
