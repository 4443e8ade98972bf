package render

import (
	"slices"

	"thuky/report"
)

// Dated gives the input with the names of the school, its superior and the issuer of the
// notice as they were called on the day of the document, and of the notice.
func (in Input) Dated() Input {
	in.School = in.School.On(in.Campaign.Day())
	in.Campaign.Notice = in.Campaign.Notice.Dated(in.School.Organisations)
	return in
}

// OtherNames are the names of bodies that are printed by the day of the document, beside
// those of Dated: each line of recipients that is not as it stands in the template, and what
// each placeholder of a body stands for.
func (in Input) OtherNames() [][2]string {
	day := in.Campaign.Day()
	var all [][2]string
	for _, line := range slices.Concat(in.Template.Addressees, in.Template.Recipients) {
		if dated := in.School.Organisations.NamesOn(line, day); dated != line {
			all = append(all, [2]string{line, dated})
		}
	}
	for _, id := range in.Template.Organisations() {
		all = append(all, [2]string{id, in.School.Organisation(id, day)})
	}
	return all
}

// organisation gives the name that a placeholder stands for, "" for none, and what to call it
// where it is missing; ok is false for other placeholders.
func (b *builder) organisation(placeholder string) (name, missing string, ok bool) {
	id, ok := report.OrganisationID(placeholder)
	if !ok {
		return "", "", false
	}
	return b.in.School.Organisation(id, b.in.Campaign.Day()), missingOrganisation(id), true
}
