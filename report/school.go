package report

import (
	"slices"

	"thuky/workday"
)

// On gives the school as it is called on a day, and the body over it: by the entry of the
// school in its table of organisations, else by that of its superior.
func (s School) On(day workday.Date) School {
	t := s.Organisations
	o := s.entry(day)
	if o == nil {
		s.Superior = t.NameOn(s.Superior, day)
		return s
	}
	s.Name = o.write(t.short(s.Name), inCapitals(s.Name))
	if o.Symbol != "" {
		s.Symbol = o.Symbol
	}
	if o.Place != "" {
		s.Place = o.Place
	}
	s.Superior = t.NameOn(s.Superior, day)
	if over := t.On(o.Superior, day); len(over) == 1 {
		short := s.Superior == "" || t.short(s.Superior) // as most schools print it
		s.Superior = over[0].write(short, inCapitals(s.Superior))
	}
	return s
}

// entry is the school in the table under the name of a day, nil where it is not there.
func (s School) entry(day workday.Date) *Organisation {
	t := s.Organisations
	if t == nil || day.IsZero() {
		return nil
	}
	for _, o := range t.byName[bodyKey(s.Name)] {
		if now := t.on(o.ID, day, map[string]bool{}); o.Kind == OneSchool && len(now) == 1 {
			return now[0]
		}
	}
	return nil
}

// Listed tells whether the table has schools, and whether this one is among them.
func (s School) Listed() (schools, listed bool) {
	for _, o := range s.Organisations.All() {
		if o.Kind == OneSchool {
			schools = true
			listed = listed || slices.ContainsFunc(o.Written(), func(name string) bool { return bodyKey(name) == bodyKey(s.Name) })
		}
	}
	return schools, listed
}

// Organisation gives the name that a placeholder stands for on a day: of a body by its id,
// or of the superior of the school. It is "" where there is not exactly one.
func (s School) Organisation(id string, day workday.Date) string {
	t := s.Organisations
	if id == idSuperior {
		s = s.On(day)
		if o, _ := t.find(s.Superior, day); o != nil {
			return o.write(t.short(s.Superior), false)
		}
		return s.Superior
	}
	if now := t.On(id, day); len(now) == 1 {
		return now[0].Name
	}
	return ""
}

// Dated cites the notice with the name that its issuer had on its own date.
func (n *Notice) Dated(t *Organisations) *Notice {
	if n == nil || n.Issued.IsZero() {
		return n
	}
	issuer := t.NameOn(n.Issuer, n.Issued)
	if issuer == n.Issuer {
		return n
	}
	dated := *n
	dated.Issuer = issuer
	return &dated
}
