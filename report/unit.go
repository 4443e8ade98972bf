package report

import (
	"cmp"
	"slices"
	"strings"

	"thuky/vntext"
)

// Unit is a part of the school and the people in it, as Vietnamese lists sort them.
type Unit struct {
	Name   string   // as it is written first
	People []string // ids
}

// Units are the units that people are in, in the order of their names.
func Units(people []Person) (list []Unit) {
	for _, p := range SortedPeople(people) {
		for name := range strings.SplitSeq(p.Unit, ",") {
			if name = strings.TrimSpace(name); name == "" {
				continue
			}
			i := slices.IndexFunc(list, func(u Unit) bool { return vntext.Fold(u.Name) == vntext.Fold(name) })
			if i < 0 {
				i = len(list)
				list = append(list, Unit{Name: name})
			}
			list[i].People = append(list[i].People, p.ID)
		}
	}
	slices.SortStableFunc(list, func(a, b Unit) int { return cmp.Compare(vntext.Fold(a.Name), vntext.Fold(b.Name)) })
	return list
}

// SortedPeople are the people as Vietnamese lists sort them.
func SortedPeople(people []Person) []Person {
	people = slices.Clone(people)
	slices.SortStableFunc(people, func(a, b Person) int { return vntext.CompareNames(a.Name, b.Name) })
	return people
}

// DistinctName names a person, so that two of one name are told apart.
func DistinctName(people []Person, p Person) string {
	if slices.ContainsFunc(people, func(o Person) bool { return o.ID != p.ID && o.Name == p.Name }) {
		return p.Name + " (" + cmp.Or(p.Unit, p.ID) + ")"
	}
	return p.Name
}
