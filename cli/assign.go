package cli

import (
	"fmt"
	"strings"

	"thuky/report"
)

// What --assign knows.
const (
	assignSuggested = "suggested"
	assignNone      = "none"
)

// assignmentView is who has a question, in "campaign show --json".
type assignmentView struct {
	Question string   `json:"question"`
	People   []string `json:"people"` // ids; none: it waits for an admin
}

func (g *progress) assignments() []assignmentView {
	list := []assignmentView{}
	for _, q := range g.template.Questions() {
		if people, some := g.campaign.Assigned(q.ID); some {
			list = append(list, assignmentView{q.ID, append([]string{}, people...)})
		}
	}
	return list
}

// showAssignments prints who has which questions, one line for those of the same people.
func (p *program) showAssignments(g *progress) {
	if len(g.campaign.Assignments) == 0 {
		return
	}
	fmt.Fprintf(p.env.Stdout, "\n%s\n", textAssignHeading)
	var rows [][]string
	for _, line := range g.assigned() {
		rows = append(rows, []string{"  " + textAssignedTo(line.questions), line.whom})
	}
	table(p.env.Stdout, rows)
}

// assignedLine are the numbers of questions that the same people have.
type assignedLine struct {
	whom      string
	questions []int
}

func (g *progress) assigned() (list []assignedLine) {
	for i, q := range g.asked {
		whom := g.whom(q)
		at := -1
		for j := range list {
			if list[j].whom == whom {
				at = j
			}
		}
		if at < 0 {
			at = len(list)
			list = append(list, assignedLine{whom: whom})
		}
		list[at].questions = append(list[at].questions, i+1)
	}
	return list
}

func (g *progress) whom(q *report.Question) string {
	people, some := g.campaign.Assigned(q.ID)
	switch {
	case !some:
		return textWholeSchool
	case len(people) == 0:
		return textToNobody
	}
	names := make([]string, len(people))
	for i, id := range people {
		names[i] = id
		for _, one := range g.people {
			if one.person.ID == id {
				names[i] = nameOrID(one.person)
			}
		}
	}
	return strings.Join(names, ", ")
}
