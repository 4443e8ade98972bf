package cli

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"

	"thuky/report"
	"thuky/workday"
)

// readOrganisations gives the table of bodies: what is shipped, with a file of the school,
// where there is one, laid over it.
func readOrganisations(path string) (*report.Organisations, error) {
	shipped := report.ShippedOrganisations()
	if path == "" {
		return shipped, nil
	}
	switch info, err := os.Stat(path); {
	case err != nil:
		return nil, failed(textOrganisationsUnreadable(path, err), nil)
	case !info.Mode().IsRegular() || info.Size() > report.MaxOrganisationsFile:
		return nil, failed(textOrganisationsTooLarge(path), nil)
	}
	source, err := os.ReadFile(path)
	if err != nil {
		return nil, failed(textOrganisationsUnreadable(path, err), nil)
	}
	table, err := report.ReadOrganisations(path, source, shipped)
	var bad *report.OrganisationsError
	if errors.As(err, &bad) {
		return nil, failed(textOrganisationsMistakes(bad), nil)
	}
	return table, err
}

// checkOrganisations is doctor's look at the names of bodies: whether the file can be read,
// whether the school and its superior are called so today, and whether the templates name
// bodies that are there.
func (p *program) checkOrganisations(context.Context) checkup {
	c := checkup{Subject: textSubjectOrganisations}
	s := &p.config.School
	table, err := readOrganisations(s.OrganisationsFile)
	if err != nil {
		s.Organisations = report.ShippedOrganisations()
		c.Verdict, c.Found, c.Advice = broken, p.clean(err), textFixOrganisations
		return c
	}
	s.Organisations = table
	today := workday.DateOf(p.now())
	var found, advice []string
	if schools, listed := s.Listed(); schools && !listed {
		found, advice = append(found, textSchoolUnlisted(s.Name, s.OrganisationsFile)), append(advice, textFixUnlisted)
	}
	now := s.On(today)
	if now.Name != s.Name {
		found, advice = append(found, textSchoolRenamed(s.Name, now.Name)), append(advice, textFixRenamed(now.Name))
	}
	if gone, ok := table.Gone(s.Superior, today); ok {
		found, advice = append(found, textSuperiorGone(s.Superior, gone)), append(advice, textFixSuperior(s.Superior, now.Superior))
	}
	more, how := p.organisationsInTemplates(table, today)
	found = append(found, more...)
	if len(more) > 0 {
		advice = append(advice, how)
	}
	if len(found) > 0 {
		c.Verdict, c.Found, c.Advice = warning, strings.Join(found, "\n"), strings.Join(slices.Compact(advice), " ")
		return c
	}
	c.Found = textOrganisationsFine(len(table.All()), s.OrganisationsFile, s.Superior)
	return c
}

// organisationsInTemplates goes over the bodies of all templates.
func (p *program) organisationsInTemplates(table *report.Organisations, today workday.Date) (found []string, advice string) {
	l, err := loadLibrary(p.config.Templates, nil)
	if err != nil {
		return nil, "" // told by another check
	}
	for _, id := range l.ids {
		t, err := l.find(id)
		if err != nil {
			continue
		}
		found = append(found, bodiesOf(t, table, today)...)
	}
	return found, textFixTemplateBodies
}

// bodiesOf says which bodies that a template names are not in the table, and which of its
// recipients are no more.
func bodiesOf(t *report.Template, table *report.Organisations, today workday.Date) (found []string) {
	for _, body := range t.Organisations() {
		if !table.Knows(body) {
			found = append(found, textTemplateUnknownBody(t.ID, body))
		}
	}
	for _, line := range slices.Concat(t.Addressees, t.Recipients) {
		name, _, _ := strings.Cut(table.NamesOn(line, today), "(")
		if gone, ok := table.Gone(strings.TrimSpace(name), today); ok {
			found = append(found, textTemplateGoneBody(t.ID, line, gone))
		}
	}
	return found
}
