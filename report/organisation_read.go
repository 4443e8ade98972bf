package report

import (
	"bytes"
	_ "embed" // what is shipped
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"thuky/vntext"
	"thuky/workday"
)

// The limits of a file of organisations.
const (
	MaxOrganisationsFile = 1 << 20 // bytes
	maxOrganisations     = 2000    // entries
)

//go:embed organisations.toml
var shippedOrganisations []byte

// ShippedOrganisations are the changes that hold in the whole country.
var ShippedOrganisations = sync.OnceValue(func() *Organisations {
	t, err := ReadOrganisations("organisations.toml", shippedOrganisations, nil)
	if err != nil {
		panic(err) // unreachable: a test reads the file
	}
	return t
})

// OrganisationsError is everything that is wrong with a file of organisations, in the order
// of its lines.
type OrganisationsError struct {
	Name     string // the file, as given to ReadOrganisations
	Problems []FileProblem
}

// Error gives one line for each problem: "file:line: what; what would be right".
func (e *OrganisationsError) Error() string {
	list := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		list[i] = fmt.Sprintf("%s:%d: %s", e.Name, p.Line, p.Message)
	}
	return strings.Join(list, "\n")
}

var organisationFileFields = []field{{key: "organisation", shape: shapeTables}}

var organisationFields = []field{
	{key: "id", limit: 200},
	{key: "kind", limit: 100},
	{key: "name", limit: 300},
	{key: "short", limit: 200},
	{key: "aliases", shape: shapeLines},
	{key: "symbol", limit: 40},
	{key: "place", limit: 100},
	{key: "superior", limit: 200},
	{key: "from", shape: shapeDay},
	{key: "until", shape: shapeDay},
	{key: "successors", shape: shapeLines},
	{key: "then", limit: 500},
}

// organisationEntry is an entry as it is written.
type organisationEntry struct {
	ID         string           `toml:"id"`
	Kind       OrganisationKind `toml:"kind"`
	Name       string           `toml:"name"`
	Short      string           `toml:"short"`
	Aliases    []string         `toml:"aliases"`
	Symbol     string           `toml:"symbol"`
	Place      string           `toml:"place"`
	Superior   string           `toml:"superior"`
	From       any              `toml:"from"`
	Until      any              `toml:"until"`
	Successors []string         `toml:"successors"`
	Then       string           `toml:"then"`
}

// ReadOrganisations reads a file of organisations strictly, over the table beneath it, which
// may be nil: an id of the file takes the place of all that was said there about it. name
// stands in messages only. A file that is wrong gives an *OrganisationsError with every
// problem found.
func ReadOrganisations(name string, source []byte, beneath *Organisations) (*Organisations, error) {
	c := &organisationReader{reader: reader{lines: &lines{}, dropped: map[string]bool{}}}
	own := c.read(source)
	if len(c.problems) == 0 {
		for _, o := range beneath.All() {
			if !slices.ContainsFunc(own, func(mine Organisation) bool { return mine.ID == o.ID }) {
				own = append(own, o)
			}
		}
		c.table = newOrganisations(own)
		c.check()
	}
	if len(c.problems) > 0 {
		slices.SortStableFunc(c.problems, func(a, b FileProblem) int { return a.Line - b.Line })
		return nil, &OrganisationsError{Name: name, Problems: c.problems[:min(len(c.problems), maxProblems)]}
	}
	return c.table, nil
}

// organisationReader collects the problems of one file.
type organisationReader struct {
	reader
	table *Organisations
	own   int // how many entries of the table are of the file; they come first
}

func (c *organisationReader) read(source []byte) []Organisation {
	if len(source) > MaxOrganisationsFile {
		c.sayAt(1, organisationsTooLarge)
		return nil
	}
	if len(bytes.TrimSpace(bytes.TrimPrefix(source, []byte("\ufeff")))) == 0 {
		return nil
	}
	words, ok := c.decodable(source)
	if !ok {
		return nil
	}
	var tree map[string]any
	if err := toml.Unmarshal(words, &tree); err != nil {
		c.syntax(err)
		return nil
	}
	c.lines = findLines(words)
	c.walkTable("", tree, organisationFileFields)
	if len(c.problems) > 0 {
		return nil
	}
	var file struct {
		Entries []organisationEntry `toml:"organisation"`
	}
	if err := toml.Unmarshal(words, &file); err != nil {
		c.syntax(err)
		return nil
	}
	if len(file.Entries) > maxOrganisations {
		c.say("organisation", tooManyOrganisations(maxOrganisations))
		return nil
	}
	var all []Organisation
	for i, e := range file.Entries {
		all = append(all, c.entry(organisationPath(i), e))
	}
	c.own = len(all)
	return all
}

func organisationPath(i int) string { return element("organisation", i) }

// entry checks what an entry says about itself.
func (c *organisationReader) entry(path string, e organisationEntry) Organisation {
	line := func(s string) string { return strings.Join(strings.Fields(vntext.Clean(s)), " ") }
	o := Organisation{
		ID: e.ID, Kind: e.Kind, Name: line(e.Name), Short: line(e.Short), Symbol: line(e.Symbol), Place: line(e.Place),
		Superior: e.Superior, Successors: e.Successors, Then: line(e.Then),
	}
	for _, alias := range e.Aliases {
		if alias = line(alias); alias != "" {
			o.Aliases = append(o.Aliases, alias)
		}
	}
	if o.Kind == "" {
		o.Kind = OneBody
	}
	switch {
	case o.ID == "":
		c.say(path, missingKey("id", `id = "ubnd-xa-hoa-sen"`))
	case o.ID == idSuperior:
		c.say(path+".id", reservedOrganisationID(o.ID))
	case !organisationIDs.MatchString(o.ID):
		c.say(path+".id", badOrganisationID(o.ID))
	}
	if o.Name == "" || bodyKey(o.Name) == "" {
		c.say(path, missingKey("name", `name = "Ủy ban nhân dân xã Hoa Sen"`))
	}
	if kinds := []OrganisationKind{OneBody, AnyBody, OneSchool}; !slices.Contains(kinds, o.Kind) {
		c.say(path+".kind", badOrganisationKind(o.Kind, kinds))
	}
	if o.Kind != OneSchool {
		for key, value := range map[string]string{"symbol": o.Symbol, "place": o.Place, "superior": o.Superior} {
			if value != "" {
				c.say(path+"."+key, onlyOfSchools(key))
			}
		}
	}
	o.From = c.day(path, "from", e.From)
	o.Until = c.day(path, "until", e.Until)
	if !o.From.IsZero() && !o.Until.IsZero() && o.Until.Compare(o.From) < 0 {
		c.say(path+".until", endsBeforeItBegins(o.From, o.Until))
	}
	if o.Until.IsZero() {
		for _, key := range []string{"successors", "then"} {
			if key == "successors" && len(o.Successors) > 0 || key == "then" && o.Then != "" {
				c.say(path+"."+key, needsUntil(key))
			}
		}
	}
	return o
}

// day reads a date: 2025-06-30, or "30/6/2025".
func (c *organisationReader) day(path, key string, value any) workday.Date {
	text := ""
	switch value := value.(type) {
	case nil:
		return workday.Date{}
	case toml.LocalDate:
		text = value.String()
	case string:
		text = strings.TrimSpace(value)
	}
	day, err := workday.ParseISO(text)
	if err != nil {
		if d, ok := vntext.ParseDate(text, 0, 0, 0); ok && strings.Count(text, "/") == 2 {
			day, err = workday.ParseISO(fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day))
		}
	}
	if err != nil || day.Year < 1900 || day.Year > 2200 {
		c.say(path+"."+key, badOrganisationDay(key, text))
		return workday.Date{}
	}
	return day
}
