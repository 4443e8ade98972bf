package cli

import (
	"github.com/spf13/cobra"
)

// wanted is the id of the school that --school or the environment names, "" for none.
func (p *program) wanted() string {
	if p.flags.school != "" || p.whole == nil {
		return p.flags.school
	}
	return p.getenv(schoolVariable)
}

// choose takes the settings of the school that is wanted. Where there are several it is
// never guessed.
func (p *program) choose() error {
	id := p.wanted()
	switch {
	case p.whole == nil && id != "":
		return usage(textOneSchool(id))
	case p.whole == nil:
		return nil
	case id == "" && len(p.whole.Schools) > 1:
		return usage(textWhichSchool(p.whole.schoolIDs()))
	case id == "":
		id = p.whole.Schools[0].ID
	}
	s, err := p.whole.find(id)
	if err != nil {
		return err
	}
	p.enter(s)
	if p.flags.db != "" {
		p.config.Storage.URL = p.ofSchool(p.flags.db)
	}
	return nil
}

// enter makes the program one of a school.
func (p *program) enter(s *SchoolConfig) { p.config, p.school = s.Config, s.ID }

// ofSchool gives the address of a database the name of the chosen school, where it has none.
func (p *program) ofSchool(storeURL string) string {
	if p.school == "" || !isPostgres(storeURL) {
		return storeURL
	}
	return withSchool(storeURL, p.school)
}

// each gives a program for every school that is meant: for that of --school, or for all. The
// configuration has been read.
func (p *program) each() ([]*program, error) {
	if p.whole == nil || p.wanted() != "" {
		q := *p
		if err := q.choose(); err != nil {
			return nil, err
		}
		return []*program{&q}, nil
	}
	if p.flags.db != "" {
		return nil, usage(textStoreOfWhich)
	}
	var all []*program
	for i := range p.whole.Schools {
		q := *p
		q.enter(&p.whole.Schools[i])
		all = append(all, &q)
	}
	return all, nil
}

// completeSchools offers the ids of the schools to the shell.
func (p *program) completeSchools(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var ids []string
	if p.configure() == nil && p.whole != nil {
		for i := range p.whole.Schools {
			ids = append(ids, p.whole.Schools[i].ID+"\t"+p.whole.Schools[i].Config.School.Name)
		}
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}

// variable is the environment variable that sets a key for whoever the program works for.
func (p *program) variable(key string) string {
	if p.school == "" {
		return setting{key: key}.env()
	}
	return variableOfKey(p.school, key)
}
