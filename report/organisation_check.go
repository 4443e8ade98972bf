package report

import (
	"regexp"
	"slices"
	"strings"

	"thuky/vntext"
)

// organisationIDs are the ids of bodies, as they stand in templates behind "org.".
var organisationIDs = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,59}$`)

// check looks whether the entries fit together: those of the file among themselves, and with
// what lies beneath.
func (c *organisationReader) check() {
	for i := range c.table.all[:c.own] {
		o, path := &c.table.all[i], organisationPath(i)
		if o.Superior != "" && !c.table.Knows(o.Superior) {
			c.say(path+".superior", unknownOrganisation(o.Superior, c.near(o.Superior)))
		}
		for n, next := range o.Successors {
			at := element(path+".successors", n)
			switch last := c.last(next); {
			case next == o.ID:
				c.say(at, ownSuccessor(next))
			case last == nil:
				c.say(at, unknownOrganisation(next, c.near(next)))
			case !last.Until.IsZero() && last.Until.Compare(o.Until) <= 0 && !c.follows(next, o.ID):
				c.say(at, successorEnded(next, last.Until, o.Until))
			}
		}
		c.siblings(i)
	}
	c.circles()
}

// siblings looks at the names that one body had.
func (c *organisationReader) siblings(i int) {
	o := &c.table.all[i]
	for k := range c.table.all[:c.own] {
		other := &c.table.all[k]
		if k == i || other.ID != o.ID {
			continue
		}
		if k < i && overlap(o, other) {
			c.say(organisationPath(i), overlapping(o.ID, c.lines.of(organisationPath(k)), later(o, other).From))
		}
		if k < i && o.Kind != other.Kind {
			c.say(organisationPath(i), otherKind(o.ID, c.lines.of(organisationPath(k))))
		}
		if len(o.Successors) > 0 && !o.Until.IsZero() && (other.Until.IsZero() || other.Until.Compare(o.Until) > 0) {
			c.say(organisationPath(i)+".successors", successorsBeforeEnd(o.ID, c.lines.of(organisationPath(k))))
		}
	}
}

// overlap tells whether there is a day on which both names are borne.
func overlap(a, b *Organisation) bool {
	before := func(a, b *Organisation) bool {
		return !a.Until.IsZero() && !b.From.IsZero() && a.Until.Compare(b.From) < 0
	}
	return !before(a, b) && !before(b, a)
}

func later(a, b *Organisation) *Organisation {
	if a.From.Compare(b.From) > 0 {
		return a
	}
	return b
}

// last is the last name of a body.
func (c *organisationReader) last(id string) *Organisation {
	names := c.table.byID[id]
	if len(names) == 0 {
		return nil
	}
	return names[len(names)-1]
}

// near is the id that is most like one that is not there.
func (c *organisationReader) near(id string) string {
	var all []string
	for _, o := range c.table.all {
		all = appendMissing(all, o.ID)
	}
	return vntext.Nearest(id, all)
}

// follows tells whether a body comes after another in the way of successors.
func (c *organisationReader) follows(from, to string) bool {
	seen := map[string]bool{}
	var walk func(id string) bool
	walk = func(id string) bool {
		if id == to {
			return true
		}
		if seen[id] {
			return false
		}
		seen[id] = true
		return slices.ContainsFunc(c.successors(id), walk)
	}
	return walk(from)
}

func (c *organisationReader) successors(id string) []string {
	var all []string
	for _, o := range c.table.byID[id] {
		all = append(all, o.Successors...)
	}
	return all
}

// circles refuses bodies that take each other's place. Each circle is told once, at the
// first of its entries in the file.
func (c *organisationReader) circles() {
	told := map[string]bool{}
	for i := range c.table.all[:c.own] {
		o := &c.table.all[i]
		path := []string{o.ID}
		var walk func(id string) bool
		seen := map[string]bool{o.ID: true}
		walk = func(id string) bool {
			for _, next := range c.successors(id) {
				path = append(path, next)
				if next == o.ID && len(path) > 2 { // itself alone is told above
					return true
				}
				if !seen[next] {
					seen[next] = true
					if walk(next) {
						return true
					}
				}
				path = path[:len(path)-1]
			}
			return false
		}
		if told[o.ID] || len(o.Successors) == 0 || !walk(o.ID) {
			continue
		}
		for _, id := range path {
			told[id] = true
		}
		c.say(organisationPath(i)+".successors", successorCircle(path))
	}
}

// idSuperior stands for the body over the school in templates.
const idSuperior = "superior"

// organisationPrefix begins the placeholders of bodies: {{org.superior}}.
const organisationPrefix = "org."

// OrganisationID gives the id that a placeholder names: "superior", or one of the table.
func OrganisationID(placeholder string) (id string, ok bool) {
	id, ok = strings.CutPrefix(placeholder, organisationPrefix)
	return id, ok && organisationIDs.MatchString(id)
}

// Organisations lists the ids of the table that a template names, without "superior".
func (t *Template) Organisations() []string {
	var ids []string
	look := func(texts ...string) {
		for _, text := range texts {
			for _, name := range Placeholders(text) {
				if id, ok := OrganisationID(name); ok && id != idSuperior {
					ids = appendMissing(ids, id)
				}
			}
		}
	}
	look(t.Subject)
	look(t.Addressees...)
	look(t.Recipients...)
	look(t.Opening...)
	look(t.Closing...)
	for _, s := range t.Sections {
		look(s.Heading)
	}
	for _, q := range t.questions {
		look(q.Heading)
		if q.Print != nil {
			look(*q.Print)
		}
	}
	return ids
}
