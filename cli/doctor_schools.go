package cli

import "context"

// doctorSchools checks what all schools share, and then each.
func (p *program) doctorSchools(ctx context.Context, all []*program, report func(checkup)) {
	report(checkup{Subject: textSubjectConfig, Found: textConfigOfSchools(p.configFound(), len(p.whole.Schools))})
	p.checkAll(ctx, p.machineChecks(), report)
	for _, q := range all {
		q.checkAll(ctx, append([]func(context.Context) checkup{q.checkSchool}, q.schoolChecks()...), report)
	}
}

// checkSchool looks at what a school says of itself.
func (p *program) checkSchool(context.Context) checkup {
	c := checkup{Subject: textSubjectConfig}
	s, err := p.whole.find(p.school)
	if err != nil {
		c.Verdict, c.Found = broken, p.clean(err) // unreachable: it was chosen
		return c
	}
	c.Found = textSchoolFine(s.Place, s.Host)
	var lacks []string
	for _, field := range []struct{ key, value string }{
		{"superior", p.config.School.Superior}, {"symbol", p.config.School.Symbol}, {"place", p.config.School.Place},
	} {
		if field.value == "" {
			lacks = append(lacks, field.key)
		}
	}
	if len(lacks) > 0 {
		c.Verdict, c.Found, c.Advice = warning, textSchoolLacks(s.Place, lacks), textFixSchoolFields
	}
	return c
}

// schoolHeading stands above what is said of a school.
func (p *program) schoolHeading(id string) string {
	name := ""
	if s, err := p.whole.find(id); err == nil {
		name = s.Config.School.Name
	}
	return textSchoolHeading(id, name)
}
