package bot

import (
	"thuky/report"
	"thuky/storage"
)

// SuggestAssignments proposes who answers which question of a new campaign of the
// template: see report.SuggestAssignments.
func SuggestAssignments(tx storage.Tx, t *report.Template) ([]report.Assignment, error) {
	var people []report.Person
	for p, err := range tx.People() {
		if err != nil {
			return nil, err
		}
		people = append(people, p)
	}
	var last *report.Campaign
	for c, err := range tx.Campaigns() {
		if err != nil {
			return nil, err
		}
		if c.Template == t.ID && (last == nil || c.Opened.After(last.Opened)) {
			last = &c
		}
	}
	return report.SuggestAssignments(t, people, last), nil
}
