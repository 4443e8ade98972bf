package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"thuky/vntext"
)

// ListError is a row that cannot be stored.
type ListError struct {
	Row       int  // from 0
	LastAdmin bool // it would leave the school without an admin; else it may be several people
}

func (e *ListError) Error() string {
	return fmt.Sprintf("row %d cannot be stored (last admin: %v)", e.Row, e.LastAdmin)
}

// MatchList finds who of the people each row of a list is, nil for somebody new: the same
// name and unit is the same person, and so is the only one of a name whose unit is another.
// A row that may be several people, or takes the last admin's role, is a *ListError.
func MatchList(rows, people []Person) ([]*Person, error) {
	byName := map[string][]*Person{}
	for i := range people {
		key := nameKey(people[i].Name)
		byName[key] = append(byName[key], &people[i])
	}
	matched, err := matchRows(rows, byName)
	if err != nil {
		return nil, err
	}
	if row := lastAdminRow(rows, matched, people); row >= 0 {
		return nil, &ListError{Row: row, LastAdmin: true}
	}
	return matched, nil
}

// nameKey is equal for the same name in whatever letters.
func nameKey(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(vntext.NFC(name)), " "))
}

// matchRows finds who of the list each row is, nil for somebody new.
func matchRows(rows []Person, byName map[string][]*Person) ([]*Person, error) {
	matched := make([]*Person, len(rows))
	taken := map[string]bool{}
	open := map[string][]int{} // rows of a name that nobody was found for by the unit
	for i, row := range rows {
		key := nameKey(row.Name)
		for _, p := range byName[key] {
			if !taken[p.ID] && vntext.Fold(p.Unit) == vntext.Fold(row.Unit) {
				matched[i], taken[p.ID] = p, true
				break
			}
		}
		if matched[i] == nil {
			open[key] = append(open[key], i)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(open)) {
		left := open[key]
		var free []*Person
		for _, p := range byName[key] {
			if !taken[p.ID] {
				free = append(free, p)
			}
		}
		switch {
		case len(free) == 0:
		case len(free) == 1 && len(left) == 1:
			matched[left[0]] = free[0]
		default:
			return nil, &ListError{Row: left[0]}
		}
	}
	return matched, nil
}

// lastAdminRow is the row that takes the role of the last admin who has joined, -1 for none.
func lastAdminRow(rows []Person, matched []*Person, people []Person) int {
	admins, row := 0, -1
	lost := map[string]bool{}
	for i, p := range matched {
		if p != nil && p.Role == Admin && !p.Joined.IsZero() && rows[i].Role != "" && rows[i].Role != Admin {
			lost[p.ID], row = true, i
		}
	}
	for i := range people {
		if p := &people[i]; p.Role == Admin && !p.Joined.IsZero() && !lost[p.ID] {
			admins++
		}
	}
	if admins > 0 {
		return -1
	}
	return row
}
