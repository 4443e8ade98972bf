package report

import (
	"slices"
	"strings"

	"thuky/vntext"
)

// SuggestAssignments proposes who answers which question of a new campaign: the people
// who had it in the last campaign of the template and are still there, else those
// whose unit is what the question names as its role. A question that neither says
// anything about is not in the result: it is for all of the staff. last may be nil.
func SuggestAssignments(t *Template, people []Person, last *Campaign) []Assignment {
	sorted := slices.Clone(people)
	slices.SortStableFunc(sorted, func(a, b Person) int { return vntext.CompareNames(a.Name, b.Name) })
	var all []Assignment
	for _, q := range t.questions {
		if q.Computed() {
			continue
		}
		ids := still(last, q.ID, people)
		if len(ids) == 0 {
			ids = inUnits(q.Role, sorted)
		}
		if len(ids) > 0 {
			all = append(all, Assignment{Question: q.ID, People: ids})
		}
	}
	return all
}

// still are the people who were given the question and are among people.
func still(last *Campaign, question string, people []Person) (ids []string) {
	if last == nil {
		return nil
	}
	had, _ := last.Assigned(question)
	for _, id := range had {
		if slices.ContainsFunc(people, func(p Person) bool { return p.ID == id }) {
			ids = append(ids, id)
		}
	}
	return ids
}

// inUnits are the people of a unit, or of one of several divided by commas.
func inUnits(units string, people []Person) (ids []string) {
	wanted := splitUnits(units)
	for i := range people {
		of := splitUnits(people[i].Unit)
		if slices.ContainsFunc(wanted, func(unit string) bool { return slices.Contains(of, unit) }) {
			ids = append(ids, people[i].ID)
		}
	}
	return ids
}

// splitUnits gives the units of a Person.Unit or Question.Role, folded for comparison.
func splitUnits(units string) (all []string) {
	for unit := range strings.SplitSeq(units, ",") {
		if unit = vntext.Fold(unit); unit != "" {
			all = append(all, unit)
		}
	}
	return all
}
