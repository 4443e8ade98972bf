package render

import (
	"strings"

	"thuky/report"
)

// FormStarter is a form to begin with, as a document: written as a Word file it prints
// reports as they are printed without a form. The names of the school stand in it in
// letters, where it has them and they do not change with the date, for people to see what
// they may change.
func FormStarter(school report.School) *Document {
	field := func(name string) string { return "{{" + name + "}}" }
	runs := func(text string) []Run { return []Run{{Text: text}} }
	_, dated := school.Listed()
	words := func(text, name string) string {
		if dated {
			return field(name)
		}
		if text = strings.ToUpper(oneLine(text)); text == "" {
			text = field(name)
		}
		return text
	}
	each := "{{#" + formRecipients + "}}" + field(FormItem) + "{{/" + formRecipients + "}}"
	return &Document{
		Title:   starterTitle,
		Creator: oneLine(school.Name),
		Blocks: []Block{
			&Head{
				Superior: words(school.Superior, formSuperior), School: words(school.Name, formSchoolCaps),
				Number:  numberLabel + field(formNumber) + "/" + field(formSymbol),
				Country: country, Motto: motto,
				Date: field(report.NamePlace) + ", " + field(report.NameDate),
			},
			&Title{Kind: field(formKind), Subject: runs(field(formSubject))},
			&Paragraph{Runs: runs("{{?" + FormAddressees + "}}")},
			&Addressees{Label: addresseesLabel, Items: [][]Run{runs(field(FormAddressees))}},
			&Paragraph{Runs: runs("{{/" + FormAddressees + "}}")},
			&Paragraph{Runs: runs(field(FormBody))},
			&Recipients{Label: recipientsLabel, Items: [][]Run{runs(each)}},
			&Signature{Titles: []string{field(formSignerTitle)}, Name: field(report.NameSigner)},
		},
		Gaps: []Gap{},
	}
}
