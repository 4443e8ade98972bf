package conversation

import (
	"slices"
	"strconv"
	"strings"

	"thuky/report"
	"thuky/vntext"
)

// sectionOf is where a question is printed: its section and the heading in it, both
// from 1; heading is 0 before the first.
func sectionOf(tmpl *report.Template, q *report.Question) (section, heading int) {
	n, s := tmpl.SectionOf(q)
	for i := range s.Questions {
		if s.Questions[i].Heading != "" {
			heading++
		}
		if s.Questions[i].ID == q.ID {
			break
		}
	}
	return n + 1, heading
}

// sectionName is "III.2", and "III" where there is no heading.
func sectionName(section, heading int) string {
	name := vntext.Roman(section)
	if heading > 0 {
		name += "." + strconv.Itoa(heading)
	}
	return name
}

// placesOf names the sections that questions stand in: "I, III.2". A section of which
// no question of all is missing is named as a whole.
func placesOf(tmpl *report.Template, questions, all []*report.Question) string {
	var names []string
	add := func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, q := range questions {
		section, heading := sectionOf(tmpl, q)
		whole := !slices.ContainsFunc(all, func(other *report.Question) bool {
			n, _ := sectionOf(tmpl, other)
			return n == section && !slices.Contains(questions, other)
		})
		if whole {
			heading = 0
		}
		add(sectionName(section, heading))
	}
	return strings.Join(names, ", ")
}
